package quimera.cpu.arm.asm;

import quimera.isa.asm.Expression;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/**
 * An operand in memory: {@code [base, offset]} with its variations, or a label near the
 * instruction.
 *
 * @param base the base register; the PC for a label
 * @param index the register with the offset, -1 if that is a number
 * @param scaled whether a shift is written, even one by 0
 * @param label null unless it is a label
 * @param option of a coprocessor, in braces; -1 without
 */
record Address(
    Position at,
    int base,
    boolean before,
    boolean writeback,
    boolean add,
    int offset,
    int index,
    Shift shift,
    boolean scaled,
    Expression label,
    int option) {

  static Address read(Reader in) {
    Position at = in.at();
    if (!in.skip("[")) {
      if (in.words().peek().is("=") || in.words().peek().is("#") || in.registerNext()) {
        throw in.words().expected("an address: [register, offset] or a label");
      }
      Expression label = in.words().expression();
      return new Address(at, Names.PC, true, false, true, 0, -1, Shift.NONE, false, label, -1);
    }
    int base = in.register();
    if (in.skip("]")) {
      if (in.skip(",")) {
        return in.skip("{") ? option(in, at, base) : offset(in, at, base, false, true);
      }
      return new Address(at, base, true, in.skip("!"), true, 0, -1, Shift.NONE, false, null, -1);
    }
    in.expect(",");
    Address address = offset(in, at, base, true, false);
    in.expect("]");
    return in.skip("!") ? address.written() : address;
  }

  private Address written() {
    return new Address(at, base, before, true, add, offset, index, shift, scaled, label, option);
  }

  private static Address option(Reader in, Position at, int base) {
    int option = in.number(0, 255);
    in.expect("}");
    return new Address(at, base, false, false, true, 0, -1, Shift.NONE, false, null, option);
  }

  private static Address offset(
      Reader in, Position at, int base, boolean before, boolean writeback) {
    int mark = in.words().mark();
    boolean minus = in.skip("-");
    if (!minus) {
      in.skip("+");
    }
    int index = in.maybeRegister();
    if (index >= 0) {
      boolean scaled = in.words().peek().is(",");
      Shift shift = scaled ? scale(in) : Shift.NONE;
      return new Address(at, base, before, writeback, !minus, 0, index, shift, scaled, null, -1);
    }
    in.words().backTo(mark);
    if (!in.words().peek().is("#")) {
      throw in.words().expected("an offset: #number or a register");
    }
    in.skip("#");
    boolean signed = in.words().peek().is("-");
    int number = in.word();
    boolean add = number > 0 || number == 0 && !signed;
    return new Address(
        at, base, before, writeback, add, Math.abs(number), -1, Shift.NONE, false, null, -1);
  }

  private static Shift scale(Reader in) {
    in.expect(",");
    return Shift.constant(in);
  }

  /** Complains unless the number is in reach and a multiple. */
  int offset(int most, int multiple) {
    if (index >= 0) {
      throw new SourceError(at, "an address without an index register was expected");
    }
    if (offset < 0 || offset > most || offset % multiple != 0) {
      String reach = multiple == 1 ? "" : "a multiple of " + multiple + ", ";
      throw new SourceError(at, "the offset must be " + reach + "up to " + most);
    }
    return offset;
  }

  /** Complains about anything but {@code [base, offset]}. */
  Address plain() {
    if (!before || writeback || option >= 0) {
      throw new SourceError(at, "the plain address [register, offset] was expected");
    }
    return this;
  }

  /** Complains about a label. */
  Address based() {
    if (label != null) {
      throw new SourceError(at, "an address in brackets was expected");
    }
    return this;
  }

  /** Pre- or post-indexed, upwards and write-back, as bits 24, 23 and 21 of A32 and of T32's. */
  int indexing() {
    return (before ? 1 << 24 : 0) | (add ? 1 << 23 : 0) | (before && writeback ? 1 << 21 : 0);
  }
}
