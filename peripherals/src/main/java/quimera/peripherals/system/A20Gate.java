package quimera.peripherals.system;

import quimera.core.bus.Bus;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.state.StateIo;

/**
 * Holds address line 20 low, as an 8086 would have it, until one of its drivers lets it through.
 *
 * <p>Datasheet: IBM PC/AT Technical Reference 6280070, section 1; with port 92h its output and the
 * keyboard controller's are combined by OR.
 */
public final class A20Gate implements Device {
  private static final long ALL = -1;
  private static final long LINE_20 = 1L << 20;

  /** The keyboard controller's output port, bit 1. */
  public final InputLine keyboardController = level -> drive(1, level);

  /** Port 92h, bit 1. */
  public final InputLine port92 = level -> drive(2, level);

  private final Bus bus;
  private int drivers;

  /**
   * A gate on this bus.
   *
   * @param bus the processor's
   */
  public A20Gate(Bus bus) {
    this.bus = bus;
    apply();
  }

  /** Whether address line 20 is let through. */
  public boolean open() {
    return drivers != 0;
  }

  private void drive(int bit, boolean level) {
    drivers = level ? drivers | bit : drivers & ~bit;
    apply();
  }

  private void apply() {
    bus.gate(drivers != 0 ? ALL : ALL & ~LINE_20);
  }

  @Override
  public void reset(Reset kind) {
    // The drivers reset themselves; a gate has no register.
  }

  @Override
  public void state(StateIo io) {
    drivers = io.i32("drivers", drivers);
  }

  @Override
  public void restored() {
    apply();
  }
}
