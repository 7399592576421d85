package quimera.peripherals.storage;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaChannel;

/**
 * Floppy disk controller Intel 82077AA with two drives, at ports 3F0h-3F5h and 3F7h of a PC.
 *
 * <p>Datasheet: Intel, 82077AA CHMOS Single-Chip Floppy Disk Controller, order number 290166:
 * registers in section 2, phases in 3, commands in 5, status in 6, reset in 7.
 *
 * <p>Deviations: sectors are of 512 bytes in MFM, in the order of their numbers, as the image holds
 * them, so other sizes, FM, interleave and gap lengths are not recorded; there are no CRC errors;
 * precompensation, power-down and PERPENDICULAR MODE are kept but change nothing; a drive is up to
 * speed as soon as its motor is on; the polling of drives after a reset takes 0.25 ms.
 */
public final class Fdc82077 implements Device, BusTarget {
  // Section 2.1: offset, access, name
  static final int SRA = 0; // R   status register A (PS/2 mode)
  static final int SRB = 1; // R   status register B (PS/2 mode)
  static final int DOR = 2; // R/W digital output register
  static final int TDR = 3; // R/W tape drive register
  static final int MSR = 4; // R   main status register
  static final int DSR = 4; // W   data rate select register
  static final int FIFO = 5; // R/W data
  static final int DIR = 7; // R   digital input register
  static final int CCR = 7; // W   configuration control register

  static final int DOR_MOTOR_A = 0x10;
  static final int DOR_DMA_GATE = 0x08;
  static final int DOR_NOT_RESET = 0x04;
  static final int MSR_RQM = 0x80;
  static final int MSR_DIO = 0x40;
  static final int MSR_NON_DMA = 0x20;
  static final int MSR_BUSY = 0x10;
  static final int DSR_RESET = 0x80;

  private static final int[] KBIT = {500, 300, 250, 1000};
  private static final int UNITS = 4;
  private static final int RECALIBRATE_STEPS = 79;
  private static final long POLLING_TIME = 250_000;
  private static final long COMMAND_TIME = 20_000;

  /** How the chip's IDENT and MFM pins are strapped. */
  public enum Mode {
    /** PC AT: status registers A and B are absent. */
    AT,
    /** PS/2. */
    PS2
  }

  /** Where a command is. */
  enum Phase {
    IDLE,
    COMMAND,
    EXECUTION,
    RESULT
  }

  /** The interrupt pin; IRQ 6 of a PC. */
  public final OutputLine irq = new OutputLine("int");

  /** The register at 3F7h alone, for boards that give 3F6h to a disk controller. */
  public final BusTarget port3f7 = new OneRegister();

  private final Scheduler scheduler;
  private final Mode mode;
  private final FloppyDrive[] drives;
  private final FdcTransfer transfer;
  private final Alarm polling;
  private final Alarm[] seeking = new Alarm[UNITS];

  private int dor;
  private int dsr;
  private int rate;
  private int tdr;
  private int timing; // SPECIFY: SRT, HUT in bits 15-8; HLT, ND in bits 7-0
  private int configuration; // CONFIGURE: EIS, EFIFO, POLL, FIFOTHR
  private int precompensationTrack;
  private int perpendicular;
  private boolean lock;
  private long headUnloads;

  private Phase phase = Phase.IDLE;
  private final int[] command = new int[9];
  private int commandCount;
  private final int[] result = new int[10];
  private int resultCount;
  private int resultNext;

  private boolean interrupt;
  private int resetSenses; // SENSE INTERRUPTs still owed after a reset
  private final int[] pcn = new int[UNITS];
  private final int[] seekSteps = new int[UNITS];
  private final int[] seekStatus = new int[UNITS];
  private int seekInward; // a bit a unit
  private int recalibrating;
  private int driveBusy;
  private int seekEnded;

  /**
   * @param dma the channel that moves the data; channel 2 of a PC
   * @param a the first drive, or null
   * @param b the second drive, or null
   */
  public Fdc82077(Scheduler scheduler, DmaChannel dma, FloppyDrive a, FloppyDrive b) {
    this(scheduler, dma, a, b, Mode.AT);
  }

  /** The same with the strapping given. */
  public Fdc82077(Scheduler scheduler, DmaChannel dma, FloppyDrive a, FloppyDrive b, Mode mode) {
    this.scheduler = scheduler;
    this.mode = mode;
    drives = new FloppyDrive[] {a, b};
    transfer = new FdcTransfer(this, scheduler, dma);
    polling = scheduler.alarm("polling", this::polled);
    for (int unit = 0; unit < UNITS; unit++) {
      int each = unit;
      seeking[unit] = scheduler.alarm("seek" + unit, () -> seekStep(each));
    }
    reset(Reset.POWER_ON);
  }

