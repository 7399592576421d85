package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.BIAS;
import static quimera.cpu.x86.fpu.Float80.INTEGER;
import static quimera.cpu.x86.fpu.Float80.SIGN;
import static quimera.cpu.x86.fpu.Float80.SPECIAL;

/**
 * F2XM1, FYL2X and FYL2XP1 (SDM volume 2). Precision control does not apply to them, and silicon
 * raises PE for every finite result but zero, even if it happens to be exact.
 */
final class Exponentials {
  private static final long LN2_HIGH = 0xB17217F7D1CF79ABL;
  private static final long LN2_LOW = 0xC9E3B39803F2F6AFL;
  private static final long LOG2E_HIGH = 0xB8AA3B295C17F0BBL;
  private static final long LOG2E_LOW = 0xBE87FED0691D3E88L;

  /** Significand of the square root of 2. */
  private static final long ROOT2 = 0xB504F333F9DE6484L;

  private Exponentials() {}

  /**
   * F2XM1. Beyond 1 its result is undefined; the argument is left alone there, as Intel's parts do.
   */
  static void f2xm1(Float80 f, int se, long sig) {
    if (Operands.settled(f, se, sig)) {
      return;
    }
    int sign = se & SIGN;
    int exponent = se & SPECIAL;
    if (exponent == SPECIAL) {
      Operands.set(f, sign == 0 ? se : SIGN | BIAS, INTEGER);
    } else if (sig == 0) {
      Operands.set(f, se, sig);
    } else if (Operands.stoppedByDenormal(f, se, sig)) {
      return;
    } else if (exponent < BIAS) {
      // With t = x ln 2, 2^x - 1 = t (1 + t/2! + t^2/3! + ...).
      Wide t = f.first;
      Wide sum = f.second;
      t.set(Operands.normal(sig), 0, Operands.exponent(se, sig) - BIAS);
      t.multiply(LN2_HIGH, LN2_LOW, -1);
      Series.EXPONENTIAL.evaluate(sum, t.fractionHigh(), t.fractionLow(), sign != 0);
      if (sign == 0) {
        t.multiplyOnePlus(sum.high, sum.low);
      } else {
        t.multiplyOneMinus(sum.high, sum.low);
      }
      t.roundInexact(f, sign);
    } else {
      boolean minusOne = sign != 0 && exponent == BIAS && sig == INTEGER;
      Operands.set(f, minusOne ? se - 1 : se, sig);
      f.flags |= Float80.PE;
    }
  }

  /** FYL2X. */
  static void fyl2x(Float80 f, int sex, long sigx, int sey, long sigy) {
    if (Operands.settled(f, sex, sigx, sey, sigy)) {
      return;
    }
    boolean infiniteX = Float80.isInfinity(sex, sigx);
    boolean infiniteY = Float80.isInfinity(sey, sigy);
    boolean zeroY = Float80.isZero(sey, sigy);
    boolean one = sex == BIAS && sigx == INTEGER;
    if (sigx == 0) {
      logarithmOfZero(f, zeroY, infiniteY, sey);
    } else if ((sex & SIGN) != 0 || infiniteX && zeroY || one && infiniteY) {
      Operands.invalid(f);
    } else if (Operands.stoppedByDenormal(f, sex, sigx, sey, sigy)) {
      return;
    } else {
      int sign = sey & SIGN ^ (sex < BIAS ? SIGN : 0);
      if (infiniteX || infiniteY) {
        Operands.set(f, sign | SPECIAL, INTEGER);
      } else if (zeroY || one) {
        Operands.set(f, sign, 0);
      } else {
        logarithm(f, Operands.exponent(sex, sigx) - BIAS, Operands.normal(sigx), 0);
        multiplyAndRound(f, sey, sigy, sign);
      }
    }
  }

  private static void logarithmOfZero(Float80 f, boolean zeroY, boolean infiniteY, int sey) {
    if (zeroY) {
      Operands.invalid(f);
      return;
    }
    if (!infiniteY) {
      f.flags |= Float80.ZE;
    }
    Operands.set(f, ~sey & SIGN | SPECIAL, INTEGER);
  }

