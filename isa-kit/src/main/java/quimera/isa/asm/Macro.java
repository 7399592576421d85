package quimera.isa.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import quimera.isa.asm.Token.Kind;

/** A macro: lines with parameters. Its labels are its own in every use, unless it is GNU's. */
final class Macro {
  /**
   * A parameter.
   *
   * @param otherwise what it stands for if left out; null if it must be given
   * @param rest whether it takes all arguments that are left
   */
  record Parameter(String name, List<Token> otherwise, boolean rest) {}

  private final List<Parameter> parameters;
  private final List<List<Token>> body;
  private final boolean gnu;
  private final Set<String> labels = new HashSet<>();

  Macro(List<Parameter> parameters, List<List<Token>> body, boolean gnu) {
    this.parameters = parameters;
    this.body = body;
    this.gnu = gnu;
    for (List<Token> line : body) {
      boolean label = line.get(0).kind() == Kind.NAME && line.size() > 1 && line.get(1).is(":");
      if (label && !gnu) {
        labels.add(line.get(0).text());
      }
    }
  }

  /**
   * The lines of one use.
   *
   * @param number of the use, which makes the labels unique
   */
  List<List<Token>> expand(List<List<Token>> arguments, int number, Position call) {
    Map<String, List<Token>> values = values(arguments);
    values.put("\\@", List.of(new Token(Kind.INTEGER, "" + number, number, call, false)));
    values.put("\\()", List.of());
    List<List<Token>> lines = new ArrayList<>();
    for (List<Token> line : body) {
      Line expanded = new Line();
      for (Token token : line) {
        List<Token> value = token.kind() == Kind.NAME ? value(values, token.text()) : null;
        if (value != null) {
          expanded.replace(token, value);
        } else if (token.kind() == Kind.NAME && labels.contains(token.text())) {
          expanded.add(token.named(token.text() + "_M" + number).movedTo(call));
        } else {
          expanded.add(token.movedTo(call));
        }
      }
      if (expanded.tokens.size() > 1) {
        lines.add(expanded.tokens);
      }
    }
    return lines;
  }

  /** What the parameters stand for: arguments in order, or by name, or what they are otherwise. */
  private Map<String, List<Token>> values(List<List<Token>> arguments) {
    Map<String, List<Token>> values = new HashMap<>();
    int next = 0;
    for (List<Token> argument : arguments) {
      String name = argument.size() > 2 && argument.get(1).is("=") ? argument.get(0).text() : "";
      if (parameters.stream().anyMatch(p -> p.name.equals(name))) {
        values.put(name, argument.subList(2, argument.size()));
      } else if (next < parameters.size() && !parameters.get(next).rest) {
        values.put(parameters.get(next++).name, argument);
      } else {
        List<Token> rest =
            values.computeIfAbsent(parameters.get(next).name, n -> new ArrayList<>());
        if (!rest.isEmpty()) {
          rest.add(new Token(Kind.PUNCTUATION, ",", 0, argument.get(0).at(), false));
        }
        rest.addAll(argument);
      }
    }
    for (Parameter parameter : parameters) {
      values.putIfAbsent(
          parameter.name, parameter.otherwise == null ? List.of() : parameter.otherwise);
    }
    return values;
  }

  /** Parameters are %name in MARS, and name in the heading but \name in the body in GNU. */
  private List<Token> value(Map<String, List<Token>> values, String name) {
    List<Token> value = gnu && !name.startsWith("\\") ? null : values.get(name);
    return value == null && name.startsWith("\\") ? values.get(name.substring(1)) : value;
  }

  /** A line of a use: what stands next to a parameter without a space becomes one word with it. */
  private static final class Line {
    final List<Token> tokens = new ArrayList<>();
    private boolean afterValue;

    void add(Token token) {
      append(token, afterValue && !token.spaced());
      afterValue = false;
    }

    void replace(Token parameter, List<Token> value) {
      for (int i = 0; i < value.size(); i++) {
        append(value.get(i), i == 0 && !parameter.spaced());
      }
      afterValue = true;
    }

    private void append(Token token, boolean joins) {
      Token before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
      if (joins && before != null && isWord(before) && isWord(token)) {
        tokens.set(tokens.size() - 1, before.joined(token));
      } else {
        tokens.add(token);
      }
    }

    private static boolean isWord(Token token) {
      return token.kind() == Kind.NAME || token.kind() == Kind.INTEGER;
    }
  }
}
