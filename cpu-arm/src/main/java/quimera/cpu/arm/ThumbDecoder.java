package quimera.cpu.arm;

/**
 * Translates instructions of the Thumb set into {@link Op}s (ARM ARM A6). What is rare stays an
 * instruction for {@link ThumbRest} or {@link ThumbWide}.
 */
final class ThumbDecoder {
  private static final int PC = 15;
  private static final int SP = 13;
  private static final int S = 1;

  private final ArmModel model;

  ThumbDecoder(ArmModel model) {
    this.model = model;
  }

  /**
   * The operation that an instruction of 16 bits is.
   *
   * @param within its place in its page
   */
  long decode(int half, int within) {
    int d = half & 7;
    int n = half >>> 3 & 7;
    return switch (half >>> 12) {
      case 0, 1 -> shiftOrAdd(half, d, n);
      case 2, 3 -> immediate(half);
      case 4 -> registers(half, within);
      case 5 -> {
        int m = half >>> 6 & 7;
        yield Op.register(REGISTER_OFFSET[half >>> 9 & 7], d, n, m, 0);
      }
      case 6 -> Op.immediate(load(half) ? Op.LDR : Op.STR, d, n, half >>> 4 & 0x7C);
      case 7 -> Op.immediate(load(half) ? Op.LDRB : Op.STRB, d, n, half >>> 6 & 31);
      case 8 -> Op.immediate(load(half) ? Op.LDRH : Op.STRH, d, n, half >>> 5 & 0x3E);
      case 9 -> Op.immediate(load(half) ? Op.LDR : Op.STR, half >>> 8 & 7, SP, half << 2 & 0x3FC);
      case 10 -> {
        int offset = half << 2 & 0x3FC;
        yield load(half)
            ? Op.immediate(Op.ADD_IMM, half >>> 8 & 7, SP, offset)
            : Op.relative(Op.ADR, half >>> 8 & 7, within + 4 & ~3, offset);
      }
      case 11 -> miscellaneous(half);
      case 12 -> multiple(half);
      case 13 -> {
        int condition = half >>> 8 & 15;
        yield condition == 15
            ? Op.pack(Op.SVC, 0, 0, 0, 0, 0)
            : condition == 14
                ? Op.raw(Op.THUMB, half)
                : Op.on(condition, Op.immediate(Op.B, 0, 0, (byte) half + 2));
      }
      default -> Op.immediate(Op.B, 0, 0, (half << 21 >> 21) + 2);
    };
  }

  private static final int[] REGISTER_OFFSET = {
    Op.STR_REG,
    Op.STRH_REG,
    Op.STRB_REG,
    Op.LDRSB_REG,
    Op.LDR_REG,
    Op.LDRH_REG,
    Op.LDRB_REG,
    Op.LDRSH_REG
  };

  private static boolean load(int half) {
    return (half & 1 << 11) != 0;
  }

  private static long shiftOrAdd(int half, int d, int n) {
    int amount = half >>> 6 & 31;
    return switch (half >>> 11) {
      case 0 -> Op.register(amount == 0 ? Op.MOVS : Op.LSLS, d, 0, n, amount);
      case 1 -> amount == 0 ? Op.raw(Op.THUMB, half) : Op.register(Op.LSRS, d, 0, n, amount);
      case 2 -> amount == 0 ? Op.raw(Op.THUMB, half) : Op.register(Op.ASRS, d, 0, n, amount);
      default -> {
        int other = half >>> 6 & 7;
        yield switch (half >>> 9 & 3) {
          case 0 -> Op.register(Op.ADDS, d, n, other, 0);
          case 1 -> Op.register(Op.SUBS, d, n, other, 0);
          case 2 -> Op.immediate(Op.ADDS_IMM, d, n, other);
          default -> Op.immediate(Op.SUBS_IMM, d, n, other);
        };
      }
    };
  }

  private static long immediate(int half) {
    int d = half >>> 8 & 7;
    int op =
        switch (half >>> 11 & 3) {
          case 0 -> Op.MOVS_IMM;
          case 1 -> Op.CMP_IMM;
          case 2 -> Op.ADDS_IMM;
          default -> Op.SUBS_IMM;
        };
    return Op.immediate(op, d, d, half & 0xFF);
  }

