package quimera.peripherals.debug;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;

/**
 * Lets a test guest end the run with a verdict: a write of {@code v} exits with {@code v * 2 + 1}.
 *
 * <p>Datasheet: QEMU, "isa-debug-exit" (a device without hardware), at port 501h here.
 *
 * <p>Deviations: none.
 */
public final class DebugExit implements Device, BusTarget {
  private final MachineControl machine;

  /** A port that ends {@code machine}'s run. */
  public DebugExit(MachineControl machine) {
    this.machine = machine;
  }

  @Override
  public long read(int offset, int bytes) {
    return 0;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(0);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    machine.exit((int) value << 1 | 1);
  }

  @Override
  public void reset(Reset kind) {
    // It has no register.
  }

  @Override
  public void state(StateIo io) {
    // It has no register.
  }
}
