package quimera.cpu.x86;

import java.util.Arrays;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.cpu.x86.fpu.Float80;

/**
 * The registers of the x87 floating-point unit, its stack, and what becomes of its exceptions (SDM
 * volume 1, chapter 8). MMX instructions see the same registers by their physical numbers.
 *
 * <p>An unmasked exception does no more than set ES; the next instruction that waits for the unit
 * delivers it, as #MF where CR0.NE is set. Where it is not, FERR# asks the board for an interrupt
 * and the instruction waits until that has been taken, or until the board says IGNNE#: the way of
 * the PC/AT (SDM volume 1, appendix D).
 */
final class Fpu {
  // FSW (SDM volume 1, 8.1.3).
  static final int STACK_FAULT = 1 << 6;
  static final int ES = 1 << 7;
  static final int C0 = 1 << 8;
  static final int C1 = 1 << 9;
  static final int C2 = 1 << 10;
  static final int TOP_SHIFT = 11;
  static final int C3 = 1 << 14;
  static final int B = 1 << 15;
  static final int CONDITION = C0 | C1 | C2 | C3;
  static final int EXCEPTIONS = 0x3F;

  /** FCW: the bits that hold what is written; bit 6 always reads as 1. */
  private static final int CONTROL_BITS = 0x1F3F;

  private static final int CONTROL_ONE = 0x40;

  /** What a masked invalid operation gives: the "real indefinite", a quiet NaN. */
  static final int INDEFINITE_SE = 0xFFFF;

  static final long INDEFINITE_SIG = 0xC000000000000000L;

  /** Keeps us from FPU instructions: EM, or TS. */
  private static final int NOT_AVAILABLE = ControlRegisters.CR0_EM | ControlRegisters.CR0_TS;

  /** Computes; its registers are of no meaning between two instructions. */
  final Float80 unit = new Float80();

  /** Sign and exponent of the physical registers R0 to R7. */
  final int[] se = new int[8];

  /** Significands of the physical registers. */
  final long[] sig = new long[8];

  /** Which physical registers are empty, a bit each. */
  int empty;

  /** FSW without TOP. */
  int status;

  /** The number of the physical register that is ST(0). */
  int top;

  /** FOP: the low 11 bits of the last instruction that was no control instruction. */
  int opcode;

  /** FIP and FCS: where that instruction stood. */
  int instruction;

  int instructionSegment;

  /** FDP and FDS: where its memory operand was. */
  int operand;

  int operandSegment;

  private int control;
  private boolean ignoreErrors;

  /** FERR#: an error waits for somebody, and CR0.NE says that the board shall deal with it. */
  final OutputLine ferr = new OutputLine("ferr");

  /** IGNNE#, in positive logic: the board says go on in spite of an error. */
  final InputLine ignne = level -> ignoreErrors = level;

  /** FNINIT; reset does the same, and nobody can tell it from what the silicon does. */
  void initialize() {
    setControl(0x37F);
    top = 0;
    empty = 0xFF;
    opcode = 0;
    instruction = 0;
    instructionSegment = 0;
    operand = 0;
    operandSegment = 0;
    setStatus(0);
  }

  void reset() {
    Arrays.fill(se, 0);
    Arrays.fill(sig, 0);
    initialize();
  }

  void state(StateIo io) {
    io.ints("se", se);
    io.longs("sig", sig);
    empty = io.i32("empty", empty);
    status = io.i32("fsw", status);
    top = io.i32("top", top);
    control = io.i32("fcw", control);
    unit.control = control;
    opcode = io.i32("fop", opcode);
    instruction = io.i32("fip", instruction);
    instructionSegment = io.i32("fcs", instructionSegment);
    operand = io.i32("fdp", operand);
    operandSegment = io.i32("fds", operandSegment);
    ignoreErrors = io.bit("ignne", ignoreErrors);
    ferr.state(io);
  }

  // ---------------------------------------------------------------- before an instruction

  /** What every instruction does first that waits for the unit: #NM, or what is pending. */
  static Fpu waiting(X86Cpu cpu) {
    Fpu fpu = cpu.fpu;
    if ((cpu.cr0 & NOT_AVAILABLE | fpu.status & ES) != 0) {
      fpu.obstructed(cpu);
    }
    return fpu;
  }

  /** The same for those that do not wait (FNINIT, FNSTSW and others). */
  static Fpu available(X86Cpu cpu) {
    if ((cpu.cr0 & NOT_AVAILABLE) != 0) {
      throw new Fault(Vector.NM);
    }
    return cpu.fpu;
  }

  private void obstructed(X86Cpu cpu) {
    available(cpu);
    deliverPending(cpu);
  }

  /** Delivers an exception that waits for this, if there is one; WAIT itself needs no more. */
  void deliverPending(X86Cpu cpu) {
    if ((status & ES) == 0) {
      return;
    }
    if ((cpu.cr0 & ControlRegisters.CR0_NE) != 0) {
      throw new Fault(Vector.MF);
    }
    ferr.set(true);
    if (!ignoreErrors) {
      throw new Fault(Fault.RETRY);
    }
  }

  /** Notes the last instruction without a memory operand. */
  void last(X86Cpu cpu, int fop, int eip) {
    opcode = fop;
    instruction = eip;
    instructionSegment = cpu.cs.selector;
  }