  /** Operations on registers, and literals: 0100. */
  private long registers(int half, int within) {
    if (load(half)) {
      return Op.relative(Op.LDR_LITERAL, half >>> 8 & 7, within + 4 & ~3, half << 2 & 0x3FC);
    }
    int d = half & 7;
    int m = half >>> 3 & 7;
    if ((half & 1 << 10) == 0) {
      return switch (half >>> 6 & 15) {
        case 0 -> Op.register(Op.ANDS, d, d, m, 0);
        case 1 -> Op.register(Op.EORS, d, d, m, 0);
        case 2, 3, 4 -> Op.register(Op.SHIFTS, d, d, m, (half >>> 6 & 15) - 2);
        case 5 -> Op.register(Op.ADCS, d, d, m, 0);
        case 6 -> Op.register(Op.SBCS, d, d, m, 0);
        case 7 -> Op.register(Op.SHIFTS, d, d, m, 3);
        case 8 -> Op.register(Op.TST, 0, d, m, 0);
        case 9 -> Op.immediate(Op.RSBS_IMM, d, m, 0);
        case 10 -> Op.register(Op.CMP, 0, d, m, 0);
        case 11 -> Op.register(Op.CMN, 0, d, m, 0);
        case 12 -> Op.register(Op.ORRS, d, d, m, 0);
        case 13 -> Op.register(Op.MULS, d, d, m, 0);
        case 14 -> Op.register(Op.BICS, d, d, m, 0);
        default -> Op.register(Op.MVNS, d, 0, m, 0);
      };
    }
    int high = d | half >>> 4 & 8;
    int any = half >>> 3 & 15;
    return switch (half >>> 8 & 3) {
      case 0 -> high == PC ? Op.raw(Op.THUMB, half) : Op.register(Op.ADD, high, high, any, 0);
      case 1 -> Op.register(Op.CMP, 0, high, any, 0);
      case 2 -> Op.register(high == PC ? Op.MOV_PC : Op.MOV, high & 15, 0, any, 0);
      default ->
          (half & 1 << 7) == 0
              ? Op.register(Op.BX, 0, 0, any, 0)
              : model.version < 5
                  ? Op.raw(Op.THUMB, half)
                  : Op.register(Op.BLX_THUMB, 0, 0, any, 0);
    };
  }

  /** 1011. */
  private long miscellaneous(int half) {
    int list = half & 0xFF;
    switch (half >>> 8 & 15) {
      case 0 -> {
        int offset = half << 2 & 0x1FC;
        return Op.immediate(Op.ADD_IMM, SP, SP, (half & 1 << 7) != 0 ? -offset : offset);
      }
      case 1, 3, 9, 11 -> {
        if (model.version >= 7) {
          int offset = (half >>> 4 & 0x20 | half >>> 3 & 0x1F) + 2;
          return Op.immediate(load(half) ? Op.CBNZ : Op.CBZ, 0, half & 7, offset);
        }
      }
      case 2 -> {
        if (model.version >= 6) {
          int op = new int[] {Op.SXTH, Op.SXTB, Op.UXTH, Op.UXTB}[half >>> 6 & 3];
          return Op.register(op, half & 7, 0, half >>> 3 & 7, 0);
        }
      }
      case 4, 5 -> {
        return Op.raw(Op.STM, BlockTransfer.PUSH | list | half << 6 & 1 << 14);
      }
      case 12, 13 -> {
        return Op.raw(Op.LDM, BlockTransfer.POP | list | half << 7 & 1 << 15);
      }
      default -> {}
    }
    return Op.raw(Op.THUMB, half);
  }

  /** LDM and STM of low registers. */
  private static long multiple(int half) {
    int base = half >>> 8 & 7;
    int list = half & 0xFF;
    if (!load(half)) {
      return Op.raw(Op.STM, BlockTransfer.INCREMENT | base << 16 | list);
    }
    int update = (list >>> base & 1) != 0 ? 0 : BlockTransfer.WRITEBACK;
    return Op.raw(Op.LDM, BlockTransfer.UP | update | base << 16 | list);
  }

