package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaChannel;

/**
 * The part of the 82077AA that executes the commands that look at a track: it waits for the sector
 * to come round, moves its bytes by DMA or through the FIFO, and composes the result.
 *
 * <p>The medium turns with the machine's time, an index pulse at every multiple of a revolution;
 * its sectors stand at equal distances in the order of their numbers.
 */
final class FdcTransfer {
  // Status bits, data sheet section 6.
  static final int ST0_ABNORMAL = 0x40;
  static final int ST0_SEEK_END = 0x20;
  static final int ST1_END_OF_CYLINDER = 0x80;
  static final int ST1_OVERRUN = 0x10;
  static final int ST1_NO_DATA = 0x04;
  static final int ST1_NOT_WRITABLE = 0x02;
  static final int ST1_NO_ADDRESS_MARK = 0x01;
  static final int ST2_CONTROL_MARK = 0x40;
  static final int ST2_WRONG_CYLINDER = 0x10;
  static final int ST2_SCAN_EQUAL_HIT = 0x08;
  static final int ST2_SCAN_NOT_SATISFIED = 0x04;

  // Where the fields of a sector end, in byte times after its ID field begins (section 4.2).
  private static final int ID_BYTES = 22;
  private static final int DATA_FROM = 60;
  private static final int DATA_TO = 574;

  private static final int SIZE_CODE = 2; // 512 bytes
  private static final int FIFO_BYTES = 16;
  private static final long INDEX_TIMEOUT = 200_000_000; // looks again for a turning medium

  /** What the alarm means. */
  enum Step {
    IDLE,
    SEEKING,
    LOADING,
    NO_INDEX,
    GIVING_UP,
    READING_ID,
    SECTOR,
    BYTES,
    FORMATTING,
    DRAINING
  }

  private final Fdc82077 fdc;
  private final Scheduler scheduler;
  private final DmaChannel dma;
  private final Alarm event;

  private Step step = Step.IDLE;
  private FdcCommand command = FdcCommand.INVALID;
  private boolean multiTrack;
  private boolean mfm;
  private boolean skip;
  private boolean nonDma;
  private boolean counted; // VERIFY with EC: ends after `count` sectors
  private int unit;
  private int head;
  private int c;
  private int h;
  private int r;
  private int n;
  private int eot;
  private int last; // the command's last byte: DTL, SC or STP
  private int count;
  private int physical; // the sector under way; READ TRACK takes them as they come
  private int st0;
  private int st1;
  private int st2;

  private final byte[] buffer = new byte[4 * 256];
  private int pos;
  private int total;
  private final byte[] fifo = new byte[FIFO_BYTES];
  private int fifoCount;
  private boolean request;

  FdcTransfer(Fdc82077 fdc, Scheduler scheduler, DmaChannel dma) {
    this.fdc = fdc;
    this.scheduler = scheduler;
    this.dma = dma;
    event = scheduler.alarm("event", this::ring);
  }

  /** Begins a command whose bytes are all there. */
  void start(FdcCommand started, int[] bytes) {
    command = started;
    multiTrack = (bytes[0] & 0x80) != 0;
    mfm = (bytes[0] & 0x40) != 0;
    skip = (bytes[0] & 0x20) != 0;
    unit = bytes[1] & 3;
    head = bytes[1] >> 2 & 1;
    nonDma = fdc.nonDma() && (started.givesData() || started.takesData());
    st0 = st1 = st2 = 0;
    pos = fifoCount = count = 0;
    total = FloppyGeometry.SECTOR;
    if (started == FdcCommand.FORMAT_TRACK) {
      n = bytes[2];
      eot = bytes[3];
      last = bytes[5];
      total = 4 * eot;
    } else if (started != FdcCommand.READ_ID) {
      c = bytes[2];
      h = bytes[3];
      r = bytes[4];
      n = bytes[5];
      eot = bytes[6];
      last = bytes[8];
    }
    counted = started == FdcCommand.VERIFY && (bytes[1] & 0x80) != 0;
    dma.request(!nonDma && fdc.dmaGate() && (started.givesData() || started.takesData()));
    boolean away = started != FdcCommand.READ_ID && started != FdcCommand.FORMAT_TRACK;
    if (away && fdc.impliedSeek() && fdc.cylinder(unit) != c) {
      st0 = ST0_SEEK_END;
      step = Step.SEEKING;
      event.in(fdc.stepTime());
    } else {
      load();
    }
    ask();
  }

