package quimera.cpu.arm;

/** Advanced SIMD on three registers of the same length (ARM ARM A7.4.1). */
final class SimdThreeSame {
  private final VfpUnit unit;
  private final SimdFloat floats;

  SimdThreeSame(VfpUnit unit, SimdFloat floats) {
    this.unit = unit;
    this.floats = floats;
  }

  void execute(int word) {
    boolean quad = Simd.quad(word);
    int d = Simd.register(unit, word, 12, 22, quad);
    int n = Simd.register(unit, word, 16, 7, quad);
    int m = Simd.register(unit, word, 0, 5, quad);
    int operation = word >>> 7 & 30 | word >>> 4 & 1;
    boolean unsigned = (word & 1 << 24) != 0;
    int size = word >>> 20 & 3;
    long[] r = unit.d;
    if (operation >= 0x18) {
      floats.threeSame(word, operation, quad, d, n, m);
      return;
    }
    boolean pairwise = operation == 0x14 || operation == 0x15 || operation == 0x17;
    if (pairwise) {
      if (quad || size == 3) {
        throw unit.undefined();
      }
      r[d] = pairs(operation, unsigned, 8 << size, r[n], r[m]);
      return;
    }
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      r[d + i] =
          operation == 3
              ? logical(size, unsigned, r[n + i], r[m + i], r[d + i])
              : lanes(operation, unsigned, size, r[n + i], r[m + i], r[d + i]);
    }
  }

  private static long logical(int size, boolean unsigned, long n, long m, long d) {
    return switch (size | (unsigned ? 4 : 0)) {
      case 0 -> n & m;
      case 1 -> n & ~m;
      case 2 -> n | m;
      case 3 -> n | ~m;
      case 4 -> n ^ m;
      case 5 -> n & d | m & ~d; // VBSL
      case 6 -> n & m | d & ~m; // VBIT
      default -> n & ~m | d & m; // VBIF
    };
  }

  /** VPMAX, VPMIN and VPADD: pairs of lanes of {@code n}, then of {@code m}. */
  private static long pairs(int operation, boolean unsigned, int bits, long n, long m) {
    long result = 0;
    int to = 0;
    for (long source : new long[] {n, m}) {
      for (int at = 0; at < 64; at += 2 * bits) {
        long a = SimdLanes.get(source, at, bits, unsigned);
        long b = SimdLanes.get(source, at + bits, bits, unsigned);
        long value =
            operation == 0x14 ? Math.max(a, b) : operation == 0x15 ? Math.min(a, b) : a + b;
        result |= SimdLanes.put(value, to, bits);
        to += bits;
      }
    }
    return result;
  }

  private long lanes(int operation, boolean unsigned, int size, long n, long m, long d) {
    int bits = 8 << size;
    boolean shiftOrAdd = operation >= 8 && operation < 12 || operation == 0x10;
    if (size == 3 && !shiftOrAdd && operation != 1 && operation != 5) {
      throw unit.undefined();
    }
    if (size == 3 && operation == 0x10) {
      return unsigned ? n - m : n + m;
    }
    long result = 0;
    for (int at = 0; at < 64; at += bits) {
      long a = SimdLanes.get(n, at, bits, unsigned);
      long b = SimdLanes.get(m, at, bits, unsigned);
      long value =
          operation >= 0x0E
              ? accumulating(operation, unsigned, bits, a, b, SimdLanes.get(d, at, bits, unsigned))
              : lane(operation, unsigned, bits, a, b);
      result |= SimdLanes.put(value, at, bits);
    }
    return result;
  }

  private static long truth(boolean condition) {
    return condition ? -1 : 0;
  }

  private long lane(int operation, boolean unsigned, int bits, long a, long b) {
    return switch (operation) {
      case 0x00 -> a + b >> 1; // VHADD
      case 0x01 -> SimdLanes.addSaturating(unit, a, b, bits, unsigned);
      case 0x02 -> a + b + 1 >> 1; // VRHADD
      case 0x04 -> a - b >> 1; // VHSUB
      case 0x05 -> SimdLanes.subtractSaturating(unit, a, b, bits, unsigned);
      case 0x06 -> truth(a > b); // VCGT
      case 0x07 -> truth(a >= b); // VCGE
      case 0x08 -> SimdLanes.shift(b, (byte) a, unsigned, false); // VSHL
      case 0x09 -> SimdLanes.shiftSaturating(unit, b, (byte) a, bits, unsigned, false);
      case 0x0A -> SimdLanes.shift(b, (byte) a, unsigned, true); // VRSHL
      case 0x0B -> SimdLanes.shiftSaturating(unit, b, (byte) a, bits, unsigned, true);
      case 0x0C -> Math.max(a, b);
      case 0x0D -> Math.min(a, b);
      default -> throw unit.undefined();
    };
  }

  private long accumulating(int operation, boolean unsigned, int bits, long a, long b, long d) {
    return switch (operation) {
      case 0x0E -> Math.abs(a - b); // VABD
      case 0x0F -> d + Math.abs(a - b); // VABA
      case 0x10 -> unsigned ? a - b : a + b; // VSUB, VADD
      case 0x11 -> truth(unsigned ? a == b : (a & b) != 0); // VCEQ, VTST
      case 0x12 -> unsigned ? d - a * b : d + a * b; // VMLS, VMLA
      case 0x13 -> {
        if (!unsigned) {
          yield a * b;
        }
        if (bits != 8) {
          throw unit.undefined();
        }
        yield SimdLanes.polynomial(a, b);
      }
      case 0x16 -> {
        if (bits == 8) {
          throw unit.undefined();
        }
        long x = SimdLanes.get(a, 0, bits, false);
        long y = SimdLanes.get(b, 0, bits, false);
        yield SimdLanes.doubleHigh(unit, x, y, bits, unsigned);
      }
      default -> throw unit.undefined();
    };
  }
}
