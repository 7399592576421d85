package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.host.BlockStore;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * A fixed disk with an ATA interface, addressed by cylinder, head and sector or by LBA of 28 bits.
 *
 * <p>Datasheet: ANSI X3T10/948D, AT Attachment Interface with Extensions (ATA-2), revision 4c:
 * commands in section 9, protocols in 10; FLUSH CACHE after ATA/ATAPI-4.
 *
 * <p>Deviations: no single word or Ultra DMA, READ LONG, WRITE LONG, FORMAT TRACK and security;
 * SLEEP is STANDBY; no bad sectors; the time of an access does not depend on the distance; there is
 * no write cache, each sector is on the medium before the command ends.
 */
public final class AtaDisk extends IdeDevice {
  private static final int SECTOR = 512;
  private static final int MAX_MULTIPLE = 16;
  private static final int HEADS = 16;
  private static final int SECTORS_PER_TRACK = 63;
  private static final int MAX_CYLINDERS = 16383;
  private static final long MAX_SECTORS = (1L << 28) - 1;

  private static final long COMMAND_TIME = 10_000;
  private static final long ACCESS_TIME = 100_000;
  private static final long SECTOR_TIME = 20_000;

  private static final int POWER_ACTIVE = 0xFF;
  private static final int POWER_STANDBY = 0x00;

  /** What happens when the busy time is over. */
  private enum Step {
    NONE,
    DONE,
    DIAGNOSED,
    FAIL,
    IDENTIFY,
    READ,
    VERIFY,
    WRITE_FIRST,
    WRITE,
    OFFER_BUFFER,
    COLLECT_BUFFER,
    BUFFER_WRITTEN
  }

  private final BlockStore medium;
  private final int sectors;
  private final int cylinders;

  private Step step = Step.NONE;
  private int failure;
  private int remaining;
  private int block = 1; // sectors a block of the command under way
  private int inBlock;
  private boolean dma; // the command under way moves its data by DMA
  private int multiple;
  private int heads = HEADS;
  private int sectorsPerTrack = SECTORS_PER_TRACK;
  private int power = POWER_ACTIVE;

  /**
   * A disk on an image.
   *
   * @throws quimera.core.host.HostException if the image cannot be a disk
   */
  public AtaDisk(BlockStore medium, Scheduler scheduler) {
    super(scheduler, MAX_MULTIPLE * SECTOR);
    this.medium = medium;
    sectors = (int) Math.min(medium.sectors(), MAX_SECTORS);
    cylinders = Math.max(1, Math.min(sectors / (HEADS * SECTORS_PER_TRACK), MAX_CYLINDERS));
  }

  /** Sectors of 512 bytes. */
  public int sectors() {
    return sectors;
  }

  /** Cylinders of the default translation, with 16 heads and 63 sectors a track. */
  public int cylinders() {
    return cylinders;
  }

  @Override
  void command(int code) {
    dma = false;
    switch (code >= 0x10 && code < 0x20 || code >= 0x70 && code < 0x80 ? code & 0xF0 : code) {
      case 0x10 -> access(Step.DONE); // RECALIBRATE
      case 0x20, 0x21 -> transfer(Step.READ, 1); // READ SECTOR(S)
      case 0x30, 0x31, 0x3C -> transfer(Step.WRITE_FIRST, 1); // WRITE SECTOR(S), WRITE VERIFY
      case 0x40, 0x41 -> transfer(Step.VERIFY, 1); // READ VERIFY SECTOR(S)
      case 0x70 -> seek();
      case 0x90 -> diagnose();
      case 0x91 -> initializeDeviceParameters();
      case 0x94, 0xE0, 0x96, 0xE2, 0x99, 0xE6 -> setPower(POWER_STANDBY); // STANDBY, SLEEP
      case 0x95, 0xE1, 0x97, 0xE3 -> setPower(POWER_ACTIVE); // IDLE
      case 0x98, 0xE5 -> checkPowerMode();
      case 0xC4 -> multiple(Step.READ); // READ MULTIPLE
      case 0xC5 -> multiple(Step.WRITE_FIRST); // WRITE MULTIPLE
      case 0xC6 -> setMultipleMode();
      case 0xC8, 0xC9 -> byDma(Step.READ); // READ DMA
      case 0xCA, 0xCB -> byDma(Step.WRITE_FIRST); // WRITE DMA
      case 0xE4 -> quick(Step.OFFER_BUFFER); // READ BUFFER
      case 0xE8 -> quick(Step.COLLECT_BUFFER); // WRITE BUFFER
      case 0xE7 -> flushCache();
      case 0xEC -> quick(Step.IDENTIFY); // IDENTIFY DEVICE
      case 0xEF -> setFeatures();
      // NOP, PACKET, IDENTIFY PACKET DEVICE and DEVICE RESET among them, as a packet device is told
      default -> abort();
    }
  }

