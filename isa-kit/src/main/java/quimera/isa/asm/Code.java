package quimera.isa.asm;

/** Where an instruction set puts the words that it assembles. */
public interface Code {
  /** A finished word. */
  void word(int word);

  /** A word with a field to be filled in when all labels are known. */
  void word(int word, Expression value, Patch patch);

  /** The address of the next word. */
  int address();

  /** Whether the value of {@code expression} is known already, and stays. */
  boolean known(Expression expression);

  /** The value of a known expression. */
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
