package quimera.cpu.x86.disasm;

import java.util.function.IntUnaryOperator;

/**
 * An instruction's bytes as they are consumed: the prefixes first, then whatever the operands ask
 * for. Remembers which prefixes the text has already shown.
 */
final class Prefixes {
  /** The longest instruction that is followed; the 8086 would go on for ever. */
  private static final int LONGEST = 15;

  private static final String[] SEGMENTS = {"es", "cs", "ss", "ds", "fs", "gs"};

  private final IntUnaryOperator code;
  private final int generation;
  private int length;
  private boolean incomplete;

  final boolean wide;
  int operandBytes;
  int addressBytes;

  /** Name of the segment register of an override, or null. */
  String segment;

  /** F2, F3 or 0. */
  int repeat;

  boolean lock;
  boolean operandPrefix;
  boolean addressPrefix;

  // What the operands or the mnemonic have made visible.
  boolean operandShown;
  boolean addressShown;
  boolean segmentShown;
  boolean repeatShown;

  /** The opcode, with {@link Form#EXTENDED} for those after 0F. */
  final int opcode;

  Prefixes(IntUnaryOperator code, int generation, boolean wide) {
    this.code = code;
    this.generation = generation;
    this.wide = wide;
    operandBytes = wide ? 4 : 2;
    addressBytes = operandBytes;
    int next = next();
    while (prefix(next) && !incomplete) {
      next = next();
    }
    opcode = next == 0x0F && generation > 0 ? Form.EXTENDED + next() : next;
  }

  private boolean prefix(int value) {
    switch (value) {
      case 0x26, 0x2E, 0x36, 0x3E -> segment = SEGMENTS[value >> 3 & 3];
      case 0xF0 -> lock = true;
      case 0xF1 -> {
        lock |= generation == 0; // an alias of F0 there
        return generation == 0;
      }
      case 0xF2, 0xF3 -> repeat = value;
      default -> {
        return generation >= 3 && prefix386(value);
      }
    }
    return true;
  }

  private boolean prefix386(int value) {
    switch (value) {
      case 0x64, 0x65 -> segment = SEGMENTS[value & 7];
      case 0x66 -> {
        operandPrefix = true;
        operandBytes = wide ? 2 : 4;
      }
      case 0x67 -> {
        addressPrefix = true;
        addressBytes = wide ? 2 : 4;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The prefix that selects among forms: F2 and F3 before 66, {@link Form#NONE} without. */
  int mandatory() {
    return repeat != 0 ? repeat : operandPrefix ? 0x66 : Form.NONE;
  }

  /** Marks as shown what a form has as its mandatory prefix. */
  void consume(int prefix) {
    repeatShown |= prefix >= 0xF2;
    operandShown |= prefix == 0x66;
  }

  int next() {
    int value = peek();
    length++;
    return value;
  }

  /** The next byte, which stays. */
  int peek() {
    int value = length < LONGEST ? code.applyAsInt(length) : -1;
    incomplete |= value < 0;
    return value & 0xFF;
  }

  /** A number of this many bytes, zero-extended. */
  long number(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << i * 8;
    }
    return value;
  }

  int length() {
    return length;
  }

  /** Whether a byte was missing, or the instruction is too long. */
  boolean incomplete() {
    return incomplete;
  }

  /** The prefixes that change the meaning or do nothing at all, each as a word and a blank. */
  String words(boolean compares, boolean repeats) {
    StringBuilder words = new StringBuilder();
    if (lock) {
      words.append("lock ");
    }
    if (repeat != 0 && !repeatShown) {
      boolean plain = repeat == 0xF3 || repeats && !compares;
      words.append(plain ? compares ? "repe " : "rep " : "repne ");
    }
    if (segment != null && !segmentShown) {
      words.append(segment).append(' ');
    }
    if (operandPrefix && !operandShown) {
      words.append(operandBytes == 2 ? "data16 " : "data32 ");
    }
    if (addressPrefix && !addressShown) {
      words.append(addressBytes == 2 ? "addr16 " : "addr32 ");
    }
    return words.toString();
  }
}
