package quimera.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import quimera.core.host.HostInput.KeyPress;
import quimera.core.host.Key;
import quimera.machines.config.Nearest;

/** The keys of a US keyboard, by the characters that they type and by the names they go under. */
final class UsKeyboard {
  private static final String PLAIN = "`1234567890-=[]\\;',./ \n\t\b\u001b";
  private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
  private static final Key[] KEYS = {
    Key.BACK_QUOTE, Key.DIGIT_1, Key.DIGIT_2, Key.DIGIT_3, Key.DIGIT_4, Key.DIGIT_5, Key.DIGIT_6,
    Key.DIGIT_7, Key.DIGIT_8, Key.DIGIT_9, Key.DIGIT_0, Key.MINUS, Key.EQUALS, Key.LEFT_BRACKET,
    Key.RIGHT_BRACKET, Key.BACKSLASH, Key.SEMICOLON, Key.QUOTE, Key.COMMA, Key.PERIOD, Key.SLASH,
    Key.SPACE, Key.ENTER, Key.TAB, Key.BACKSPACE, Key.ESCAPE
  };

  /** Names shorter than those of {@link Key}. */
  private static final Map<String, Key> SHORT =
      Map.ofEntries(
          Map.entry("ctrl", Key.LEFT_CTRL),
          Map.entry("shift", Key.LEFT_SHIFT),
          Map.entry("alt", Key.LEFT_ALT),
          Map.entry("altgr", Key.RIGHT_ALT),
          Map.entry("win", Key.LEFT_META),
          Map.entry("esc", Key.ESCAPE),
          Map.entry("ins", Key.INSERT),
          Map.entry("del", Key.DELETE),
          Map.entry("pgup", Key.PAGE_UP),
          Map.entry("pgdn", Key.PAGE_DOWN));

  private UsKeyboard() {}

  /** Whether a character can be typed. */
  static boolean has(char c) {
    return c < 0x80 && (Character.isLetter(c) || PLAIN.indexOf(c) >= 0 || SHIFTED.indexOf(c) >= 0);
  }

  /** Adds the presses and releases that type {@code c}. */
  static void type(char c, Deque<KeyPress> keys) {
    boolean letter = c < 0x80 && Character.isLetter(c);
    if (letter ? Character.isUpperCase(c) : SHIFTED.indexOf(c) >= 0) {
      strike(List.of(Key.LEFT_SHIFT, plain(c)), keys);
    } else {
      strike(List.of(plain(c)), keys);
    }
  }

  /** The key whose cap bears {@code c}. */
  private static Key plain(char c) {
    if (c < 0x80 && Character.isLetter(c)) {
      return Key.valueOf(String.valueOf(Character.toUpperCase(c)));
    }
    int shifted = SHIFTED.indexOf(c);
    return KEYS[shifted >= 0 ? shifted : PLAIN.indexOf(c)];
  }

  /** What a key types, with Shift or without; 0 if it types nothing. */
  static char character(Key key, boolean shift) {
    if (key.compareTo(Key.Z) <= 0) {
      return (char) ((shift ? 'A' : 'a') + key.ordinal() - Key.A.ordinal());
    }
    int at = Arrays.asList(KEYS).indexOf(key);
    return at < 0 ? 0 : shift && at < SHIFTED.length() ? SHIFTED.charAt(at) : PLAIN.charAt(at);
  }

  /** Presses the keys in their order, then releases them in the opposite one. */
  private static void strike(List<Key> chord, Deque<KeyPress> keys) {
    for (Key key : chord) {
      keys.add(new KeyPress(key, true));
    }
    for (int i = chord.size() - 1; i >= 0; i--) {
      keys.add(new KeyPress(chord.get(i), false));
    }
  }

  /**
   * The presses and releases for a text with {@code \n}, {@code \t}, {@code \b}, {@code \e}, {@code
   * \\} and keys by name, {@code \{ctrl-alt-del}}.
   *
   * @throws IllegalArgumentException a character or a key that the keyboard does not have
   */
  static List<KeyPress> parse(String text) {
    Deque<KeyPress> keys = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
        if (c == '{') {
          int end = text.indexOf('}', i);
          if (end < 0) {
            throw new IllegalArgumentException(
                "\"" + text.substring(i - 1) + "\" lacks its closing brace");
          }
          strike(chord(text.substring(i + 1, end)), keys);
          i = end;
          continue;
        }
        c = escaped(c);
      }
      if (!has(c)) {
        throw new IllegalArgumentException(
            "'" + c + "' is not on a US keyboard, so it cannot be typed; leave it out");
      }
      type(c, keys);
    }
    return new ArrayList<>(keys);
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'e' -> '\u001b';
      default -> c;
    };
  }

  private static List<Key> chord(String names) {
    List<Key> chord = new ArrayList<>();
    for (String name : names.split("-", -1)) {
      chord.add(named(name.toLowerCase(Locale.ROOT)));
    }
    return chord;
  }

  private static Key named(String name) {
    if (name.length() == 1 && has(name.charAt(0))) {
      return plain(name.charAt(0));
    }
    if (SHORT.containsKey(name)) {
      return SHORT.get(name);
    }
    for (Key key : Key.values()) {
      if (key.name().equals(name.toUpperCase(Locale.ROOT))) {
        return key;
      }
    }
    List<String> known = new ArrayList<>(SHORT.keySet());
    Arrays.stream(Key.values()).forEach(key -> known.add(key.name().toLowerCase(Locale.ROOT)));
    throw new IllegalArgumentException("\"" + name + "\" is no key" + Nearest.hint(name, known));
  }
}
