package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.BIAS;
import static quimera.cpu.x86.fpu.Float80.INTEGER;
import static quimera.cpu.x86.fpu.Float80.SIGN;
import static quimera.cpu.x86.fpu.Float80.SPECIAL;

/**
 * Conversions between the 80-bit format and single, double and two's complement integers (SDM
 * volume 1, 4.8.3 and 8.2).
 */
final class Conversions {
  /** The exponent of a significand that is an integer. */
  private static final int INTEGRAL = BIAS + 63;

  private Conversions() {}

  /** Widens a single ({@code fraction} 23) or a double (52): always exact. */
  static void widen(Float80 f, boolean negative, int exponent, long significand, int fraction) {
    int sign = negative ? SIGN : 0;
    int bias = fraction == 23 ? 127 : 1023;
    long left = significand << 63 - fraction;
    if (exponent == 2 * bias + 1) {
      Operands.set(f, sign | SPECIAL, INTEGER | left);
      if (left != 0 && (left & Float80.QUIET) == 0) {
        f.flags |= Float80.IE;
        f.sig |= Float80.QUIET;
      }
    } else if (exponent != 0) {
      Operands.set(f, sign | exponent - bias + BIAS, INTEGER | left);
    } else if (left == 0) {
      Operands.set(f, sign, 0);
    } else {
      f.flags |= Float80.DE;
      int up = Long.numberOfLeadingZeros(left);
      Operands.set(f, sign | 1 - up - bias + BIAS, left << up);
    }
  }

  /** Rounds to a single ({@code fraction} 23) or a double (52); right-aligned. */
  static long narrow(Float80 f, int se, long sig, int fraction) {
    int bias = fraction == 23 ? 127 : 1023;
    long infinity = 2L * bias + 1 << fraction;
    f.up = false;
    boolean settled = Operands.settled(f, se, sig);
    long sign = ((settled ? f.se : se) & SIGN) == 0 ? 0 : infinity + (1L << fraction);
    if (settled) {
      return sign | infinity | f.sig << 1 >>> 64 - fraction;
    }
    if (sig == 0) {
      return sign;
    }
    if ((se & SPECIAL) == SPECIAL) {
      return sign | infinity;
    }
    int exponent = Operands.exponent(se, sig) - BIAS + bias;
    return sign | magnitude(f, se & SIGN, exponent, Operands.normal(sig), fraction, infinity);
  }

  /**
   * Rounds {@code sig}, which is normalised, and packs it under the narrow exponent. Memory is not
   * written if an overflow or underflow is not masked; then there is no rounding either, and
   * neither PE nor C1.
   */
  private static long magnitude(
      Float80 f, int sign, int exponent, long sig, int fraction, long infinity) {
    int mode = Rounding.mode(f);
    int drop = 63 - fraction;
    long kept = sig >>> drop;
    long tail = sig << -drop;
    boolean up = Rounding.away(mode, sign, tail, (kept & 1) != 0);
    // A carry out of the significand leaves the implicit bit and a zero fraction, one exponent
    // higher.
    int exponentAfter = up && kept + 1 >>> fraction == 2 ? exponent + 1 : exponent;
    if (exponentAfter >= infinity >>> fraction) {
      return overflow(f, mode, sign, infinity);
    }
    long base = exponent - 1L << fraction;
    if (exponentAfter <= 0) {
      if ((f.control & Float80.UE) == 0) {
        f.flags |= Float80.UE;
        return 0;
      }
      int shift = drop + 1 - exponent;
      base = 0;
      kept = shift < 64 ? sig >>> shift : 0;
      tail = shift < 64 ? sig << -shift : shift == 64 ? sig : 1;
      up = Rounding.away(mode, sign, tail, (kept & 1) != 0);
      f.flags |= tail != 0 ? Float80.UE : 0;
    }
    f.flags |= tail != 0 ? Float80.PE : 0;
    f.up = up;
    // The implicit bit of kept, and any carry, raise the exponent field.
    return base + kept + (up ? 1 : 0);
  }

