package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;

class IntelFlashTest {
  private static final long BASE = 0x1E00_0000L;
  private static final int BLOCK = 0x40000;

  private final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
  private final Memory content = Memory.ram("flash", 4 << 20);
  private final IntelFlash flash = new IntelFlash(map, "flash", BASE, content);
  private final Bus bus = new Bus(map, 32);

  @BeforeEach
  void fill() {
    byte[] data = {0x11, 0x22, 0x33, 0x44};
    content.load(0, data, 0, 4);
    flash.reset(Reset.POWER_ON);
  }

  private void command(int offset, int value) {
    bus.write32(BASE + offset, value << 16 | value);
  }

  @Test
  void itIsMemoryUntilACommandComes() {
    assertThat(bus.readable(BASE)).isNotNull();
    assertThat(bus.read32(BASE)).isEqualTo(0x44332211);
    assertThat(bus.writable(BASE)).isNull();
  }

  @Test
  void theQueryNamesTheCommandSetAndTheSize() {
    command(0x55 * 4, 0x98);

    assertThat(bus.read32(BASE + 0x10 * 4)).isEqualTo(0x0051_0051);
    assertThat(bus.read32(BASE + 0x13 * 4)).isEqualTo(0x0001_0001);
    assertThat(bus.read32(BASE + 0x27 * 4)).isEqualTo(0x0015_0015); // 2 MiB a chip
    command(0, 0xFF);
    assertThat(bus.read32(BASE)).isEqualTo(0x44332211);
  }

  @Test
  void theIdentifierIsIntels() {
    command(0, 0x90);

    assertThat(bus.read32(BASE)).isEqualTo(0x0089_0089);
  }

  @Test
  void programmingOnlyClearsBits() {
    command(0, 0x40);
    bus.write32(BASE, 0xF0F0F0F0);
    assertThat(bus.read32(BASE)).isEqualTo(0x0080_0080); // status: ready
    command(0, 0xFF);

    assertThat(bus.read32(BASE)).isEqualTo(0x44332211 & 0xF0F0F0F0);
  }

  @Test
  void erasingSetsAllBitsOfTheBlockAndNoOthers() {
    byte[] zeros = new byte[2 * BLOCK];
    content.load(BLOCK, zeros, 0, zeros.length);

    command(BLOCK + 0x100, 0x20);
    command(BLOCK + 0x100, 0xD0);
    command(0, 0xFF);

    assertThat(bus.read32(BASE + BLOCK)).isEqualTo(-1);
    assertThat(bus.read32(BASE + 2 * BLOCK - 4)).isEqualTo(-1);
    assertThat(bus.read32(BASE + 2 * BLOCK)).isZero();
    assertThat(bus.read32(BASE)).isEqualTo(0x44332211);
  }

  @Test
  void anEraseThatIsNotConfirmedIsAnErrorAndErasesNothing() {
    command(0, 0x20);
    command(0, 0xFF);

    assertThat(bus.read32(BASE)).isEqualTo(0x00B0_00B0);
    command(0, 0x50);
    command(0, 0xFF);
    assertThat(bus.read32(BASE)).isEqualTo(0x44332211);
  }

  @Test
  void aBufferedWriteTakesItsWordsAndAConfirmation() {
    command(BLOCK, 0x20);
    command(BLOCK, 0xD0);
    command(BLOCK, 0xE8);
    command(BLOCK, 1); // two words
    bus.write32(BASE + BLOCK, 0x11111111);
    bus.write32(BASE + BLOCK + 4, 0x22222222);
    command(BLOCK, 0xD0);
    command(0, 0xFF);

    assertThat(bus.read32(BASE + BLOCK)).isEqualTo(0x11111111);
    assertThat(bus.read32(BASE + BLOCK + 4)).isEqualTo(0x22222222);
    assertThat(bus.read32(BASE + BLOCK + 8)).isEqualTo(-1);
  }
}
