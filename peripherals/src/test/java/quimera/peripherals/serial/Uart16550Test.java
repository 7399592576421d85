package quimera.peripherals.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.host.CharSink;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.serial.Uart16550.Variant;

class Uart16550Test {
  private static final int RBR = 0;
  private static final int IER = 1;
  private static final int IIR = 2;
  private static final int LCR = 3;
  private static final int MCR = 4;
  private static final int LSR = 5;
  private static final int MSR = 6;
  private static final int SCR = 7;
  private static final long CHARACTER = 10 * 104_167L; // 8N1 at 9600 baud

  private final Scheduler scheduler = new Scheduler();
  private final StringBuilder sent = new StringBuilder();
  private final CharSink sink = value -> sent.append((char) value);
  private final Uart16550 uart = uart(Variant.NS16550A, sink);

  private Uart16550 uart(Variant variant, CharSink far) {
    return new Uart16550("irq4", variant, Clock.hertz("uart", 1_843_200), scheduler, far);
  }

  @BeforeEach
  void program() {
    program(uart);
  }

  private static void program(Uart16550 part) {
    part.reset(Reset.POWER_ON);
    part.settle();
    part.write(LCR, 1, 0x83);
    part.write(RBR, 1, 12);
    part.write(IER, 1, 0);
    part.write(LCR, 1, 0x03);
    part.write(MCR, 1, 0x0B);
  }

  private void write(int register, int value) {
    uart.write(register, 1, value);
  }

  private long read(int register) {
    return uart.read(register, 1);
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  private void receive(String text) {
    text.chars().forEach(uart::receive);
  }

  @Test
  void resetValuesAreTheDataSheets() {
    uart.reset(Reset.WARM);
    uart.settle();
    long[] seen = {read(IER), read(IIR), read(LCR), read(MCR), read(LSR)};
    assertThat(seen).containsExactly(0x00, 0x01, 0x00, 0x00, 0x60);
    assertThat(read(MSR) & 0x0F).isZero();
  }

  @Test
  void aByteTakesACharacterTime() {
    write(RBR, 'A');
    assertThat(read(LSR)).as("in the shift register").isEqualTo(0x20);
    pass(CHARACTER - 1000);
    assertThat(sent).isEmpty();
    pass(2000);
    assertThat(sent.toString()).isEqualTo("A");
    assertThat(read(LSR)).isEqualTo(0x60);
  }

  @Test
  void theRateFollowsDivisorAndFormat() {
    write(LCR, 0x80);
    write(RBR, 1);
    write(IER, 0);
    write(LCR, 0x1F); // 8 bits, parity, two stop bits: twelve bits at 115200
    write(RBR, 'x');
    pass(104_000);
    assertThat(sent).isEmpty();
    pass(200);
    assertThat(sent.toString()).isEqualTo("x");
  }

  @Test
  void withoutFifosTheHoldingRegisterHoldsOne() {
    write(RBR, 'A');
    write(RBR, 'B');
    assertThat(read(LSR)).isZero();
    pass(3 * CHARACTER);
    assertThat(sent.toString()).isEqualTo("AB");
  }

  @Test
  void enablingTheTransmitterInterruptWhileEmptyRaisesIt() {
    write(IER, 0x02);
    assertThat(uart.irq.isHigh()).isTrue();
    assertThat(uart.peek(IIR, 1)).hasValue(0x02);
    assertThat(read(IIR)).isEqualTo(0x02);
    assertThat(uart.irq.isHigh()).as("reading IIR clears it").isFalse();
    assertThat(read(IIR)).isEqualTo(0x01);
    write(IER, 0x00);
    write(IER, 0x02);
    assertThat(uart.irq.isHigh()).isTrue();
  }

  @Test
  void writingAByteBringsTheTransmitterInterruptBackAsANewEdge() {
    write(IER, 0x02);
    int[] edges = new int[1];
    uart.irq.connect("test", level -> edges[0] += level ? 1 : 0);
    write(RBR, 'A');
    assertThat(edges[0]).isEqualTo(1);
    write(RBR, 'B');
    assertThat(uart.irq.isHigh()).as("the holding register is full").isFalse();
    pass(CHARACTER + 1000);
    assertThat(edges[0]).isEqualTo(2);
  }

  @Test
  void out2GatesTheInterrupt() {
    write(IER, 0x02);
    write(MCR, 0x03);
    assertThat(uart.irq.isHigh()).isFalse();
    assertThat(read(IIR)).isEqualTo(0x02);
  }

  @Test
  void hostBytesArriveOneCharacterTimeApart() {
    receive("Hi");
    assertThat(read(LSR) & 1).isZero();
    pass(CHARACTER + 1000);
    assertThat(read(LSR) & 1).isEqualTo(1);
    assertThat(uart.peek(RBR, 1)).hasValue('H');
    assertThat(read(RBR)).isEqualTo('H');
    assertThat(read(LSR) & 1).isZero();
    pass(CHARACTER + 1000);
    assertThat(read(RBR)).isEqualTo('i');
  }

  @Test
  void theHostWaitsForASlowGuest() {
    receive("abc".repeat(100));
    StringBuilder got = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      pass(5 * CHARACTER);
      assertThat(read(LSR) & 0x02).as("overrun").isZero();
      got.append((char) read(RBR));
    }
    assertThat(got.toString()).isEqualTo("abc".repeat(100));
  }

