package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.bus.Bytes;
import quimera.core.host.BlockStore;
import quimera.core.host.MediaSlot;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * A CD-ROM drive with an ATAPI interface: packets of the SCSI multimedia commands through the
 * registers of an ATA disk.
 *
 * <p>Datasheet: SFF-8020i revision 2.6 (ATAPI for CD-ROMs): registers in 7, the protocol in 5,
 * commands in 10; T10 MMC-2 for GET CONFIGURATION and GET EVENT STATUS NOTIFICATION.
 *
 * <p>Deviations: data discs of one session with 2048 bytes a sector only, no audio; no overlapped
 * commands; the tray moves in no time; a seek takes as long as any other.
 */
public final class AtapiCdrom extends IdeDevice implements MediaSlot {
  static final int SECTOR = 2048;

  /** The most that goes through the data port at once: a byte count is 16 bits. */
  private static final int MAX_CHUNK = 31 * SECTOR;

  private static final int PACKET_BYTES = 12;

  private static final long COMMAND_TIME = 20_000;
  private static final long ACCESS_TIME = 400_000;

  // Interrupt reason, in place of the sector count (SFF-8020i 7.1.3).
  private static final int COMMAND = 1;
  private static final int TO_HOST = 2;

  // Sense keys (SFF-8020i, table 140).
  static final int NO_SENSE = 0;
  static final int NOT_READY = 2;
  static final int ILLEGAL_REQUEST = 5;
  static final int UNIT_ATTENTION = 6;

  // Additional sense codes (table 141).
  static final int INVALID_COMMAND = 0x20;
  static final int LBA_OUT_OF_RANGE = 0x21;
  static final int INVALID_FIELD = 0x24;
  static final int MEDIUM_CHANGED = 0x28;
  static final int POWER_ON = 0x29;
  static final int NO_MEDIUM = 0x3A;
  static final int REMOVAL_PREVENTED = 0x53;

  /** What happens when the busy time is over. */
  private enum Step {
    NONE,
    DONE,
    DIAGNOSED,
    FAIL,
    IDENTIFY,
    AWAIT_PACKET,
    PACKET,
    DATA_IN,
    DATA_OUT,
    GOOD
  }

  private final CdPackets packets = new CdPackets(this);
  private BlockStore medium;

  private Step step = Step.NONE;

  /** Bytes of the buffer still to be given to the host, and where they begin. */
  private int dataLength;

  private int dataStart;

  /** Sectors still to be read behind those in the buffer, and the next one's address. */
  private int sectorsLeft;

  private int nextSector;
  private int senseKey;
  private int senseCode;
  private boolean locked;
  private boolean dma; // the packet's data move by DMA

  /** A change of the medium or a reset that the host has not been told of. */
  private int attention = POWER_ON;

  /** For GET EVENT STATUS NOTIFICATION: 0 nothing, 1 eject asked, 2 new medium, 3 removal. */
  private int mediaEvent;

  /** A drive with this disc, or null. */
  public AtapiCdrom(BlockStore medium, Scheduler scheduler) {
    super(scheduler, 32 * SECTOR);
    this.medium = medium;
  }

  // The medium.

  @Override
  public void insert(BlockStore newMedium) {
    medium = newMedium;
    attention = newMedium == null ? attention : MEDIUM_CHANGED;
    mediaEvent = newMedium == null ? 3 : 2;
  }

  @Override
  public BlockStore medium() {
    return medium;
  }

  /** Sectors of 2048 bytes; a last one that is cut off counts. */
  int sectors() {
    return medium == null ? 0 : (int) ((medium.size() + SECTOR - 1) / SECTOR);
  }

  boolean locked() {
    return locked;
  }

  void lock(boolean lock) {
    locked = lock;
  }

  /** Opens the tray, as the host asked; what is in it goes. */
  void eject() {
    insert(null);
  }

  int takeMediaEvent() {
    int event = mediaEvent;
    mediaEvent = 0;
    return event;
  }

  // ATA commands.

  @Override
  void command(int code) {
    switch (code) {
      case 0x08 -> deviceReset();
      case 0x90 -> {
        diagnosed();
        quick(Step.DIAGNOSED);
      }
      case 0xA0 -> packet();
      case 0xA1 -> quick(Step.IDENTIFY); // IDENTIFY PACKET DEVICE
      case 0xE0, 0xE1, 0xE2, 0xE3, 0xE6 -> quick(Step.DONE); // power modes
      case 0xE5 -> {
        sectorCount = 0xFF; // CHECK POWER MODE: active
        quick(Step.DONE);
      }
      case 0xEF -> setFeatures();
      case 0x20, 0xEC -> {
        signature(); // READ SECTORS and IDENTIFY DEVICE tell the host what this is
        sectorCount = lbaLow = 1;
        quick(Step.FAIL);
      }
      default -> quick(Step.FAIL);
    }
  }

