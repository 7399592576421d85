package quimera.cpu.arm.asm;

import quimera.isa.asm.Position;

/**
 * A shift of a register, as instructions hold it: LSR and ASR by 32 are 0, RRX is ROR by 0.
 *
 * @param register the register with the amount, -1 if the amount is a number
 */
record Shift(int type, int amount, int register) {
  static final Shift NONE = new Shift(0, 0, -1);

  /** LSL #3, ROR r2, RRX. */
  static Shift read(Reader in) {
    if (in.skipName("rrx")) {
      return new Shift(3, 0, -1);
    }
    int type = Names.shift(in.text());
    if (type < 0) {
      throw in.words().expected("a shift: lsl, lsr, asr, ror or rrx");
    }
    in.words().take();
    return amount(in, type);
  }

  /** What follows the kind of shift: a register, or a number from 0 to 31 or 32. */
  static Shift amount(Reader in, int type) {
    int register = in.maybeRegister();
    if (register >= 0) {
      return new Shift(type, 0, register);
    }
    in.skip("#");
    Position at = in.at();
    int amount = in.number(0, 32);
    if (amount == 32 && type != 1 && type != 2) {
      throw in.error(at, "a number from 0 to 31 was expected");
    }
    // A shift by nothing is LSL, whatever was written: in the other kinds 0 means something else.
    return amount == 0 ? NONE : new Shift(type, amount & 31, -1);
  }

  /** The same with a number only. */
  static Shift constant(Reader in) {
    Position at = in.at();
    Shift shift = read(in);
    if (shift.register >= 0) {
      throw in.error(at, "a shift by a number was expected");
    }
    return shift;
  }

  /** Bits 11 to 4 of an A32 instruction. */
  int arm() {
    return register >= 0 ? register << 8 | type << 5 | 0x10 : amount << 7 | type << 5;
  }

  /** Bits 14 to 12 and 7 to 4 of a T32 instruction. */
  int thumb() {
    return (amount & 0x1C) << 10 | (amount & 3) << 6 | type << 4;
  }
}