  /** A reset: the command is forgotten. */
  void abort() {
    event.cancel();
    dma.request(false);
    step = Step.IDLE;
    request = false;
    fifoCount = 0;
  }

  private void load() {
    step = Step.LOADING;
    event.in(fdc.headLoadTime());
  }

  private void ring() {
    switch (step) {
      case SEEKING -> {
        fdc.impliedStep(unit, c);
        if (fdc.cylinder(unit) == c) {
          load();
        } else {
          event.in(fdc.stepTime());
        }
      }
      case LOADING, NO_INDEX -> locate();
      case GIVING_UP -> finish(ST0_ABNORMAL);
      case READING_ID -> finish(0);
      case SECTOR -> sector();
      case BYTES -> bytes();
      case FORMATTING -> formatByDma();
      case IDLE, DRAINING -> throw new IllegalStateException("no alarm is set in step " + step);
    }
  }

  // Where the wanted sector is.

  /** Waits for what the command needs next. */
  private void locate() {
    FloppyDrive drive = fdc.selected();
    if (drive == null || !drive.turning()) {
      // Without index pulses the chip waits for ever; the guest's time-out ends that by a reset.
      step = Step.NO_INDEX;
      event.in(INDEX_TIMEOUT);
      return;
    }
    if (command.writes() && drive.writeProtected()) {
      st1 |= ST1_NOT_WRITABLE;
      finish(ST0_ABNORMAL);
      return;
    }
    if (command == FdcCommand.FORMAT_TRACK) {
      awaitIndexToFormat();
      return;
    }
    if (!mfm || !drive.readable(head, fdc.rate())) {
      st1 |= ST1_NO_ADDRESS_MARK;
      giveUp(drive);
      return;
    }
    switch (command) {
      case READ_ID -> awaitAnyId(drive);
      case READ_TRACK -> awaitNextOfTrack(drive);
      default -> awaitSector(drive);
    }
  }

  private void awaitSector(FloppyDrive drive) {
    if (c != drive.recordedCylinder()) {
      st1 |= ST1_NO_DATA;
      st2 |= ST2_WRONG_CYLINDER;
      giveUp(drive);
    } else if (h != head || n != SIZE_CODE || !drive.has(head, r)) {
      st1 |= ST1_NO_DATA;
      giveUp(drive);
    } else {
      physical = r;
      await(start(drive, r));
    }
  }

  private void awaitNextOfTrack(FloppyDrive drive) {
    long at;
    if (count == 0) {
      physical = firstFrom(drive, 1);
      at = nextIndex(drive) + slot(drive) * (physical - 1);
    } else {
      physical = firstFrom(drive, physical + 1);
      at = start(drive, physical);
    }
    boolean matches = c == drive.recordedCylinder() && h == head && r == physical && n == SIZE_CODE;
    st1 |= matches ? 0 : ST1_NO_DATA; // section 5.1.4: the flag is set, the command goes on
    await(at);
  }

  private int firstFrom(FloppyDrive drive, int sector) {
    int candidate = sector;
    while (!drive.has(head, candidate)) {
      candidate = candidate >= drive.geometry().sectors() ? 1 : candidate + 1;
    }
    return candidate;
  }

