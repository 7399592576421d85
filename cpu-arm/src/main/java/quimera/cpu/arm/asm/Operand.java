package quimera.cpu.arm.asm;

/**
 * A kind of operand: reads one from the source into the fields of an instruction.
 *
 * @param shown how messages show it
 * @param leading whether the comma before it belongs to it, because it may be left out
 */
record Operand(String shown, boolean leading, Parser parser) {
  /** Reads an operand; complains if something else stands there. */
  @FunctionalInterface
  interface Parser {
    void read(Reader in, Match match);
  }

  static Operand of(String shown, Parser parser) {
    return new Operand(shown, false, parser);
  }

  static Operand optional(String shown, Parser parser) {
    return new Operand(shown, true, parser);
  }
}
