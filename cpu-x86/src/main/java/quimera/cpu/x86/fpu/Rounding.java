package quimera.cpu.x86.fpu;

/**
 * Rounds exact results to the destination and raises overflow, underflow and precision as the x87
 * does (SDM volume 1, 8.5.4 to 8.5.6).
 *
 * <p>A result comes as sign, biased exponent, and a 128-bit significand of which the top bit is
 * set: {@code high.low} stands for {@code high.low * 2^(exponent - 16383 - 63)}. The exponent may
 * be any int. Bits that did not fit are or-ed into the lowest bit of {@code low} (sticky).
 */
final class Rounding {
  static final int NEAREST = 0;
  static final int DOWN = 1;
  static final int UP = 2;
  static final int ZERO = 3;

  /** Added to or taken from the exponent of a result whose overflow or underflow is not masked. */
  private static final int BIAS_ADJUST = 24576;

  /** RC bits of the control word; none is set for round-to-nearest. */
  private static final int MODE = 0xC00;

  /** PC bits; both are set for extended precision. */
  private static final int EXTENDED = 0x300;

  private Rounding() {}

  /** The rounding mode of the control word. */
  static int mode(Float80 f) {
    return f.control >> 10 & 3;
  }

  /**
   * The lowest significand bit that the precision control keeps; the reserved setting 1 is extended
   * precision.
   */
  private static long unit(Float80 f) {
    return switch (f.control >> 8 & 3) {
      case 0 -> 1L << 40;
      case 2 -> 1L << 11;
      default -> 1;
    };
  }

  /** Rounds to the precision of the control word: the arithmetic proper. */
  static void controlled(Float80 f, int sign, int exponent, long high, long low) {
    if ((f.control & MODE) != NEAREST || exponent <= 0 || exponent >= 0x7FFE) {
      general(f, sign, exponent, high, low, unit(f));
    } else if ((f.control & EXTENDED) == EXTENDED) {
      nearest(f, sign, exponent, high, low);
    } else {
      nearest(f, sign, exponent, high, low, unit(f));
    }
  }

  /** Rounds to 64 bits whatever the precision control says: everything else. */
  static void extended(Float80 f, int sign, int exponent, long high, long low) {
    if ((f.control & MODE) != NEAREST || exponent <= 0 || exponent >= 0x7FFE) {
      general(f, sign, exponent, high, low, 1);
    } else {
      nearest(f, sign, exponent, high, low);
    }
  }

  /**
   * To nearest even, 64 bits, where neither overflow nor underflow can happen, even if a carry
   * raises the exponent. Which way it goes is as good as random, so there is no branch on it.
   */
  private static void nearest(Float80 f, int sign, int exponent, long high, long low) {
    long up = low >>> 63 & ((low << 1 != 0 ? 1 : 0) | high);
    long sig = high + up;
    f.flags |= low != 0 ? Float80.PE : 0;
    f.up = up != 0;
    put(f, sign, exponent, sig);
  }

  /**
   * The same for any unit; adding just less than half of it, or half if the number is odd, carries
   * if it must.
   */
  private static void nearest(Float80 f, int sign, int exponent, long high, long low, long unit) {
    if (unit == 1) {
      nearest(f, sign, exponent, high, low);
      return;
    }
    long all = high | (low != 0 ? 1 : 0);
    long kept = high & -unit;
    long odd = (high & unit) != 0 ? 1 : 0;
    long sig = all + (unit >>> 1) - 1 + odd & -unit;
    f.flags |= all != kept ? Float80.PE : 0;
    f.up = sig != kept;
    put(f, sign, exponent, sig);
  }

  /** The result, zero standing for a significand that was carried out of. */
  private static void put(Float80 f, int sign, int exponent, long sig) {
    if (sig == 0) {
      f.se = sign | exponent + 1;
      f.sig = Float80.INTEGER;
    } else {
      f.se = sign | exponent;
      f.sig = sig;
    }
  }

