package quimera.cpu.arm;

/**
 * The floating-point arithmetic of the ARM architecture, exact in value and flags, for every
 * rounding mode, with flush-to-zero and default NaNs (ARM ARM A2.7).
 *
 * <p>A finite number on its way to a result is a sign, an exponent and a significand whose leading
 * one is at bit 62 and whose lowest bit is sticky; {@link #round} makes a number of a format of it.
 */
final class SoftFloat {
  // FPSCR (ARM ARM B4.1.58).
  static final int IOC = 1;
  static final int DZC = 1 << 1;
  static final int OFC = 1 << 2;
  static final int UFC = 1 << 3;
  static final int IXC = 1 << 4;
  static final int IDC = 1 << 7;

  static final int NEAREST = 0;
  static final int UP = 1;
  static final int DOWN = 2;
  static final int ZERO = 3;

  /** FPSCR.RMode. */
  transient int mode;

  /** FPSCR.FZ: denormal operands and tiny results are zero. */
  transient boolean flush;

  /** FPSCR.DN: every NaN is the default one. */
  transient boolean defaultNan;

  /** FPSCR.AHP: half-precision numbers have no infinities and NaNs. */
  transient boolean alternativeHalf;

  /** What the operations have raised. */
  int flags;

  // NaNs and operands.

  private long invalid(FloatFormat f) {
    flags |= IOC;
    return f.defaultNan();
  }

  private long quiet(FloatFormat f, long nan) {
    if (f.signalling(nan)) {
      flags |= IOC;
    }
    return defaultNan ? f.defaultNan() : nan | f.quietBit();
  }

  /** The result of an operation with a NaN: signalling ones come first, then the first operand. */
  long propagate(FloatFormat f, long a, long b) {
    if (f.signalling(a)) {
      return quiet(f, a);
    }
    if (f.signalling(b)) {
      return quiet(f, b);
    }
    return quiet(f, f.nan(a) ? a : b);
  }

  /** An operand as the operation sees it. */
  long operand(FloatFormat f, long a) {
    if (flush && f.denormal(a)) {
      flags |= IDC;
      return a & f.signBit();
    }
    return a;
  }

  private static long shiftSticky(long value, int by) {
    if (by <= 0) {
      return value;
    }
    if (by > 63) {
      return value != 0 ? 1 : 0;
    }
    return value >>> by | ((value & (1L << by) - 1) != 0 ? 1 : 0);
  }

  /** Whether a number whose lowest kept bit is {@code odd} goes up for what is cut off. */
  private boolean roundsUp(boolean negative, long cut, long half, boolean odd) {
    return switch (mode) {
      case NEAREST -> cut > half || cut == half && odd;
      case UP -> cut != 0 && !negative;
      case DOWN -> cut != 0 && negative;
      default -> false;
    };
  }

  /**
   * The number of a format nearest to {@code significand} times 2 to {@code exponent - 62}.
   *
   * @param significand its leading one at bit 62 or 63, or lower; not zero
   */
  long round(FloatFormat f, boolean negative, int exponent, long significand) {
    int up = Long.numberOfLeadingZeros(significand) - 1;
    long value = up >= 0 ? significand << up : shiftSticky(significand, 1);
    int biased = exponent - up + f.bias();
    long sign = negative ? f.signBit() : 0;
    int drop = 63 - f.precision();
    boolean tiny = biased <= 0;
    if (biased > f.largest()) {
      return overflow(f, negative, sign);
    }
    if (tiny) {
      if (flush && !f.half()) {
        flags |= UFC;
        return sign;
      }
      value = shiftSticky(value, 1 - biased);
      biased = 0;
    }
    long half = 1L << drop - 1;
    long cut = value & (1L << drop) - 1;
    long kept = value >>> drop;
    if (cut != 0) {
      flags |= tiny ? IXC | UFC : IXC;
    }
    if (roundsUp(negative, cut, half, (kept & 1) != 0)) {
      kept++;
    }
    // The hidden one adds itself to the exponent, and so does a carry out of the fraction.
    long packed = tiny ? kept : ((long) (biased - 1) << f.fractionBits()) + kept;
    if (packed >= (f.half() && alternativeHalf ? 0x8000 : f.infinity())) {
      return overflow(f, negative, sign);
    }
    return sign | packed;
  }

