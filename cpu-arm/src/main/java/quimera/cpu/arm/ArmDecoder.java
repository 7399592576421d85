package quimera.cpu.arm;

/**
 * Translates instructions of the ARM set into {@link Op}s (ARM ARM A5). What is rare, or writes PC
 * in an unusual way, stays an instruction for {@link ArmRest}.
 */
final class ArmDecoder {
  private static final int PC = 15;

  private final ArmModel model;

  ArmDecoder(ArmModel model) {
    this.model = model;
  }

  /**
   * The operation that an instruction is.
   *
   * @param within its place in its page
   */
  long decode(int word, int within) {
    int condition = word >>> 28;
    if (condition == 15) {
      return Op.raw(Op.ARM_UNCONDITIONAL, word);
    }
    if ((word >>> 25 & 7) == 5) {
      int offset = (word << 8 >> 8) + 2;
      return Op.on(condition, Op.immediate((word & 1 << 24) != 0 ? Op.BL : Op.B, 0, 0, offset));
    }
    long operation = unconditional(word, within + 8);
    return Op.on(condition, operation == 0 ? Op.raw(Op.ARM, word) : operation);
  }

  /** The operation but for the condition; 0 if it is none of the frequent ones. */
  private long unconditional(int word, int pc) {
    return switch (word >>> 25 & 7) {
      case 0 -> register(word);
      case 1 -> immediate(word, pc);
      case 2 -> single(word, pc);
      case 3 -> (word & 1 << 4) == 0 ? single(word, pc) : 0;
      case 4 -> (word & 1 << 22) != 0 ? 0 : Op.raw((word & 1 << 20) != 0 ? Op.LDM : Op.STM, word);
      case 6 -> Op.raw(Op.COPROCESSOR, word);
      default ->
          (word & 1 << 24) != 0 ? Op.pack(Op.SVC, 0, 0, 0, 0, 0) : Op.raw(Op.COPROCESSOR, word);
    };
  }

  private static int d(int word) {
    return word >>> 12 & 15;
  }

  private static int n(int word) {
    return word >>> 16 & 15;
  }

  // Data processing.

  private long immediate(int word, int pc) {
    int operation = word >>> 20 & 31;
    int d = d(word);
    if (operation == 0x10 || operation == 0x14) {
      return model.version < 7 || d == PC ? 0 : wideMove(word, d, operation == 0x14);
    }
    int value = Integer.rotateRight(word & 0xFF, word >>> 7 & 30);
    boolean rotated = (word & 0xF00) != 0;
    if (n(word) == PC && d != PC && (operation == 0x04 || operation == 0x08)) {
      return Op.relative(Op.ADR, d, pc, operation == 0x04 ? -value : value);
    }
    return dataImmediate(operation, d, n(word), value, rotated);
  }

  private static long wideMove(int word, int d, boolean top) {
    return Op.immediate(top ? Op.MOVT : Op.MOV_IMM, d, 0, word >>> 4 & 0xF000 | word & 0xFFF);
  }

  /**
   * An operation with an immediate.
   *
   * @param operation opcode and S as in ARM's bits 24 to 20
   * @param carry whether the immediate changes C, for those with S that take C from it
   */
  static long dataImmediate(int operation, int d, int n, int value, boolean carry) {
    boolean comparison = (operation & 0x19) == 0x11;
    if (d == PC && !comparison) {
      return 0;
    }
    int op =
        switch (operation) {
          case 0x00 -> Op.AND_IMM;
          case 0x02 -> Op.EOR_IMM;
          case 0x04, 0x08 -> Op.ADD_IMM;
          case 0x05 -> Op.SUBS_IMM;
          case 0x06 -> Op.RSB_IMM;
          case 0x07 -> Op.RSBS_IMM;
          case 0x09 -> Op.ADDS_IMM;
          case 0x15 -> Op.CMP_IMM;
          case 0x17 -> Op.CMN_IMM;
          case 0x18 -> Op.ORR_IMM;
          case 0x1A, 0x1E -> Op.MOV_IMM;
          case 0x1C -> Op.AND_IMM;
          case 0x01 -> carry ? 0 : Op.ANDS_IMM;
          case 0x11 -> carry ? 0 : Op.TST_IMM;
          case 0x1B, 0x1F -> carry ? 0 : Op.MOVS_IMM;
          default -> 0;
        };
    int immediate =
        switch (operation) {
          case 0x04 -> -value;
          case 0x1C, 0x1E, 0x1F -> ~value;
          default -> value;
        };
    return op == 0 ? 0 : Op.immediate(op, comparison ? 0 : d, n, immediate);
  }