  private void quick(Step next) {
    step = next;
    busyFor(COMMAND_TIME);
  }

  /** DEVICE RESET, of one device without the other. */
  private void deviceReset() {
    beginReset(false);
    diagnosed();
    restAfterReset();
  }

  private void setFeatures() {
    boolean known =
        switch (features) {
          case 0x66, 0xCC -> true;
          case 0x03 -> setTransferMode(sectorCount);
          default -> false;
        };
    quick(known ? Step.DONE : Step.FAIL);
  }

  /** PACKET: overlap is not offered by IDENTIFY, and refused. */
  private void packet() {
    dma = (features & 1) != 0;
    quick((features & 2) != 0 ? Step.FAIL : Step.AWAIT_PACKET);
  }

  @Override
  void proceed() {
    Step now = step;
    step = Step.NONE;
    switch (now) {
      case DONE -> done();
      case DIAGNOSED -> {
        if (unit() == 0) {
          done();
        } else {
          idle();
        }
      }
      case FAIL -> fail(ABRT);
      case IDENTIFY -> {
        identify();
        offer(512);
      }
      case AWAIT_PACKET -> {
        sectorCount = COMMAND;
        step = Step.PACKET;
        collect(PACKET_BYTES, false);
      }
      case PACKET -> execute();
      case DATA_IN -> offerChunk();
      case DATA_OUT -> packets.given(buffer, dataLength);
      case GOOD -> {
        sectorCount = COMMAND | TO_HOST;
        done();
      }
      case NONE -> throw new IllegalStateException("busy with nothing");
    }
  }

  @Override
  void blockGiven() {
    busyFor(step == Step.PACKET && packets.reads(buffer[0]) ? ACCESS_TIME : COMMAND_TIME);
  }

  private void execute() {
    byte[] packet = Arrays.copyOf(buffer, PACKET_BYTES);
    if (attention != 0 && packets.reportsAttention(packet[0])) {
      int code = attention;
      attention = 0;
      check(UNIT_ATTENTION, code);
      return;
    }
    packets.execute(packet);
  }

  // What a packet's command leads to.

  /** Ends it well, without data. */
  void good() {
    senseKey = NO_SENSE;
    senseCode = 0;
    quick(Step.GOOD);
  }

  /** Ends it with CHECK CONDITION. */
  void check(int key, int code) {
    senseKey = key;
    senseCode = code;
    sectorCount = COMMAND | TO_HOST;
    fail(key << 4 | ABRT);
  }

  /** Whether there is a disc; if not, ends the command. */
  boolean ready() {
    if (medium == null) {
      check(NOT_READY, NO_MEDIUM);
      return false;
    }
    return true;
  }

  /** Gives the host what has been put into the buffer, as much as it allows. */
  void give(int length, int allocation) {
    dataStart = 0;
    dataLength = Math.min(length, allocation);
    sectorsLeft = 0;
    senseKey = NO_SENSE;
    senseCode = 0;
    if (dataLength == 0) {
      quick(Step.GOOD);
    } else {
      offerChunk();
    }
  }

  /** Reads sectors and gives them to the host. */
  void read(int sector, int count) {
    nextSector = sector;
    sectorsLeft = count;
    dataStart = dataLength = 0;
    senseKey = NO_SENSE;
    senseCode = 0;
    if (count == 0) {
      quick(Step.GOOD);
    } else {
      offerChunk();
    }
  }

  /** Asks the host for the parameters of a command. */
  void want(int length) {
    if (length == 0) {
      good();
      return;
    }
    dataLength = Math.min(length, buffer.length);
    sectorCount = 0;
    setByteCount(dataLength);
    step = Step.DATA_OUT;
    collect(dataLength + 1 & ~1, true);
  }

  /** The sense of the last command that failed, once. */
  int takeSense() {
    int sense = senseKey << 8 | senseCode;
    senseKey = NO_SENSE;
    senseCode = 0;
    return sense;
  }

  byte[] data() {
    return buffer;
  }

