package quimera.isa.asm;

import java.util.HashMap;
import java.util.Map;

/** Labels like {@code 1:}, which may be repeated: 1b is the one before, 1f the one after. */
final class NumberedLabels {
  private final Map<String, Integer> seen = new HashMap<>();

  void clear() {
    seen.clear();
  }

  /** The name under which the next label of this number is kept. */
  String define(String number) {
    int count = seen.merge(number, 1, Integer::sum);
    return unique(number, count);
  }

  /** The kept name of a numbered label, or the name itself if it is another one. */
  String resolve(Token token) {
    String name = token.text();
    int last = name.length() - 1;
    if (!Character.isDigit(name.charAt(0))) {
      return name;
    }
    String number = name.substring(0, last);
    int count = seen.getOrDefault(number, 0);
    if (name.charAt(last) == 'b' && count == 0) {
      throw new SourceError(token.at(), "there is no label '" + number + ":' above");
    }
    return unique(number, name.charAt(last) == 'f' ? count + 1 : count);
  }

  private static String unique(String number, int count) {
    return number + "@" + count;
  }
}
