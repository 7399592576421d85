package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import quimera.core.time.Scheduler;
import quimera.peripherals.image.MemoryStore;

class AtapiCdromTest {
  private static final int SECTORS = 100;

  private final Scheduler scheduler = new Scheduler();
  private final AtapiCdrom drive = new AtapiCdrom(disc(), scheduler);
  private final IdeChannel channel = new IdeChannel(scheduler, drive, null);

  /** Every sector begins with its number. */
  private static MemoryStore disc() {
    byte[] bytes = new byte[SECTORS * AtapiCdrom.SECTOR];
    for (int i = 0; i < SECTORS; i++) {
      bytes[i * AtapiCdrom.SECTOR] = (byte) i;
    }
    return new MemoryStore("disc.iso", bytes);
  }

  private int register(int offset) {
    return (int) channel.commandBlock.read(offset, 1);
  }

  private void write(int offset, int value) {
    channel.commandBlock.write(offset, 1, value);
  }

  private void settle() {
    scheduler.advanceTo(scheduler.now() + 2_000_000);
  }

  /** Sends a packet with this byte count limit; returns STATUS after it. */
  private int packet(int limit, int... bytes) {
    write(IdeDevice.DEVICE, 0);
    write(IdeDevice.ERROR, 0);
    write(IdeDevice.LBA_MID, limit & 0xFF);
    write(IdeDevice.LBA_HIGH, limit >> 8);
    write(IdeDevice.STATUS, 0xA0);
    settle();
    assertThat(register(IdeDevice.STATUS) & IdeDevice.DRQ).as("asks for the packet").isNotZero();
    assertThat(register(IdeDevice.SECTOR_COUNT) & 3).as("command, to the device").isEqualTo(1);
    for (int i = 0; i < 12; i += 2) {
      int low = i < bytes.length ? bytes[i] : 0;
      int high = i + 1 < bytes.length ? bytes[i + 1] : 0;
      channel.commandBlock.write(IdeDevice.DATA, 2, low | high << 8);
    }
    settle();
    return register(IdeDevice.STATUS);
  }

  /** Reads one chunk; its length is what the drive says. */
  private byte[] chunk() {
    int length = register(IdeDevice.LBA_MID) | register(IdeDevice.LBA_HIGH) << 8;
    byte[] data = new byte[length];
    for (int i = 0; i < length; i += 2) {
      int word = (int) channel.commandBlock.read(IdeDevice.DATA, 2);
      data[i] = (byte) word;
      if (i + 1 < length) {
        data[i + 1] = (byte) (word >> 8);
      }
    }
    settle();
    return data;
  }

  private void acknowledgePowerOn() {
    packet(8, 0);
  }

  private int sense() {
    packet(18, 3, 0, 0, 0, 18);
    byte[] data = chunk();
    return (data[2] & 0xF) << 8 | data[12] & 0xFF;
  }

  @Test
  void resetLeavesThePacketSignatureAndNotReady() {
    assertThat(register(IdeDevice.LBA_MID)).isEqualTo(0x14);
    assertThat(register(IdeDevice.LBA_HIGH)).isEqualTo(0xEB);
    assertThat(register(IdeDevice.STATUS)).isZero();
  }

  @Test
  void identifyDeviceIsRefusedWithTheSignature() {
    write(IdeDevice.LBA_MID, 0);
    write(IdeDevice.STATUS, 0xEC);
    settle();
    assertThat(register(IdeDevice.STATUS) & IdeDevice.ERR).isNotZero();
    assertThat(register(IdeDevice.LBA_MID)).isEqualTo(0x14);
  }

  @Test
  void identifyPacketDeviceSaysCdRom() {
    write(IdeDevice.STATUS, 0xA1);
    settle();
    assertThat((int) channel.commandBlock.read(IdeDevice.DATA, 2)).isEqualTo(0x85C0);
  }

  @Test
  void theFirstCommandAfterPowerOnIsTold() {
    assertThat(packet(8, 0) & IdeDevice.ERR).isNotZero();
    assertThat(register(IdeDevice.ERROR) >> 4).isEqualTo(AtapiCdrom.UNIT_ATTENTION);
    assertThat(sense()).isEqualTo(0x600 | AtapiCdrom.POWER_ON);
    assertThat(packet(8, 0) & IdeDevice.ERR).isZero();
  }

  @Test
  void inquiryIsAnsweredWithoutAttention() {
    assertThat(packet(36, 0x12, 0, 0, 0, 36) & IdeDevice.ERR).isZero();
    byte[] data = chunk();
    assertThat(data).hasSize(36);
    assertThat(new String(data, 8, 7, StandardCharsets.US_ASCII)).isEqualTo("QUIMERA");
  }

