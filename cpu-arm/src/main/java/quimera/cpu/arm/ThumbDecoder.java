package quimera.cpu.arm;

/**
 * Which kind of work a Thumb instruction of 16 bits is for {@link ThumbInterpreter}, by its bits 15
 * to 6 (ARM ARM A6.2).
 */
final class ThumbDecoder {
  /** Not in the inner loop: {@link ThumbRare} decodes it further. */
  static final int RARE = 0;

  static final int LSL_IMM = 1;
  static final int LSR_IMM = 2;
  static final int ASR_IMM = 3;
  static final int ADD_REG = 4;
  static final int SUB_REG = 5;
  static final int ADD_IMM3 = 6;
  static final int SUB_IMM3 = 7;
  static final int MOV_IMM = 8;
  static final int CMP_IMM = 9;
  static final int ADD_IMM = 10;
  static final int SUB_IMM = 11;
  static final int AND = 12;
  static final int EOR = 13;
  static final int LSL = 14;
  static final int LSR = 15;
  static final int ASR = 16;
  static final int ADC = 17;
  static final int SBC = 18;
  static final int ROR = 19;
  static final int TST = 20;
  static final int RSB = 21;
  static final int CMP = 22;
  static final int CMN = 23;
  static final int ORR = 24;
  static final int MUL = 25;
  static final int BIC = 26;
  static final int MVN = 27;
  static final int ADD_HIGH = 28;
  static final int CMP_HIGH = 29;
  static final int MOV_HIGH = 30;
  static final int BX = 31;
  static final int LDR_LITERAL = 32;
  static final int STR_REG = 33;
  static final int STRH_REG = 34;
  static final int STRB_REG = 35;
  static final int LDRSB_REG = 36;
  static final int LDR_REG = 37;
  static final int LDRH_REG = 38;
  static final int LDRB_REG = 39;
  static final int LDRSH_REG = 40;
  static final int STR_IMM = 41;
  static final int LDR_IMM = 42;
  static final int STRB_IMM = 43;
  static final int LDRB_IMM = 44;
  static final int STRH_IMM = 45;
  static final int LDRH_IMM = 46;
  static final int STR_SP = 47;
  static final int LDR_SP = 48;
  static final int ADR = 49;
  static final int ADD_SP = 50;
  static final int MOVE_SP = 51;
  static final int PUSH = 52;
  static final int POP = 53;
  static final int STM = 54;
  static final int LDM = 55;
  static final int SVC = 56;
  static final int B = 57;
  static final int CBZ = 58;
  static final int EXTEND = 59;

  /** The first half of an instruction of 32 bits, or of the pair of BL before ARMv6T2. */
  static final int WIDE = 60;

  /** A branch on condition <i>n</i> is this plus <i>n</i>. */
  static final int B_COND = 64;

  /** The kinds by bits 15 to 6. */
  static final byte[] KINDS = new byte[1 << 10];

  private ThumbDecoder() {}

  static {
    for (int i = 0; i < KINDS.length; i++) {
      KINDS[i] = (byte) kind(i);
    }
  }

  private static int kind(int bits) {
    int five = bits >> 5;
    return switch (bits >> 7) {
      case 0 -> five == 3 ? ADD_REG + (bits >> 3 & 3) : LSL_IMM + five;
      case 1 -> MOV_IMM + (five & 3);
      case 2 -> registerKind(bits);
      case 3 -> STR_IMM + (five & 3);
      case 4 -> five < 0x12 ? STRH_IMM + (five & 1) : STR_SP + (five & 1);
      case 5 -> five == 0x14 ? ADR : five == 0x15 ? ADD_SP : miscellaneousKind(bits >> 2 & 15);
      case 6 -> five < 0x1A ? STM + (five & 1) : branchKind(bits >> 2 & 15);
      default -> five == 0x1C ? B : WIDE;
    };
  }

  /** 010: operations on registers, transfers with a register offset, literals. */
  private static int registerKind(int bits) {
    if ((bits & 0x40) != 0) {
      return STR_REG + (bits >> 3 & 7);
    }
    if ((bits & 0x20) != 0) {
      return LDR_LITERAL;
    }
    if ((bits & 0x10) == 0) {
      return AND + (bits & 15);
    }
    return ADD_HIGH + (bits >> 2 & 3);
  }

  /** 1011, by bits 11 to 8. */
  private static int miscellaneousKind(int op) {
    return switch (op) {
      case 0 -> MOVE_SP;
      case 1, 3, 9, 11 -> CBZ;
      case 2 -> EXTEND;
      case 4, 5 -> PUSH;
      case 12, 13 -> POP;
      default -> RARE;
    };
  }

  /** 1101, by bits 11 to 8. */
  private static int branchKind(int condition) {
    return condition == 15 ? SVC : condition == 14 ? RARE : B_COND + condition;
  }
}