  /** As much as the buffer has and the host's byte count allows. */
  private void offerChunk() {
    if (dataLength == 0) {
      fill();
    }
    if (dma) {
      sectorCount = TO_HOST;
      step = Step.DATA_IN;
      int all = dataLength;
      dataLength = 0;
      request(all, true);
      return;
    }
    int limit = lbaMid | lbaHigh << 8;
    limit = limit == 0 ? MAX_CHUNK : Math.min(limit, MAX_CHUNK);
    limit = limit >= SECTOR ? limit - limit % SECTOR : Math.max(limit & ~1, 2);
    int chunk = Math.min(dataLength, limit);
    System.arraycopy(buffer, dataStart, buffer, 0, chunk);
    dataStart += chunk;
    dataLength -= chunk;
    sectorCount = TO_HOST;
    setByteCount(chunk);
    step = Step.DATA_IN;
    offer(chunk);
  }

  private void fill() {
    int count = Math.min(sectorsLeft, buffer.length / SECTOR);
    long at = (long) nextSector * SECTOR;
    int known = (int) Math.max(0, Math.min(count * (long) SECTOR, medium.size() - at));
    medium.read(at, buffer, 0, known);
    Arrays.fill(buffer, known, count * SECTOR, (byte) 0);
    nextSector += count;
    sectorsLeft -= count;
    dataStart = 0;
    dataLength = count * SECTOR;
  }

  private void setByteCount(int bytes) {
    lbaMid = bytes & 0xFF;
    lbaHigh = bytes >> 8 & 0xFF;
  }

  @Override
  void blockTaken() {
    if (step != Step.DATA_IN) {
      idle(); // IDENTIFY
    } else if (dataLength > 0 || sectorsLeft > 0 && medium != null) {
      busyFor(COMMAND_TIME);
    } else {
      quick(Step.GOOD);
    }
  }

  /** IDENTIFY PACKET DEVICE (SFF-8020i, table 12). */
  private void identify() {
    Arrays.fill(buffer, 0, 512, (byte) 0);
    Bytes.put16(buffer, 0, 0x85C0); // ATAPI, CD-ROM, removable, DRQ within 50 us, 12 bytes
    AtaIdentity.text(buffer, 10, 10, "QM0000" + (unit() + 5));
    AtaIdentity.text(buffer, 23, 4, "1.0");
    AtaIdentity.text(buffer, 27, 20, "QUIMERA CD-ROM");
    Bytes.put16(buffer, 2 * 48, 1); // 32-bit access to the data port
    Bytes.put16(buffer, 2 * 49, 0x0300); // LBA, DMA
    Bytes.put16(buffer, 2 * 53, 0x0003); // words 54-58 and 64-70 are valid
    Bytes.put16(buffer, 2 * 63, dmaModes());
    Bytes.put16(buffer, 2 * 64, 0x0003); // PIO modes 3 and 4
    Bytes.put16(buffer, 2 * 65, 120); // ns
    Bytes.put16(buffer, 2 * 66, 120);
    Bytes.put16(buffer, 2 * 67, 120);
    Bytes.put16(buffer, 2 * 68, 120);
    Bytes.put16(buffer, 2 * 80, 0x001E); // to ATA/ATAPI-4
  }

  // Resets.

  @Override
  void signature() {
    lbaMid = 0x14;
    lbaHigh = 0xEB;
  }

  @Override
  int statusAfterReset() {
    return 0; // DRDY comes with the first command (SFF-8020i 5.13)
  }

  @Override
  void forget(boolean powerOn) {
    step = Step.NONE;
    dataLength = dataStart = sectorsLeft = nextSector = 0;
    senseKey = senseCode = 0;
    dma = false;
    Arrays.fill(buffer, (byte) 0);
    if (powerOn) {
      locked = false;
      attention = POWER_ON;
      mediaEvent = 0;
    }
  }

  @Override
  void state(StateIo io) {
    super.state(io);
    String was = io.text("medium", medium == null ? "" : medium.name());
    if (io.loading() && was.isEmpty() != (medium == null)) {
      throw new StateException(
          was.isEmpty()
              ? "the CD drive was empty; start without --cdrom"
              : "the CD drive had '" + was + "' in it; give it with --cdrom");
    }
    step = io.constant("step", Step.class, step);
    dataLength = io.i32("dataLength", dataLength);
    dataStart = io.i32("dataStart", dataStart);
    sectorsLeft = io.i32("sectorsLeft", sectorsLeft);
    nextSector = io.i32("nextSector", nextSector);
    senseKey = io.i32("senseKey", senseKey);
    senseCode = io.i32("senseCode", senseCode);
    locked = io.bit("locked", locked);
    dma = io.bit("dma", dma);
    attention = io.i32("attention", attention);
    mediaEvent = io.i32("mediaEvent", mediaEvent);
    packets.state(io);
  }
}
