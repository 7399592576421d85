package quimera.cpu.arm;

/**
 * The Thumb instructions of 32 bits: which is which, and the data-processing ones (ARM ARM A6.3).
 * Others are in {@link ThumbTransfer} and {@link ThumbControl}.
 */
final class ThumbWide {
  private static final int S = 1 << 20;

  private static final int UNDEFINED = 0;
  private static final int MULTIPLE = 1;
  private static final int DUAL = 2;
  private static final int SHIFTED = 3;
  private static final int COPROCESSOR = 4;
  private static final int CONTROL_OR_IMMEDIATE = 5;
  private static final int STORE = 6;
  private static final int LOAD = 7;
  private static final int SIMD_TRANSFER = 8;
  private static final int REGISTER = 9;
  private static final int MULTIPLY = 10;
  private static final int LONG_MULTIPLY = 11;

  /** The kinds by bits 28 to 20 (ARM ARM table A6-9). */
  private static final byte[] KINDS = new byte[1 << 9];

  private ThumbWide() {}

  static {
    for (int i = 0; i < KINDS.length; i++) {
      KINDS[i] = (byte) kind(i >> 7, i & 0x7F);
    }
  }

  private static int kind(int op1, int op2) {
    if (op1 == 2) {
      return CONTROL_OR_IMMEDIATE;
    }
    if ((op2 & 0x40) != 0) {
      return COPROCESSOR;
    }
    if (op1 == 1) {
      return (op2 & 0x20) != 0 ? SHIFTED : (op2 & 4) != 0 ? DUAL : MULTIPLE;
    }
    return switch (op2 >> 3) {
      case 0, 1, 2, 3 ->
          (op2 & 7) == 7
              ? UNDEFINED
              : (op2 & 1) != 0 ? LOAD : (op2 & 0x10) != 0 ? SIMD_TRANSFER : STORE;
      case 4, 5 -> REGISTER;
      case 6 -> MULTIPLY;
      default -> LONG_MULTIPLY;
    };
  }

  /** Executes one; whether it was a branch, to {@link ArmState#pc}. */
  static boolean execute(ArmCpu cpu, int word) {
    if ((word & 0xF800_D001) == 0xF000_C000) {
      ThumbControl.branchToArm(cpu, word);
      return true;
    }
    if (!cpu.v7) {
      throw cpu.undefined();
    }
    switch (KINDS[word >>> 20 & 0x1FF]) {
      case MULTIPLE -> {
        return ThumbTransfer.multiple(cpu, word);
      }
      case DUAL -> {
        return ThumbTransfer.dual(cpu, word);
      }
      case SHIFTED -> shifted(cpu, word);
      case COPROCESSOR -> {
        if ((word & 0xEF00_0000) == 0xEF00_0000) {
          // Advanced SIMD data processing: U is bit 28 here and bit 24 in ARM's encoding.
          cpu.simd(word & 0x00FF_FFFF | 0xF200_0000 | word >>> 4 & 1 << 24);
        } else {
          cpu.coprocessor(word);
        }
      }
      case CONTROL_OR_IMMEDIATE -> {
        if ((word & 1 << 15) != 0) {
          return ThumbControl.execute(cpu, word);
        }
        if ((word & 1 << 25) == 0) {
          immediate(cpu, word);
        } else {
          plainImmediate(cpu, word);
        }
      }
      case STORE -> ThumbTransfer.store(cpu, word);
      case LOAD -> {
        return ThumbTransfer.load(cpu, word);
      }
      case SIMD_TRANSFER -> cpu.simd(word & 0x00FF_FFFF | 0xF400_0000);
      case REGISTER -> register(cpu, word);
      case MULTIPLY -> multiply(cpu, word);
      case LONG_MULTIPLY -> longMultiply(cpu, word);
      default -> throw cpu.undefined();
    }
    return false;
  }

  /** A shift by imm3:imm2; the carry becomes C if {@code carry} says so. */
  private static int shift(ArmCpu cpu, int word, boolean carry) {
    int value = cpu.r[word & 15];
    int amount = word >>> 10 & 0x1C | word >>> 6 & 3;
    int type = word >>> 4 & 3;
    if (amount == 0 && type == 0) {
      return value;
    }
    int kept = cpu.c;
    int result;
    if (amount != 0) {
      result = cpu.shiftCarry(value, type, amount);
    } else if (type == 3) {
      result = kept << 31 | value >>> 1;
      cpu.c = value & 1;
    } else {
      result = type == 2 ? value >> 31 : 0;
      cpu.c = value >>> 31;
    }
    if (!carry) {
      cpu.c = kept;
    }
    return result;
  }

  private static void shifted(ArmCpu cpu, int word) {
    int op = word >>> 21 & 15;
    if (op == 6) {
      int m = shift(cpu, word, false);
      cpu.r[word >>> 8 & 15] =
          ParallelArithmetic.pack(cpu.r[word >>> 16 & 15], m, (word & 1 << 5) != 0);
      return;
    }
    data(cpu, word, shift(cpu, word, (word & S) != 0 && op < 8));
  }