  private long overflow(FloatFormat f, boolean negative, long sign) {
    if (f.half() && alternativeHalf) {
      flags = flags & ~IXC | IOC;
      return sign | 0x7FFF;
    }
    flags |= OFC | IXC;
    boolean toInfinity = mode == NEAREST || mode == UP && !negative || mode == DOWN && negative;
    return sign | (toInfinity ? f.infinity() : f.infinity() - 1);
  }

  // Arithmetic.

  long add(FloatFormat f, long x, long y) {
    long a = operand(f, x);
    long b = operand(f, y);
    if (f.nan(a) || f.nan(b)) {
      return propagate(f, a, b);
    }
    if (f.infinite(a)) {
      return f.infinite(b) && a != b ? invalid(f) : a;
    }
    if (f.infinite(b)) {
      return b;
    }
    if (f.zero(a) || f.zero(b)) {
      return f.zero(a) && f.zero(b)
          ? a == b ? a : mode == DOWN ? f.signBit() : 0
          : tidy(f, f.zero(a) ? b : a);
    }
    boolean swap = f.exponent(a) < f.exponent(b);
    long large = swap ? b : a;
    long small = swap ? a : b;
    int exponent = f.exponent(large);
    // One bit lower leaves room for a carry.
    long p = f.significand(large) >>> 1;
    long q = shiftSticky(f.significand(small) >>> 1, exponent - f.exponent(small));
    boolean negative = f.negative(large);
    long sum = f.negative(a) == f.negative(b) ? p + q : p - q;
    if (sum == 0) {
      return mode == DOWN ? f.signBit() : 0;
    }
    return round(f, sum < 0 != negative, exponent + 1, Math.abs(sum));
  }

  /** A number as the result of an operation: tiny ones are flushed. */
  private long tidy(FloatFormat f, long a) {
    return round(f, f.negative(a), f.exponent(a), f.significand(a));
  }

  long subtract(FloatFormat f, long a, long b) {
    return f.nan(b) ? add(f, a, b) : add(f, a, b ^ f.signBit());
  }

  long multiply(FloatFormat f, long x, long y) {
    long a = operand(f, x);
    long b = operand(f, y);
    if (f.nan(a) || f.nan(b)) {
      return propagate(f, a, b);
    }
    long sign = (a ^ b) & f.signBit();
    if (f.infinite(a) || f.infinite(b)) {
      return f.zero(a) || f.zero(b) ? invalid(f) : sign | f.infinity();
    }
    if (f.zero(a) || f.zero(b)) {
      return sign;
    }
    long p = f.significand(a);
    long q = f.significand(b);
    long high = Math.multiplyHigh(p, q);
    long product = high << 1 | p * q >>> 63;
    product |= (p * q << 1) != 0 ? 1 : 0;
    return round(f, sign != 0, f.exponent(a) + f.exponent(b) + 1, product);
  }

  /** {@code a * b + c} with one rounding. */
  long multiplyAdd(FloatFormat f, long x, long y, long z) {
    long a = operand(f, x);
    long b = operand(f, y);
    long c = operand(f, z);
    boolean noProduct = f.infinite(a) && f.zero(b) || f.zero(a) && f.infinite(b);
    if (f.nan(a) || f.nan(b) || f.nan(c)) {
      if (noProduct && f.nan(c) && !f.signalling(c)) {
        return invalid(f);
      }
      return propagate3(f, c, a, b);
    }
    if (noProduct) {
      return invalid(f);
    }
    boolean negative = f.negative(a) != f.negative(b);
    long sign = negative ? f.signBit() : 0;
    if (f.infinite(a) || f.infinite(b)) {
      return f.infinite(c) && f.negative(c) != negative ? invalid(f) : sign | f.infinity();
    }
    if (f.infinite(c)) {
      return c;
    }
    if (f.zero(a) || f.zero(b)) {
      return f.zero(c) ? (sign == c ? c : mode == DOWN ? f.signBit() : 0) : tidy(f, c);
    }
    return fused(f, negative, a, b, c);
  }

  private long propagate3(FloatFormat f, long first, long second, long third) {
    boolean signalling = f.signalling(second) || f.signalling(third);
    return f.signalling(first) || f.nan(first) && !signalling
        ? quiet(f, first)
        : propagate(f, second, third);
  }

