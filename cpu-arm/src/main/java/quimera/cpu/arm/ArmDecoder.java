package quimera.cpu.arm;

/**
 * Which kind of work an ARM instruction is for {@link ArmInterpreter}: a table by the condition and
 * bits 27 to 20 and 7 to 4, in which the manual's decoding is laid out once (ARM ARM A5.1).
 *
 * <p>A conditional instruction is a kind of its own, {@link #CONDITIONAL}, which looks up the
 * unconditional one once the condition has passed; conditional branches, the most frequent by far,
 * have a kind for each condition.
 */
final class ArmDecoder {
  /** Not in the inner loop: {@link Rare} decodes it further. */
  static final int RARE = 0;

  static final int CONDITIONAL = 1;

  /** Bits 31 to 28 are ones: {@link Rare} decodes it. */
  static final int UNCONDITIONAL = 2;

  // Data processing: the frequent operations with an immediate, and with a register shifted left.
  static final int AND_IMM = 3;
  static final int SUB_IMM = 4;
  static final int SUBS_IMM = 5;
  static final int RSB_IMM = 6;
  static final int ADD_IMM = 7;
  static final int ADDS_IMM = 8;
  static final int TST_IMM = 9;
  static final int CMP_IMM = 10;
  static final int ORR_IMM = 11;
  static final int MOV_IMM = 12;
  static final int BIC_IMM = 13;
  static final int MVN_IMM = 14;
  static final int AND_LSL = 15;
  static final int EOR_LSL = 16;
  static final int SUB_LSL = 17;
  static final int SUBS_LSL = 18;
  static final int RSB_LSL = 19;
  static final int ADD_LSL = 20;
  static final int ADDS_LSL = 21;
  static final int CMP_LSL = 22;
  static final int ORR_LSL = 23;
  static final int MOV_LSL = 24;

  /** All others with an immediate; the operation is in bits 24 to 20. */
  static final int DATA_IMM = 25;

  /** All others with a register shifted by an immediate, where the shifter's carry is not used. */
  static final int DATA_SHIFT = 26;

  /** The same where it becomes C. */
  static final int LOGICAL_SHIFT = 27;

  /** A register shifted by a register. */
  static final int DATA_SHIFT_REG = 28;

  static final int MUL = 29;
  static final int MLA = 30;
  static final int UMULL = 31;
  static final int SMULL = 32;

  // Single loads and stores: a base with an immediate or register offset, no writeback.
  static final int STR_IMM = 33;
  static final int LDR_IMM = 34;
  static final int STRB_IMM = 35;
  static final int LDRB_IMM = 36;
  static final int STR_REG = 37;
  static final int LDR_REG = 38;
  static final int STRB_REG = 39;
  static final int LDRB_REG = 40;
  static final int STRH = 41;
  static final int LDRH = 42;
  static final int LDRSB = 43;
  static final int LDRSH = 44;

  // With writeback; LDR_INDEXED never has PC as its target.
  static final int STR_INDEXED = 45;
  static final int LDR_INDEXED = 46;
  static final int STRB_INDEXED = 47;
  static final int LDRB_INDEXED = 48;

  /** Doublewords, and halfwords and signed bytes with writeback. */
  static final int EXTRA = 49;

  static final int STM = 50;
  static final int LDM = 51;
  static final int B = 52;
  static final int BL = 53;
  static final int BLX_IMM = 54;
  static final int BX = 55;
  static final int BLX = 56;
  static final int MOVW = 57;
  static final int MOVT = 58;
  static final int COPROCESSOR = 59;
  static final int SVC = 60;

  /** A branch on condition <i>n</i> is this plus <i>n</i>. */
  static final int B_COND = 64;

  /** In {@link #KINDS}: where the unconditional instructions begin. */
  static final int ALWAYS = 0xE000;

  /** The kinds by condition (15 to 12), bits 27 to 20 (11 to 4), bits 7 to 4 (3 to 0). */
  static final byte[] KINDS = new byte[1 << 16];

