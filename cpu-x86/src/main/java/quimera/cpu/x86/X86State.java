package quimera.cpu.x86;

import quimera.core.state.StateIo;

/**
 * The registers of the processor, with the arithmetic flags in deferred form.
 *
 * <p>An arithmetic instruction leaves its result and its vector of carries; the six flags are read
 * out of them when somebody asks. {@link #result} is the result sign-extended to 64 bits: ZF is
 * "bits 31-0 are 0", SF is bit 63, PF the parity of bits 7-0 combined with bits 39-32 (which are
 * eight copies of the sign, an even number, unless {@link #setArithmetic} chose them). {@link
 * #carries} has CF in bit 31, CF xor OF in bit 30 (that is the carry into the sign bit) and AF in
 * bit 3; its other bits mean nothing.
 */
abstract class X86State {
  static final int EAX = 0;
  static final int ECX = 1;
  static final int EDX = 2;
  static final int EBX = 3;
  static final int ESP = 4;
  static final int EBP = 5;
  static final int ESI = 6;
  static final int EDI = 7;

  /** In place of a general register in an address: none, it reads as 0. */
  static final int NONE = 8;

  /** CF PF AF ZF SF OF. */
  static final int ARITHMETIC = 0x8D5;

  final X86Model model;

  /** General registers; those from {@link #NONE} on are always 0. */
  final int[] r = new int[16];

  /** Of the last arithmetic result; see the class. */
  long result;

  /** Of the last arithmetic result; see the class. */
  int carries;

  /** EFLAGS without {@link #ARITHMETIC}. */
  int system;

  /**
   * Offset in CS of the current instruction between instructions and while its fault is delivered;
   * within the system code of the next one.
   */
  int eip;

  int cr0;
  int cr2;
  int cr3;
  int cr4;
  final int[] dr = new int[8];
  final Segment[] seg = {
    new Segment("es"), new Segment("cs"), new Segment("ss"),
    new Segment("ds"), new Segment("fs"), new Segment("gs")
  };
  final Segment cs = seg[Segment.CS];
  final Segment ss = seg[Segment.SS];
  final Segment ldtr = new Segment("ldtr");
  final Segment tr = new Segment("tr");
  int gdtrBase;
  int gdtrLimit;
  int idtrBase;
  int idtrLimit;
  int cpl;

  X86State(X86Model model) {
    this.model = model;
  }

  final int reg32(int index) {
    return r[index];
  }

  final void setReg32(int index, int value) {
    r[index] = value;
  }

  final int reg16(int index) {
    return r[index] & 0xFFFF;
  }

  final void setReg16(int index, int value) {
    r[index] = r[index] & 0xFFFF0000 | value & 0xFFFF;
  }

  /** AL CL DL BL AH CH DH BH, zero-extended. */
  final int reg8(int index) {
    return r[index & 3] >>> ((index & 4) << 1) & 0xFF;
  }

  final void setReg8(int index, int value) {
    int shift = (index & 4) << 1;
    r[index & 3] = r[index & 3] & ~(0xFF << shift) | (value & 0xFF) << shift;
  }

  final int reg(int index, int bytes) {
    return switch (bytes) {
      case 1 -> reg8(index);
      case 2 -> r[index] & 0xFFFF;
      default -> r[index];
    };
  }

  final void setReg(int index, int bytes, int value) {
    switch (bytes) {
      case 1 -> setReg8(index, value);
      case 2 -> setReg16(index, value);
      default -> r[index] = value;
    }
  }

  final boolean cf() {
    return carries < 0;
  }

  final boolean zf() {
    return (int) result == 0;
  }

  final boolean sf() {
    return result < 0;
  }

  final boolean of() {
    return (carries ^ carries << 1) < 0;
  }

  final boolean af() {
    return (carries & 8) != 0;
  }

  final boolean pf() {
    return (Integer.bitCount((int) (result ^ result >>> 32) & 0xFF) & 1) == 0;
  }

  /** CF as 0 or 1. */
  final int carry() {
    return carries >>> 31;
  }

  /** The condition of Jcc, SETcc and CMOVcc, numbered as in their opcodes. */
  final boolean condition(int code) {
    boolean holds =
        switch (code >> 1) {
          case 0 -> of();
          case 1 -> cf();
          case 2 -> zf();
          case 3 -> cf() || zf();
          case 4 -> sf();
          case 5 -> pf();
          case 6 -> sf() != of();
          default -> zf() || sf() != of();
        };
    return holds ^ (code & 1) != 0;
  }

  /** The six arithmetic flags, in their places. */
  final int arithmetic() {
    return carries >>> 31
        | (pf() ? Flag.PF : 0)
        | (carries & 8) << 1
        | (zf() ? Flag.ZF : 0)
        | (sf() ? Flag.SF : 0)
        | (of() ? Flag.OF : 0);
  }

  /** Sets the six arithmetic flags from their places. */
  final void setArithmetic(int flags) {
    int cf = flags << 31;
    int of = (flags & Flag.OF) << 20;
    carries = cf | (cf >>> 1 ^ of >>> 1) | (flags & Flag.AF) >> 1;
    boolean zero = (flags & Flag.ZF) != 0;
    // The low byte is 0 or 1, which is even or odd; bit 32 puts PF right where that is wrong.
    boolean flip = zero != ((flags & Flag.PF) != 0);
    result = (flags & Flag.SF) != 0 ? Long.MIN_VALUE : 0;
    result |= (zero ? 0 : 1) | (flip ? 1L << 32 : 0);
  }

  /** All of EFLAGS. */
  final int eflags() {
    return system | arithmetic();
  }

  final int iopl() {
    return system >> 12 & 3;
  }

  final boolean protectedMode() {
    return (cr0 & 1) != 0;
  }

  /** In virtual-8086 mode. */
  final boolean v86() {
    return (system & Flag.VM) != 0;
  }

  /** DF as +1 or -1. */
  final int direction() {
    return 1 - (system >> 9 & 2);
  }

  /** Names the registers. */
  final void registers(StateIo io) {
    io.ints("general", r);
    int flags = io.i32("eflags", eflags());
    setArithmetic(flags);
    system = flags & ~ARITHMETIC;
    eip = io.i32("eip", eip);
    cr0 = io.i32("cr0", cr0);
    cr2 = io.i32("cr2", cr2);
    cr3 = io.i32("cr3", cr3);
    cr4 = io.i32("cr4", cr4);
    io.ints("dr", dr);
    for (Segment each : seg) {
      io.section(each.name, each::state);
    }
    io.section(ldtr.name, ldtr::state);
    io.section(tr.name, tr::state);
    gdtrBase = io.i32("gdtr.base", gdtrBase);
    gdtrLimit = io.i32("gdtr.limit", gdtrLimit);
    idtrBase = io.i32("idtr.base", idtrBase);
    idtrLimit = io.i32("idtr.limit", idtrLimit);
    cpl = io.i32("cpl", cpl);
  }
}
