package quimera.isa.asm;

/** Where an instruction set puts the words that it assembles. */
public interface Code {
  /** A finished word. */
  void word(int word);

  /** A word with a field to be filled in when all labels are known. */
  void word(int word, Expression value, Patch patch);

  /** A finished instruction of 16 bits. */
  void half(int half);

  /** An instruction of 16 bits with a field to be filled in when all labels are known. */
  void half(int half, Expression value, Patch patch);

  /** A finished instruction of two halfwords; the one in the upper bits comes first. */
  void halves(int pair);

  /** Two halfwords with a field to be filled in when all labels are known. */
  void halves(int pair, Expression value, Patch patch);

  /** A word of data: a number, or a pointer to a label. */
  void data(Expression value);

  /** Fills up to the next multiple of {@code bytes}. */
  void align(int bytes);

  /** The name of the current section, with the dot. */
  String section();

  /** Marks a label, whose pointers then have bit 0 set. */
  void mark(String label);

  /** Defines a constant. */
  void define(String name, long value);

  /** The address of the next word. */
  int address();

  /** Whether the value of {@code expression} is known already, and stays. */
  boolean known(Expression expression);

  /** Whether the value of {@code expression} is known now that the labels so far are placed. */
  boolean placed(Expression expression);

  /** The value of a known or placed expression. */
  long value(Expression expression);

  /** Assembles statements that an instruction stands for. */
  void statement(String text, Position at, java.util.List<java.util.List<Token>> operands);

  /** Fills a field. */
  @FunctionalInterface
  interface Patch {
    /** The word with the field filled in; complains if the value does not fit. */
    int apply(int word, long value, int address, Position at);
  }
}
