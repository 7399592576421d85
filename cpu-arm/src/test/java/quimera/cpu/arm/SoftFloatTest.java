package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the host's arithmetic, which rounds to nearest. */
final class SoftFloatTest {
  private static final int CASES = 20_000;
  private static final FloatFormat D = FloatFormat.DOUBLE;
  private static final FloatFormat S = FloatFormat.SINGLE;

  private final SoftFloat soft = new SoftFloat();
  private final Random random = new Random(1);

  /** Numbers near one another, tiny, huge, and any. */
  private double number() {
    long bits = random.nextLong();
    int exponent =
        switch (random.nextInt(4)) {
          case 0 -> 1023 + random.nextInt(8);
          case 1 -> random.nextInt(60);
          case 2 -> 2046 - random.nextInt(60);
          default -> random.nextInt(2047);
        };
    return Double.longBitsToDouble(bits & ~(0x7FFL << 52) | (long) exponent << 52);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private void same(String what, long ours, double theirs, double... operands) {
    if (Double.isNaN(theirs)) {
      assertThat(D.nan(ours)).as(what).isTrue();
    } else {
      assertThat(Double.longBitsToDouble(ours))
          .as("%s of %s", what, java.util.Arrays.toString(operands))
          .isEqualTo(theirs);
    }
  }

  @Test
  void doublesAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      double a = number();
      double b = number();
      double c = number();
      same("sum", soft.add(D, bits(a), bits(b)), a + b, a, b);
      same("difference", soft.subtract(D, bits(a), bits(b)), a - b, a, b);
      same("product", soft.multiply(D, bits(a), bits(b)), a * b, a, b);
      same("quotient", soft.divide(D, bits(a), bits(b)), a / b, a, b);
      same("root", soft.squareRoot(D, bits(a)), Math.sqrt(a), a);
      same("fma", soft.multiplyAdd(D, bits(a), bits(b), bits(c)), Math.fma(a, b, c), a, b, c);
    }
  }

  @Test
  void aFusedMultiplyAddThatCancelsKeepsTheLowerHalf() {
    for (int i = 0; i < CASES; i++) {
      double a = 1 + random.nextDouble();
      double b = 1 + random.nextDouble();
      double c = -(a * b);
      same("fma", soft.multiplyAdd(D, bits(a), bits(b), bits(c)), Math.fma(a, b, c), a, b, c);
    }
  }

  @Test
  void conversionsToSingleAndToIntegersAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      double a = number();
      float narrow = (float) a;
      assertThat((int) soft.convert(D, S, bits(a))).isEqualTo(Float.floatToRawIntBits(narrow));
      double small = (random.nextDouble() - 0.5) * 8e9;
      assertThat(soft.toInteger(D, bits(small), 0, 32, false, SoftFloat.ZERO))
          .isEqualTo((int) small);
      int integer = random.nextInt();
      assertThat((int) soft.fromInteger(S, integer, 0))
          .isEqualTo(Float.floatToRawIntBits((float) integer));
    }
  }

  @Test
  void directedRoundingBracketsTheExactResult() {
    for (int i = 0; i < CASES; i++) {
      double a = 1 + random.nextDouble();
      double b = 1 + random.nextDouble();
      soft.flags = 0;
      soft.mode = SoftFloat.DOWN;
      double low = Double.longBitsToDouble(soft.divide(D, bits(a), bits(b)));
      soft.mode = SoftFloat.UP;
      double high = Double.longBitsToDouble(soft.divide(D, bits(a), bits(b)));
      boolean exact = (soft.flags & SoftFloat.IXC) == 0;
      assertThat(high).isEqualTo(exact ? low : Math.nextUp(low));
      assertThat(a / b).isBetween(low, high);
    }
  }

  @Test
  void flushToZeroTurnsTinyOperandsAndResultsIntoZeros() {
    soft.flush = true;
    long tiny = 1;
    assertThat(soft.add(D, tiny, bits(1))).isEqualTo(bits(1));
    assertThat(soft.flags).isEqualTo(SoftFloat.IDC);
    soft.flags = 0;
    assertThat(soft.multiply(D, bits(-Double.MIN_NORMAL), bits(0.5))).isEqualTo(bits(-0.0));
    assertThat(soft.flags).isEqualTo(SoftFloat.UFC);
  }

  @Test
  void signallingNansGoFirstAndBecomeQuiet() {
    long quiet = 0x7FF8_0000_0000_0005L;
    long signalling = 0xFFF0_0000_0000_0007L;
    assertThat(soft.add(D, quiet, signalling)).isEqualTo(0xFFF8_0000_0000_0007L);
    assertThat(soft.flags).isEqualTo(SoftFloat.IOC);
    soft.defaultNan = true;
    assertThat(soft.add(D, quiet, bits(1))).isEqualTo(D.defaultNan());
  }

  @Test
  void halfPrecisionRoundTrips() {
    for (int half = 0; half < 0x1_0000; half++) {
      if (!FloatFormat.HALF.nan(half)) {
        long single = soft.convert(FloatFormat.HALF, S, half);
        assertThat(soft.convert(S, FloatFormat.HALF, single)).isEqualTo(half);
      }
    }
    assertThat(soft.flags).isZero();
  }
}
