package quimera.cpu.arm;

/** Where instructions are decoded from, by their offset from the start of a page. */
abstract class CodeSource {
  /** A word that is decoded, or looked at in decoding another. */
  abstract int word(int offset);

  /** A halfword, in the same way. */
  abstract int half(int offset);

  /** A halfword that may turn out to be of no interest; only where {@link #has} says so. */
  abstract int peek(int offset);

  /** Whether what is {@code bytes} long can be looked at before it is executed. */
  abstract boolean has(int offset, int bytes);

  /** What comes after an instruction, at an offset; null if that is seen to later. */
  abstract Node next(int offset);

  /** What stands for the instruction at an offset until somebody has come to it. */
  abstract Node link(int offset, Node from);
}
