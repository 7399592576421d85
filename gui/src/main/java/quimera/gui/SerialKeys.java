package quimera.gui;

import static java.nio.charset.StandardCharsets.UTF_8;

import javafx.scene.input.KeyEvent;

/** What a terminal sends for a key: characters as they are, and the sequences of a VT102. */
final class SerialKeys {
  private static final byte[] NOTHING = {};

  private SerialKeys() {}

  /** The bytes for a key event; none for most. */
  static byte[] bytes(KeyEvent event) {
    if (event.getEventType() == KeyEvent.KEY_TYPED) {
      return switch (event.getCharacter()) {
        case "\b" -> new byte[] {0x7F};
        case "\n" -> new byte[] {'\r'};
        case "\u007f" -> NOTHING; // the Delete key, which has a sequence
        default ->
            event.getCharacter().equals(KeyEvent.CHAR_UNDEFINED)
                ? NOTHING
                : event.getCharacter().getBytes(UTF_8);
      };
    }
    if (event.getEventType() != KeyEvent.KEY_PRESSED) {
      return NOTHING;
    }
    String sequence =
        switch (event.getCode()) {
          case UP, KP_UP -> "[A";
          case DOWN, KP_DOWN -> "[B";
          case RIGHT, KP_RIGHT -> "[C";
          case LEFT, KP_LEFT -> "[D";
          case HOME -> "[H";
          case END -> "[F";
          case INSERT -> "[2~";
          case DELETE -> "[3~";
          case PAGE_UP -> "[5~";
          case PAGE_DOWN -> "[6~";
          default -> "";
        };
    return sequence.isEmpty() ? NOTHING : ("\033" + sequence).getBytes(UTF_8);
  }
}
