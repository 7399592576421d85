package quimera.isa.asm;

import java.util.ArrayList;
import java.util.List;
import quimera.isa.asm.Token.Kind;

/** Splits source text into statements, and those into tokens. */
final class Lexer {
  private static final String[] LONG_OPERATORS = {"<<", ">>", "==", "!=", "<=", ">=", "&&", "||"};

  private final String file;
  private final String text;
  private final char comment;
  private final List<Diagnostic> diagnostics;
  private final List<List<Token>> lines = new ArrayList<>();
  private List<Token> line = new ArrayList<>();
  private int at;
  private int lineNumber = 1;
  private int lineStart;

  private Lexer(String file, String text, char comment, List<Diagnostic> diagnostics) {
    this.file = file;
    this.text = text;
    this.comment = comment;
    this.diagnostics = diagnostics;
  }

  /** The statements of a text, each closed by an END token; empty ones are left out. */
  static List<List<Token>> split(
      String file, String text, char comment, List<Diagnostic> diagnostics) {
    Lexer lexer = new Lexer(file, text, comment, diagnostics);
    lexer.run();
    return lexer.lines;
  }

  private void run() {
    while (at < text.length()) {
      try {
        lex();
      } catch (SourceError e) {
        diagnostics.add(e.diagnostic());
        line.clear();
        skipLine();
      }
    }
    endStatement();
  }

