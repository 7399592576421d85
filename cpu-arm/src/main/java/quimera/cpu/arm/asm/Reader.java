package quimera.cpu.arm.asm;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import quimera.isa.asm.Code;
import quimera.isa.asm.Expression;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;
import quimera.isa.asm.Statement;
import quimera.isa.asm.Token;
import quimera.isa.asm.Token.Kind;

/**
 * Reads the words that operands are made of.
 *
 * @param aliases the source's own names of registers
 * @param armLabels the labels before A32 code
 * @param mayGrow whether an instruction that turns out too narrow has a wide form
 */
record Reader(
    Statement words,
    Code code,
    Map<String, String> aliases,
    boolean thumb,
    Set<String> armLabels,
    Relaxation relaxation,
    boolean mayGrow) {
  private static final Map<String, Integer> CORE = Names.core();

  /** The name that comes next, as the manuals have it; empty if it is no name. */
  String text() {
    Token token = words.peek();
    if (token.kind() != Kind.NAME) {
      return "";
    }
    String alias = aliases.get(token.text());
    return (alias == null ? token.text() : alias).toLowerCase(Locale.ROOT);
  }

  Position at() {
    return words.at();
  }

  boolean skip(String punctuation) {
    return words.skip(punctuation);
  }

  void expect(String punctuation) {
    words.expect(punctuation);
  }

  /** Reads a certain word, if it comes next. */
  boolean skipName(String name) {
    if (text().equals(name)) {
      words.take();
      return true;
    }
    return false;
  }

  SourceError error(Position at, String message) {
    return new SourceError(at, message);
  }

  boolean isArmCode(Expression label) {
    return label instanceof Expression.Pointer pointer
        && pointer.to() instanceof Expression.Symbol symbol
        && armLabels.contains(symbol.name());
  }

  int register() {
    int number = maybeRegister();
    if (number < 0) {
      throw words.expected("a register");
    }
    return number;
  }

  /** A core register's number, or -1 and nothing read. */
  int maybeRegister() {
    int number = core();
    if (number >= 0) {
      words.take();
    }
    return number;
  }

  boolean registerNext() {
    return core() >= 0;
  }

  /** The core register that comes next; A1 and V1 with a capital letter are labels. */
  private int core() {
    char first = words.peek().text().isEmpty() ? 0 : words.peek().text().charAt(0);
    return first == 'A' || first == 'V' ? -1 : CORE.getOrDefault(text(), -1);
  }

  /** One of a bank of registers, such as p0 to p15. */
  int numbered(String letter, int count) {
    int number = Names.numbered(letter, text(), count);
    if (number < 0) {
      throw words.expected("a register " + letter + "0 to " + letter + (count - 1));
    }
    words.take();
    return number;
  }

  /** The first and the last double register of a double or quadruple one. */
  int[] doubles() {
    if (text().startsWith("q")) {
      int first = 2 * numbered("q", 16);
      return new int[] {first, first + 1};
    }
    int number = numbered("d", 32);
    return new int[] {number, number};
  }

  /** An expression, with or without the sign that marks an immediate. */
  Expression immediate() {
    skip("#");
    return words.expression();
  }

  /** Whether an immediate with its sign, or anything that cannot be a register, comes next. */
  boolean immediateNext() {
    return words.peek().is("#") || !registerNext();
  }

  /** A number that is known now. */
  long number() {
    skip("#");
    Position at = at();
    Expression e = words.expression();
    if (!code.known(e) && !code.placed(e)) {
      throw error(at, "a number that is known here was expected");
    }
    return code.value(e);
  }

  int number(int least, int most) {
    skip("#");
    Position at = at();
    long value = number();
    if (value < least || value > most) {
      throw error(at, "a number from " + least + " to " + most + " was expected");
    }
    return (int) value;
  }

  /** A number of 32 bits, with a sign or without. */
  int word() {
    skip("#");
    Position at = at();
    long value = number();
    if (value != (int) value && value >>> 32 != 0) {
      throw error(at, "a number of 32 bits was expected");
    }
    return (int) value;
  }
}