  private void awaitAnyId(FloppyDrive drive) {
    long earliest = Long.MAX_VALUE;
    for (int sector = 1; sector <= drive.geometry().sectors(); sector++) {
      long at = start(drive, sector);
      if (drive.has(head, sector) && at < earliest) {
        earliest = at;
        r = sector;
      }
    }
    c = drive.recordedCylinder();
    h = head;
    n = SIZE_CODE;
    step = Step.READING_ID;
    event.at(earliest + ID_BYTES * byteTime());
  }

  private void await(long start) {
    if (nonDma && !skipped(fdc.selected())) {
      step = Step.BYTES;
      pos = 0;
      event.at(start + DATA_FROM * byteTime());
    } else {
      step = Step.SECTOR;
      event.at(start + DATA_TO * byteTime());
    }
  }

  /** Section 5.1.1: the chip gives up when it has seen two index pulses. */
  private void giveUp(FloppyDrive drive) {
    step = Step.GIVING_UP;
    event.at(nextIndex(drive) + drive.type().revolution());
  }

  private long byteTime() {
    return 8_000_000L / fdc.rate();
  }

  private long nextIndex(FloppyDrive drive) {
    long turn = drive.type().revolution();
    return (scheduler.now() / turn + 1) * turn;
  }

  private static long slot(FloppyDrive drive) {
    return drive.type().revolution() / drive.geometry().sectors();
  }

  /** When the ID field of a sector comes next. */
  private long start(FloppyDrive drive, int sector) {
    long turn = drive.type().revolution();
    long now = scheduler.now();
    long at = now - now % turn + slot(drive) * (sector - 1);
    return at < now ? at + turn : at;
  }

  // What is done with it.

  /** Whether SK passes over this sector because of its data address mark. */
  private boolean skipped(FloppyDrive drive) {
    return skip && otherMark(drive);
  }

  private boolean otherMark(FloppyDrive drive) {
    return switch (command) {
      case READ_DATA, VERIFY, SCAN_EQUAL, SCAN_LOW_OR_EQUAL, SCAN_HIGH_OR_EQUAL ->
          drive.deleted(head, physical);
      case READ_DELETED_DATA -> !drive.deleted(head, physical);
      default -> false;
    };
  }

  /** The whole sector has passed under the head. */
  private void sector() {
    FloppyDrive drive = fdc.selected();
    if (drive == null || !drive.turning()) {
      locate();
      return;
    }
    if (skipped(drive)) {
      st2 |= ST2_CONTROL_MARK;
      next(false);
      return;
    }
    int moved = total;
    boolean full = false;
    if (command.givesData()) {
      drive.read(head, physical, buffer);
      moved = fdc.dmaGate() ? dma.write(buffer, 0, total) : 0;
      full = moved > 0 && dma.terminalCount();
    } else if (command.takesData()) {
      Arrays.fill(buffer, (byte) 0);
      moved = fdc.dmaGate() ? dma.read(buffer, 0, total) : 0;
      full = moved > 0 && dma.terminalCount();
    }
    if (moved < total && !full) {
      st1 |= ST1_OVERRUN;
      finish(ST0_ABNORMAL);
    } else {
      passed(drive, moved, full);
    }
  }

  /** One byte has passed under the head, in non-DMA mode. */
  private void bytes() {
    FloppyDrive drive = fdc.selected();
    if (drive == null || !drive.turning()) {
      locate();
      return;
    }
    boolean gives = command.givesData();
    if (gives ? fifoCount == fdc.fifoDepth() : fifoCount == 0) {
      st1 |= ST1_OVERRUN;
      finish(ST0_ABNORMAL);
      return;
    }
    if (gives) {
      if (pos == 0) {
        drive.read(head, physical, buffer);
      }
      fifo[fifoCount++] = buffer[pos++];
    } else {
      buffer[pos++] = (byte) pop();
    }
    if (pos < total) {
      event.in(command == FdcCommand.FORMAT_TRACK ? drive.type().revolution() / total : byteTime());
    } else if (command == FdcCommand.FORMAT_TRACK) {
      format(drive);
    } else {
      passed(drive, total, false);
    }
    ask();
  }

