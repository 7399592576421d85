package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The Versatile boards' status and control registers: who the board is, its switches and lights,
 * oscillators, counters and reset.
 *
 * <p>Datasheet: Versatile Platform Baseboard for ARM926EJ-S User Guide, DUI 0225D, section 4.3.
 *
 * <p>Deviations: oscillators keep what they are set to and change no speed; a reset of any depth is
 * the reset button's; no character display.
 */
public final class VersatileSysregs implements Device, BusTarget {
  //                          register         access  function
  private static final int SYS_ID = 0x00; //       R
  private static final int SYS_SW = 0x04; //       R   user switches
  private static final int SYS_LED = 0x08; //      R/W
  private static final int SYS_OSC0 = 0x0C; //     R/L five oscillators' divisors
  private static final int SYS_LOCK = 0x20; //     R/W opens the registers marked L
  private static final int SYS_100HZ = 0x24; //    R   counts
  private static final int SYS_FLAGS = 0x30; //    R/W writing 1 sets
  private static final int SYS_FLAGSCLR = 0x34; // W
  private static final int SYS_NVFLAGS = 0x38; //  R/W kept over a reset
  private static final int SYS_NVFLAGSCLR = 0x3C;
  private static final int SYS_RESETCTL = 0x40; // R/L
  private static final int SYS_PCICTL = 0x44; //   R/W
  private static final int SYS_MCI = 0x48; //      R   cards in their sockets
  private static final int SYS_FLASH = 0x4C; //    R/W bit 0: flash may be written
  private static final int SYS_CLCD = 0x50; //     R/W display
  private static final int SYS_24MHZ = 0x5C; //    R   counts
  private static final int SYS_MISC = 0x60; //     R

  private static final int PB926 = 0x4100_7004;
  private static final int KEY = 0xA05F;
  private static final int LOCKED = 1 << 16;
  private static final int RESET = 1 << 8;
  private static final int CLCD_VGA = 0x1F << 8; // the identification of a VGA monitor
  private static final int CLCD_ID = 0x1F << 8;
  private static final int CLCD_MUX = 3;
  private static final long NS_PER_100HZ = 10_000_000;

  // ICST307 words: VDW in bits 8-0, RDW in 15-9, output divider's code in 18-16.
  private static final int[] OSCILLATORS = {
    0x15C3E, /* 35 MHz */ 0x2CC0, /* 40 MHz */ 0x2C75, /* 25 MHz */ 0x20211, /* 50 MHz */ 0x2C75
  };

  /** High while the board lets flash memory be written. */
  public final OutputLine flashWrite = new OutputLine("flashWrite");

  /** Bit 0 of how the board wires the display's pixels; see {@link #displayMux1}. */
  public final OutputLine displayMux0 = new OutputLine("displayMux0");

  /** Bit 1. The two: 0 is 8:8:8, 1 is 5:5:5:1, 2 is 5:6:5 with red lowest, 3 with blue lowest. */
  public final OutputLine displayMux1 = new OutputLine("displayMux1");

  private final Clock crystal;
  private final Scheduler scheduler;
  private final MachineControl machine;
  private final BooleanSupplier[] cards;

  private final int[] oscillators = new int[OSCILLATORS.length];
  private int leds;
  private int lock;
  private int flags;
  private int nvFlags;
  private int resetControl;
  private int pciControl;
  private int flash;
  private int display;

  /**
   * @param crystal 24 MHz
   * @param card0 whether a card is in the first socket
   * @param card1 in the second
   */
  public VersatileSysregs(
      Clock crystal,
      Scheduler scheduler,
      MachineControl machine,
      BooleanSupplier card0,
      BooleanSupplier card1) {
    this.crystal = crystal;
    this.scheduler = scheduler;
    this.machine = machine;
    cards = new BooleanSupplier[] {card0, card1};
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) {
      nvFlags = 0;
    }
    System.arraycopy(OSCILLATORS, 0, oscillators, 0, oscillators.length);
    leds = 0;
    lock = 0;
    flags = 0;
    resetControl = 0;
    pciControl = 0;
    flash = 0;
    display = 0;
  }

  @Override
  public void settle() {
    update();
  }

  @Override
  public long read(int offset, int bytes) {
    return (value(offset & ~3) & 0xFFFFFFFFL) >> 8 * (offset & 3);
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes) & -1L >>> 64 - 8 * bytes);
  }

  private int value(int register) {
    if (register >= SYS_OSC0 && register < SYS_LOCK) {
      return oscillators[(register - SYS_OSC0) / 4];
    }
    return switch (register) {
      case SYS_ID -> PB926;
      case SYS_SW -> 0;
      case SYS_LED -> leds;
      case SYS_LOCK -> lock | (open() ? 0 : LOCKED);
      case SYS_100HZ -> (int) (scheduler.now() / NS_PER_100HZ);
      case SYS_FLAGS -> flags;
      case SYS_NVFLAGS -> nvFlags;
      case SYS_RESETCTL -> resetControl;
      case SYS_PCICTL -> pciControl;
      case SYS_MCI -> (cards[0].getAsBoolean() ? 1 : 0) | (cards[1].getAsBoolean() ? 2 : 0);
      case SYS_FLASH -> flash;
      case SYS_CLCD -> display | CLCD_VGA;
      case SYS_24MHZ -> (int) crystal.ticksBy(scheduler.now());
      case SYS_MISC -> 0;
      default -> 0;
    };
  }

  private boolean open() {
    return lock == KEY;
  }

  @Override
  public void write(int offset, int bytes, long value) {
    store(offset & ~3, (int) value << 8 * (offset & 3));
    update();
  }

  private void store(int register, int value) {
    if (register >= SYS_OSC0 && register < SYS_LOCK) {
      if (open()) {
        oscillators[(register - SYS_OSC0) / 4] = value & 0x7FFFF;
      }
      return;
    }
    switch (register) {
      case SYS_LED -> leds = value & 0xFF;
      case SYS_LOCK -> lock = value & 0xFFFF;
      case SYS_FLAGS -> flags |= value;
      case SYS_FLAGSCLR -> flags &= ~value;
      case SYS_NVFLAGS -> nvFlags |= value;
      case SYS_NVFLAGSCLR -> nvFlags &= ~value;
      case SYS_RESETCTL -> setResetControl(value);
      case SYS_PCICTL -> pciControl = value & 1;
      case SYS_FLASH -> flash = value & 1;
      case SYS_CLCD -> display = value & 0xFFFF & ~CLCD_ID;
      default -> {
        // Nothing there, or nothing that can be written.
      }
    }
  }

  private void setResetControl(int value) {
    if (open()) {
      resetControl = value & 7;
      if ((value & RESET) != 0) {
        machine.reset();
      }
    }
  }

  private void update() {
    flashWrite.set(flash != 0);
    displayMux0.set((display & CLCD_MUX & 1) != 0);
    displayMux1.set((display & CLCD_MUX & 2) != 0);
  }

  /** The eight lights, bit 0 the first. */
  public int leds() {
    return leds;
  }

  @Override
  public void state(StateIo io) {
    io.ints("oscillators", oscillators);
    leds = io.i32("leds", leds);
    lock = io.i32("lock", lock);
    flags = io.i32("flags", flags);
    nvFlags = io.i32("nvFlags", nvFlags);
    resetControl = io.i32("resetControl", resetControl);
    pciControl = io.i32("pciControl", pciControl);
    flash = io.i32("flash", flash);
    display = io.i32("display", display);
    Arrays.asList(flashWrite, displayMux0, displayMux1).forEach(line -> line.state(io));
  }
}
