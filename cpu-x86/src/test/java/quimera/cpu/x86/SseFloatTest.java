package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against exact decimal arithmetic, so that neither way of computing is checked by the other. */
class SseFloatTest {
  private static final int MASKED = 0x1F80;
  private static final int[] OPERATIONS = {
    SseFloat.ADD, SseFloat.SUB, SseFloat.MUL, SseFloat.DIV, SseFloat.SQRT
  };

  private final SseFloat unit = new SseFloat();
  private final SplittableRandom random = new SplittableRandom(1);

  /** The exact result, or one that is exact enough to round. */
  private static BigDecimal exact(int operation, double a, double b) {
    BigDecimal x = new BigDecimal(a);
    BigDecimal y = new BigDecimal(b);
    MathContext digits = new MathContext(60);
    return switch (operation) {
      case SseFloat.ADD -> x.add(y);
      case SseFloat.SUB -> x.subtract(y);
      case SseFloat.MUL -> x.multiply(y);
      case SseFloat.DIV -> x.divide(y, digits);
      default -> y.sqrt(digits);
    };
  }

  /** Whether {@code result} is the number that the rounding mode wants next to {@code exact}. */
  private static boolean rounded(
      BigDecimal exact, double result, double below, double above, int mode) {
    BigDecimal value = new BigDecimal(result);
    int side = value.compareTo(exact);
    boolean up = mode == 2 || mode == 3 && exact.signum() < 0;
    boolean neighbours =
        new BigDecimal(below).compareTo(exact) < 0 && new BigDecimal(above).compareTo(exact) > 0;
    if (mode == 0) {
      BigDecimal error = value.subtract(exact).abs();
      return error.compareTo(new BigDecimal(below).subtract(exact).abs()) <= 0
          && error.compareTo(new BigDecimal(above).subtract(exact).abs()) <= 0;
    }
    return neighbours && (side == 0 || (up ? side > 0 : side < 0));
  }

  private double number() {
    double fraction = 1 + random.nextDouble();
    return Math.scalb(random.nextBoolean() ? fraction : -fraction, random.nextInt(-60, 60));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void doublesAreRoundedAsMxcsrSays(int mode) {
    for (int i = 0; i < 4000; i++) {
      int operation = OPERATIONS[i % OPERATIONS.length];
      double a = number();
      double b = operation == SseFloat.SQRT ? Math.abs(number()) : number();
      unit.begin(MASKED | mode << 13);
      long bits =
          unit.apply64(operation, Double.doubleToRawLongBits(a), Double.doubleToRawLongBits(b));
      double r = Double.longBitsToDouble(bits);
      BigDecimal exact = exact(operation, a, b);
      assertThat(rounded(exact, r, Math.nextDown(r), Math.nextUp(r), mode))
          .as("%x of %s and %s", operation, a, b)
          .isTrue();
      boolean inexact = new BigDecimal(r).compareTo(exact) != 0;
      assertThat((unit.after() & SseFloat.PE) != 0).isEqualTo(inexact);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void singlesAreRoundedAsMxcsrSays(int mode) {
    for (int i = 0; i < 4000; i++) {
      int operation = OPERATIONS[i % OPERATIONS.length];
      float a = (float) number();
      float b = (float) (operation == SseFloat.SQRT ? Math.abs(number()) : number());
      unit.begin(MASKED | mode << 13);
      int bits = unit.apply32(operation, Float.floatToRawIntBits(a), Float.floatToRawIntBits(b));
      float r = Float.intBitsToFloat(bits);
      assertThat(rounded(exact(operation, a, b), r, Math.nextDown(r), Math.nextUp(r), mode))
          .as("%x of %s and %s", operation, a, b)
          .isTrue();
    }
  }

  @Test
  void theShortAndTheLongWayAgree() {
    for (int i = 0; i < 4000; i++) {
      int operation = OPERATIONS[i % OPERATIONS.length];
      long a = Double.doubleToRawLongBits(number());
      long b = Double.doubleToRawLongBits(Math.abs(number()));
      unit.begin(MASKED);
      long slow = unit.apply64(operation, a, b);
      unit.begin(MASKED | SseFloat.PE);
      assertThat(unit.apply64(operation, a, b)).isEqualTo(slow);
    }
  }

  @Test
  void aNumberThatRoundsUpToTheLeastNormalOneWasTiny() {
    // 2^-1022 * (1 - 2^-53) has 53 digits, but as a denormal 52: there it is a tie, and rounds up.
    unit.begin(MASKED | SseFloat.PE);
    long least = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    assertThat(unit.apply64(SseFloat.MUL, least, 0x3FEFFFFFFFFFFFFFL)).isEqualTo(least);
    assertThat(unit.after() & SseFloat.UE).isNotZero();
  }

  @Test
  void flushToZeroReplacesATinyResultAndSaysSo() {
    long least = Double.doubleToRawLongBits(-Double.MIN_NORMAL);
    unit.begin(MASKED | 1 << 15);
    assertThat(unit.apply64(SseFloat.MUL, least, Double.doubleToRawLongBits(0.5)))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(unit.after() & 0x3F).isEqualTo(SseFloat.UE | SseFloat.PE);
  }

  @Test
  void theSignOfAnExactZeroSumFollowsTheRounding() {
    long one = Double.doubleToRawLongBits(1);
    unit.begin(MASKED);
    assertThat(unit.apply64(SseFloat.SUB, one, one)).isZero();
    unit.begin(MASKED | 1 << 13);
    assertThat(unit.apply64(SseFloat.SUB, one, one)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void minimumAndMaximumGiveTheSecondOperandForNansAndZeros() {
    unit.begin(MASKED);
    assertThat(unit.apply32(SseFloat.MIN, 0x7FC00000, 0x3F800000)).isEqualTo(0x3F800000);
    assertThat(unit.after() & SseFloat.IE).isNotZero();
    assertThat(unit.apply32(SseFloat.MAX, 0, 0x80000000)).isEqualTo(0x80000000);
  }
}