  /** EXECUTE DEVICE DIAGNOSTIC, which the channel gives to both devices (section 9.3). */
  private void diagnose() {
    diagnosed();
    quick(Step.DIAGNOSED);
  }

  private void quick(Step next) {
    step = next;
    busyFor(COMMAND_TIME);
  }

  private void access(Step next) {
    power = POWER_ACTIVE;
    step = next;
    busyFor(ACCESS_TIME);
  }

  private void abort() {
    failure = ABRT;
    quick(Step.FAIL);
  }

  private void notFound() {
    failure = IDNF;
    quick(Step.FAIL);
  }

  // Commands with data.

  private void multiple(Step next) {
    if (multiple == 0) {
      abort();
    } else {
      transfer(next, multiple);
    }
  }

  private void byDma(Step next) {
    dma = true;
    transfer(next, MAX_MULTIPLE);
  }

  private void transfer(Step next, int sectorsABlock) {
    if (next == Step.WRITE_FIRST && medium.readOnly()) {
      abort();
      return;
    }
    remaining = sectorCount == 0 ? 256 : sectorCount;
    block = sectorsABlock;
    if (next == Step.WRITE_FIRST && address() >= 0) {
      power = POWER_ACTIVE;
      quick(next);
    } else {
      access(next);
    }
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
          idle(); // device 0 interrupts for both
        }
      }
      case FAIL -> fail(failure);
      case IDENTIFY -> {
        AtaIdentity.fill(buffer, this);
        offer(SECTOR);
      }
      case READ -> readBlock();
      case VERIFY -> verify();
      case WRITE_FIRST -> askBlock(false);
      case WRITE -> writeBlock();
      case OFFER_BUFFER -> offer(SECTOR);
      case COLLECT_BUFFER -> {
        step = Step.BUFFER_WRITTEN;
        collect(SECTOR, false);
      }
      case BUFFER_WRITTEN -> done();
      case NONE -> throw new IllegalStateException("busy with nothing");
    }
  }

  /** How many of the next block's sectors are on the disk. */
  private int sectorsAhead() {
    long at = address();
    return at < 0 ? 0 : (int) Math.min(Math.min(block, remaining), sectors - at);
  }

  private void readBlock() {
    inBlock = sectorsAhead();
    if (inBlock == 0) {
      stopAtBadAddress();
      return;
    }
    medium.read(address() * SECTOR, buffer, 0, inBlock * SECTOR);
    step = Step.READ;
    passed();
    if (dma) {
      request(inBlock * SECTOR, true);
    } else {
      offer(inBlock * SECTOR);
    }
  }

  @Override
  void blockTaken() {
    if (step == Step.READ && remaining > 0) {
      busyFor(SECTOR_TIME * inBlock);
    } else if (dma) {
      step = Step.NONE;
      done();
    } else {
      step = Step.NONE;
      idle();
    }
  }

  private void askBlock(boolean withInterrupt) {
    inBlock = sectorsAhead();
    if (inBlock == 0) {
      stopAtBadAddress();
      return;
    }
    step = Step.WRITE;
    if (dma) {
      request(inBlock * SECTOR, false);
    } else {
      collect(inBlock * SECTOR, withInterrupt);
    }
  }

  @Override
  void blockGiven() {
    busyFor(step == Step.WRITE ? SECTOR_TIME * inBlock : COMMAND_TIME);
  }

  private void writeBlock() {
    medium.write(address() * SECTOR, buffer, 0, inBlock * SECTOR);
    passed();
    if (remaining > 0) {
      askBlock(true);
    } else {
      done();
    }
  }

  private void verify() {
    block = remaining;
    inBlock = sectorsAhead();
    if (inBlock < remaining) {
      passed();
      stopAtBadAddress();
    } else {
      passed();
      done();
    }
  }

  private void stopAtBadAddress() {
    step = Step.NONE;
    fail(IDNF);
  }

  /**
   * After {@code inBlock} sectors: the count goes down, the address to the last or the next sector.
   */
  private void passed() {
    long at = address();
    remaining -= inBlock;
    sectorCount = remaining & 0xFF;
    if (inBlock > 0) {
      setAddress(at + inBlock - (remaining == 0 ? 1 : 0));
    }
  }

  // Addresses, section 7.1.

  /** The sector that the registers name, or -1 if there is none such. */
  private long address() {
    long at;
    if ((device & DEVICE_LBA) != 0) {
      at = lbaLow | lbaMid << 8 | lbaHigh << 16 | (device & 15) << 24;
    } else {
      int head = device & 15;
      if (lbaLow == 0 || lbaLow > sectorsPerTrack || head >= heads) {
        return -1;
      }
      at = ((long) (lbaHigh << 8 | lbaMid) * heads + head) * sectorsPerTrack + lbaLow - 1;
    }
    return at < sectors ? at : -1;
  }

  private void setAddress(long sector) {
    if ((device & DEVICE_LBA) != 0) {
      lbaLow = (int) sector & 0xFF;
      lbaMid = (int) (sector >> 8) & 0xFF;
      lbaHigh = (int) (sector >> 16) & 0xFF;
      device = device & ~15 | (int) (sector >> 24) & 15;
    } else {
      lbaLow = (int) (sector % sectorsPerTrack) + 1;
      long track = sector / sectorsPerTrack;
      device = device & ~15 | (int) (track % heads);
      lbaMid = (int) (track / heads) & 0xFF;
      lbaHigh = (int) (track / heads >> 8) & 0xFF;
    }
  }

  // Commands without data.

  private void seek() {
    if (address() < 0) {
      notFound();
    } else {
      access(Step.DONE);
    }
  }

  /** Section 9.10: the translation that CHS addresses mean from now on. */
  private void initializeDeviceParameters() {
    if (sectorCount == 0) {
      abort();
      return;
    }
    heads = (device & 15) + 1;
    sectorsPerTrack = sectorCount;
    quick(Step.DONE);
  }

  private void setMultipleMode() {
    if (sectorCount > MAX_MULTIPLE || Integer.bitCount(sectorCount) > 1) {
      multiple = 0;
      abort();
    } else {
      multiple = sectorCount;
      quick(Step.DONE);
    }
  }

  private void setPower(int mode) {
    power = mode;
    if (mode == POWER_STANDBY) {
      medium.flush();
    }
    quick(Step.DONE);
  }

  private void checkPowerMode() {
    sectorCount = power;
    quick(Step.DONE);
  }

  private void flushCache() {
    if (!medium.readOnly()) {
      medium.flush();
    }
    quick(Step.DONE);
  }

  /** Section 9.22: what is always so may be asked for; the rest is refused. */
  private void setFeatures() {
    boolean known =
        switch (features) {
          case 0x82, 0x55, 0xAA, 0x66, 0xCC -> true; // write cache off, look-ahead, defaults
          case 0x03 -> setTransferMode(sectorCount);
          default -> false;
        };
    if (known) {
      quick(Step.DONE);
    } else {
      abort();
    }
  }

  // For IDENTIFY DEVICE.

  int heads() {
    return heads;
  }

  int sectorsPerTrack() {
    return sectorsPerTrack;
  }

  int translatedCylinders() {
    return Math.min(sectors / (heads * sectorsPerTrack), 0xFFFF);
  }

  int multipleSetting() {
    return multiple;
  }

  static int maxMultiple() {
    return MAX_MULTIPLE;
  }

  static int defaultHeads() {
    return HEADS;
  }

  static int defaultSectorsPerTrack() {
    return SECTORS_PER_TRACK;
  }

  // Resets.

  @Override
  void signature() {
    lbaMid = lbaHigh = 0;
  }

  @Override
  void forget(boolean powerOn) {
    step = Step.NONE;
    failure = remaining = inBlock = 0;
    block = 1;
    dma = false;
    power = POWER_ACTIVE;
    Arrays.fill(buffer, (byte) 0);
    if (powerOn) {
      multiple = 0;
      heads = HEADS;
      sectorsPerTrack = SECTORS_PER_TRACK;
    }
  }

  @Override
  void state(StateIo io) {
    super.state(io);
    io.section("content", medium::state);
    step = io.constant("step", Step.class, step);
    failure = io.i32("failure", failure);
    remaining = io.i32("remaining", remaining);
    block = io.i32("block", block);
    inBlock = io.i32("inBlock", inBlock);
    dma = io.bit("dma", dma);
    multiple = io.i32("multiple", multiple);
    heads = io.i32("heads", heads);
    sectorsPerTrack = io.i32("sectorsPerTrack", sectorsPerTrack);
    power = io.i32("power", power);
  }
}
