package quimera.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;

/** Draws a guest's text modes in the terminal and passes the keys on; Ctrl-A x leaves. */
final class TerminalScreen implements Session.Observer {
  private static final long FRAME = 40_000_000; // ns of wall time between two pictures

  /** Steps between two key events, so that a guest that polls the keyboard sees each of them. */
  private static final int KEY_PACE = 2;

  /** VGA's colour order (blue is bit 0) in the terminal's (red is bit 0). */
  private static final int[] ANSI = {0, 4, 2, 6, 1, 5, 3, 7, 8, 12, 10, 14, 9, 13, 11, 15};

  private final Instance instance;
  private final Session session;
  private final SerialKeyboard serialKeyboard = new SerialKeyboard();
  private final ConcurrentLinkedQueue<HostInput.KeyPress> typed = new ConcurrentLinkedQueue<>();
  private Display display;
  private Terminal terminal;
  private long drawn;
  private int keyWait;
  private int[] shown;
  private int shownCursor = -1;
  private boolean showsSerial;

  TerminalScreen(Instance instance) {
    this.instance = instance;
    session = instance.session();
  }

  Session.Outcome show() {
    try (Terminal opened = TerminalBuilder.builder().system(true).dumb(false).build()) {
      terminal = opened;
      Attributes before = terminal.enterRawMode();
      terminal.puts(Capability.enter_ca_mode);
      terminal.puts(Capability.keypad_xmit);
      display = new Display(terminal, true);
      Thread keys = new Thread(this::readKeys, "keys");
      keys.setDaemon(true);
      keys.start();
      session.observe(this);
      session.attend();
      try {
        return session.run();
      } finally {
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.setAttributes(before);
        terminal.flush();
      }
    } catch (IOException | IllegalStateException e) {
      throw new HostException(
          "no terminal to draw on (" + e.getMessage() + "); use --display none", e);
    }
  }

  private void readKeys() {
    NonBlockingReader in = terminal.reader();
    TerminalKeys keys = new TerminalKeys();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        Deque<HostInput.KeyPress> presses = new ArrayDeque<>();
        // A lone Escape is told from the start of a sequence by what follows at once.
        boolean more = c == 27 && in.peek(25) >= 0;
        if (keys.decode(c, more, presses)) {
          session.leave();
          return;
        }
        typed.addAll(presses);
      }
    } catch (IOException e) {
      session.end(Session.Outcome.of(ExitCode.FAILED, "the terminal has gone"));
    }
  }

  @Override
  public Session.Outcome step(Machine machine) {
    if (!typed.isEmpty() && ++keyWait >= KEY_PACE) {
      keyWait = 0;
      HostInput.KeyPress press = typed.poll();
      machine.input(showsSerial ? new HostInput.Chars("com1", serialKeyboard.bytes(press)) : press);
    }
    long now = System.nanoTime();
    if (now - drawn >= FRAME) {
      drawn = now;
      draw(machine);
    }
    return null;
  }

  private void draw(Machine machine) {
    showsSerial = serial(machine.display());
    instance.terminal(showsSerial);
    quimera.core.host.Display picture = showsSerial ? instance.serialScreen() : machine.display();
    int[] cells = picture.cells();
    if (cells == null) {
      cells = new int[0];
    }
    int[] cursor = picture.cursor();
    int columns = cells.length == 0 ? 1 : picture.columns();
    int place = cursor == null ? -1 : cursor[1] * columns + cursor[0];
    if (Arrays.equals(cells, shown) && place == shownCursor) {
      return;
    }
    shown = cells.clone();
    shownCursor = place;
    Size size = terminal.getSize();
    List<AttributedString> rows = new ArrayList<>();
    for (int row = 0; row * columns < cells.length && row < size.getRows(); row++) {
      rows.add(row(cells, row * columns, Math.min(columns, size.getColumns())));
    }
    if (cells.length == 0) {
      rows.add(
          new AttributedString(
              "(graphics "
                  + picture.width()
                  + "x"
                  + picture.height()
                  + "; a window shows it. Ctrl-A x leaves)"));
    }
    display.resize(size);
    boolean visible = cursor != null && cursor[0] < size.getColumns() && cursor[1] < rows.size();
    terminal.puts(visible ? Capability.cursor_visible : Capability.cursor_invisible);
    display.update(rows, visible ? size.cursorPos(cursor[1], cursor[0]) : 0);
  }

  /** Whether the machine talks on its serial line, and has no text on its screen, if it has one. */
  private boolean serial(quimera.core.host.Display picture) {
    if (picture == null) {
      return true;
    }
    if (!instance.serialScreen().used()) {
      return false;
    }
    int[] cells = picture.cells();
    return cells == null || Arrays.stream(cells).allMatch(c -> (char) c == 0 || (char) c == ' ');
  }

  private static AttributedString row(int[] cells, int from, int columns) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (int i = from; i < from + columns; i++) {
      AttributedStyle style =
          AttributedStyle.DEFAULT
              .foreground(ANSI[cells[i] >> 16 & 15])
              .background(ANSI[cells[i] >> 20 & 15]);
      line.style((cells[i] >> 24 & 1) != 0 ? style.blink() : style);
      char c = (char) cells[i];
      line.append(c < ' ' ? ' ' : c);
    }
    return line.toAttributedString();
  }
}
