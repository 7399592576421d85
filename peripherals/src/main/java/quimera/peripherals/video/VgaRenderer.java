package quimera.peripherals.video;

/**
 * Draws what a monitor on this adapter shows: every scan line and every dot, so that a 320 x 200
 * mode fills 640 x 400 as on the real screen.
 */
final class VgaRenderer {
  private static final int BLANK = 0xFF000000;
  private static final int FONT_BYTES = 32; // from one character to the next in plane 2
  private static final int[] FONT_BASES = {
    0x0000, 0x4000, 0x8000, 0xC000, 0x2000, 0x6000, 0xA000, 0xE000
  };

  private final VgaCrtc crtc;
  private final VgaMemory memory;
  private final VgaAttribute attribute;
  private final VgaDac dac;

  // Scratch of one frame.
  private final transient int[] colours = new int[16];
  private final transient int[] colours256 = new int[256];
  private transient int[] line = new int[0];

  VgaRenderer(VgaCrtc crtc, VgaMemory memory, VgaAttribute attribute, VgaDac dac) {
    this.crtc = crtc;
    this.memory = memory;
    this.attribute = attribute;
    this.dac = dac;
  }

  boolean text() {
    return (memory.graphics(VgaMemory.GC_MISC) & 1) == 0;
  }

  int cellWidth() {
    return text() && (memory.sequencer(VgaMemory.SEQ_CLOCKING) & 1) == 0 ? 9 : 8;
  }

  /** Dots for each pixel: two where the dot clock is halved. */
  private int dots() {
    return (memory.sequencer(VgaMemory.SEQ_CLOCKING) & 8) != 0 ? 2 : 1;
  }

  int width() {
    return crtc.columns() * cellWidth() * dots();
  }

  int height() {
    return crtc.lines();
  }

  /**
   * Draws a frame.
   *
   * @param frame the number of the frame since power-on, by which things blink
   */
  void draw(int[] argb, long frame) {
    int width = width();
    int height = height();
    boolean off = (memory.sequencer(VgaMemory.SEQ_CLOCKING) & 0x20) != 0 || !attribute.showing();
    if (off) {
      java.util.Arrays.fill(argb, 0, width * height, BLANK);
      return;
    }
    for (int i = 0; i < 16; i++) {
      colours[i] = dac.argb(attribute.colour(i));
    }
    for (int i = 0; i < 256; i++) {
      colours256[i] = dac.argb(i);
    }
    // One cell more than is shown, for panning.
    int needed = width + 2 * cellWidth() * dots();
    if (line.length != needed) {
      line = new int[needed];
    }
    int pan = panning();
    int row = crtc.startAddress() + (crtc.get(VgaCrtc.PRESET_ROW) >> 5 & 3);
    int scan = crtc.get(VgaCrtc.PRESET_ROW) & 0x1F;
    int repeat = 0;
    int drawnRow = -1;
    int drawnScan = -1;
    for (int y = 0; y < height; y++) {
      if (row != drawnRow || scan != drawnScan) {
        drawLine(row, scan, frame);
        drawnRow = row;
        drawnScan = scan;
      }
      System.arraycopy(line, pan, argb, y * width, width);
      if (y == crtc.lineCompare()) {
        row = 0;
        scan = 0;
        repeat = 0;
        if ((attribute.get(VgaAttribute.MODE) & 0x20) != 0) {
          pan = 0;
        }
      } else if (++repeat >= crtc.repeat()) {
        repeat = 0;
        if (++scan >= crtc.cellHeight()) {
          scan = 0;
          row = row + crtc.pitch() & 0xFFFF;
        }
      }
    }
  }

  /** Dots by which the picture is shifted to the left. */
  private int panning() {
    int value = attribute.get(VgaAttribute.PANNING) & 0xF;
    if (cellWidth() == 9) {
      return value >= 8 ? 0 : (value + 1) * dots();
    }
    return (value & 7) * dots();
  }

  private void drawLine(int row, int scan, long frame) {
    if (text()) {
      textLine(row, scan, frame);
    } else if ((memory.graphics(VgaMemory.GC_MODE) & 0x40) != 0) {
      byteLine(row, scan);
    } else {
      planarLine(row, scan);
    }
  }

