package quimera.cpu.arm;

import quimera.core.state.StateIo;

/**
 * What every part of the core shares: the general registers and their banks, the program status,
 * and the exception that the current instruction has run into.
 *
 * <p>The condition flags are kept as the results that they come from, so that setting them costs a
 * store each: N is the sign of {@link #n}, Z says that {@link #z} is zero, C is {@link #c}, V is
 * the sign of {@link #v}.
 */
abstract class ArmState {
  /** CPSR bits (ARM ARM B1.3.3). */
  static final int N = 1 << 31;

  static final int Z = 1 << 30;
  static final int C = 1 << 29;
  static final int V = 1 << 28;
  static final int Q = 1 << 27;
  static final int GE = 0xF << 16;
  static final int E = 1 << 9;
  static final int A = 1 << 8;
  static final int I = 1 << 7;
  static final int F = 1 << 6;
  static final int T = 1 << 5;

  /** The bits of CPSR that {@link #masks} holds. */
  private static final int MASKS = E | A | I | F;

  final ArmModel model;
  final boolean v5;
  final boolean v6;
  final boolean v7;

  /**
   * The registers of the current mode. While an instruction is executed that needs it, r[15] is its
   * address plus 8 (ARM) or 4 (Thumb); it is 0 between two runs.
   */
  int[] r = new int[16];

  /** The instruction to execute next. */
  int pc;

  int n;
  int z = 1;
  int c;
  int v;

  /** CPSR.Q: 0 or 1. */
  int q;

  /** CPSR.GE: 4 bits. */
  int ge;

  /** CPSR.IT, bits 7 to 0 as the architecture numbers them; 0 outside an IT block. */
  int it;

  boolean thumb;

  /** CPSR.M. */
  int mode = Mode.SUPERVISOR;

  /** CPSR.E, A, I and F in their places. */
  int masks = I | F;

  private final int[] stackPointers = new int[Mode.BANKS];
  private final int[] linkRegisters = new int[Mode.BANKS];
  private final int[] savedStatus = new int[Mode.BANKS];

  /** R8 to R12 of FIQ mode, or of the others while that is the current one. */
  private final int[] otherHigh = new int[5];

  /** What is thrown for every exception; one serves them all. */
  final Trap refusal = new Trap();

  /** The exception that the current instruction has met, or {@link ArmException#NONE}. */
  transient int trap;

  /** Of an abort: what the fault status register will say. */
  transient int faultStatus;

  /** Of an abort: the address that faulted. */
  transient int faultAddress;

  ArmState(ArmModel model) {
    this.model = model;
    v5 = model.version >= 5;
    v6 = model.version >= 6;
    v7 = model.version >= 7;
  }

  /** The mode or the masks are others than before: translations and interrupts may be as well. */
  abstract void statusChanged();

  /** Notes an exception; the caller throws what this returns, or lets its own caller do so. */
  final Trap refuse(int exception) {
    trap = exception;
    return refusal;
  }

  final Trap undefined() {
    return refuse(ArmException.UNDEFINED);
  }

  /** An operand that must not be PC, which the architecture leaves unpredictable. */
  final void notPc(int register) {
    if (register == 15) {
      throw undefined();
    }
  }

  final boolean privileged() {
    return mode != Mode.USER;
  }

  /** CPSR as a whole. */
  final int cpsr() {
    return flags() | q << 27 | (it & 3) << 25 | ge << 16 | (it >> 2) << 10 | low();
  }

  private int low() {
    return masks | (thumb ? T : 0) | mode;
  }

  /** N, Z, C and V in the places that they have in CPSR. */
  final int flags() {
    return n & N | (z == 0 ? Z : 0) | c << 29 | v >>> 31 << 28;
  }

  final void setFlags(int word) {
    n = word;
    z = ~word & Z;
    c = word >>> 29 & 1;
    v = word << 3;
  }