  /** A sector's data is where it should be, or in the buffer to be written. */
  private void passed(FloppyDrive drive, int moved, boolean full) {
    if (command.writes()) {
      drive.write(head, r, buffer, command == FdcCommand.WRITE_DELETED_DATA);
    } else if (command.scans() && scan(drive, moved)) {
      finish(0);
      return;
    } else if (otherMark(drive)) {
      st2 |= ST2_CONTROL_MARK; // table 5-3: the address is not incremented
      finish(0);
      return;
    }
    next(full);
  }

  /** Goes to the next sector, or ends (sections 5.1.1 and 5.1.6, tables 5-6 and 5-9). */
  private void next(boolean full) {
    if (command == FdcCommand.READ_TRACK) {
      count++;
      r++;
      if (full || count == eot) {
        finish(0);
      } else {
        locate();
      }
      return;
    }
    boolean done = full || counted && ++count == (last == 0 ? 256 : last);
    boolean stays = r < eot;
    if (done) {
      endScan();
      advance();
      finish(0);
    } else if (stays) {
      r += command.scans() && last == 2 ? 2 : 1;
      if (r > eot) {
        endScan();
        finish(0);
      } else {
        locate();
      }
    } else if (multiTrack && head == 0) {
      head = 1;
      h ^= 1;
      r = 1;
      locate();
    } else {
      endOfCylinder();
    }
  }

  private void endOfCylinder() {
    advance();
    if (command == FdcCommand.VERIFY && !counted) {
      finish(0); // the last sector is VERIFY's terminal count
    } else if (command.scans()) {
      endScan();
      finish(0);
    } else {
      st1 |= ST1_END_OF_CYLINDER;
      finish(ST0_ABNORMAL);
    }
  }

  private void endScan() {
    if (command.scans()) {
      st2 |= ST2_SCAN_NOT_SATISFIED;
    }
  }

  /** The ID that the result gives, of the sector that would have been next (table 5-6). */
  private void advance() {
    if (r != eot) {
      r++;
      return;
    }
    r = 1;
    if (!multiTrack || head == 1) {
      c++;
    }
    if (multiTrack) {
      h ^= 1;
    }
  }

  /** Compares disk and memory (section 5.1.8); FFh on either side agrees with everything. */
  private boolean scan(FloppyDrive drive, int length) {
    byte[] disk = new byte[FloppyGeometry.SECTOR];
    drive.read(head, physical, disk);
    int order = 0;
    for (int i = 0; i < length && order == 0; i++) {
      int there = disk[i] & 0xFF;
      int here = buffer[i] & 0xFF;
      order = there == 0xFF || here == 0xFF ? 0 : Integer.compare(there, here);
    }
    if (order == 0) {
      st2 |= ST2_SCAN_EQUAL_HIT;
    }
    return order == 0
        || order < 0 && command == FdcCommand.SCAN_LOW_OR_EQUAL
        || order > 0 && command == FdcCommand.SCAN_HIGH_OR_EQUAL;
  }

  // FORMAT TRACK, section 5.1.7: from one index pulse to the next.

  private void awaitIndexToFormat() {
    FloppyDrive drive = fdc.selected();
    long index = nextIndex(drive);
    if (nonDma && total > 0) {
      step = Step.BYTES;
      pos = 0;
      event.at(index + drive.type().revolution() / total);
    } else {
      step = Step.FORMATTING;
      event.at(index + drive.type().revolution());
    }
  }

  private void formatByDma() {
    FloppyDrive drive = fdc.selected();
    if (drive == null || !drive.turning()) {
      locate();
      return;
    }
    int moved = fdc.dmaGate() ? dma.read(buffer, 0, total) : 0;
    if (moved < total) {
      st1 |= ST1_OVERRUN;
      finish(ST0_ABNORMAL);
    } else {
      format(drive);
    }
  }

