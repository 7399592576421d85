package quimera.core.host;

/** A guest's game port, from the side of the player. */
@FunctionalInterface
public interface PadPort {
  /**
   * The sticks' positions and the buttons.
   *
   * @param axes four positions from -1 (left, up) to 1
   * @param buttons bit 0-3: pressed
   */
  void pad(float[] axes, int buttons);
}
