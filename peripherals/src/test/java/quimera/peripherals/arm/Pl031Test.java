package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.time.Scheduler;

class Pl031Test {
  private static final int DR = 0x00;
  private static final int MR = 0x04;
  private static final int LR = 0x08;
  private static final int CR = 0x0C;
  private static final int IMSC = 0x10;
  private static final int RIS = 0x14;
  private static final int ICR = 0x1C;
  private static final int EPOCH = 946_684_800;
  private static final long SECOND = 1_000_000_000L;

  private final Scheduler scheduler = new Scheduler();
  private final Pl031 rtc = new Pl031(scheduler, EPOCH);

  @BeforeEach
  void reset() {
    rtc.reset(Reset.POWER_ON);
    rtc.settle();
  }

  private void write(int register, int value) {
    rtc.write(register, 4, value & 0xFFFFFFFFL);
  }

  private int read(int register) {
    return (int) rtc.read(register, 4);
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  @Test
  void itRunsFromPowerOnAtTheTimeItWasGiven() {
    assertThat(read(CR)).isEqualTo(1);
    pass(90 * SECOND + 1);
    assertThat(read(DR)).isEqualTo(EPOCH + 90);
  }

  @Test
  void loadingSetsTheSeconds() {
    pass(SECOND / 2);
    write(LR, 1000);
    assertThat(read(DR)).isEqualTo(1000);
    pass(2 * SECOND);
    assertThat(read(DR)).isEqualTo(1002);
  }

  @Test
  void theTimeOutlastsAWarmReset() {
    write(LR, 5000);
    rtc.reset(Reset.WARM);
    assertThat(read(DR)).isEqualTo(5000);
  }

  @Test
  void aMatchInterruptsUntilItIsCleared() {
    write(MR, EPOCH + 3);
    write(IMSC, 1);
    pass(3 * SECOND - 1);
    assertThat(rtc.irq.isHigh()).isFalse();
    pass(1);
    assertThat(rtc.irq.isHigh()).isTrue();
    write(ICR, 1);
    assertThat(rtc.irq.isHigh()).isFalse();
    pass(10 * SECOND);
    assertThat(read(RIS)).isZero();
  }

  @Test
  void aMatchThatIsOverComesWhenTheCounterWraps() {
    write(LR, -2);
    write(MR, 1);
    pass(3 * SECOND);
    assertThat(read(DR)).isEqualTo(1);
    assertThat(read(RIS)).isEqualTo(1);
  }
}
