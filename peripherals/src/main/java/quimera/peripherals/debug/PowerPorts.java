package quimera.peripherals.debug;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;

/**
 * Two ways for a guest to switch the power off: the ACPI control register where virtual PCs have
 * it, and the string "Shutdown" to a port.
 *
 * <p>Datasheet: ACPI specification 6.5, section 4.8.3.2.1 (PM1 control: SLP_EN is bit 13, SLP_TYP
 * bits 12-10, here 0 for S5) at port 604h; Bochs user manual, shutdown port 8900h.
 *
 * <p>Deviations: sleep states but S5 are ignored; the other bits of PM1 control are not kept.
 */
public final class PowerPorts implements Device {
  private static final int SLEEP_ENABLE = 1 << 13;
  private static final int SLEEP_TYPE = 7 << 10;
  private static final String WORD = "Shutdown";

  /** Two ports at 604h, word access. */
  public final BusTarget pm1Control = new Pm1Control();

  /** One port at 8900h. */
  public final BusTarget shutdown = new Shutdown();

  private final MachineControl machine;
  private int matched; // letters of the word so far

  /** Ports that switch {@code machine} off. */
  public PowerPorts(MachineControl machine) {
    this.machine = machine;
  }

  @Override
  public void reset(Reset kind) {
    matched = 0;
  }

  @Override
  public void state(StateIo io) {
    matched = io.i32("matched", matched);
  }

  private final class Pm1Control implements BusTarget {
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
      long word = value << 8 * offset;
      if ((word & (SLEEP_ENABLE | SLEEP_TYPE)) == SLEEP_ENABLE) {
        machine.powerOff();
      }
    }
  }

  private final class Shutdown implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return 0xFF;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(0xFF);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      int letter = (int) value & 0xFF;
      matched = letter == WORD.charAt(matched) ? matched + 1 : letter == WORD.charAt(0) ? 1 : 0;
      if (matched == WORD.length()) {
        matched = 0;
        machine.powerOff();
      }
    }
  }
}
