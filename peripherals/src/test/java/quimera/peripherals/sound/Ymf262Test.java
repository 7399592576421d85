package quimera.peripherals.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.device.Device.Reset;
import quimera.core.state.StateIo;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

class Ymf262Test {
  private static final Clock CRYSTAL = new Clock("crystal", 315_000_000, 22);
  private static final double RATE = CRYSTAL.hertz() / Ymf262.SAMPLE_CYCLES;
  private static final long SECOND = 1_000_000_000;
  private static final int LOUDEST = 4084; // one operator

  /** The chip at its ports, and what it has put out. */
  private static final class Bench {
    final Scheduler scheduler = new Scheduler();
    final int[] left = new int[200_000];
    final int[] right = new int[200_000];
    final Clock samples = CRYSTAL.divided("fm", Ymf262.SAMPLE_CYCLES);
    final Ymf262 chip = new Ymf262(CRYSTAL, scheduler, this::level);
    int filled;

    Bench() {
      chip.reset(Reset.POWER_ON);
      chip.settle();
    }

    void level(long time, int l, int r) {
      fillTo(time);
      left[filled] = l;
      right[filled] = r;
    }

    /** A level stands until the next. */
    void fillTo(long time) {
      int until = (int) samples.ticksBy(time);
      while (filled < until) {
        left[filled + 1] = left[filled];
        right[filled + 1] = right[filled];
        filled++;
      }
    }

    void set(int register, int value) {
      int array = register >> 8;
      chip.write(2 * array, 1, register & 0xFF);
      chip.write(2 * array + 1, 1, value);
    }

    /** An operator that sounds at once and stays: nothing is scaled. */
    void operator(int offset, int totalLevel, int waveform) {
      set(0x20 + offset, 0x21); // sustained, single frequency
      set(0x40 + offset, totalLevel);
      set(0x60 + offset, 0xF0);
      set(0x80 + offset, 0x0F);
      set(0xE0 + offset, waveform);
    }

    /** A note of the first channel; its first operator is silent. */
    void note(int frequency, int block) {
      set(0xA0, frequency & 0xFF);
      set(0xB0, 0x20 | block << 2 | frequency >> 8);
    }

    void state(StateIo io) {
      scheduler.state(io);
      chip.state(io);
    }

    /** The left samples of this stretch of time from now. */
    int[] play(long ns) {
      long from = scheduler.now();
      scheduler.advanceTo(from + ns);
      chip.catchUp();
      fillTo(from + ns);
      return Arrays.copyOfRange(left, (int) samples.ticksBy(from) + 1, filled);
    }
  }

  private static Bench opl3() {
    Bench bench = new Bench();
    bench.set(0x105, 1);
    bench.set(0xC0, 0x30);
    return bench;
  }

  private static double hertz(int[] samples) {
    int first = -1;
    int last = -1;
    int crossings = 0;
    for (int i = 1; i < samples.length; i++) {
      if (samples[i - 1] < 0 && samples[i] >= 0) {
        first = first < 0 ? i : first;
        last = i;
        crossings++;
      }
    }
    return (crossings - 1) * RATE / (last - first);
  }

  private static int peak(int[] samples) {
    return Arrays.stream(samples).map(Math::abs).max().orElse(0);
  }

  private static double decibels(double ratio) {
    return 20 * Math.log10(ratio);
  }

  @Test
  void anAdLibIsFoundByItsTimers() {
    Bench bench = new Bench();
    bench.set(4, 0x60);
    bench.set(4, 0x80);
    assertThat(bench.chip.read(0, 1)).isZero();
    bench.set(2, 0xFF);
    bench.set(4, 0x21); // starts timer 1, masks timer 2
    assertThat(bench.chip.read(0, 1)).isZero();
    bench.scheduler.advanceTo(bench.scheduler.now() + 165_000); // two overflows of 80.5 us
    assertThat(bench.chip.peek(0, 1)).hasValue(0xC0);
    assertThat(bench.chip.read(0, 1)).isEqualTo(0xC0);
    bench.set(4, 0x60);
    bench.set(4, 0x80);
    assertThat(bench.chip.read(0, 1)).isZero();
  }

