package quimera.cpu.x86;

/** Exception vectors, by the manual's mnemonics (Intel SDM volume 3, table 6-1). */
final class Vector {
  /** Divide error. */
  static final int DE = 0;

  /** Debug. */
  static final int DB = 1;

  /** Non-maskable interrupt. */
  static final int NMI = 2;

  /** Breakpoint (INT3). */
  static final int BP = 3;

  /** Overflow (INTO). */
  static final int OF = 4;

  /** BOUND range exceeded. */
  static final int BR = 5;

  /** Undefined opcode. */
  static final int UD = 6;

  /** No coprocessor. */
  static final int NM = 7;

  /** Double fault. */
  static final int DF = 8;

  /** Coprocessor segment overrun (80286 and 80386). */
  static final int MP = 9;

  /** Invalid TSS. */
  static final int TS = 10;

  /** Segment not present. */
  static final int NP = 11;

  /** Stack fault. */
  static final int SS = 12;

  /** General protection. */
  static final int GP = 13;

  /** Page fault. */
  static final int PF = 14;

  /** Floating-point error. */
  static final int MF = 16;

  /** Alignment check. */
  static final int AC = 17;

  /** SIMD floating-point error. */
  static final int XM = 19;

  private Vector() {}
}
