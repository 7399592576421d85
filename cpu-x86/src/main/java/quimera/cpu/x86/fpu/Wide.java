package quimera.cpu.x86.fpu;

/**
 * A positive number with a significand of 128 bits, in which the elementary functions are computed:
 * {@code high.low * 2^(exponent - 127)}, so that the top bit of {@code high}, if it is set, weighs
 * {@code 2^exponent}. Operations truncate; each loses less than 2^-124 of the value, which is far
 * below what rounding to 64 bits sees.
 */
final class Wide {
  long high;
  long low;
  int exponent;

  void set(long high, long low, int exponent) {
    this.high = high;
    this.low = low;
    this.exponent = exponent;
  }

  void set(Wide other) {
    set(other.high, other.low, other.exponent);
  }

  /** Shifts the top bit into place; zero stays as it is. */
  void normalize() {
    if (high == 0) {
      high = low;
      low = 0;
      exponent -= 64;
    }
    int up = Long.numberOfLeadingZeros(high);
    if (up != 0 && up != 64) {
      high = high << up | low >>> -up;
      low <<= up;
      exponent -= up;
    }
  }

  /**
   * The high half of the fraction {@code high.low} of 128 bits that this number, less than 1, is.
   */
  long fractionHigh() {
    int down = -1 - exponent;
    return down < 64 ? high >>> down : 0;
  }

  /** The low half of that fraction. */
  long fractionLow() {
    int down = -1 - exponent;
    if (down >= 64) {
      return down < 128 ? high >>> down : 0;
    }
    return down == 0 ? low : low >>> down | high << -down;
  }

  /** Multiplies by another normalised number. */
  void multiply(long otherHigh, long otherLow, int otherExponent) {
    long middle = Arithmetic.unsignedHigh(high, otherLow);
    long other = Arithmetic.unsignedHigh(low, otherHigh);
    long l = high * otherHigh;
    long h = Arithmetic.unsignedHigh(high, otherHigh);
    l += middle;
    if (Long.compareUnsigned(l, middle) < 0) {
      h++;
    }
    l += other;
    if (Long.compareUnsigned(l, other) < 0) {
      h++;
    }
    exponent += otherExponent + 1;
    if (h >= 0) {
      h = h << 1 | l >>> 63;
      l <<= 1;
      exponent--;
    }
    high = h;
    low = l;
  }

  void multiply(Wide other) {
    multiply(other.high, other.low, other.exponent);
  }

  /** Multiplies by {@code 1 + fraction}. */
  void multiplyOnePlus(long fractionHigh, long fractionLow) {
    // (1 + f) / 2 is a normalised significand.
    multiply(Float80.INTEGER | fractionHigh >>> 1, fractionHigh << 63 | fractionLow >>> 1, 0);
  }

  /**
   * Multiplies by {@code 1 - fraction}, where the fraction is less than a half; the factor stays
   * below 1 however small that is.
   */
  void multiplyOneMinus(long fractionHigh, long fractionLow) {
    multiply(~fractionHigh, ~fractionLow, -1);
  }

  /**
   * Divides by another normalised number. With the divisor {@code d1 + d0 * 2^-64}, the quotient by
   * {@code d1} alone is made in two digits of 64 bits and corrected by the factor {@code 1 - d0 /
   * d1 * 2^-64}; the square of the latter is below 2^-126.
   */
  void divide(Wide by) {
    exponent -= by.exponent;
    if (Long.compareUnsigned(high, by.high) >= 0) {
      low = low >>> 1 | high << 63;
      high >>>= 1;
    } else {
      exponent--;
    }
    long first = Arithmetic.divide(high, low, by.high);
    long second = Arithmetic.divide(low - first * by.high, 0, by.high);
    boolean above = Long.compareUnsigned(by.low, by.high) >= 0;
    long ratio = Arithmetic.divide(above ? by.low - by.high : by.low, 0, by.high);
    long correction = Arithmetic.unsignedHigh(first, ratio);
    high = first - (Long.compareUnsigned(second, correction) < 0 ? 1 : 0);
    low = second - correction;
    if (above) {
      high -= Long.compareUnsigned(low, first) < 0 ? 1 : 0;
      low -= first;
    }
    normalize();
  }

  /** Adds this number to, or takes it from, a normalised one that is not smaller. */
  void addTo(long baseHigh, long baseLow, int baseExponent, boolean minus) {
    int down = baseExponent - exponent;
    long h = down < 64 ? high >>> down : 0;
    long l;
    if (down < 64) {
      l = down == 0 ? low : low >>> down | high << -down;
    } else {
      l = down < 128 ? high >>> down : 0;
    }
    exponent = baseExponent;
    if (minus) {
      high = baseHigh - h - (Long.compareUnsigned(baseLow, l) < 0 ? 1 : 0);
      low = baseLow - l;
      normalize();
      return;
    }
    low = baseLow + l;
    long carry = Long.compareUnsigned(low, l) < 0 ? 1 : 0;
    high = baseHigh + h + carry;
    int order = Long.compareUnsigned(high, baseHigh);
    if (order < 0 || order == 0 && (carry != 0 && h == -1)) {
      low = low >>> 1 | high << 63;
      high = high >>> 1 | Float80.INTEGER;
      exponent++;
    }
  }

  /** Rounds to the unit's result a number that stands for an irrational one. */
  void roundInexact(Float80 f, int sign) {
    Rounding.extended(f, sign, exponent + Float80.BIAS, high, low | 1);
  }

  /** Rounds to the unit's result a number that is exact, but raises what an inexact one would. */
  void roundExact(Float80 f, int sign) {
    Rounding.extended(f, sign, exponent + Float80.BIAS, high, low);
    f.flags |= Float80.PE;
    if (f.sig >= 0) {
      f.flags |= Float80.UE;
    }
  }
}
