package quimera.core.host;

/** A guest's pointer that is told where it is instead of how far it has gone. */
public interface AbsolutePointerPort {
  /** Whether the guest has a driver that listens; if not, it has a mouse. */
  boolean wanted();

  /**
   * The pointer's place and buttons.
   *
   * @param x from the picture's left edge, 0-65535
   * @param y from its upper edge, 0-65535
   * @param wheel notches towards the user
   * @param buttons bit 0 left, 1 right, 2 middle
   */
  void at(int x, int y, int wheel, int buttons);
}
