package quimera.gui;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import quimera.core.host.Key;

/**
 * From JavaFX's key codes to places on a PC keyboard.
 *
 * <p>JavaFX names keys by what the host's layout prints on them: a German Y arrives as Z. Letters
 * and digits therefore reach the guest as they are labelled, which suits a guest with a US layout;
 * the other keys of common layouts are put where they are on the board. It does not tell left from
 * right: both Ctrl, Shift and Windows keys arrive as the left ones. AltGr is the right Alt. The
 * keypad's digits have codes of their own while NumLock is on, and are grey keys while it is off;
 * its Enter differs from the main one in its text.
 */
final class KeyMap {
  private static final Map<KeyCode, Key> MAP = new EnumMap<>(KeyCode.class);

  static {
    for (char c = 'A'; c <= 'Z'; c++) {
      MAP.put(KeyCode.valueOf(String.valueOf(c)), Key.valueOf(String.valueOf(c)));
    }
    for (int d = 0; d <= 9; d++) {
      MAP.put(KeyCode.valueOf("DIGIT" + d), Key.valueOf("DIGIT_" + d));
      MAP.put(KeyCode.valueOf("NUMPAD" + d), Key.valueOf("PAD_" + d));
    }
    for (int f = 1; f <= 12; f++) {
      MAP.put(KeyCode.valueOf("F" + f), Key.valueOf("F" + f));
    }
    MAP.put(KeyCode.ESCAPE, Key.ESCAPE);
    MAP.put(KeyCode.BACK_SPACE, Key.BACKSPACE);
    MAP.put(KeyCode.TAB, Key.TAB);
    MAP.put(KeyCode.SPACE, Key.SPACE);
    MAP.put(KeyCode.MINUS, Key.MINUS);
    MAP.put(KeyCode.EQUALS, Key.EQUALS);
    MAP.put(KeyCode.OPEN_BRACKET, Key.LEFT_BRACKET);
    MAP.put(KeyCode.CLOSE_BRACKET, Key.RIGHT_BRACKET);
    MAP.put(KeyCode.BACK_SLASH, Key.BACKSLASH);
    MAP.put(KeyCode.SEMICOLON, Key.SEMICOLON);
    MAP.put(KeyCode.QUOTE, Key.QUOTE);
    MAP.put(KeyCode.BACK_QUOTE, Key.BACK_QUOTE);
    MAP.put(KeyCode.COMMA, Key.COMMA);
    MAP.put(KeyCode.PERIOD, Key.PERIOD);
    MAP.put(KeyCode.SLASH, Key.SLASH);
    MAP.put(KeyCode.LESS, Key.INTERNATIONAL);
    MAP.put(KeyCode.CAPS, Key.CAPS_LOCK);
    MAP.put(KeyCode.PRINTSCREEN, Key.PRINT_SCREEN);
    MAP.put(KeyCode.SCROLL_LOCK, Key.SCROLL_LOCK);
    MAP.put(KeyCode.PAUSE, Key.PAUSE);
    MAP.put(KeyCode.INSERT, Key.INSERT);
    MAP.put(KeyCode.HOME, Key.HOME);
    MAP.put(KeyCode.PAGE_UP, Key.PAGE_UP);
    MAP.put(KeyCode.DELETE, Key.DELETE);
    MAP.put(KeyCode.END, Key.END);
    MAP.put(KeyCode.PAGE_DOWN, Key.PAGE_DOWN);
    MAP.put(KeyCode.RIGHT, Key.RIGHT);
    MAP.put(KeyCode.LEFT, Key.LEFT);
    MAP.put(KeyCode.DOWN, Key.DOWN);
    MAP.put(KeyCode.UP, Key.UP);
    MAP.put(KeyCode.KP_RIGHT, Key.PAD_6);
    MAP.put(KeyCode.KP_LEFT, Key.PAD_4);
    MAP.put(KeyCode.KP_DOWN, Key.PAD_2);
    MAP.put(KeyCode.KP_UP, Key.PAD_8);
    MAP.put(KeyCode.CLEAR, Key.PAD_5);
    MAP.put(KeyCode.NUM_LOCK, Key.NUM_LOCK);
    MAP.put(KeyCode.DIVIDE, Key.PAD_DIVIDE);
    MAP.put(KeyCode.MULTIPLY, Key.PAD_MULTIPLY);
    MAP.put(KeyCode.SUBTRACT, Key.PAD_MINUS);
    MAP.put(KeyCode.ADD, Key.PAD_PLUS);
    MAP.put(KeyCode.DECIMAL, Key.PAD_PERIOD);
    MAP.put(KeyCode.CONTEXT_MENU, Key.MENU);
    MAP.put(KeyCode.CONTROL, Key.LEFT_CTRL);
    MAP.put(KeyCode.SHIFT, Key.LEFT_SHIFT);
    MAP.put(KeyCode.ALT, Key.LEFT_ALT);
    MAP.put(KeyCode.ALT_GRAPH, Key.RIGHT_ALT);
    MAP.put(KeyCode.WINDOWS, Key.LEFT_META);
    MAP.put(KeyCode.COMMAND, Key.LEFT_META);
    MAP.put(KeyCode.META, Key.LEFT_META);
    // What other layouts call keys of the same places.
    MAP.put(KeyCode.PLUS, Key.EQUALS);
    MAP.put(KeyCode.ASTERISK, Key.PAD_MULTIPLY);
    MAP.put(KeyCode.NUMBER_SIGN, Key.BACKSLASH);
    MAP.put(KeyCode.DEAD_CIRCUMFLEX, Key.BACK_QUOTE);
    MAP.put(KeyCode.DEAD_ACUTE, Key.EQUALS);
    MAP.put(KeyCode.EXCLAMATION_MARK, Key.SLASH); // fr
    MAP.put(KeyCode.COLON, Key.PERIOD); // fr
    MAP.put(KeyCode.DOLLAR, Key.RIGHT_BRACKET); // fr
    MAP.put(KeyCode.CIRCUMFLEX, Key.LEFT_BRACKET); // fr
    MAP.put(KeyCode.RIGHT_PARENTHESIS, Key.MINUS); // fr
    MAP.put(KeyCode.AMPERSAND, Key.DIGIT_1); // fr
    MAP.put(KeyCode.QUOTEDBL, Key.DIGIT_3); // fr
    MAP.put(KeyCode.LEFT_PARENTHESIS, Key.DIGIT_5); // fr
    MAP.put(KeyCode.UNDERSCORE, Key.DIGIT_8); // fr
    MAP.put(KeyCode.INVERTED_EXCLAMATION_MARK, Key.EQUALS); // es
  }