  private static final int[] IMMEDIATE = {
    AND_IMM, 0, 0, 0, SUB_IMM, SUBS_IMM, RSB_IMM, 0, ADD_IMM, ADDS_IMM, 0, 0, 0, 0, 0, 0, 0,
    TST_IMM, 0, 0, 0, CMP_IMM, 0, 0, ORR_IMM, 0, MOV_IMM, 0, BIC_IMM, 0, MVN_IMM, 0
  };
  private static final int[] SHIFTED_LEFT = {
    AND_LSL, 0, EOR_LSL, 0, SUB_LSL, SUBS_LSL, RSB_LSL, 0, ADD_LSL, ADDS_LSL, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, CMP_LSL, 0, 0, ORR_LSL, 0, MOV_LSL, 0, 0, 0, 0, 0
  };

  private ArmDecoder() {}

  static {
    java.util.Arrays.fill(KINDS, 0, ALWAYS, (byte) CONDITIONAL);
    for (int condition = 0; condition < 14; condition++) {
      int branches = condition << 12 | 0xA00;
      java.util.Arrays.fill(KINDS, branches, branches + 0x100, (byte) (B_COND + condition));
    }
    for (int i = 0; i < 0x1000; i++) {
      KINDS[ALWAYS + i] = (byte) kind(i >> 4, i & 15);
    }
    java.util.Arrays.fill(KINDS, 0xF000, 0x10000, (byte) UNCONDITIONAL);
    java.util.Arrays.fill(KINDS, 0xFA00, 0xFC00, (byte) BLX_IMM);
  }

  /** The kind by bits 27 to 20 and 7 to 4. */
  private static int kind(int op, int low) {
    return switch (op >> 5) {
      case 0 -> registerKind(op, low);
      case 1 -> immediateKind(op);
      case 2 -> singleKind(op, STR_IMM);
      case 3 -> (low & 1) != 0 ? RARE : singleKind(op, STR_REG);
      case 4 -> (op & 4) != 0 ? RARE : (op & 1) != 0 ? LDM : STM;
      case 5 -> (op & 0x10) != 0 ? BL : B;
      case 6 -> COPROCESSOR;
      default -> (op & 0x10) != 0 ? SVC : COPROCESSOR;
    };
  }

  private static int registerKind(int op, int low) {
    if (low == 9) {
      return switch (op) {
        case 0 -> MUL;
        case 2 -> MLA;
        case 8 -> UMULL;
        case 12 -> SMULL;
        default -> RARE;
      };
    }
    if ((low & 9) == 9) {
      boolean plain = (op & 0x12) == 0x10;
      boolean load = (op & 1) != 0;
      if (!plain || !load && low != 11) {
        return EXTRA;
      }
      return !load ? STRH : low == 11 ? LDRH : low == 13 ? LDRSB : LDRSH;
    }
    if ((op & 0x19) == 0x10) {
      return op == 0x12 && low == 1 ? BX : op == 0x12 && low == 3 ? BLX : RARE;
    }
    if ((low & 1) != 0) {
      return DATA_SHIFT_REG;
    }
    int frequent = (low & 6) == 0 ? SHIFTED_LEFT[op] : 0;
    return frequent != 0 ? frequent : logical(op) && (op & 1) != 0 ? LOGICAL_SHIFT : DATA_SHIFT;
  }

  /** Whether the operation in bits 24 to 20 sets C from the shifter. */
  private static boolean logical(int op) {
    return switch (op >> 1 & 15) {
      case 0, 1, 8, 9, 12, 13, 14, 15 -> true;
      default -> false;
    };
  }

  private static int immediateKind(int op) {
    int operation = op & 31;
    return switch (operation) {
      case 0x10 -> MOVW;
      case 0x14 -> MOVT;
      case 0x12, 0x16 -> RARE; // MSR and hints
      default -> IMMEDIATE[operation] != 0 ? IMMEDIATE[operation] : DATA_IMM;
    };
  }

  /** {@code first} is the kind of a plain STR; LDR, STRB and LDRB follow it. */
  private static int singleKind(int op, int first) {
    int which = op & 1 | op >> 1 & 2;
    if ((op & 0x12) == 0x10) {
      return first + which;
    }
    return (op & 0x12) == 2 ? RARE : STR_INDEXED + which; // RARE: LDRT and its like
  }
}