  private void format(FloppyDrive drive) {
    drive.format(head, mfm ? fdc.rate() : 0, buffer, eot, last);
    finish(0);
  }

  // The end.

  private void finish(int interruptCode) {
    event.cancel();
    dma.request(false);
    st0 = st0 & ST0_SEEK_END | interruptCode | head << 2 | unit;
    if (nonDma && command.givesData() && fifoCount > 0) {
      step = Step.DRAINING; // section 3.2: the result follows the last byte
      ask();
    } else {
      complete();
    }
  }

  private void complete() {
    step = Step.IDLE;
    request = false;
    fifoCount = 0;
    fdc.transferred(st0, st1, st2, c, h, r, n);
  }

  // The FIFO in non-DMA mode, section 3.2.

  boolean byFifo() {
    return nonDma;
  }

  boolean givesData() {
    return command.givesData();
  }

  /** RQM, and the interrupt pin, in the execution phase. */
  boolean requests() {
    return request;
  }

  int lastSector() {
    return eot;
  }

  int head() {
    return head;
  }

  private int pop() {
    int value = fifo[0] & 0xFF;
    fifoCount--;
    System.arraycopy(fifo, 1, fifo, 0, fifoCount);
    return value;
  }

  int peek() {
    return nonDma && command.givesData() && fifoCount > 0 ? fifo[0] & 0xFF : 0xFF;
  }

  int take() {
    if (!nonDma || !command.givesData() || fifoCount == 0) {
      return 0xFF;
    }
    int value = pop();
    if (step == Step.DRAINING && fifoCount == 0) {
      complete();
    }
    ask();
    return value;
  }

  void put(int value) {
    if (nonDma && command.takesData() && fifoCount < fdc.fifoDepth()) {
      fifo[fifoCount++] = (byte) value;
      ask();
    }
  }

  /** Whether the chip asks for service: from the threshold on, until the FIFO is empty or full. */
  private void ask() {
    if (!nonDma || step == Step.IDLE) {
      request = false;
    } else if (command.givesData()) {
      boolean rest = pos == total || step == Step.DRAINING;
      int enough = rest ? 1 : Math.max(1, fdc.fifoDepth() - fdc.fifoThreshold());
      request = fifoCount > 0 && (request || fifoCount >= enough);
    } else {
      int low = fdc.fifoDepth() == 1 ? 0 : fdc.fifoThreshold();
      boolean wanted = fifoCount < fdc.fifoDepth() && wantsMore();
      request = wanted && (request || fifoCount <= low);
    }
    fdc.requestChanged();
  }

  private boolean wantsMore() {
    boolean another = r != eot || multiTrack && head == 0;
    return pos + fifoCount < total || command != FdcCommand.FORMAT_TRACK && another;
  }

  void state(StateIo io) {
    event.state(io);
    step = io.constant("step", Step.class, step);
    command = io.constant("command", FdcCommand.class, command);
    multiTrack = io.bit("multiTrack", multiTrack);
    mfm = io.bit("mfm", mfm);
    skip = io.bit("skip", skip);
    nonDma = io.bit("nonDma", nonDma);
    counted = io.bit("counted", counted);
    unit = io.i32("unit", unit);
    head = io.i32("head", head);
    c = io.i32("c", c);
    h = io.i32("h", h);
    r = io.i32("r", r);
    n = io.i32("n", n);
    eot = io.i32("eot", eot);
    last = io.i32("last", last);
    count = io.i32("count", count);
    physical = io.i32("physical", physical);
    st0 = io.i32("st0", st0);
    st1 = io.i32("st1", st1);
    st2 = io.i32("st2", st2);
    io.bytes("buffer", buffer);
    pos = io.i32("pos", pos);
    total = io.i32("total", total);
    io.bytes("fifo", fifo);
    fifoCount = io.i32("fifoCount", fifoCount);
    request = io.bit("request", request);
  }
}
