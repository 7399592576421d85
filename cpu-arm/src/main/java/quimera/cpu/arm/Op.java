package quimera.cpu.arm;

/**
 * The operations that {@link Interpreter} executes, into which {@link ArmDecoder} and {@link
 * ThumbDecoder} translate both instruction sets, and how one is packed into 64 bits.
 *
 * <pre>
 *   63      32 31    28 26         25   24  20 19 16 15 12 11  8 7        0
 *   immediate  cond^14  needs PC   wide amount   m     n     d    operation
 * </pre>
 *
 * An operation that does not have its operands in these fields has the instruction as its
 * immediate. None of those with a destination writes PC, except where it says so.
 */
final class Op {
  /** Not decoded yet. */
  static final int UNKNOWN = 0;

  static final int NOP = 1;

  // d = n op immediate.
  static final int ADD_IMM = 2;
  static final int RSB_IMM = 3;
  static final int AND_IMM = 4;
  static final int ORR_IMM = 5;
  static final int EOR_IMM = 6;
  static final int MOV_IMM = 7;
  static final int MOVT = 8;

  // With flags; C of the logical ones stays.
  static final int ADDS_IMM = 9;
  static final int SUBS_IMM = 10;
  static final int RSBS_IMM = 11;
  static final int ANDS_IMM = 12;
  static final int MOVS_IMM = 13;
  static final int CMP_IMM = 14;
  static final int CMN_IMM = 15;
  static final int TST_IMM = 16;

  // d = n op (m << amount).
  static final int ADD = 17;
  static final int SUB = 18;
  static final int RSB = 19;
  static final int AND = 20;
  static final int ORR = 21;
  static final int EOR = 22;
  static final int BIC = 23;
  static final int MOV = 24;
  static final int MVN = 25;
  static final int ADDS = 26;
  static final int SUBS = 27;
  static final int CMP = 28;
  static final int CMN = 29;

  // d = n op m with flags; C of the logical ones stays.
  static final int ADCS = 30;
  static final int SBCS = 31;
  static final int ANDS = 32;
  static final int ORRS = 33;
  static final int EORS = 34;
  static final int BICS = 35;
  static final int MOVS = 36;
  static final int MVNS = 37;
  static final int TST = 38;
  static final int ADC = 39;
  static final int SBC = 40;

  // d = m shifted by amount, 1 to 31; with S the shifter's carry becomes C.
  static final int LSR = 41;
  static final int ASR = 42;
  static final int ROR = 43;
  static final int LSLS = 44;
  static final int LSRS = 45;
  static final int ASRS = 46;

  /** d = n shifted by register m with flags; the amount is the type of the shift. */
  static final int SHIFTS = 47;

  static final int SXTB = 48;
  static final int SXTH = 49;
  static final int UXTB = 50;
  static final int UXTH = 51;

  /** d = n * m. */
  static final int MUL = 52;

  static final int MULS = 53;

  /** d = n * m + amount, a register. */
  static final int MLA = 54;

  /** amount:d = n * m. */
  static final int UMULL = 55;

  static final int SMULL = 56;

  // Loads of d from, and stores of d to, n + immediate.
  static final int LDR = 57;
  static final int LDRB = 58;
  static final int LDRH = 59;
  static final int LDRSB = 60;
  static final int LDRSH = 61;
  static final int STR = 62;
  static final int STRB = 63;
  static final int STRH = 64;

  // The same at n + (m << amount).
  static final int LDR_REG = 65;
  static final int LDRB_REG = 66;
  static final int LDRH_REG = 67;
  static final int LDRSB_REG = 68;
  static final int LDRSH_REG = 69;
  static final int STR_REG = 70;
  static final int STRB_REG = 71;
  static final int STRH_REG = 72;

  // At n + immediate, which becomes n.
  static final int LDR_PRE = 73;
  static final int LDRB_PRE = 74;
  static final int STR_PRE = 75;
  static final int STRB_PRE = 76;

  // At n; n + immediate becomes n.
  static final int LDR_POST = 77;
  static final int LDRB_POST = 78;
  static final int STR_POST = 79;
  static final int STRB_POST = 80;

  /** Two words from n + immediate to d and m. */
  static final int LDRD = 86;

  static final int STRD = 97;

  /** LDR of a literal into PC, or of any other address that is n + immediate. */
  static final int LDR_PC = 81;

  /** ARM's LDM and STM without bit 22; LDM may load PC. */
  static final int LDM = 82;

  static final int STM = 83;

  // Branches by so many words, or halfwords in Thumb, from the instruction itself.
  static final int B = 84;
  static final int BL = 85;

  /** If register n is zero or not. */
  static final int CBZ = 87;

  static final int CBNZ = 88;

  /** To register m. */
  static final int BX = 89;

  static final int BLX = 90;

  /** MOV PC, m of Thumb, which does not change the instruction set. */
  static final int MOV_PC = 91;

  static final int SVC = 92;

  // The same as BL and BLX, but that the link is to Thumb.
  static final int BL_THUMB = 93;

  static final int BLX_THUMB = 94;

  /** LDR of d from so far into the page. */
  static final int LDR_LITERAL = 95;

  /** d = an address so far into the page. */
  static final int ADR = 96;

  // Instructions as such.

  static final int COPROCESSOR = 98;

  /** An instruction of the ARM set for {@link ArmRest}. */
  static final int ARM = 99;

  /** An ARM instruction whose upper four bits are ones. */
  static final int ARM_UNCONDITIONAL = 100;

  /** A Thumb instruction of 16 bits for {@link ThumbRest}. */
  static final int THUMB = 101;

  /** A Thumb instruction of 32 bits for {@link ThumbWide}. */
  static final int THUMB_WIDE = 102;

  /** A half of BL or BLX on its own, before ARMv6T2. */
  static final int THUMB_HALF = 103;

  /** The instruction has 32 bits in the Thumb set. */
  static final int WIDE = 1 << 25;

  /** r[15] has to be set before. */
  static final int NEEDS_PC = 1 << 26;

  /** There is a condition, or NEEDS_PC. */
  static final int PROLOGUE = 0xF000_0000 | NEEDS_PC;

  private Op() {}

  static long pack(int operation, int d, int n, int m, int amount, int immediate) {
    int low = operation | d << 8 | n << 12 | m << 16 | amount << 20;
    boolean needed =
        operation >= COPROCESSOR
            || n == 15
            || m == 15
            || (operation == LDM || operation == STM) && (immediate >>> 16 & 15) == 15
            || operation == STM && (immediate & 1 << 15) != 0;
    return (long) immediate << 32 | (needed ? low | NEEDS_PC : low);
  }

  /** An operation on a condition, 0 to 14. */
  static long on(int condition, long operation) {
    return operation | (condition ^ 14) << 28 & 0xFFFF_FFFFL;
  }

  static long immediate(int operation, int d, int n, int immediate) {
    return pack(operation, d, n, 0, 0, immediate);
  }

  static long register(int operation, int d, int n, int m, int amount) {
    return pack(operation, d, n, m, amount, 0);
  }

  /**
   * A load or addition whose base is PC: what the page makes of it.
   *
   * @param pc what PC reads as, within the page
   */
  static long relative(int operation, int d, int pc, int offset) {
    return immediate(operation, d, 0, pc + offset);
  }

  /** An operation that gets the instruction. */
  static long raw(int operation, int word) {
    return pack(operation, 0, 0, 0, 0, word);
  }
}
