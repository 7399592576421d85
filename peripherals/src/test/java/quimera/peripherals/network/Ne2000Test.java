package quimera.peripherals.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import quimera.core.bus.PortSpace;
import quimera.core.state.StateTree;
import quimera.core.time.Scheduler;

/** A driver's view of the card: ring, remote DMA, filters, interrupts. */
class Ne2000Test {
  private static final int BASE = 0x300;
  private static final byte[] ADDRESS = {2, 0, 0, 0, 0, 7};

  private final Scheduler scheduler = new Scheduler();
  private final List<byte[]> cable = new ArrayList<>();
  private final Ne2000 card = new Ne2000(scheduler, ADDRESS, cable::add);
  private final PortSpace ports = new PortSpace();

  Ne2000Test() {
    ports.map("net", BASE, 32, 2, card);
    start(0x04); // broadcasts
  }

  private int in(int register) {
    return ports.read(BASE + register, 1);
  }

  private void out(int register, int value) {
    ports.write(BASE + register, 1, value);
  }

  private void start(int filter) {
    out(0, 0x21);
    out(0xE, 0x49); // words
    out(1, 0x46);
    out(2, 0x50); // a ring of ten pages
    out(3, 0x46);
    out(0xC, filter);
    out(7, 0xFF);
    out(0xF, 0x3F);
    out(0, 0x61);
    for (int i = 0; i < 6; i++) {
      out(1 + i, ADDRESS[i]);
    }
    out(7, 0x47);
    out(0, 0x22);
  }

  private int current() {
    out(0, 0x62);
    int page = in(7);
    out(0, 0x22);
    return page;
  }

  private byte[] remoteRead(int address, int length) {
    out(8, address & 0xFF);
    out(9, address >> 8);
    out(0xA, length & 0xFF);
    out(0xB, length >> 8);
    out(0, 0x0A);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i += 2) {
      int word = ports.read(BASE + 0x10, 2);
      bytes[i] = (byte) word;
      bytes[i + 1] = (byte) (word >> 8);
    }
    return bytes;
  }

  private void settle() {
    scheduler.advanceTo(scheduler.now() + 10_000_000);
  }

  private static byte[] frame(int length, byte... to) {
    byte[] frame = new byte[length];
    for (int i = 0; i < length; i++) {
      frame[i] = (byte) i;
    }
    System.arraycopy(to, 0, frame, 0, 6);
    return frame;
  }

  @Test
  void thePromHoldsEachByteOfTheAddressTwice() {
    byte[] prom = remoteRead(0, 32);
    assertThat(Arrays.copyOf(prom, 4)).containsExactly(2, 2, 0, 0);
    assertThat(prom[10]).isEqualTo((byte) 7);
    assertThat(prom[28]).as("a 16-bit card").isEqualTo((byte) 'W');
    assertThat(in(7) & 0x40).as("remote DMA complete").isNotZero();
  }

  @Test
  void aFrameLiesInTheRingBehindItsHeader() {
    card.receive(frame(100, ADDRESS));
    assertThat(card.irq.isHigh()).as("it is still on the cable").isFalse();
    settle();
    assertThat(card.irq.isHigh()).isTrue();
    assertThat(in(7)).isEqualTo(0x01);
    assertThat(current()).isEqualTo(0x48);
    byte[] kept = remoteRead(0x4700, 104);
    assertThat(kept[0]).as("received intact").isEqualTo((byte) 0x01);
    assertThat(kept[1]).as("next page").isEqualTo((byte) 0x48);
    assertThat(kept[2] & 0xFF | kept[3] << 8).as("with its checksum").isEqualTo(104);
    assertThat(Arrays.copyOfRange(kept, 4, 10)).containsExactly(ADDRESS);
    assertThat(kept[4 + 99]).isEqualTo((byte) 99);
    out(7, 0x01);
    assertThat(in(7) & 1).isZero();
  }

  @Test
  void aFrameWrapsAtTheRingsEnd() {
    for (int i = 0; i < 8; i++) {
      card.receive(frame(60, ADDRESS));
      settle();
    }
    out(3, 0x4E);
    assertThat(current()).isEqualTo(0x4F);
    card.receive(frame(500, ADDRESS));
    settle();
    assertThat(current()).isEqualTo(0x47);
    byte[] kept = remoteRead(0x4F00, 504);
    assertThat(kept[4 + 251]).isEqualTo((byte) 251);
    assertThat(kept[4 + 252]).as("from the ring's first page").isEqualTo((byte) 252);
    assertThat(kept[4 + 499]).isEqualTo((byte) 499);
  }

  @Test
  void aFullRingMakesFramesWait() {
    for (int i = 0; i < 12; i++) {
      card.receive(frame(60, ADDRESS));
    }
    settle();
    assertThat(current()).as("one page stays free").isEqualTo(0x4F);
    out(3, 0x4E);
    settle();
    assertThat(current()).isEqualTo(0x49);
  }

  @Test
  void onlyWantedAddressesAreTaken() {
    byte[] other = {2, 0, 0, 0, 0, 8};
    byte[] all = {-1, -1, -1, -1, -1, -1};
    byte[] group = {1, 0, 0x5E, 0, 0, 1};
    card.receive(frame(60, other));
    card.receive(frame(60, group));
    settle();
    assertThat(current()).isEqualTo(0x47);
    card.receive(frame(60, all));
    settle();
    assertThat(current()).isEqualTo(0x48);
    out(0xC, 0x10); // promiscuous, no broadcasts
    card.receive(frame(60, other));
    card.receive(frame(60, all));
    settle();
    assertThat(current()).isEqualTo(0x49);
    out(0xC, 0x08);
    out(0, 0x62);
    for (int i = 0; i < 8; i++) {
      out(8 + i, 0xFF);
    }
    out(0, 0x22);
    card.receive(frame(60, group));
    settle();
    assertThat(current()).as("its hash bit is set").isEqualTo(0x4A);
  }

  @Test
  void aFrameIsSentFromTheBuffer() {
    out(8, 0x00);
    out(9, 0x40);
    out(0xA, 64);
    out(0xB, 0);
    out(0, 0x12);
    for (int i = 0; i < 32; i++) {
      ports.write(BASE + 0x10, 2, 0x0100 * (2 * i + 1) + 2 * i);
    }
    out(4, 0x40);
    out(5, 64);
    out(6, 0);
    out(0, 0x26);
    assertThat(in(0) & 4).as("TXP while it goes out").isEqualTo(4);
    assertThat(cable).isEmpty();
    settle();
    assertThat(in(0) & 4).isZero();
    assertThat(in(7) & 2).isEqualTo(2);
    assertThat(in(4)).as("transmit status").isEqualTo(1);
    assertThat(cable).hasSize(1);
    assertThat(cable.get(0)).hasSize(64).startsWith(0, 1, 2, 3);
  }

  @Test
  void aStoppedCardTakesNothing() {
    out(0, 0x21);
    card.receive(frame(60, ADDRESS));
    settle();
    assertThat(in(7)).isEqualTo(0x80);
    out(0, 0x22);
    settle();
    assertThat(in(7)).as("it came while the card was off, and waits").isEqualTo(0x01);
  }

  @Test
  void framesThatWaitArePartOfTheState() {
    card.receive(frame(60, ADDRESS));
    card.receive(frame(70, ADDRESS));
    StateTree kept = StateTree.save(card::state);
    settle();
    int after = current();
    kept.load("net0", card::state);
    settle();
    assertThat(current()).isEqualTo(after);
  }
}