  /** Keys that JavaFX has no code for, by what they type. */
  private static final Map<String, Key> TEXTS =
      Map.ofEntries(
          Map.entry("\u00F1", Key.SEMICOLON), // es
          Map.entry("\u00BA", Key.BACK_QUOTE), // es
          Map.entry("\u00E7", Key.BACKSLASH), // es
          Map.entry("\u00F6", Key.SEMICOLON), // de, sv
          Map.entry("\u00E4", Key.QUOTE), // de, sv
          Map.entry("\u00FC", Key.LEFT_BRACKET), // de
          Map.entry("\u00DF", Key.MINUS), // de
          Map.entry("\u00E5", Key.LEFT_BRACKET), // sv, da, no
          Map.entry("\u00E6", Key.SEMICOLON), // da
          Map.entry("\u00F8", Key.QUOTE), // da
          Map.entry("\u00F2", Key.SEMICOLON), // it
          Map.entry("\u00E8", Key.LEFT_BRACKET), // it
          Map.entry("\u00B2", Key.BACK_QUOTE), // fr
          Map.entry("\u00E9", Key.DIGIT_2), // fr
          Map.entry("\u00F9", Key.QUOTE)); // fr

  private KeyMap() {}

  /** The key that an event is about, or null. */
  static Key of(KeyEvent event) {
    String text = event.getText();
    return switch (event.getCode()) {
      // GTK has no name for AltGr, nor for dead keys, which a guest misses less.
      case UNDEFINED -> text.isEmpty() ? Key.RIGHT_ALT : TEXTS.get(text.toLowerCase(Locale.ROOT));
      case ENTER -> text.isEmpty() ? Key.PAD_ENTER : Key.ENTER;
      default -> MAP.get(event.getCode());
    };
  }
}
