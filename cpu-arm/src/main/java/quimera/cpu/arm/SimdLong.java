package quimera.cpu.arm;

/**
 * Advanced SIMD on registers of different lengths, and on registers and a scalar (ARM ARM A7.4.2,
 * A7.4.3).
 */
final class SimdLong {
  private final VfpUnit unit;
  private final SimdFloat floats;

  SimdLong(VfpUnit unit, SimdFloat floats) {
    this.unit = unit;
    this.floats = floats;
  }

  void execute(int word) {
    if ((word & 1 << 6) != 0) {
      scalar(word);
      return;
    }
    int operation = word >>> 8 & 15;
    switch (operation) {
      case 4, 6 -> narrow(word, operation == 6);
      case 1, 3 -> wide(word, operation == 3);
      default ->
          lengthen(
              word, operation, unit.d[Simd.register(unit, word, 0, 5, false)], 8 << size(word));
    }
  }

  private static int size(int word) {
    return word >>> 20 & 3;
  }

  private static boolean unsigned(int word) {
    return (word & 1 << 24) != 0;
  }

  /** VADDHN, VSUBHN and the rounding ones: the upper halves of sums of quadwords. */
  private void narrow(int word, boolean subtract) {
    int bits = 8 << size(word);
    int d = Simd.register(unit, word, 12, 22, false);
    int n = Simd.register(unit, word, 16, 7, true);
    int m = Simd.register(unit, word, 0, 5, true);
    long round = unsigned(word) ? 1L << bits - 1 : 0;
    long result = 0;
    for (int i = 0; i < 2; i++) {
      for (int at = 0; at < 64; at += 2 * bits) {
        long a = SimdLanes.get(unit.d[n + i], at, 2 * bits, true);
        long b = SimdLanes.get(unit.d[m + i], at, 2 * bits, true);
        long sum = (subtract ? a - b : a + b) + round;
        result |= SimdLanes.put(sum >>> bits, i * 32 + at / 2, bits);
      }
    }
    unit.d[d] = result;
  }

  /** VADDW and VSUBW: a quadword and lanes of half the length. */
  private void wide(int word, boolean subtract) {
    int bits = 8 << size(word);
    int d = Simd.register(unit, word, 12, 22, true);
    int n = Simd.register(unit, word, 16, 7, true);
    long m = unit.d[Simd.register(unit, word, 0, 5, false)];
    for (int i = 0; i < 2; i++) {
      long result = 0;
      for (int at = 0; at < 64; at += 2 * bits) {
        long a = SimdLanes.get(unit.d[n + i], at, 2 * bits, true);
        long b = SimdLanes.get(m, i * 32 + at / 2, bits, unsigned(word));
        result |= SimdLanes.put(subtract ? a - b : a + b, at, 2 * bits);
      }
      unit.d[d + i] = result;
    }
  }

  /** A quadword from two doublewords, and perhaps what the quadword was. */
  private void lengthen(int word, int operation, long m, int bits) {
    int d = Simd.register(unit, word, 12, 22, true);
    long n = unit.d[Simd.register(unit, word, 16, 7, false)];
    boolean unsigned = unsigned(word);
    for (int i = 0; i < 2; i++) {
      long old = unit.d[d + i];
      long result = 0;
      for (int at = 0; at < 64; at += 2 * bits) {
        long a = SimdLanes.get(n, i * 32 + at / 2, bits, unsigned);
        long b = SimdLanes.get(m, i * 32 + at / 2, bits, unsigned);
        long before = SimdLanes.get(old, at, 2 * bits, false);
        result |= SimdLanes.put(lane(operation, unsigned, bits, a, b, before), at, 2 * bits);
      }
      unit.d[d + i] = result;
    }
  }

  private long lane(int operation, boolean unsigned, int bits, long a, long b, long before) {
    return switch (operation) {
      case 0 -> a + b; // VADDL
      case 2 -> a - b; // VSUBL
      case 5 -> before + Math.abs(a - b); // VABAL
      case 7 -> Math.abs(a - b); // VABDL
      case 8 -> before + a * b; // VMLAL
      case 9, 11, 13 -> { // VQDMLAL, VQDMLSL, VQDMULL
        if (unsigned || bits == 8) {
          throw unit.undefined();
        }
        long product = SimdLanes.doubleLong(unit, a, b, bits);
        yield operation == 13
            ? product
            : operation == 9
                ? SimdLanes.addSaturating(unit, before, product, 2 * bits, false)
                : SimdLanes.subtractSaturating(unit, before, product, 2 * bits, false);
      }
      case 10 -> before - a * b; // VMLSL
      case 12 -> a * b; // VMULL
      case 14 -> {
        if (unsigned || bits != 8) {
          throw unit.undefined();
        }
        yield SimdLanes.polynomial(a & 0xFF, b & 0xFF);
      }
      default -> throw unit.undefined();
    };
  }

  // A scalar as the second operand.

  private void scalar(int word) {
    int operation = word >>> 8 & 15;
    int size = size(word);
    if (size == 0) {
      throw unit.undefined();
    }
    int bits = 8 << size;
    int number = size == 1 ? word & 7 : word & 15;
    int index = size == 1 ? word >>> 4 & 2 | word >>> 3 & 1 : word >>> 5 & 1;
    long m = SimdLanes.repeat(unit.d[number] >>> index * bits, bits);
    switch (operation) {
      case 2 -> lengthen(word, 8, m, bits);
      case 3 -> lengthen(word, 9, m, bits);
      case 6 -> lengthen(word, 10, m, bits);
      case 7 -> lengthen(word, 11, m, bits);
      case 10 -> lengthen(word, 12, m, bits);
      case 11 -> lengthen(word, 13, m, bits);
      case 14, 15 -> throw unit.undefined();
      default -> same(word, operation, m, bits);
    }
  }

  /** VMLA, VMLS, VMUL, VQDMULH and VQRDMULH; the bit that is U elsewhere is Q here. */
  private void same(int word, int operation, long m, int bits) {
    boolean quad = unsigned(word);
    int d = Simd.register(unit, word, 12, 22, quad);
    int n = Simd.register(unit, word, 16, 7, quad);
    boolean real = (operation & 1) != 0 && operation < 12;
    if (real && bits != 32) {
      throw unit.undefined();
    }
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      long result = 0;
      for (int at = 0; at < 64; at += bits) {
        long a = SimdLanes.get(unit.d[n + i], at, bits, false);
        long b = SimdLanes.get(m, at, bits, false);
        long before = SimdLanes.get(unit.d[d + i], at, bits, false);
        long value =
            switch (operation) {
              case 0 -> before + a * b;
              case 4 -> before - a * b;
              case 8 -> a * b;
              case 12, 13 -> SimdLanes.doubleHigh(unit, a, b, bits, operation == 13);
              default -> floats.multiply(operation, (int) before, (int) a, (int) b);
            };
        result |= SimdLanes.put(value, at, bits);
      }
      unit.d[d + i] = result;
    }
  }
}
