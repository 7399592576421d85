package quimera.cli;

import java.util.Deque;
import java.util.Map;
import quimera.core.host.HostInput;
import quimera.core.host.Key;

/** Turns a terminal's characters and escape sequences (ECMA-48, xterm) into presses of PC keys. */
final class TerminalKeys {
  private static final char ESC = 27;
  private static final int LEAVE_PREFIX = 1; // Ctrl-A, as in qemu -nographic and screen

  private static final Map<String, Key> SEQUENCES =
      Map.ofEntries(
          Map.entry("[A", Key.UP),
          Map.entry("[B", Key.DOWN),
          Map.entry("[C", Key.RIGHT),
          Map.entry("[D", Key.LEFT),
          Map.entry("OA", Key.UP),
          Map.entry("OB", Key.DOWN),
          Map.entry("OC", Key.RIGHT),
          Map.entry("OD", Key.LEFT),
          Map.entry("[H", Key.HOME),
          Map.entry("[F", Key.END),
          Map.entry("OH", Key.HOME),
          Map.entry("OF", Key.END),
          Map.entry("[1~", Key.HOME),
          Map.entry("[4~", Key.END),
          Map.entry("[2~", Key.INSERT),
          Map.entry("[3~", Key.DELETE),
          Map.entry("[5~", Key.PAGE_UP),
          Map.entry("[6~", Key.PAGE_DOWN),
          Map.entry("OP", Key.F1),
          Map.entry("OQ", Key.F2),
          Map.entry("OR", Key.F3),
          Map.entry("OS", Key.F4),
          Map.entry("[11~", Key.F1),
          Map.entry("[12~", Key.F2),
          Map.entry("[13~", Key.F3),
          Map.entry("[14~", Key.F4),
          Map.entry("[15~", Key.F5),
          Map.entry("[17~", Key.F6),
          Map.entry("[18~", Key.F7),
          Map.entry("[19~", Key.F8),
          Map.entry("[20~", Key.F9),
          Map.entry("[21~", Key.F10),
          Map.entry("[23~", Key.F11),
          Map.entry("[24~", Key.F12));

  private final StringBuilder sequence = new StringBuilder();
  private boolean prefix;

  /**
   * Takes one character.
   *
   * @param more whether another one follows at once, so that Escape begins a sequence
   * @return whether the user wants to leave (Ctrl-A x)
   */
  boolean decode(int c, boolean more, Deque<HostInput.KeyPress> keys) {
    if (prefix) {
      prefix = false;
      if (c == 'x' || c == 'X') {
        return true;
      }
      if (c != LEAVE_PREFIX) {
        return false;
      }
      held(Key.LEFT_CTRL, Key.A, keys);
    } else if (c == LEAVE_PREFIX) {
      prefix = true;
    } else if (sequence.length() > 0) {
      continueSequence((char) c, keys);
    } else if (c == ESC && more) {
      sequence.append(ESC);
    } else {
      plain((char) c, keys);
    }
    return false;
  }

  private void continueSequence(char c, Deque<HostInput.KeyPress> keys) {
    sequence.append(c);
    boolean introducer = sequence.length() == 2 && (c == '[' || c == 'O');
    if (sequence.length() == 2 && !introducer) {
      sequence.setLength(0);
      keys.add(new HostInput.KeyPress(Key.LEFT_ALT, true));
      plain(c, keys);
      keys.add(new HostInput.KeyPress(Key.LEFT_ALT, false));
    } else if (!introducer && c >= '@' && c <= '~') {
      Key key = SEQUENCES.get(sequence.substring(1));
      sequence.setLength(0);
      if (key != null) {
        press(key, keys);
      }
    }
  }

  private static void plain(char c, Deque<HostInput.KeyPress> keys) {
    if (c == '\r' || c == '\n') {
      press(Key.ENTER, keys);
    } else if (c == 127 || c == '\b') {
      press(Key.BACKSPACE, keys);
    } else if (c == '\t' || c == ESC) {
      press(c == ESC ? Key.ESCAPE : Key.TAB, keys);
    } else if (c < 27) {
      held(Key.LEFT_CTRL, Key.valueOf(String.valueOf((char) ('A' + c - 1))), keys);
    } else if (UsKeyboard.has(c)) {
      UsKeyboard.type(c, keys);
    }
  }

  private static void press(Key key, Deque<HostInput.KeyPress> keys) {
    keys.add(new HostInput.KeyPress(key, true));
    keys.add(new HostInput.KeyPress(key, false));
  }

  private static void held(Key modifier, Key key, Deque<HostInput.KeyPress> keys) {
    keys.add(new HostInput.KeyPress(modifier, true));
    press(key, keys);
    keys.add(new HostInput.KeyPress(modifier, false));
  }
}
