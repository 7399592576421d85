package quimera.peripherals.pci;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.line.OutputLine;
import quimera.core.machine.MachineControl;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Power management and SMBus of the PIIX4: the ACPI timer, the power switch of a guest, the system
 * control interrupt.
 *
 * <p>Datasheet: Intel 82371AB (PIIX4), 290562-001, sections 7.1 to 7.3; ACPI specification 1.0b,
 * section 4.7.
 *
 * <p>Deviations: the processor has no system management mode. A write of F1h or F0h to the APM
 * control port (what the firmware's SMI handler would turn into SCI_EN) sets or clears SCI_EN
 * directly, and DEVACTB reads as if firmware had set SMIs up. Of the sleep types, soft off (0) is
 * carried out; clock throttling and processor power states pass without effect.
 */
public final class Piix4Pm extends PciFunction {
  private static final int PMBA = 0x40;
  private static final int DEVACTB = 0x58;
  private static final int PMREGMISC = 0x80;
  private static final int SMBBA = 0x90;
  private static final int SMBHSTCFG = 0xD2;
  private static final int APMC_EN = 1 << 25;

  // Ports from PMBA.
  private static final int PMSTS = 0x00;
  private static final int PMEN = 0x02;
  private static final int PMCNTRL = 0x04;
  private static final int PMTMR = 0x08;
  private static final int GPSTS = 0x0C;

  private static final int TMROF = 0x0001;
  private static final int STATUS_BITS = 0x8D21;
  private static final int ENABLE_BITS = 0x0521;
  private static final int SCI_EN = 0x0001;
  private static final int SLP_EN = 0x2000;
  private static final int SLP_TYPE = 0x1C00;
  private static final int CONTROL_BITS = 0x1C07;
  private static final int TIMER_BITS = 24;
  private static final long HALF = 1L << TIMER_BITS - 1;

  private static final int ACPI_ENABLE = 0xF1;
  private static final int ACPI_DISABLE = 0xF0;

  /** The system control interrupt: IRQ9 of a PC. */
  public final OutputLine sci = new OutputLine("sci");

  /** Two ports at B2h: APMC and APMS. */
  public final BusTarget apm = new Apm();

  private final Clock timer;
  private final Scheduler scheduler;
  private final MachineControl machine;
  private final Alarm overflow;
  private final SmbusHost smbus;
  private final byte[] ports = new byte[64];
  private int apmControl;
  private int apmStatus;
  private int status;
  private int enable;
  private int control;
  private long halves; // of the timer's range that status knows of
  private transient PciBus.Placement pmPorts;
  private transient PciBus.Placement smbusPorts;

  /**
   * @param timer 3.579545 MHz
   */
  public Piix4Pm(Scheduler scheduler, Clock timer, MachineControl machine) {
    super(0x8086, 0x7113, 0x068000, 3);
    this.scheduler = scheduler;
    this.timer = timer;
    this.machine = machine;
    overflow = scheduler.alarm("pm-timer", this::update);
    smbus = new SmbusHost(scheduler);
    preset(STATUS, 2, 0x0280);
    interruptPin(1);
    preset(PMBA, 4, 1);
    writable(PMBA, 4, 0xFFC0);
    for (int register = 0x44; register < PMREGMISC; register += 4) {
      writable(register, 4, -1); // count and device activity registers
    }
    preset(DEVACTB, 4, APMC_EN);
    writable(PMREGMISC, 1, 0x01);
    preset(SMBBA, 4, 1);
    writable(SMBBA, 4, 0xFFF0);
    writable(SMBHSTCFG, 4, 0x00FFFFFF);
  }

  /** A board maker's identity in the subsystem registers. */
  public Piix4Pm on(int vendor, int id) {
    subsystem(vendor, id);
    return this;
  }

  /**
   * Puts a device on the SMBus.
   *
   * @param address 7 bits
   */
  public void smbus(int address, Smbus device) {
    smbus.add(address, device);
  }

  @Override
  void attached(PciBus bus) {
    pmPorts = bus.ports("pm", 64, 4, new PmPorts());
    smbusPorts = bus.ports("smbus", 16, 1, smbus);
  }

  @Override
  protected void configured(int offset, int bytes) {
    if (pmPorts != null) {
      pmPorts.place(get(PMBA, 4) & 0xFFC0, (get(PMREGMISC, 1) & 1) != 0);
      boolean on = (get(COMMAND, 2) & IO_SPACE) != 0 && (get(SMBHSTCFG, 1) & 1) != 0;
      smbusPorts.place(get(SMBBA, 4) & 0xFFF0, on);
    }
  }

  // The timer: 24 bits; TMROF_STS is set when the top bit changes (section 7.2.1).

  private long ticks() {
    return timer.ticksBy(scheduler.now());
  }

  private int status() {
    return status | (ticks() / HALF != halves ? TMROF : 0);
  }

  private void update() {
    status = status();
    halves = ticks() / HALF;
    overflow.at(timer.timeOf((halves + 1) * HALF));
    sci.set((control & SCI_EN) != 0 && (status & enable) != 0);
  }

  private void control(int value) {
    control = value & CONTROL_BITS;
    if ((value & (SLP_EN | SLP_TYPE)) == SLP_EN) {
      machine.powerOff();
    }
  }

  @Override
  public void reset(Reset kind) {
    super.reset(kind);
    java.util.Arrays.fill(ports, (byte) 0);
    apmControl = apmStatus = 0;
    status = enable = control = 0;
    halves = ticks() / HALF;
    smbus.reset();
  }

  @Override
  public void settle() {
    super.settle();
    update();
  }

  @Override
  public void state(StateIo io) {
    super.state(io);
    io.bytes("ports", ports);
    apmControl = io.i32("apmControl", apmControl);
    apmStatus = io.i32("apmStatus", apmStatus);
    status = io.i32("status", status);
    enable = io.i32("enable", enable);
    control = io.i32("control", control);
    halves = io.i64("halves", halves);
    overflow.state(io);
    sci.state(io);
    io.section("smbus", smbus::state);
  }

  private final class PmPorts implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return value(offset & ~3) >>> 8 * (offset & 3);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    private long value(int register) {
      return switch (register) {
        case PMSTS -> status() | (long) enable << 16;
        case PMCNTRL -> control;
        case PMTMR -> ticks() & (1 << TIMER_BITS) - 1;
        default -> {
          long word = 0;
          for (int i = 3; i >= 0; i--) {
            word = word << 8 | ports[register + i] & 0xFF;
          }
          yield word;
        }
      };
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (bytes == 4) {
        write(offset, 2, value & 0xFFFF);
        write(offset + 2, 2, value >>> 16);
        return;
      }
      int word = (int) value;
      if (bytes == 1) {
        int other = (offset & ~1) == PMSTS ? 0 : (int) (value(offset & ~3) >>> 8 * (offset & 2));
        int shift = 8 * (offset & 1);
        word = other & 0xFF00 >> shift | word << shift;
      }
      switch (offset & ~1) {
        case PMSTS -> {
          update();
          status &= ~(word & STATUS_BITS);
        }
        case PMEN -> enable = word & ENABLE_BITS;
        case PMCNTRL -> control(word);
        case PMTMR, PMTMR + 2 -> {} // read-only
        case GPSTS -> {} // nothing sets them, ones clear them
        default -> {
          ports[offset & ~1] = (byte) word;
          ports[offset | 1] = (byte) (word >> 8);
        }
      }
      update();
    }
  }

  private final class Apm implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return offset == 0 ? apmControl : apmStatus;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset != 0) {
        apmStatus = (int) value;
        return;
      }
      apmControl = (int) value;
      if (value == ACPI_ENABLE) {
        control |= SCI_EN;
      } else if (value == ACPI_DISABLE) {
        control &= ~SCI_EN;
      }
      update();
    }
  }
}
