package quimera.core.host;

/**
 * A video adapter's picture. Called by the thread that owns the machine, between slices; changes
 * nothing in the guest.
 */
public interface Display {
  /** Pixels across; may change when the guest programs another mode. */
  int width();

  /** Pixels down. */
  int height();

  /**
   * Draws the picture as it stands.
   *
   * @param argb receives width x height pixels, 0xFFRRGGBB, row by row
   * @return whether anything differs from the picture drawn before into this display's last frame
   */
  boolean render(int[] argb);

  /**
   * The picture of a text mode as Unicode text, rows joined by newlines; null in a graphics mode.
   */
  String text();

  /** Cursor column and row in a text mode, or null while it is hidden or in a graphics mode. */
  default int[] cursor() {
    return null;
  }

  /**
   * The cells of a text mode as a terminal draws them.
   *
   * @return one int a cell, row by row: Unicode character in bits 0-15, foreground 0-15 in bits
   *     16-19, background 0-15 in bits 20-23, blinking in bit 24; null in a graphics mode
   */
  default int[] cells() {
    return null;
  }

  /** Columns of a text mode. */
  default int columns() {
    return 0;
  }
}
