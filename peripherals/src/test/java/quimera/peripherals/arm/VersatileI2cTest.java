package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.time.Scheduler;
import quimera.peripherals.timer.Ds1338;

/** A master that moves the two wires as software does, and the clock chip at the other end. */
class VersatileI2cTest {
  private static final int SCL = 1;
  private static final int SDA = 2;
  private static final long EPOCH = 1_700_000_000L; // 2023-11-14 22:13:20, a Tuesday

  private final Scheduler scheduler = new Scheduler();
  private final VersatileI2c bus = new VersatileI2c(new Ds1338(scheduler, EPOCH));

  private void wire(int wire, boolean high) {
    bus.write(high ? 0 : 4, 4, wire);
  }

  private void start() {
    wire(SDA, true);
    wire(SCL, true);
    wire(SDA, false);
    wire(SCL, false);
  }

  private void stop() {
    wire(SDA, false);
    wire(SCL, true);
    wire(SDA, true);
  }

  private boolean clock(boolean data) {
    wire(SDA, data);
    wire(SCL, true);
    boolean seen = (bus.read(0, 4) & SDA) != 0;
    wire(SCL, false);
    return seen;
  }

  /** Returns whether the byte was acknowledged. */
  private boolean send(int value) {
    for (int i = 7; i >= 0; i--) {
      clock((value >> i & 1) != 0);
    }
    return !clock(true);
  }

  private int receive(boolean more) {
    int value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 1 | (clock(true) ? 1 : 0);
    }
    clock(!more);
    return value;
  }

  private int[] registers(int first, int count) {
    start();
    assertThat(send(0xD0)).isTrue();
    assertThat(send(first)).isTrue();
    start();
    assertThat(send(0xD1)).isTrue();
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = receive(i < count - 1);
    }
    stop();
    return values;
  }

  private void set(int register, int... values) {
    start();
    send(0xD0);
    send(register);
    for (int value : values) {
      assertThat(send(value)).isTrue();
    }
    stop();
  }

  @Test
  void theTimeIsReadInDecimals() {
    assertThat(registers(0, 7)).containsExactly(0x20, 0x13, 0x22, 3, 0x14, 0x11, 0x23);
    scheduler.advanceTo(61_000_000_000L);
    assertThat(registers(0, 2)).containsExactly(0x21, 0x14);
  }

  @Test
  void theTimeIsSet() {
    set(0, 0x56, 0x34, 0x12, 1, 0x31, 0x12, 0x29);
    assertThat(registers(0, 7)).containsExactly(0x56, 0x34, 0x12, 1, 0x31, 0x12, 0x29);
    set(4, 0x30);
    assertThat(registers(4, 2)).containsExactly(0x30, 0x12);
  }

  @Test
  void memoryKeepsWhatIsWritten() {
    set(0x20, 0xA5, 0x5A);
    assertThat(registers(0x20, 2)).containsExactly(0xA5, 0x5A);
  }

  @Test
  void nobodyAnswersAtAnotherAddress() {
    start();
    assertThat(send(0xA0)).isFalse();
    stop();
  }
}
