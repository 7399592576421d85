package quimera.isa.asm;

/**
 * A word of a statement.
 *
 * @param text as written; of a string what it stands for
 * @param value of an integer or a character
 * @param spaced whether white space stands before it
 */
public record Token(Kind kind, String text, long value, Position at, boolean spaced) {
  /** What a token is. */
  public enum Kind {
    /** A label, mnemonic, directive or register. */
    NAME,
    /** A whole number or a character. */
    INTEGER,
    /** A number with a point or an exponent. */
    REAL,
    /** Text in double quotes. */
    STRING,
    /** An operator, bracket or separator. */
    PUNCTUATION,
    /** The end of the statement. */
    END
  }

  /** Whether it is this operator, bracket or separator. */
  public boolean is(String punctuation) {
    return kind == Kind.PUNCTUATION && text.equals(punctuation);
  }

  /** The same word at another place, for macros: complaints name the call. */
  Token movedTo(Position place) {
    return new Token(kind, text, value, place, spaced);
  }

  Token named(String name) {
    return new Token(kind, name, value, at, spaced);
  }

  /** One word of two that stand next to each other; a number if it reads like one. */
  Token joined(Token next) {
    String whole = text + next.text;
    boolean number = whole.matches("0|[1-9][0-9]{0,17}");
    return new Token(
        number ? Kind.INTEGER : Kind.NAME, whole, number ? Long.parseLong(whole) : 0, at, spaced);
  }

  /** How a message shows it. */
  public String shown() {
    return switch (kind) {
      case END -> "the end of the line";
      case STRING -> "the string \"" + text + "\"";
      default -> "'" + text + "'";
    };
  }
}