  /**
   * Puts the magnitude of log2 of {@code sig.low * 2^exponent}, not 1, into {@code f.first}.
   *
   * <p>With {@code m} the significand between root 1/2 and root 2, and {@code s = (m - 1) / (m +
   * 1)}, {@code ln m = 2 s (1 + s^2/3 + s^4/5 + ...)}.
   */
  private static void logarithm(Float80 f, int exponent, long sig, long low) {
    Wide s = f.first;
    Wide denominator = f.second;
    int whole = exponent;
    boolean less = Long.compareUnsigned(sig, ROOT2) > 0;
    if (less) {
      // m = (sig.low) / 2: its distance from 1 is what sig.low lacks of 2.
      whole++;
      s.set(low == 0 ? -sig : ~sig, -low, -1);
      denominator.set(INTEGER | sig >>> 1, sig << 63 | low >>> 1, 0);
    } else {
      s.set(sig - INTEGER, low, 0);
      // (m + 1) / 2, as the one above.
      denominator.set((sig >>> 1) + (INTEGER >>> 1), sig << 63 | low >>> 1, 1);
    }
    if ((s.high | s.low) == 0) {
      s.set(Math.abs(whole), 0, 63);
      s.normalize();
      return;
    }
    s.normalize();
    s.divide(denominator);
    finishLogarithm(f, s);
    if (whole != 0) {
      long magnitude = Math.abs(whole);
      int up = Long.numberOfLeadingZeros(magnitude);
      s.addTo(magnitude << up, 0, 63 - up, less == whole > 0);
    }
  }

  /** From {@code s} to the base-2 logarithm of {@code (1 + s) / (1 - s)}, in place. */
  private static void finishLogarithm(Float80 f, Wide s) {
    Wide z = f.second;
    Wide sum = f.third;
    z.set(s);
    z.multiply(s);
    Series.INVERSE_TANGENT.evaluate(sum, z.fractionHigh(), z.fractionLow(), false);
    s.multiplyOnePlus(sum.high, sum.low);
    s.multiply(LOG2E_HIGH, LOG2E_LOW, 1);
  }

  private static void multiplyAndRound(Float80 f, int sey, long sigy, int sign) {
    Wide product = f.first;
    boolean exact = product.low == 0;
    product.multiply(Operands.normal(sigy), 0, Operands.exponent(sey, sigy) - BIAS);
    if (exact) {
      product.roundExact(f, sign);
    } else {
      product.roundInexact(f, sign);
    }
  }

  /**
   * FYL2XP1. Between {@code -(1 - sqrt(1/2))} and {@code sqrt(2) - 1}, beyond which its result is
   * undefined, the logarithm is exact to the last bit however small x is; above, it is that of
   * {@code x + 1}; at -1 and below, x is left alone, as Intel's parts do.
   */
  static void fyl2xp1(Float80 f, int sex, long sigx, int sey, long sigy) {
    if (Operands.settled(f, sex, sigx, sey, sigy)) {
      return;
    }
    int signX = sex & SIGN;
    boolean infiniteX = Float80.isInfinity(sex, sigx);
    boolean infiniteY = Float80.isInfinity(sey, sigy);
    boolean zeroY = Float80.isZero(sey, sigy);
    if (infiniteX && (signX != 0 || zeroY) || sigx == 0 && infiniteY) {
      Operands.invalid(f);
      return;
    }
    if (Operands.stoppedByDenormal(f, sex, sigx, sey, sigy)) {
      return;
    }
    int sign = (sex ^ sey) & SIGN;
    if (infiniteX || infiniteY) {
      Operands.set(f, sign | SPECIAL, INTEGER);
    } else if (sigx == 0 || zeroY) {
      Operands.set(f, sign, 0);
    } else if (signX != 0 && (sex & SPECIAL) >= BIAS) {
      Operands.set(f, sex, sigx);
      f.flags |= Float80.PE;
    } else {
      logarithmPlusOne(f, signX != 0, Operands.exponent(sex, sigx) - BIAS, Operands.normal(sigx));
      multiplyAndRound(f, sey, sigy, sign);
    }
  }

  /** The magnitude of log2(x + 1) to {@code f.first}. */
  private static void logarithmPlusOne(Float80 f, boolean negative, int exponent, long sig) {
    Wide s = f.first;
    Wide denominator = f.second;
    s.set(sig, 0, exponent);
    if (exponent < -2) {
      // s = x / (x + 2)
      denominator.set(s);
      denominator.addTo(INTEGER, 0, 1, negative);
      s.divide(denominator);
      finishLogarithm(f, s);
      return;
    }
    if (exponent < 0) {
      s.addTo(INTEGER, 0, 0, negative);
    } else {
      denominator.set(INTEGER, 0, 0);
      denominator.addTo(sig, 0, exponent, false);
      s.set(denominator);
    }
    logarithm(f, s.exponent, s.high, s.low);
  }
}