  /** ThumbExpandImm (A6.3.2). */
  static int expand(int imm12) {
    int low = imm12 & 0xFF;
    return switch (imm12 >>> 8) {
      case 0 -> low;
      case 1 -> low << 16 | low;
      case 2 -> low << 24 | low << 8;
      case 3 -> low * 0x0101_0101;
      default -> Integer.rotateRight(0x80 | imm12 & 0x7F, imm12 >>> 7);
    };
  }

  private static void immediate(ArmCpu cpu, int word) {
    int imm12 = word >>> 15 & 0x800 | word >>> 4 & 0x700 | word & 0xFF;
    int value = expand(imm12);
    if (imm12 >>> 10 != 0 && (word & S) != 0 && (word >>> 21 & 15) < 8) {
      cpu.c = value >>> 31;
    }
    data(cpu, word, value);
  }

  /** An operation of tables A6-10 and A6-20; Rn or Rd as 15 make moves and comparisons of them. */
  private static void data(ArmCpu cpu, int word, int b) {
    int rn = word >>> 16 & 15;
    int d = word >>> 8 & 15;
    int n = cpu.r[rn];
    boolean flags = (word & S) != 0;
    int result;
    switch (word >>> 21 & 15) {
      case 0 -> result = n & b; // AND, TST
      case 1 -> result = n & ~b; // BIC
      case 2 -> result = rn == 15 ? b : n | b; // ORR, MOV
      case 3 -> result = rn == 15 ? ~b : n | ~b; // ORN, MVN
      case 4 -> result = n ^ b; // EOR, TEQ
      case 8 -> result = flags ? cpu.addFlags(n, b) : n + b; // ADD, CMN
      case 10 -> result = flags ? cpu.addCarryFlags(n, b) : n + b + cpu.c;
      case 11 -> result = flags ? cpu.addCarryFlags(n, ~b) : n + ~b + cpu.c;
      case 13 -> result = flags ? cpu.subtractFlags(n, b) : n - b; // SUB, CMP
      case 14 -> result = flags ? cpu.subtractFlags(b, n) : b - n;
      default -> throw cpu.undefined();
    }
    if (flags && (word >>> 21 & 15) < 8) {
      cpu.logicFlags(result);
    }
    if (d != 15) {
      cpu.r[d] = result;
    }
  }

  /** Immediates of 12 and 16 bits, saturation and bit fields (A6.3.3). */
  private static void plainImmediate(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int rn = word >>> 16 & 15;
    int n = rn == 15 ? r[15] & ~3 : r[rn];
    int d = word >>> 8 & 15;
    int imm12 = word >>> 15 & 0x800 | word >>> 4 & 0x700 | word & 0xFF;
    int imm16 = rn << 12 | imm12;
    int low = word >>> 10 & 0x1C | word >>> 6 & 3;
    int width = word & 31;
    switch (word >>> 20 & 31) {
      case 0x00 -> r[d] = n + imm12;
      case 0x04 -> r[d] = imm16;
      case 0x0A -> r[d] = n - imm12;
      case 0x0C -> r[d] = imm16 << 16 | r[d] & 0xFFFF;
      case 0x10, 0x12, 0x18, 0x1A -> saturate(cpu, word, n, low, width);
      case 0x14 -> r[d] = ParallelArithmetic.extract(n, low, need(cpu, width + 1, low), false);
      case 0x16 -> {
        int value = rn == 15 ? 0 : n;
        r[d] = ParallelArithmetic.insert(r[d], value, low, need(cpu, width - low + 1, low));
      }
      case 0x1C -> r[d] = ParallelArithmetic.extract(n, low, need(cpu, width + 1, low), true);
      default -> throw cpu.undefined();
    }
  }

  private static int need(ArmCpu cpu, int width, int low) {
    if (width <= 0 || low + width > 32) {
      throw cpu.undefined();
    }
    return width;
  }

  private static void saturate(ArmCpu cpu, int word, int n, int amount, int width) {
    boolean unsigned = (word & 1 << 23) != 0;
    boolean right = (word & 1 << 21) != 0;
    int bits = unsigned ? width : width + 1;
    cpu.r[word >>> 8 & 15] =
        right && amount == 0
            ? ParallelArithmetic.saturateHalves(cpu, n, bits, unsigned)
            : ParallelArithmetic.saturate(cpu, right ? n >> amount : n << amount, bits, unsigned);
  }

  /** Shifts by a register, extensions, parallel arithmetic and the miscellaneous (A6.3.12). */
  private static void register(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int op1 = word >>> 20 & 15;
    int op2 = word >>> 4 & 15;
    int rn = word >>> 16 & 15;
    int n = r[rn];
    int m = r[word & 15];
    int d = word >>> 8 & 15;
    if (op1 < 8 && op2 == 0) {
      boolean flags = (op1 & 1) != 0;
      r[d] = cpu.shiftedByRegister(n, op1 >> 1, m & 0xFF, flags);
      if (flags) {
        cpu.logicFlags(r[d]);
      }
    } else if (op1 < 6 && op2 >= 8) {
      int rotated = Integer.rotateRight(m, 8 * (op2 & 3));
      int kind = EXTENSIONS[op1];
      r[d] =
          rn == 15
              ? ParallelArithmetic.extend(kind, rotated)
              : ParallelArithmetic.extendAdd(kind, n, rotated);
    } else if (op1 >= 8 && op2 < 8) {
      int kind = 1 + (op2 & 3) + (op2 & 4);
      int operation = OPERATIONS[op1 & 7];
      if (operation < 0 || (op2 & 3) == 3) {
        throw cpu.undefined();
      }
      r[d] = ParallelArithmetic.compute(cpu, kind, operation, n, m);
    } else if (op1 >= 8 && op1 < 12 && op2 < 12) {
      miscellaneous(cpu, op1 & 3, op2 & 3, d, n, m);
    } else {
      throw cpu.undefined();
    }
  }

