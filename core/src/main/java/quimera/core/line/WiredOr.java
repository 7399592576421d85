package quimera.core.line;

import quimera.core.device.Device;
import quimera.core.state.StateIo;

/** A line that several drivers share: high while any of them is. An explicit part of the board. */
public final class WiredOr implements Device {
  /** The shared wire. */
  public final OutputLine out;

  private int drivers;
  private long high;

  /**
   * @param name of the shared wire
   */
  public WiredOr(String name) {
    out = new OutputLine(name);
  }

  /** A new driver's place on the wire; at most 64. */
  public InputLine input() {
    if (drivers == Long.SIZE) {
      throw new IllegalStateException("more than 64 drivers on the shared line " + out.name());
    }
    long bit = 1L << drivers++;
    return level -> {
      high = level ? high | bit : high & ~bit;
      out.set(high != 0);
    };
  }

  @Override
  public void reset(Reset kind) {
    // The drivers reset themselves; a wire has no register.
  }

  @Override
  public void state(StateIo io) {
    high = io.i64("high", high);
    out.state(io);
  }
}
