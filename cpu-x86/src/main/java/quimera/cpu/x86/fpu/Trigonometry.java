package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.BIAS;
import static quimera.cpu.x86.fpu.Float80.INTEGER;
import static quimera.cpu.x86.fpu.Float80.SIGN;
import static quimera.cpu.x86.fpu.Float80.SPECIAL;

/**
 * FSIN, FCOS, FSINCOS and FPTAN (SDM volume 1, 8.3.7 to 8.3.10): arguments of magnitude below 2^63
 * are reduced exactly, but by a pi of 66 bits, as silicon does.
 *
 * <p>The argument is {@code n * pi/2 + r} with {@code r} of magnitude at most pi/4; {@code n} says
 * which of the sine and the cosine of {@code r} is wanted, and with which sign.
 */
final class Trigonometry {
  /** Significand of pi, pi/2 and pi/4, cut to 66 bits. */
  private static final long PI_HIGH = 0xC90FDAA22168C234L;

  private static final long PI_LOW = 0xC000000000000000L;

  /** Arguments from 2 to this power on are out of range. */
  private static final int RANGE = 63;

  /** Arguments below 2 to this power are their own sine and tangent, in every rounding mode. */
  private static final int TINY = -68;

  /** In what {@link #reduce} returns, beside the quadrant: {@code r} is negative. */
  private static final int NEGATIVE = 4;

  private Trigonometry() {}

  /** Settles all but finite arguments in range, and not zero. */
  private static boolean settled(Float80 f, int se, long sig, boolean one) {
    f.outOfRange = false;
    if (Operands.settled(f, se, sig)) {
      return true;
    }
    if (Float80.isInfinity(se, sig)) {
      Operands.invalid(f);
      return true;
    }
    f.outOfRange = (se & SPECIAL) >= BIAS + RANGE;
    if (f.outOfRange) {
      Operands.set(f, se, sig);
      return true;
    }
    if (sig == 0) {
      Operands.set(f, one ? BIAS : se, one ? INTEGER : 0);
      return true;
    }
    return Operands.stoppedByDenormal(f, se, sig);
  }

  /**
   * Whether {@code x} is so small that silicon takes it for its sine and its tangent; that is then
   * in place.
   */
  private static boolean tiny(Float80 f, int se, long sig) {
    if ((se & SPECIAL) >= BIAS + TINY) {
      return false;
    }
    f.first.set(Operands.normal(sig), 0, Operands.exponent(se, sig) - BIAS);
    f.first.roundExact(f, se & SIGN);
    return true;
  }

  static void fsin(Float80 f, int se, long sig) {
    if (!settled(f, se, sig, false) && !tiny(f, se, sig)) {
      int reduced = reduce(f, se, sig);
      sineOrCosine(f, reduced & 3, reduced & NEGATIVE, se & SIGN);
    }
  }

  static void fcos(Float80 f, int se, long sig) {
    if (settled(f, se, sig, true)) {
      return;
    }
    if ((se & SPECIAL) < BIAS + TINY) {
      f.flags |= Float80.PE;
      Operands.set(f, BIAS, INTEGER);
    } else {
      int reduced = reduce(f, se, sig);
      sineOrCosine(f, reduced + 1 & 3, reduced & NEGATIVE, 0);
    }
  }

  /** Rounds the sine of {@code quadrant * pi/2 + r}, negated if {@code sign}. */
  private static void sineOrCosine(Float80 f, int quadrant, int negative, int sign) {
    Wide result = f.first;
    Wide sum = f.third;
    if ((quadrant & 1) == 0) {
      sine(f);
      sign ^= negative != 0 ? SIGN : 0;
    } else {
      cosine(f);
      result.set(~sum.high, ~sum.low, -1);
    }
    result.roundInexact(f, quadrant < 2 ? sign : sign ^ SIGN);
  }

