package quimera.cpu.x86.fpu;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions in decimal, to 60 digits, straight from their series. */
final class Decimals {
  static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TINY = new BigDecimal("1e-75");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  static final BigDecimal LN2 = log(TWO);
  static final BigDecimal PI = atan(BigDecimal.ONE).multiply(BigDecimal.valueOf(4));

  /** The pi of silicon, 66 bits of it. */
  static final BigDecimal PI66 =
      PI.multiply(power(64)).setScale(0, RoundingMode.DOWN).divide(power(64));

  private Decimals() {}

  static BigDecimal power(int exponent) {
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
    return exponent < 0 ? BigDecimal.ONE.divide(power) : power;
  }

  /** The number with this sign, exponent and significand. */
  static BigDecimal of(int se, long sig) {
    BigDecimal magnitude =
        new BigDecimal(Exact.unsigned(sig)).multiply(power((se & 0x7FFF) - 0x3FFF - 63));
    return (se & 0x8000) != 0 ? magnitude.negate() : magnitude;
  }

  /** e^x - 1. */
  static BigDecimal expm1(BigDecimal x) {
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 2; counts(term, sum); n++) {
      term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** Natural logarithm, by that of its square root near 1. */
  static BigDecimal log(BigDecimal x) {
    if (x.subtract(BigDecimal.ONE).abs().compareTo(new BigDecimal("0.1")) > 0) {
      return log(x.sqrt(new MathContext(80))).multiply(TWO);
    }
    return log1p(x.subtract(BigDecimal.ONE));
  }

  /** Natural logarithm of 1 + x, for small x. */
  static BigDecimal log1p(BigDecimal x) {
    BigDecimal s = x.divide(x.add(TWO), DIGITS);
    return odd(s, 1).multiply(TWO);
  }

  /** s + sign s^3/3 + s^5/5 + ... */
  private static BigDecimal odd(BigDecimal s, int sign) {
    BigDecimal square = s.multiply(s, DIGITS).multiply(BigDecimal.valueOf(sign));
    BigDecimal power = s;
    BigDecimal sum = s;
    for (int n = 3; counts(power, sum); n += 2) {
      power = power.multiply(square, DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
    }
    return sum;
  }

  /** Arc tangent of a number that is not negative, by halving the angle. */
  static BigDecimal atan(BigDecimal x) {
    if (x.compareTo(new BigDecimal("0.1")) > 0) {
      BigDecimal root = x.multiply(x).add(BigDecimal.ONE).sqrt(new MathContext(80));
      return atan(x.divide(root.add(BigDecimal.ONE), new MathContext(80))).multiply(TWO);
    }
    return odd(x, -1);
  }

  static BigDecimal sin(BigDecimal x) {
    return series(x, x, 1);
  }

  static BigDecimal cos(BigDecimal x) {
    return series(x, BigDecimal.ONE, 0);
  }

  private static BigDecimal series(BigDecimal x, BigDecimal first, int index) {
    BigDecimal square = x.multiply(x, DIGITS).negate();
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int n = index; counts(term, sum); n += 2) {
      term = term.multiply(square, DIGITS);
      term = term.divide(BigDecimal.valueOf((n + 1L) * (n + 2L)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  private static boolean counts(BigDecimal term, BigDecimal sum) {
    return term.abs().compareTo(sum.abs().multiply(TINY)) > 0;
  }

  /** How far a result is from the true value, in units of its last place. */
  static double ulps(int se, long sig, BigDecimal exact) {
    BigDecimal unit = power((se & 0x7FFF) - 0x3FFF - 63);
    return of(se, sig).subtract(exact).divide(unit, new MathContext(10)).abs().doubleValue();
  }
}
