package quimera.cpu.mips32;

/**
 * IEEE 754 arithmetic in one binary format, exact in value and flags, for the cases that the host's
 * own arithmetic does not answer: directed rounding, tiny, huge and special operands.
 *
 * <p>A finite number on its way to a result is a sign, an exponent and a significand of 64 bits
 * whose lowest bit is sticky; {@link #round} makes the nearest number of the format of it.
 */
final class SoftFloat {
  // FCSR's order of flags, as in its Flags field (volume I, 5.6.2).
  static final int INEXACT = 1;
  static final int UNDERFLOW = 2;
  static final int OVERFLOW = 4;
  static final int DIVIDE = 8;
  static final int INVALID = 16;

  /** Rounding modes, as in FCSR.RM. */
  static final int NEAREST = 0;

  static final int ZERO = 1;
  static final int UP = 2;
  static final int DOWN = 3;

  static final SoftFloatFormat SINGLE = new SoftFloatFormat(24, 8);
  static final SoftFloatFormat DOUBLE = new SoftFloatFormat(53, 11);

  private final SoftFloatFormat f;

  /** FCSR.RM for the next operations. */
  int mode;

  /** FCSR.FS: tiny results become zero. */
  boolean flush;

  /** Underflow is enabled to trap, so that exact tiny results raise it too. */
  boolean trapTiny;

  /** What the operations since it was cleared have raised. */
  int flags;

  SoftFloat(SoftFloatFormat format) {
    f = format;
  }

  private long invalid() {
    flags |= INVALID;
    return f.defaultNan;
  }

  /** The result of an operation that has a NaN: signalling ones raise; none keeps its payload. */
  private long propagate(long a, long b) {
    if (f.signalling(a) || f.signalling(b)) {
      return invalid();
    }
    return f.defaultNan;
  }

  long add(long a, long b) {
    if (f.nan(a) || f.nan(b)) {
      return propagate(a, b);
    }
    if (f.infinite(a)) {
      return f.infinite(b) && a != b ? invalid() : a;
    }
    if (f.infinite(b)) {
      return b;
    }
    if (f.zero(a) && f.zero(b)) {
      return a == b ? a : mode == DOWN ? f.sign : 0;
    }
    if (f.zero(a)) {
      return exact(b);
    }
    if (f.zero(b)) {
      return exact(a);
    }
    boolean swap = (a & ~f.sign) < (b & ~f.sign);
    long large = swap ? b : a;
    long small = swap ? a : b;
    int exponent = f.exponent(large);
    long x = f.normalized(large) >>> 2;
    long y = shiftSticky(f.normalized(small) >>> 2, exponent - f.exponent(small));
    boolean negative = (large & f.sign) != 0;
    boolean same = ((a ^ b) & f.sign) == 0;
    long sum = same ? x + y : x - y;
    if (sum == 0) {
      return mode == DOWN ? f.sign : 0;
    }
    return round(negative, exponent + 2, sum);
  }

  long subtract(long a, long b) {
    return f.nan(b) ? add(a, b) : add(a, b ^ f.sign);
  }

  long multiply(long a, long b) {
    if (f.nan(a) || f.nan(b)) {
      return propagate(a, b);
    }
    long sign = (a ^ b) & f.sign;
    if (f.infinite(a) || f.infinite(b)) {
      return f.zero(a) || f.zero(b) ? invalid() : sign | f.infinity;
    }
    if (f.zero(a) || f.zero(b)) {
      return sign;
    }
    long x = f.normalized(a) >>> 1;
    long y = f.normalized(b) >>> 1;
    long high = Math.multiplyHigh(x, y);
    long product = high | (x * y != 0 ? 1 : 0);
    return round(sign != 0, f.exponent(a) + f.exponent(b) + 3, product);
  }

  long divide(long a, long b) {
    if (f.nan(a) || f.nan(b)) {
      return propagate(a, b);
    }
    long sign = (a ^ b) & f.sign;
    if (f.infinite(a)) {
      return f.infinite(b) ? invalid() : sign | f.infinity;
    }
    if (f.infinite(b)) {
      return sign;
    }
    if (f.zero(b)) {
      if (f.zero(a)) {
        return invalid();
      }
      flags |= DIVIDE;
      return sign | f.infinity;
    }
    if (f.zero(a)) {
      return sign;
    }
    long rest = f.normalized(a) >>> 2;
    long divisor = f.normalized(b) >>> 2;
    long quotient = 0;
    for (int i = 0; i < 62; i++) {
      quotient <<= 1;
      if (rest >= divisor) {
        rest -= divisor;
        quotient |= 1;
      }
      rest <<= 1;
    }
    return round(sign != 0, f.exponent(a) - f.exponent(b) + 2, quotient | (rest != 0 ? 1 : 0));
  }

