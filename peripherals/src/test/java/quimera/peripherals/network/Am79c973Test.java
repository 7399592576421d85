package quimera.peripherals.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.time.Scheduler;
import quimera.peripherals.pci.PciBus;

class Am79c973Test {
  private static final byte[] ADDRESS = {0x52, 0x54, 0, 0x12, 0x34, 0x57};
  private static final int BASE = 0x1000;
  private static final int BLOCK = 0x2000;
  private static final int RECEIVE = 0x3000;
  private static final int TRANSMIT = 0x3100;
  private static final int BUFFERS = 0x4000;
  private static final int OWN = 0x8000_0000;

  private final Scheduler scheduler = new Scheduler();
  private final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  private final PortSpace ports = new PortSpace();
  private final Bus memory = new Bus(map, 32);
  private final List<byte[]> cable = new ArrayList<>();
  private final Am79c973 card = new Am79c973(memory, scheduler, ADDRESS, cable::add);

  @BeforeEach
  void plugIn() {
    map.memory("ram", 0, Memory.ram("ram", 1 << 16));
    PciBus pci = new PciBus(map, ports);
    pci.add(11, 0, card);
    card.reset(Reset.POWER_ON);
    card.settle();
    pci.configWrite(11 << 3, 0x10, 4, BASE);
    pci.configWrite(11 << 3, 0x04, 2, 5);
  }

  private void csr(int number, int value) {
    ports.write(BASE + 0x12, 2, number);
    ports.write(BASE + 0x10, 2, value);
  }

  private int csr(int number) {
    ports.write(BASE + 0x12, 2, number);
    return ports.read(BASE + 0x10, 2) & 0xFFFF;
  }

  private void bcr(int number, int value) {
    ports.write(BASE + 0x12, 2, number);
    ports.write(BASE + 0x16, 2, value);
  }

  private int bcr(int number) {
    ports.write(BASE + 0x12, 2, number);
    return ports.read(BASE + 0x16, 2) & 0xFFFF;
  }

  /** Four descriptors each way in this style, receive buffers of 64 bytes owned by the card. */
  private void start(int style) {
    bcr(20, style);
    memory.write32(BLOCK, 0x2020_0000);
    for (int i = 0; i < 6; i++) {
      memory.write8(BLOCK + 4 + i, ADDRESS[i]);
    }
    memory.write32(BLOCK + 20, RECEIVE);
    memory.write32(BLOCK + 24, TRANSMIT);
    for (int i = 0; i < 4; i++) {
      int at = RECEIVE + 16 * i;
      memory.write32(at + (style == 3 ? 8 : 0), BUFFERS + 64 * i);
      memory.write32(at + 4, OWN | 0xF000 | -64 & 0xFFF);
      memory.write32(TRANSMIT + 16 * i + 4, 0);
    }
    csr(1, BLOCK);
    csr(2, 0);
    csr(0, 0x0041); // INIT, IENA
    csr(0, 0x0142); // STRT, IENA; IDON is cleared
  }

  private static byte[] frame(int length, byte[] to) {
    byte[] frame = new byte[length];
    Arrays.fill(frame, (byte) 0x33);
    System.arraycopy(to, 0, frame, 0, 6);
    return frame;
  }

  @Test
  void theAddressPromHoldsTheStation() {
    assertThat(ports.read(BASE, 4)).isEqualTo(0x1200_5452);
    assertThat(ports.read(BASE + 14, 2) & 0xFFFF).isEqualTo(0x5757);
  }

  @Test
  void theChipSaysWhatItIs() {
    assertThat(csr(89) << 16 | csr(88)).isEqualTo(0x0262_5003);
  }

  @Test
  void aDoubleWordToRdpWidensThePorts() {
    ports.write(BASE + 0x10, 4, 0);
    ports.write(BASE + 0x14, 4, 88);

    assertThat(ports.read(BASE + 0x10, 4)).isEqualTo(0x5003);
  }

