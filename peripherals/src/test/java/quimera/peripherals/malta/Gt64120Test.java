package quimera.peripherals.malta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.pci.PciBus;

class Gt64120Test {
  private static final long REGISTERS = 0x1400_0000L;
  private static final int PIC_VECTOR = 0x24;

  private final Scheduler scheduler = new Scheduler();
  private final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  private final MemoryMap pciMemory = new MemoryMap("pci", Unmapped.ONES);
  private final PortSpace ports = new PortSpace();
  private Bus bus;
  private ByteOrder order;
  private Gt64120 bridge;

  private void board(ByteOrder byteOrder) {
    order = byteOrder;
    PciBus pci = new PciBus(pciMemory, ports);
    Clock tclk = Clock.hertz("tclk", 50_000_000);
    bridge =
        pci.add(
            0,
            0,
            new Gt64120(map, order, pci, pciMemory, ports, scheduler, tclk, () -> PIC_VECTOR));
    bridge.reset(Reset.POWER_ON);
    bridge.settle();
    bus = new Bus(map, 32, order);
  }

  private void register(int offset, int value) {
    bus.write32(REGISTERS + offset, little(value));
  }

  private int register(int offset) {
    return little(bus.read32(REGISTERS + offset));
  }

  private int little(int value) {
    return order == ByteOrder.BIG_ENDIAN ? Integer.reverseBytes(value) : value;
  }

  /** Ports at 18000000h, as firmware has them, so that 10000000h is free for memory. */
  private void movePorts() {
    register(0x48, 0x1800_0000 >> 21);
    register(0x50, 0x40);
  }

  private static ByteOrder named(String word) {
    return word.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @ParameterizedTest
  @ValueSource(strings = {"little", "big"})
  void registersAreLittleEndianOnEveryProcessor(String word) {
    board(named(word));

    assertThat(bus.read8(REGISTERS + 0x48)).isEqualTo(0x80);
    register(0x58, 0x81);
    assertThat(bus.read8(REGISTERS + 0x58)).isEqualTo(0x81);
  }

  @Test
  void theRegistersMoveWithTheInternalSpaceDecode() {
    board(ByteOrder.LITTLE_ENDIAN);

    register(0x68, 0x1BE0_0000 >> 21);

    assertThat(bus.read32(0x1BE0_0068L)).isEqualTo(0xDF);
    assertThat(bus.read32(REGISTERS + 0x68)).isEqualTo(-1);
  }

  @Test
  void writingTheLowDecodeRegisterBringsTheRemapRegisterAlong() {
    board(ByteOrder.LITTLE_ENDIAN);

    register(0x58, 0x81);

    assertThat(register(0xF8)).isEqualTo(0x81);
  }

  @ParameterizedTest
  @ValueSource(strings = {"little", "big"})
  void bytesKeepTheirAddressesOnTheWayToPci(String word) {
    board(named(word));
    Memory card = Memory.ram("card", 4096);
    pciMemory.memory("card", 0x1000_0000L, card);
    movePorts();
    register(0x58, 0x80);
    register(0x60, 0x3F);

    bus.write32(0x1000_0010L, order == ByteOrder.BIG_ENDIAN ? 0x11223344 : 0x44332211);

    byte[] stored = new byte[4];
    card.store(0x10, stored, 0, 4);
    assertThat(stored).containsExactly(0x11, 0x22, 0x33, 0x44);
  }

  @Test
  void aWindowCanBeRemapped() {
    board(ByteOrder.LITTLE_ENDIAN);
    pciMemory.memory("isa", 0xB8000, Memory.ram("isa", 0x8000));
    movePorts();
    register(0x80, 0x80);
    register(0x88, 0x00);
    register(0x100, 0);

    bus.write8(0x100B_8000L, 0x41);

    assertThat(new Bus(pciMemory, 32).read8(0xB8000)).isEqualTo(0x41);
  }

  @Test
  void portsAreAtTheIoWindow() {
    board(ByteOrder.BIG_ENDIAN);
    int[] written = {0};
    ports.map(
        "chip",
        0x3F8,
        4,
        2,
        new BusTarget() {
          @Override
          public long read(int offset, int bytes) {
            return 0x1234;
          }

          @Override
          public void write(int offset, int bytes, long value) {
            written[0] = (int) value;
          }
        });
    movePorts();

    bus.write16(0x1800_03F8L, 0xCDAB);

    assertThat(written[0]).isEqualTo(0xABCD);
    assertThat(bus.read16(0x1800_03F8L)).isEqualTo(0x3412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"little", "big"})
  void configurationDataOfTheBridgeItselfIsNeverSwapped(String word) {
    board(named(word));

    register(0xCF8, 0x8000_0000);

    assertThat(register(0xCFC)).isEqualTo(0x4620_11AB);
  }

  @Test
  void anEmptySlotReadsAsOnes() {
    board(ByteOrder.BIG_ENDIAN);

    register(0xCF8, 0x8000_7800);

    assertThat(register(0xCFC)).isEqualTo(-1);
  }

  @Test
  void readingInterruptAcknowledgeAsksTheController() {
    board(ByteOrder.BIG_ENDIAN);

    assertThat(register(0xC34)).isEqualTo(PIC_VECTOR);
  }

  @Test
  void aTimerCountsDownAndStartsAnew() {
    board(ByteOrder.LITTLE_ENDIAN);
    register(0x850, 100);
    register(0x864, 3);
    register(0xC1C, 1 << 8);

    scheduler.advanceTo(1_000); // 50 ticks of 20 ns
    assertThat(register(0x850)).isEqualTo(50);
    assertThat(bridge.cpuInterrupt.isHigh()).isFalse();
    scheduler.advanceTo(2_200);

    assertThat(register(0x850)).isEqualTo(90);
    assertThat(register(0xC18)).isEqualTo(0x101);
    assertThat(bridge.cpuInterrupt.isHigh()).isTrue();
    register(0xC18, ~0x100);
    assertThat(bridge.cpuInterrupt.isHigh()).isFalse();
  }

  @Test
  void aCounterStopsAtZero() {
    board(ByteOrder.LITTLE_ENDIAN);
    register(0x854, 10);
    register(0x864, 4);

    scheduler.advanceTo(10_000);

    assertThat(register(0x854)).isZero();
    assertThat(register(0xC18)).isEqualTo(0x201);
  }
}