  private long register(int word) {
    if ((word & 0x90) == 0x90) {
      return (word & 0x60) == 0 ? multiply(word) : extra(word);
    }
    int operation = word >>> 20 & 31;
    if ((operation & 0x19) == 0x10) {
      return branchExchange(word);
    }
    if ((word & 1 << 4) != 0) {
      return 0; // shifted by a register
    }
    int type = word >>> 5 & 3;
    return dataRegister(operation, d(word), n(word), word & 15, type, word >>> 7 & 31);
  }

  /** An operation with a register shifted by an immediate. */
  static long dataRegister(int operation, int d, int n, int m, int type, int amount) {
    boolean comparison = (operation & 0x19) == 0x11;
    if (d == PC && !comparison) {
      return 0;
    }
    if (type != 0) {
      return shiftedMove(operation, d, m, type, amount);
    }
    int op =
        switch (operation) {
          case 0x00 -> Op.AND;
          case 0x02 -> Op.EOR;
          case 0x04 -> Op.SUB;
          case 0x05 -> Op.SUBS;
          case 0x06 -> Op.RSB;
          case 0x08 -> Op.ADD;
          case 0x09 -> Op.ADDS;
          case 0x15 -> Op.CMP;
          case 0x17 -> Op.CMN;
          case 0x18 -> Op.ORR;
          case 0x1A -> Op.MOV;
          case 0x1C -> Op.BIC;
          case 0x1E -> Op.MVN;
          default -> amount == 0 ? plainRegister(operation) : operation == 0x1B ? Op.LSLS : 0;
        };
    return op == 0 ? 0 : Op.register(op, comparison ? 0 : d, n, m, amount);
  }

  /** Operations that are frequent only with a register as it is. */
  private static int plainRegister(int operation) {
    return switch (operation) {
      case 0x01 -> Op.ANDS;
      case 0x03 -> Op.EORS;
      case 0x0A -> Op.ADC;
      case 0x0B -> Op.ADCS;
      case 0x0C -> Op.SBC;
      case 0x0D -> Op.SBCS;
      case 0x11 -> Op.TST;
      case 0x19 -> Op.ORRS;
      case 0x1B -> Op.MOVS;
      case 0x1D -> Op.BICS;
      case 0x1F -> Op.MVNS;
      default -> 0;
    };
  }

  /** LSR, ASR and ROR by an immediate as moves. */
  private static long shiftedMove(int operation, int d, int m, int type, int amount) {
    if (amount == 0 || operation >> 1 != 0x0D) {
      return 0;
    }
    boolean flags = (operation & 1) != 0;
    int op =
        switch (type) {
          case 1 -> flags ? Op.LSRS : Op.LSR;
          case 2 -> flags ? Op.ASRS : Op.ASR;
          default -> flags ? 0 : Op.ROR;
        };
    return op == 0 ? 0 : Op.register(op, d, 0, m, amount);
  }

  private long branchExchange(int word) {
    return switch (word & 0x0FFF_FFF0) {
      case 0x012F_FF10 -> Op.register(Op.BX, 0, 0, word & 15, 0);
      case 0x012F_FF30 -> model.version < 5 ? 0 : Op.register(Op.BLX, 0, 0, word & 15, 0);
      default -> 0;
    };
  }

