package quimera.peripherals.arm;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.state.StateIo;
import quimera.peripherals.timer.Ds1338;

/**
 * The Versatile boards' serial bus: two wires that software moves, and the clock chip on them.
 *
 * <p>Datasheet: DUI 0225D, section 4.16; Philips, The I2C-Bus Specification, version 2.1, chapters
 * 7 and 8.
 *
 * <p>Deviations: nobody else is master, and no chip stretches the clock.
 */
public final class VersatileI2c implements Device, BusTarget {
  //                       register          access  function
  private static final int SB_CONTROLS = 0; //   R/W the wires; writing 1 lets one go high
  private static final int SB_CONTROLC = 4; //   W   writing 1 pulls one low

  private static final int SCL = 1;
  private static final int SDA = 1 << 1;

  private enum Phase {
    IDLE,
    ADDRESS,
    WRITING,
    READING,
    /** Somebody else is meant, until the next start. */
    DEAF
  }

  private final Ds1338 chip;
  private int wires; // as the master drives them
  private boolean held; // the chip pulls the data wire low
  private Phase phase = Phase.IDLE;
  private int shift;
  private int bits; // of the byte that were clocked; the ninth is the acknowledgement

  /**
   * @param chip the clock
   */
  public VersatileI2c(Ds1338 chip) {
    this.chip = chip;
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    wires = SCL | SDA;
    held = false;
    phase = Phase.IDLE;
    shift = 0;
    bits = 0;
  }

  @Override
  public long read(int offset, int bytes) {
    return offset == SB_CONTROLS ? wires & (held ? ~SDA : -1) : 0;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes));
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int before = wires;
    if (offset == SB_CONTROLS) {
      wires |= (int) value & (SCL | SDA);
    } else if (offset == SB_CONTROLC) {
      wires &= ~(int) value;
    }
    int changed = before ^ wires;
    if ((changed & SDA) != 0 && (before & wires & SCL) != 0) {
      condition((wires & SDA) == 0);
    } else if ((changed & SCL) != 0) {
      if ((wires & SCL) != 0) {
        clockRises();
      } else {
        clockFalls();
      }
    }
  }

  /** The data wire moves while the clock is high: a start or a stop. */
  private void condition(boolean start) {
    chip.stop();
    phase = start ? Phase.ADDRESS : Phase.IDLE;
    shift = 0;
    bits = 0;
    held = false;
  }

  private void clockRises() {
    boolean data = (wires & SDA) != 0;
    if (bits < 8 && phase != Phase.READING) {
      shift = shift << 1 | (data ? 1 : 0);
    } else if (bits == 8 && phase == Phase.READING && data) {
      phase = Phase.DEAF; // the master has had enough
    }
    bits++;
  }

  private void clockFalls() {
    if (phase == Phase.IDLE || phase == Phase.DEAF) {
      held = false;
    } else if (bits == 9) {
      nextByte();
    } else if (phase == Phase.READING) {
      held = bits < 8 && (shift >> 7 - bits & 1) == 0;
    } else if (bits == 8) {
      held = received(shift & 0xFF);
    }
  }

  /** A byte is complete; returns whether it is acknowledged. */
  private boolean received(int value) {
    if (phase == Phase.WRITING) {
      chip.write(value);
      return true;
    }
    if (value >> 1 != Ds1338.ADDRESS) {
      phase = Phase.DEAF;
      return false;
    }
    chip.start();
    return true;
  }

  private void nextByte() {
    if (phase == Phase.ADDRESS) {
      phase = (shift & 1) != 0 ? Phase.READING : Phase.WRITING;
    }
    bits = 0;
    held = false;
    if (phase == Phase.READING) {
      shift = chip.read();
      held = (shift & 0x80) == 0;
    }
  }

  @Override
  public void state(StateIo io) {
    wires = io.i32("wires", wires);
    held = io.bit("held", held);
    phase = io.constant("phase", Phase.class, phase);
    shift = io.i32("shift", shift);
    bits = io.i32("bits", bits);
  }
}
