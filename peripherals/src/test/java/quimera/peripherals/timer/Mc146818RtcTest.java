package quimera.peripherals.timer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.time.Scheduler;

class Mc146818RtcTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long LAST_SECOND_OF_1999 = 946_684_799; // a Friday

  private final Scheduler scheduler = new Scheduler();
  private final Mc146818Rtc rtc = new Mc146818Rtc(scheduler, LAST_SECOND_OF_1999);

  @BeforeEach
  void powerOn() {
    rtc.setCmos(5, 0x12); // the alarm's hour: noon
    rtc.reset(Reset.POWER_ON);
    rtc.settle();
  }

  private int read(int register) {
    rtc.write(0, 1, register);
    return (int) rtc.read(1, 1);
  }

  private void write(int register, int value) {
    rtc.write(0, 1, register);
    rtc.write(1, 1, value);
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  private String clock() {
    return String.format(
        "%02x-%02x-%02x %02x:%02x:%02x day %d",
        read(9), read(8), read(7), read(4), read(2), read(0), read(6));
  }

  @Test
  void itStartsAtTheEpochInBcdAnd24Hours() {
    assertThat(clock()).isEqualTo("99-12-31 23:59:59 day 6");
    assertThat(read(0x0D)).isEqualTo(0x80);
    assertThat(read(0x32)).as("the century, in the PC's RAM").isEqualTo(0x19);
  }

  @Test
  void oneSecondLaterTheCenturyTurns() {
    pass(SECOND);
    assertThat(clock()).isEqualTo("00-01-01 00:00:00 day 7");
    pass(59 * 86_400 * SECOND);
    assertThat(clock()).isEqualTo("00-02-29 00:00:00 day 3");
  }

  @Test
  void binaryAnd12HourFormsAreTheSameTime() {
    write(0x0B, 0x04);
    write(4, 0x8B); // 11 in the afternoon
    write(7, 31);
    write(8, 12);
    write(9, 99);
    write(2, 59);
    write(0, 59);
    assertThat(read(0)).isEqualTo(59);
    pass(SECOND);
    assertThat(read(4)).as("midnight is 12 in the morning").isEqualTo(12);
    assertThat(read(9)).isZero();
  }

  @Test
  void updateInProgressRisesBeforeTheUpdateAndFallsWithIt() {
    assertThat(read(0x0A)).isEqualTo(0x26);
    pass(SECOND - 2_229_000);
    assertThat(read(0x0A)).isEqualTo(0x26);
    pass(2_000);
    assertThat(read(0x0A)).isEqualTo(0xA6);
    pass(2_227_000);
    assertThat(read(0x0A)).isEqualTo(0x26);
    assertThat(read(0)).isZero();
  }

  @Test
  void settingStopsUpdatesAndTheTime() {
    write(0x0B, 0x82);
    pass(5 * SECOND);
    assertThat(read(0)).isEqualTo(0x59);
    assertThat(read(0x0A) & 0x80).isZero();
    write(0, 0x10);
    write(0x0B, 0x02);
    pass(SECOND);
    assertThat(read(0)).isEqualTo(0x11);
  }

  @Test
  void afterADividerResetTheFirstUpdateComesHalfASecondLater() {
    pass(300 * MS);
    write(0x0A, 0x76);
    pass(10 * SECOND);
    assertThat(read(0)).isEqualTo(0x59);
    write(0x0A, 0x26);
    pass(499 * MS);
    assertThat(read(0)).isEqualTo(0x59);
    pass(1 * MS);
    assertThat(read(0)).isZero();
  }

  @Test
  void theUpdateEndedInterruptIsClearedByReadingC() {
    write(0x0A, 0x20);
    write(0x0B, 0x12);
    pass(SECOND - 1);
    assertThat(rtc.irq8.isHigh()).isFalse();
    pass(1);
    assertThat(rtc.irq8.isHigh()).isTrue();
    rtc.write(0, 1, 0x0C);
    assertThat(rtc.peek(1, 1)).hasValue(0x90);
    assertThat(rtc.irq8.isHigh()).as("peek clears nothing").isTrue();
    assertThat(rtc.read(1, 1)).isEqualTo(0x90);
    assertThat(rtc.irq8.isHigh()).isFalse();
    assertThat(read(0x0C)).isZero();
    pass(SECOND);
    assertThat(rtc.irq8.isHigh()).isTrue();
  }

  @Test
  void flagsRiseWithoutTheirInterrupt() {
    pass(SECOND);
    assertThat(read(0x0C)).isEqualTo(0x50);
    assertThat(rtc.irq8.isHigh()).isFalse();
  }

  @Test
  void thePeriodicInterruptComes1024TimesASecond() {
    int[] edges = new int[1];
    rtc.irq8.connect(
        "test",
        level -> {
          if (level) {
            edges[0]++;
          }
        });
    write(0x0B, 0x42);
    for (int i = 0; i < 10_240; i++) {
      pass(SECOND / 10_240 + 1);
      read(0x0C);
    }
    assertThat(edges[0]).isEqualTo(1024);
  }

  @Test
  void anUnservicedPeriodicInterruptStaysAndDoesNotPileUp() {
    write(0x0B, 0x42);
    pass(SECOND);
    assertThat(rtc.irq8.isHigh()).isTrue();
    assertThat(read(0x0C) & 0xC0).isEqualTo(0xC0);
    assertThat(read(0x0C) & 0xC0).isZero();
  }

  @Test
  void ratesOneAndTwoAreSlowWith32Kilohertz() {
    write(0x0A, 0x21);
    read(0x0C);
    pass(SECOND / 256 - 1000);
    assertThat(read(0x0C) & 0x40).isZero();
    pass(2000);
    assertThat(read(0x0C) & 0x40).isEqualTo(0x40);
    write(0x0A, 0x20);
    pass(SECOND / 2);
    assertThat(read(0x0C) & 0x40).as("rate 0 is off").isZero();
  }

  @Test
  void theAlarmRingsOnceADayOrByWildcards() {
    write(0x0A, 0x20);
    write(1, 0x05);
    write(3, 0xFF);
    write(5, 0xC0);
    write(0x0B, 0x22);
    pass(5 * SECOND);
    assertThat(rtc.irq8.isHigh()).isFalse();
    pass(SECOND);
    assertThat(rtc.irq8.isHigh()).isTrue();
    assertThat(read(0x0C)).isEqualTo(0xB0);
    pass(60 * SECOND);
    assertThat(read(0x0C)).isEqualTo(0xB0);
    write(5, 0x03);
    pass(3600 * SECOND);
    assertThat(read(0x0C)).as("an hour too early").isEqualTo(0x10);
  }

  @Test
  void resetTakesTheEnablesButLeavesTimeAndRam() {
    rtc.setCmos(0x10, 0x40);
    write(0x0B, 0x72);
    pass(2 * SECOND);
    rtc.reset(Reset.WARM);
    rtc.settle();
    assertThat(read(0x0B)).isEqualTo(0x02);
    assertThat(rtc.irq8.isHigh()).isFalse();
    assertThat(rtc.cmos(0x10)).isEqualTo(0x40);
    assertThat(clock()).isEqualTo("00-01-01 00:00:01 day 7");
  }

  @Test
  void theIndexPortMasksTheNmiAndCannotBeRead() {
    rtc.write(0, 1, 0x8F);
    assertThat(rtc.nmiMasked()).isTrue();
    rtc.write(1, 1, 0x05);
    assertThat(read(0x0F)).isEqualTo(0x05);
    assertThat(rtc.nmiMasked()).isFalse();
    assertThat(rtc.read(0, 1)).isEqualTo(0xFF);
  }

  @Test
  void aDateThatDoesNotExistGoesOnSomehow() {
    write(8, 0x02);
    write(7, 0x31);
    pass(2 * SECOND);
    assertThat(read(8)).isEqualTo(0x03);
  }
}
