package quimera.peripherals.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.host.BlockStore;
import quimera.core.time.Scheduler;
import quimera.peripherals.image.MemoryStore;
import quimera.peripherals.image.OverlayStore;

/** A driver as small as can be: one queue of four entries at fixed places in memory. */
class VirtioBlockTest {
  private static final int DESCRIPTORS = 0x1000;
  private static final int AVAILABLE = 0x2000;
  private static final int USED = 0x3000;
  private static final int HEADER = 0x4000;
  private static final int DATA = 0x5000;
  private static final int RESULT = 0x6000;
  private static final int NEXT = 1;
  private static final int WRITE = 2;

  private final Scheduler scheduler = new Scheduler();
  private final MemoryMap map = new MemoryMap("test", Unmapped.FAULT);
  private final Bus bus = bus();
  private final BlockStore store = new OverlayStore(new MemoryStore("disk", new byte[8 * 512]));
  private final VirtioMmio disk = VirtioBlock.of("hda", store, bus, scheduler);
  private int requests;

  private Bus bus() {
    map.memory("ram", 0, Memory.ram("ram", 0x10000));
    return new Bus(map, 32);
  }

  @BeforeEach
  void drive() {
    disk.reset(Reset.POWER_ON);
    disk.settle();
    write(0x070, 1 | 2);
    write(0x070, 1 | 2 | 8);
    write(0x030, 0);
    write(0x038, 4);
    write(0x080, DESCRIPTORS);
    write(0x090, AVAILABLE);
    write(0x0A0, USED);
    write(0x044, 1);
    write(0x070, 1 | 2 | 4 | 8);
  }

  private void write(int register, int value) {
    disk.write(register, 4, value & 0xFFFFFFFFL);
  }

  private long read(int register) {
    return disk.read(register, 4);
  }

  private void descriptor(int n, int address, int length, int flags) {
    int at = DESCRIPTORS + 16 * n;
    bus.write64(at, address);
    bus.write32(at + 8, length);
    bus.write16(at + 12, flags);
    bus.write16(at + 14, n + 1);
  }

  private int request(int type, int sector, int length, boolean deviceWrites) {
    bus.write32(HEADER, type);
    bus.write64(HEADER + 8, sector);
    descriptor(0, HEADER, 16, NEXT);
    descriptor(1, DATA, length, NEXT | (deviceWrites ? WRITE : 0));
    descriptor(2, RESULT, 1, WRITE);
    bus.write8(RESULT, 0xFF);
    bus.write16(AVAILABLE + 4 + 2 * (requests % 4), 0);
    bus.write16(AVAILABLE + 2, ++requests);
    write(0x050, 0);
    scheduler.advanceTo(scheduler.now() + 20_000);
    return bus.read8(RESULT);
  }

  @Test
  void aDriverFindsADiskOfVersionTwo() {
    assertThat(read(0x000)).isEqualTo(0x74726976);
    assertThat(read(0x004)).isEqualTo(2);
    assertThat(read(0x008)).isEqualTo(2);
    assertThat(disk.read(0x100, 4)).as("capacity in sectors").isEqualTo(8);
    write(0x014, 1);
    assertThat(read(0x010) & 1).as("VERSION_1").isEqualTo(1);
  }

  @Test
  void aSectorIsRead() {
    store.write(3 * 512, new byte[] {'x'}, 0, 1);
    assertThat(request(0, 3, 512, true)).isZero();
    assertThat(bus.read8(DATA)).isEqualTo('x');
    assertThat(bus.read16(USED + 2)).isEqualTo(1);
    assertThat(bus.read32(USED + 8)).as("bytes written, the result among them").isEqualTo(513);
    assertThat(disk.irq.isHigh()).isTrue();
    write(0x064, 1);
    assertThat(disk.irq.isHigh()).isFalse();
  }

  @Test
  void aSectorIsWritten() {
    byte[] text = "written".getBytes(StandardCharsets.US_ASCII);
    bus.write(DATA, text, 0, text.length);
    assertThat(request(1, 5, 512, false)).isZero();
    byte[] back = new byte[text.length];
    store.read(5 * 512, back, 0, back.length);
    assertThat(back).isEqualTo(text);
  }

  @Test
  void beyondTheEndIsAnError() {
    assertThat(request(0, 8, 512, true)).isEqualTo(1);
  }

  @Test
  void anUnknownRequestIsUnsupported() {
    assertThat(request(77, 0, 512, true)).isEqualTo(2);
  }

  @Test
  void aDriverThatPollsIsNotInterrupted() {
    bus.write16(AVAILABLE, 1);
    request(0, 0, 512, true);
    assertThat(disk.irq.isHigh()).isFalse();
  }

  @Test
  void aQueueThatLeadsNowhereBreaksTheDeviceAndNotTheMachine() {
    write(0x044, 0);
    write(0x080, 0x7000_0000);
    write(0x044, 1);
    request(0, 0, 512, true);
    assertThat(read(0x070) & 0x40).as("DEVICE_NEEDS_RESET").isEqualTo(0x40);
    write(0x070, 0);
    assertThat(read(0x070)).isZero();
  }
}