  private void lex() {
    boolean spaced = line.isEmpty();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        endStatement();
        at++;
        lineNumber++;
        lineStart = at;
        return;
      } else if (c == ';') {
        endStatement();
        at++;
        return;
      } else if (c == comment || text.startsWith("//", at) || c == '#' && line.isEmpty()) {
        skipLine();
      } else if (text.startsWith("/*", at)) {
        skipBlock();
        spaced = true;
      } else if (Character.isWhitespace(c)) {
        at++;
        spaced = true;
      } else {
        line.add(token(c, spaced));
        return;
      }
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void skipBlock() {
    Position start = position();
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      at = text.length();
      throw new SourceError(start, "a comment that is not closed", "close it with */");
    }
    for (; at < end + 2; at++) {
      if (text.charAt(at) == '\n') {
        lineNumber++;
        lineStart = at + 1;
      }
    }
  }

  private void endStatement() {
    if (!line.isEmpty()) {
      line.add(new Token(Kind.END, "", 0, position(), true));
      lines.add(line);
      line = new ArrayList<>();
    }
  }

  private Position position() {
    return new Position(file, lineNumber, at - lineStart + 1);
  }

  private Token token(char c, boolean spaced) {
    Position start = position();
    int from = at;
    if (c == '"') {
      return new Token(Kind.STRING, quoted('"'), 0, start, spaced);
    }
    if (c == '\'') {
      String content = quoted('\'');
      if (content.length() != 1) {
        throw new SourceError(start, "one character was expected between quotes");
      }
      return new Token(Kind.INTEGER, text.substring(from, at), content.charAt(0), start, spaced);
    }
    if (c >= '0' && c <= '9' || c == '.' && digitAt(at + 1) && !text.startsWith("byte", at + 2)) {
      return number(start, spaced);
    }
    if (c == '\\' && (text.startsWith("()", at + 1) || text.startsWith("@", at + 1))) {
      at += text.charAt(at + 1) == '@' ? 2 : 3;
      return new Token(Kind.NAME, text.substring(from, at), 0, start, spaced);
    }
    if (startsName(c) || (c == '%' || c == '\\') && nameAt(at + 1)) {
      at++;
      while (at < text.length() && continuesName(text.charAt(at))) {
        at++;
      }
      return new Token(Kind.NAME, text.substring(from, at), 0, start, spaced);
    }
    for (String operator : LONG_OPERATORS) {
      if (text.startsWith(operator, at)) {
        at += 2;
        return new Token(Kind.PUNCTUATION, operator, 0, start, spaced);
      }
    }
    if ("+-*/%&|^~!<>=(),:[]{}#".indexOf(c) < 0) {
      throw new SourceError(start, "the character '" + c + "' has no meaning here");
    }
    at++;
    return new Token(Kind.PUNCTUATION, String.valueOf(c), 0, start, spaced);
  }

  private boolean digitAt(int index) {
    return index < text.length() && Character.isDigit(text.charAt(index));
  }

  private boolean nameAt(int index) {
    return index < text.length() && Character.isLetter(text.charAt(index));
  }

  private static boolean startsName(char c) {
    return Character.isLetter(c) || c == '_' || c == '.' || c == '$';
  }

  private static boolean continuesName(char c) {
    return startsName(c) || Character.isDigit(c);
  }

  /** 12, 0x1F, 0b101, 017, 1.5, 2e3; 1f and 1b are the names of numbered labels. */
  private Token number(Position start, boolean spaced) {
    int from = at;
    if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
      at += 2;
      return integer(start, spaced, from, from + 2, 16);
    }
    if (text.startsWith("0b", at)
        && at + 2 < text.length()
        && "01".indexOf(text.charAt(at + 2)) >= 0) {
      at += 2;
      return integer(start, spaced, from, from + 2, 2);
    }
    skipDigits();
    boolean real = false;
    if (at < text.length() && text.charAt(at) == '.') {
      real = true;
      at++;
      skipDigits();
    }
    if (at < text.length() && (text.charAt(at) | 32) == 'e') {
      int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
      if (digitAt(at + 1 + sign)) {
        real = true;
        at += 1 + sign;
        skipDigits();
      }
    }
    if (real) {
      return new Token(Kind.REAL, text.substring(from, at), 0, start, spaced);
    }
    if (at < text.length() && "fb".indexOf(text.charAt(at)) >= 0 && !continues(at + 1)) {
      at++;
      return new Token(Kind.NAME, text.substring(from, at), 0, start, spaced);
    }
    boolean octal = text.charAt(from) == '0' && at - from > 1;
    int end = at;
    at = from;
    Token token = integer(start, spaced, from, from, octal ? 8 : 10);
    at = Math.max(at, end);
    return token;
  }

  private boolean continues(int index) {
    return index < text.length() && continuesName(text.charAt(index));
  }

  private void skipDigits() {
    while (digitAt(at)) {
      at++;
    }
  }

  private Token integer(Position start, boolean spaced, int from, int digits, int radix) {
    at = digits;
    while (continues(at)) {
      at++;
    }
    String written = text.substring(digits, at);
    try {
      long value = Long.parseUnsignedLong(written, radix);
      return new Token(Kind.INTEGER, text.substring(from, at), value, start, spaced);
    } catch (NumberFormatException e) {
      throw new SourceError(
          start,
          "'" + text.substring(from, at) + "' is no number",
          "numbers are 10, 0x1F, 0b101 or 017");
    }
  }

  /** What stands between quotes, a byte a character. */
  private String quoted(char quote) {
    Position start = position();
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at++);
      if (c == quote) {
        return content.toString();
      }
      content.append(c == '\\' ? escaped() : c);
    }
    throw new SourceError(start, "the closing " + quote + " is missing on this line");
  }

  private char escaped() {
    Position place = position();
    char c = at < text.length() ? text.charAt(at++) : '\n';
    if (c >= '0' && c <= '7') {
      int value = c - '0';
      for (int i = 0;
          i < 2 && at < text.length() && "01234567".indexOf(text.charAt(at)) >= 0;
          i++) {
        value = value * 8 + text.charAt(at++) - '0';
      }
      return (char) (value & 0xFF);
    }
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      case 'e' -> 27;
      case '\\', '"', '\'' -> c;
      case 'x', 'X' -> {
        int value = 0;
        int from = at;
        while (at < text.length() && at < from + 2 && Character.digit(text.charAt(at), 16) >= 0) {
          value = value * 16 + Character.digit(text.charAt(at++), 16);
        }
        yield (char) value;
      }
      default ->
          throw new SourceError(
              place, "there is no escape \\" + c, "known: \\n \\t \\\" \\\\ \\0 \\x41");
    };
  }
}
