package quimera.cpu.mips32.asm;

import java.util.Arrays;

/** The kinds of operands, by the word that {@link Tables} has for them. */
enum Operand {
  RD("rd", 11),
  RS("rs", 21),
  RT("rt", 16),
  /** CLZ and CLO want the destination in both fields. */
  RDT("rdt", 11),
  FD("fd", 6),
  FS("fs", 11),
  FT("ft", 16),
  /** A coprocessor's register, by number or as $number. */
  C0("c0", 11),
  SEL("sel", 0),
  SHIFT("sa", 6),
  /** A floating-point condition, in a branch or move and in a comparison. */
  CC("cc", 18),
  CC8("cc8", 8),
  CODE("code", 6),
  HINT("hint", 16),
  LOW("low", 6),
  WIDTH("width", 11),
  HIGH_BIT("high", 11),
  I16("i16", 0),
  U16("u16", 0),
  /** A known number whose lower half is zero. */
  HIGH("high16", 0),
  ANY("any", 0),
  LABEL("label", 0),
  TARGET("target", 0),
  I16_BASE("i16(rs)", 21),
  ANY_BASE("any(rs)", 21);

  private final String word;

  /** The lowest bit of its field. */
  final int shift;

  Operand(String word, int shift) {
    this.word = word;
    this.shift = shift;
  }

  String word() {
    return word;
  }

  static Operand of(String word) {
    return Arrays.stream(values()).filter(o -> o.word.equals(word)).findFirst().orElseThrow();
  }

  boolean general() {
    return this == RD || this == RS || this == RT || this == RDT;
  }

  boolean floating() {
    return this == FD || this == FS || this == FT;
  }

  /** How messages show it. */
  String shown() {
    return switch (this) {
      case RD, RS, RT, RDT -> "register";
      case FD, FS, FT -> "$f";
      case C0 -> "$number";
      case LABEL, TARGET -> "label";
      case I16_BASE, ANY_BASE -> "offset(register)";
      case SHIFT -> "0-31";
      default -> "number";
    };
  }
}