  private static void general(Float80 f, int sign, int exponent, long high, long low, long unit) {
    long kept = high & -unit;
    long tail = tail(high, low, unit);
    boolean up = away(mode(f), sign, tail, (high & unit) != 0);
    long rounded = up ? kept + unit : kept;
    boolean carry = up && rounded == 0;
    if (carry) {
      rounded = Float80.INTEGER;
    }
    int exponentAfter = carry ? exponent + 1 : exponent;
    if (exponentAfter >= Float80.SPECIAL) {
      overflow(f, sign, exponentAfter, rounded, tail, up, unit);
    } else if (exponentAfter <= 0) {
      // Tiny: below the normal numbers even after rounding with an unbounded exponent (SDM
      // 4.9.1.5).
      if ((f.control & Float80.UE) == 0) {
        unmaskedUnderflow(f, sign, exponentAfter, rounded, tail, up);
      } else {
        denormal(f, sign, exponent, high, low, unit);
      }
    } else {
      put(f, sign | exponentAfter, rounded, tail, up);
    }
  }

  private static void put(Float80 f, int se, long sig, long tail, boolean up) {
    f.se = se;
    f.sig = sig;
    f.up = up;
    if (tail != 0) {
      f.flags |= Float80.PE;
    }
  }

  /** What lies below {@code unit}, as a fraction of it in 64 bits, the last of them sticky. */
  private static long tail(long high, long low, long unit) {
    if (unit == 1) {
      return low;
    }
    long fraction = high << -Long.numberOfTrailingZeros(unit);
    return low == 0 ? fraction : fraction | 1;
  }

  /**
   * Whether a value whose part below the last kept bit is {@code tail} is rounded away from zero.
   */
  static boolean away(int mode, int sign, long tail, boolean odd) {
    return switch (mode) {
      case NEAREST -> tail < 0 && (tail != Long.MIN_VALUE || odd);
      case DOWN -> sign != 0 && tail != 0;
      case UP -> sign == 0 && tail != 0;
      default -> false;
    };
  }

  private static void overflow(
      Float80 f, int sign, int exponent, long rounded, long tail, boolean up, long unit) {
    f.flags |= Float80.OE;
    if ((f.control & Float80.OE) == 0) {
      int adjusted = exponent - BIAS_ADJUST;
      if (adjusted < Float80.SPECIAL) {
        put(f, sign | adjusted, rounded, tail, up);
      } else {
        // Only FSCALE gets this far: massive overflow (SDM 8.5.4).
        put(f, sign | Float80.SPECIAL, Float80.INTEGER, 1, true);
      }
      return;
    }
    int mode = mode(f);
    boolean infinite = mode == NEAREST || mode == (sign == 0 ? UP : DOWN);
    if (infinite) {
      put(f, sign | Float80.SPECIAL, Float80.INTEGER, 1, true);
    } else {
      put(f, sign | Float80.SPECIAL - 1, -unit, 1, false);
    }
  }

  private static void unmaskedUnderflow(
      Float80 f, int sign, int exponent, long rounded, long tail, boolean up) {
    f.flags |= Float80.UE;
    int adjusted = exponent + BIAS_ADJUST;
    if (adjusted > 0) {
      put(f, sign | adjusted, rounded, tail, up);
    } else {
      // Only FSCALE gets this far: massive underflow (SDM 8.5.5).
      put(f, sign, 0, 1, false);
    }
  }

  /** A tiny result with underflow masked: a denormal, with UE only if it is inexact too. */
  private static void denormal(Float80 f, int sign, int exponent, long high, long low, long unit) {
    int shift = 1 - exponent;
    long h;
    long l;
    if (shift < 64) {
      h = shift == 0 ? high : high >>> shift;
      l = shift == 0 ? low : high << -shift | low >>> shift | (low << -shift != 0 ? 1 : 0);
    } else {
      h = 0;
      l = shift == 64 ? high | (low != 0 ? 1 : 0) : shift < 128 ? high >>> shift | 1 : 1;
    }
    long tail = tail(h, l, unit);
    boolean up = away(mode(f), sign, tail, (h & unit) != 0);
    long rounded = (h & -unit) + (up ? unit : 0);
    if (tail != 0) {
      f.flags |= Float80.UE;
    }
    put(f, rounded < 0 ? sign | 1 : sign, rounded, tail, up);
  }
}