  long squareRoot(long a) {
    if (f.nan(a)) {
      return propagate(a, a);
    }
    if (f.zero(a)) {
      return a;
    }
    if ((a & f.sign) != 0) {
      return invalid();
    }
    if (f.infinite(a)) {
      return a;
    }
    int exponent = f.exponent(a);
    // The radicand is in [1, 4) with two bits before its point, and is taken two bits at a time.
    long radicand = f.normalized(a) >>> ((exponent & 1) == 0 ? 1 : 0);
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
    return round(false, (exponent >> 1) + 4, root | (rest != 0 ? 1 : 0));
  }

  /** {@code a} as the result of an operation: nothing changes unless it is tiny and flushed. */
  private long exact(long a) {
    return round((a & f.sign) != 0, f.exponent(a), f.normalized(a));
  }

  /** A 64-bit integer in this format. */
  long fromInteger(long value) {
    if (value == 0) {
      return 0;
    }
    return round(value < 0, 63, Math.abs(value));
  }

  /** A number of another format in this one. */
  long from(SoftFloatFormat other, long a) {
    if (other.nan(a)) {
      if (other.signalling(a)) {
        return invalid();
      }
      return f.defaultNan;
    }
    long sign = (a & other.sign) != 0 ? f.sign : 0;
    if (other.infinite(a)) {
      return sign | f.infinity;
    }
    if (other.zero(a)) {
      return sign;
    }
    return round(sign != 0, other.exponent(a), other.normalized(a));
  }

  /** A signed integer of {@code bits} bits; what does not fit is the largest (volume I, 5.8.1). */
  long toInteger(long a, int rounding, int bits) {
    long largest = -1L >>> 65 - bits;
    if (f.nan(a) || f.infinite(a)) {
      flags |= INVALID;
      return largest;
    }
    if (f.zero(a)) {
      return 0;
    }
    boolean negative = (a & f.sign) != 0;
    int exponent = f.exponent(a);
    if (exponent >= bits) {
      flags |= INVALID;
      return largest;
    }
    long significand = f.normalized(a);
    int shift = 63 - exponent;
    long whole = shift > 63 ? 0 : significand >>> shift;
    long fraction =
        shift == 0 ? 0 : shift > 64 ? 1 : shift == 64 ? significand : significand << 64 - shift;
    if (increments(rounding, negative, whole, fraction)) {
      whole++;
    }
    if (whole < 0 && !(negative && whole == Long.MIN_VALUE)
        || Long.compareUnsigned(whole, largest + (negative ? 1 : 0)) > 0) {
      flags |= INVALID;
      return largest;
    }
    if (fraction != 0) {
      flags |= INEXACT;
    }
    return negative ? -whole : whole;
  }

  /** Whether to round away from zero; the fraction has its point before bit 63. */
  private static boolean increments(int rounding, boolean negative, long whole, long fraction) {
    return switch (rounding) {
      case NEAREST -> fraction < 0 && (fraction != Long.MIN_VALUE || (whole & 1) != 0);
      case ZERO -> false;
      case UP -> fraction != 0 && !negative;
      default -> fraction != 0 && negative;
    };
  }

  private static long shiftSticky(long value, int count) {
    if (count == 0) {
      return value;
    }
    if (count > 63) {
      return value != 0 ? 1 : 0;
    }
    return value >>> count | (value << 64 - count != 0 ? 1 : 0);
  }

  /**
   * The number of the format for a significand, not 0, that stands for {@code significand * 2 **
   * (exponent - 63)}. Tininess is found after rounding, and underflow needs a loss (volume I,
   * 5.8.4).
   */
  long round(boolean negative, int exponent, long significand) {
    int shift = Long.numberOfLeadingZeros(significand);
    long x = significand << shift;
    int e = exponent - shift;
    long sign = negative ? f.sign : 0;
    int drop = 64 - f.precision;
    boolean tiny = e < f.least;
    if (tiny && e == f.least - 1) {
      // Rounded as if the exponent had no bound, it might reach the least normal number.
      long kept = x >>> drop;
      tiny = !increments(mode, negative, kept, x << f.precision) || kept + 1 != 1L << f.precision;
    }
    if (tiny && flush) {
      flags |= UNDERFLOW | INEXACT;
      boolean away = mode == UP && !negative || mode == DOWN && negative;
      return sign | (away ? f.leastNormal : 0);
    }
    if (e < f.least) {
      x = shiftSticky(x, f.least - e);
    }
    long whole = x >>> drop;
    long fraction = x << f.precision;
    if (tiny && trapTiny) {
      flags |= UNDERFLOW;
    }
    if (fraction != 0) {
      flags |= tiny ? INEXACT | UNDERFLOW : INEXACT;
    }
    if (increments(mode, negative, whole, fraction)) {
      whole++;
    }
    int biased = Math.max(e, f.least) - f.least;
    long bits = ((long) biased << f.precision - 1) + whole;
    if (Long.compareUnsigned(bits, f.infinity) >= 0 || e > f.most) {
      flags |= OVERFLOW | INEXACT;
      boolean infinite = mode == NEAREST || mode == UP && !negative || mode == DOWN && negative;
      return sign | (infinite ? f.infinity : f.infinity - 1);
    }
    return sign | bits;
  }
}
