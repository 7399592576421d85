package quimera.cpu.x86.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transcendental instructions against series in decimal. */
class ElementaryFunctionsTest {
  private static final int CASES = 300;

  /** Computing in 128 bits, the result is nearly always the correctly rounded one. */
  private static final double TOLERANCE = 0.5001;

  private static final int ONE = 0x3FFF;

  private final Random random = new Random(754);
  private final Float80 unit = new Float80();

  private long significand() {
    return random.nextLong() | Long.MIN_VALUE;
  }

  private int exponent(int least, int greatest) {
    return ONE + least + random.nextInt(greatest - least + 1) | Exact.sign(random.nextBoolean());
  }

  private void check(BigDecimal exact, int se, long sig) {
    assertThat(Decimals.ulps(unit.se, unit.sig, exact))
        .as("of %04x:%016x: %04x:%016x", se, sig, unit.se, unit.sig)
        .isLessThan(TOLERANCE);
    assertThat(unit.flags).isEqualTo(Exact.PE);
  }

  @Test
  void f2xm1IsAPowerOfTwoLessOne() {
    for (int i = 0; i < CASES; i++) {
      int se = exponent(i % 2 == 0 ? -70 : -4, -1);
      long sig = significand();
      unit.f2xm1(se, sig);
      check(Decimals.expm1(Decimals.of(se, sig).multiply(Decimals.LN2)), se, sig);
    }
  }

  @Test
  void fyl2xMultipliesTheBinaryLogarithm() {
    for (int i = 0; i < CASES; i++) {
      int se = i % 2 == 0 ? ONE - random.nextInt(2) : ONE - 200 + random.nextInt(400);
      long sig = i % 3 == 0 ? Long.MIN_VALUE | 1L << random.nextInt(62) : significand();
      int sey = exponent(-20, 20);
      long sigy = significand();
      unit.fyl2x(se, sig, sey, sigy);
      BigDecimal log = Decimals.log(Decimals.of(se, sig)).divide(Decimals.LN2, Decimals.DIGITS);
      check(log.multiply(Decimals.of(sey, sigy)), se, sig);
    }
  }

  @Test
  void fyl2xp1KeepsSmallArgumentsExact() {
    for (int i = 0; i < CASES; i++) {
      int se = exponent(i % 2 == 0 ? -80 : -4, -3);
      long sig = significand();
      int sey = exponent(-20, 20);
      long sigy = significand();
      unit.fyl2xp1(se, sig, sey, sigy);
      BigDecimal log = Decimals.log1p(Decimals.of(se, sig)).divide(Decimals.LN2, Decimals.DIGITS);
      check(log.multiply(Decimals.of(sey, sigy)), se, sig);
    }
  }

  @Test
  void fyl2xp1CoversMoreThanItsDefinedRange() {
    for (int i = 0; i < CASES; i++) {
      int se = i % 2 == 0 ? ONE - 2 + random.nextInt(20) : 0xBFFE - random.nextInt(2);
      long sig = significand();
      unit.fyl2xp1(se, sig, ONE, Long.MIN_VALUE);
      BigDecimal sum = Decimals.of(se, sig).add(BigDecimal.ONE);
      check(Decimals.log(sum).divide(Decimals.LN2, Decimals.DIGITS), se, sig);
    }
  }

  /** The argument less the nearest multiple of half the 66-bit pi, and that multiple. */
  private record Reduced(BigDecimal r, int quadrant) {
    static Reduced of(BigDecimal x) {
      BigDecimal half = Decimals.PI66.divide(BigDecimal.valueOf(2));
      BigDecimal n = x.divide(half, 0, RoundingMode.HALF_EVEN);
      return new Reduced(x.subtract(n.multiply(half)), n.toBigInteger().intValue() & 3);
    }

    BigDecimal sin() {
      return switch (quadrant) {
        case 0 -> Decimals.sin(r);
        case 1 -> Decimals.cos(r);
        case 2 -> Decimals.sin(r).negate();
        default -> Decimals.cos(r).negate();
      };
    }

    BigDecimal cos() {
      return new Reduced(r, quadrant + 1 & 3).sin();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10, 62})
  void sinesCosinesAndTangentsUseA66BitPi(int greatest) {
    for (int i = 0; i < CASES; i++) {
      int se = exponent(greatest == -1 ? -60 : greatest - 11, greatest);
      long sig = significand();
      Reduced reduced = Reduced.of(Decimals.of(se, sig));
      unit.fsin(se, sig);
      check(reduced.sin(), se, sig);
      unit.fcos(se, sig);
      check(reduced.cos(), se, sig);
      int cosine = unit.se;
      long cosineSig = unit.sig;
      unit.fsincos(se, sig);
      check(reduced.sin(), se, sig);
      assertThat(unit.se2).isEqualTo(cosine);
      assertThat(unit.sig2).isEqualTo(cosineSig);
      unit.fptan(se, sig);
      check(reduced.sin().divide(reduced.cos(), Decimals.DIGITS), se, sig);
    }
  }

