package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.host.Key;
import quimera.core.time.Scheduler;
import quimera.peripherals.input.Ps2Keyboard;

class Pl050Test {
  private static final int KMICR = 0x00;
  private static final int KMISTAT = 0x04;
  private static final int KMIDATA = 0x08;
  private static final int KMIIR = 0x10;
  private static final int ENABLE = 1 << 2;
  private static final int TX_INTERRUPT = 1 << 3;
  private static final int RX_INTERRUPT = 1 << 4;
  private static final int RX_FULL = 1 << 4;
  private static final int TX_EMPTY = 1 << 6;
  private static final long MS = 1_000_000;

  private final Scheduler scheduler = new Scheduler();
  private final Ps2Keyboard keyboard = new Ps2Keyboard(scheduler);
  private final Pl050 kmi = new Pl050(scheduler, keyboard);

  @BeforeEach
  void reset() {
    keyboard.reset(Reset.POWER_ON);
    kmi.reset(Reset.POWER_ON);
    keyboard.settle();
    kmi.settle();
  }

  private void write(int register, int value) {
    kmi.write(register, 4, value);
  }

  private int read(int register) {
    return (int) kmi.read(register, 4);
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  private int next() {
    pass(MS);
    assertThat(read(KMISTAT) & RX_FULL).isNotZero();
    return read(KMIDATA);
  }

  @Test
  void resetValuesAreTheManuals() {
    assertThat(read(KMICR)).isZero();
    assertThat(read(KMISTAT)).isEqualTo(0x43);
  }

  @Test
  void nothingComesInWhileItIsDisabled() {
    pass(10 * MS);
    assertThat(read(KMISTAT) & RX_FULL).isZero();
    write(KMICR, ENABLE);
    assertThat(next()).as("the keyboard's self test").isEqualTo(0xAA);
  }

  @Test
  void aKeyIsItsScanCodeAndInterrupts() {
    write(KMICR, ENABLE | RX_INTERRUPT);
    next();
    keyboard.key(Key.A, true);
    keyboard.key(Key.A, false);
    pass(MS);
    assertThat(kmi.irq.isHigh()).isTrue();
    assertThat(read(KMIIR)).isEqualTo(1);
    assertThat(read(KMIDATA)).isEqualTo(0x1C);
    assertThat(kmi.irq.isHigh()).isFalse();
    assertThat(next()).isEqualTo(0xF0);
    assertThat(next()).isEqualTo(0x1C);
  }

  @Test
  void aCommandTakesItsTimeAndIsAnswered() {
    write(KMICR, ENABLE | TX_INTERRUPT);
    next();
    write(KMIDATA, 0xEE);
    assertThat(read(KMISTAT) & TX_EMPTY).isZero();
    assertThat(kmi.irq.isHigh()).isFalse();
    pass(MS);
    assertThat(read(KMISTAT) & TX_EMPTY).isNotZero();
    assertThat(kmi.irq.isHigh()).isTrue();
    assertThat(next()).as("echo").isEqualTo(0xEE);
  }
}