  @Test
  void theSecondTimerIsFourTimesSlower() {
    Bench bench = new Bench();
    bench.set(3, 0x100 - 10);
    bench.set(4, 2);
    bench.scheduler.advanceTo(3_200_000);
    assertThat(bench.chip.read(0, 1)).isZero();
    bench.scheduler.advanceTo(3_230_000);
    assertThat(bench.chip.read(0, 1)).isEqualTo(0xA0);
  }

  @Test
  void aMaskedTimerShowsNoFlag() {
    Bench bench = new Bench();
    bench.set(2, 0xFF);
    bench.set(4, 0x41);
    bench.scheduler.advanceTo(1_000_000);
    assertThat(bench.chip.read(0, 1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"580, 4", "345, 2", "1023, 6", "600, 0"})
  void aSineHasThePitchOfItsFNumberAndBlock(int frequency, int block) {
    Bench bench = opl3();
    bench.operator(3, 0, 0);
    bench.note(frequency, block);
    int[] heard = bench.play(SECOND);
    double expected = frequency * RATE / Math.pow(2, 20 - block); // YMF262, F-NUM
    assertThat(hertz(heard)).isCloseTo(expected, within(expected / 500));
    assertThat(peak(heard)).isBetween(LOUDEST - 10, LOUDEST + 1);
  }

  @Test
  void theSineIsASine() {
    Bench bench = opl3();
    bench.operator(3, 0, 0);
    bench.note(512, 1); // 1024 samples a period: every word of the ROM
    int[] heard = bench.play(SECOND / 10);
    double worst = 0;
    for (int i = 0; i < 2048; i++) {
      double sine = LOUDEST * Math.sin((i + 2.5) * 2 * Math.PI / 1024);
      worst = Math.max(worst, Math.abs(heard[i] - sine));
    }
    assertThat(worst).isLessThan(20);
  }

  @Test
  void theTotalLevelTakesThreeQuartersOfADecibelAStep() {
    Bench bench = opl3();
    bench.operator(3, 0, 0);
    bench.note(512, 4);
    int loud = peak(bench.play(SECOND / 20));
    bench.set(0x43, 16);
    int soft = peak(bench.play(SECOND / 20));
    assertThat(decibels((double) loud / soft)).isCloseTo(12, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 3, 9", "2, 1.5, 4.5", "3, 6, 18"})
  void keyScalingSoftensHigherNotes(int ksl, double octave, double threeOctaves) {
    Bench bench = opl3();
    bench.operator(3, ksl << 6, 0);
    bench.note(512, 4);
    double low = peak(bench.play(SECOND / 20));
    bench.note(512, 5);
    double higher = peak(bench.play(SECOND / 20));
    bench.note(512, 7);
    double highest = peak(bench.play(SECOND / 20));
    assertThat(decibels(low / higher)).isCloseTo(octave, within(0.2));
    assertThat(decibels(low / highest)).isCloseTo(threeOctaves, within(0.3));
  }

  @ParameterizedTest
  @CsvSource({"0, -1, 1, 0", "1, 0, 1, 0.5", "2, 0, 1, 0", "3, 0, 1, 0.5"})
  void waveformsOfTheOpl2(int waveform, int lowest, int highest, double silent) {
    wave(waveform, lowest, highest, silent);
  }

  @ParameterizedTest
  @CsvSource({"4, -1, 1, 0.5", "5, 0, 1, 0.5", "6, -1, 1, 0", "7, -1, 1, 0.125"})
  void waveformsOfTheOpl3(int waveform, int lowest, int highest, double silent) {
    wave(waveform, lowest, highest, silent);
  }

  private static void wave(int waveform, int lowest, int highest, double silent) {
    Bench bench = opl3();
    bench.operator(3, 0, waveform);
    bench.note(512, 1);
    int[] period = Arrays.copyOf(bench.play(SECOND / 10), 1024);
    assertThat(Arrays.stream(period).min().orElseThrow())
        .isBetween(lowest * 4085, lowest * 4070 + 13);
    assertThat(Arrays.stream(period).max().orElseThrow()).isBetween(highest * 4070, 4084);
    double zeros = Arrays.stream(period).filter(v -> v == 0).count() / 1024.0;
    assertThat(zeros).isCloseTo(silent, within(0.02));
  }

  @Test
  void anOpl2HasFourWaveforms() {
    Bench bench = new Bench();
    bench.operator(3, 0, 6); // 6 of an OPL3 is a square
    bench.note(512, 1);
    int[] period = Arrays.copyOf(bench.play(SECOND / 10), 1024);
    assertThat(Arrays.stream(period).min().orElseThrow()).isBetween(0, 12);
  }

  @ParameterizedTest
  @CsvSource({"0, 1.0", "1, 4.8"})
  void tremoloIsATriangle(int deep, double depth) {
    Bench bench = opl3();
    bench.operator(3, 0, 6);
    bench.set(0x23, 0xA1);
    bench.set(0xBD, deep << 7);
    bench.note(1000, 6);
    int[] heard = Arrays.stream(bench.play(SECOND)).filter(v -> v > 0).toArray();
    int softest = Arrays.stream(heard).min().orElseThrow();
    assertThat(decibels((double) LOUDEST / softest)).isCloseTo(depth, within(0.2));
  }

  @ParameterizedTest
  @CsvSource({"0, 7", "1, 14"})
  void vibratoMovesThePitch(int deep, double cents) {
    Bench bench = opl3();
    bench.operator(3, 0, 0);
    bench.set(0x23, 0x61);
    bench.set(0xBD, deep << 6);
    bench.note(512, 7);
    // The third eighth of the period of 8192 samples is the highest, the seventh the lowest.
    double eighth = 1024 / RATE * SECOND;
    bench.play((long) (2 * eighth));
    double high = hertz(bench.play((long) eighth));
    bench.play((long) (3 * eighth));
    double low = hertz(bench.play((long) eighth));
    assertThat(1200 * Math.log(high / low) / Math.log(2)).isCloseTo(2 * cents, within(6.0));
  }

  @Test
  void aModulatorAddsHarmonicsAndFeedbackMore() {
    Bench bench = opl3();
    bench.operator(3, 0, 0);
    bench.note(512, 1);
    double pure = roughness(bench.play(SECOND / 10));
    bench.operator(0, 0, 0);
    bench.note(0, 1);
    bench.set(0xB0, 0);
    bench.note(512, 1);
    double modulated = roughness(bench.play(SECOND / 10));
    bench.set(0xC0, 0x3E);
    double fedBack = roughness(bench.play(SECOND / 10));
    assertThat(modulated).isGreaterThan(3 * pure);
    assertThat(fedBack).isGreaterThan(2 * modulated);
  }

  /** The mean slope: large if there are many harmonics. */
  private static double roughness(int[] samples) {
    long sum = 0;
    for (int i = 1; i < samples.length; i++) {
      sum += Math.abs(samples[i] - samples[i - 1]);
    }
    return (double) sum / samples.length;
  }

  @Test
  void addedOperatorsAreHeardTogether() {
    Bench bench = opl3();
    bench.set(0xC0, 0x31);
    bench.operator(0, 0, 0);
    bench.operator(3, 0, 0);
    bench.note(512, 4);
    assertThat(peak(bench.play(SECOND / 20))).isCloseTo(2 * LOUDEST, within(20));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 1, 2", "1, 0, 2", "1, 1, 3"})
  void fourOperatorsHaveFourAlgorithms(int first, int second, int heard) {
    Bench bench = opl3();
    bench.set(0x104, 1);
    bench.set(0xC0, 0x30 | first);
    bench.set(0xC3, 0x30 | second);
    for (int offset : new int[] {0, 3, 8, 11}) {
      bench.operator(offset, 0, 6);
    }
    bench.note(512, 1);
    // Squares that are not modulated are the same all at once.
    assertThat(peak(bench.play(SECOND / 10))).isCloseTo(heard * LOUDEST, within(20));
  }

  @Test
  void aChannelIsHeardOnItsSide() {
    Bench bench = opl3();
    bench.set(0xC0, 0x20);
    bench.operator(3, 0, 0);
    bench.note(512, 4);
    assertThat(peak(bench.play(SECOND / 20))).isZero();
    assertThat(peak(bench.right)).isGreaterThan(4000);
  }

  @Test
  void anOpl2HasOneArrayAndBothSides() {
    Bench bench = new Bench();
    bench.operator(0x103, 0, 0); // goes to the first array
    bench.note(512, 4);
    assertThat(peak(bench.play(SECOND / 20))).isGreaterThan(4000);
    assertThat(peak(bench.right)).isGreaterThan(4000);
  }

  @Test
  void drumsAreTwiceAsLoudAndHaveNoPitch() {
    Bench bench = opl3();
    bench.set(0xC7, 0x30);
    bench.set(0xA7, 0);
    bench.set(0xB7, 0x0A);
    bench.operator(0x14, 0, 0); // snare
    bench.set(0xBD, 0x20);
    assertThat(peak(bench.play(SECOND / 20))).isZero();
    bench.set(0xBD, 0x28);
    int[] snare = bench.play(SECOND / 4);
    assertThat(peak(snare)).isCloseTo(2 * LOUDEST, within(40));
    int half = snare.length / 2;
    assertThat(Arrays.copyOf(snare, half)).isNotEqualTo(Arrays.copyOfRange(snare, half, 2 * half));
    bench.set(0xBD, 0x20);
    bench.play(SECOND);
    assertThat(peak(bench.play(SECOND / 20))).as("let go").isZero();
  }

  @Test
  void eachDrumHasItsBit() {
    int[] offsets = {0x11, 0x15, 0x12, 0x14, 0x13}; // HH, TC, TOM, SD, BD
    for (int drum = 0; drum < 5; drum++) {
      Bench bench = opl3();
      for (int c = 6; c < 9; c++) {
        bench.set(0xC0 + c, 0x30);
        bench.set(0xA0 + c, 0x80);
        bench.set(0xB0 + c, 0x0A);
      }
      bench.operator(offsets[drum], 0, 0);
      bench.set(0xBD, 0x20 | ~(1 << drum) & 0x1F);
      assertThat(peak(bench.play(SECOND / 50))).as("other drums than %d", drum).isZero();
      bench.set(0xBD, 0x20 | 1 << drum);
      assertThat(peak(bench.play(SECOND / 50))).as("drum %d", drum).isGreaterThan(2 * 2800);
    }
  }

  @Test
  void aNoteThatIsLetGoEndsAndTheChipRests() {
    Bench bench = opl3();
    bench.operator(3, 0, 0);
    bench.note(512, 4);
    bench.play(SECOND / 20);
    bench.set(0xB0, 0);
    bench.play(SECOND / 10);
    assertThat(peak(bench.play(SECOND / 10))).isZero();
    assertThat(bench.scheduler.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aChipSavedInTheMiddleOfANoteGoesOnAlike() {
    Bench first = opl3();
    first.operator(0, 20, 0);
    first.operator(3, 0, 0);
    first.set(0x23, 0xE1);
    first.set(0xBD, 0xE8);
    first.note(600, 3);
    first.play(123_456_789);
    StateTree saved = StateTree.save(first::state);
    Bench second = new Bench();
    second.fillTo(first.scheduler.now());
    saved.load("bench", second::state);
    assertThat(second.play(SECOND / 10)).isEqualTo(first.play(SECOND / 10));
    assertThat(StateTree.save(second::state).encode())
        .isEqualTo(StateTree.save(first::state).encode());
  }
}
