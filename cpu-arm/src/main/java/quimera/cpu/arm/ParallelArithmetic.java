package quimera.cpu.arm;

/**
 * Arithmetic on the bytes and halfwords of a register, and the extensions and saturations that go
 * with it, for both instruction sets (ARM ARM A4.4.5 to A4.4.7).
 */
final class ParallelArithmetic {
  /** Kinds of arithmetic, as in bits 22 to 20 of the ARM encoding. */
  static final int SIGNED = 1;

  static final int SIGNED_SATURATING = 2;
  static final int SIGNED_HALVING = 3;
  static final int UNSIGNED = 5;
  static final int UNSIGNED_SATURATING = 6;
  static final int UNSIGNED_HALVING = 7;

  /** Operations, as in bits 7 to 5 of the ARM encoding. */
  static final int ADD16 = 0;

  static final int ASX = 1;
  static final int SAX = 2;
  static final int SUB16 = 3;
  static final int ADD8 = 4;
  static final int SUB8 = 7;

  private ParallelArithmetic() {}

  /** Whether there is such a kind and such an operation. */
  static boolean exists(int kind, int operation) {
    return (kind & 3) != 0 && (operation <= ADD8 || operation == SUB8);
  }

  /** The result, with GE set by the kinds that neither saturate nor halve. */
  static int compute(ArmState cpu, int kind, int operation, int n, int m) {
    int ge = 0;
    int result = 0;
    int bits = (operation & 4) != 0 ? 8 : 16;
    for (int at = 0; at < 32; at += bits) {
      boolean exchanged = operation == ASX || operation == SAX;
      boolean subtract =
          switch (operation) {
            case ASX -> at == 0;
            case SAX -> at != 0;
            case SUB16, SUB8 -> true;
            default -> false;
          };
      int a = lane(kind, n, at, bits);
      int b = lane(kind, m, exchanged ? 16 - at : at, bits);
      int value = subtract ? a - b : a + b;
      boolean greater = kind == UNSIGNED && !subtract ? value >>> bits != 0 : value >= 0;
      if (greater) {
        ge |= (bits == 8 ? 1 : 3) << (at >> 3);
      }
      result |= (finish(kind, value, bits) & (1 << bits) - 1) << at;
    }
    if (kind == SIGNED || kind == UNSIGNED) {
      cpu.ge = ge;
    }
    return result;
  }

  private static int lane(int kind, int word, int at, int bits) {
    int up = word << 32 - bits - at;
    return kind < 4 ? up >> 32 - bits : up >>> 32 - bits;
  }

  private static int finish(int kind, int value, int bits) {
    return switch (kind) {
      case SIGNED_SATURATING -> Math.max(-(1 << bits - 1), Math.min((1 << bits - 1) - 1, value));
      case UNSIGNED_SATURATING -> Math.max(0, Math.min((1 << bits) - 1, value));
      case SIGNED_HALVING, UNSIGNED_HALVING -> value >> 1;
      default -> value;
    };
  }

  /** SEL: each byte from {@code n} if its GE bit is set, else from {@code m}. */
  static int select(int ge, int n, int m) {
    int mask = 0;
    for (int i = 0; i < 4; i++) {
      if ((ge >>> i & 1) != 0) {
        mask |= 0xFF << 8 * i;
      }
    }
    return n & mask | m & ~mask;
  }

  /** PKHBT, or PKHTB if {@code top}: {@code m} is shifted already. */
  static int pack(int n, int m, boolean top) {
    return top ? n & 0xFFFF_0000 | m & 0xFFFF : m & 0xFFFF_0000 | n & 0xFFFF;
  }

  /**
   * SXTB16, SXTB, SXTH, UXTB16, UXTB and UXTH, by the numbers 0, 2, 3, 4, 6 and 7 that they have in
   * bits 22 to 20 of the ARM encoding.
   */
  static int extend(int kind, int value) {
    return switch (kind) {
      case 0 -> (byte) value & 0xFFFF | (byte) (value >> 16) << 16;
      case 2 -> (byte) value;
      case 3 -> (short) value;
      case 4 -> value & 0x00FF_00FF;
      case 6 -> value & 0xFF;
      default -> value & 0xFFFF;
    };
  }

  /** The sum of an extended value, halfword by halfword for SXTAB16 and UXTAB16. */
  static int extendAdd(int kind, int n, int value) {
    int extended = extend(kind, value);
    return (kind & 3) != 0
        ? n + extended
        : n + extended & 0xFFFF | (n & 0xFFFF_0000) + (extended & 0xFFFF_0000);
  }

  /** SSAT to {@code bits} or USAT; Q tells that the value was changed. */
  static int saturate(ArmState cpu, int value, int bits, boolean unsigned) {
    long low = unsigned ? 0 : -(1L << bits - 1);
    long high = unsigned ? (1L << bits) - 1 : (1L << bits - 1) - 1;
    if (value < low || value > high) {
      cpu.q = 1;
      return (int) (value < low ? low : high);
    }
    return value;
  }

  /** SSAT16 and USAT16. */
  static int saturateHalves(ArmState cpu, int value, int bits, boolean unsigned) {
    int low = saturate(cpu, (short) value, bits, unsigned);
    int high = saturate(cpu, value >> 16, bits, unsigned);
    return high << 16 | low & 0xFFFF;
  }

  /** USAD8. */
  static int absoluteDifferences(int n, int m) {
    int sum = 0;
    for (int at = 0; at < 32; at += 8) {
      sum += Math.abs((n >>> at & 0xFF) - (m >>> at & 0xFF));
    }
    return sum;
  }

  /**
   * The dual multiplications: the products of the lower and the upper halfwords, added or
   * subtracted.
   *
   * @param exchange the halfwords of {@code m} change places
   */
  static long dual(int n, int m, boolean subtract, boolean exchange) {
    int other = exchange ? Integer.rotateRight(m, 16) : m;
    long low = (long) (short) n * (short) other;
    long high = (long) (n >> 16) * (other >> 16);
    return subtract ? low - high : low + high;
  }

  /** SMLAD, SMLSD and their exchanging forms; {@code a} is 0 for SMUAD and SMUSD. */
  static int dualAccumulate(ArmState cpu, int n, int m, int a, boolean subtract, boolean exchange) {
    long sum = dual(n, m, subtract, exchange) + a;
    if (sum != (int) sum) {
      cpu.q = 1;
    }
    return (int) sum;
  }

  /** SMMLA and SMMLS: the upper half of a product, added to or taken from {@code a}. */
  static int mostSignificant(int n, int m, int a, boolean subtract, boolean round) {
    long product = (long) n * m;
    long sum = ((long) a << 32) + (subtract ? -product : product) + (round ? 0x8000_0000L : 0);
    return (int) (sum >> 32);
  }

  /** SDIV: rounds towards zero; a division by zero gives zero. */
  static int divide(int n, int m) {
    return m == 0 ? 0 : m == -1 ? -n : n / m;
  }

  /** UDIV. */
  static int divideUnsigned(int n, int m) {
    return m == 0 ? 0 : Integer.divideUnsigned(n, m);
  }

  /** BFI of {@code width} bits from bit {@code low} on; BFC is a BFI of zero. */
  static int insert(int into, int value, int low, int width) {
    int mask = -1 >>> 32 - width << low;
    return into & ~mask | value << low & mask;
  }

  /** SBFX and UBFX. */
  static int extract(int value, int low, int width, boolean unsigned) {
    int up = value << 32 - low - width;
    return unsigned ? up >>> 32 - width : up >> 32 - width;
  }
}
