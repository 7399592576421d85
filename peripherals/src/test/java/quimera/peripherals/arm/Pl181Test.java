package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.image.MemoryStore;
import quimera.peripherals.image.OverlayStore;

/** Brings a card up as a driver does, and moves blocks. */
class Pl181Test {
  private static final int POWER = 0x00;
  private static final int CLOCK = 0x04;
  private static final int ARGUMENT = 0x08;
  private static final int COMMAND = 0x0C;
  private static final int RESPONSE = 0x14;
  private static final int DATA_TIMER = 0x24;
  private static final int DATA_LENGTH = 0x28;
  private static final int DATA_CTRL = 0x2C;
  private static final int STATUS = 0x34;
  private static final int CLEAR = 0x38;
  private static final int FIFO = 0x80;
  private static final int CRC_FAIL = 1;
  private static final int TIME_OUT = 1 << 2;
  private static final int RESPONSE_END = 1 << 6;
  private static final int SENT = 1 << 7;
  private static final int DATA_END = 1 << 8;
  private static final int RX_AVAILABLE = 1 << 21;
  private static final int TX_HALF_EMPTY = 1 << 14;
  private static final int SHORT = 1 << 6;
  private static final int LONG = 3 << 6;

  private final Scheduler scheduler = new Scheduler();
  private final BlockStore store = new OverlayStore(new MemoryStore("card", new byte[4 << 20]));
  private final SdCard card = new SdCard(store);
  private final Pl181 mmci = new Pl181(Clock.hertz("mclk", 24_000_000), scheduler, card);

  @BeforeEach
  void power() {
    card.reset(Reset.POWER_ON);
    mmci.reset(Reset.POWER_ON);
    mmci.settle();
    write(POWER, 3);
    write(CLOCK, 0x100);
  }

  private void write(int register, int value) {
    mmci.write(register, 4, value & 0xFFFFFFFFL);
  }

  private int read(int register) {
    return (int) mmci.read(register, 4);
  }

  /** Gives a command and waits for what becomes of it. */
  private int command(int index, int argument, int kind) {
    write(CLEAR, 0x7FF);
    write(ARGUMENT, argument);
    write(COMMAND, 1 << 10 | kind | index);
    scheduler.advanceTo(scheduler.now() + 100_000);
    return read(STATUS) & 0xFF;
  }

  private void await(int flag) {
    for (int i = 0; (read(STATUS) & flag) == 0; i++) {
      assertThat(i).as("waiting for status %x", flag).isLessThan(1000);
      scheduler.advanceTo(scheduler.now() + 1000);
    }
  }

  private void select() {
    command(0, 0, 0);
    command(55, 0, SHORT);
    command(41, 0x40FF8000, SHORT);
    command(2, 0, LONG);
    command(3, 0, SHORT);
    command(7, read(RESPONSE) & 0xFFFF0000, SHORT);
  }

  @Test
  void aCommandWithoutAnswerIsSent() {
    assertThat(command(0, 0, 0)).isEqualTo(SENT);
  }

  @Test
  void anEmptySocketDoesNotAnswer() {
    card.insert(null);
    assertThat(command(8, 0x1AA, SHORT)).isEqualTo(TIME_OUT);
  }

  @Test
  void theCardEchoesTheVoltageCheck() {
    command(0, 0, 0);
    assertThat(command(8, 0x1AA, SHORT)).isEqualTo(RESPONSE_END);
    assertThat(read(RESPONSE)).isEqualTo(0x1AA);
  }

  @Test
  void theOperatingConditionsHaveNoChecksum() {
    command(0, 0, 0);
    command(55, 0, SHORT);
    assertThat(command(41, 0x00FF8000, SHORT)).isEqualTo(CRC_FAIL);
    assertThat(read(RESPONSE)).as("powered up, standard capacity").isEqualTo(0x80FF8000);
  }

  @Test
  void theSizeIsInTheCsd() {
    command(0, 0, 0);
    command(55, 0, SHORT);
    command(41, 0x40FF8000, SHORT);
    command(2, 0, LONG);
    command(3, 0, SHORT);
    command(9, read(RESPONSE) & 0xFFFF0000, LONG);
    int word1 = read(RESPONSE + 4);
    int word2 = read(RESPONSE + 8);
    int size = (word1 & 0x3FF) << 2 | word2 >>> 30;
    int multiplier = word2 >> 15 & 7;
    int blockBits = word1 >> 16 & 0xF;
    assertThat((size + 1L) << multiplier + 2 + blockBits).isEqualTo(4L << 20);
  }

  @Test
  void aBlockIsRead() {
    store.write(0x400, new byte[] {'q'}, 0, 1);
    store.write(0x5FF, new byte[] {'z'}, 0, 1);
    select();
    write(DATA_TIMER, -1);
    write(DATA_LENGTH, 512);
    write(DATA_CTRL, 9 << 4 | 2 | 1);
    command(17, 0x400, SHORT);
    byte[] got = new byte[512];
    for (int i = 0; i < 512; i += 4) {
      await(RX_AVAILABLE);
      int word = read(FIFO);
      for (int b = 0; b < 4; b++) {
        got[i + b] = (byte) (word >> 8 * b);
      }
    }
    assertThat(got[0]).isEqualTo((byte) 'q');
    assertThat(got[511]).isEqualTo((byte) 'z');
    assertThat(read(STATUS) & DATA_END).isNotZero();
  }

  @Test
  void aBlockIsWritten() {
    select();
    command(24, 0x200, SHORT);
    write(DATA_LENGTH, 512);
    write(DATA_CTRL, 9 << 4 | 1);
    for (int i = 0; i < 128; i++) {
      await(TX_HALF_EMPTY);
      write(FIFO, i);
    }
    scheduler.advanceTo(scheduler.now() + 1_000_000);
    assertThat(read(STATUS) & DATA_END).isNotZero();
    byte[] back = new byte[512];
    store.read(0x200, back, 0, 512);
    assertThat(back[4 * 77]).isEqualTo((byte) 77);
  }

  @Test
  void beyondTheEndTheCardSaysOutOfRange() {
    select();
    assertThat(command(17, 4 << 20, SHORT)).isEqualTo(RESPONSE_END);
    assertThat(read(RESPONSE) >>> 31).as("OUT_OF_RANGE").isEqualTo(1);
  }

  @Test
  void anImageThatEndsWithinASectorIsNoCardAndTheOldOneStays() {
    BlockStore cut = new MemoryStore("cut.img", new byte[300]);
    assertThatThrownBy(() -> card.insert(cut))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("'cut.img' has 300 bytes");
    assertThat(card.medium()).isSameAs(store);
    assertThatThrownBy(() -> new SdCard(cut)).isInstanceOf(HostException.class);
  }
}
