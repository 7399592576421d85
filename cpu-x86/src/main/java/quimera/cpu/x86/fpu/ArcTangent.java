package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.SIGN;

/**
 * FPATAN (SDM volume 2): the angle of a point. The lesser coordinate over the greater, {@code a /
 * b}, has the arc tangent {@code atan(k/8) + atan((8 a - k b) / (8 b + k a))}, where the k nearest
 * to 8 a / b leaves a series that converges fast.
 */
final class ArcTangent {
  private static final long PI_HIGH = 0xC90FDAA22168C234L;
  private static final long PI_LOW = 0xC4C6628B80DC1CD1L;

  /** Exponents and 128-bit significands of atan(k/8). */
  private static final int[] EIGHTHS = {0, -4, -3, -2, -2, -1, -1, -1, -1};

  private static final long[] EIGHTHS_HIGH = {
    0,
    0xFEADD4D5617B6E32L,
    0xFADBAFC96406EB15L,
    0xB7B0CA0F26F78473L,
    0xED63382B0DDA7B45L,
    0x8F005D5EF7F59F9BL,
    0xA4BC7D1934F70924L,
    0xB8053E2BC2319E73L,
    PI_HIGH,
  };

  private static final long[] EIGHTHS_LOW = {
    0,
    0xC897989F3E888EF7L,
    0x6DC79EF5F7A217E5L,
    0x8AA32122DCFE4483L,
    0x6FE445ECBC3A8D03L,
    0x5C835E1665C43747L,
    0x19A87F2A457DAC9EL,
    0xCB2DA55210A4443DL,
    PI_LOW,
  };

  /** Exponent differences above this make the quotient less than 1/16, so that k is 0. */
  private static final int NEAR = 4;

  /** Quotients below 2 to this power are their own arc tangent, in every rounding mode. */
  private static final int TINY = -68;

  private ArcTangent() {}

  static void fpatan(Float80 f, int sex, long sigx, int sey, long sigy) {
    if (Operands.settled(f, sex, sigx, sey, sigy)
        || Operands.stoppedByDenormal(f, sex, sigx, sey, sigy)) {
      return;
    }
    int sign = sey & SIGN;
    boolean left = (sex & SIGN) != 0;
    boolean infiniteX = Float80.isInfinity(sex, sigx);
    boolean infiniteY = Float80.isInfinity(sey, sigy);
    boolean alongX = sigy == 0 || infiniteX && !infiniteY;
    if (alongX && !left) {
      Operands.set(f, sign, 0);
      return;
    }
    Wide angle = f.first;
    if (alongX) {
      angle.set(PI_HIGH, PI_LOW, 1);
    } else if (infiniteX) {
      angle.set(PI_HIGH, PI_LOW, -1);
      ofHalfPlane(angle, left);
    } else if (infiniteY || sigx == 0) {
      angle.set(PI_HIGH, PI_LOW, 0);
    } else {
      int ex = Operands.exponent(sex, sigx);
      int ey = Operands.exponent(sey, sigy);
      if (!left && ey - ex < TINY) {
        quotient(f, sign, ey - ex, Operands.normal(sigy), Operands.normal(sigx));
        return;
      }
      ofPoint(f, ex, Operands.normal(sigx), ey, Operands.normal(sigy));
      ofHalfPlane(angle, left);
    }
    angle.roundInexact(f, sign);
  }

  /** Rounds {@code a / b * 2^exponent}. */
  private static void quotient(Float80 f, int sign, int exponent, long a, long b) {
    boolean below = Long.compareUnsigned(a, b) < 0;
    long low = below ? 0 : a << 63;
    long q = Arithmetic.divide(below ? a : a >>> 1, low, b);
    long rest = low - q * b;
    Wide quotient = f.first;
    quotient.set(q, Arithmetic.tail(rest, b - rest), below ? exponent - 1 : exponent);
    if (rest == 0) {
      quotient.roundExact(f, sign);
    } else {
      quotient.roundInexact(f, sign);
    }
  }

  /** From the angle of (|x|, y) to that of (x, y). */
  private static void ofHalfPlane(Wide angle, boolean left) {
    if (left) {
      angle.addTo(PI_HIGH, PI_LOW, 1, true);
    }
  }

  /** The angle of a point in the first quadrant, to {@code f.first}. */
  private static void ofPoint(Float80 f, int ex, long x, int ey, long y) {
    boolean steep = ey > ex || ey == ex && Long.compareUnsigned(y, x) > 0;
    if (steep) {
      ofQuotient(f, ex - ey, x, y);
      f.first.addTo(PI_HIGH, PI_LOW, 0, true);
    } else {
      ofQuotient(f, ey - ex, y, x);
    }
  }

  /** The arc tangent of {@code a / b * 2^exponent}, at most 1, to {@code f.first}. */
  private static void ofQuotient(Float80 f, int exponent, long a, long b) {
    Wide d = f.first;
    Wide divisor = f.second;
    int eighths = 0;
    if (exponent < -NEAR) {
      d.set(a, 0, exponent);
      divisor.set(b, 0, 0);
    } else {
      eighths = subtractEighths(d, divisor, exponent, a, b);
    }
    boolean minus = eighths < 0;
    int k = Math.abs(eighths);
    if ((d.high | d.low) == 0) {
      d.set(EIGHTHS_HIGH[k], EIGHTHS_LOW[k], EIGHTHS[k]);
      return;
    }
    d.normalize();
    divisor.normalize();
    d.divide(divisor);
    series(f, d);
    if (k != 0) {
      d.addTo(EIGHTHS_HIGH[k], EIGHTHS_LOW[k], EIGHTHS[k], minus);
    }
  }

  /**
   * Puts the magnitude of {@code 8 a - k b} into {@code d} and {@code 8 b + k a} into {@code
   * divisor}; returns k, negated if the former is negative. With both in units of 2^-68 there is
   * room for nine times either, and all of this is exact.
   */
  private static int subtractEighths(Wide d, Wide divisor, int exponent, long a, long b) {
    int down = NEAR - exponent;
    long ah = a >>> down;
    long al = a << -down;
    long bh = b >>> NEAR;
    long bl = b << -NEAR;
    int k = (int) ((double) ah / bh * 8 + 0.5);
    long timesLow = k * al;
    long low = 8 * bl + timesLow;
    long carry = Long.compareUnsigned(low, timesLow) < 0 ? 1 : 0;
    divisor.set(8 * bh + (bl >>> 61) + k * ah + Arithmetic.unsignedHigh(k, al) + carry, low, 0);
    timesLow = k * bl;
    low = 8 * al - timesLow;
    long borrow = Long.compareUnsigned(8 * al, timesLow) < 0 ? 1 : 0;
    long high = 8 * ah + (al >>> 61) - k * bh - Arithmetic.unsignedHigh(k, bl) - borrow;
    if (high >= 0) {
      d.set(high, low, 0);
      return k;
    }
    d.set(low == 0 ? -high : ~high, -low, 0);
    return -k;
  }

  /** From {@code d} to its arc tangent: {@code d (1 - d^2/3 + d^4/5 - ...)}. */
  private static void series(Float80 f, Wide d) {
    Wide z = f.second;
    z.set(d);
    z.multiply(d);
    Series.INVERSE_TANGENT.evaluate(f.third, z.fractionHigh(), z.fractionLow(), true);
    d.multiplyOneMinus(f.third.high, f.third.low);
  }
}
