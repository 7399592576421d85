package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.BIAS;
import static quimera.cpu.x86.fpu.Float80.INTEGER;
import static quimera.cpu.x86.fpu.Float80.SIGN;
import static quimera.cpu.x86.fpu.Float80.SPECIAL;

/** FSCALE and FXTRACT, and the comparison: operations that look at exponents and compute little. */
final class Exponents {
  /**
   * Beyond this every scaled number overflows or underflows, even if that is unmasked and the
   * exponent adjusted.
   */
  private static final int MASSIVE = 0x10000;

  private Exponents() {}

  /** FSCALE. */
  static void scale(Float80 f, int sea, long siga, int seb, long sigb) {
    if (Operands.settled(f, sea, siga, seb, sigb)) {
      return;
    }
    boolean infiniteA = Float80.isInfinity(sea, siga);
    boolean zeroA = Float80.isZero(sea, siga);
    boolean infiniteB = Float80.isInfinity(seb, sigb);
    boolean down = (seb & SIGN) != 0;
    if (infiniteB && (down ? infiniteA : zeroA)) {
      Operands.invalid(f);
    } else if (Operands.stoppedByDenormal(f, sea, siga, seb, sigb)) {
      return;
    } else if (infiniteB) {
      Operands.set(f, sea & SIGN | (down ? 0 : SPECIAL), down ? 0 : INTEGER);
    } else if (infiniteA || zeroA || sigb == 0) {
      Operands.unchanged(f, sea, siga);
    } else {
      int n = down ? -whole(seb, sigb) : whole(seb, sigb);
      int exponent = Operands.exponent(sea, siga) + n;
      Rounding.extended(f, sea & SIGN, exponent, Operands.normal(siga), 0);
    }
  }

  /** Magnitude of a scale, truncated. */
  private static int whole(int se, long sig) {
    int exponent = (se & SPECIAL) - BIAS;
    if (exponent < 0) {
      return 0;
    }
    return exponent > 15 ? MASSIVE : (int) (sig >>> 63 - exponent);
  }

  /** FXTRACT: exponent to se/sig, significand to se2/sig2. */
  static void extract(Float80 f, int se, long sig) {
    if (Operands.settled(f, se, sig)) {
      f.se2 = f.se;
      f.sig2 = f.sig;
    } else if (Float80.isZero(se, sig)) {
      f.flags |= Float80.ZE;
      second(f, se, sig);
      Operands.set(f, SIGN | SPECIAL, INTEGER);
    } else if (Float80.isInfinity(se, sig)) {
      second(f, se, sig);
      Operands.set(f, SPECIAL, INTEGER);
    } else if (!Operands.stoppedByDenormal(f, se, sig)) {
      second(f, se & SIGN | BIAS, Operands.normal(sig));
      Conversions.fromInteger(f, Operands.exponent(se, sig) - BIAS);
    }
  }

  private static void second(Float80 f, int se, long sig) {
    f.se2 = se;
    f.sig2 = sig;
  }

  /** FCOM and FUCOM: -1, 0, 1, or 2 for unordered. */
  static int compare(Float80 f, int sea, long siga, int seb, long sigb, boolean quiet) {
    f.up = false;
    if (unordered(sea, siga) || unordered(seb, sigb)) {
      if (!quiet || refused(sea, siga) || refused(seb, sigb)) {
        f.flags |= Float80.IE;
      }
      return 2;
    }
    if (Float80.isDenormal(sea, siga) || Float80.isDenormal(seb, sigb)) {
      f.flags |= Float80.DE;
    }
    if ((siga | sigb) == 0) {
      return 0;
    }
    if (((sea ^ seb) & SIGN) != 0) {
      return (sea & SIGN) != 0 ? -1 : 1;
    }
    // A pseudo-denormal is as great as the normal number with exponent 1.
    int ea = Math.max(sea & SPECIAL, siga != 0 ? 1 : 0);
    int eb = Math.max(seb & SPECIAL, sigb != 0 ? 1 : 0);
    int order = ea != eb ? Integer.compare(ea, eb) : Long.compareUnsigned(siga, sigb);
    return (sea & SIGN) != 0 ? -order : order;
  }

  private static boolean unordered(int se, long sig) {
    return Float80.isNan(se, sig) || Float80.isUnsupported(se, sig);
  }

  private static boolean refused(int se, long sig) {
    return Float80.isSnan(se, sig) || Float80.isUnsupported(se, sig);
  }
}