  // 32 bits.

  /** The operation that an instruction of 32 bits is. */
  long decodeWide(int word, int within) {
    if ((word & 0xF800_D000) == 0xF000_D000) {
      return Op.immediate(Op.BL_THUMB, 0, 0, (branchOffset(word) >> 1) + 2) | Op.WIDE;
    }
    long operation = model.version < 7 ? 0 : frequent(word, within);
    return (operation == 0 ? Op.raw(Op.THUMB_WIDE, word) : operation) | Op.WIDE;
  }

  private static long frequent(int word, int within) {
    if ((word & 0xF800_D000) == 0xF000_9000) {
      return Op.immediate(Op.B, 0, 0, (branchOffset(word) >> 1) + 2);
    }
    if ((word & 0xF800_D000) == 0xF000_8000 && (word & 0x0380_0000) != 0x0380_0000) {
      int upper = word << 5 >> 31 << 20 | (word & 1 << 11) << 8 | (word & 1 << 13) << 5;
      int offset = upper | word >>> 4 & 0x3F000 | word << 1 & 0xFFE;
      return Op.on(word >>> 22 & 15, Op.immediate(Op.B, 0, 0, (offset >> 1) + 2));
    }
    if ((word & 0xFA00_8000) == 0xF000_0000) {
      return expanded(word);
    }
    if ((word & 0xFA00_8000) == 0xF200_0000) {
      return plainImmediate(word, within);
    }
    if ((word & 0xFE00_0000) == 0xEA00_0000) {
      int amount = word >>> 10 & 0x1C | word >>> 6 & 3;
      return data(
          word,
          (operation, d, n) ->
              ArmDecoder.dataRegister(operation, d, n, word & 15, word >>> 4 & 3, amount));
    }
    if ((word & 0xFE00_0000) == 0xF800_0000) {
      return single(word, within);
    }
    if ((word & 0xFF60_0000) == 0xE940_0000) {
      return doubleword(word);
    }
    return (word & 0xFE40_0000) == 0xE800_0000 ? multipleWide(word) : 0;
  }

  /** Makes an operation of ARM's opcode with S and two register numbers. */
  @FunctionalInterface
  private interface Maker {
    long make(int operation, int d, int n);
  }

  /** ARM's opcodes of AND, BIC, ORR, ORN, EOR, ADD, ADC, SBC, SUB and RSB; -1 for others. */
  private static final int[] OPCODES = {0, 14, 12, -1, 1, -1, -1, -1, 4, -1, 5, 6, -1, 2, 3, -1};

  private static long data(int word, Maker maker) {
    int op = word >>> 21 & 15;
    int opcode = OPCODES[op];
    int s = word >>> 20 & 1;
    int n = word >>> 16 & 15;
    int d = word >>> 8 & 15;
    if (n == PC) {
      if (op == 2) {
        return maker.make(13 << 1 | s, d, 0); // MOV
      }
      return op == 3 ? maker.make(15 << 1 | s, d, 0) : 0; // MVN
    }
    if (opcode < 0) {
      return 0;
    }
    if (d == PC && s == S) {
      int comparison =
          switch (op) {
            case 0 -> 8; // TST
            case 4 -> 9; // TEQ
            case 8 -> 11; // CMN
            case 13 -> 10; // CMP
            default -> -1;
          };
      return comparison < 0 ? 0 : maker.make(comparison << 1 | s, d, n);
    }
    return maker.make(opcode << 1 | s, d, n);
  }

  private static long expanded(int word) {
    int imm12 = word >>> 15 & 0x800 | word >>> 4 & 0x700 | word & 0xFF;
    int value = ThumbWide.expand(imm12);
    return data(
        word,
        (operation, d, n) -> ArmDecoder.dataImmediate(operation, d, n, value, imm12 >>> 10 != 0));
  }