  private void textLine(int row, int scan, long frame) {
    boolean blinks = (attribute.get(VgaAttribute.MODE) & 0x08) != 0;
    boolean blinkedOut = blinks && (frame & 0x10) != 0;
    boolean lineGraphics = (attribute.get(VgaAttribute.MODE) & 0x04) != 0;
    int underline = (crtc.get(VgaCrtc.UNDERLINE) & 0x1F) == scan ? 1 : -1;
    int cursor = cursorOn(scan, frame) ? cursorCounter() : -1;
    int fonts = memory.sequencer(VgaMemory.SEQ_FONTS);
    int fontA = FONT_BASES[fonts >> 2 & 3 | fonts >> 3 & 4];
    int fontB = FONT_BASES[fonts & 3 | fonts >> 2 & 4];
    int cell = cellWidth();
    int dots = dots();
    int out = 0;
    for (int column = 0; column <= crtc.columns(); column++) {
      int counter = row + column & 0xFFFF;
      int pair = memory.cells[crtc.address(counter, 0)];
      int code = pair & 0xFF;
      int look = pair >> 8 & 0xFF;
      int shape =
          memory.cells[((look & 8) != 0 ? fontA : fontB) + code * FONT_BYTES + scan] >> 16 & 0xFF;
      int back = look >> 4 & (blinks ? 7 : 15);
      int fore = blinkedOut && (look & 0x80) != 0 ? back : look & 15;
      boolean solid = counter == cursor || (look & 7) == underline;
      // The ninth dot repeats the eighth for the characters that join.
      boolean joins = lineGraphics && code >= 0xC0 && code <= 0xDF;
      int bits = solid ? 0x1FF : shape << 1 | (joins ? shape & 1 : 0);
      for (int x = 0; x < cell; x++) {
        int colour = colours[(bits >> 8 - x & 1) != 0 ? fore : back];
        for (int d = 0; d < dots; d++) {
          line[out++] = colour;
        }
      }
    }
  }

  private boolean cursorOn(int scan, long frame) {
    int start = crtc.get(VgaCrtc.CURSOR_START);
    return (start & 0x20) == 0
        && scan >= (start & 0x1F)
        && scan <= (crtc.get(VgaCrtc.CURSOR_END) & 0x1F)
        && (frame & 8) == 0;
  }

  private int cursorCounter() {
    return crtc.cursorAddress() + (crtc.get(VgaCrtc.CURSOR_END) >> 5 & 3) & 0xFFFF;
  }

  /**
   * 256 colours: a character clock shows the four planes' bytes one after the other, two dots each.
   */
  private void byteLine(int row, int scan) {
    int dots = 2 * dots();
    int each = crtc.clocksPerAddress();
    int out = 0;
    for (int column = 0; column <= crtc.columns(); column++) {
      int four = memory.cells[crtc.address(row + column / each & 0xFFFF, scan)];
      for (int plane = 0; plane < 4; plane++) {
        int colour = colours256[four >> 8 * plane & 0xFF];
        for (int d = 0; d < dots; d++) {
          line[out++] = colour;
        }
      }
    }
  }

  /** 16 colours from a bit of each plane, or CGA's 4 colours from pairs of bits of two planes. */
  private void planarLine(int row, int scan) {
    int dots = dots();
    int each = crtc.clocksPerAddress();
    boolean pairs = (memory.graphics(VgaMemory.GC_MODE) & 0x20) != 0;
    int out = 0;
    for (int column = 0; column <= crtc.columns(); column++) {
      int four = memory.cells[crtc.address(row + column / each & 0xFFFF, scan)];
      for (int x = 0; x < 8; x++) {
        int colour = colours[pairs ? pair(four, x) : planar(four, x)];
        for (int d = 0; d < dots; d++) {
          line[out++] = colour;
        }
      }
    }
  }

  private static int planar(int four, int x) {
    int bits = four >>> 7 - x;
    return bits & 1 | bits >> 7 & 2 | bits >> 14 & 4 | bits >> 21 & 8;
  }

  /** Shift-register interleave: planes 0 and 2 make the first four pixels, 1 and 3 the others. */
  private static int pair(int four, int x) {
    int two = x < 4 ? four : four >>> 8;
    int shift = 6 - 2 * (x & 3);
    return two >> shift & 3 | (two >> 16 + shift & 3) << 2;
  }
}