  private long fused(FloatFormat f, boolean negative, long a, long b, long c) {
    // The product's 128 bits, its leading one at bit 124 or 125; at 126 the addend's.
    long p = f.significand(a);
    long q = f.significand(b);
    long high = Math.multiplyHigh(p, q);
    long low = p * q;
    int exponent = f.exponent(a) + f.exponent(b);
    if (f.zero(c)) {
      return round(f, negative, exponent + 2, high | (low != 0 ? 1 : 0));
    }
    // Both as multiples of 2^(exponent - 124); the addend moved two lower than it stands.
    long addHigh = f.significand(c) >>> 2;
    long addLow = f.significand(c) << 62;
    int difference = exponent - f.exponent(c);
    if (difference > 0) {
      long[] moved = shiftSticky(addHigh, addLow, difference);
      addHigh = moved[0];
      addLow = moved[1];
    } else if (difference < 0) {
      long[] moved = shiftSticky(high, low, -difference);
      high = moved[0];
      low = moved[1];
      exponent = f.exponent(c);
    }
    boolean sameSign = f.negative(c) == negative;
    long sumLow = sameSign ? low + addLow : low - addLow;
    long carry =
        sameSign
            ? Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0
            : Long.compareUnsigned(low, addLow) < 0 ? -1 : 0;
    long sumHigh = (sameSign ? high + addHigh : high - addHigh) + carry;
    boolean result = negative;
    if (sumHigh < 0) {
      result = !negative;
      sumLow = -sumLow;
      sumHigh = ~sumHigh + (sumLow == 0 ? 1 : 0);
    }
    if (sumHigh == 0 && sumLow == 0) {
      return mode == DOWN ? f.signBit() : 0;
    }
    int up = sumHigh != 0 ? Long.numberOfLeadingZeros(sumHigh) - 1 : 0;
    if (sumHigh == 0) {
      return round(f, result, exponent - 61, shiftSticky(sumLow, 1));
    }
    long top = up == 0 ? sumHigh : sumHigh << up | sumLow >>> 64 - up;
    boolean more = (sumLow << up) != 0;
    return round(f, result, exponent + 2 - up, top | (more ? 1 : 0));
  }

  private static long[] shiftSticky(long high, long low, int by) {
    if (by >= 128) {
      return new long[] {0, 1};
    }
    if (by >= 64) {
      long sticky = low != 0 || by > 64 && high << 128 - by != 0 ? 1 : 0;
      return new long[] {0, high >>> by - 64 | sticky};
    }
    long sticky = low << 64 - by != 0 ? 1 : 0;
    return new long[] {high >>> by, high << 64 - by | low >>> by | sticky};
  }

  long divide(FloatFormat f, long x, long y) {
    long a = operand(f, x);
    long b = operand(f, y);
    if (f.nan(a) || f.nan(b)) {
      return propagate(f, a, b);
    }
    long sign = (a ^ b) & f.signBit();
    if (f.infinite(a)) {
      return f.infinite(b) ? invalid(f) : sign | f.infinity();
    }
    if (f.infinite(b)) {
      return sign;
    }
    if (f.zero(b)) {
      if (f.zero(a)) {
        return invalid(f);
      }
      flags |= DZC;
      return sign | f.infinity();
    }
    if (f.zero(a)) {
      return sign;
    }
    long rest = f.significand(a) >>> 1; // a bit lower, to stay positive when doubled
    long divisor = f.significand(b) >>> 1;
    long quotient = 0;
    for (int i = 0; i < 62; i++) {
      quotient <<= 1;
      if (rest >= divisor) {
        rest -= divisor;
        quotient |= 1;
      }
      rest <<= 1;
    }
    int exponent = f.exponent(a) - f.exponent(b) + 1;
    return round(f, sign != 0, exponent, quotient | (rest != 0 ? 1 : 0));
  }

