package quimera.isa.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import quimera.isa.asm.Token.Kind;

/**
 * What happens to statements before they are assembled: macros, {@code .eqv}, {@code .include},
 * {@code .rept} and conditions.
 */
final class Expander {
  private static final int DEEPEST = 200;

  private final Sources sources;
  private final InstructionSet isa;
  private final List<Diagnostic> diagnostics;
  private final Consumer<List<Token>> statements;
  private final ToLongFunction<List<Token>> constants;
  private final Predicate<String> defined;
  private final Map<String, Macro> macros = new HashMap<>();
  private final Map<String, List<Token>> equivalents = new HashMap<>();
  private int uses;
  private int depth;

  Expander(
      Sources sources,
      InstructionSet isa,
      List<Diagnostic> diagnostics,
      Consumer<List<Token>> statements,
      ToLongFunction<List<Token>> constants,
      Predicate<String> defined) {
    this.sources = sources;
    this.isa = isa;
    this.diagnostics = diagnostics;
    this.statements = statements;
    this.constants = constants;
    this.defined = defined;
  }

  /** Forgets macros and the like. */
  void clear() {
    macros.clear();
    equivalents.clear();
    uses = 0;
    depth = 0;
  }

  void source(Sources.Text text) {
    lines(Lexer.split(text.name(), text.content(), isa.comment(), diagnostics));
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
        int end = end(lines, i, List.of(".macro"), List.of(".end_macro", ".endm"));
        define(line, lines.subList(i + 1, end));
        return end;
      }
      case ".rept" -> {
        int end = end(lines, i, List.of(".rept", ".irp"), List.of(".endr"));
        long count = constants.applyAsLong(replaced(line.subList(1, line.size())));
        for (long n = 0; n < count; n++) {
          lines(lines.subList(i + 1, end));
        }
        return end;
      }
      case ".irp" -> {
        int end = end(lines, i, List.of(".irp", ".rept"), List.of(".endr"));
        repeat(line, lines.subList(i + 1, end));
        return end;
      }
      case ".if", ".ifdef", ".ifndef", ".ifeq", ".ifne", ".ifc", ".ifnc", ".ifb", ".ifnb" -> {
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

  private int end(List<List<Token>> lines, int from, List<String> opens, List<String> closes) {
    int nested = 0;
    for (int i = from; i < lines.size(); i++) {
      String word = lines.get(i).get(0).text();
      if (opens.contains(word)) {
        nested++;
      } else if (closes.contains(word) && --nested == 0) {
        return i;
      }
    }
    throw new SourceError(
        lines.get(from).get(0).at(),
        lines.get(from).get(0).text() + " is not closed",
        "close it with " + closes.get(0));
  }

  /** .irp name, a, b, c: the lines once for each. */
  private void repeat(List<Token> heading, List<List<Token>> body) {
    List<List<Token>> arguments = arguments(replaced(heading.subList(1, heading.size())));
    if (arguments.isEmpty()) {
      throw new SourceError(heading.get(0).at(), "expected the name that changes and its values");
    }
    String name = arguments.get(0).get(0).text();
    Macro macro = new Macro(List.of(new Macro.Parameter(name, null, false)), body, true);
    for (List<Token> value : arguments.subList(1, arguments.size())) {
      lines(macro.expand(List.of(value), uses, heading.get(0).at()));
    }
  }

  /** Executes the part of a condition that holds, if any; returns its last line. */
  private int condition(List<List<Token>> lines, int from) {
    List<Integer> parts = new ArrayList<>(List.of(from));
    int nested = 0;
    int end = -1;
    for (int i = from; i < lines.size() && end < 0; i++) {
      String word = lines.get(i).get(0).text();
      if (word.startsWith(".if")) {
        nested++;
      } else if (nested == 1 && (word.equals(".else") || word.equals(".elseif"))) {
        parts.add(i);
      } else if (word.equals(".endif") && --nested == 0) {
        end = i;
      }
    }
    if (end < 0) {
      throw new SourceError(
          lines.get(from).get(0).at(), "a condition is not closed", "close it with .endif");
    }
    parts.add(end);
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (holds(lines.get(parts.get(i)))) {
        lines(lines.subList(parts.get(i) + 1, parts.get(i + 1)));
        break;
      }
    }
    return end;
  }

  private boolean holds(List<Token> line) {
    List<Token> rest = line.subList(1, line.size());
    String name = rest.get(0).text();
    return switch (line.get(0).text()) {
      case ".else" -> true;
      case ".ifdef" -> equivalents.containsKey(name) || defined.test(name);
      case ".ifndef" -> !equivalents.containsKey(name) && !defined.test(name);
      case ".ifeq" -> constants.applyAsLong(replaced(rest)) == 0;
      case ".ifb" -> rest.size() == 1;
      case ".ifnb" -> rest.size() > 1;
      case ".ifc" -> same(rest);
      case ".ifnc" -> !same(rest);
      default -> constants.applyAsLong(replaced(rest)) != 0;
    };
  }

  /** Whether the words before the comma are those after it. */
  private static boolean same(List<Token> words) {
    List<String> texts = words.stream().limit(words.size() - 1L).map(Token::text).toList();
    int comma = texts.indexOf(",");
    return comma >= 0 && texts.subList(0, comma).equals(texts.subList(comma + 1, texts.size()));
  }

  private void define(List<Token> heading, List<List<Token>> body) {
    if (heading.get(1).kind() != Kind.NAME) {
      throw new SourceError(heading.get(1).at(), "expected the macro's name");
    }
    List<Macro.Parameter> parameters = parameters(heading.subList(2, heading.size() - 1));
    Macro macro = new Macro(parameters, body, isa.gnuMacros());
    String name = heading.get(1).text();
    int most = parameters.size();
    if (most > 0 && parameters.get(most - 1).rest()) {
      macros.put(key(name, -1), macro);
    }
    macros.put(key(name, most), macro);
    while (most > 0 && (isa.gnuMacros() || parameters.get(most - 1).otherwise() != null)) {
      macros.put(key(name, --most), macro);
    }
  }

  /** Names, each with :req, :vararg or =value after it, in GNU's form. */
  private static List<Macro.Parameter> parameters(List<Token> words) {
    List<Macro.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Token name = words.get(i);
      if (name.kind() != Kind.NAME) {
        continue;
      }
      boolean rest = false;
      List<Token> otherwise = null;
      if (i + 2 < words.size() && words.get(i + 1).is(":")) {
        rest = words.get(i + 2).text().equals("vararg");
        i += 2;
      }
      if (i + 1 < words.size() && words.get(i + 1).is("=")) {
        int end = i + 2;
        while (end < words.size()
            && !words.get(end).is(",")
            && (end == i + 2 || !words.get(end).spaced())) {
          end++;
        }
        otherwise = words.subList(i + 2, end);
        i = end - 1;
      }
      parameters.add(new Macro.Parameter(name.text(), otherwise, rest));
    }
    return parameters;
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
      macro = macros.get(key(name.text(), -1));
    }
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