  /** Whether the lamp of drive 0 or 1 is lit. */
  public boolean active(int drive) {
    return (dor & 3) == drive && (dor & DOR_MOTOR_A << drive) != 0;
  }

  /** Drive 0 or 1, or null. */
  public FloppyDrive drive(int number) {
    return drives[number];
  }

  // Section 2.1: the registers.

  @Override
  public long read(int offset, int bytes) {
    return offset == FIFO ? readFifo() : register(offset);
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(offset == FIFO ? peekFifo() : register(offset));
  }

  private int register(int offset) {
    return switch (offset) {
      case SRA -> mode == Mode.AT ? 0xFF : statusA();
      case SRB -> mode == Mode.AT ? 0xFF : 0xC0 | dor << 5 & 0x20 | dor >> 4 & 3;
      case DOR -> dor;
      case TDR -> 0xFC | tdr;
      case MSR -> mainStatus();
      case DIR -> digitalInput();
      default -> 0xFF;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    switch (offset) {
      case DOR -> writeDor(v);
      case TDR -> tdr = v & 3;
      case DSR -> writeDsr(v);
      case FIFO -> writeFifo(v);
      case CCR -> rate = v & 3;
      default -> {} // status registers are read only
    }
  }

  private int statusA() {
    FloppyDrive drive = selected();
    boolean index =
        drive != null && drive.turning() && scheduler.now() % drive.type().revolution() < 4_000_000;
    return (irq.isHigh() ? 0x80 : 0)
        | (drives[1] == null ? 0x40 : 0)
        | (driveBusy != 0 ? 0x20 : 0)
        | (drive != null && drive.trackZero() ? 0 : 0x10)
        | transfer.head() << 3
        | (index ? 0 : 0x04)
        | (drive != null && drive.writeProtected() ? 0 : 0x02)
        | (seekInward != 0 ? 0x01 : 0);
  }

  private int mainStatus() {
    if (inReset()) {
      return 0;
    }
    return driveBusy
        | switch (phase) {
          case IDLE -> MSR_RQM;
          case COMMAND -> MSR_RQM | MSR_BUSY;
          case RESULT -> MSR_RQM | MSR_DIO | MSR_BUSY;
          case EXECUTION ->
              MSR_BUSY
                  | (transfer.byFifo() ? MSR_NON_DMA : 0)
                  | (transfer.byFifo() && transfer.requests() ? MSR_RQM : 0)
                  | (transfer.byFifo() && transfer.givesData() ? MSR_DIO : 0);
        };
  }

  private int digitalInput() {
    FloppyDrive drive = selected();
    int change = drive != null && drive.diskChange() ? 0x80 : 0;
    if (mode == Mode.AT) {
      return change | 0x7F; // the other bits are not driven
    }
    return change | 0x78 | rate << 1 | (KBIT[rate] >= 500 ? 0 : 1);
  }

  private void writeDor(int value) {
    boolean held = inReset();
    dor = value;
    for (int i = 0; i < drives.length; i++) {
      if (drives[i] != null) {
        drives[i].motor((value & DOR_MOTOR_A << i) != 0);
      }
    }
    if (inReset()) {
      softReset();
    } else if (held) {
      polling.in(POLLING_TIME);
    }
    update();
  }

  private void writeDsr(int value) {
    dsr = value & ~DSR_RESET;
    rate = value & 3;
    if ((value & DSR_RESET) != 0) {
      softReset();
      if (!inReset()) {
        polling.in(POLLING_TIME);
      }
    }
  }

  private boolean inReset() {
    return (dor & DOR_NOT_RESET) == 0;
  }

  // Section 7: resets.

  @Override
  public void reset(Reset kind) {
    dor = tdr = 0;
    dsr = rate = 2; // 250 kbit/s
    timing = 0;
    perpendicular = 0;
    lock = false;
    headUnloads = 0;
    for (FloppyDrive drive : drives) {
      if (drive != null) {
        drive.motor(false);
      }
    }
    softReset();
  }

  @Override
  public void settle() {
    update();
  }

  private void softReset() {
    transfer.abort();
    polling.cancel();
    for (Alarm each : seeking) {
      each.cancel();
    }
    phase = Phase.IDLE;
    commandCount = resultCount = resultNext = 0;
    interrupt = false;
    resetSenses = seekInward = recalibrating = driveBusy = seekEnded = 0;
    Arrays.fill(pcn, 0);
    perpendicular &= ~3; // GAP and WGATE
    configuration = lock ? configuration & 0x2F : 0x20; // section 5.2.8: what LOCK keeps
    precompensationTrack = lock ? precompensationTrack : 0;
    update();
  }

  /** After a reset the four drives are polled, and each is found to have become ready. */
  private void polled() {
    resetSenses = UNITS;
    interrupt = true;
    update();
  }

  private void update() {
    boolean asked = interrupt || phase == Phase.EXECUTION && transfer.requests();
    irq.set(asked && dmaGate());
  }

  // Section 3: the phases.

  private int peekFifo() {
    return switch (phase) {
      case RESULT -> result[resultNext];
      case EXECUTION -> transfer.peek();
      default -> 0xFF;
    };
  }

  private int readFifo() {
    if (phase == Phase.EXECUTION) {
      return transfer.take();
    }
    if (phase != Phase.RESULT) {
      return 0xFF;
    }
    int value = result[resultNext++];
    if (resultNext == 1 && resetSenses == 0) {
      interrupt = seekEnded != 0;
    }
    if (resultNext == resultCount) {
      phase = Phase.IDLE;
    }
    update();
    return value;
  }

  private void writeFifo(int value) {
    if (inReset() || phase == Phase.RESULT) {
      return;
    }
    if (phase == Phase.EXECUTION) {
      transfer.put(value);
      return;
    }
    if (phase == Phase.IDLE) {
      commandCount = 0;
      phase = Phase.COMMAND;
    }
    command[commandCount++] = value;
    FdcCommand which = FdcCommand.of(command[0]);
    if (commandCount == 1 + which.parameters) {
      execute(which);
    }
  }

  private void results(int... bytes) {
    System.arraycopy(bytes, 0, result, 0, bytes.length);
    resultCount = bytes.length;
    resultNext = 0;
    phase = Phase.RESULT;
  }

  // Section 5: the commands.

  private void execute(FdcCommand which) {
    phase = Phase.IDLE;
    int unit = command[1] & 3;
    switch (which) {
      case SPECIFY -> timing = command[1] << 8 | command[2];
      case SENSE_DRIVE_STATUS -> results(driveStatus());
      case RECALIBRATE -> recalibrate(unit);
      case SEEK -> seek(unit, command[2] > pcn[unit], Math.abs(command[2] - pcn[unit]));
      case RELATIVE_SEEK -> seek(unit, (command[0] & 0x40) != 0, command[2]);
      case SENSE_INTERRUPT -> senseInterrupt();
      case VERSION -> results(0x90);
      case DUMPREG -> dumpRegisters();
      case PERPENDICULAR_MODE ->
          perpendicular =
              (command[1] & 0x80) != 0 ? command[1] & 0x3F : perpendicular & 0x3C | command[1] & 3;
      case CONFIGURE -> {
        configuration = command[2] & 0x7F;
        precompensationTrack = command[3];
      }
      case LOCK -> {
        lock = (command[0] & 0x80) != 0;
        results(lock ? 0x10 : 0);
      }
      case INVALID -> results(0x80);
      default -> {
        phase = Phase.EXECUTION;
        transfer.start(which, command);
      }
    }
    update();
  }

  private int driveStatus() {
    FloppyDrive drive = selected();
    return 0x28
        | (drive != null && drive.writeProtected() ? 0x40 : 0)
        | (drive != null && drive.trackZero() ? 0x10 : 0)
        | command[1] & 7;
  }

  private void dumpRegisters() {
    results(
        pcn[0],
        pcn[1],
        pcn[2],
        pcn[3],
        timing >> 8,
        timing & 0xFF,
        transfer.lastSector(),
        (lock ? 0x80 : 0) | perpendicular,
        configuration,
        precompensationTrack);
  }

  /** Section 5.2.2; without an interrupt to tell about the command is invalid. */
  private void senseInterrupt() {
    if (resetSenses > 0) {
      int unit = UNITS - resetSenses--;
      interrupt = false;
      results(0xC0 | unit, pcn[unit]);
    } else if (seekEnded != 0) {
      int unit = Integer.numberOfTrailingZeros(seekEnded);
      seekEnded &= ~(1 << unit);
      driveBusy &= ~(1 << unit);
      interrupt = false;
      irq.set(false); // another drive's interrupt makes a new edge
      interrupt = seekEnded != 0;
      results(seekStatus[unit], pcn[unit]);
    } else {
      results(0x80);
    }
  }

  // Section 5.2.1, 5.2.4: seeks run side by side, and beside the idle phase.

  private void recalibrate(int unit) {
    recalibrating |= 1 << unit;
    beginSeek(unit, false, RECALIBRATE_STEPS);
  }

  private void seek(int unit, boolean inward, int steps) {
    recalibrating &= ~(1 << unit);
    beginSeek(unit, inward, steps);
  }

  private void beginSeek(int unit, boolean inward, int steps) {
    seekInward = inward ? seekInward | 1 << unit : seekInward & ~(1 << unit);
    seekSteps[unit] = steps;
    seekStatus[unit] = FdcTransfer.ST0_SEEK_END | command[1] & 7;
    seekEnded &= ~(1 << unit);
    driveBusy |= 1 << unit;
    headUnloads = 0;
    seeking[unit].in(COMMAND_TIME);
  }

  private void seekStep(int unit) {
    FloppyDrive drive = selected();
    boolean recalibrates = (recalibrating >> unit & 1) != 0;
    boolean atZero = drive != null && drive.trackZero();
    if (recalibrates && atZero) {
      pcn[unit] = 0;
      endSeek(unit);
    } else if (seekSteps[unit] == 0) {
      if (recalibrates) {
        seekStatus[unit] |= 0x50; // abnormal termination, equipment check
        pcn[unit] = 0;
      }
      endSeek(unit);
    } else {
      step(unit, (seekInward >> unit & 1) != 0);
      seekSteps[unit]--;
      seeking[unit].in(stepTime());
    }
  }

  private void step(int unit, boolean inward) {
    pcn[unit] = pcn[unit] + (inward ? 1 : -1) & 0xFF;
    FloppyDrive drive = selected();
    if (drive != null) {
      drive.step(inward);
    }
  }

  private void endSeek(int unit) {
    seekEnded |= 1 << unit;
    interrupt = true;
    update();
  }

  // What the transfer asks for.

  /**
   * The drive on the cable that DOR selects. The unit number in a command does not reach the pins
   * (note to table 5-1).
   */
  FloppyDrive selected() {
    int number = dor & 3;
    return number < drives.length ? drives[number] : null;
  }

  /** The programmed data rate in kbit/s. */
  int rate() {
    return KBIT[rate];
  }

  /** SRT: 1 ms a unit down from 16 at 500 kbit/s (table 5-4). */
  long stepTime() {
    return (16 - (timing >> 12 & 15)) * 500_000_000L / rate();
  }

  /** HLT: 2 ms a unit at 500 kbit/s; nothing while the head is loaded still. */
  long headLoadTime() {
    int units = timing >> 1 & 0x7F;
    long time = (units == 0 ? 128 : units) * 1_000_000_000L / rate();
    return scheduler.now() < headUnloads ? 0 : time;
  }

  boolean nonDma() {
    return (timing & 1) != 0;
  }

  boolean dmaGate() {
    return (dor & DOR_DMA_GATE) != 0;
  }

  boolean impliedSeek() {
    return (configuration & 0x40) != 0;
  }

  int fifoDepth() {
    return (configuration & 0x20) != 0 ? 1 : 16;
  }

  int fifoThreshold() {
    return (configuration & 15) + 1;
  }

  int cylinder(int unit) {
    return pcn[unit];
  }

  void impliedStep(int unit, int target) {
    step(unit, target > pcn[unit]);
  }

  void requestChanged() {
    update();
  }

  void transferred(int... bytes) {
    int unloadUnits = timing >> 8 & 15;
    headUnloads = scheduler.now() + (unloadUnits == 0 ? 16 : unloadUnits) * 8_000_000_000L / rate();
    results(bytes);
    interrupt = true;
    update();
  }

  @Override
  public void state(StateIo io) {
    for (int i = 0; i < drives.length; i++) {
      if (drives[i] != null) {
        io.section("drive" + i, drives[i]::state);
      }
    }
    io.section("transfer", transfer::state);
    polling.state(io);
    for (Alarm each : seeking) {
      each.state(io);
    }
    irq.state(io);
    dor = io.i32("dor", dor);
    dsr = io.i32("dsr", dsr);
    rate = io.i32("rate", rate);
    tdr = io.i32("tdr", tdr);
    timing = io.i32("timing", timing);
    configuration = io.i32("configuration", configuration);
    precompensationTrack = io.i32("precompensationTrack", precompensationTrack);
    perpendicular = io.i32("perpendicular", perpendicular);
    lock = io.bit("lock", lock);
    headUnloads = io.i64("headUnloads", headUnloads);
    phase = io.constant("phase", Phase.class, phase);
    io.ints("command", command);
    commandCount = io.i32("commandCount", commandCount);
    io.ints("result", result);
    resultCount = io.i32("resultCount", resultCount);
    resultNext = io.i32("resultNext", resultNext);
    interrupt = io.bit("interrupt", interrupt);
    resetSenses = io.i32("resetSenses", resetSenses);
    io.ints("pcn", pcn);
    io.ints("seekSteps", seekSteps);
    io.ints("seekStatus", seekStatus);
    seekInward = io.i32("seekInward", seekInward);
    recalibrating = io.i32("recalibrating", recalibrating);
    driveBusy = io.i32("driveBusy", driveBusy);
    seekEnded = io.i32("seekEnded", seekEnded);
  }

  private final class OneRegister implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return Fdc82077.this.read(DIR, bytes);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      Fdc82077.this.write(CCR, bytes, value);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return Fdc82077.this.peek(DIR, bytes);
    }
  }
}
