package quimera.gui;

import java.util.Arrays;

/**
 * Enlarges a picture into a buffer of our own: by whole factors where they fit, so that every guest
 * pixel is a crisp rectangle. The scene graph's scaling costs several times as much and blurs.
 */
final class Scaler {
  private static final int BLACK = 0xFF000000;

  private Scaler() {}

  /** Where and how large a picture goes. */
  record Placement(int x, int y, int width, int height) {}

  /**
   * The largest placement of a picture with the shape of a 4:3 tube or with square pixels.
   *
   * @param tube whether the picture fills a 4:3 screen, as it did on the real monitor
   */
  static Placement place(int width, int height, int areaWidth, int areaHeight, boolean tube) {
    if (tube) {
      int fit = Math.min(areaWidth, areaHeight * 4 / 3);
      return centred(fit, fit * 3 / 4, areaWidth, areaHeight);
    }
    int across = width * naturalAcross(width, height);
    int down = height * naturalDown(height);
    int factor = Math.min(areaWidth / across, areaHeight / down);
    if (factor >= 1) {
      return centred(across * factor, down * factor, areaWidth, areaHeight);
    }
    double shrink = Math.min((double) areaWidth / across, (double) areaHeight / down);
    return centred(
        Math.max(1, (int) (across * shrink)),
        Math.max(1, (int) (down * shrink)),
        areaWidth,
        areaHeight);
  }

  /** How many lines of the monitor show one of the picture: those of low modes are doubled. */
  static int naturalDown(int height) {
    return height <= 240 ? 2 : 1;
  }

  /**
   * The same across: a VGA clocks its dots at half the rate in modes of 320 or 360, however many
   * lines they have. A narrow picture that is not low is a panel on its side.
   */
  static int naturalAcross(int width, int height) {
    return width <= 400 && (width >= 320 || naturalDown(height) == 2) ? 2 : 1;
  }

  private static Placement centred(int width, int height, int areaWidth, int areaHeight) {
    return new Placement(
        (areaWidth - width) / 2,
        (areaHeight - height) / 2,
        Math.max(1, width),
        Math.max(1, height));
  }

  /**
   * Draws {@code from} into {@code to} at a placement and clears what lies around it. By whole
   * factors each pixel becomes a rectangle; otherwise each pixel of the result is the mean of the
   * area it covers, so that no line or stroke gets lost.
   */
  static void draw(
      int[] from, int width, int height, int[] to, int toWidth, int toHeight, Placement at) {
    Arrays.fill(to, 0, toWidth * toHeight, BLACK);
    if (at.width % width == 0 && at.height % height == 0) {
      repeat(from, width, height, to, toWidth, at);
    } else {
      average(from, width, height, to, toWidth, at);
    }
  }

  private static void repeat(
      int[] from, int width, int height, int[] to, int toWidth, Placement at) {
    int across = at.width / width;
    int down = at.height / height;
    for (int y = 0; y < height; y++) {
      int row = (at.y + y * down) * toWidth + at.x;
      for (int x = 0; x < width; x++) {
        Arrays.fill(to, row + x * across, row + (x + 1) * across, from[y * width + x]);
      }
      for (int again = 1; again < down; again++) {
        System.arraycopy(to, row, to, row + again * toWidth, at.width);
      }
    }
  }

  private static void average(
      int[] from, int width, int height, int[] to, int toWidth, Placement at) {
    Shares across = new Shares(width, at.width);
    Shares down = new Shares(height, at.height);
    int[] lines = new int[height * at.width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < at.width; x++) {
        lines[y * at.width + x] = across.mean(x, from, y * width, 1);
      }
    }
    for (int y = 0; y < at.height; y++) {
      int row = (at.y + y) * toWidth + at.x;
      for (int x = 0; x < at.width; x++) {
        to[row + x] = down.mean(y, lines, x, at.width);
      }
    }
  }

  /** Along one axis: which pixels of the picture a pixel of the result covers, and how much. */
  private static final class Shares {
    private final int[] first; // by pixel of the result; one more at the end
    private final int[] shares; // of 256; those of pixel i begin at begin[i]
    private final int[] begin;

    Shares(int from, int to) {
      first = new int[to];
      begin = new int[to + 1];
      shares = new int[from + to + 1];
      for (int i = 0; i < to; i++) {
        long low = (long) i * from; // in 1/to of a pixel of the picture
        long high = low + from;
        first[i] = (int) (low / to);
        int next = begin[i];
        int rest = 256;
        for (long pixel = first[i]; rest > 0; pixel++) {
          long end = Math.min(high, (pixel + 1) * to);
          int upTo = 256 - (int) ((end - low) * 256 / from);
          shares[next++] = rest - upTo;
          rest = upTo;
        }
        begin[i + 1] = next;
      }
    }

    /** The mean of what pixel {@code i} covers in a line that begins at {@code at}. */
    int mean(int i, int[] line, int at, int stride) {
      int redBlue = 0;
      int green = 0;
      int place = at + first[i] * stride;
      for (int s = begin[i]; s < begin[i + 1]; s++, place += stride) {
        int pixel = line[place];
        redBlue += (pixel & 0xFF00FF) * shares[s];
        green += (pixel >>> 8 & 0xFF) * shares[s];
      }
      return BLACK | redBlue >>> 8 & 0xFF00FF | green & 0xFF00;
    }
  }
}
