package quimera.cpu.x86;

import quimera.cpu.x86.fpu.Float80;

/**
 * The arithmetic of SSE and SSE2 on one single or double, under MXCSR (SDM volume 1, 11.5). Singles
 * are ints and doubles are longs, as their bits.
 *
 * <p>Most operations are done by the host, whose addition, multiplication, division and square root
 * round to nearest as IEEE 754 says: if MXCSR asks for that, if PE is masked and set already, and
 * if operands and result are normal numbers, there is no other flag that could change and no other
 * result. Everything else goes the long way: the operation in 80 bits, rounded to odd, then once
 * more to the format. A number rounded to odd at 64 bits keeps what is needed to round it correctly
 * at 53 or 24 or fewer: an inexact one has its lowest bit set and so never lies on a tie.
 */
final class SseFloat {
  // Exception flags, as in MXCSR.
  static final int IE = 1;
  static final int DE = 2;
  static final int ZE = 4;
  static final int UE = 16;
  static final int PE = 32;

  /** Exceptions that are found before the operation is done, and keep it from being done. */
  private static final int BEFORE = IE | DE | ZE;

  private static final int DAZ = 1 << 6;
  private static final int MASKS_SHIFT = 7;
  private static final int ALL_MASKED = 0x3F << MASKS_SHIFT;
  private static final int RC_SHIFT = 13;
  private static final int ROUNDING = 3 << RC_SHIFT;
  private static final int FTZ = 1 << 15;

  /** What must be so for the short way, DAZ being no matter there: no denormals pass. */
  private static final int SHORT_WAY_BITS = ALL_MASKED | ROUNDING | PE;

  private static final int SHORT_WAY = ALL_MASKED | PE;

  /** x87 control: everything masked, 64 bits of precision; and with truncation. */
  private static final int NEAREST = 0x37F;

  private static final int TRUNCATE = NEAREST | 3 << 10;

  // Operations, by the byte of their opcodes.
  static final int SQRT = 0x51;
  static final int ADD = 0x58;
  static final int MUL = 0x59;
  static final int SUB = 0x5C;
  static final int MIN = 0x5D;
  static final int DIV = 0x5E;
  static final int MAX = 0x5F;

  private static final int INDEFINITE_32 = 0xFFC00000;
  private static final long INDEFINITE_64 = 0xFFF8000000000000L;
  private static final int QUIET_32 = 0x00400000;
  private static final long QUIET_64 = 0x0008000000000000L;

  /** The least normal numbers: as results they may have been less before they were rounded. */
  private static final int LEAST_32 = 0x00800000;

  private static final long LEAST_64 = 0x0010000000000000L;

  private final Float80 soft = new Float80();

  /** MXCSR, set before an instruction. */
  private int mxcsr;

  /** Raised since {@link #begin}. */
  private int flags;

  void begin(int control) {
    mxcsr = control;
    flags = 0;
  }

  /**
   * MXCSR after the instruction. Exceptions that follow from computing are not reported where one
   * that comes before it is not masked: nothing was computed then.
   */
  int after() {
    return mxcsr | reported();
  }

  /** Whether an exception is not masked, so that nothing is written. */
  boolean trapped() {
    return (reported() & ~masks()) != 0;
  }

  private int reported() {
    return (flags & ~masks() & BEFORE) != 0 ? flags & BEFORE : flags;
  }

  private int masks() {
    return mxcsr >> MASKS_SHIFT & 0x3F;
  }

  // ---------------------------------------------------------------- arithmetic

