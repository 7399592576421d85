package quimera.isa.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import quimera.isa.asm.Token.Kind;

/** A macro: lines with parameters. Its labels are its own in every use. */
final class Macro {
  final List<String> parameters;
  private final List<List<Token>> body;
  private final Set<String> labels = new HashSet<>();

  Macro(List<String> parameters, List<List<Token>> body) {
    this.parameters = parameters;
    this.body = body;
    for (List<Token> line : body) {
      if (line.get(0).kind() == Kind.NAME && line.size() > 1 && line.get(1).is(":")) {
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
    Map<String, List<Token>> values = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      values.put(parameters.get(i), arguments.get(i));
    }
    List<List<Token>> lines = new ArrayList<>();
    for (List<Token> line : body) {
      List<Token> expanded = new ArrayList<>();
      for (Token token : line) {
        List<Token> value = token.kind() == Kind.NAME ? value(values, token.text()) : null;
        if (value != null) {
          expanded.addAll(value);
        } else if (token.kind() == Kind.NAME && labels.contains(token.text())) {
          expanded.add(token.named(token.text() + "_M" + number).movedTo(call));
        } else {
          expanded.add(token.movedTo(call));
        }
      }
      lines.add(expanded);
    }
    return lines;
  }

  /** Parameters are %name in MARS, and name in the heading but \name in the body in GNU. */
  private static List<Token> value(Map<String, List<Token>> values, String name) {
    List<Token> value = values.get(name);
    return value == null && name.startsWith("\\") ? values.get(name.substring(1)) : value;
  }
}
