package quimera.cpu.x86.fpu;

/**
 * What happens to operands before an operation computes: unsupported formats, NaNs and denormals,
 * in the order of precedence of SDM volume 1, 4.9.2.
 */
final class Operands {
  private static final int DEFAULT_NAN_SE = 0xFFFF;
  private static final long DEFAULT_NAN_SIG = 0xC000000000000000L;

  private Operands() {}

  /** Raises IE and makes the default NaN ("real indefinite") the result. */
  static void invalid(Float80 f) {
    f.flags |= Float80.IE;
    set(f, DEFAULT_NAN_SE, DEFAULT_NAN_SIG);
  }

  /** An exact result. */
  static void set(Float80 f, int se, long sig) {
    f.se = se & 0xFFFF;
    f.sig = sig;
    f.up = false;
  }

  /**
   * The operand itself is the result; only a pseudo-denormal becomes the normal number that it
   * stands for.
   */
  static void unchanged(Float80 f, int se, long sig) {
    set(f, Float80.isPseudoDenormal(se, sig) ? se + 1 : se, sig);
  }

  /** Whether a result follows from an operand's being unsupported or a NaN; it is then in place. */
  static boolean settled(Float80 f, int se, long sig) {
    if ((se & Float80.SPECIAL) == 0 || sig < 0 && !Float80.isNan(se, sig)) {
      return false;
    }
    if (sig >= 0) {
      invalid(f);
    } else {
      quieted(f, se, sig);
    }
    return true;
  }

  private static void quieted(Float80 f, int se, long sig) {
    if ((sig & Float80.QUIET) == 0) {
      f.flags |= Float80.IE;
    }
    set(f, se, sig | Float80.QUIET);
  }

  /** As {@link #settled(Float80, int, long)} for two operands, by SDM table 4-7. */
  static boolean settled(Float80 f, int sea, long siga, int seb, long sigb) {
    if (Float80.isUnsupported(sea, siga) || Float80.isUnsupported(seb, sigb)) {
      invalid(f);
      return true;
    }
    boolean nanA = Float80.isNan(sea, siga);
    boolean nanB = Float80.isNan(seb, sigb);
    if (!nanA && !nanB) {
      return false;
    }
    if (nanA && nanB) {
      if (((siga ^ sigb) & Float80.QUIET) != 0) {
        // One of each kind: the quiet one is the result, the other one still an invalid operation.
        f.flags |= Float80.IE;
        nanA = (siga & Float80.QUIET) != 0;
      } else {
        // Two of a kind: the larger significand, and of equal ones the positive.
        int order = Long.compareUnsigned(siga, sigb);
        nanA = order != 0 ? order > 0 : (sea & Float80.SIGN) == 0;
      }
    }
    if (nanA) {
      quieted(f, sea, siga);
    } else {
      quieted(f, seb, sigb);
    }
    return true;
  }

  /**
   * Raises DE if an operand is a denormal; whether the operation ends here because DE is unmasked.
   */
  static boolean stoppedByDenormal(Float80 f, int sea, long siga, int seb, long sigb) {
    return stoppedByDenormal(f, sea, siga) || stoppedByDenormal(f, seb, sigb);
  }

  static boolean stoppedByDenormal(Float80 f, int se, long sig) {
    if (!Float80.isDenormal(se, sig)) {
      return false;
    }
    f.flags |= Float80.DE;
    f.up = false;
    return (f.control & Float80.DE) == 0;
  }

  /**
   * The exponent of a finite number once its significand (not zero) is {@link #normal normalised}.
   */
  static int exponent(int se, long sig) {
    int exponent = se & Float80.SPECIAL;
    return exponent == 0 ? 1 - Long.numberOfLeadingZeros(sig) : exponent;
  }

  /** A significand shifted until its integer bit is set. */
  static long normal(long sig) {
    return sig << Long.numberOfLeadingZeros(sig);
  }
}