  @Test
  void receivedDataInterruptsAtOnceWithoutFifos() {
    write(IER, 0x01);
    receive("x");
    pass(CHARACTER + 1000);
    assertThat(uart.irq.isHigh()).isTrue();
    assertThat(read(IIR)).isEqualTo(0x04);
    read(RBR);
    assertThat(uart.irq.isHigh()).isFalse();
  }

  @Test
  void withFifosTheTriggerLevelInterruptsAndTheRestTimesOut() {
    write(IIR, 0x41); // FIFOs, trigger at 4
    write(IER, 0x01);
    receive("12345");
    pass(3 * CHARACTER + 1000);
    assertThat(uart.irq.isHigh()).isFalse();
    pass(CHARACTER);
    assertThat(read(IIR)).isEqualTo(0xC4);
    pass(CHARACTER);
    for (int i = 0; i < 2; i++) {
      read(RBR);
    }
    assertThat(read(IIR)).isEqualTo(0xC1);
    pass(4 * CHARACTER + 1000);
    assertThat(uart.irq.isHigh()).isTrue();
    assertThat(read(IIR)).as("character timeout").isEqualTo(0xCC);
    assertThat(read(RBR)).isEqualTo('3');
    assertThat(read(IIR)).isEqualTo(0xC1);
  }

  @Test
  void sixteenBytesGoOutInOneGulp() {
    write(IIR, 0x01);
    write(IER, 0x02);
    read(IIR);
    for (int i = 0; i < 16; i++) {
      write(RBR, 'a' + i);
    }
    assertThat(read(LSR)).isZero();
    pass(15 * CHARACTER + 20_000);
    assertThat(read(LSR)).as("the last is being shifted out").isEqualTo(0x20);
    assertThat(uart.irq.isHigh()).isTrue();
    pass(CHARACTER);
    assertThat(sent.toString()).isEqualTo("abcdefghijklmnop");
  }

  @Test
  void fifoControlClearsFifos() {
    write(IIR, 0x01);
    receive("abc");
    pass(4 * CHARACTER);
    write(IIR, 0x03);
    assertThat(read(LSR) & 1).isZero();
    write(IIR, 0x00);
    assertThat(read(IIR)).isEqualTo(0x01);
  }

  @Test
  void loopbackReturnsBytesAndModemLines() {
    write(MCR, 0x1A); // RTS and OUT2
    assertThat(read(MSR) & 0xF0).as("CTS and DCD").isEqualTo(0x90);
    write(RBR, 'L');
    pass(CHARACTER + 1000);
    assertThat(read(RBR)).isEqualTo('L');
    assertThat(sent).isEmpty();
  }

  @Test
  void modemDeltasAreClearedByReadingMsr() {
    read(MSR);
    write(IER, 0x08);
    write(MCR, 0x1F);
    assertThat(read(MSR)).as("RI rose, which counts only at its end").isEqualTo(0xF0);
    write(MCR, 0x1B);
    assertThat(read(IIR)).isZero();
    assertThat(read(MSR)).isEqualTo(0xB4);
    assertThat(read(MSR)).isEqualTo(0xB0);
    assertThat(read(IIR)).isEqualTo(0x01);
  }

  @Test
  void anOverrunInLoopbackIsALineStatusInterrupt() {
    write(IER, 0x04);
    write(MCR, 0x1B);
    write(RBR, '1');
    pass(CHARACTER + 1000);
    write(RBR, '2');
    pass(CHARACTER + 1000);
    assertThat(read(IIR)).isEqualTo(0x06);
    assertThat(read(LSR) & 0x02).isEqualTo(0x02);
    assertThat(read(LSR) & 0x02).as("reading LSR clears it").isZero();
    assertThat(read(RBR)).isEqualTo('2');
  }

  @Test
  void aBreakInLoopbackIsANulWithItsError() {
    write(IIR, 0x01);
    write(MCR, 0x1B);
    write(LCR, 0x43);
    pass(CHARACTER + 1000);
    assertThat(read(LSR)).isEqualTo(0x60 | 0x80 | 0x18 | 0x01);
    assertThat(read(LSR)).isEqualTo(0x61);
    assertThat(read(RBR)).isZero();
  }

  @Test
  void nothingConnectedMeansNoModemLines() {
    Uart16550 lonely = uart(Variant.NS16550A, CharSink.NONE);
    program(lonely);
    assertThat(lonely.read(MSR, 1)).isZero();
    assertThat(read(MSR) & 0xF0).isEqualTo(0xB0);
  }

  @Test
  void olderPartsLackFifosAndTheOldestTheScratchRegister() {
    Uart16550 old = uart(Variant.NS16450, sink);
    old.write(IIR, 1, 0x01);
    assertThat(old.read(IIR, 1)).isEqualTo(0x01);
    old.write(SCR, 1, 0x5A);
    assertThat(old.read(SCR, 1)).isEqualTo(0x5A);
    Uart16550 oldest = uart(Variant.INS8250, sink);
    oldest.write(SCR, 1, 0x5A);
    assertThat(oldest.read(SCR, 1)).isEqualTo(0xFF);
  }

  @Test
  void unreadInputIsState() {
    receive("hello");
    pass(2 * CHARACTER);
    StateTree saved = StateTree.save(uart::state);
    Uart16550 twin = uart(Variant.NS16550A, sink);
    saved.load("uart", twin::state);
    StringBuilder got = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      got.append((char) twin.read(RBR, 1));
      pass(2 * CHARACTER);
    }
    assertThat(got.toString()).isEqualTo("hello");
  }
}
