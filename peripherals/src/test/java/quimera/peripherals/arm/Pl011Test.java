package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

class Pl011Test {
  private static final int DR = 0x00;
  private static final int FR = 0x18;
  private static final int IBRD = 0x24;
  private static final int LCR_H = 0x2C;
  private static final int CR = 0x30;
  private static final int IFLS = 0x34;
  private static final int IMSC = 0x38;
  private static final int RIS = 0x3C;
  private static final int ICR = 0x44;
  private static final int RX = 1 << 4;
  private static final int TX = 1 << 5;
  private static final int RT = 1 << 6;
  private static final int RXFE = 1 << 4;
  private static final int TXFF = 1 << 5;
  private static final int BUSY = 1 << 3;
  private static final long CHARACTER = 10 * 16 * 1_000L; // divisor 1 on 1 MHz

  private final Scheduler scheduler = new Scheduler();
  private final StringBuilder sent = new StringBuilder();
  private final Pl011 uart =
      new Pl011(Clock.hertz("uart", 1_000_000), scheduler, value -> sent.append((char) value));

  @BeforeEach
  void program() {
    uart.reset(Reset.POWER_ON);
    uart.settle();
    write(IBRD, 1);
    write(LCR_H, 0x70);
    write(CR, 0x301);
    write(IMSC, 0x7FF);
  }

  private void write(int register, int value) {
    uart.write(register, 4, value);
  }

  private int read(int register) {
    return (int) uart.read(register, 4);
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  private void receive(String text) {
    text.chars().forEach(uart::receive);
  }

  @Test
  void aByteTakesACharacterTime() {
    write(DR, 'A');
    assertThat(read(FR) & BUSY).isNotZero();
    pass(CHARACTER - 1);
    assertThat(sent).isEmpty();
    pass(1);
    assertThat(sent.toString()).isEqualTo("A");
    assertThat(read(FR) & BUSY).isZero();
  }

  @Test
  void theTransmitFifoTakesSixteenBesideTheOneOnTheLine() {
    for (int i = 0; i < 17; i++) {
      assertThat(read(FR) & TXFF).isZero();
      write(DR, 'a' + i);
    }
    assertThat(read(FR) & TXFF).isNotZero();
    pass(17 * CHARACTER);
    assertThat(sent.toString()).isEqualTo("abcdefghijklmnopq");
  }

  @Test
  void theTransmitRequestRisesAsTheFifoFallsThroughItsLevel() {
    write(IFLS, 0x12);
    assertThat(read(RIS) & TX).as("empty, but nothing has passed the level").isZero();
    for (int i = 0; i < 12; i++) {
      write(DR, 'x');
    }
    pass(2 * CHARACTER);
    assertThat(read(RIS) & TX).isZero();
    pass(CHARACTER);
    assertThat(read(RIS) & TX).isNotZero();
    assertThat(uart.irq.isHigh()).isTrue();
    write(ICR, TX);
    assertThat(uart.irq.isHigh()).isFalse();
  }

  @Test
  void theReceiveRequestFollowsTheLevel() {
    receive("12345678");
    pass(7 * CHARACTER);
    assertThat(read(RIS) & RX).isZero();
    pass(CHARACTER);
    assertThat(read(RIS) & RX).isNotZero();
    assertThat(read(DR)).isEqualTo('1');
    assertThat(read(RIS) & RX).isZero();
  }

  @Test
  void aByteThatLiesTooLongAsksForAttention() {
    receive("z");
    pass(CHARACTER);
    assertThat(read(RIS) & RT).isZero();
    pass(32 * 16_000);
    assertThat(read(RIS) & RT).isNotZero();
    assertThat(read(DR)).isEqualTo('z');
    assertThat(read(RIS) & RT).isZero();
    assertThat(read(FR) & RXFE).isNotZero();
  }

  @Test
  void theHostWaitsWhileTheFifoIsFull() {
    receive("abcdefghijklmnopqrst");
    pass(40 * CHARACTER);
    StringBuilder got = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      got.append((char) read(DR));
      pass(CHARACTER);
    }
    assertThat(got.toString()).isEqualTo("abcdefghijklmnopqrst");
  }

  @Test
  void aDisabledPortKeepsWhatItIsToSend() {
    write(CR, 0x300);
    write(DR, 'q');
    pass(10 * CHARACTER);
    assertThat(sent).isEmpty();
    write(CR, 0x301);
    pass(CHARACTER);
    assertThat(sent.toString()).isEqualTo("q");
  }

  @Test
  void inLoopbackWhatGoesOutComesIn() {
    write(CR, 0x381);
    write(DR, 'L');
    pass(CHARACTER);
    assertThat(sent).isEmpty();
    assertThat(read(DR)).isEqualTo('L');
  }

  @Test
  void theDivisorTakesEffectWithTheLineControl() {
    write(IBRD, 2);
    write(DR, 'A');
    pass(CHARACTER);
    assertThat(sent.toString()).isEqualTo("A");
    write(LCR_H, 0x70);
    write(DR, 'B');
    pass(CHARACTER);
    assertThat(sent.toString()).isEqualTo("A");
  }
}
