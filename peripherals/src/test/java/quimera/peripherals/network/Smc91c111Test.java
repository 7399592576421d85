package quimera.peripherals.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.time.Scheduler;

class Smc91c111Test {
  private static final byte[] STATION = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};
  private static final int RECEIVE = 1;
  private static final int TRANSMIT = 1 << 1;
  private static final int TRANSMIT_EMPTY = 1 << 2;
  private static final int ALLOCATED = 1 << 3;

  private final Scheduler scheduler = new Scheduler();
  private final List<byte[]> cable = new ArrayList<>();
  private final Smc91c111 card = new Smc91c111(scheduler, STATION, cable::add);

  @BeforeEach
  void start() {
    card.reset(Reset.POWER_ON);
    card.settle();
    write(0, 0x0, 0x0081); // transmit, with padding
    write(0, 0x4, 0x0300); // receive, without checksum
    write(2, 0xD, 1, 0xFF);
  }

  private void write(int bank, int offset, int bytes, long value) {
    card.write(0xE, 2, bank);
    card.write(offset, bytes, value);
  }

  private void write(int bank, int offset, long value) {
    write(bank, offset, 2, value);
  }

  private int read(int bank, int offset, int bytes) {
    card.write(0xE, 2, bank);
    return (int) card.read(offset, bytes);
  }

  private int requests() {
    return read(2, 0xC, 1);
  }

  private void pass() {
    scheduler.advanceTo(scheduler.now() + 1_000_000);
  }

  /**
   * As a driver sends: a packet from the controller, header, data, control byte, into the queue.
   */
  private void send(byte[] frame) {
    write(2, 0x0, 0x20);
    assertThat(requests() & ALLOCATED).isNotZero();
    int packet = read(2, 0x3, 1);
    assertThat(packet & 0x80).isZero();
    write(2, 0x2, 1, packet);
    write(2, 0x6, 0x4000);
    boolean odd = (frame.length & 1) != 0;
    write(2, 0x8, 0);
    write(2, 0x8, (frame.length & ~1) + 6);
    for (byte each : frame) {
      write(2, 0x8, 1, each & 0xFF);
    }
    if (!odd) {
      write(2, 0x8, 1, 0);
    }
    write(2, 0x8, 1, odd ? 0x20 : 0);
    write(2, 0x0, 0xC0);
  }

  private static byte[] frame(int length, byte[] destination) {
    byte[] frame = new byte[length];
    Arrays.fill(frame, (byte) 0x5A);
    System.arraycopy(destination, 0, frame, 0, 6);
    frame[length - 1] = 0x77;
    return frame;
  }

  @Test
  void aDriverKnowsTheChipByItsBanksAndRevision() {
    assertThat(read(1, 0xE, 2)).isEqualTo(0x3301);
    assertThat(read(3, 0xA, 2) & 0xFF).isEqualTo(0x91);
    assertThat(read(1, 0x4, 2)).isEqualTo(0x5452);
    assertThat(read(0, 0x8, 2)).as("four packets, all free").isEqualTo(0x0404);
  }

  @Test
  void aFrameIsSentAndItsPacketReportedUntilItIsDropped() {
    byte[] frame = frame(100, STATION);
    send(frame);
    assertThat(cable).isEmpty();
    pass();
    assertThat(cable).containsExactly(frame);
    assertThat(requests() & (TRANSMIT | TRANSMIT_EMPTY)).isEqualTo(TRANSMIT | TRANSMIT_EMPTY);
    int packet = read(2, 0x4, 1);
    assertThat(packet & 0x80).isZero();
    write(2, 0xC, 1, TRANSMIT);
    assertThat(requests() & TRANSMIT).isZero();
    write(2, 0x2, 1, packet);
    write(2, 0x0, 0xA0);
    assertThat(read(0, 0x9, 1)).as("free packets").isEqualTo(4);
  }

  @Test
  void anOddFrameKeepsItsLastByte() {
    byte[] frame = frame(101, STATION);
    send(frame);
    pass();
    assertThat(cable).containsExactly(frame);
  }

  @Test
  void aShortFrameIsPadded() {
    send(frame(20, STATION));
    pass();
    assertThat(cable.get(0)).hasSize(60);
  }

  @Test
  void aReceivedFrameIsReadThroughThePointer() {
    byte[] frame = frame(99, STATION);
    card.receive(frame);
    pass();
    assertThat(requests() & RECEIVE).isNotZero();
    assertThat(card.irq.isHigh()).isTrue();
    write(2, 0x6, 0xE000);
    int status = read(2, 0x8, 2);
    int count = read(2, 0x8, 2);
    assertThat(status & 0x1000).as("odd").isNotZero();
    assertThat(count).isEqualTo(98 + 6);
    byte[] got = new byte[99];
    for (int i = 0; i < got.length; i++) {
      got[i] = (byte) read(2, 0x8, 1);
    }
    assertThat(got).isEqualTo(frame);
    assertThat(read(2, 0x8, 1) & 0x20).as("control byte").isNotZero();
    write(2, 0x0, 0x80);
    assertThat(card.irq.isHigh()).isFalse();
  }

  @Test
  void onlyFramesForThisStationAreTaken() {
    card.receive(frame(60, new byte[] {2, 2, 2, 2, 2, 2}));
    card.receive(frame(60, new byte[] {1, 0, 0x5E, 0, 0, 1}));
    pass();
    assertThat(requests() & RECEIVE).isZero();
    card.receive(frame(60, new byte[] {-1, -1, -1, -1, -1, -1}));
    pass();
    assertThat(requests() & RECEIVE).isNotZero();
  }

  @Test
  void withoutAFreePacketAnAllocationWaits() {
    for (int i = 0; i < 4; i++) {
      write(2, 0x0, 0x20);
    }
    assertThat(read(2, 0x3, 1)).isEqualTo(3);
    write(2, 0xC, 1, ALLOCATED);
    write(2, 0x0, 0x20);
    assertThat(requests() & ALLOCATED).isZero();
    assertThat(read(2, 0x3, 1) & 0x80).isNotZero();
    write(2, 0x2, 1, 1);
    write(2, 0x0, 0xA0);
    assertThat(requests() & ALLOCATED).isNotZero();
    assertThat(read(2, 0x3, 1)).isEqualTo(1);
  }

  /** Clause 22 by hand: preamble, 01 10, address, register, turn-around, sixteen bits. */
  @Test
  void thePhysicalLayerIsReadBitByBit() {
    assertThat(phy(0, 2)).isEqualTo(0x0016);
    assertThat(phy(0, 1) & 4).as("link").isEqualTo(4);
    assertThat(phy(5, 2)).as("nobody there").isEqualTo(0xFFFF);
  }

  private int phy(int address, int register) {
    for (int i = 0; i < 32; i++) {
      clock(true, true);
    }
    int header = 0b0110 << 10 | address << 5 | register;
    for (int i = 13; i >= 0; i--) {
      clock(true, (header >> i & 1) != 0);
    }
    int value = 0;
    for (int i = 0; i < 18; i++) {
      write(3, 0x8, 0x3330);
      value = value << 1 | read(3, 0x8, 2) >> 1 & 1;
      write(3, 0x8, 0x3334);
    }
    return value & 0xFFFF;
  }

  private void clock(boolean drive, boolean bit) {
    int wires = 0x3330 | (drive ? 8 : 0) | (bit ? 1 : 0);
    write(3, 0x8, wires);
    write(3, 0x8, wires | 4);
  }
}
