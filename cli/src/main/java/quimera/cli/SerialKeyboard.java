package quimera.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.EnumSet;
import java.util.Set;
import quimera.core.host.HostInput.KeyPress;
import quimera.core.host.Key;

/** The US keyboard of a VT102-like terminal: turns keys into what goes down the serial line. */
final class SerialKeyboard {
  private static final String ESC = "\033";

  private final Set<Key> held = EnumSet.noneOf(Key.class);

  /** The bytes that a key sends now; none when it is released, or sends nothing by itself. */
  byte[] bytes(KeyPress press) {
    if (!press.down()) {
      held.remove(press.key());
      return new byte[0];
    }
    held.add(press.key());
    String sent = sent(press.key());
    boolean alt = holds(Key.LEFT_ALT, Key.RIGHT_ALT) && !sent.isEmpty();
    return (alt ? ESC + sent : sent).getBytes(US_ASCII);
  }

  private boolean holds(Key left, Key right) {
    return held.contains(left) || held.contains(right);
  }

  private String sent(Key key) {
    return switch (key) {
      case ENTER -> "\r";
      case BACKSPACE -> "\177";
      case UP -> ESC + "[A";
      case DOWN -> ESC + "[B";
      case RIGHT -> ESC + "[C";
      case LEFT -> ESC + "[D";
      case HOME -> ESC + "[H";
      case END -> ESC + "[F";
      case INSERT -> ESC + "[2~";
      case DELETE -> ESC + "[3~";
      case PAGE_UP -> ESC + "[5~";
      case PAGE_DOWN -> ESC + "[6~";
      case F1 -> ESC + "OP";
      case F2 -> ESC + "OQ";
      case F3 -> ESC + "OR";
      case F4 -> ESC + "OS";
      case F5 -> ESC + "[15~";
      case F6 -> ESC + "[17~";
      case F7 -> ESC + "[18~";
      case F8 -> ESC + "[19~";
      case F9 -> ESC + "[20~";
      case F10 -> ESC + "[21~";
      case F11 -> ESC + "[23~";
      case F12 -> ESC + "[24~";
      default -> character(key);
    };
  }

  private String character(Key key) {
    char c = UsKeyboard.character(key, holds(Key.LEFT_SHIFT, Key.RIGHT_SHIFT));
    if (c == 0) {
      return "";
    }
    // As ECMA-48 and every terminal have it: Control takes the upper bits away.
    boolean control = holds(Key.LEFT_CTRL, Key.RIGHT_CTRL) && (c >= '@' || c == ' ');
    return String.valueOf(control ? (char) (c & 0x1F) : c);
  }
}
