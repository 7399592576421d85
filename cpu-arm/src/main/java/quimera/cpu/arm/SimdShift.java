package quimera.cpu.arm;

/** Advanced SIMD on two registers and a shift amount (ARM ARM A7.4.4). */
final class SimdShift {
  private final VfpUnit unit;

  SimdShift(VfpUnit unit) {
    this.unit = unit;
  }

  void execute(int word) {
    int operation = word >>> 8 & 15;
    boolean unsigned = (word & 1 << 24) != 0;
    // L and imm6: the leading one tells the size, the rest is the amount.
    int imm7 = word >>> 1 & 0x40 | word >>> 16 & 0x3F;
    int bits = imm7 >= 64 ? 64 : imm7 >= 32 ? 32 : imm7 >= 16 ? 16 : 8;
    int left = imm7 - bits;
    int right = 2 * bits - imm7;
    switch (operation) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> same(word, operation, unsigned, bits, left, right);
      case 8, 9 -> {
        if (bits == 64) {
          throw unit.undefined();
        }
        narrow(word, operation, unsigned, bits, right);
      }
      case 10 -> lengthen(word, unsigned, bits, left);
      case 14, 15 -> fixed(word, operation == 15, unsigned, 64 - (word >>> 16 & 0x3F));
      default -> throw unit.undefined();
    }
  }

  private void same(
      int word, int operation, boolean unsigned, int size, int leftAmount, int rightAmount) {
    boolean wholeLane = (word & 1 << 7) != 0;
    int bits = wholeLane ? 64 : size;
    int left = wholeLane ? word >>> 16 & 0x3F : leftAmount;
    int right = wholeLane ? 64 - left : rightAmount;
    boolean quad = Simd.quad(word);
    int d = Simd.register(unit, word, 12, 22, quad);
    int m = Simd.register(unit, word, 0, 5, quad);
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      long result = 0;
      for (int at = 0; at < 64; at += bits) {
        long value = SimdLanes.get(unit.d[m + i], at, bits, unsigned && operation != 6);
        long old = SimdLanes.get(unit.d[d + i], at, bits, true);
        long lane = lane(operation, unsigned, bits, left, right, value, old);
        result |= SimdLanes.put(lane, at, bits);
      }
      unit.d[d + i] = result;
    }
  }

  private long lane(
      int operation, boolean unsigned, int bits, int left, int right, long value, long old) {
    return switch (operation) {
      case 0 -> SimdLanes.right(value, right, unsigned); // VSHR
      case 1 -> old + SimdLanes.right(value, right, unsigned); // VSRA
      case 2 -> SimdLanes.rightRounded(value, right, unsigned); // VRSHR
      case 3 -> old + SimdLanes.rightRounded(value, right, unsigned); // VRSRA
      case 4 -> { // VSRI
        if (!unsigned) {
          throw unit.undefined();
        }
        long inserted = right > 63 ? 0 : SimdLanes.mask(bits) >>> right;
        yield old & ~inserted | SimdLanes.right(value, right, true) & inserted;
      }
      case 5 -> unsigned ? value << left | old & (1L << left) - 1 : value << left; // VSLI, VSHL
      case 6 -> { // VQSHLU
        if (!unsigned) {
          throw unit.undefined();
        }
        if (value < 0) {
          unit.setSaturated();
          yield 0;
        }
        yield SimdLanes.shiftSaturating(unit, value, left, bits, true, false);
      }
      default -> SimdLanes.shiftSaturating(unit, value, left, bits, unsigned, false); // VQSHL
    };
  }

  /**
   * VSHRN, VRSHRN, VQSHRN, VQRSHRN, VQSHRUN and VQRSHRUN.
   *
   * @param bits of the result's lanes
   */
  private void narrow(int word, int operation, boolean unsigned, int bits, int amount) {
    boolean round = (word & 1 << 6) != 0;
    boolean saturate = operation == 9 || unsigned;
    boolean from = operation == 9 && unsigned;
    boolean to = unsigned;
    int d = Simd.register(unit, word, 12, 22, false);
    int m = Simd.register(unit, word, 0, 5, true);
    long result = 0;
    for (int i = 0; i < 2; i++) {
      for (int at = 0; at < 64; at += 2 * bits) {
        long value = SimdLanes.get(unit.d[m + i], at, 2 * bits, from);
        long shifted =
            round
                ? SimdLanes.rightRounded(value, amount, from)
                : SimdLanes.right(value, amount, from);
        long lane = saturate ? SimdLanes.saturate(unit, shifted, bits, to) : shifted;
        result |= SimdLanes.put(lane, i * 32 + at / 2, bits);
      }
    }
    unit.d[d] = result;
  }

  /** VSHLL, and VMOVL as a shift by zero. */
  private void lengthen(int word, boolean unsigned, int bits, int amount) {
    if (bits == 64 || Simd.quad(word)) {
      throw unit.undefined();
    }
    int d = Simd.register(unit, word, 12, 22, true);
    long m = unit.d[Simd.register(unit, word, 0, 5, false)];
    SimdTwoRegister.lengthen(unit, d, m, bits, unsigned, amount);
  }

  /** VCVT between floats and fixed-point numbers. */
  private void fixed(int word, boolean toFixed, boolean unsigned, int fraction) {
    if ((word & 1 << 21) == 0 || (word & 1 << 7) != 0) {
      throw unit.undefined();
    }
    boolean quad = Simd.quad(word);
    int d = Simd.register(unit, word, 12, 22, quad);
    int m = Simd.register(unit, word, 0, 5, quad);
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      long source = unit.d[m + i];
      long result = 0;
      for (int at = 0; at < 64; at += 32) {
        long value = SimdLanes.get(source, at, 32, unsigned || toFixed);
        long lane =
            toFixed
                ? unit.standard.toInteger(
                    FloatFormat.SINGLE, value, fraction, 32, unsigned, SoftFloat.ZERO)
                : unit.standard.fromInteger(FloatFormat.SINGLE, value, fraction);
        result |= SimdLanes.put(lane, at, 32);
      }
      unit.d[d + i] = result;
    }
  }
}
