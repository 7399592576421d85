package quimera.peripherals.storage;

import quimera.core.bus.Bytes;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * What every device on an IDE cable has: the command block registers, the status protocol and a
 * buffer that the host empties or fills through the data port.
 *
 * <p>A subclass says what its commands do: it prepares a block, {@link #offer offers} it or {@link
 * #collect asks} for it, and is told by {@link #blockTaken} and {@link #blockGiven}. A bus master
 * moves the same blocks without the data port; a packet device uses the same registers under other
 * names.
 */
public abstract class IdeDevice {
  // Command block registers (ATA-2 X3T10/948D, section 7.2), by offset.
  static final int DATA = 0;
  static final int ERROR = 1; // FEATURES when written
  static final int SECTOR_COUNT = 2;
  static final int LBA_LOW = 3; // sector number in CHS
  static final int LBA_MID = 4; // cylinder, low
  static final int LBA_HIGH = 5; // cylinder, high
  static final int DEVICE = 6; // drive, head
  static final int STATUS = 7; // COMMAND when written

  static final int BSY = 0x80;
  static final int DRDY = 0x40;
  static final int DSC = 0x10;
  static final int DRQ = 0x08;
  static final int ERR = 0x01;
  static final int READY = DRDY | DSC;

  static final int ABRT = 0x04;
  static final int IDNF = 0x10;

  static final int DEVICE_LBA = 0x40;
  static final int DEVICE_1 = 0x10;

  private static final int MODE_OFF = -1;
  private static final int MULTIWORD_DMA = 0x20; // SET FEATURES transfer mode, low bits the number

  private static final int DIAGNOSTIC_PASSED = 0x01;
  private static final long RESET_TIME = 1_000_000;

  /** The alarm that ends a time of being busy. */
  protected final Alarm busy;

  /** Data on its way between the medium and the host. */
  protected final byte[] buffer;

  protected int features;
  protected int sectorCount;
  protected int lbaLow;
  protected int lbaMid;
  protected int lbaHigh;
  protected int device;

  private IdeChannel channel;
  private int unit;
  private int status;
  private int error;
  private boolean interrupt;
  private boolean resetting;
  private int pos;
  private int end;
  private boolean toHost;
  private boolean dmaRequest;
  private int dmaMode = MODE_OFF;

  IdeDevice(Scheduler scheduler, int bufferBytes) {
    busy = scheduler.alarm("busy", this::ring);
    buffer = new byte[bufferBytes];
  }

  void attach(IdeChannel cable, int number) {
    channel = cable;
    unit = number;
  }

  /** 0 or 1. */
  final int unit() {
    return unit;
  }

  // What a kind of device says.

  /** The host has written the command register. */
  abstract void command(int code);

  /** The alarm rang while a command was busy. */
  abstract void proceed();

  /** The host has read the whole block. */
  abstract void blockTaken();

  /** The host has written the whole block. */
  abstract void blockGiven();

  /** Puts the values into LBA_MID and LBA_HIGH by which a host tells kinds of devices. */
  abstract void signature();

  /** Forgets a command under way and goes to the settings after reset. */
  abstract void forget(boolean powerOn);

  // Registers.

  int register(int offset) {
    return switch (offset) {
      case ERROR -> error;
      case SECTOR_COUNT -> sectorCount;
      case LBA_LOW -> lbaLow;
      case LBA_MID -> lbaMid;
      case LBA_HIGH -> lbaHigh;
      case DEVICE -> device | 0xA0;
      default -> status;
    };
  }

  void write(int offset, int value) {
    if ((status & BSY) != 0) {
      return; // section 7.2.1: the host waits until BSY is 0
    }
    switch (offset) {
      case ERROR -> features = value;
      case SECTOR_COUNT -> sectorCount = value;
      case LBA_LOW -> lbaLow = value;
      case LBA_MID -> lbaMid = value;
      case LBA_HIGH -> lbaHigh = value;
      default -> device = value;
    }
  }

  void start(int code) {
    if ((status & BSY) != 0) {
      return;
    }
    interrupt = false;
    dmaRequest = false;
    error = 0;
    pos = end = 0;
    status = READY;
    command(code);
    channel.update();
  }

  boolean interrupt() {
    return interrupt;
  }

  void acknowledge() {
    interrupt = false;
  }

  boolean working() {
    return (status & (BSY | DRQ)) != 0;
  }

  // The status protocol, ATA-2 section 10.

  /** Busy for a while; then {@link #proceed}. */
  protected final void busyFor(long ns) {
    status = BSY | READY;
    busy.in(ns);
  }

  private void ring() {
    if (resetting) {
      endReset();
    } else {
      proceed();
    }
    channel.update();
  }

  /** Ends a command well. */
  protected final void done() {
    status = READY;
    interrupt = true;
  }

  /** Ends a command without an interrupt, as after the last block of a read. */
  protected final void idle() {
    status = READY;
  }

  /** Ends a command with an error. */
  protected final void fail(int bits) {
    error = bits;
    status = READY | ERR;
    interrupt = true;
  }

  /** Has a block for the host. */
  protected final void offer(int bytes) {
    toHost = true;
    pos = 0;
    end = bytes;
    status = READY | DRQ;
    interrupt = true;
  }

  /** Wants a block from the host. */
  protected final void collect(int bytes, boolean withInterrupt) {
    toHost = false;
    pos = 0;
    end = bytes;
    status = READY | DRQ;
    interrupt = withInterrupt;
  }

  /** Asserts DMARQ: has, or wants, a block that the bus master moves (ATA-2 section 10.6). */
  protected final void request(int bytes, boolean fromDevice) {
    toHost = fromDevice;
    end = bytes;
    pos = end;
    status = READY | DRQ;
    dmaRequest = true;
    moveBlock();
  }

  /** Moves the block that waits, if the bus master runs that way. */
  final void moveBlock() {
    BusMaster master = channel.busMaster();
    if (!dmaRequest || master == null || !master.running(toHost)) {
      return;
    }
    dmaRequest = false;
    if (!master.move(buffer, end, toHost)) {
      return;
    }
    if (toHost) {
      blockTaken();
    } else {
      blockGiven();
    }
    channel.update();
  }

  /** SET FEATURES, set transfer mode: PIO 0-4, multiword DMA 0-2 (ATA-2 section 9.22). */
  protected final boolean setTransferMode(int mode) {
    if (mode >= MULTIWORD_DMA && mode <= MULTIWORD_DMA + 2) {
      dmaMode = mode & 7;
      return true;
    }
    return mode <= 1 || mode >= 8 && mode <= 12;
  }

  /** Word 63 of IDENTIFY: multiword DMA 0-2, and which is selected. */
  final int dmaModes() {
    return 0x0007 | (dmaMode == MODE_OFF ? 0 : 0x0100 << dmaMode);
  }

  // The data port.

  int peekData() {
    return (status & DRQ) != 0 && toHost && pos < end ? Bytes.get16(buffer, pos) : 0;
  }

  int readData() {
    int value = peekData();
    if ((status & DRQ) != 0 && toHost && pos < end) {
      pos += 2;
      if (pos >= end) {
        blockTaken();
        channel.update();
      }
    }
    return value;
  }

  void writeData(int value) {
    if ((status & DRQ) != 0 && !toHost && pos < end) {
      Bytes.put16(buffer, pos, value);
      pos += 2;
      if (pos >= end) {
        blockGiven();
        channel.update();
      }
    }
  }

  // Resets, section 9.1 and 9.2.

  void powerOn() {
    beginReset(true);
    endReset();
  }

  /** SRST rises. */
  void beginReset(boolean powerOn) {
    busy.cancel();
    forget(powerOn);
    interrupt = false;
    dmaRequest = false;
    if (powerOn) {
      dmaMode = MODE_OFF;
    }
    pos = end = 0;
    status = BSY;
  }

  /** SRST falls. */
  void awaitReset() {
    resetting = true;
    busy.in(RESET_TIME);
  }

  private void endReset() {
    resetting = false;
    diagnosed();
    restAfterReset();
  }

  /** What STATUS reads once a reset is over. */
  int statusAfterReset() {
    return READY;
  }

  /** At rest as after a reset. */
  protected final void restAfterReset() {
    status = statusAfterReset();
  }

  /** The registers after a reset or EXECUTE DEVICE DIAGNOSTIC. */
  protected final void diagnosed() {
    error = DIAGNOSTIC_PASSED;
    sectorCount = 1;
    lbaLow = 1;
    device = 0;
    signature();
  }

  void state(StateIo io) {
    busy.state(io);
    io.bytes("buffer", buffer);
    features = io.i32("features", features);
    sectorCount = io.i32("sectorCount", sectorCount);
    lbaLow = io.i32("lbaLow", lbaLow);
    lbaMid = io.i32("lbaMid", lbaMid);
    lbaHigh = io.i32("lbaHigh", lbaHigh);
    device = io.i32("device", device);
    status = io.i32("status", status);
    error = io.i32("error", error);
    interrupt = io.bit("interrupt", interrupt);
    resetting = io.bit("resetting", resetting);
    pos = io.i32("pos", pos);
    end = io.i32("end", end);
    toHost = io.bit("toHost", toHost);
    dmaRequest = io.bit("dmaRequest", dmaRequest);
    dmaMode = io.i32("dmaMode", dmaMode);
  }
}
