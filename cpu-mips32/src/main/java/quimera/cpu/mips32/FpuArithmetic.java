package quimera.cpu.mips32;

/**
 * Floating-point arithmetic under FCSR: its rounding, its causes, flags and traps.
 *
 * <p>What is in the middle of the range and rounds to nearest is left to the host, whose result is
 * the same by IEEE 754; whether it was exact shows in the error term, which is computed without
 * rounding. The rest goes to {@link SoftFloat}.
 */
final class FpuArithmetic {
  private static final int ADD = 0;
  private static final int SUBTRACT = 1;
  private static final int MULTIPLY = 2;
  private static final int DIVIDE = 3;

  private static final int MODE = 3;
  private static final int FLAGS_SHIFT = 2;
  private static final int ENABLES_SHIFT = 7;
  private static final int CAUSE_SHIFT = 12;
  private static final int CAUSES = 0x3F << CAUSE_SHIFT;
  private static final int UNIMPLEMENTED = 1 << 17;
  private static final int FLUSH = 1 << 24;
  private static final int INEXACT_ENABLE = 1 << ENABLES_SHIFT;
  private static final int INEXACT_CAUSE_AND_FLAG = 1 << CAUSE_SHIFT | 1 << FLAGS_SHIFT;
  private static final int WRITABLE = 0xFF83_FFFF;

  private static final int SLOW = MODE | INEXACT_ENABLE;

  private int fcsr;
  private final transient SoftFloat single = new SoftFloat(SoftFloat.SINGLE);
  private final transient SoftFloat wide = new SoftFloat(SoftFloat.DOUBLE);

  int fcsr() {
    return fcsr;
  }

  void setFcsr(int value) {
    fcsr = value & WRITABLE;
    for (SoftFloat each : new SoftFloat[] {single, wide}) {
      each.mode = fcsr & MODE;
      each.flush = (fcsr & FLUSH) != 0;
      each.trapTiny = (fcsr & SoftFloat.UNDERFLOW << ENABLES_SHIFT) != 0;
    }
  }

  int mode() {
    return fcsr & MODE;
  }

  /** Whether a cause is enabled, or cannot be disabled. */
  boolean trapped() {
    int causes = fcsr >>> CAUSE_SHIFT;
    return (causes & (fcsr >>> ENABLES_SHIFT & 31)) != 0 || (fcsr & UNIMPLEMENTED) != 0;
  }

  private static int conditionBit(int number) {
    return number == 0 ? 1 << 23 : 1 << 24 + number;
  }

  boolean condition(int number) {
    return (fcsr & conditionBit(number)) != 0;
  }

  private SoftFloat soft(int format) {
    SoftFloat soft = format == Fpu.SINGLE ? single : wide;
    soft.flags = 0;
    return soft;
  }

  /** The causes of this instruction; they become flags if none traps. */
  private void raise(int causes) {
    fcsr = fcsr & ~CAUSES | causes << CAUSE_SHIFT;
    if ((causes & fcsr >>> ENABLES_SHIFT & 31) == 0) {
      fcsr |= causes << FLAGS_SHIFT;
    }
  }

  private long raised(SoftFloat soft, long result) {
    raise(soft.flags);
    return result;
  }

  private void inexactIf(boolean inexact) {
    fcsr &= ~CAUSES;
    if (inexact) {
      fcsr |= INEXACT_CAUSE_AND_FLAG;
    }
  }

  /** Whether an exponent is so moderate that error terms neither overflow nor underflow. */
  private static boolean moderate(double value) {
    int exponent = (int) (Double.doubleToRawLongBits(value) >>> 52) & 0x7FF;
    return exponent > 200 && exponent < 1846;
  }

  private static boolean moderate(float value) {
    int exponent = Float.floatToRawIntBits(value) >>> 23 & 0xFF;
    return exponent > 2 && exponent < 252;
  }