  @Test
  void argumentsFromTwoToThe63AreOutOfRange() {
    unit.fsin(ONE + 63, Long.MIN_VALUE);
    assertThat(unit.outOfRange).isTrue();
    assertThat(unit.flags).isZero();
    unit.fsin(ONE + 62, -1L);
    assertThat(unit.outOfRange).isFalse();
  }

  @Test
  void fpatanIsTheAngleInEveryQuadrant() {
    for (int i = 0; i < CASES; i++) {
      int near = i % 2 == 0 ? 2 : 40;
      int sex = exponent(-near, near);
      int sey = exponent(-near, near);
      long sigx = significand();
      long sigy = significand();
      unit.fpatan(sex, sigx, sey, sigy);
      BigDecimal x = Decimals.of(sex, sigx);
      BigDecimal y = Decimals.of(sey, sigy);
      BigDecimal angle = Decimals.atan(y.abs().divide(x.abs(), Decimals.DIGITS));
      if (x.signum() < 0) {
        angle = Decimals.PI.subtract(angle);
      }
      check(y.signum() < 0 ? angle.negate() : angle, sey, sigy);
    }
  }

  @Test
  void neighboursAreInOrder() {
    for (int i = 0; i < 2000; i++) {
      int exponent = ONE - 1 - random.nextInt(40);
      long sig = significand() & ~1L;
      assertOrdered(() -> unit.fsin(exponent, sig), () -> unit.fsin(exponent, sig + 1));
      assertOrdered(() -> unit.fptan(exponent, sig), () -> unit.fptan(exponent, sig + 1));
      assertOrdered(() -> unit.f2xm1(exponent, sig), () -> unit.f2xm1(exponent, sig + 1));
      assertOrdered(
          () -> unit.fpatan(ONE, Long.MIN_VALUE, exponent, sig),
          () -> unit.fpatan(ONE, Long.MIN_VALUE, exponent, sig + 1));
      assertOrdered(
          () -> unit.fyl2x(exponent, sig, ONE, Long.MIN_VALUE),
          () -> unit.fyl2x(exponent, sig + 1, ONE, Long.MIN_VALUE));
    }
  }

  private void assertOrdered(Runnable lesser, Runnable greater) {
    lesser.run();
    int se = unit.se;
    long sig = unit.sig;
    greater.run();
    assertThat(unit.compare(se, sig, unit.se, unit.sig, false)).isLessThanOrEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    // y, x: sign and exponent, 7FFF for infinity, 0 for zero; the angle in twelfths of pi
    "3FFF, 7FFF, 0",
    "0000, 3FFF, 0",
    "7FFF, 7FFF, 3",
    "3FFF, 0000, 6",
    "7FFF, 3FFF, 6",
    "7FFF, FFFF, 9",
    "3FFF, FFFF, 12",
    "0000, 8000, 12",
  })
  void theAnglesOfZerosAndInfinitiesAreMultiplesOfPi(String y, String x, int twelfths) {
    int sey = Integer.parseInt(y, 16);
    int sex = Integer.parseInt(x, 16);
    long sigy = sey == 0 ? 0 : Long.MIN_VALUE;
    long sigx = (sex & 0x7FFF) == 0 ? 0 : Long.MIN_VALUE;
    unit.fpatan(sex, sigx, sey | 0x8000, sigy);
    assertThat(unit.se & 0x8000).isEqualTo(0x8000);
    if (twelfths == 0) {
      assertThat(unit.sig).isZero();
      assertThat(unit.flags).isZero();
    } else {
      BigDecimal angle =
          Decimals.PI.multiply(BigDecimal.valueOf(-twelfths)).divide(BigDecimal.valueOf(12));
      check(angle, sey, sigy);
    }
  }

  @Test
  void logarithmsOfZeroAndOfNegativeNumbersAreExceptional() {
    unit.fyl2x(0, 0, 0xBFFF, Long.MIN_VALUE);
    assertThat(unit.flags).isEqualTo(Exact.ZE);
    assertThat(unit.se).isEqualTo(0x7FFF);
    unit.flags = 0;
    unit.fyl2x(0xBFFF, Long.MIN_VALUE, ONE, Long.MIN_VALUE);
    assertThat(unit.flags).isEqualTo(Exact.IE);
    unit.flags = 0;
    unit.fyl2x(ONE, Long.MIN_VALUE, 0x7FFF, Long.MIN_VALUE);
    assertThat(unit.flags).isEqualTo(Exact.IE);
  }

  @Test
  void tinyArgumentsUnderflowOnlyWhereTheResultIsDenormal() {
    unit.fsin(0, 1);
    assertThat(unit.flags).isEqualTo(Exact.DE | Exact.UE | Exact.PE);
    assertThat(unit.sig).isEqualTo(1);
    unit.flags = 0;
    unit.fsin(1, Long.MIN_VALUE);
    assertThat(unit.flags).isEqualTo(Exact.PE);
    unit.flags = 0;
    unit.f2xm1(1, Long.MIN_VALUE);
    assertThat(unit.flags).isEqualTo(Exact.UE | Exact.PE);
  }
}