  /**
   * Writes the bits of CPSR that are set in {@code mask}. The caller sees to privilege, and to a
   * change of T, after which execution has to go on elsewhere.
   */
  final void setCpsr(int word, int mask) {
    if ((mask & 0xF000_0000) != 0) {
      setFlags(word);
    }
    if ((mask & Q) != 0 && v5) {
      q = word >>> 27 & 1;
    }
    if ((mask & GE) != 0 && v6) {
      ge = word >>> 16 & 15;
    }
    if ((mask & 0x0600_FC00) == 0x0600_FC00) {
      it = v7 ? word >>> 25 & 3 | word >>> 8 & 0xFC : 0;
    }
    if ((mask & T) != 0) {
      thumb = (word & T) != 0;
    }
    int writable = mask & (v6 ? MASKS : I | F);
    int newMasks = masks & ~writable | word & writable;
    int newMode = (mask & 31) == 31 ? word & 31 | (v6 ? 0 : 16) : mode;
    if (newMode != mode || newMasks != masks) {
      masks = newMasks;
      if (Mode.bank(newMode) >= 0) {
        switchMode(newMode);
      }
      statusChanged();
    }
  }

  private void switchMode(int newMode) {
    int from = Mode.bank(mode);
    int to = Mode.bank(newMode);
    mode = newMode;
    if (from == to) {
      return;
    }
    stackPointers[from] = r[13];
    linkRegisters[from] = r[14];
    r[13] = stackPointers[to];
    r[14] = linkRegisters[to];
    if (from == Mode.FIQ_BANK || to == Mode.FIQ_BANK) {
      for (int i = 0; i < otherHigh.length; i++) {
        int mine = r[8 + i];
        r[8 + i] = otherHigh[i];
        otherHigh[i] = mine;
      }
    }
  }

  /** The saved status of the current mode; user and system mode have none and read CPSR. */
  final int spsr() {
    int bank = Mode.bank(mode);
    return bank == Mode.USER_BANK ? cpsr() : savedStatus[bank];
  }

  final void setSpsr(int word) {
    int bank = Mode.bank(mode);
    if (bank != Mode.USER_BANK) {
      savedStatus[bank] = word;
    }
  }

  /** Register {@code number} as {@code otherMode} sees it. */
  final int banked(int number, int otherMode) {
    int bank = Mode.bank(otherMode);
    if (number >= 13 && number <= 14 && bank != Mode.bank(mode)) {
      return number == 13 ? stackPointers[bank] : linkRegisters[bank];
    }
    if (number >= 8 && number <= 12 && fiq(bank) != fiq(Mode.bank(mode))) {
      return otherHigh[number - 8];
    }
    return r[number];
  }

  final void setBanked(int number, int otherMode, int value) {
    int bank = Mode.bank(otherMode);
    if (number >= 13 && number <= 14 && bank != Mode.bank(mode)) {
      (number == 13 ? stackPointers : linkRegisters)[bank] = value;
    } else if (number >= 8 && number <= 12 && fiq(bank) != fiq(Mode.bank(mode))) {
      otherHigh[number - 8] = value;
    } else {
      r[number] = value;
    }
  }

  private static boolean fiq(int bank) {
    return bank == Mode.FIQ_BANK;
  }

  /** The SPSR of any mode that has one. */
  final int savedStatus(int ofMode) {
    return savedStatus[Mode.bank(ofMode)];
  }

  final void setSavedStatus(int ofMode, int word) {
    savedStatus[Mode.bank(ofMode)] = word;
  }

  /** Supervisor mode, ARM state, interrupts masked; the registers are zero for determinism. */
  final void resetState() {
    java.util.Arrays.fill(r, 0);
    java.util.Arrays.fill(stackPointers, 0);
    java.util.Arrays.fill(linkRegisters, 0);
    java.util.Arrays.fill(savedStatus, 0);
    java.util.Arrays.fill(otherHigh, 0);
    setFlags(0);
    q = 0;
    ge = 0;
    it = 0;
    thumb = false;
    mode = Mode.SUPERVISOR;
    masks = v6 ? A | I | F : I | F;
    trap = ArmException.NONE;
  }

  final void generalState(StateIo io) {
    io.ints("r", r);
    pc = io.i32("pc", pc);
    n = io.i32("n", n);
    z = io.i32("z", z);
    c = io.i32("c", c);
    v = io.i32("v", v);
    q = io.i32("q", q);
    ge = io.i32("ge", ge);
    it = io.i32("it", it);
    thumb = io.bit("thumb", thumb);
    mode = io.i32("mode", mode);
    masks = io.i32("masks", masks);
    io.ints("sp", stackPointers);
    io.ints("lr", linkRegisters);
    io.ints("spsr", savedStatus);
    io.ints("otherHigh", otherHigh);
  }
}
