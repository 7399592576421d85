package quimera.cpu.mips32;

/**
 * What every part of the core shares: the general registers, where execution is, and the exception
 * that the current instruction has run into.
 */
abstract class MipsState {
  final MipsModel model;

  /** Whether the byte order is big-endian. */
  final boolean big;

  final boolean release2;

  /** The general registers; r[0] is 0 between two instructions. */
  final int[] r = new int[32];

  int hi;
  int lo;

  /** The instruction to execute next, and the one after it: elsewhere after a taken branch. */
  int pc;

  int next;

  /** Whether {@link #pc} is in a delay slot. */
  boolean slot;

  /** LL has linked and nothing has broken the link. */
  boolean linked;

  /** What is thrown for every exception; one serves them all. */
  final Trap refusal = new Trap();

  /** The exception that the current instruction has met, or {@link ExcCode#NONE}. */
  transient int trapCode = ExcCode.NONE;

  /** Whether it is a TLB refill, with a vector of its own. */
  transient boolean trapRefill;

  /** Cause.CE of a coprocessor-unusable exception. */
  transient int trapUnit;

  /** The last trapped address, which becomes BadVAddr for the exceptions that report one. */
  transient int trapAddress;

  MipsState(MipsModel model, boolean big) {
    this.model = model;
    this.big = big;
    release2 = model.release == 2;
  }

  /** Notes an exception; the caller throws what this returns, or lets its own caller do so. */
  final Trap refuse(int code) {
    trapCode = code;
    trapRefill = false;
    trapUnit = 0;
    return refusal;
  }

  final Trap refuse(int code, int address) {
    trapAddress = address;
    return refuse(code);
  }

  /** Coprocessor {@code unit} is not usable. */
  final Trap unusable(int unit) {
    refuse(ExcCode.CPU);
    trapUnit = unit;
    return refusal;
  }
}
