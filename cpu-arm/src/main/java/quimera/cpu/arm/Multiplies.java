package quimera.cpu.arm;

/**
 * The multiplications of the ARM set but the plain ones, and the saturating additions (ARM ARM
 * A5.2.5 to A5.2.7). The Thumb ones use the same arithmetic.
 */
final class Multiplies {
  private Multiplies() {}

  /** MUL, MLA, MLS, UMAAL and the long ones, with or without flags. */
  static void execute(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int m = r[word >>> 8 & 15];
    int n = r[word & 15];
    int high = word >>> 16 & 15;
    int low = word >>> 12 & 15;
    int op = word >>> 20 & 15;
    boolean flags = (op & 1) != 0;
    if (op < 8) {
      switch (op >> 1) {
        case 0 -> r[high] = n * m;
        case 1 -> r[high] = n * m + r[low];
        case 2 -> {
          need(cpu, cpu.v6 && !flags);
          long sum = unsigned(n) * unsigned(m) + unsigned(r[low]) + unsigned(r[high]);
          r[low] = (int) sum;
          r[high] = (int) (sum >>> 32);
        }
        default -> {
          need(cpu, cpu.v7 && !flags);
          r[high] = r[low] - n * m;
        }
      }
      if (flags) {
        cpu.logicFlags(r[high]);
      }
      return;
    }
    long product = (op & 4) != 0 ? (long) n * m : unsigned(n) * unsigned(m);
    if ((op & 2) != 0) {
      product += (long) r[high] << 32 | unsigned(r[low]);
    }
    r[low] = (int) product;
    r[high] = (int) (product >>> 32);
    if (flags) {
      cpu.n = r[high];
      cpu.z = r[high] | r[low];
    }
  }

  static long unsigned(int value) {
    return value & 0xFFFF_FFFFL;
  }

  private static void need(ArmCpu cpu, boolean present) {
    if (!present) {
      throw cpu.undefined();
    }
  }

  /** The nearest number of 32 bits; Q is set if that is another. */
  static int saturate(ArmState cpu, long value) {
    if (value != (int) value) {
      cpu.q = 1;
      return value < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return (int) value;
  }

  /** A sum that wraps around, and sets Q if it does. */
  static int addQ(ArmState cpu, int a, int b) {
    int sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      cpu.q = 1;
    }
    return sum;
  }

  /** QADD, QSUB, QDADD, QDSUB by {@code op} 0 to 3. */
  static void saturating(ArmCpu cpu, int op, int d, int m, int n) {
    need(cpu, cpu.v5);
    long second = (op & 2) != 0 ? saturate(cpu, 2L * n) : n;
    cpu.r[d] = saturate(cpu, (op & 1) != 0 ? m - second : m + second);
  }

  /** SMLAxy, SMLAWy, SMULWy, SMLALxy and SMULxy. */
  static void halves(ArmCpu cpu, int word) {
    need(cpu, cpu.v5);
    int[] r = cpu.r;
    int n = r[word & 15];
    int m = (word & 1 << 6) != 0 ? r[word >>> 8 & 15] >> 16 : (short) r[word >>> 8 & 15];
    int d = word >>> 16 & 15;
    int a = word >>> 12 & 15;
    boolean bit5 = (word & 1 << 5) != 0;
    int product = (bit5 ? n >> 16 : (short) n) * m;
    switch (word >>> 21 & 3) {
      case 0 -> r[d] = addQ(cpu, product, r[a]);
      case 1 -> {
        int high = (int) ((long) n * m >> 16);
        r[d] = bit5 ? high : addQ(cpu, high, r[a]);
      }
      case 2 -> {
        long sum = ((long) r[d] << 32 | unsigned(r[a])) + product;
        r[a] = (int) sum;
        r[d] = (int) (sum >>> 32);
      }
      default -> r[d] = product;
    }
  }
}
