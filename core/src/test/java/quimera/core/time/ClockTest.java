package quimera.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockTest {
  private static final long FOUR_HUNDRED_DAYS = 400L * 86_400 * 1_000_000_000;
  private final Clock crystal = new Clock("crystal", 315_000_000, 22);

  @Test
  void aTickIsCountedExactlyFromItsTimeOn() {
    for (Clock clock :
        new Clock[] {
          crystal,
          crystal.divided("pit", 12),
          Clock.hertz("cpu", 133_333_333),
          Clock.hertz("rtc", 32_768)
        }) {
      for (long n : new long[] {0, 1, 2, 12, 1_000_003, 999_999_999_999L}) {
        long time = clock.timeOf(n);
        assertThat(clock.ticksBy(time)).as("%s, tick %d", clock, n).isEqualTo(n);
        assertThat(clock.ticksBy(time - 1)).as("%s, before tick %d", clock, n).isEqualTo(n - 1);
      }
    }
  }

  @Test
  void clocksOfOneCrystalStayTogetherForHundredsOfDays() {
    Clock cpu = crystal.divided("cpu", 3);
    Clock pit = crystal.divided("pit", 12);
    long last = pit.ticksBy(FOUR_HUNDRED_DAYS);
    for (long n = last - 1000; n < last; n++) {
      assertThat(pit.timeOf(n)).isEqualTo(cpu.timeOf(4 * n));
    }
  }

  @Test
  void theRatioIsShownExactly() {
    assertThat(crystal.divided("pit", 12)).hasToString("pit 13125000/11 Hz");
  }
}
