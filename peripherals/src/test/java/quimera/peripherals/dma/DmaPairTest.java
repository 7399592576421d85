package quimera.peripherals.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;

class DmaPairTest {
  private static final int DEVICE_TO_MEMORY = 0x44; // single mode
  private static final int MEMORY_TO_DEVICE = 0x48;
  private static final int VERIFY = 0x40;
  private static final int AUTOINIT = 0x10;
  private static final int DECREMENT = 0x20;

  private final Memory ram = Memory.ram("ram", 0x100000);
  private Bus bus;
  private DmaPair dma;

  @BeforeEach
  void powerOn() {
    MemoryMap map = new MemoryMap("dma", Unmapped.ONES);
    map.memory("ram", 0, ram);
    bus = new Bus(map, 24);
    dma = new DmaPair(bus);
    dma.second.write(0x16, 1, 0xC0); // channel 4 cascades
    dma.second.write(0x14, 1, 0x00); // and is unmasked
  }

  /** Programs channel 2, whose page register is at 81h, and unmasks it. */
  private DmaChannel program(int mode, int address, int count) {
    dma.first.write(0x0A, 1, 6);
    dma.first.write(0x0C, 1, 0);
    dma.first.write(0x0B, 1, mode | 2);
    dma.first.write(4, 1, address & 0xFF);
    dma.first.write(4, 1, address >> 8 & 0xFF);
    dma.pages.write(1, 1, address >> 16);
    dma.first.write(5, 1, count & 0xFF);
    dma.first.write(5, 1, count >> 8);
    dma.first.write(0x0A, 1, 2);
    return dma.channel(2);
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }

  private byte[] memory(int address, int length) {
    byte[] bytes = new byte[length];
    bus.read(address, bytes, 0, length);
    return bytes;
  }

  private int word(int port) {
    dma.first.write(0x0C, 1, 0);
    int low = (int) dma.first.read(port, 1);
    return low | (int) dma.first.read(port, 1) << 8;
  }

  @Test
  void aDeviceWritesToMemoryUntilTerminalCount() {
    DmaChannel channel = program(DEVICE_TO_MEMORY, 0x12345, 511);
    byte[] sector = pattern(600);
    assertThat(channel.write(sector, 0, 300)).isEqualTo(300);
    assertThat(channel.terminalCount()).isFalse();
    assertThat(channel.write(sector, 300, 300)).isEqualTo(212);
    assertThat(channel.terminalCount()).isTrue();
    assertThat(memory(0x12345, 512)).isEqualTo(pattern(512));
    assertThat(memory(0x12345 + 512, 1)).containsExactly(0);
    assertThat(channel.write(sector, 0, 1)).as("masked at terminal count").isZero();
  }

  @Test
  void aDeviceReadsFromMemory() {
    bus.write(0x500, pattern(16), 0, 16);
    DmaChannel channel = program(MEMORY_TO_DEVICE, 0x500, 15);
    byte[] got = new byte[16];
    assertThat(channel.read(got, 0, 16)).isEqualTo(16);
    assertThat(got).isEqualTo(pattern(16));
  }

  @Test
  void verifyCountsButMovesNothing() {
    DmaChannel channel = program(VERIFY, 0x500, 3);
    assertThat(channel.write(pattern(8), 0, 8)).isEqualTo(4);
    assertThat(channel.terminalCount()).isTrue();
    assertThat(memory(0x500, 4)).containsOnly(0);
  }

  @Test
  void theWrongDirectionLeavesMemoryAlone() {
    DmaChannel channel = program(MEMORY_TO_DEVICE, 0x500, 3);
    assertThat(channel.write(pattern(4), 0, 4)).isEqualTo(4);
    assertThat(memory(0x500, 4)).containsOnly(0);
  }

  @Test
  void theAddressWrapsInsideItsPage() {
    DmaChannel channel = program(DEVICE_TO_MEMORY, 0x1FFFE, 3);
    channel.write(pattern(4), 0, 4);
    assertThat(memory(0x1FFFE, 2)).containsExactly(1, 2);
    assertThat(memory(0x10000, 2)).containsExactly(3, 4);
    assertThat(memory(0x20000, 2)).containsOnly(0);
  }

  @Test
  void theAddressMayCountDown() {
    DmaChannel channel = program(DEVICE_TO_MEMORY | DECREMENT, 0x603, 3);
    channel.write(pattern(4), 0, 4);
    assertThat(memory(0x600, 4)).containsExactly(4, 3, 2, 1);
  }

  @Test
  void autoinitStartsOverAndTellsEachTerminalCount() {
    DmaChannel channel = program(DEVICE_TO_MEMORY | AUTOINIT, 0x700, 3);
    byte[] bytes = pattern(6);
    assertThat(channel.write(bytes, 0, 6)).isEqualTo(4);
    assertThat(channel.terminalCount()).isTrue();
    assertThat(channel.write(bytes, 4, 2)).isEqualTo(2);
    assertThat(channel.terminalCount()).isFalse();
    assertThat(memory(0x700, 4)).containsExactly(5, 6, 3, 4);
    assertThat(word(4)).isEqualTo(0x702);
    assertThat(word(5)).isEqualTo(1);
  }