  long squareRoot(FloatFormat f, long x) {
    long a = operand(f, x);
    if (f.nan(a)) {
      return propagate(f, a, a);
    }
    if (f.zero(a)) {
      return a;
    }
    if (f.negative(a)) {
      return invalid(f);
    }
    if (f.infinite(a)) {
      return a;
    }
    int exponent = f.exponent(a);
    // Two bits of the radicand, which is in [1, 4), give one of the root.
    long radicand = (exponent & 1) == 0 ? f.significand(a) : f.significand(a) << 1;
    long root = 0;
    long rest = 0;
    for (int i = 0; i < 60; i++) {
      rest = rest << 2 | radicand >>> 62;
      radicand <<= 2;
      long trial = root << 2 | 1;
      root <<= 1;
      if (rest >= trial) {
        rest -= trial;
        root |= 1;
      }
    }
    return round(f, false, (exponent >> 1) + 3, root | (rest != 0 ? 1 : 0));
  }

  // Comparisons and conversions.

  /**
   * N, Z, C and V as bits 3 to 0 of a comparison.
   *
   * @param always quiet NaNs raise the invalid operation as well
   */
  int compare(FloatFormat f, long x, long y, boolean always) {
    long a = operand(f, x);
    long b = operand(f, y);
    if (f.nan(a) || f.nan(b)) {
      if (always || f.signalling(a) || f.signalling(b)) {
        flags |= IOC;
      }
      return 3;
    }
    if (a == b || f.zero(a) && f.zero(b)) {
      return 6;
    }
    return ordered(f, a) < ordered(f, b) ? 8 : 2;
  }

  private static long ordered(FloatFormat f, long a) {
    long magnitude = a & ~f.signBit();
    return f.negative(a) ? -magnitude : magnitude;
  }

  /**
   * A number of another format. Half precision has its own rules for NaNs and infinities if it is
   * the alternative one.
   */
  long convert(FloatFormat from, FloatFormat to, long x) {
    long a = from.half() ? x : operand(from, x);
    long sign = from.negative(a) ? to.signBit() : 0;
    boolean alternativeFrom = from.half() && alternativeHalf;
    boolean alternativeTo = to.half() && alternativeHalf;
    if (from.nan(a) && !alternativeFrom) {
      if (alternativeTo) {
        flags |= IOC;
        return sign;
      }
      return convertNan(from, to, a, sign);
    }
    if (from.infinite(a) && !alternativeFrom) {
      if (alternativeTo) {
        flags |= IOC;
        return sign | 0x7FFF;
      }
      return sign | to.infinity();
    }
    return from.zero(a) ? sign : round(to, from.negative(a), from.exponent(a), from.significand(a));
  }

  private long convertNan(FloatFormat from, FloatFormat to, long nan, long sign) {
    if (from.signalling(nan)) {
      flags |= IOC;
    }
    if (defaultNan) {
      return to.defaultNan();
    }
    int change = to.fractionBits() - from.fractionBits();
    long fraction = nan & from.fractionMask();
    long moved = change >= 0 ? fraction << change : fraction >>> -change;
    return sign | to.infinity() | to.quietBit() | moved;
  }

  /** An integer times 2 to the power of {@code -fractionBits}. */
  long fromInteger(FloatFormat f, long value, int fractionBits) {
    return value == 0 ? 0 : round(f, value < 0, 62 - fractionBits, Math.abs(value));
  }

  /**
   * The integer nearest to a number times 2 to the power of {@code fractionBits}, in {@code bits}
   * bits; beyond them the largest or smallest one.
   */
  long toInteger(
      FloatFormat f, long x, int fractionBits, int bits, boolean unsigned, int rounding) {
    long a = operand(f, x);
    if (f.nan(a)) {
      flags |= IOC;
      return 0;
    }
    if (f.zero(a)) {
      return 0;
    }
    boolean negative = f.negative(a);
    long high = unsigned ? (1L << bits) - 1 : (1L << bits - 1) - 1;
    long low = unsigned ? 0 : -(1L << bits - 1);
    int exponent = f.exponent(a) + fractionBits;
    if (f.infinite(a) || exponent > 40) {
      flags |= IOC;
      return negative ? low : high;
    }
    long value = shiftSticky(f.significand(a), 60 - exponent); // two bits of fraction are left
    long whole = value >>> 2;
    int kept = mode;
    mode = rounding;
    boolean up = roundsUp(negative, value & 3, 2, (whole & 1) != 0);
    mode = kept;
    long magnitude = up ? whole + 1 : whole;
    long result = negative ? -magnitude : magnitude;
    if (result < low || result > high) {
      flags |= IOC;
      return result < low ? low : high;
    }
    if ((value & 3) != 0) {
      flags |= IXC;
    }
    return result;
  }
}