  @Test
  void readsComeInChunksOfTheHostsByteCount() {
    acknowledgePowerOn();
    packet(2 * AtapiCdrom.SECTOR, 0x28, 0, 0, 0, 0, 7, 0, 0, 5);
    int[] numbers = new int[5];
    for (int i = 0; i < 5; i += 2) {
      assertThat(channel.irq.isHigh() || register(IdeDevice.STATUS) != 0).isTrue();
      assertThat(register(IdeDevice.SECTOR_COUNT) & 3).as("data, to the host").isEqualTo(2);
      byte[] data = chunk();
      for (int at = 0; at < data.length; at += AtapiCdrom.SECTOR) {
        numbers[i + at / AtapiCdrom.SECTOR] = data[at];
      }
    }
    assertThat(numbers).containsExactly(7, 8, 9, 10, 11);
    assertThat(register(IdeDevice.STATUS) & (IdeDevice.DRQ | IdeDevice.ERR)).isZero();
    assertThat(register(IdeDevice.SECTOR_COUNT) & 3).as("status").isEqualTo(3);
  }

  @Test
  void longReadsGoThroughTheBufferInParts() {
    acknowledgePowerOn();
    packet(0xFFFE, 0xA8, 0, 0, 0, 0, 0, 0, 0, 0, SECTORS);
    int next = 0;
    while ((register(IdeDevice.STATUS) & IdeDevice.DRQ) != 0) {
      byte[] data = chunk();
      for (int at = 0; at < data.length; at += AtapiCdrom.SECTOR) {
        assertThat(data[at]).isEqualTo((byte) next++);
      }
    }
    assertThat(next).isEqualTo(SECTORS);
  }

  @Test
  void readingBehindTheEndIsAnError() {
    acknowledgePowerOn();
    assertThat(packet(2048, 0x28, 0, 0, 0, 0, SECTORS, 0, 0, 1) & IdeDevice.ERR).isNotZero();
    assertThat(sense()).isEqualTo(0x500 | AtapiCdrom.LBA_OUT_OF_RANGE);
  }

  @Test
  void anUnknownCommandIsIllegal() {
    acknowledgePowerOn();
    assertThat(packet(8, 0xFF) & IdeDevice.ERR).isNotZero();
    assertThat(sense()).isEqualTo(0x500 | AtapiCdrom.INVALID_COMMAND);
    assertThat(sense()).as("told once").isZero();
  }

  @Test
  void capacityIsTheLastSectorAndItsSize() {
    acknowledgePowerOn();
    packet(8, 0x25);
    assertThat(chunk()).containsExactly(0, 0, 0, SECTORS - 1, 0, 0, 8, 0);
  }

  @Test
  void theTableOfContentsHasOneTrackAndTheLeadOut() {
    acknowledgePowerOn();
    packet(64, 0x43, 2, 0, 0, 0, 0, 0, 0, 64);
    byte[] toc = chunk();
    assertThat(toc).hasSize(20);
    assertThat(toc[6]).isEqualTo((byte) 1);
    assertThat(new byte[] {toc[9], toc[10], toc[11]}).as("00:02:00").containsExactly(0, 2, 0);
    assertThat(toc[14]).isEqualTo((byte) 0xAA);
    assertThat(new byte[] {toc[17], toc[18], toc[19]}).as("00:03:25").containsExactly(0, 3, 25);
  }

  @Test
  void anEmptyDriveIsNotReadyAndANewDiscIsTold() {
    acknowledgePowerOn();
    drive.insert(null);
    assertThat(packet(8, 0) & IdeDevice.ERR).isNotZero();
    assertThat(sense()).isEqualTo(0x200 | AtapiCdrom.NO_MEDIUM);
    drive.insert(disc());
    assertThat(packet(8, 0) & IdeDevice.ERR).isNotZero();
    assertThat(sense()).isEqualTo(0x600 | AtapiCdrom.MEDIUM_CHANGED);
    assertThat(packet(8, 0) & IdeDevice.ERR).isZero();
  }

  @Test
  void aLockedDriveDoesNotEject() {
    acknowledgePowerOn();
    packet(8, 0x1E, 0, 0, 0, 1);
    assertThat(packet(8, 0x1B, 0, 0, 0, 2) & IdeDevice.ERR).isNotZero();
    assertThat(drive.medium()).isNotNull();
    packet(8, 0x1E, 0, 0, 0, 0);
    assertThat(packet(8, 0x1B, 0, 0, 0, 2) & IdeDevice.ERR).isZero();
    assertThat(drive.medium()).isNull();
  }

  @Test
  void overlapIsRefused() {
    write(IdeDevice.ERROR, 2);
    write(IdeDevice.STATUS, 0xA0);
    settle();
    assertThat(register(IdeDevice.STATUS) & IdeDevice.ERR).isNotZero();
  }
}
