package quimera.peripherals.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;

class FwCfgTest {
  private final Memory ram = Memory.ram("ram", 0x10000);
  private final Bus bus;
  private final FwCfg config;

  FwCfgTest() {
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    bus = new Bus(map, 32);
    config = new FwCfg(bus);
  }

  private String read(int item, int length) {
    config.ports.write(0, 2, item);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) config.ports.read(1, 1));
    }
    return text.toString();
  }

  private void big32(int at, int value) {
    bus.write32(at, Integer.reverseBytes(value));
  }

  @Test
  void itemZeroIsTheSignatureAndBehindItsEndAreZeros() {
    assertThat(read(0, 6)).isEqualTo("QEMU\0\0");
  }

  @Test
  void selectingBeginsAnew() {
    read(0, 3);
    assertThat(read(0, 4)).isEqualTo("QEMU");
  }

  @Test
  void numbersHaveTheirLowestByteFirst() {
    config.put(FwCfg.RAM_SIZE, 0x41424344, 4);
    assertThat(read(FwCfg.RAM_SIZE, 4)).isEqualTo("DCBA");
  }

  @Test
  void theDirectoryLeadsToAFileByName() {
    config.file("opt/b", "second".getBytes(StandardCharsets.US_ASCII));
    config.file("opt/a", "first".getBytes(StandardCharsets.US_ASCII));
    String directory = read(0x19, 4 + 128);
    assertThat(directory.charAt(3)).as("files").isEqualTo((char) 2);
    assertThat(directory.substring(12, 17)).isEqualTo("opt/a");
    assertThat(directory.charAt(7)).as("size").isEqualTo((char) 5);
    assertThat(read(directory.charAt(8) << 8 | directory.charAt(9), 5)).isEqualTo("first");
  }

  @Test
  void dmaSelectsReadsAndReportsSuccess() {
    config.put(0x8765, "memory".getBytes(StandardCharsets.US_ASCII));
    big32(0x100, 0x8765 << 16 | 8 | 2);
    big32(0x104, 8);
    big32(0x10C, 0x200);
    bus.write8(0x207, 0xEE);
    config.dma.write(4, 4, Integer.reverseBytes(0x100) & 0xFFFFFFFFL);
    assertThat(bus.read32(0x100)).isZero();
    byte[] copied = new byte[8];
    ram.store(0x200, copied, 0, 8);
    assertThat(new String(copied, StandardCharsets.US_ASCII)).isEqualTo("memory\0\0");
  }

  @Test
  void dmaRefusesToWrite() {
    big32(0x100, 16);
    config.dma.write(4, 4, Integer.reverseBytes(0x100) & 0xFFFFFFFFL);
    assertThat(bus.read32(0x100)).isEqualTo(Integer.reverseBytes(1));
  }

  @Test
  void theDmaRegisterSaysWhatItIs() {
    assertThat((int) config.dma.read(0, 4)).isEqualTo(Integer.reverseBytes(0x51454D55));
  }
}