  /** Notes the last instruction with a memory operand. */
  void last(X86Cpu cpu, int fop, int eip, Segment segment, int offset) {
    last(cpu, fop, eip);
    operand = offset;
    operandSegment = segment.selector;
  }

  // ---------------------------------------------------------------- the stack

  /** The physical number of ST(i). */
  int physical(int i) {
    return top + i & 7;
  }

  boolean isEmpty(int physical) {
    return (empty >> physical & 1) != 0;
  }

  void set(int physical, int newSe, long newSig) {
    se[physical] = newSe;
    sig[physical] = newSig;
    empty &= ~(1 << physical);
  }

  void setIndefinite(int physical) {
    set(physical, INDEFINITE_SE, INDEFINITE_SIG);
  }

  void push(int newSe, long newSig) {
    top = top - 1 & 7;
    set(top, newSe, newSig);
  }

  void pop() {
    empty |= 1 << top;
    top = top + 1 & 7;
  }

  /**
   * Whether there is room to push; if not, and that is masked, makes the indefinite of it. The
   * instruction is then done.
   */
  boolean room() {
    if (isEmpty(top - 1 & 7)) {
      return true;
    }
    if (stackFault(C1)) {
      push(INDEFINITE_SE, INDEFINITE_SIG);
    }
    return false;
  }

  /**
   * Raises a stack fault.
   *
   * @param direction {@link #C1} for overflow, 0 for underflow
   * @return whether it is masked, so that the instruction gives the indefinite
   */
  boolean stackFault(int direction) {
    status = status & ~C1 | direction | STACK_FAULT;
    return raise(Float80.IE);
  }

  // ---------------------------------------------------------------- exceptions

  /** Makes the unit ready for an operation, whose {@link Float80#flags} are looked at after it. */
  Float80 begin() {
    unit.flags = 0;
    unit.up = false;
    return unit;
  }

  /**
   * Takes over what the unit's operation raised, and C1 from its rounding.
   *
   * @return whether the result is to be written to a register: no unmasked exception came before it
   */
  boolean accept() {
    status = unit.up ? status | C1 : status & ~C1;
    int raised = unit.flags;
    if (raised == 0) {
      return true;
    }
    raise(raised);
    return (raised & ~control & (Float80.IE | Float80.DE | Float80.ZE)) == 0;
  }

  /**
   * Whether the unit's result is to be written to memory: no unmasked exception but inexactness.
   */
  boolean storable() {
    return (unit.flags & ~control & EXCEPTIONS & ~Float80.PE) == 0;
  }

  /** Sets exception flags; returns whether all of them are masked. */
  boolean raise(int exceptions) {
    status |= exceptions;
    boolean masked = (exceptions & ~control & EXCEPTIONS) == 0;
    if (!masked) {
      status |= ES | B;
    }
    return masked;
  }

  // ---------------------------------------------------------------- control, status and tags

  int control() {
    return control;
  }

  /** FLDCW: an exception that waits behind its mask no more becomes pending. */
  void setControl(int value) {
    control = value & CONTROL_BITS | CONTROL_ONE;
    unit.control = control;
    setStatus(status);
  }

  /** FSW with TOP. */
  int statusWord() {
    return status | top << TOP_SHIFT;
  }

  /** Sets FSW, TOP too; ES and B are what flags and masks make them. */
  void setStatusWord(int value) {
    top = value >> TOP_SHIFT & 7;
    setStatus(value & ~(7 << TOP_SHIFT) & 0xFFFF);
  }

  private void setStatus(int value) {
    boolean pending = (value & ~control & EXCEPTIONS) != 0;
    status = value & ~(ES | B) | (pending ? ES | B : 0);
    if (!pending) {
      ferr.set(false);
    }
  }

  /** FNCLEX. */
  void clearExceptions() {
    setStatus(status & CONDITION);
  }

  /** The tag word: for each physical register 0 valid, 1 zero, 2 special, 3 empty (8.1.7). */
  int tagWord() {
    int tags = 0;
    for (int i = 7; i >= 0; i--) {
      tags = tags << 2 | tag(i);
    }
    return tags;
  }

  private int tag(int i) {
    if (isEmpty(i)) {
      return 3;
    }
    int exponent = se[i] & 0x7FFF;
    if (exponent == 0 && sig[i] == 0) {
      return 1;
    }
    return exponent == 0 || exponent == 0x7FFF || sig[i] >= 0 ? 2 : 0;
  }

  /** Takes from a tag word what is empty; the rest follows from the registers. */
  void setTagWord(int tags) {
    empty = 0;
    for (int i = 0; i < 8; i++) {
      if ((tags >> 2 * i & 3) == 3) {
        empty |= 1 << i;
      }
    }
  }

  // ---------------------------------------------------------------- MMX

  /** MMi, the significand of Ri. */
  long mmx(int i) {
    return sig[i];
  }

  /** Writes MMi; to the x87 it looks like a NaN (SDM volume 1, 9.6.2). */
  void setMmx(int i, long value) {
    sig[i] = value;
    se[i] = 0xFFFF;
  }

  /** What every MMX instruction but EMMS does: TOP is 0 and all registers are valid. */
  void enterMmx() {
    top = 0;
    empty = 0;
  }

  /** EMMS. */
  void emms() {
    top = 0;
    empty = 0xFF;
  }
}
