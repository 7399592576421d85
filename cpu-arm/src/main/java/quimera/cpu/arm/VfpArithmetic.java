package quimera.cpu.arm;

/**
 * The data-processing instructions of the floating-point unit (ARM ARM A7.5).
 *
 * <p>Results of the host's own arithmetic are taken when they are certain to be right: rounding to
 * nearest, the result a normal number not at the edge, and the inexact flag set already, so that
 * nobody has to know whether it was exact. {@link SoftFloat} does the rest.
 */
final class VfpArithmetic {
  private final VfpUnit unit;
  private final SoftFloat soft;

  /**
   * @param soft with the setting to compute in
   */
  VfpArithmetic(VfpUnit unit, SoftFloat soft) {
    this.unit = unit;
    this.soft = soft;
  }

  // The five operations.

  private static boolean safe(long result) {
    return ((int) (result >>> 52) & 0x7FF) - 2 + Integer.MIN_VALUE < 2045 + Integer.MIN_VALUE;
  }

  private static boolean safe(int result) {
    return (result >>> 23 & 0xFF) - 2 + Integer.MIN_VALUE < 253 + Integer.MIN_VALUE;
  }

  private boolean direct() {
    return soft.mode == SoftFloat.NEAREST && (soft.flags & SoftFloat.IXC) != 0;
  }

  /** Whether no operand would be flushed to zero. */
  private boolean plain(long a, long b) {
    return !soft.flush || !FloatFormat.DOUBLE.denormal(a) && !FloatFormat.DOUBLE.denormal(b);
  }

  private boolean plain(int a, int b) {
    return !soft.flush || !denormal(a) && !denormal(b);
  }

  private static boolean denormal(int a) {
    return (a & 0x7F80_0000) == 0 && (a & 0x007F_FFFF) != 0;
  }

  private static long wide(int single) {
    return single & 0xFFFF_FFFFL;
  }

