package quimera.isa.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import quimera.isa.asm.Token.Kind;

/**
 * What happens to statements before they are assembled: macros, {@code .eqv}, {@code .include},
 * {@code .rept} and conditions.
 */
final class Expander {
  private static final int DEEPEST = 200;

  private final Sources sources;
  private final char comment;
  private final List<Diagnostic> diagnostics;
  private final Consumer<List<Token>> statements;
  private final ToLongFunction<List<Token>> constants;
  private final Map<String, Macro> macros = new HashMap<>();
  private final Map<String, List<Token>> equivalents = new HashMap<>();
  private int uses;
  private int depth;

  Expander(
      Sources sources,
      char comment,
      List<Diagnostic> diagnostics,
      Consumer<List<Token>> statements,
      ToLongFunction<List<Token>> constants) {
    this.sources = sources;
    this.comment = comment;
    this.diagnostics = diagnostics;
    this.statements = statements;
    this.constants = constants;
  }

  /** Forgets macros and the like. */
  void clear() {
    macros.clear();
    equivalents.clear();
    uses = 0;
    depth = 0;
  }

  void source(Sources.Text text) {
    lines(Lexer.split(text.name(), text.content(), comment, diagnostics));
  }

  private void lines(List<List<Token>> lines) {
    if (++depth > DEEPEST) {
      throw new SourceError(
          lines.get(0).get(0).at(), "macros or includes nest too deeply", "does one use itself");
    }
    for (int i = 0; i < lines.size(); i++) {
      try {
        i = line(lines, i);
      } catch (SourceError e) {
        diagnostics.add(e.diagnostic());
      }
    }
    depth--;
  }

  /** Executes line {@code i} and returns the last that belongs to it. */
  private int line(List<List<Token>> lines, int i) {
    List<Token> line = lines.get(i);
    Token first = line.get(0);
    switch (first.text()) {
      case ".macro" -> {
        int end = end(lines, i, ".macro", List.of(".end_macro", ".endm"));
        define(line, lines.subList(i + 1, end));
        return end;
      }
      case ".rept" -> {
        int end = end(lines, i, ".rept", List.of(".endr"));
        long count = constants.applyAsLong(replaced(line.subList(1, line.size())));
        for (long n = 0; n < count; n++) {
          lines(lines.subList(i + 1, end));
        }
        return end;
      }
      case ".if", ".ifdef", ".ifndef" -> {
        return condition(lines, i);
      }
      default -> {}
    }
    if (first.text().equals(".eqv") && first.kind() == Kind.NAME) {
      if (line.get(1).kind() != Kind.NAME) {
        throw new SourceError(line.get(1).at(), "expected the name that stands for something");
      }
      int from = line.get(2).is(",") ? 3 : 2;
      equivalents.put(line.get(1).text(), replaced(line.subList(from, line.size() - 1)));
      return i;
    }
    List<Token> statement = replaced(line);
    if (!include(statement) && !use(statement)) {
      statements.accept(statement);
    }
    return i;
  }

  private int end(List<List<Token>> lines, int from, String opens, List<String> closes) {
    int nested = 0;
    for (int i = from; i < lines.size(); i++) {
      String word = lines.get(i).get(0).text();
      if (word.equals(opens)) {
        nested++;
      } else if (closes.contains(word) && --nested == 0) {
        return i;
      }
    }
    throw new SourceError(
        lines.get(from).get(0).at(), opens + " is not closed", "close it with " + closes.get(0));
  }

  private int condition(List<List<Token>> lines, int from) {
    int nested = 0;
    int otherwise = -1;
    int end = -1;
    for (int i = from; i < lines.size() && end < 0; i++) {
      String word = lines.get(i).get(0).text();
      if (word.startsWith(".if")) {
        nested++;
      } else if (word.equals(".else") && nested == 1) {
        otherwise = i;
      } else if (word.equals(".endif") && --nested == 0) {
        end = i;
      }
    }
    List<Token> line = lines.get(from);
    if (end < 0) {
      throw new SourceError(line.get(0).at(), "a condition is not closed", "close it with .endif");
    }
    boolean holds;
    if (line.get(0).text().equals(".if")) {
      holds = constants.applyAsLong(replaced(line.subList(1, line.size()))) != 0;
    } else {
      boolean defined = equivalents.containsKey(line.get(1).text());
      holds = defined == line.get(0).text().equals(".ifdef");
    }
    int split = otherwise < 0 ? end : otherwise;
    if (holds) {
      lines(lines.subList(from + 1, split));
    } else if (otherwise >= 0) {
      lines(lines.subList(split + 1, end));
    }
    return end;
  }

