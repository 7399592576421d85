package quimera.cpu.x86;

/**
 * The packed integer instructions that take two operands, by the byte after 0F: the same for MMX
 * and, after a 66 prefix, for the XMM registers (SDM volume 2, table A-3).
 */
final class PackedForms {
  /** How a form makes 128 bits of what it does on 64. */
  enum Shape {
    /** The same on each half. */
    HALVES,
    /** The same on each half, with the second operand's low half as the count. */
    SHIFT,
    /** The first operand's halves give the low half, the second's the high one. */
    PACK,
    /** From the low halves. */
    UNPACK_LOW,
    /** From the high halves. */
    UNPACK_HIGH
  }

  /**
   * A form.
   *
   * @param operation on 64 bits
   * @param other what gives the high half of an unpacking one; else the same
   * @param mmx when it came for the MMX registers
   */
  record Form(
      Shape shape,
      PackedInteger.Operation operation,
      PackedInteger.Operation other,
      Extension mmx) {}

  private static final Form[] FORMS = new Form[256];

  static {
    unpack(0x60, PackedInteger::unpackLowBytes, PackedInteger::unpackHighBytes);
    unpack(0x61, PackedInteger::unpackLowWords, PackedInteger::unpackHighWords);
    unpack(0x62, PackedInteger::unpackLowDwords, PackedInteger::unpackHighDwords);
    put(0x63, Shape.PACK, PackedInteger::packSignedWords);
    halves(0x64, PackedInteger::greaterBytes);
    halves(0x65, PackedInteger::greaterWords);
    halves(0x66, PackedInteger::greaterDwords);
    put(0x67, Shape.PACK, PackedInteger::packUnsignedWords);
    put(0x6B, Shape.PACK, PackedInteger::packDwords);
    halves(0x74, PackedInteger::equalBytes);
    halves(0x75, PackedInteger::equalWords);
    halves(0x76, PackedInteger::equalDwords);
    put(0xD1, Shape.SHIFT, PackedInteger::shiftWordsRight);
    put(0xD2, Shape.SHIFT, PackedInteger::shiftDwordsRight);
    put(0xD3, Shape.SHIFT, PackedInteger::shiftQwordsRight);
    later(0xD4, Extension.SSE2, Long::sum);
    halves(0xD5, PackedInteger::multiplyLow);
    halves(0xD8, PackedInteger::subtractUnsignedBytes);
    halves(0xD9, PackedInteger::subtractUnsignedWords);
    later(0xDA, Extension.SSE, PackedInteger::leastBytes);
    halves(0xDB, PackedInteger::and);
    halves(0xDC, PackedInteger::addUnsignedBytes);
    halves(0xDD, PackedInteger::addUnsignedWords);
    later(0xDE, Extension.SSE, PackedInteger::greatestBytes);
    halves(0xDF, PackedInteger::andNot);
    later(0xE0, Extension.SSE, PackedInteger::averageBytes);
    put(0xE1, Shape.SHIFT, PackedInteger::shiftWordsArithmetic);
    put(0xE2, Shape.SHIFT, PackedInteger::shiftDwordsArithmetic);
    later(0xE3, Extension.SSE, PackedInteger::averageWords);
    later(0xE4, Extension.SSE, PackedInteger::multiplyHighUnsigned);
    halves(0xE5, PackedInteger::multiplyHigh);
    halves(0xE8, PackedInteger::subtractSignedBytes);
    halves(0xE9, PackedInteger::subtractSignedWords);
    later(0xEA, Extension.SSE, PackedInteger::leastWords);
    halves(0xEB, PackedInteger::or);
    halves(0xEC, PackedInteger::addSignedBytes);
    halves(0xED, PackedInteger::addSignedWords);
    later(0xEE, Extension.SSE, PackedInteger::greatestWords);
    halves(0xEF, PackedInteger::xor);
    put(0xF1, Shape.SHIFT, PackedInteger::shiftWordsLeft);
    put(0xF2, Shape.SHIFT, PackedInteger::shiftDwordsLeft);
    put(0xF3, Shape.SHIFT, PackedInteger::shiftQwordsLeft);
    later(0xF4, Extension.SSE2, PackedInteger::multiplyDwords);
    halves(0xF5, PackedInteger::multiplyAdd);
    later(0xF6, Extension.SSE, PackedInteger::absoluteDifferences);
    halves(0xF8, PackedInteger::subtractBytes);
    halves(0xF9, PackedInteger::subtractWords);
    halves(0xFA, PackedInteger::subtractDwords);
    later(0xFB, Extension.SSE2, PackedInteger::subtractQwords);
    halves(0xFC, PackedInteger::addBytes);
    halves(0xFD, PackedInteger::addWords);
    halves(0xFE, PackedInteger::addDwords);
  }

  private PackedForms() {}

  private static void put(int opcode, Shape shape, PackedInteger.Operation operation) {
    FORMS[opcode] = new Form(shape, operation, operation, Extension.MMX);
  }

  private static void halves(int opcode, PackedInteger.Operation operation) {
    put(opcode, Shape.HALVES, operation);
  }

  private static void later(int opcode, Extension mmx, PackedInteger.Operation operation) {
    FORMS[opcode] = new Form(Shape.HALVES, operation, operation, mmx);
  }

  /** PUNPCKL at this opcode and PUNPCKH eight further on. */
  private static void unpack(
      int opcode, PackedInteger.Operation low, PackedInteger.Operation high) {
    FORMS[opcode] = new Form(Shape.UNPACK_LOW, low, high, Extension.MMX);
    FORMS[opcode + 8] = new Form(Shape.UNPACK_HIGH, high, low, Extension.MMX);
  }

  /** The form, or null. */
  static Form of(int opcode) {
    return FORMS[opcode];
  }

  /** The shift by an immediate of groups 12 to 14 (0F 71 to 0F 73), or null. */
  static PackedInteger.Operation shift(int opcode, int reg) {
    int kind = reg >> 1; // 1 right, 2 arithmetic right, 3 left
    if ((reg & 1) != 0 || kind == 0 || kind == 2 && opcode == 0x73) {
      return null;
    }
    int family = kind == 1 ? 0xD0 : kind == 2 ? 0xE0 : 0xF0;
    return FORMS[family | opcode - 0x70].operation();
  }
}