  /**
   * ADD.D and SUB.D.
   *
   * @param sign what is exclusive-ored to {@code b}: its sign bit, for a difference
   */
  long add(long a, long b, long sign) {
    if ((fcsr & SLOW) == 0) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b ^ sign);
      double sum = x + y;
      if (moderate(sum) || sum == 0) {
        double part = sum - x;
        inexactIf(x - (sum - part) + (y - part) != 0);
        return Double.doubleToRawLongBits(sum);
      }
    }
    return exactly(Fpu.DOUBLE, sign == 0 ? ADD : SUBTRACT, a, b);
  }

  /** MUL.D. */
  long multiply(long a, long b) {
    if ((fcsr & SLOW) == 0) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      double product = x * y;
      if (moderate(product) || product == 0 && (x == 0 || y == 0)) {
        inexactIf(Math.fma(x, y, -product) != 0);
        return Double.doubleToRawLongBits(product);
      }
    }
    return exactly(Fpu.DOUBLE, MULTIPLY, a, b);
  }

  /** DIV.D. */
  long divide(long a, long b) {
    if ((fcsr & SLOW) == 0) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      double quotient = x / y;
      if (moderate(quotient) && moderate(x) && moderate(y)) {
        inexactIf(Math.fma(-quotient, y, x) != 0);
        return Double.doubleToRawLongBits(quotient);
      }
    }
    return exactly(Fpu.DOUBLE, DIVIDE, a, b);
  }

  /**
   * ADD, SUB, MUL or DIV in single precision, by the function's number; double has so many more
   * bits that rounding twice is harmless.
   */
  long dyadicSingle(int function, int a, int b) {
    if ((fcsr & SLOW) == 0) {
      double x = Float.intBitsToFloat(a);
      double y = Float.intBitsToFloat(function == SUBTRACT ? b ^ Integer.MIN_VALUE : b);
      double precise;
      double error = 0;
      switch (function) {
        case ADD, SUBTRACT -> {
          precise = x + y;
          double part = precise - x;
          error = x - (precise - part) + (y - part);
        }
        case MULTIPLY -> precise = x * y;
        default -> precise = x / y;
      }
      float result = (float) precise;
      if (moderate(result)) {
        boolean inexact = function <= MULTIPLY ? result != precise || error != 0 : result * y != x;
        inexactIf(inexact);
        return Float.floatToRawIntBits(result) & 0xFFFF_FFFFL;
      }
    }
    return exactly(Fpu.SINGLE, function, a & 0xFFFF_FFFFL, b & 0xFFFF_FFFFL);
  }

  private long exactly(int format, int function, long a, long b) {
    SoftFloat soft = soft(format);
    long result =
        switch (function) {
          case ADD -> soft.add(a, b);
          case SUBTRACT -> soft.subtract(a, b);
          case MULTIPLY -> soft.multiply(a, b);
          default -> soft.divide(a, b);
        };
    return raised(soft, result);
  }

  long squareRoot(int format, long a) {
    if (format == Fpu.DOUBLE && (fcsr & SLOW) == 0) {
      double x = Double.longBitsToDouble(a);
      double root = Math.sqrt(x);
      if (moderate(x) && x > 0) {
        inexactIf(Math.fma(root, root, -x) != 0);
        return Double.doubleToRawLongBits(root);
      }
    }
    SoftFloat soft = soft(format);
    return raised(soft, soft.squareRoot(a));
  }

  private static SoftFloatFormat format(int format) {
    return format == Fpu.SINGLE ? SoftFloat.SINGLE : SoftFloat.DOUBLE;
  }

  /**
   * ABS. By the manual a signalling NaN is invalid here (MIPS32 volume 2, ABS.fmt, ABS2008 = 0);
   * the vectors, from QEMU, have the sign changed and nothing said, and so do we.
   */
  long absolute(int format, long a) {
    return a & ~format(format).sign;
  }

  /** NEG; as {@link #absolute}. */
  long negate(int format, long a) {
    return a ^ format(format).sign;
  }

  private static long one(int format) {
    return format == Fpu.SINGLE ? 0x3F80_0000 : 0x3FF0_0000_0000_0000L;
  }

  long reciprocal(int format, long a) {
    return exactly(format, 3, one(format), a);
  }

  long reciprocalRoot(int format, long a) {
    SoftFloat soft = soft(format);
    long root = soft.squareRoot(a);
    return raised(soft, soft.divide(one(format), root));
  }

  /** {@code s * t + r}, both operations rounded (volume II, MADD.fmt). */
  long multiplyAdd(int format, long s, long t, long r, boolean subtract, boolean negate) {
    SoftFloatFormat f = format(format);
    SoftFloat soft = soft(format);
    long product = soft.multiply(s, t);
    long sum = subtract ? soft.subtract(product, r) : soft.add(product, r);
    return raised(soft, negate && !f.nan(sum) ? sum ^ f.sign : sum);
  }

  /** CVT.S.D or CVT.D.S. */
  long convert(int from, long a) {
    SoftFloat soft = soft(from == Fpu.SINGLE ? Fpu.DOUBLE : Fpu.SINGLE);
    return raised(soft, soft.from(format(from), a));
  }

  long fromInteger(int to, long value) {
    SoftFloat soft = soft(to);
    return raised(soft, soft.fromInteger(value));
  }

  long toInteger(int format, long a, int rounding, int bits) {
    SoftFloat soft = soft(format);
    return raised(soft, soft.toInteger(a, rounding, bits));
  }

  /** C.cond.D, of what are mostly numbers. */
  void compareDouble(long a, long b, int condition, int target) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      compare(Fpu.DOUBLE, a, b, condition, target);
      return;
    }
    boolean met = x == y && (condition & 2) != 0 || x < y && (condition & 4) != 0;
    int bit = conditionBit(target);
    fcsr = (met ? fcsr | bit : fcsr & ~bit) & ~CAUSES;
  }

  /** C.cond.fmt: condition bits 0 to 2 ask for unordered, equal, less; bit 3 for signalling. */
  void compare(int format, long a, long b, int condition, int target) {
    SoftFloatFormat f = format(format);
    boolean unordered = f.nan(a) || f.nan(b);
    boolean signals = f.signalling(a) || f.signalling(b) || unordered && (condition & 8) != 0;
    raise(signals ? SoftFloat.INVALID : 0);
    if (trapped()) {
      return;
    }
    boolean equal = !unordered && (a == b || f.zero(a) && f.zero(b));
    boolean less = !unordered && !equal && f.order(a) < f.order(b);
    boolean met =
        unordered && (condition & 1) != 0
            || equal && (condition & 2) != 0
            || less && (condition & 4) != 0;
    int bit = conditionBit(target);
    fcsr = met ? fcsr | bit : fcsr & ~bit;
  }
}
