package quimera.core.host;

/** A guest's mouse, from the side of the hand. */
@FunctionalInterface
public interface PointerPort {
  /**
   * A movement or a change of buttons.
   *
   * @param dx counts to the right
   * @param dy counts downwards
   * @param wheel notches towards the user
   * @param buttons bit 0 left, 1 right, 2 middle, 3 and 4 the side buttons
   */
  void move(int dx, int dy, int wheel, int buttons);
}
