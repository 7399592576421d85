package quimera.peripherals.pci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device;
import quimera.core.time.Scheduler;
import quimera.peripherals.image.MemoryStore;
import quimera.peripherals.image.OverlayStore;
import quimera.peripherals.storage.AtaDisk;
import quimera.peripherals.storage.IdeChannel;

/** Blocks that go between a disk and memory without the processor. */
class Piix3IdeTest {
  private static final int BMIC = 0xC000;
  private static final int BMIS = 0xC002;
  private static final int BMIDTP = 0xC004;
  private static final int TABLE = 0x1000;

  private final Scheduler scheduler = new Scheduler();
  private final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  private final PortSpace ports = new PortSpace();
  private final Bus memory = new Bus(map, 32);
  private final OverlayStore disk = numbered();
  private final IdeChannel primary = new IdeChannel(scheduler, new AtaDisk(disk, scheduler), null);
  private final IdeChannel secondary = new IdeChannel(scheduler, null, null);
  private final PciBus pci = new PciBus(map, ports);

  Piix3IdeTest() {
    map.memory("ram", 0, Memory.ram("ram", 1 << 20));
    ports.map("ide0", 0x1F0, 8, 4, primary.commandBlock);
    Piix3Ide ide = pci.add(1, 1, Piix3Ide.piix3(memory, primary, secondary));
    ide.reset(Device.Reset.POWER_ON);
    pci.configWrite(9, 0x20, 4, BMIC);
    pci.configWrite(9, 0x04, 2, 5);
    memory.write32(TABLE, 0x20000);
    memory.write32(TABLE + 4, 512);
    memory.write32(TABLE + 8, 0x30000);
    memory.write32(TABLE + 12, 0x80000000 | 1024);
    ports.write(BMIDTP, 4, TABLE);
  }

  private static OverlayStore numbered() {
    byte[] content = new byte[64 * 512];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i / 512 + 1);
    }
    return new OverlayStore(new MemoryStore("disk.img", content));
  }

  private void command(int code, int sector, int count) {
    ports.write(0x1F2, 1, count);
    ports.write(0x1F3, 1, sector);
    ports.write(0x1F4, 1, 0);
    ports.write(0x1F5, 1, 0);
    ports.write(0x1F6, 1, 0xE0);
    ports.write(0x1F7, 1, code);
  }

  private void settle() {
    for (int i = 0; i < 200; i++) {
      scheduler.advanceTo(scheduler.now() + 100_000);
    }
  }

  @Test
  void readDmaFillsTheRegionsOfTheTable() {
    command(0xC8, 4, 3);
    ports.write(BMIC, 1, 9);
    settle();
    assertThat(memory.read8(0x20000)).isEqualTo(5);
    assertThat(memory.read8(0x201FF)).isEqualTo(5);
    assertThat(memory.read8(0x20200)).as("the first region ends").isZero();
    assertThat(memory.read8(0x30000)).isEqualTo(6);
    assertThat(memory.read8(0x303FF)).isEqualTo(7);
    assertThat(ports.read(BMIS, 1)).as("interrupt, no longer active").isEqualTo(4);
    assertThat(primary.irq.isHigh()).isTrue();
    assertThat(ports.read(0x1F7, 1)).isEqualTo(0x50);
    ports.write(BMIS, 1, 4);
    assertThat(ports.read(BMIS, 1)).isZero();
  }

  @Test
  void theDeviceWaitsForTheBusMaster() {
    command(0xC8, 0, 1);
    settle();
    assertThat(ports.read(0x1F7, 1) & 0x08).as("DRQ").isNotZero();
    assertThat(memory.read8(0x20000)).isZero();
    ports.write(BMIC, 1, 9);
    settle();
    assertThat(memory.read8(0x20000)).isEqualTo(1);
    assertThat(ports.read(BMIS, 1)).as("the table has more: still active").isEqualTo(5);
  }

  @Test
  void writeDmaTakesFromTheRegions() {
    for (int i = 0; i < 1024; i++) {
      memory.write8(0x30000 + i, 0xAB);
    }
    command(0xCA, 10, 3);
    ports.write(BMIC, 1, 1);
    settle();
    byte[] sectors = new byte[4 * 512];
    disk.read(10 * 512, sectors, 0, sectors.length);
    assertThat(sectors[0]).isZero();
    assertThat(sectors[512]).isEqualTo((byte) 0xAB);
    assertThat(sectors[3 * 512 - 1]).isEqualTo((byte) 0xAB);
    assertThat(sectors[3 * 512]).as("the sector behind").isEqualTo((byte) 14);
  }

  @Test
  void aTransferAgainstTheDirectionDoesNotMove() {
    command(0xC8, 0, 1);
    ports.write(BMIC, 1, 1);
    settle();
    assertThat(memory.read8(0x20000)).isZero();
  }

  @Test
  void nothingMovesWithoutBusMastering() {
    pci.configWrite(9, 0x04, 2, 1);
    command(0xC8, 0, 1);
    ports.write(BMIC, 1, 9);
    settle();
    assertThat(memory.read8(0x20000)).isZero();
  }

  @Test
  void aTableThatIsTooShortLeavesTheDeviceWaiting() {
    command(0xC8, 0, 4);
    ports.write(BMIC, 1, 9);
    settle();
    assertThat(ports.read(BMIS, 1) & 1).as("no longer active").isZero();
    assertThat(ports.read(BMIS, 1) & 4).as("no interrupt").isZero();
  }
}
