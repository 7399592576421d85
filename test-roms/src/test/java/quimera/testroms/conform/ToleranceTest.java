package quimera.testroms.conform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static final long ONE = 1L << 63;

  @Test
  void numbersMayBeSoManyUnitsApart() {
    assertThat(Tolerance.extended(0x3FFF, ONE, 0x3FFF, ONE + 2, 2)).isTrue();
    assertThat(Tolerance.extended(0x3FFF, ONE, 0x3FFF, ONE + 3, 2)).isFalse();
  }

  @Test
  void unitsAreCountedAcrossAChangeOfExponent() {
    assertThat(Tolerance.extended(0x3FFF, ONE, 0x3FFE, -1L, 1)).isTrue();
    assertThat(Tolerance.extended(0x3FFF, ONE, 0x3FFE, -2L, 1)).isFalse();
  }

  @Test
  void unitsAreCountedFromTheDenormals() {
    assertThat(Tolerance.extended(0, ONE - 1, 1, ONE, 1)).isTrue();
  }

  @Test
  void signsAndNonNumbersMustBeExact() {
    assertThat(Tolerance.extended(0x3FFF, ONE, 0xBFFF, ONE, 2)).isFalse();
    assertThat(Tolerance.extended(0x7FFF, ONE, 0x7FFF, ONE + 1, 2)).isFalse();
  }

  @Test
  void aLaneMayBeOffByTwiceTheRelativeError() {
    long wanted = Float.floatToRawIntBits(1000f);
    assertThat(Tolerance.lanes(wanted, Float.floatToRawIntBits(1001.9f), 0.001)).isTrue();
    assertThat(Tolerance.lanes(wanted, Float.floatToRawIntBits(1002.1f), 0.001)).isFalse();
    assertThat(Tolerance.lanes(wanted, Float.floatToRawIntBits(Float.NaN), 0.001)).isFalse();
    assertThat(Tolerance.lanes(0, Float.floatToRawIntBits(1e-30f), 0.001)).isFalse();
  }
}