  @Test
  void afterTheBlockTheCountReadsFfff() {
    program(DEVICE_TO_MEMORY, 0x700, 3).write(pattern(4), 0, 4);
    assertThat(word(5)).isEqualTo(0xFFFF);
    assertThat(word(4)).isEqualTo(0x704);
  }

  @Test
  void statusShowsRequestsAndTerminalCountsUntilRead() {
    DmaChannel channel = program(DEVICE_TO_MEMORY, 0x700, 0);
    channel.request(true);
    channel.write(pattern(1), 0, 1);
    assertThat(dma.first.peek(8, 1)).hasValue(0x44);
    assertThat(dma.first.read(8, 1)).isEqualTo(0x44);
    assertThat(dma.first.read(8, 1)).isEqualTo(0x40);
  }

  @Test
  void nothingMovesUnlessTheCascadeIsOpen() {
    DmaChannel channel = program(DEVICE_TO_MEMORY, 0x700, 3);
    dma.second.write(0x14, 1, 0x04);
    assertThat(channel.ready()).isFalse();
    assertThat(channel.write(pattern(4), 0, 4)).isZero();
    dma.second.write(0x14, 1, 0x00);
    assertThat(channel.ready()).isTrue();
  }

  @Test
  void theDisableBitStopsAllChannels() {
    DmaChannel channel = program(DEVICE_TO_MEMORY, 0x700, 3);
    dma.first.write(8, 1, 4);
    assertThat(channel.ready()).isFalse();
  }

  @Test
  void channel5MovesWordsWithinItsOwnKindOfPage() {
    dma.second.write(0x18, 1, 0);
    dma.second.write(0x16, 1, DEVICE_TO_MEMORY | 1);
    dma.second.write(0x04, 1, 0x80);
    dma.second.write(0x04, 1, 0x81); // word address 8180h is byte address 10300h
    dma.pages.write(0xB, 1, 0x03); // A16 of the page register is not connected
    dma.second.write(0x06, 1, 3);
    dma.second.write(0x06, 1, 0);
    dma.second.write(0x14, 1, 1);
    DmaChannel channel = dma.channel(5);
    assertThat(channel.write(pattern(7), 0, 7)).isEqualTo(6);
    assertThat(channel.write(pattern(8), 6, 2)).isEqualTo(2);
    assertThat(channel.terminalCount()).isTrue();
    assertThat(memory(0x30300, 8)).isEqualTo(pattern(8));
  }

  @Test
  void masterClearMasksAllAndResetsTheFlipFlop() {
    DmaChannel channel = program(DEVICE_TO_MEMORY, 0x700, 3);
    dma.first.read(4, 1);
    dma.first.write(0x0D, 1, 0);
    assertThat(channel.ready()).isFalse();
    assertThat(dma.first.read(0x0F, 1)).isEqualTo(0xFF);
    assertThat(dma.first.read(4, 1)).as("low byte first again").isZero();
    assertThat(dma.first.read(4, 1)).isEqualTo(7);
  }

  @Test
  void clearMaskUnmasksAll() {
    dma.first.write(0x0E, 1, 0);
    assertThat(dma.first.read(0x0F, 1)).isEqualTo(0xF0);
    dma.first.write(0x0F, 1, 0x05);
    assertThat(dma.first.read(0x0F, 1)).isEqualTo(0xF5);
  }

  @Test
  void memoryToMemoryFillsABlockFromAHeldByte() {
    bus.write8(0x900, 0x5A);
    dma.first.write(8, 1, 3); // memory to memory, channel 0 holds
    dma.first.write(0x0C, 1, 0);
    dma.first.write(0x0B, 1, 0x88);
    dma.first.write(0x0B, 1, 0x85);
    for (int[] setting : new int[][] {{0, 0x900}, {1, 0}, {2, 0xA00}, {3, 7}}) {
      dma.first.write(setting[0], 1, setting[1] & 0xFF);
      dma.first.write(setting[0], 1, setting[1] >> 8);
    }
    dma.first.write(9, 1, 4);
    assertThat(memory(0xA00, 9)).containsExactly(90, 90, 90, 90, 90, 90, 90, 90, 0);
    assertThat(dma.first.read(8, 1) & 0x0F).isEqualTo(2);
  }

  @Test
  void port80KeepsThePostCodeAndSparePagesAreLatches() {
    dma.pages.write(0, 1, 0x42);
    dma.pages.write(4, 1, 0x17);
    assertThat(dma.postCode()).isEqualTo(0x42);
    assertThat(dma.pages.read(4, 1)).isEqualTo(0x17);
    dma.reset(Reset.WARM);
    assertThat(dma.postCode()).isEqualTo(0x42);
  }

  @Test
  void writesAreSeenByPageWatches() {
    int[] heard = new int[1];
    bus.writable(0x700).watch((page, offset, length) -> heard[0] += length, -1);
    program(DEVICE_TO_MEMORY, 0x700, 3).write(pattern(4), 0, 4);
    assertThat(heard[0]).isEqualTo(4);
  }

  @Test
  void channel4HasNoDevice() {
    assertThatThrownBy(() -> dma.channel(4)).hasMessageContaining("channel 4");
  }
}
