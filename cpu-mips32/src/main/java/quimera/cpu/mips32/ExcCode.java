package quimera.cpu.mips32;

/** Cause.ExcCode (MIPS32 volume III, table 8-25). */
final class ExcCode {
  static final int INT = 0;
  static final int MOD = 1;
  static final int TLBL = 2;
  static final int TLBS = 3;
  static final int ADEL = 4;
  static final int ADES = 5;
  static final int IBE = 6;
  static final int DBE = 7;
  static final int SYS = 8;
  static final int BP = 9;
  static final int RI = 10;
  static final int CPU = 11;
  static final int OV = 12;
  static final int TR = 13;
  static final int FPE = 15;
  static final int WATCH = 23;
  static final int MCHECK = 24;

  /** No exception. */
  static final int NONE = -1;

  private ExcCode() {}
}
