package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;

class Pl061Test {
  private static final int ALL = 0x3FC;
  private static final int DIR = 0x400;
  private static final int IS = 0x404;
  private static final int IBE = 0x408;
  private static final int IEV = 0x40C;
  private static final int IE = 0x410;
  private static final int RIS = 0x414;
  private static final int IC = 0x41C;

  private final Pl061 gpio = new Pl061();

  @BeforeEach
  void reset() {
    gpio.reset(Reset.POWER_ON);
    gpio.settle();
  }

  private void write(int register, int value) {
    gpio.write(register, 4, value);
  }

  private long read(int register) {
    return gpio.read(register, 4);
  }

  @Test
  void theAddressSelectsThePins() {
    write(DIR, 0xFF);
    write(ALL, 0x00);
    write(0x0F << 2, 0xFF);
    assertThat(read(ALL)).isEqualTo(0x0F);
    assertThat(read(0x03 << 2)).isEqualTo(0x03);
    assertThat(gpio.output(3).isHigh()).isTrue();
    assertThat(gpio.output(4).isHigh()).isFalse();
  }

  @Test
  void anInputIsReadAndNotWritten() {
    gpio.input(2).changed(true);
    write(ALL, 0);
    assertThat(read(ALL)).isEqualTo(4);
  }

  @Test
  void anEdgeIsKeptUntilItIsCleared() {
    write(IEV, 1);
    write(IE, 1);
    gpio.input(0).changed(true);
    gpio.input(0).changed(false);
    assertThat(gpio.irq.isHigh()).isTrue();
    write(IC, 1);
    assertThat(gpio.irq.isHigh()).isFalse();
  }

  @Test
  void withoutTheEventBitTheFallingEdgeCounts() {
    write(IE, 1);
    gpio.input(0).changed(true);
    assertThat(read(RIS)).isZero();
    gpio.input(0).changed(false);
    assertThat(read(RIS)).isEqualTo(1);
    write(IC, 1);
    write(IBE, 1);
    gpio.input(0).changed(true);
    assertThat(read(RIS)).as("both edges").isEqualTo(1);
  }

  @Test
  void aLevelAsksAsLongAsItLasts() {
    write(IS, 1);
    write(IEV, 1);
    write(IE, 1);
    gpio.input(0).changed(true);
    write(IC, 1);
    assertThat(gpio.irq.isHigh()).isTrue();
    gpio.input(0).changed(false);
    assertThat(gpio.irq.isHigh()).isFalse();
  }
}
