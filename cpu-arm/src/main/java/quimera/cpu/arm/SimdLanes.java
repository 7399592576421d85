package quimera.cpu.arm;

/** What is done to one lane of a vector: extraction, shifts, saturation. */
final class SimdLanes {
  private SimdLanes() {}

  /** The lane of {@code bits} bits from bit {@code at} on, extended. */
  static long get(long word, int at, int bits, boolean unsigned) {
    long up = word << 64 - bits - at;
    return unsigned ? up >>> 64 - bits : up >> 64 - bits;
  }

  static long mask(int bits) {
    return -1L >>> 64 - bits;
  }

  /** A lane where it stands in its word. */
  static long put(long value, int at, int bits) {
    return (value & mask(bits)) << at;
  }

  /** {@code lane} in each lane. */
  static long repeat(long lane, int bits) {
    long all = lane & mask(bits);
    for (int width = bits; width < 64; width *= 2) {
      all |= all << width;
    }
    return all;
  }

  /** A shift to the right by 0 or more. */
  static long right(long value, int by, boolean unsigned) {
    if (by > 63) {
      return unsigned ? 0 : value >> 63;
    }
    return unsigned ? value >>> by : value >> by;
  }

  /** The same, rounded. */
  static long rightRounded(long value, int by, boolean unsigned) {
    if (by == 0) {
      return value;
    }
    if (by > 64) {
      return 0;
    }
    return right(value, by, unsigned) + (right(value, by - 1, unsigned) & 1);
  }

  /** A shift to the left by {@code by} or, if that is negative, to the right. */
  static long shift(long value, int by, boolean unsigned, boolean round) {
    if (by >= 0) {
      return by > 63 ? 0 : value << by;
    }
    return round ? rightRounded(value, -by, unsigned) : right(value, -by, unsigned);
  }

  static long largest(int bits, boolean unsigned) {
    return unsigned ? mask(bits) : mask(bits) >>> 1;
  }

  static long smallest(int bits, boolean unsigned) {
    return unsigned ? 0 : -1L << bits - 1;
  }

  /** The nearest number of fewer than 64 bits; QC tells that it is another. */
  static long saturate(VfpUnit unit, long value, int bits, boolean unsigned) {
    long low = smallest(bits, unsigned);
    long high = largest(bits, unsigned);
    if (value < low || value > high) {
      unit.setSaturated();
      return value < low ? low : high;
    }
    return value;
  }

  static long addSaturating(VfpUnit unit, long a, long b, int bits, boolean unsigned) {
    long sum = a + b;
    if (bits < 64) {
      return saturate(unit, sum, bits, unsigned);
    }
    boolean over = unsigned ? Long.compareUnsigned(sum, a) < 0 : ((a ^ sum) & (b ^ sum)) < 0;
    if (!over) {
      return sum;
    }
    unit.setSaturated();
    return unsigned ? -1 : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  static long subtractSaturating(VfpUnit unit, long a, long b, int bits, boolean unsigned) {
    long difference = a - b;
    if (bits < 64) {
      return saturate(unit, difference, bits, unsigned);
    }
    boolean over = unsigned ? Long.compareUnsigned(a, b) < 0 : ((a ^ b) & (a ^ difference)) < 0;
    if (!over) {
      return difference;
    }
    unit.setSaturated();
    return unsigned ? 0 : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** VQSHL and VQRSHL: a shift whose result is saturated when it goes left. */
  static long shiftSaturating(
      VfpUnit unit, long value, int by, int bits, boolean unsigned, boolean round) {
    if (by <= 0) {
      return shift(value, by, unsigned, round);
    }
    long shifted = by > 63 ? 0 : value << by;
    boolean fits =
        value == 0
            || by < bits
                && right(shifted, by, unsigned) == value
                && get(shifted, 0, bits, unsigned) == shifted;
    if (fits) {
      return shifted;
    }
    unit.setSaturated();
    return value < 0 && !unsigned ? smallest(bits, false) : largest(bits, unsigned);
  }

  /** VQDMULH and VQRDMULH: the upper half of twice the product. */
  static long doubleHigh(VfpUnit unit, long a, long b, int bits, boolean round) {
    long low = smallest(bits, false);
    if (a == low && b == low) {
      unit.setSaturated();
      return largest(bits, false);
    }
    return 2 * a * b + (round ? 1L << bits - 1 : 0) >> bits;
  }

  /** VQDMULL: twice the product, of twice the bits. */
  static long doubleLong(VfpUnit unit, long a, long b, int bits) {
    long low = smallest(bits, false);
    if (a == low && b == low) {
      unit.setSaturated();
      return largest(2 * bits, false);
    }
    return 2 * a * b;
  }

  /** The product of polynomials over {0, 1}. */
  static long polynomial(long a, long b) {
    long product = 0;
    for (int i = 0; i < 8; i++) {
      if ((b >>> i & 1) != 0) {
        product ^= a << i;
      }
    }
    return product;
  }
}