  private static long overflow(Float80 f, int mode, int sign, long infinity) {
    f.flags |= Float80.OE;
    if ((f.control & Float80.OE) == 0) {
      return 0;
    }
    f.flags |= Float80.PE;
    f.up = mode == Rounding.NEAREST || mode == (sign == 0 ? Rounding.UP : Rounding.DOWN);
    return f.up ? infinity : infinity - 1;
  }

  static void fromInteger(Float80 f, long value) {
    fromMagnitude(f, value < 0 ? SIGN : 0, value < 0 ? -value : value);
  }

  static void fromMagnitude(Float80 f, int sign, long magnitude) {
    if (magnitude == 0) {
      Operands.set(f, sign, 0);
    } else {
      int up = Long.numberOfLeadingZeros(magnitude);
      Operands.set(f, sign | INTEGRAL - up, magnitude << up);
    }
  }

  /** What {@link #toMagnitude} returns for a number out of range. */
  static final long OUT_OF_RANGE = -1;

  /**
   * Rounds to the magnitude of an integer, which must not exceed {@code limit}, itself at most
   * 2^63. Otherwise, and for NaNs and infinities, raises IE and returns {@link #OUT_OF_RANGE}.
   */
  static long toMagnitude(Float80 f, int se, long sig, int mode, long limit) {
    int shift = INTEGRAL - (se & SPECIAL);
    f.up = false;
    if (shift < 0 || Float80.isUnsupported(se, sig)) {
      f.flags |= Float80.IE;
      return OUT_OF_RANGE;
    }
    long whole = shift < 64 ? sig >>> shift : 0;
    long tail = shift == 0 ? 0 : shift < 64 ? sig << -shift : shift == 64 ? sig : sig != 0 ? 1 : 0;
    boolean up = Rounding.away(mode, se & SIGN, tail, (whole & 1) != 0);
    long magnitude = up ? whole + 1 : whole;
    if (Long.compareUnsigned(magnitude, limit) > 0) {
      f.flags |= Float80.IE;
      return OUT_OF_RANGE;
    }
    f.up = up;
    f.flags |= tail != 0 ? Float80.PE : 0;
    return magnitude;
  }

  /** FIST and FISTTP; out of range gives the integer indefinite, the least integer. */
  static long toInteger(Float80 f, int se, long sig, int mode, int bits) {
    long least = -1L << bits - 1;
    boolean negative = (se & SIGN) != 0;
    long magnitude = toMagnitude(f, se, sig, mode, negative ? -least : ~least);
    if (magnitude == OUT_OF_RANGE) {
      return least;
    }
    return negative ? -magnitude : magnitude;
  }

  /** FRNDINT. */
  static void round(Float80 f, int se, long sig) {
    int exponent = se & SPECIAL;
    if (Operands.settled(f, se, sig)) {
      return;
    }
    if (Operands.stoppedByDenormal(f, se, sig)) {
      return;
    }
    if (exponent >= INTEGRAL || sig == 0) {
      Operands.set(f, se, sig);
      return;
    }
    int sign = se & SIGN;
    int mode = Rounding.mode(f);
    if (exponent < BIAS) {
      f.up = Rounding.away(mode, sign, exponent == BIAS - 1 ? sig : 1, false);
      f.flags |= Float80.PE;
      f.se = f.up ? sign | BIAS : sign;
      f.sig = f.up ? INTEGER : 0;
      return;
    }
    int shift = INTEGRAL - exponent;
    long unit = 1L << shift;
    long tail = sig << -shift;
    f.up = Rounding.away(mode, sign, tail, (sig & unit) != 0);
    f.flags |= tail != 0 ? Float80.PE : 0;
    long rounded = (sig & -unit) + (f.up ? unit : 0);
    f.se = rounded == 0 ? se + 1 : se;
    f.sig = rounded == 0 ? INTEGER : rounded;
  }
}
