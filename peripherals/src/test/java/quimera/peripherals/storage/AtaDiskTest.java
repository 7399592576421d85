package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Bytes;
import quimera.core.host.HostException;
import quimera.core.time.Scheduler;
import quimera.peripherals.image.MemoryStore;

/** The commands of a disk, each with its errors. */
class AtaDiskTest {
  private static final int SECTORS = 65 * 16 * 63;

  private final IdeBench bench = new IdeBench(SECTORS, 0);

  @Test
  void identifyDescribesTheDisk() {
    assertThat(bench.command(0xEC)).isEqualTo(0x58);
    byte[] words = bench.take(512);
    assertThat(bench.alternateStatus()).isEqualTo(0x50);
    assertThat(Bytes.get16(words, 0)).isEqualTo(0x0040);
    assertThat(Bytes.get16(words, 2)).as("cylinders").isEqualTo(65);
    assertThat(Bytes.get16(words, 6)).as("heads").isEqualTo(16);
    assertThat(Bytes.get16(words, 12)).as("sectors").isEqualTo(63);
    assertThat(Bytes.get32(words, 120)).as("LBA capacity").isEqualTo(SECTORS);
    assertThat(Bytes.get32(words, 114)).as("CHS capacity").isEqualTo(SECTORS);
    assertThat(Bytes.get16(words, 94)).as("16 sectors a block").isEqualTo(0x8010);
    assertThat(Bytes.get16(words, 98)).as("LBA, DMA").isEqualTo(0x0300);
    assertThat(Bytes.get16(words, 126)).as("multiword DMA 0-2").isEqualTo(0x0007);
    assertThat(words[54]).as("the first letter is in the upper half").isEqualTo((byte) 'U');
    assertThat(words[55]).isEqualTo((byte) 'Q');
  }

  @Test
  void aPacketDevicesCommandsAreAborted() {
    for (int code : new int[] {0xA1, 0xA0, 0x08, 0x00, 0x22, 0x50, 0xFF}) {
      assertThat(bench.command(code)).as("%x", code).isEqualTo(0x51);
      assertThat(bench.in(1)).isEqualTo(0x04);
    }
    assertThat(bench.command(0x10)).as("and the next command is free of it").isEqualTo(0x50);
    assertThat(bench.in(1)).isZero();
  }

  @Test
  void readSectorsInterruptsForEach() {
    bench.lba(300, 3);
    bench.out(7, 0x20);
    for (int i = 0; i < 3; i++) {
      assertThat(bench.await()).isEqualTo(0x58);
      assertThat(bench.take(512)).containsOnly((byte) (300 + i));
    }
    assertThat(bench.alternateStatus()).as("no more, and no interrupt").isEqualTo(0x50);
    assertThat(bench.channel.irq.isHigh()).isFalse();
    assertThat(bench.in(2)).as("count").isZero();
    assertThat(bench.in(3) | bench.in(4) << 8).as("the last sector").isEqualTo(302);
  }

  @Test
  void aCountOfZeroMeans256Sectors() {
    bench.lba(0, 0);
    bench.out(7, 0x21);
    for (int i = 0; i < 256; i++) {
      assertThat(bench.await()).isEqualTo(0x58);
      bench.take(512);
    }
    assertThat(bench.await()).isEqualTo(0x50);
  }

  @Test
  void chsAndLbaNameTheSameSectors() {
    bench.chs(1, 2, 3, 2);
    bench.out(7, 0x20);
    int expected = (16 + 2) * 63 + 2;
    assertThat(bench.await()).isEqualTo(0x58);
    assertThat(bench.take(512)).containsOnly((byte) expected);
    bench.await();
    assertThat(bench.take(512)).containsOnly((byte) (expected + 1));
    assertThat(bench.in(3)).as("sector").isEqualTo(4);
    assertThat(bench.in(6) & 15).as("head").isEqualTo(2);
  }

