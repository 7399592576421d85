package quimera.cpu.arm;

/**
 * The floating point of Advanced SIMD, single precision in the standard setting (ARM ARM A2.7.7 to
 * A2.7.9).
 */
final class SimdFloat {
  private static final FloatFormat F = FloatFormat.SINGLE;
  private static final int SIGN = Integer.MIN_VALUE;
  private static final int ONE_AND_A_HALF = 0x3FC0_0000;
  private static final int TWO = 0x4000_0000;
  private static final int MINUS_HALF = 0xBF00_0000;

  private final VfpUnit unit;
  private final SoftFloat soft;
  private final VfpArithmetic arithmetic;

  SimdFloat(VfpUnit unit) {
    this.unit = unit;
    soft = unit.standard;
    arithmetic = new VfpArithmetic(unit, soft);
  }

  SoftFloat soft() {
    return soft;
  }

  private static long wide(int single) {
    return single & 0xFFFF_FFFFL;
  }

  /** The instructions on three registers from opcode 12 on. */
  void threeSame(int word, int operation, boolean quad, int d, int n, int m) {
    if ((word & 1 << 20) != 0) {
      throw unit.undefined();
    }
    boolean u = (word & 1 << 24) != 0;
    boolean op = (word & 1 << 21) != 0;
    long[] r = unit.d;
    if (u && (operation == 0x1A && !op || operation == 0x1E)) { // VPADD, VPMAX, VPMIN
      if (quad) {
        throw unit.undefined();
      }
      int low = lane(operation, op, false, (int) r[n], (int) (r[n] >>> 32), 0);
      int high = lane(operation, op, false, (int) r[m], (int) (r[m] >>> 32), 0);
      r[d] = (long) high << 32 | wide(low);
      return;
    }
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      long a = r[n + i];
      long b = r[m + i];
      long before = r[d + i];
      int low = lane(operation, op, u, (int) a, (int) b, (int) before);
      int high = lane(operation, op, u, (int) (a >>> 32), (int) (b >>> 32), (int) (before >>> 32));
      r[d + i] = (long) high << 32 | wide(low);
    }
  }

  private int lane(int operation, boolean op, boolean u, int a, int b, int d) {
    return switch (operation | (u ? 0x20 : 0)) {
      case 0x19 -> arithmetic.multiplyAdd(op ? a ^ SIGN : a, b, d); // VFMA, VFMS
      case 0x1A -> op ? arithmetic.subtract(a, b) : arithmetic.add(a, b);
      case 0x3A -> arithmetic.subtract(a, b) & ~SIGN; // VABD
      case 0x1B -> { // VMLA, VMLS
        int product = arithmetic.multiply(a, b);
        yield arithmetic.add(d, op ? product ^ SIGN : product);
      }
      case 0x3B -> arithmetic.multiply(a, b);
      case 0x1C -> truth(soft.compare(F, wide(a), wide(b), false) == 6); // VCEQ
      case 0x3C -> compare(a, b, op); // VCGE, VCGT
      case 0x3D -> compare(a & ~SIGN, b & ~SIGN, op); // VACGE, VACGT
      case 0x1E -> extreme(a, b, op); // VMAX, VMIN
      case 0x1F -> op ? rootStep(a, b) : reciprocalStep(a, b);
      default -> throw unit.undefined();
    };
  }

  /** VMLA, VMLS and VMUL by a scalar. */
  int multiply(int operation, int d, int a, int b) {
    int product = arithmetic.multiply(a, b);
    return switch (operation) {
      case 1 -> arithmetic.add(d, product);
      case 5 -> arithmetic.add(d, product ^ SIGN);
      default -> product;
    };
  }

  private static int truth(boolean condition) {
    return condition ? -1 : 0;
  }

  /** Greater or equal, or strictly greater; false for NaNs. */
  int compare(int a, int b, boolean strictly) {
    int flags = soft.compare(F, wide(a), wide(b), true);
    return truth(flags == 2 || flags == 6 && !strictly);
  }

  int equal(int a, int b) {
    return truth(soft.compare(F, wide(a), wide(b), false) == 6);
  }

  /** The larger or smaller; of two zeros the positive or negative one; a NaN if there is one. */
  private int extreme(int x, int y, boolean smaller) {
    int a = (int) soft.operand(F, wide(x));
    int b = (int) soft.operand(F, wide(y));
    if (F.nan(wide(a)) || F.nan(wide(b))) {
      return (int) soft.propagate(F, wide(a), wide(b));
    }
    if (((a | b) & ~SIGN) == 0) {
      return smaller ? a | b : a & b;
    }
    boolean less = Float.intBitsToFloat(a) < Float.intBitsToFloat(b);
    return less == smaller ? a : b;
  }

  private boolean noProduct(int x, int y) {
    long a = soft.operand(F, wide(x));
    long b = soft.operand(F, wide(y));
    return F.infinite(a) && F.zero(b) || F.zero(a) && F.infinite(b);
  }

  /** VRECPS: 2 - a * b. */
  private int reciprocalStep(int a, int b) {
    return noProduct(a, b) ? TWO : arithmetic.subtract(TWO, arithmetic.multiply(a, b));
  }

  /** VRSQRTS: (3 - a * b) / 2. */
  private int rootStep(int a, int b) {
    if (noProduct(a, b)) {
      return ONE_AND_A_HALF;
    }
    return arithmetic.multiplyAdd(arithmetic.multiply(a, b), MINUS_HALF, ONE_AND_A_HALF);
  }

  // Estimates (A2.7.8, A2.7.9): 9 bits in, 9 bits out.

  private static int reciprocal(int a) {
    return ((1 << 19) / (2 * a + 1) + 1) / 2;
  }

  private static int root(int operand) {
    int a = operand < 256 ? 2 * operand + 1 : ((operand & ~1) + 1) * 2;
    int b = 512;
    while ((long) a * (b + 1) * (b + 1) < 1 << 28) {
      b++;
    }
    return (b + 1) / 2;
  }

  static int reciprocalEstimate(int operand) {
    return operand >= 0 ? -1 : reciprocal(operand >>> 23) << 23;
  }

  static int rootEstimate(int operand) {
    return operand >>> 30 == 0 ? -1 : root(operand >>> 23) << 23;
  }

  /** VRECPE of a float. */
  int reciprocalEstimateFloat(int x) {
    int a = (int) soft.operand(F, wide(x));
    int sign = a & SIGN;
    if (F.nan(wide(a))) {
      return (int) soft.propagate(F, wide(a), wide(a));
    }
    if (F.infinite(wide(a))) {
      return sign;
    }
    if (F.zero(wide(a))) {
      soft.flags |= SoftFloat.DZC;
      return sign | (int) F.infinity();
    }
    int exponent = F.field(wide(a));
    if (exponent >= 253) {
      soft.flags |= SoftFloat.UFC;
      return sign;
    }
    int estimate = reciprocal(0x100 | a >>> 15 & 0xFF);
    return sign | 253 - exponent << 23 | (estimate & 0xFF) << 15;
  }

  /** VRSQRTE of a float. */
  int rootEstimateFloat(int x) {
    int a = (int) soft.operand(F, wide(x));
    if (F.nan(wide(a))) {
      return (int) soft.propagate(F, wide(a), wide(a));
    }
    if (F.zero(wide(a))) {
      soft.flags |= SoftFloat.DZC;
      return a & SIGN | (int) F.infinity();
    }
    if (a < 0) {
      soft.flags |= SoftFloat.IOC;
      return (int) F.defaultNan();
    }
    if (F.infinite(wide(a))) {
      return 0;
    }
    int exponent = F.field(wide(a));
    int scaled = (exponent & 1) == 0 ? 0x100 | a >>> 15 & 0xFF : 0x80 | a >>> 16 & 0x7F;
    int estimate = root(scaled);
    return (380 - exponent) / 2 << 23 | (estimate & 0xFF) << 15;
  }
}
