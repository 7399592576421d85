package quimera.gui;

import java.util.Arrays;

/**
 * Enlarges a picture into a buffer of our own: by whole factors where they fit, so that every guest
 * pixel is a crisp rectangle. The scene graph's scaling costs several times as much and blurs.
 */
final class Scaler {
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
   * Draws {@code from} into {@code to} at a placement, nearest pixel, clearing what lies around it.
   */
  static void draw(
      int[] from, int width, int height, int[] to, int toWidth, int toHeight, Placement at) {
    Arrays.fill(to, 0, toWidth * toHeight, 0xFF000000);
    int[] columns = new int[at.width];
    for (int x = 0; x < at.width; x++) {
      columns[x] = (int) ((long) x * width / at.width);
    }
    int drawn = -1;
    for (int y = 0; y < at.height && at.y + y < toHeight; y++) {
      int source = (int) ((long) y * height / at.height);
      int row = (at.y + y) * toWidth + at.x;
      if (source == drawn) {
        System.arraycopy(to, row - toWidth, to, row, at.width);
      } else {
        drawn = source;
        for (int x = 0; x < at.width; x++) {
          to[row + x] = from[source * width + columns[x]];
        }
      }
    }
  }
}
