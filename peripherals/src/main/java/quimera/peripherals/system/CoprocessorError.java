package quimera.peripherals.system;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * The PC/AT's way with floating-point errors: FERR# sets IRQ 13; a write to port F0h takes that
 * back and lets the processor go on in spite of the error, until FERR# goes away.
 *
 * <p>Datasheet: Intel 64 and IA-32 SDM volume 1, D.2.1, figure D-1; IBM PC/AT Technical Reference,
 * 6280070, "Coprocessor".
 *
 * <p>Deviations: port F1h, which reset an 80287, does nothing.
 */
public final class CoprocessorError implements Device, BusTarget {
  private static final int CLEAR = 0; // W any value

  /** To the interrupt controller. */
  public final OutputLine irq13 = new OutputLine("irq13");

  /** To the processor: ignore the error. */
  public final OutputLine ignne = new OutputLine("ignne");

  /** From the processor: there is an error. */
  public final InputLine ferr = this::ferrChanged;

  private boolean error;

  private void ferrChanged(boolean level) {
    error = level;
    if (level) {
      irq13.set(true);
    } else {
      ignne.set(false);
    }
  }

  @Override
  public void reset(Reset kind) {
    error = false;
  }

  @Override
  public void settle() {
    irq13.set(false);
    ignne.set(false);
  }

  @Override
  public long read(int offset, int bytes) {
    return 0xFF; // nobody drives the bus
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(0xFF);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    if (offset == CLEAR) {
      irq13.set(false);
      ignne.set(error);
    }
  }

  @Override
  public void state(StateIo io) {
    error = io.bit("error", error);
    irq13.state(io);
    ignne.state(io);
  }
}