  private static long plainImmediate(int word, int within) {
    int n = word >>> 16 & 15;
    int d = word >>> 8 & 15;
    int imm12 = word >>> 15 & 0x800 | word >>> 4 & 0x700 | word & 0xFF;
    int pc = within + 4 & ~3;
    if (d == PC) {
      return 0;
    }
    return switch (word >>> 20 & 31) {
      case 0x00 ->
          n == PC ? Op.relative(Op.ADR, d, pc, imm12) : Op.immediate(Op.ADD_IMM, d, n, imm12);
      case 0x04 -> Op.immediate(Op.MOV_IMM, d, 0, n << 12 | imm12);
      case 0x0A ->
          n == PC ? Op.relative(Op.ADR, d, pc, -imm12) : Op.immediate(Op.ADD_IMM, d, n, -imm12);
      case 0x0C -> Op.immediate(Op.MOVT, d, 0, n << 12 | imm12);
      default -> 0;
    };
  }

  private static final int[] STORES = {Op.STRB, Op.STRH, Op.STR, 0};
  private static final int[] LOADS = {Op.LDRB, Op.LDRH, Op.LDR, 0, Op.LDRSB, Op.LDRSH, 0, 0};
  private static final int TO_REGISTER_OFFSET = Op.LDR_REG - Op.LDR;

  private static long single(int word, int within) {
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    boolean load = (word & 1 << 20) != 0;
    int size = word >>> 21 & 3;
    int op = load ? LOADS[size | word >>> 22 & 4] : STORES[size];
    if (op == 0 || !load && ((word & 1 << 24) != 0 || n == PC) || t == PC && op != Op.LDR) {
      return 0;
    }
    int kind = t == PC ? Op.LDR_PC : op;
    if (n == PC) {
      int offset = (word & 1 << 23) != 0 ? word & 0xFFF : -(word & 0xFFF);
      return kind == Op.LDR
          ? Op.relative(Op.LDR_LITERAL, t, within + 4 & ~3, offset)
          : Op.immediate(kind, t, n, offset - (within & 2));
    }
    if ((word & 1 << 23) != 0) {
      return Op.immediate(kind, t, n, word & 0xFFF);
    }
    if ((word & 0xFC0) == 0) {
      return t == PC ? 0 : Op.register(op + TO_REGISTER_OFFSET, t, n, word & 15, word >>> 4 & 3);
    }
    int offset = (word & 1 << 9) != 0 ? word & 0xFF : -(word & 0xFF);
    return switch (word >>> 8 & 15) {
      case 12 -> Op.immediate(kind, t, n, offset);
      case 9, 11, 13, 15 -> {
        boolean indexable = (size == 0 || size == 2) && (word & 1 << 24) == 0 && t != PC;
        boolean pre = (word & 1 << 10) != 0;
        yield indexable ? ArmDecoder.indexed(load, size == 0, pre, t, n, offset) : 0;
      }
      default -> 0;
    };
  }

  /** LDRD and STRD without writeback. */
  private static long doubleword(int word) {
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    int t2 = word >>> 8 & 15;
    if (n == PC || t == PC || t2 == PC) {
      return 0;
    }
    int offset = (word & 1 << 23) != 0 ? (word & 0xFF) << 2 : -((word & 0xFF) << 2);
    return Op.pack((word & 1 << 20) != 0 ? Op.LDRD : Op.STRD, t, n, t2, 0, offset);
  }

  /** LDM and STM of which neither is an exception return. */
  private static long multipleWide(int word) {
    int direction = word >>> 23 & 3;
    if (direction == 0 || direction == 3) {
      return 0;
    }
    int form =
        word & (15 << 16 | 0xFFFF | BlockTransfer.WRITEBACK)
            | (direction == 1 ? BlockTransfer.UP : BlockTransfer.PRE);
    return Op.raw((word & 1 << 20) != 0 ? Op.LDM : Op.STM, form);
  }

  /** The offset of BL, BLX and B.W: S, J1 and J2 make the upper bits (ARM ARM A8.8.25). */
  static int branchOffset(int word) {
    int s = word << 5 >> 31;
    int i1 = ~(word >>> 13 ^ s) & 1;
    int i2 = ~(word >>> 11 ^ s) & 1;
    return s << 24 | i1 << 23 | i2 << 22 | word >>> 4 & 0x3F_F000 | word << 1 & 0xFFE;
  }
}
