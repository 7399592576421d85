package quimera.cpu.arm.asm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the tables of instructions.
 *
 * <p>A line is mnemonic, operands, the word without its operands:
 *
 * <ul>
 *   <li>{@code {s}} after a mnemonic: it may have an S, which is bit 20; {@code {S}}: it must have
 *       one; {@code {i}}: it sets the flags outside of IT blocks only.
 *   <li>{@code <and=0,eor=00200000>} in a mnemonic: an instruction each, whose bits are added.
 *   <li>{@code *} before the operands: the first may be left out, it is the second then.
 *   <li>{@code -}: no operands. {@link Operands} explains the others.
 * </ul>
 */
final class Forms {
  private static final Pattern CHOICE = Pattern.compile("<([^>]*)>");

  private final Operands operands = new Operands();
  private final Map<String, List<Form>> forms = new LinkedHashMap<>();
  private IntUnaryOperator encoding;

  /** Adds the instructions of a table after those that are known already. */
  Forms add(String table, Form.Width width) {
    return add(table, width, word -> word);
  }

  /** Adds instructions whose words are other ones here. */
  Forms add(String table, Form.Width width, IntUnaryOperator change) {
    encoding = change;
    table.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(l -> line(l, width));
    return this;
  }

  Map<String, List<Form>> byName() {
    return Collections.unmodifiableMap(forms);
  }

  private void line(String line, Form.Width width) {
    String[] words = line.split(" ", -1);
    expand(words[0], words[1], Integer.parseUnsignedInt(words[2], 16), width);
  }

  private void expand(String name, String written, int word, Form.Width width) {
    Matcher choice = CHOICE.matcher(name);
    if (!choice.find()) {
      if (written.startsWith("*")) {
        define(name, written.substring(1), word, width);
        define(name, shortened(written.substring(1)), word, width);
      } else {
        define(name, written, word, width);
      }
      return;
    }
    for (String alternative : choice.group(1).split(",", -1)) {
      int equals = alternative.indexOf('=');
      int bits = Integer.parseUnsignedInt(alternative.substring(equals + 1), 16);
      String text = alternative.substring(0, equals);
      expand(
          name.substring(0, choice.start()) + text + name.substring(choice.end()),
          written,
          word ^ bits,
          width);
    }
  }

  /** "rd@12,rn@16,x" becomes "rd@12+16,x". */
  private static String shortened(String written) {
    String[] words = written.split(",");
    List<String> shorter = new ArrayList<>(List.of(words));
    shorter.remove(1);
    shorter.set(0, words[0] + "+" + words[1].substring(words[1].indexOf('@') + 1));
    return String.join(",", shorter);
  }

  private void define(String written, String list, int word, Form.Width width) {
    int brace = written.indexOf('{');
    String name = brace < 0 ? written : written.substring(0, brace);
    Form.Flags flags =
        switch (written.substring(name.length())) {
          case "{s}" -> Form.Flags.OPTIONAL;
          case "{S}" -> Form.Flags.REQUIRED;
          case "{i}" -> Form.Flags.OUTSIDE_IT;
          default -> Form.Flags.FIXED;
        };
    List<Operand> kinds = new ArrayList<>();
    if (!list.equals("-")) {
      for (String operand : list.split(",", -1)) {
        kinds.add(operands.of(operand));
      }
    }
    forms
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(new Form(name, flags, List.copyOf(kinds), encoding.applyAsInt(word), width));
  }
}
