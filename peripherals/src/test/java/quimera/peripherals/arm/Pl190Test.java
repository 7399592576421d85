package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;

class Pl190Test {
  private static final int IRQ_STATUS = 0x000;
  private static final int FIQ_STATUS = 0x004;
  private static final int INT_SELECT = 0x00C;
  private static final int INT_ENABLE = 0x010;
  private static final int INT_EN_CLEAR = 0x014;
  private static final int SOFT_INT = 0x018;
  private static final int VECT_ADDR = 0x030;
  private static final int DEF_VECT_ADDR = 0x034;

  private final Pl190 vic = new Pl190();

  @BeforeEach
  void reset() {
    vic.reset(Reset.POWER_ON);
    vic.settle();
  }

  private void write(int register, int value) {
    vic.write(register, 4, value & 0xFFFFFFFFL);
  }

  private int read(int register) {
    return (int) vic.read(register, 4);
  }

  private void vector(int slot, int source, int address) {
    write(0x100 + 4 * slot, address);
    write(0x200 + 4 * slot, 0x20 | source);
  }

  @Test
  void theIdentificationSaysPl190() {
    assertThat(read(0xFE0) | read(0xFE4) << 8 | read(0xFE8) << 16).isEqualTo(0x141190);
    assertThat(read(0xFF0) | read(0xFF4) << 8 | read(0xFF8) << 16 | read(0xFFC) << 24)
        .isEqualTo(0xB105F00D);
  }

  @Test
  void onlyAnEnabledRequestReachesTheProcessor() {
    vic.request(12).changed(true);
    assertThat(vic.irq.isHigh()).isFalse();
    write(INT_ENABLE, 1 << 12);
    assertThat(vic.irq.isHigh()).isTrue();
    assertThat(read(IRQ_STATUS)).isEqualTo(1 << 12);
    write(INT_EN_CLEAR, 1 << 12);
    assertThat(vic.irq.isHigh()).isFalse();
  }

  @Test
  void aSelectedRequestGoesToFiq() {
    write(INT_SELECT, 1 << 4);
    write(INT_ENABLE, 1 << 4);
    vic.request(4).changed(true);
    assertThat(vic.fiq.isHigh()).isTrue();
    assertThat(vic.irq.isHigh()).isFalse();
    assertThat(read(FIQ_STATUS)).isEqualTo(1 << 4);
  }

  @Test
  void readingTheVectorMasksRequestsOfTheSameAndLowerPriority() {
    vector(0, 9, 0x900);
    vector(1, 3, 0x300);
    write(INT_ENABLE, 1 << 9 | 1 << 3);
    vic.request(3).changed(true);
    assertThat(read(VECT_ADDR)).isEqualTo(0x300);
    assertThat(vic.irq.isHigh()).as("in service").isFalse();
    vic.request(9).changed(true);
    assertThat(vic.irq.isHigh()).as("a higher one preempts").isTrue();
    assertThat(read(VECT_ADDR)).isEqualTo(0x900);
    vic.request(9).changed(false);
    write(VECT_ADDR, 0);
    assertThat(vic.irq.isHigh()).as("the lower is still in service").isFalse();
    write(VECT_ADDR, 0);
    assertThat(vic.irq.isHigh()).isTrue();
  }

  @Test
  void aRequestWithoutASlotHasTheDefaultVector() {
    write(DEF_VECT_ADDR, 0xD00);
    write(SOFT_INT, 1 << 30);
    write(INT_ENABLE, 1 << 30);
    assertThat(read(VECT_ADDR)).isEqualTo(0xD00);
  }

  @Test
  void aDebuggerTakesNothingIntoService() {
    write(SOFT_INT, 1);
    write(INT_ENABLE, 1);
    assertThat(vic.peek(VECT_ADDR, 4)).isPresent();
    assertThat(vic.irq.isHigh()).isTrue();
  }
}