  @Test
  void readingTheResetPortStops() {
    start(2);
    assertThat(csr(0) & 0x32).isEqualTo(0x32);
    ports.read(BASE + 0x14, 2);

    assertThat(csr(0)).isEqualTo(4);
  }

  @Test
  void theTransceiverHasALink() {
    bcr(33, 30 << 5 | 1);
    assertThat(bcr(34) & 4).isEqualTo(4);
    bcr(33, 3 << 5 | 1);
    assertThat(bcr(34)).isEqualTo(0xFFFF);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aFrameOfTwoBuffersIsSentAndBothAreHandedBack(int style) {
    start(style);
    for (int i = 0; i < 2; i++) {
      memory.write32(TRANSMIT + 16 * i + (style == 3 ? 8 : 0), BUFFERS + 0x400 + 0x40 * i);
      memory.write8(BUFFERS + 0x400 + 0x40 * i, 0x10 + i);
    }
    memory.write32(TRANSMIT + 16 + 4, OWN | 0x0100_0000 | 0xF000 | -30 & 0xFFF);
    memory.write32(TRANSMIT + 4, OWN | 0x0200_0000 | 0xF000 | -50 & 0xFFF);
    csr(0, 0x0048); // TDMD

    scheduler.advanceTo(1_000_000);

    assertThat(cable).hasSize(1);
    assertThat(cable.get(0)).hasSize(80).startsWith(0x10);
    assertThat(cable.get(0)[50]).isEqualTo((byte) 0x11);
    assertThat(memory.read32(TRANSMIT + 4)).isNotNegative();
    assertThat(memory.read32(TRANSMIT + 16 + 4)).isNotNegative();
    assertThat(csr(0) & 0x0280).isEqualTo(0x0280); // TINT, INTR
    assertThat(card.interrupt.isHigh()).isTrue();
    csr(0, 0x0240);
    csr(4, csr(4));
    assertThat(card.interrupt.isHigh()).isFalse();
  }

  @Test
  void anArrivingFrameIsSpreadOverItsBuffersWithItsChecksum() {
    start(2);

    card.receive(frame(100, ADDRESS));
    scheduler.advanceTo(1_000_000);

    assertThat(memory.read32(RECEIVE + 4) >>> 24).isEqualTo(0x02); // STP
    assertThat(memory.read32(RECEIVE + 16 + 4) >>> 24).isEqualTo(0x01); // ENP
    assertThat(memory.read32(RECEIVE + 16 + 8) & 0xFFF).isEqualTo(104);
    assertThat(memory.read8(BUFFERS + 64 + 35)).isEqualTo(0x33);
    assertThat(csr(0) & 0x0400).isEqualTo(0x0400);
  }

  @Test
  void aFrameForAnotherStationIsPassedOver() {
    start(2);

    card.receive(frame(100, new byte[] {0x52, 0, 0, 0, 0, 9}));
    scheduler.advanceTo(1_000_000);

    assertThat(memory.read32(RECEIVE + 4)).isNegative();
  }

  @Test
  void aMulticastGoesThroughItsFilterBit() {
    byte[] group = {0x01, 0x00, 0x5E, 0x00, 0x00, 0x01};
    memory.write32(BLOCK + 12, -1);
    memory.write32(BLOCK + 16, -1);
    start(2);
    card.receive(frame(60, group));
    scheduler.advanceTo(1_000_000);
    assertThat(memory.read32(RECEIVE + 4)).isNotNegative();

    memory.write32(BLOCK + 12, 0);
    memory.write32(BLOCK + 16, 0);
    csr(0, 4);
    start(2);
    card.receive(frame(60, group));
    scheduler.advanceTo(2_000_000);
    assertThat(memory.read32(RECEIVE + 4)).isNegative();
  }

  @Test
  void aFrameWithoutADescriptorIsMissed() {
    start(2);
    memory.write32(RECEIVE + 4, 0);

    card.receive(frame(60, ADDRESS));
    scheduler.advanceTo(1_000_000);

    assertThat(csr(0) & 0x1000).isEqualTo(0x1000);
    assertThat(csr(112)).isEqualTo(1);
  }
}
