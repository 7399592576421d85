package quimera.cpu.arm;

/**
 * Advanced SIMD: which instruction is which (ARM ARM A7.4, A7.7), in ARM's encoding, which the
 * Thumb one is put into.
 *
 * <p>Its floating point is always flush-to-zero, default NaN, round-to-nearest, whatever FPSCR says
 * (A2.7.7 "standard FPSCR value").
 */
final class Simd {
  private static final int Q = 1 << 6;

  final VfpUnit unit;
  private final ArmCpu cpu;
  private final SimdFloat floats;
  private final SimdThreeSame same;
  private final SimdLong lengths;
  private final SimdShift shifts;
  private final SimdTwoRegister two;
  private final SimdTransfer transfers;

  Simd(ArmCpu cpu, VfpUnit unit) {
    this.cpu = cpu;
    this.unit = unit;
    floats = new SimdFloat(unit);
    same = new SimdThreeSame(unit, floats);
    lengths = new SimdLong(unit, floats);
    shifts = new SimdShift(unit);
    two = new SimdTwoRegister(unit, floats);
    transfers = new SimdTransfer(cpu, unit);
  }

  /** The registers that a field names, first of them; a quadword must be even. */
  static int register(VfpUnit unit, int word, int field, int bit, boolean quad) {
    int number = unit.doubleNumber(word, field, bit);
    if (quad && (number & 1) != 0) {
      throw unit.undefined();
    }
    return number;
  }

  static boolean quad(int word) {
    return (word & Q) != 0;
  }

  void execute(int word) {
    if (!unit.hasVersion4() || !cpu.cp15.simdUsable()) {
      throw cpu.undefined();
    }
    unit.checkEnabled();
    if (word >>> 24 == 0xF4) {
      transfers.execute(word);
    } else if ((word & 1 << 23) == 0) {
      same.execute(word);
    } else if ((word & 1 << 4) != 0) {
      if ((word & 0x0038_0080) == 0) {
        immediate(word);
      } else {
        shifts.execute(word);
      }
    } else if ((word >>> 20 & 3) != 3) {
      lengths.execute(word);
    } else if ((word & 1 << 24) == 0) {
      extract(word);
    } else if ((word & 1 << 11) == 0) {
      two.execute(word);
    } else if ((word & 1 << 10) == 0) {
      table(word);
    } else {
      duplicate(word);
    }
  }

  /** VMOV, VMVN, VORR and VBIC with an immediate (A7.4.6). */
  private void immediate(int word) {
    boolean quad = quad(word);
    int d = register(unit, word, 12, 22, quad);
    int imm8 = word >>> 17 & 0x80 | word >>> 12 & 0x70 | word & 15;
    int cmode = word >>> 8 & 15;
    boolean op = (word & 1 << 5) != 0;
    long value = expand(imm8, cmode, op);
    boolean combine = cmode < 12 && (cmode & 1) != 0;
    for (int i = 0; i < (quad ? 2 : 1); i++) {
      long old = unit.d[d + i];
      unit.d[d + i] = combine ? (op ? old & ~value : old | value) : value;
    }
  }

  /** AdvSIMDExpandImm, complemented for VMVN. */
  private long expand(int imm8, int cmode, boolean op) {
    long value;
    switch (cmode >> 1) {
      case 0, 1, 2, 3 -> value = SimdLanes.repeat((long) imm8 << 8 * (cmode >> 1), 32);
      case 4, 5 -> value = SimdLanes.repeat((long) imm8 << 8 * (cmode >> 1 & 1), 16);
      case 6 -> {
        int shift = (cmode & 1) != 0 ? 16 : 8;
        value = SimdLanes.repeat((long) imm8 << shift | (1L << shift) - 1, 32);
      }
      default -> {
        if ((cmode & 1) != 0) {
          if (op) {
            throw cpu.undefined();
          }
          return SimdLanes.repeat(VfpArithmetic.expand(imm8, FloatFormat.SINGLE), 32);
        }
        if (!op) {
          return SimdLanes.repeat(imm8, 8);
        }
        long mask = 0;
        for (int i = 0; i < 8; i++) {
          mask |= (imm8 >>> i & 1) != 0 ? 0xFFL << 8 * i : 0;
        }
        return mask;
      }
    }
    boolean combine = cmode < 12 && (cmode & 1) != 0;
    return op && !combine ? ~value : value;
  }

  /** VEXT: bytes from the end of one vector and the beginning of another. */
  private void extract(int word) {
    boolean quad = quad(word);
    int d = register(unit, word, 12, 22, quad);
    int n = register(unit, word, 16, 7, quad);
    int m = register(unit, word, 0, 5, quad);
    int from = word >>> 8 & 15;
    int regs = quad ? 2 : 1;
    if (!quad && from > 7) {
      throw cpu.undefined();
    }
    long[] source = new long[2 * regs];
    System.arraycopy(unit.d, n, source, 0, regs);
    System.arraycopy(unit.d, m, source, regs, regs);
    for (int i = 0; i < regs; i++) {
      int first = from / 8 + i;
      int bits = from % 8 * 8;
      long low = source[first] >>> bits;
      unit.d[d + i] = bits == 0 ? low : low | source[first + 1] << 64 - bits;
    }
  }

  /** VTBL and VTBX. */
  private void table(int word) {
    int d = register(unit, word, 12, 22, false);
    int n = register(unit, word, 16, 7, false);
    long indices = unit.d[register(unit, word, 0, 5, false)];
    int length = (word >>> 8 & 3) + 1;
    if (n + length > 32) {
      throw cpu.undefined();
    }
    boolean keep = (word & Q) != 0;
    long result = 0;
    for (int at = 0; at < 64; at += 8) {
      int index = (int) (indices >>> at) & 0xFF;
      long value =
          index < 8 * length
              ? unit.d[n + index / 8] >>> index % 8 * 8
              : keep ? unit.d[d] >>> at : 0;
      result |= (value & 0xFF) << at;
    }
    unit.d[d] = result;
  }

  /** VDUP from a scalar. */
  private void duplicate(int word) {
    boolean quad = quad(word);
    int d = register(unit, word, 12, 22, quad);
    long m = unit.d[register(unit, word, 0, 5, false)];
    int imm4 = word >>> 16 & 15;
    if ((imm4 & 7) == 0 || (word >>> 7 & 7) != 0) {
      throw cpu.undefined();
    }
    int log = Integer.numberOfTrailingZeros(imm4);
    int bits = 8 << log;
    long value = SimdLanes.repeat(m >>> (imm4 >> log + 1) * bits, bits);
    unit.d[d] = value;
    if (quad) {
      unit.d[d + 1] = value;
    }
  }
}