  static void fsincos(Float80 f, int se, long sig) {
    if (settled(f, se, sig, false)) {
      boolean one = sig == 0 && (se & SPECIAL) == 0;
      f.se2 = one ? BIAS : f.se;
      f.sig2 = one ? INTEGER : f.sig;
      return;
    }
    if (tiny(f, se, sig)) {
      f.se2 = BIAS;
      f.sig2 = INTEGER;
      return;
    }
    int reduced = reduce(f, se, sig);
    int quadrant = reduced & 3;
    int sign = (reduced & NEGATIVE) != 0 ? SIGN : 0;
    Wide sine = f.first;
    Wide cosine = f.second;
    sineAndCosine(f);
    // The four quadrants: (s, c), (c, -s), (-s, -c), (-c, s).
    boolean swapped = (quadrant & 1) != 0;
    int signOfSine = (swapped ? 0 : sign) ^ (quadrant < 2 ? 0 : SIGN) ^ se & SIGN;
    int signOfCosine = (swapped ? sign : 0) ^ (quadrant == 1 || quadrant == 2 ? SIGN : 0);
    (swapped ? sine : cosine).roundInexact(f, signOfCosine);
    f.se2 = f.se;
    f.sig2 = f.sig;
    (swapped ? cosine : sine).roundInexact(f, signOfSine);
  }

  static void fptan(Float80 f, int se, long sig) {
    if (settled(f, se, sig, false) || tiny(f, se, sig)) {
      return;
    }
    int reduced = reduce(f, se, sig);
    int sign = se & SIGN ^ ((reduced & NEGATIVE) != 0 ? SIGN : 0);
    Wide sine = f.first;
    Wide cosine = f.second;
    sineAndCosine(f);
    if ((reduced & 1) == 0) {
      sine.divide(cosine);
      sine.roundInexact(f, sign);
    } else {
      cosine.divide(sine);
      cosine.roundInexact(f, sign ^ SIGN);
    }
  }

  /** From {@code r} in {@code f.first} to its sine there and its cosine in {@code f.second}. */
  private static void sineAndCosine(Float80 f) {
    cosine(f);
    long high = ~f.third.high;
    long low = ~f.third.low;
    sine(f);
    f.second.set(high, low, -1);
  }

  /** Turns {@code f.first} into its sine: {@code r (1 - r^2/3! + r^4/5! - ...)}. */
  private static void sine(Float80 f) {
    Wide z = square(f);
    Series.SINE.evaluate(f.third, z.fractionHigh(), z.fractionLow(), true);
    f.first.multiplyOneMinus(f.third.high, f.third.low);
  }

  /**
   * Puts what the cosine of {@code f.first} lacks of 1 into {@code f.third}: {@code r^2/2! - r^4/4!
   * + ...}.
   */
  private static void cosine(Float80 f) {
    Wide z = square(f);
    Series.COSINE.evaluate(f.third, z.fractionHigh(), z.fractionLow(), true);
  }

  private static Wide square(Float80 f) {
    Wide z = f.second;
    z.set(f.first);
    z.multiply(f.first);
    return z;
  }

  /**
   * Puts the magnitude of {@code r} into {@code f.first}; returns the quadrant, with {@link
   * #NEGATIVE}.
   */
  private static int reduce(Float80 f, int se, long sig) {
    int exponent = Operands.exponent(se, sig) - BIAS;
    sig = Operands.normal(sig);
    Wide r = f.first;
    if (exponent < -1 || exponent == -1 && Long.compareUnsigned(sig, PI_HIGH) <= 0) {
      r.set(sig, 0, exponent);
      return 0;
    }
    // Long division; a rest below pi/2 in 127 bits can be shifted without loss.
    long pi = PI_HIGH >>> 1;
    long piLow = PI_LOW >>> 1 | PI_HIGH << 63;
    int down = exponent < 0 ? 2 : 1;
    long rest = sig >>> down;
    long restLow = sig << -down;
    int n = 0;
    for (int i = 0; i <= exponent; i++) {
      if (i != 0) {
        rest = rest << 1 | restLow >>> 63;
        restLow <<= 1;
        n <<= 1;
      }
      int order = Long.compareUnsigned(rest, pi);
      if (order > 0 || order == 0 && Long.compareUnsigned(restLow, piLow) >= 0) {
        rest -= pi + (Long.compareUnsigned(restLow, piLow) < 0 ? 1 : 0);
        restLow -= piLow;
        n++;
      }
    }
    int negative = 0;
    if (Long.compareUnsigned(rest, PI_HIGH >>> 2) > 0) {
      rest = pi - rest - (Long.compareUnsigned(piLow, restLow) < 0 ? 1 : 0);
      restLow = piLow - restLow;
      n++;
      negative = NEGATIVE;
    }
    r.set(rest, restLow, 1);
    r.normalize();
    return n & 3 | negative;
  }
}