  private static long multiply(int word) {
    int high = word >>> 16 & 15;
    int low = word >>> 12 & 15;
    int m = word >>> 8 & 15;
    int n = word & 15;
    if (high == PC || low == PC) {
      return 0;
    }
    return switch (word >>> 20 & 31) {
      case 0 -> Op.register(Op.MUL, high, n, m, 0);
      case 1 -> Op.register(Op.MULS, high, n, m, 0);
      case 2 -> Op.register(Op.MLA, high, n, m, low);
      case 8 -> Op.register(Op.UMULL, low, n, m, high);
      case 12 -> Op.register(Op.SMULL, low, n, m, high);
      default -> 0;
    };
  }

  // Loads and stores.

  private long single(int word, int pc) {
    int d = d(word);
    int n = n(word);
    boolean load = (word & 1 << 20) != 0;
    boolean bytes = (word & 1 << 22) != 0;
    boolean pre = (word & 1 << 24) != 0;
    boolean write = (word & 1 << 21) != 0;
    boolean up = (word & 1 << 23) != 0;
    if ((word & 1 << 25) != 0) {
      boolean plain = pre && !write && up && (word & 0x60) == 0 && d != PC;
      int op = load ? (bytes ? Op.LDRB_REG : Op.LDR_REG) : bytes ? Op.STRB_REG : Op.STR_REG;
      return plain ? Op.register(op, d, n, word & 15, word >>> 7 & 31) : 0;
    }
    int offset = up ? word & 0xFFF : -(word & 0xFFF);
    if (pre && !write) {
      if (d == PC) {
        return load && !bytes ? Op.immediate(Op.LDR_PC, 0, n, offset) : 0;
      }
      if (n == PC && load && !bytes) {
        return Op.relative(Op.LDR_LITERAL, d, pc, offset);
      }
      int op = load ? (bytes ? Op.LDRB : Op.LDR) : bytes ? Op.STRB : Op.STR;
      return Op.immediate(op, d, n, offset);
    }
    return !pre && write || d == PC ? 0 : indexed(load, bytes, pre, d, n, offset);
  }

  /** An access that writes its base. */
  static long indexed(boolean load, boolean bytes, boolean pre, int d, int n, int offset) {
    if (n == PC || n == d) {
      return 0;
    }
    int op =
        load
            ? pre ? (bytes ? Op.LDRB_PRE : Op.LDR_PRE) : bytes ? Op.LDRB_POST : Op.LDR_POST
            : pre ? (bytes ? Op.STRB_PRE : Op.STR_PRE) : bytes ? Op.STRB_POST : Op.STR_POST;
    return Op.immediate(op, d, n, offset);
  }

  /** Halfwords, signed bytes and doublewords without writeback. */
  private long extra(int word) {
    int d = d(word);
    boolean load = (word & 1 << 20) != 0;
    int type = word >>> 5 & 3;
    boolean up = (word & 1 << 23) != 0;
    boolean immediate = (word & 1 << 22) != 0;
    boolean plain = (word & 1 << 24) != 0 && (word & 1 << 21) == 0;
    if (!plain || d == PC || !immediate && !up) {
      return 0;
    }
    int value = word >>> 4 & 0xF0 | word & 15;
    if (!load && type != 1) {
      boolean usual = model.version >= 5 && immediate && (d & 1) == 0 && d != 14;
      int offset = up ? value : -value;
      return usual ? Op.pack(type == 2 ? Op.LDRD : Op.STRD, d, n(word), d + 1, 0, offset) : 0;
    }
    if (immediate) {
      int op = !load ? Op.STRH : type == 1 ? Op.LDRH : type == 2 ? Op.LDRSB : Op.LDRSH;
      return Op.immediate(op, d, n(word), up ? value : -value);
    }
    int op =
        !load ? Op.STRH_REG : type == 1 ? Op.LDRH_REG : type == 2 ? Op.LDRSB_REG : Op.LDRSH_REG;
    return Op.register(op, d, n(word), word & 15, 0);
  }
}
