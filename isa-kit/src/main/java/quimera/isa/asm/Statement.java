package quimera.isa.asm;

import java.util.List;
import java.util.function.LongSupplier;
import quimera.isa.asm.Token.Kind;

/** The words of one statement, read from left to right. */
public final class Statement {
  private static final String[][] LEVELS = {
    {"||"},
    {"&&"},
    {"|"},
    {"^"},
    {"&"},
    {"==", "!=", "<", ">", "<=", ">="},
    {"<<", ">>"},
    {"+", "-"},
    {"*", "/", "%"}
  };

  private final List<Token> tokens;
  private final NumberedLabels numbered;
  private final LongSupplier here;
  private int next;

  Statement(List<Token> tokens, NumberedLabels numbered, LongSupplier here) {
    this.tokens = tokens;
    this.here = here;
    this.numbered = numbered;
  }

  /** The word that comes next. */
  public Token peek() {
    return tokens.get(next);
  }

  /** The word after the next, or the end. */
  public Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  /** Reads a word. */
  public Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  /** Where the next word stands. */
  public Position at() {
    return peek().at();
  }

  /** Whether all was read. */
  public boolean ended() {
    return peek().kind() == Kind.END;
  }

  /** Reads this separator if it comes next. */
  public boolean skip(String punctuation) {
    if (peek().is(punctuation)) {
      next++;
      return true;
    }
    return false;
  }

  /** Reads this separator, or complains. */
  public void expect(String punctuation) {
    if (!skip(punctuation)) {
      throw expected("'" + punctuation + "'");
    }
  }

  /** Complains if something is left. */
  public void expectEnd() {
    if (!ended()) {
      throw expected("the end of the line");
    }
  }

  /** A name, or a complaint that says what the name is for. */
  public Token name(String what) {
    if (peek().kind() != Kind.NAME) {
      throw expected(what);
    }
    return take();
  }

  /** A complaint at the next word. */
  public SourceError expected(String what) {
    return new SourceError(at(), "expected " + what + ", found " + peek().shown());
  }

  /** Where reading has come to, to go back there. */
  public int mark() {
    return next;
  }

  /** Goes back. */
  public void backTo(int mark) {
    next = mark;
  }

  /** The words that were read since a mark. */
  public List<Token> since(int mark) {
    return tokens.subList(mark, next);
  }

  /** An expression. */
  public Expression expression() {
    return binary(0);
  }

  private Expression binary(int level) {
    if (level == LEVELS.length) {
      return unary();
    }
    Expression left = binary(level + 1);
    while (continuesWith(LEVELS[level])) {
      Token operator = take();
      left = new Expression.Binary(operator.at(), operator.text(), left, binary(level + 1));
    }
    return left;
  }

  /** "4 -5" are two operands where commas are optional; "4 - 5" and "4-5" are one. */
  private boolean continuesWith(String[] operators) {
    Token token = peek();
    for (String operator : operators) {
      if (token.is(operator)) {
        boolean sign = operator.equals("-") || operator.equals("+");
        return !(sign && token.spaced() && !peekSecond().spaced());
      }
    }
    return false;
  }

  private Expression unary() {
    Token token = peek();
    if (token.is("-") || token.is("~") || token.is("+") || token.is("!")) {
      take();
      return new Expression.Unary(token.at(), token.text(), unary());
    }
    if (skip("(")) {
      Expression inner = expression();
      expect(")");
      return inner;
    }
    if (token.kind() == Kind.INTEGER) {
      take();
      return new Expression.Literal(token.at(), token.value());
    }
    if (token.kind() == Kind.NAME && !token.text().startsWith("$")) {
      take();
      if (token.text().equals(".")) {
        return new Expression.Here(token.at(), here.getAsLong() & 0xFFFF_FFFFL);
      }
      return new Expression.Symbol(token.at(), numbered.resolve(token));
    }
    throw expected("a number or a label");
  }

  /** A number, with a point or without. */
  public double real() {
    boolean minus = skip("-");
    if (!minus) {
      skip("+");
    }
    Token token = peek();
    double value;
    if (token.kind() == Kind.REAL) {
      value = Double.parseDouble(token.text());
    } else if (token.kind() == Kind.INTEGER) {
      value = token.value();
    } else {
      throw expected("a floating-point number");
    }
    take();
    return minus ? -value : value;
  }
}
