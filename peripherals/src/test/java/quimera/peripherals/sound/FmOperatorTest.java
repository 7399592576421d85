package quimera.peripherals.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Envelopes, against the tables of the YM3812 Application Manual, which are for 50 kHz. */
class FmOperatorTest {
  private static final double SAMPLES_A_MS = 50;
  private static final int FULL = 4084;

  private final FmOperator operator = new FmOperator();
  private final FmChannel channel = new FmChannel(operator, new FmOperator());
  private long sample;

  private int level() {
    return operator.sampleAt(0, channel, 0, true); // of a square: the envelope alone
  }

  private void start(int attackDecay, int sustainRelease) {
    operator.write(0x20, 0x20);
    operator.write(0x60, attackDecay);
    operator.write(0x80, sustainRelease);
    operator.write(0xE0, 6);
    operator.key(FmOperator.NOTE, true, 0);
  }

  /** Milliseconds from one share of the full level to another. */
  private double between(double from, double to) {
    while ((level() - from * FULL) * (to - from) < 0) {
      operator.clock(sample++, channel, 0);
    }
    long begin = sample;
    while ((level() - to * FULL) * (to - from) < 0) {
      operator.clock(sample++, channel, 0);
    }
    return (sample - begin) / SAMPLES_A_MS;
  }

  @ParameterizedTest
  @CsvSource({"1, 1482.75", "2, 741.38", "4, 185.34", "8, 11.58", "11, 1.45"})
  void anAttackTakesTheTimeOfTheTable(int rate, double ms) {
    start(rate << 4, 0);
    assertThat(between(0.1, 0.9)).isCloseTo(ms, within(ms * 0.1));
  }

  @ParameterizedTest
  @CsvSource({"1, 8212.48", "2, 4106.24", "4, 1026.56", "8, 64.16", "11, 8.02", "13, 2.00"})
  void aDecayTakesTheTimeOfTheTable(int rate, double ms) {
    start(0xF0 | rate, 0xF0);
    assertThat(between(0.9, 0.1)).isCloseTo(ms, within(ms * 0.05));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 5", "2, 6", "3, 7"})
  void theFractionOfARateIsItsShareOfSteps(int fraction, int steps) {
    for (int octave = 1; octave < 12; octave++) {
      long all = 0;
      long period = 1L << 14 - octave + 1;
      for (long s = 0; s < period; s++) {
        all += FmOperator.step(4 * octave + fraction, s);
      }
      assertThat(all).as("octave %d", octave).isEqualTo(steps);
    }
  }

  @ParameterizedTest
  @CsvSource({"48, 4", "49, 5", "50, 6", "51, 7", "52, 8", "55, 14", "56, 16", "59, 28", "60, 32"})
  void fastRatesTakeLargerSteps(int rate, int stepsInEightSamples) {
    int all = 0;
    for (int s = 0; s < 8; s++) {
      all += FmOperator.step(rate, s);
    }
    assertThat(all).isEqualTo(stepsInEightSamples);
  }

  @Test
  void theFastestAttackIsNone() {
    start(0xF0, 0);
    assertThat(level()).isEqualTo(FULL);
  }

  @Test
  void aHeldNoteStaysAtItsSustainLevel() {
    start(0xFF, 0x4F); // four times 3 dB
    for (; sample < 100_000; sample++) {
      operator.clock(sample, channel, 0);
    }
    assertThat(20 * Math.log10((double) FULL / level())).isCloseTo(12, within(0.1));
    operator.write(0x20, 0); // a percussive one does not
    for (; sample < 200_000; sample++) {
      operator.clock(sample, channel, 0);
    }
    assertThat(operator.silent()).isTrue();
  }

  @Test
  void highNotesDecayFaster() {
    channel.writeB0(7 << 2 | 2); // key code 15
    start(0xF4, 0xF0);
    operator.write(0x20, 0x30);
    assertThat(between(0.9, 0.1)).isCloseTo(1026.56 / Math.pow(2, 15 / 4.0), within(6.0));
  }

  @Test
  void aSecondKeyHoldsTheNote() {
    start(0xF0, 0x0F);
    operator.key(FmOperator.DRUM, true, 0);
    operator.key(FmOperator.NOTE, false, 0);
    operator.clock(1, channel, 0);
    assertThat(level()).isEqualTo(FULL);
  }
}
