package quimera.cpu.arm;

/** Advanced SIMD on two registers, miscellaneous (ARM ARM A7.4.5). */
final class SimdTwoRegister {
  private final VfpUnit unit;
  private final SimdFloat floats;

  SimdTwoRegister(VfpUnit unit, SimdFloat floats) {
    this.unit = unit;
    this.floats = floats;
  }

  void execute(int word) {
    int size = word >>> 18 & 3;
    int operation = word >>> 7 & 15;
    boolean quad = Simd.quad(word);
    switch (word >>> 16 & 3) {
      case 2 -> {
        if (operation < 4) {
          permute(word, operation, size, quad);
        } else {
          lengths(word, operation, size, quad);
        }
        return;
      }
      case 3 -> {
        if (size != 2) {
          throw unit.undefined();
        }
      }
      default -> {}
    }
    int group = (word >>> 16 & 3) << 4;
    int d = Simd.register(unit, word, 12, 22, quad);
    int m = Simd.register(unit, word, 0, 5, quad);
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      unit.d[d + i] = doubleword(group | operation, size, unit.d[m + i], unit.d[d + i]);
    }
  }

  private long doubleword(int operation, int size, long m, long d) {
    int bits = 8 << size;
    return switch (operation) {
      case 0x00, 0x01, 0x02 -> reverse(m, bits, 64 >> operation);
      case 0x04, 0x05, 0x0C, 0x0D ->
          pairs(m, (operation & 8) != 0 ? d : 0, bits, (operation & 1) != 0);
      case 0x0B -> need(size == 0, ~m);
      default -> {
        if (size == 3) {
          throw unit.undefined();
        }
        long result = 0;
        for (int at = 0; at < 64; at += bits) {
          result |=
              SimdLanes.put(lane(operation, bits, SimdLanes.get(m, at, bits, false)), at, bits);
        }
        yield result;
      }
    };
  }

  private long need(boolean allowed, long value) {
    if (!allowed) {
      throw unit.undefined();
    }
    return value;
  }

  /** VREV64, VREV32 and VREV16: lanes change places within groups. */
  private long reverse(long m, int bits, int group) {
    need(bits < group, 0);
    long result = 0;
    for (int at = 0; at < 64; at += bits) {
      int to = at & -group | group - bits - (at & group - 1);
      result |= SimdLanes.put(m >>> at, to, bits);
    }
    return result;
  }

  /** VPADDL and VPADAL: sums of pairs of lanes, in lanes of twice the length. */
  private long pairs(long m, long before, int bits, boolean unsigned) {
    need(bits < 64, 0);
    long result = 0;
    for (int at = 0; at < 64; at += 2 * bits) {
      long sum =
          SimdLanes.get(m, at, bits, unsigned)
              + SimdLanes.get(m, at + bits, bits, unsigned)
              + (before >>> at);
      result |= SimdLanes.put(sum, at, 2 * bits);
    }
    return result;
  }

  private static long truth(boolean condition) {
    return condition ? -1 : 0;
  }

  private long lane(int operation, int bits, long value) {
    if (operation >= 0x18) {
      return need(bits == 32, real(operation, (int) value));
    }
    return switch (operation) {
      case 0x08 -> // VCLS
          Long.numberOfLeadingZeros((value ^ value >> 63) << 1 | 1L) - (64 - bits);
      case 0x09 -> Long.numberOfLeadingZeros(value & SimdLanes.mask(bits)) - (64 - bits);
      case 0x0A -> need(bits == 8, Long.bitCount(value & 0xFF));
      case 0x0E -> { // VQABS
        long absolute = Math.abs(value);
        yield SimdLanes.saturate(unit, absolute, bits, false);
      }
      case 0x0F -> SimdLanes.saturate(unit, -value, bits, false);
      case 0x10 -> truth(value > 0);
      case 0x11 -> truth(value >= 0);
      case 0x12 -> truth(value == 0);
      case 0x13 -> truth(value <= 0);
      case 0x14 -> truth(value < 0);
      case 0x16 -> Math.abs(value);
      case 0x17 -> -value;
      default -> throw unit.undefined();
    };
  }

  /** The operations on floats, and the estimates and conversions of group 3. */
  private long real(int operation, int value) {
    SoftFloat soft = floats.soft();
    long bits = value & 0xFFFF_FFFFL;
    FloatFormat f = FloatFormat.SINGLE;
    return switch (operation) {
      case 0x18 -> floats.compare(value, 0, true);
      case 0x19 -> floats.compare(value, 0, false);
      case 0x1A -> floats.equal(value, 0);
      case 0x1B -> floats.compare(0, value, false);
      case 0x1C -> floats.compare(0, value, true);
      case 0x1E -> value & Integer.MAX_VALUE;
      case 0x1F -> value ^ Integer.MIN_VALUE;
      case 0x38 -> SimdFloat.reciprocalEstimate(value);
      case 0x39 -> SimdFloat.rootEstimate(value);
      case 0x3A -> floats.reciprocalEstimateFloat(value);
      case 0x3B -> floats.rootEstimateFloat(value);
      case 0x3C -> soft.fromInteger(f, value, 0);
      case 0x3D -> soft.fromInteger(f, bits, 0);
      case 0x3E -> soft.toInteger(f, bits, 0, 32, false, SoftFloat.ZERO);
      case 0x3F -> soft.toInteger(f, bits, 0, 32, true, SoftFloat.ZERO);
      default -> throw unit.undefined();
    };
  }

  /** VSWP, VTRN, VUZP and VZIP: both registers change. */
  private void permute(int word, int operation, int size, boolean quad) {
    int d = Simd.register(unit, word, 12, 22, quad);
    int m = Simd.register(unit, word, 0, 5, quad);
    int regs = quad ? 2 : 1;
    int bits = 8 << size;
    int count = regs * 64 / bits;
    if (size == 3 || operation == 0 && size != 0 || operation > 1 && !quad && size == 2) {
      throw unit.undefined();
    }
    long[] a = new long[count];
    long[] b = new long[count];
    for (int i = 0; i < count; i++) {
      a[i] = element(d, i, bits);
      b[i] = element(m, i, bits);
    }
    for (int i = 0; i < count; i++) {
      switch (operation) {
        case 0 -> {
          set(d, i, bits, b[i]);
          set(m, i, bits, a[i]);
        }
        case 1 -> { // VTRN
          set(d, i, bits, (i & 1) == 0 ? a[i] : b[i - 1]);
          set(m, i, bits, (i & 1) == 0 ? a[i + 1] : b[i]);
        }
        case 2 -> { // VUZP: the even elements of both, and the odd ones
          int from = 2 * i % count;
          boolean first = 2 * i < count;
          set(d, i, bits, first ? a[from] : b[from]);
          set(m, i, bits, first ? a[from + 1] : b[from + 1]);
        }
        default -> { // VZIP
          int low = i / 2;
          int high = (count + i) / 2;
          set(d, i, bits, (i & 1) == 0 ? a[low] : b[low]);
          set(m, i, bits, (i & 1) == 0 ? a[high] : b[high]);
        }
      }
    }
  }

  private long element(int first, int index, int bits) {
    int at = index * bits;
    return SimdLanes.get(unit.d[first + at / 64], at % 64, bits, true);
  }

  private void set(int first, int index, int bits, long value) {
    int at = index * bits;
    int i = first + at / 64;
    unit.d[i] =
        unit.d[i] & ~(SimdLanes.mask(bits) << at % 64) | SimdLanes.put(value, at % 64, bits);
  }

  /** Lanes of twice the length, shifted left. */
  static void lengthen(VfpUnit unit, int d, long m, int bits, boolean unsigned, int amount) {
    for (int i = 0; i < 2; i++) {
      long result = 0;
      for (int at = 0; at < 64; at += 2 * bits) {
        long value = SimdLanes.get(m, i * 32 + at / 2, bits, unsigned) << amount;
        result |= SimdLanes.put(value, at, 2 * bits);
      }
      unit.d[d + i] = result;
    }
  }

  /** VMOVN, VQMOVN, VQMOVUN, VSHLL by the lane's length, and VCVT of half precision. */
  private void lengths(int word, int operation, int size, boolean bit6) {
    int bits = 8 << size;
    if (operation == 6 && !bit6 && size < 3) {
      int d = Simd.register(unit, word, 12, 22, true);
      long m = unit.d[Simd.register(unit, word, 0, 5, false)];
      lengthen(unit, d, m, bits, true, bits);
    } else if ((operation == 4 || operation == 5) && size < 3) {
      narrow(word, operation, bits, bit6);
    } else if (operation == 12 && !bit6 && size == 1) {
      int m = Simd.register(unit, word, 0, 5, true);
      long result = 0;
      for (int i = 0; i < 4; i++) {
        result |= convert(FloatFormat.SINGLE, FloatFormat.HALF, element(m, i, 32)) << 16 * i;
      }
      unit.d[Simd.register(unit, word, 12, 22, false)] = result;
    } else if (operation == 14 && !bit6 && size == 1) {
      long m = unit.d[Simd.register(unit, word, 0, 5, false)];
      int d = Simd.register(unit, word, 12, 22, true);
      for (int i = 0; i < 4; i++) {
        long half = m >>> 16 * i & 0xFFFF;
        set(d, i, 32, convert(FloatFormat.HALF, FloatFormat.SINGLE, half));
      }
    } else {
      throw unit.undefined();
    }
  }

  private long convert(FloatFormat from, FloatFormat to, long value) {
    return floats.soft().convert(from, to, value);
  }

  private void narrow(int word, int operation, int bits, boolean bit6) {
    int m = Simd.register(unit, word, 0, 5, true);
    boolean unsignedFrom = operation == 5 && bit6;
    boolean unsignedTo = operation == 4 || bit6;
    boolean plain = operation == 4 && !bit6;
    long result = 0;
    for (int i = 0; i < 64 / bits; i++) {
      int at = 2 * bits * i;
      long value = SimdLanes.get(unit.d[m + at / 64], at % 64, 2 * bits, unsignedFrom);
      long lane = plain ? value : saturate(value, bits, unsignedFrom, unsignedTo);
      result |= SimdLanes.put(lane, i * bits, bits);
    }
    unit.d[Simd.register(unit, word, 12, 22, false)] = result;
  }

  private long saturate(long value, int bits, boolean unsignedFrom, boolean unsignedTo) {
    if (unsignedFrom && value < 0) { // 2^63 and up
      unit.setSaturated();
      return -1;
    }
    return SimdLanes.saturate(unit, value, bits, unsignedTo);
  }
}