  /** SXTH, UXTH, SXTB16, UXTB16, SXTB and UXTB as {@link ParallelArithmetic#extend} has them. */
  private static final int[] EXTENSIONS = {3, 7, 0, 4, 2, 6};

  private static final int[] OPERATIONS = {
    ParallelArithmetic.ADD8,
    ParallelArithmetic.ADD16,
    ParallelArithmetic.ASX,
    -1,
    ParallelArithmetic.SUB8,
    ParallelArithmetic.SUB16,
    ParallelArithmetic.SAX,
    -1
  };

  private static void miscellaneous(ArmCpu cpu, int op1, int op2, int d, int n, int m) {
    switch (op1) {
      case 0 ->
          // QADD, QDADD, QSUB, QDSUB: bit 0 doubles, bit 1 subtracts.
          Multiplies.saturating(cpu, op2 >> 1 | (op2 & 1) << 1, d, m, n);
      case 1 ->
          cpu.r[d] =
              switch (op2) {
                case 0 -> Integer.reverseBytes(m);
                case 1 -> Integer.rotateRight(Integer.reverseBytes(m), 16);
                case 2 -> Integer.reverse(m);
                default -> Short.reverseBytes((short) m);
              };
      case 2 -> cpu.r[d] = ParallelArithmetic.select(cpu.ge, n, m);
      default -> cpu.r[d] = Integer.numberOfLeadingZeros(m);
    }
  }

  /** Multiplications to 32 bits (A6.3.16). */
  private static void multiply(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int n = r[word >>> 16 & 15];
    int m = r[word & 15];
    int ra = word >>> 12 & 15;
    int a = ra == 15 ? 0 : r[ra];
    int op2 = word >>> 4 & 3;
    boolean low = (op2 & 1) != 0;
    r[word >>> 8 & 15] =
        switch (word >>> 20 & 7) {
          case 0 -> op2 == 0 ? n * m + a : a - n * m;
          case 1 ->
              Multiplies.addQ(
                  cpu, ((op2 & 2) != 0 ? n >> 16 : (short) n) * (low ? m >> 16 : (short) m), a);
          case 2 -> ParallelArithmetic.dualAccumulate(cpu, n, m, a, false, low);
          case 3 -> Multiplies.addQ(cpu, (int) ((long) n * (low ? m >> 16 : (short) m) >> 16), a);
          case 4 -> ParallelArithmetic.dualAccumulate(cpu, n, m, a, true, low);
          case 5 -> ParallelArithmetic.mostSignificant(n, m, a, false, low);
          case 6 -> ParallelArithmetic.mostSignificant(n, m, a, true, low);
          default -> ParallelArithmetic.absoluteDifferences(n, m) + a;
        };
  }

  /** Multiplications to 64 bits, and divisions (A6.3.17). */
  private static void longMultiply(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int n = r[word >>> 16 & 15];
    int m = r[word & 15];
    int lo = word >>> 12 & 15;
    int hi = word >>> 8 & 15;
    int op2 = word >>> 4 & 15;
    long before = (long) r[hi] << 32 | Multiplies.unsigned(r[lo]);
    long product = Multiplies.unsigned(n) * Multiplies.unsigned(m);
    long result;
    switch (word >>> 20 & 7) {
      case 0 -> result = (long) n * m;
      case 1 -> {
        r[hi] = ParallelArithmetic.divide(n, m);
        return;
      }
      case 2 -> result = product;
      case 3 -> {
        r[hi] = ParallelArithmetic.divideUnsigned(n, m);
        return;
      }
      case 4 -> {
        if (op2 == 0) {
          result = before + (long) n * m;
        } else if (op2 < 12) {
          int x = (op2 & 2) != 0 ? n >> 16 : (short) n;
          result = before + (long) x * ((op2 & 1) != 0 ? m >> 16 : (short) m);
        } else {
          result = before + ParallelArithmetic.dual(n, m, false, (op2 & 1) != 0);
        }
      }
      case 5 -> result = before + ParallelArithmetic.dual(n, m, true, (op2 & 1) != 0);
      case 6 ->
          result =
              op2 == 0
                  ? before + product
                  : product + Multiplies.unsigned(r[lo]) + Multiplies.unsigned(r[hi]); // UMAAL
      default -> throw cpu.undefined();
    }
    r[lo] = (int) result;
    r[hi] = (int) (result >>> 32);
  }
}