  @Test
  void initializeDeviceParametersChangesTheTranslation() {
    bench.out(2, 17);
    bench.out(6, 0xA3);
    assertThat(bench.command(0x91)).isEqualTo(0x50);
    bench.chs(2, 1, 5, 1);
    bench.command(0x20);
    assertThat(bench.take(512)).containsOnly((byte) ((2 * 4 + 1) * 17 + 4));
    bench.chs(0, 4, 1, 1);
    assertThat(bench.command(0x20)).as("head 4 is none of four").isEqualTo(0x51);
    bench.command(0xEC);
    byte[] words = bench.take(512);
    assertThat(Bytes.get16(words, 110)).isEqualTo(4);
    assertThat(Bytes.get16(words, 112)).isEqualTo(17);
    bench.out(2, 0);
    assertThat(bench.command(0x91)).isEqualTo(0x51);
  }

  @Test
  void anAddressBeyondTheEndIsNotFound() {
    bench.lba(SECTORS, 1);
    assertThat(bench.command(0x20)).isEqualTo(0x51);
    assertThat(bench.in(1)).isEqualTo(0x10);
    bench.chs(0, 0, 0, 1);
    assertThat(bench.command(0x20)).as("there is no sector 0").isEqualTo(0x51);
    bench.chs(65, 0, 1, 1);
    assertThat(bench.command(0x70)).as("SEEK").isEqualTo(0x51);
    bench.lba(SECTORS, 1);
    assertThat(bench.command(0x30)).isEqualTo(0x51);
    assertThat(bench.in(1)).isEqualTo(0x10);
  }

  @Test
  void aTransferOverTheEndStopsThereAndSaysWhere() {
    bench.lba(SECTORS - 1, 3);
    assertThat(bench.command(0x20)).isEqualTo(0x58);
    bench.take(512);
    assertThat(bench.await()).isEqualTo(0x51);
    assertThat(bench.in(1)).isEqualTo(0x10);
    assertThat(bench.in(2)).as("two are left").isEqualTo(2);
    assertThat(bench.in(3) | bench.in(4) << 8).isEqualTo(SECTORS & 0xFFFF);
  }

  @Test
  void writeSectorsAsksForTheFirstBlockWithoutAnInterrupt() {
    bench.lba(40, 2);
    bench.out(7, 0x30);
    bench.scheduler.advanceTo(1_000_000);
    assertThat(bench.alternateStatus()).isEqualTo(0x58);
    assertThat(bench.channel.irq.isHigh()).isFalse();
    bench.give(512, 0xA1);
    assertThat(bench.alternateStatus() & 0x80).as("busy writing").isNotZero();
    bench.scheduler.advanceTo(2_000_000);
    assertThat(bench.channel.irq.isHigh()).isTrue();
    assertThat(bench.in(7)).isEqualTo(0x58);
    bench.give(512, 0xA2);
    assertThat(bench.await()).isEqualTo(0x50);
    assertThat(bench.sector(40)).containsOnly(0xA1);
    assertThat(bench.sector(41)).containsOnly(0xA2);
    assertThat(bench.sector(42)).containsOnly(42);
  }

  @Test
  void multipleModeMovesSeveralSectorsABlock() {
    bench.lba(0, 5);
    assertThat(bench.command(0xC4)).as("before SET MULTIPLE MODE").isEqualTo(0x51);
    bench.out(2, 3);
    assertThat(bench.command(0xC6)).as("no power of two").isEqualTo(0x51);
    bench.out(2, 32);
    assertThat(bench.command(0xC6)).as("too many").isEqualTo(0x51);
    bench.out(2, 4);
    assertThat(bench.command(0xC6)).isEqualTo(0x50);

    bench.lba(100, 5);
    assertThat(bench.command(0xC4)).isEqualTo(0x58);
    assertThat(bench.take(4 * 512)).endsWith((byte) 103);
    assertThat(bench.await()).isEqualTo(0x58);
    assertThat(bench.take(512)).containsOnly((byte) 104);
    assertThat(bench.await()).isEqualTo(0x50);

    bench.lba(200, 6);
    bench.command(0xC5);
    bench.give(4 * 512, 0x77);
    assertThat(bench.await()).isEqualTo(0x58);
    bench.give(2 * 512, 0x78);
    assertThat(bench.await()).isEqualTo(0x50);
    assertThat(bench.sector(203)).containsOnly(0x77);
    assertThat(bench.sector(205)).containsOnly(0x78);
    assertThat(bench.sector(206)).containsOnly((byte) 206);
    bench.command(0xEC);
    assertThat(Bytes.get16(bench.take(512), 118)).isEqualTo(0x0104);
  }