  private static double real(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static float real(int bits) {
    return Float.intBitsToFloat(bits);
  }

  long add(long a, long b) {
    if (direct()) {
      long result = Double.doubleToRawLongBits(real(a) + real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return soft.add(FloatFormat.DOUBLE, a, b);
  }

  int add(int a, int b) {
    if (direct()) {
      int result = Float.floatToRawIntBits(real(a) + real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return (int) soft.add(FloatFormat.SINGLE, wide(a), wide(b));
  }

  long subtract(long a, long b) {
    if (direct()) {
      long result = Double.doubleToRawLongBits(real(a) - real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return soft.subtract(FloatFormat.DOUBLE, a, b);
  }

  int subtract(int a, int b) {
    if (direct()) {
      int result = Float.floatToRawIntBits(real(a) - real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return (int) soft.subtract(FloatFormat.SINGLE, wide(a), wide(b));
  }

  long multiply(long a, long b) {
    if (direct()) {
      long result = Double.doubleToRawLongBits(real(a) * real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return soft.multiply(FloatFormat.DOUBLE, a, b);
  }

  int multiply(int a, int b) {
    if (direct()) {
      int result = Float.floatToRawIntBits(real(a) * real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return (int) soft.multiply(FloatFormat.SINGLE, wide(a), wide(b));
  }

  long divide(long a, long b) {
    if (direct()) {
      long result = Double.doubleToRawLongBits(real(a) / real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return soft.divide(FloatFormat.DOUBLE, a, b);
  }

  int divide(int a, int b) {
    if (direct()) {
      int result = Float.floatToRawIntBits(real(a) / real(b));
      if (safe(result) && plain(a, b)) {
        return result;
      }
    }
    return (int) soft.divide(FloatFormat.SINGLE, wide(a), wide(b));
  }

  private long squareRoot(long a) {
    if (direct() && a > 0) {
      long result = Double.doubleToRawLongBits(Math.sqrt(real(a)));
      if (safe(result) && plain(a, a)) {
        return result;
      }
    }
    return soft.squareRoot(FloatFormat.DOUBLE, a);
  }

  private long multiplyAdd(long a, long b, long c) {
    if (direct()) {
      long result = Double.doubleToRawLongBits(Math.fma(real(a), real(b), real(c)));
      if (safe(result) && plain(a, b) && plain(c, c)) {
        return result;
      }
    }
    return soft.multiplyAdd(FloatFormat.DOUBLE, a, b, c);
  }

  int multiplyAdd(int a, int b, int c) {
    return (int) soft.multiplyAdd(FloatFormat.SINGLE, wide(a), wide(b), wide(c));
  }

  private static final long MINUS = Long.MIN_VALUE;
  private static final int MINUS_SINGLE = Integer.MIN_VALUE;

  // Decoding.

  /** Which operation: opc1 without D, and bit 6. */
  private static int operation(int word) {
    return word >>> 20 & 11;
  }

  void execute(int word) {
    boolean doubles = (word & 1 << 8) != 0;
    boolean other = operation(word) == 11;
    if (other && (word & 1 << 6) != 0 && !movesOrSquareRoot(word)) {
      VfpConversions.execute(unit, word, doubles);
      return;
    }
    int length = unit.vectorLength();
    int d = doubles ? unit.doubleNumber(word, 12, 22) : VfpUnit.singleNumber(word, 12, 22);
    boolean noOperand = other && (word & 1 << 6) == 0;
    int n = other ? 0 : register(word, doubles, 16, 7);
    int m = noOperand ? 0 : register(word, doubles, 0, 5);
    int bank = doubles ? 4 : 8;
    if (length == 0 || d < bank) {
      one(word, doubles, d, n, m);
      return;
    }
    // A short vector: registers wrap around in their bank, and a second operand in bank 0 stays.
    int stride = unit.vectorStride();
    boolean scalar = m < bank;
    for (int i = 0; i <= length; i++) {
      one(word, doubles, d, n, m);
      d = next(d, stride, bank);
      n = next(n, stride, bank);
      m = scalar ? m : next(m, stride, bank);
    }
  }

  private int register(int word, boolean doubles, int field, int bit) {
    return doubles ? unit.doubleNumber(word, field, bit) : VfpUnit.singleNumber(word, field, bit);
  }

  private static int next(int number, int stride, int bank) {
    return number & -bank | number + stride & bank - 1;
  }

  /** VMOV, VABS, VNEG and VSQRT, which work on short vectors as the arithmetic does. */
  private static boolean movesOrSquareRoot(int word) {
    return (word >>> 17 & 7) == 0;
  }

  private void one(int word, boolean doubles, int d, int n, int m) {
    if (doubles) {
      long[] r = unit.d;
      r[d] = compute(word, r[d], r[n], r[m]);
    } else {
      unit.setSingle(d, compute(word, unit.single(d), unit.single(n), unit.single(m)));
    }
  }

  private long compute(int word, long d, long n, long m) {
    boolean op = (word & 1 << 6) != 0;
    return switch (operation(word)) {
      case 0 -> add(d, op ? negate(multiply(n, m)) : multiply(n, m));
      case 1 -> add(d ^ MINUS, op ? negate(multiply(n, m)) : multiply(n, m));
      case 2 -> op ? negate(multiply(n, m)) : multiply(n, m);
      case 3 -> op ? subtract(n, m) : add(n, m);
      case 8 -> {
        if (op) {
          throw unit.undefined();
        }
        yield divide(n, m);
      }
      case 9, 10 -> {
        if (!unit.hasVersion4()) {
          throw unit.undefined();
        }
        yield multiplyAdd(op ? n ^ MINUS : n, m, operation(word) == 9 ? d ^ MINUS : d);
      }
      default -> {
        if (!op) {
          yield immediate(word, FloatFormat.DOUBLE);
        }
        yield switch (word >>> 15 & 2 | word >>> 7 & 1) {
          case 0 -> m;
          case 1 -> m & ~MINUS;
          case 2 -> m ^ MINUS;
          default -> squareRoot(m);
        };
      }
    };
  }

  private int compute(int word, int d, int n, int m) {
    boolean op = (word & 1 << 6) != 0;
    return switch (operation(word)) {
      case 0 -> add(d, op ? multiply(n, m) ^ MINUS_SINGLE : multiply(n, m));
      case 1 -> add(d ^ MINUS_SINGLE, op ? multiply(n, m) ^ MINUS_SINGLE : multiply(n, m));
      case 2 -> op ? multiply(n, m) ^ MINUS_SINGLE : multiply(n, m);
      case 3 -> op ? subtract(n, m) : add(n, m);
      case 8 -> {
        if (op) {
          throw unit.undefined();
        }
        yield divide(n, m);
      }
      case 9, 10 -> {
        if (!unit.hasVersion4()) {
          throw unit.undefined();
        }
        int addend = operation(word) == 9 ? d ^ MINUS_SINGLE : d;
        yield multiplyAdd(op ? n ^ MINUS_SINGLE : n, m, addend);
      }
      default -> {
        if (!op) {
          yield (int) immediate(word, FloatFormat.SINGLE);
        }
        yield switch (word >>> 15 & 2 | word >>> 7 & 1) {
          case 0 -> m;
          case 1 -> m & ~MINUS_SINGLE;
          case 2 -> m ^ MINUS_SINGLE;
          default -> (int) soft.squareRoot(FloatFormat.SINGLE, wide(m));
        };
      }
    };
  }

  private static long negate(long value) {
    return value ^ MINUS;
  }

  /** VFPExpandImm (A7.5.1). */
  private long immediate(int word, FloatFormat f) {
    if (!unit.hasVersion4()) {
      throw unit.undefined();
    }
    int imm8 = word >>> 12 & 0xF0 | word & 15;
    return expand(imm8, f);
  }

  static long expand(int imm8, FloatFormat f) {
    long sign = (imm8 & 0x80) != 0 ? f.signBit() : 0;
    int low = imm8 >>> 4 & 3;
    int b = imm8 >>> 6 & 1;
    // NOT(b), then b repeated, then two bits
    int repeated = b != 0 ? (1 << f.exponentBits() - 3) - 1 : 0;
    long exponent = (long) ((1 - b) << f.exponentBits() - 1 | repeated << 2 | low);
    return sign | exponent << f.fractionBits() | (long) (imm8 & 15) << f.fractionBits() - 4;
  }
}
