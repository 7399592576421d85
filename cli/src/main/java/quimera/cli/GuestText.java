package quimera.cli;

import quimera.core.host.CharSink;
import quimera.core.machine.Machine;

/**
 * What a guest has written, as text to search: all of its serial output so far and the screen as it
 * stands.
 */
final class GuestText implements CharSink {
  /** Serial text beyond this many characters forgets its beginning. */
  private static final int MOST = 1 << 20;

  private final StringBuilder serial = new StringBuilder();
  private String screen = "";

  @Override
  public void send(int value) {
    if (serial.length() >= MOST) {
      serial.delete(0, MOST / 2);
    }
    if (value != '\r') {
      serial.append((char) value);
    }
  }

  /** Takes the screen's text; a graphics mode has none. */
  void refresh(Machine machine) {
    String now = machine.display() == null ? null : machine.display().text();
    screen = now == null ? "" : now;
  }

  CharSequence serial() {
    return serial;
  }

  String screen() {
    return screen;
  }
}
