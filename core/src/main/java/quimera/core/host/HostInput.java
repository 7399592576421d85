package quimera.core.host;

/**
 * Whatever comes into a machine from outside, as a value: applied between slices at an exact
 * virtual time, so that a journal of them replays the run.
 */
public sealed interface HostInput {
  /** A key of the keyboard. */
  record KeyPress(Key key, boolean down) implements HostInput {}

  /** A movement of the mouse; see {@link PointerPort}. */
  record Pointer(int dx, int dy, int wheel, int buttons) implements HostInput {}

  /** A place of the pointer; see {@link AbsolutePointerPort}. */
  record PointerAt(int x, int y, int wheel, int buttons) implements HostInput {}

  /** Bytes for a serial line, by the board's name for it. */
  record Chars(String port, byte[] bytes) implements HostInput {}

  /** An Ethernet frame for a network adapter, by the board's name for it. */
  record Frame(String port, byte[] bytes) implements HostInput {}

  /** A medium goes into a drive, or out of it ({@code null}). */
  record Media(String slot, BlockStore medium) implements HostInput {}

  /** The game pad's position; see {@link PadPort}. */
  record Pad(float[] axes, int buttons) implements HostInput {}

  /** The reset button. */
  record ResetButton() implements HostInput {}
}
