package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.time.Scheduler;

class Pl080Test {
  private static final int CONFIGURATION = 0x30;
  private static final int CHANNEL = 0x120; // number 1
  private static final int STEPS = 3 << 26;
  private static final int INTERRUPT = 1 << 31;
  private static final int WORDS = 2 << 18 | 2 << 21;
  private static final int ENABLE = 1 | 1 << 14 | 1 << 15;

  private final MemoryMap map = new MemoryMap("test", Unmapped.FAULT);
  private final Bus bus = bus();
  private final Scheduler scheduler = new Scheduler();
  private final Pl080 dma = new Pl080(bus, scheduler);

  private Bus bus() {
    map.memory("ram", 0, Memory.ram("ram", 0x10000));
    return new Bus(map, 32);
  }

  @BeforeEach
  void start() {
    dma.reset(Reset.POWER_ON);
    dma.settle();
    write(CONFIGURATION, 1);
    for (int i = 0; i < 16; i++) {
      bus.write32(0x1000 + 4 * i, 0x0101_0101 * i);
    }
  }

  private void write(int register, int value) {
    dma.write(register, 4, value & 0xFFFFFFFFL);
  }

  private void channel(int from, int to, int item, int control, int configuration) {
    write(CHANNEL, from);
    write(CHANNEL + 4, to);
    write(CHANNEL + 8, item);
    write(CHANNEL + 12, control);
    write(CHANNEL + 16, configuration);
  }

  @Test
  void wordsMoveFromMemoryToMemory() {
    channel(0x1000, 0x2000, 0, INTERRUPT | STEPS | WORDS | 16, ENABLE);
    scheduler.advanceTo(10_000);
    assertThat(bus.read32(0x2000 + 4 * 15)).isEqualTo(0x0F0F0F0F);
    assertThat(dma.irq.isHigh()).isTrue();
    assertThat(dma.read(0x1C, 4)).as("channels enabled").isZero();
    write(0x08, 1 << 1);
    assertThat(dma.irq.isHigh()).isFalse();
  }

  @Test
  void bytesBecomeWords() {
    channel(0x1004, 0x2000, 0, STEPS | 2 << 21 | 8, ENABLE);
    scheduler.advanceTo(10_000);
    assertThat(bus.read64(0x2000)).isEqualTo(0x0202020201010101L);
  }

  @Test
  void aListIsFollowed() {
    int control = STEPS | WORDS | 1;
    bus.write32(0x3000, 0x1010);
    bus.write32(0x3004, 0x2100);
    bus.write32(0x3008, 0);
    bus.write32(0x300C, INTERRUPT | control);
    channel(0x1004, 0x2000, 0x3000, control, ENABLE);
    scheduler.advanceTo(10_000);
    assertThat(bus.read32(0x2000)).isEqualTo(0x01010101);
    assertThat(bus.read32(0x2100)).isEqualTo(0x04040404);
    assertThat(dma.irq.isHigh()).isTrue();
  }

  @Test
  void whereNothingAnswersIsAnError() {
    channel(0x1000, 0x7000_0000, 0, STEPS | WORDS | 4, ENABLE);
    scheduler.advanceTo(10_000);
    assertThat(dma.read(0x0C, 4)).isEqualTo(1 << 1);
    assertThat(dma.irq.isHigh()).isTrue();
  }

  @Test
  void aPeripheralIsWaitedFor() {
    channel(0x1000, 0x2000, 0, STEPS | WORDS | 4, ENABLE | 1 << 11 | 5 << 6);
    scheduler.advanceTo(10_000);
    assertThat(dma.read(0x1C, 4)).isEqualTo(1 << 1);
    write(0x20, 1 << 5);
    scheduler.advanceTo(20_000);
    assertThat(dma.read(0x1C, 4)).isZero();
  }
}
