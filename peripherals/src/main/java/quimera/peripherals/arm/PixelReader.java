package quimera.peripherals.arm;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.bus.Bytes;

/**
 * The pixel serializer of a {@link Pl110}: words of memory in, colours out; draws only lines that
 * have changed since the last picture.
 */
final class PixelReader {
  private static final int BPP_16 = 4;
  private static final int BPP_24 = 5;
  private static final int BPP_565 = 6; // of the later PL111
  private static final int BPP_444 = 7;

  private final Bus bus;
  private final transient int[] colours = new int[256];
  private transient int format;
  private transient boolean redIsHigh;
  private transient boolean bigBytes;
  private transient boolean bigPixels;
  private transient byte[] seen = new byte[0];
  private transient byte[] line = new byte[0];
  private transient int[] drawnInto;

  PixelReader(Bus bus) {
    this.bus = bus;
  }

  /**
   * Takes what the controller's registers say.
   *
   * @param bpp LcdBpp
   * @param mux how the board wires 16-bit pixels
   * @param palette two colours a word
   */
  void program(
      int bpp, int mux, boolean bgr, boolean bigByteOrder, boolean bigPixelOrder, int[] palette) {
    format = bpp == BPP_16 && mux >= 2 ? BPP_565 : bpp;
    redIsHigh = bgr ^ (bpp == BPP_16 && mux == 3);
    bigBytes = bigByteOrder;
    bigPixels = bigPixelOrder;
    for (int i = 0; i < colours.length; i++) {
      colours[i] = fifteen(palette[i / 2] >> 16 * (i & 1));
    }
  }

  /** Bits of a pixel. */
  private int bits() {
    return format < BPP_16 ? 1 << format : format == BPP_24 ? 32 : 16;
  }

  /**
   * Draws the picture at {@code address}.
   *
   * @param all whether also lines that have not changed
   * @return whether anything was drawn
   */
  boolean draw(long address, int width, int height, int[] argb, boolean all) {
    int pitch = width * bits() / 8;
    boolean redraw = all || argb != drawnInto || seen.length != pitch * height;
    drawnInto = argb;
    if (seen.length != pitch * height) {
      seen = new byte[pitch * height];
      line = new byte[pitch];
    }
    boolean drawn = false;
    for (int y = 0; y < height; y++) {
      read(address + (long) y * pitch);
      int from = y * pitch;
      if (redraw || !Arrays.equals(line, 0, pitch, seen, from, from + pitch)) {
        System.arraycopy(line, 0, seen, from, pitch);
        drawLine(argb, y * width, width);
        drawn = true;
      }
    }
    return drawn;
  }

  /** Only memory has a picture in it; the rest of the address space is not touched. */
  private void read(long address) {
    if (bus.readable(address) == null || bus.readable(address + line.length - 1) == null) {
      Arrays.fill(line, (byte) 0);
      return;
    }
    try {
      bus.read(address, line, 0, line.length);
    } catch (BusFault e) {
      Arrays.fill(line, (byte) 0);
    }
  }

  private void drawLine(int[] argb, int out, int width) {
    int bits = bits();
    int perWord = 32 / bits;
    int mask = -1 >>> 32 - bits;
    for (int x = 0; x < width; x++) {
      int at = x / perWord * 4;
      int word = bigBytes ? Bytes.get32be(line, at) : Bytes.get32(line, at);
      argb[out + x] = colour(word >>> shift(x % perWord, bits) & mask);
    }
  }

  /** Where pixel {@code n} of a word begins (table 2-1 to 2-3 of the manual). */
  private int shift(int n, int bits) {
    if (bigBytes) {
      return 32 - bits * (n + 1);
    }
    int bit = n * bits;
    return bigPixels && bits < 8 ? (bit & ~7) + 8 - bits - (bit & 7) : bit;
  }

  private int colour(int pixel) {
    return switch (format) {
      case BPP_16 -> fifteen(pixel);
      case BPP_24 -> rgb(pixel & 0xFF, pixel >> 8 & 0xFF, pixel >> 16 & 0xFF);
      case BPP_565 -> {
        int green = pixel >> 5 & 63;
        yield rgb(five(pixel), green << 2 | green >> 4, five(pixel >> 11));
      }
      case BPP_444 -> rgb((pixel & 15) * 17, (pixel >> 4 & 15) * 17, (pixel >> 8 & 15) * 17);
      default -> colours[pixel];
    };
  }

  /** Five bits each, red lowest; the sixteenth is the least significant of all three. */
  private int fifteen(int pixel) {
    return rgb(five(pixel), five(pixel >> 5), five(pixel >> 10));
  }

  private int rgb(int low, int green, int high) {
    return 0xFF000000 | (redIsHigh ? high << 16 | low : low << 16 | high) | green << 8;
  }

  private static int five(int value) {
    int five = value & 31;
    return five << 3 | five >> 2;
  }
}
