package quimera.peripherals.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoprocessorErrorTest {
  private final CoprocessorError latch = new CoprocessorError();

  @Test
  void anErrorAsksForInterrupt13() {
    latch.ferr.changed(true);
    assertThat(latch.irq13.isHigh()).isTrue();
    assertThat(latch.ignne.isHigh()).isFalse();
  }

  @Test
  void theRequestStaysWhenTheErrorGoesAway() {
    latch.ferr.changed(true);
    latch.ferr.changed(false);
    assertThat(latch.irq13.isHigh()).isTrue();
  }

  @Test
  void aWriteToF0TakesTheRequestBackAndLetsTheProcessorGoOn() {
    latch.ferr.changed(true);
    latch.write(0, 1, 0);
    assertThat(latch.irq13.isHigh()).isFalse();
    assertThat(latch.ignne.isHigh()).isTrue();
    latch.ferr.changed(false);
    assertThat(latch.ignne.isHigh()).isFalse();
  }

  @Test
  void aWriteWithoutAnErrorIsNothing() {
    latch.write(0, 1, 0);
    assertThat(latch.ignne.isHigh()).isFalse();
  }

  @Test
  void portF1IsAnotherMatter() {
    latch.ferr.changed(true);
    latch.write(1, 1, 0);
    assertThat(latch.irq13.isHigh()).isTrue();
  }
}