  @Test
  void readVerifyMovesNothingAndFindsTheEnd() {
    bench.lba(10, 20);
    assertThat(bench.command(0x40)).isEqualTo(0x50);
    assertThat(bench.in(3)).isEqualTo(29);
    bench.lba(SECTORS - 5, 20);
    assertThat(bench.command(0x41)).isEqualTo(0x51);
    assertThat(bench.in(2)).isEqualTo(15);
  }

  @Test
  void seekAndRecalibrateEndWell() {
    bench.lba(1000, 1);
    assertThat(bench.command(0x7F)).isEqualTo(0x50);
    assertThat(bench.command(0x1A)).isEqualTo(0x50);
  }

  @Test
  void powerModesAreKept() {
    assertThat(bench.command(0xE5)).isEqualTo(0x50);
    assertThat(bench.in(2)).as("active").isEqualTo(0xFF);
    assertThat(bench.command(0xE0)).isEqualTo(0x50);
    bench.command(0x98);
    assertThat(bench.in(2)).as("standby").isZero();
    bench.lba(0, 1);
    bench.command(0x40);
    bench.command(0xE5);
    assertThat(bench.in(2)).as("an access wakes the disk").isEqualTo(0xFF);
    assertThat(bench.command(0xE2)).isEqualTo(0x50);
    assertThat(bench.command(0xE1)).isEqualTo(0x50);
    bench.command(0xE5);
    assertThat(bench.in(2)).isEqualTo(0xFF);
  }

  @Test
  void setFeaturesTakesWhatTheDiskCanDo() {
    bench.out(1, 0x03);
    bench.out(2, 0x0C);
    assertThat(bench.command(0xEF)).as("PIO mode 4").isEqualTo(0x50);
    bench.out(2, 0x22);
    assertThat(bench.command(0xEF)).as("multiword DMA 2").isEqualTo(0x50);
    bench.command(0xEC);
    assertThat(Bytes.get16(bench.take(512), 126)).as("selected").isEqualTo(0x0407);
    bench.out(1, 0x03);
    bench.out(2, 0x42);
    assertThat(bench.command(0xEF)).as("Ultra DMA").isEqualTo(0x51);
    bench.out(1, 0x02);
    assertThat(bench.command(0xEF)).as("there is no write cache").isEqualTo(0x51);
    bench.out(1, 0x82);
    assertThat(bench.command(0xEF)).isEqualTo(0x50);
  }

  @Test
  void flushCacheEndsWell() {
    assertThat(bench.command(0xE7)).isEqualTo(0x50);
  }

  @Test
  void theBufferIsWrittenAndReadBack() {
    assertThat(bench.command(0xE8)).isEqualTo(0x58);
    bench.give(512, 0x3C);
    assertThat(bench.await()).isEqualTo(0x50);
    assertThat(bench.command(0xE4)).isEqualTo(0x58);
    assertThat(bench.take(512)).containsOnly(0x3C);
  }

  @Test
  void aWriteProtectedMediumAbortsWrites() {
    Scheduler scheduler = new Scheduler();
    AtaDisk disk = new AtaDisk(new MemoryStore("ro.img", new byte[51200]), scheduler);
    IdeChannel channel = new IdeChannel(scheduler, disk, null);
    channel.commandBlock.write(2, 1, 1);
    channel.commandBlock.write(6, 1, 0xE0);
    channel.commandBlock.write(7, 1, 0x30);
    scheduler.advanceTo(1_000_000);
    assertThat(channel.commandBlock.read(7, 1)).isEqualTo(0x51);
    assertThat(channel.commandBlock.read(1, 1)).isEqualTo(0x04);
  }

  @Test
  void anImageThatIsNoMultipleOfASectorIsRefused() {
    assertThatThrownBy(
            () -> new AtaDisk(new MemoryStore("short.img", new byte[1000]), new Scheduler()))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("'short.img'")
        .hasMessageContaining("1000 bytes");
  }

  @Test
  void cylindersFollowFromTheSizeUpToTheLimitOfChs() {
    AtaDisk small = new AtaDisk(new MemoryStore("s.img", new byte[512 * 100]), new Scheduler());
    assertThat(small.cylinders()).isEqualTo(1);
    assertThat(small.sectors()).isEqualTo(100);
  }
}