  /** An operation of {@link #SQRT} (of b) to {@link #MAX} on singles. */
  int apply32(int operation, int a, int b) {
    if (operation == MIN || operation == MAX) {
      return choose32(operation, daz32(a), daz32(b));
    }
    if ((mxcsr & SHORT_WAY_BITS) == SHORT_WAY && normal32(a) && normal32(b)) {
      float x = Float.intBitsToFloat(a);
      float y = Float.intBitsToFloat(b);
      float r =
          switch (operation) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            default -> (float) Math.sqrt(y); // exact enough: double has more than twice the bits
          };
      int bits = Float.floatToRawIntBits(r);
      if (normal32(bits) && (bits & 0x7FFFFFFF) != LEAST_32) {
        return bits;
      }
    }
    return longWay32(operation, daz32(a), daz32(b));
  }

  /** An operation of {@link #SQRT} (of b) to {@link #MAX} on doubles. */
  long apply64(int operation, long a, long b) {
    if (operation == MIN || operation == MAX) {
      return choose64(operation, daz64(a), daz64(b));
    }
    if ((mxcsr & SHORT_WAY_BITS) == SHORT_WAY && normal64(a) && normal64(b)) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      double r =
          switch (operation) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            default -> Math.sqrt(y);
          };
      long bits = Double.doubleToRawLongBits(r);
      if (normal64(bits) && (bits & Long.MAX_VALUE) != LEAST_64) {
        return bits;
      }
    }
    return longWay64(operation, daz64(a), daz64(b));
  }

  /** Neither zero, denormal, infinity nor NaN. */
  private static boolean normal32(int bits) {
    return (bits >>> 23 & 0xFF) - 1 >>> 1 < 0x7F;
  }

  private static boolean normal64(long bits) {
    return ((int) (bits >>> 52) & 0x7FF) - 1 >>> 1 < 0x3FF;
  }

  private int longWay32(int operation, int a, int b) {
    boolean one = operation == SQRT;
    if (nan32(b) || !one && nan32(a)) {
      return propagate32(one ? b : a, b);
    }
    int denormal = denormal32(b) || !one && denormal32(a) ? DE : 0;
    soft.fromFloat(one ? 0 : a);
    int se = soft.se;
    long sig = soft.sig;
    soft.fromFloat(b);
    return compute(operation, se, sig, denormal) ? (int) narrow(true) : INDEFINITE_32;
  }

  private long longWay64(int operation, long a, long b) {
    boolean one = operation == SQRT;
    if (nan64(b) || !one && nan64(a)) {
      return propagate64(one ? b : a, b);
    }
    int denormal = denormal64(b) || !one && denormal64(a) ? DE : 0;
    soft.fromDouble(one ? 0 : a);
    int se = soft.se;
    long sig = soft.sig;
    soft.fromDouble(b);
    return compute(operation, se, sig, denormal) ? narrow(false) : INDEFINITE_64;
  }

  /**
   * Computes a number and the unit's own, to the unit, rounded to odd; false if that is invalid.
   */
  private boolean compute(int operation, int sea, long siga, int denormal) {
    int seb = soft.se;
    long sigb = soft.sig;
    operate(operation, TRUNCATE, sea, siga, seb, sigb);
    int raised = soft.flags;
    flags |= raised & (IE | ZE);
    if ((raised & IE) != 0) {
      return false;
    }
    if ((raised & ZE) == 0) {
      flags |= denormal;
    }
    if ((raised & PE) != 0) {
      soft.sig |= 1;
    } else if (soft.sig == 0) {
      // The sign of a sum that is zero depends on the rounding mode.
      operate(operation, NEAREST | (mxcsr >> RC_SHIFT & 3) << 10, sea, siga, seb, sigb);
    }
    return true;
  }

  private void operate(int operation, int control, int sea, long siga, int seb, long sigb) {
    soft.control = control;
    soft.flags = 0;
    switch (operation) {
      case ADD -> soft.add(sea, siga, seb, sigb);
      case SUB -> soft.sub(sea, siga, seb, sigb);
      case MUL -> soft.mul(sea, siga, seb, sigb);
      case DIV -> soft.div(sea, siga, seb, sigb);
      default -> soft.sqrt(seb, sigb);
    }
  }

  /** The unit's number in the format, with overflow, underflow and inexactness. */
  private long narrow(boolean single) {
    int se = soft.se;
    long sig = soft.sig;
    boolean flush = (mxcsr & FTZ) != 0 && (masks() & UE) != 0;
    int control = NEAREST | (mxcsr >> RC_SHIFT & 3) << 10;
    int masked = flush ? masks() & ~UE : masks();
    soft.control = control & ~0x3F | masked;
    soft.flags = 0;
    long result = single ? soft.toFloat(se, sig) & 0xFFFFFFFFL : soft.toDouble(se, sig);
    int raised = soft.flags & (Float80.OE | UE | PE);
    if (flush && (raised & UE) != 0) {
      flags |= UE | PE;
      return (long) (se >> 15 & 1) << (single ? 31 : 63);
    }
    if ((raised & ~masks() & (Float80.OE | UE)) != 0) {
      // The unit stopped there; whether the number fits into the format's digits is left to say.
      long cut = (1L << (single ? 40 : 11)) - 1;
      raised |= (sig & cut) != 0 ? PE : 0;
    }
    flags |= raised;
    return result;
  }

  // ---------------------------------------------------------------- MIN, MAX, comparison

  private int choose32(int operation, int a, int b) {
    if (nan32(a) || nan32(b)) {
      flags |= IE;
      return b;
    }
    flags |= denormal32(a) || denormal32(b) ? DE : 0;
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    return (operation == MIN ? x < y : x > y) ? a : b;
  }

  private long choose64(int operation, long a, long b) {
    if (nan64(a) || nan64(b)) {
      flags |= IE;
      return b;
    }
    flags |= denormal64(a) || denormal64(b) ? DE : 0;
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    return (operation == MIN ? x < y : x > y) ? a : b;
  }

  /** -1, 0 or 1, or 2 if unordered; any NaN is invalid if {@code signalling}, else an SNaN. */
  int compare32(int first, int second, boolean signalling) {
    int a = daz32(first);
    int b = daz32(second);
    if (nan32(a) || nan32(b)) {
      flags |= signalling || snan32(a) || snan32(b) ? IE : 0;
      return 2;
    }
    flags |= denormal32(a) || denormal32(b) ? DE : 0;
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }

  /** As {@link #compare32}. */
  int compare64(long first, long second, boolean signalling) {
    long a = daz64(first);
    long b = daz64(second);
    if (nan64(a) || nan64(b)) {
      flags |= signalling || snan64(a) || snan64(b) ? IE : 0;
      return 2;
    }
    flags |= denormal64(a) || denormal64(b) ? DE : 0;
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }

  /** Whether an outcome of a comparison is what a predicate of CMPPS asks for. */
  static boolean holds(int predicate, int outcome) {
    boolean holds =
        switch (predicate & 3) {
          case 0 -> outcome == 0;
          case 1 -> outcome == -1;
          case 2 -> outcome <= 0;
          default -> outcome == 2;
        };
    return holds ^ (predicate & 4) != 0;
  }

  /** Whether a predicate makes quiet NaNs invalid: LT, LE, NLT and NLE. */
  static boolean signalling(int predicate) {
    return (predicate & 3) == 1 || (predicate & 3) == 2;
  }

  // ---------------------------------------------------------------- conversions

  /** CVTPS2PD and CVTSS2SD. */
  long toDouble(int single) {
    int a = daz32(single);
    if (nan32(a)) {
      flags |= snan32(a) ? IE : 0;
      return (a & 0x80000000L) << 32 | 0x7FF8000000000000L | (a & 0x7FFFFFL) << 29;
    }
    flags |= denormal32(a) ? DE : 0;
    return Double.doubleToRawLongBits(Float.intBitsToFloat(a));
  }

  /** CVTPD2PS and CVTSD2SS. */
  int toSingle(long number) {
    long a = daz64(number);
    if (nan64(a)) {
      flags |= snan64(a) ? IE : 0;
      return (int) (a >>> 32) & 0x80000000 | 0x7FC00000 | (int) (a >>> 29) & 0x7FFFFF;
    }
    flags |= denormal64(a) ? DE : 0;
    soft.fromDouble(a);
    return (int) narrow(true);
  }

  /** CVTDQ2PS and CVTSI2SS. */
  int integerToSingle(int value) {
    soft.fromInt(value);
    return (int) narrow(true);
  }

  /** CVTDQ2PD and CVTSI2SD: exact. */
  static long integerToDouble(int value) {
    return Double.doubleToRawLongBits(value);
  }

  /** CVTPS2DQ, CVTSS2SI and, truncating, CVTTPS2DQ, CVTTSS2SI. */
  int singleToInteger(int single, boolean truncate) {
    soft.fromFloat(daz32(single));
    return toInteger(truncate);
  }

  /** CVTPD2DQ, CVTSD2SI and, truncating, CVTTPD2DQ, CVTTSD2SI. */
  int doubleToInteger(long number, boolean truncate) {
    soft.fromDouble(daz64(number));
    return toInteger(truncate);
  }

  private int toInteger(boolean truncate) {
    soft.control = NEAREST | (truncate ? 3 : mxcsr >> RC_SHIFT & 3) << 10;
    soft.flags = 0;
    int value = (int) soft.toInt(soft.se, soft.sig, 32);
    flags |= soft.flags & (IE | PE);
    return value;
  }

  // ---------------------------------------------------------------- approximations

  /** RCPPS: 12 bits of the reciprocal; raises nothing. */
  static int reciprocal(int a) {
    if (nan32(a)) {
      return a | QUIET_32;
    }
    float x = denormal32(a) ? 0 : Float.intBitsToFloat(a);
    int result = twelveBits(1 / Math.copySign(x, Float.intBitsToFloat(a)));
    return denormal32(result) ? result & 0x80000000 : result;
  }

  /** RSQRTPS: 12 bits of the reciprocal of the square root; raises nothing. */
  static int reciprocalRoot(int a) {
    if (nan32(a)) {
      return a | QUIET_32;
    }
    float x = denormal32(a) ? 0 : Float.intBitsToFloat(a);
    x = Math.copySign(x, Float.intBitsToFloat(a));
    if (x < 0) {
      return INDEFINITE_32;
    }
    return twelveBits((float) (1 / Math.sqrt(x)));
  }

  /** Rounds a significand to 12 bits. */
  private static int twelveBits(float x) {
    int bits = Float.floatToRawIntBits(x);
    return (bits & 0x7F800000) == 0x7F800000 ? bits : bits + 0x400 & 0xFFFFF800;
  }

  // ---------------------------------------------------------------- kinds of numbers

  private int daz32(int a) {
    return (mxcsr & DAZ) != 0 && denormal32(a) ? a & 0x80000000 : a;
  }

  private long daz64(long a) {
    return (mxcsr & DAZ) != 0 && denormal64(a) ? a & Long.MIN_VALUE : a;
  }

  private static boolean nan32(int a) {
    return (a & 0x7FFFFFFF) > 0x7F800000;
  }

  private static boolean nan64(long a) {
    return (a & Long.MAX_VALUE) > 0x7FF0000000000000L;
  }

  private static boolean snan32(int a) {
    return nan32(a) && (a & QUIET_32) == 0;
  }

  private static boolean snan64(long a) {
    return nan64(a) && (a & QUIET_64) == 0;
  }

  private static boolean denormal32(int a) {
    return (a & 0x7F800000) == 0 && (a & 0x007FFFFF) != 0;
  }

  private static boolean denormal64(long a) {
    return (a & 0x7FF0000000000000L) == 0 && (a & 0x000FFFFFFFFFFFFFL) != 0;
  }

  /** The first NaN, quieted (SDM volume 1, table 4-7). */
  private int propagate32(int a, int b) {
    flags |= snan32(a) || snan32(b) ? IE : 0;
    return (nan32(a) ? a : b) | QUIET_32;
  }

  private long propagate64(long a, long b) {
    flags |= snan64(a) || snan64(b) ? IE : 0;
    return (nan64(a) ? a : b) | QUIET_64;
  }
}