  private void define(List<Token> heading, List<List<Token>> body) {
    if (heading.get(1).kind() != Kind.NAME) {
      throw new SourceError(heading.get(1).at(), "expected the macro's name");
    }
    List<String> parameters = new ArrayList<>();
    for (Token token : heading.subList(2, heading.size())) {
      if (token.kind() == Kind.NAME) {
        parameters.add(token.text());
      }
    }
    macros.put(key(heading.get(1).text(), parameters.size()), new Macro(parameters, body));
  }

  /** Macros of one name with different numbers of parameters are different ones. */
  private static String key(String name, int parameters) {
    return name + "/" + parameters;
  }

  private List<Token> replaced(List<Token> line) {
    if (equivalents.isEmpty()) {
      return line;
    }
    List<Token> result = new ArrayList<>(line.size());
    for (Token token : line) {
      List<Token> value = token.kind() == Kind.NAME ? equivalents.get(token.text()) : null;
      if (value == null) {
        result.add(token);
      } else {
        value.forEach(t -> result.add(t.movedTo(token.at())));
      }
    }
    return result;
  }

  private boolean include(List<Token> line) {
    Token first = line.get(0);
    if (first.kind() != Kind.NAME || !first.text().equals(".include")) {
      return false;
    }
    Token file = line.get(1);
    if (file.kind() != Kind.STRING) {
      throw new SourceError(file.at(), "expected a file name in double quotes");
    }
    Sources.Text text = sources.find(file.text(), first.at().file());
    if (text == null) {
      throw new SourceError(
          file.at(),
          "there is no file \"" + file.text() + "\" to include",
          "names are relative to the including file");
    }
    source(text);
    return true;
  }

  private boolean use(List<Token> line) {
    int at = 0;
    while (at + 1 < line.size() && line.get(at + 1).is(":")) {
      at += 2;
    }
    Token name = line.get(at);
    if (name.kind() != Kind.NAME || macros.isEmpty()) {
      return false;
    }
    List<List<Token>> arguments = arguments(line.subList(at + 1, line.size()));
    Macro macro = macros.get(key(name.text(), arguments.size()));
    if (macro == null) {
      if (macros.keySet().stream().anyMatch(k -> k.startsWith(name.text() + "/"))) {
        throw new SourceError(
            name.at(),
            "the macro '" + name.text() + "' does not take " + arguments.size() + " arguments");
      }
      return false;
    }
    if (at > 0) {
      List<Token> label = new ArrayList<>(line.subList(0, at));
      label.add(line.get(line.size() - 1));
      statements.accept(label);
    }
    lines(macro.expand(arguments, uses++, name.at()));
    return true;
  }

  /** Between commas, or separated by white space; brackets around all of them are left out. */
  private static List<List<Token>> arguments(List<Token> rest) {
    List<Token> words = rest.subList(0, rest.size() - 1);
    if (words.size() >= 2 && words.get(0).is("(") && words.get(words.size() - 1).is(")")) {
      words = words.subList(1, words.size() - 1);
    }
    List<List<Token>> arguments = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    int nested = 0;
    Token before = null;
    for (Token word : words) {
      nested += word.is("(") ? 1 : word.is(")") ? -1 : 0;
      boolean apart = before != null && word.spaced() && joins(before) && joins(word);
      if (word.is(",") && nested == 0 || apart && nested == 0 && !current.isEmpty()) {
        arguments.add(current);
        current = new ArrayList<>();
      }
      if (!word.is(",") || nested != 0) {
        current.add(word);
      }
      before = word;
    }
    if (!current.isEmpty()) {
      arguments.add(current);
    }
    return arguments;
  }

  /** Whether a word is an argument by itself and not an operator between two. */
  private static boolean joins(Token word) {
    return word.kind() != Kind.PUNCTUATION;
  }
}
