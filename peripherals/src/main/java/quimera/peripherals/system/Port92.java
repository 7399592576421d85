package quimera.peripherals.system;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;

/**
 * System control port A: address line 20 and a processor reset, faster than through the keyboard
 * controller.
 *
 * <p>Datasheet: IBM PS/2 Hardware Interface Technical Reference, 68X2330, "System Control Port A
 * (Hex 0092)".
 *
 * <p>Deviations: the reset resets the whole board, as the keyboard controller's does; the security
 * lock and the fixed-disk light have nothing behind them and read back as written.
 */
public final class Port92 implements Device, BusTarget {
  private static final int A20 = 1 << 1; //   R/W 1 lets address line 20 through
  private static final int RESET = 1; //      R/W a change to 1 resets the processor
  private static final int KEPT = 0xC8 | A20 | RESET; // disk light, security lock

  /** Asks for address line 20. */
  public final OutputLine a20 = new OutputLine("a20");

  private final MachineControl machine;
  private int value;

  /** A port that resets this machine. */
  public Port92(MachineControl machine) {
    this.machine = machine;
  }

  @Override
  public void reset(Reset kind) {
    value = 0;
  }

  @Override
  public void settle() {
    a20.set((value & A20) != 0);
  }

  @Override
  public long read(int offset, int bytes) {
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(value);
  }

  @Override
  public void write(int offset, int bytes, long written) {
    boolean reset = (written & RESET) != 0 && (value & RESET) == 0;
    value = (int) written & KEPT;
    a20.set((value & A20) != 0);
    if (reset) {
      machine.reset();
    }
  }

  @Override
  public void state(StateIo io) {
    value = io.i32("value", value);
    a20.state(io);
  }
}
