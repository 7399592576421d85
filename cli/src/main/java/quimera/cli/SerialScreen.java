package quimera.cli;

import java.util.Arrays;
import java.util.function.Consumer;
import quimera.core.host.CharSink;
import quimera.core.host.Display;
import quimera.roms.FirmwareCatalog;

/**
 * A terminal's screen at the far end of a serial line, for boards that have no video adapter and
 * for guests that talk there.
 *
 * <p>It understands what a VT102 does with colours: the part of ECMA-48 that Linux consoles, boot
 * loaders and line editors use. Fed and drawn by the thread that owns the machine.
 */
public final class SerialScreen implements Display, CharSink {
  private static final int COLUMNS = 80;
  private static final int ROWS = 30;
  private static final int GLYPH_WIDTH = 8;
  private static final int GLYPH_HEIGHT = 16;
  private static final int TAB = 8;
  private static final int MOST_PARAMETERS = 16;

  private static final int GREY = 7;
  private static final int BRIGHT = 8;

  /** The colours of ECMA-48 in the order of a VGA, which has blue where they have red. */
  private static final int[] VGA = {0, 4, 2, 6, 1, 5, 3, 7};

  private static final int[] PALETTE = {
    0xFF000000, 0xFF0000AA, 0xFF00AA00, 0xFF00AAAA, 0xFFAA0000, 0xFFAA00AA, 0xFFAA5500, 0xFFAAAAAA,
    0xFF555555, 0xFF5555FF, 0xFF55FF55, 0xFF55FFFF, 0xFFFF5555, 0xFFFF55FF, 0xFFFFFF55, 0xFFFFFFFF
  };

  private enum State {
    TEXT,
    ESCAPE,
    CONTROL_SEQUENCE,
    CHARACTER_SET,
    OPERATING_SYSTEM_COMMAND
  }

  private final Consumer<byte[]> reply;
  private final byte[] font = FirmwareCatalog.bytes(FirmwareCatalog.FONT);
  private final int[] cells = new int[COLUMNS * ROWS];
  private State state = State.TEXT;
  private final int[] parameters = new int[MOST_PARAMETERS];
  private int parameterCount;
  private boolean isPrivate; // a question mark stands before the parameters
  private int column;
  private int row;
  private int savedColumn;
  private int savedRow;
  private int top;
  private int bottom = ROWS - 1;
  private int foreground = GREY;
  private int background;
  private boolean bold;
  private boolean reverse;
  private boolean cursorShown = true;
  private boolean changed = true;
  private boolean used;

  /**
   * @param reply carries the terminal's answers back to the guest
   */
  public SerialScreen(Consumer<byte[]> reply) {
    this.reply = reply;
    Arrays.fill(cells, blank());
  }

  private int blank() {
    return ' ' | GREY << 16 | background << 20;
  }

  private int pen() {
    int front = bold ? foreground | BRIGHT : foreground;
    return reverse ? background << 16 | front << 20 : front << 16 | background << 20;
  }

  // What the guest sends.

  @Override
  public void send(int value) {
    changed = true;
    used = true;
    if (value < ' ') {
      control(value);
      return;
    }
    switch (state) {
      case TEXT -> print(value);
      case ESCAPE -> escape(value);
      case CONTROL_SEQUENCE -> sequence(value);
      case CHARACTER_SET -> state = State.TEXT;
      case OPERATING_SYSTEM_COMMAND -> {} // up to BEL or ESC
    }
  }

  private void control(int value) {
    switch (value) {
      case 7 -> {
        if (state == State.OPERATING_SYSTEM_COMMAND) {
          state = State.TEXT;
        }
      }
      case '\b' -> column = Math.max(0, column - 1);
      case '\t' -> column = Math.min(COLUMNS - 1, (column / TAB + 1) * TAB);
      case '\n', 11, '\f' -> lineFeed();
      case '\r' -> column = 0;
      case 0x18, 0x1A -> state = State.TEXT;
      case 0x1B -> state = State.ESCAPE;
      default -> {}
    }
  }

  private void print(int value) {
    if (value >= 0x80 && value < 0xC0 || value == 0x7F) {
      return; // the rest of a character in UTF-8
    }
    if (column == COLUMNS) {
      column = 0;
      lineFeed();
    }
    cells[row * COLUMNS + column++] = (value < 0x80 ? value : '?') | pen();
  }

  private void lineFeed() {
    if (row == bottom) {
      scroll(top, 1);
    } else if (row < ROWS - 1) {
      row++;
    }
  }

  private void reverseLineFeed() {
    if (row == top) {
      scroll(top, -1);
    } else if (row > 0) {
      row--;
    }
  }

  /**
   * Moves the rows from {@code first} to the region's end up, or down if {@code by} is negative.
   */
  private void scroll(int first, int by) {
    int rows = bottom - first + 1;
    int moved = Math.min(Math.abs(by), rows);
    int kept = (rows - moved) * COLUMNS;
    int from = first * COLUMNS;
    int gap = moved * COLUMNS;
    if (by > 0) {
      System.arraycopy(cells, from + gap, cells, from, kept);
      Arrays.fill(cells, from + kept, from + kept + gap, blank());
    } else {
      System.arraycopy(cells, from, cells, from + gap, kept);
      Arrays.fill(cells, from, from + gap, blank());
    }
  }

  private void escape(int value) {
    state = State.TEXT;
    switch (value) {
      case '[' -> {
        state = State.CONTROL_SEQUENCE;
        Arrays.fill(parameters, 0);
        parameterCount = 1;
        isPrivate = false;
      }
      case ']' -> state = State.OPERATING_SYSTEM_COMMAND;
      case '(', ')', '#' -> state = State.CHARACTER_SET;
      case 'D' -> lineFeed();
      case 'E' -> {
        column = 0;
        lineFeed();
      }
      case 'M' -> reverseLineFeed();
      case '7' -> save();
      case '8' -> restore();
      case 'c' -> reset();
      default -> {}
    }
  }

  private void save() {
    savedColumn = column;
    savedRow = row;
  }

  private void restore() {
    column = savedColumn;
    row = savedRow;
  }

  private void reset() {
    plain();
    top = 0;
    bottom = ROWS - 1;
    cursorShown = true;
    place(0, 0);
    Arrays.fill(cells, blank());
  }

  private void plain() {
    foreground = GREY;
    background = 0;
    bold = false;
    reverse = false;
  }

  private void place(int toRow, int toColumn) {
    row = Math.max(0, Math.min(ROWS - 1, toRow));
    column = Math.max(0, Math.min(COLUMNS - 1, toColumn));
  }

  // Control sequences (ECMA-48, section 8.3).

  private void sequence(int value) {
    if (value >= '0' && value <= '9') {
      int last = parameterCount - 1;
      parameters[last] = Math.min(9999, parameters[last] * 10 + value - '0');
    } else if (value == ';') {
      parameterCount = Math.min(MOST_PARAMETERS, parameterCount + 1);
    } else if (value == '?') {
      isPrivate = true;
    } else if (value >= '@') {
      state = State.TEXT;
      execute(value);
    }
  }

  /** The first parameter, at least 1. */
  private int count() {
    return Math.max(1, parameters[0]);
  }

  private void execute(int command) {
    switch (command) {
      case 'A' -> place(row - count(), column);
      case 'B', 'e' -> place(row + count(), column);
      case 'C', 'a' -> place(row, column + count());
      case 'D' -> place(row, column - count());
      case 'E' -> place(row + count(), 0);
      case 'F' -> place(row - count(), 0);
      case 'G', '`' -> place(row, count() - 1);
      case 'd' -> place(count() - 1, column);
      case 'H', 'f' -> place(count() - 1, Math.max(1, parameters[1]) - 1);
      case 'J' -> eraseDisplay(parameters[0]);
      case 'K' -> eraseLine(parameters[0]);
      case 'L' -> rowsInRegion(-count());
      case 'M' -> rowsInRegion(count());
      case 'P' -> shift(-count());
      case '@' -> shift(count());
      case 'X' -> {
        int from = row * COLUMNS + column;
        Arrays.fill(cells, from, Math.min(from + count(), (row + 1) * COLUMNS), blank());
      }
      case 'm' -> attributes();
      case 'n' -> report();
      case 'c' -> answer("\033[?6c");
      case 'r' -> region();
      case 's' -> save();
      case 'u' -> restore();
      case 'h', 'l' -> {
        if (isPrivate && parameters[0] == 25) {
          cursorShown = command == 'h';
        }
      }
      default -> {}
    }
  }

  private void eraseDisplay(int which) {
    int at = Math.min(row * COLUMNS + column, cells.length);
    switch (which) {
      case 0 -> Arrays.fill(cells, at, cells.length, blank());
      case 1 -> Arrays.fill(cells, 0, Math.min(at + 1, cells.length), blank());
      default -> Arrays.fill(cells, blank());
    }
  }

  private void eraseLine(int which) {
    int start = row * COLUMNS;
    int at = Math.min(column, COLUMNS - 1);
    switch (which) {
      case 0 -> Arrays.fill(cells, start + at, start + COLUMNS, blank());
      case 1 -> Arrays.fill(cells, start, start + at + 1, blank());
      default -> Arrays.fill(cells, start, start + COLUMNS, blank());
    }
  }

  private void rowsInRegion(int by) {
    if (row >= top && row <= bottom) {
      scroll(row, by);
    }
  }

  /** Opens a gap at the cursor, or closes one. */
  private void shift(int by) {
    int start = row * COLUMNS;
    int at = Math.min(column, COLUMNS - 1);
    int moved = Math.min(Math.abs(by), COLUMNS - at);
    int kept = COLUMNS - at - moved;
    if (by > 0) {
      System.arraycopy(cells, start + at, cells, start + at + moved, kept);
      Arrays.fill(cells, start + at, start + at + moved, blank());
    } else {
      System.arraycopy(cells, start + at + moved, cells, start + at, kept);
      Arrays.fill(cells, start + COLUMNS - moved, start + COLUMNS, blank());
    }
  }

  private void attributes() {
    for (int i = 0; i < parameterCount; i++) {
      int p = parameters[i];
      switch (p) {
        case 0 -> plain();
        case 1 -> bold = true;
        case 7 -> reverse = true;
        case 22 -> bold = false;
        case 27 -> reverse = false;
        case 39 -> foreground = GREY;
        case 49 -> background = 0;
        default -> colour(p);
      }
    }
  }

  private void colour(int p) {
    if (p >= 30 && p <= 37) {
      foreground = VGA[p - 30];
    } else if (p >= 40 && p <= 47) {
      background = VGA[p - 40];
    } else if (p >= 90 && p <= 97) {
      foreground = VGA[p - 90] | BRIGHT;
    } else if (p >= 100 && p <= 107) {
      background = VGA[p - 100] | BRIGHT;
    }
  }

  private void report() {
    if (parameters[0] == 5) {
      answer("\033[0n");
    } else if (parameters[0] == 6) {
      answer("\033[" + (row + 1) + ";" + (Math.min(column, COLUMNS - 1) + 1) + "R");
    }
  }

  private void answer(String text) {
    reply.accept(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private void region() {
    int first = count() - 1;
    int last = (parameters[1] == 0 ? ROWS : Math.min(parameters[1], ROWS)) - 1;
    if (first < last) {
      top = first;
      bottom = last;
      place(0, 0);
    }
  }

  // What somebody sees.

  /** Draws everything the next time. */
  public void redraw() {
    changed = true;
  }

  /** Whether the guest has sent anything yet. */
  public boolean used() {
    return used;
  }

  @Override
  public int width() {
    return COLUMNS * GLYPH_WIDTH;
  }

  @Override
  public int height() {
    return ROWS * GLYPH_HEIGHT;
  }

  @Override
  public boolean render(int[] argb) {
    boolean differs = changed;
    changed = false;
    if (differs) {
      for (int i = 0; i < cells.length; i++) {
        draw(argb, i, cells[i]);
      }
      if (cursorShown) {
        drawCursor(argb);
      }
    }
    return differs;
  }

  private void draw(int[] argb, int index, int cell) {
    int front = PALETTE[cell >> 16 & 15];
    int back = PALETTE[cell >> 20 & 15];
    int glyph = (cell & 0xFF) * GLYPH_HEIGHT;
    int at = index / COLUMNS * GLYPH_HEIGHT * width() + index % COLUMNS * GLYPH_WIDTH;
    for (int y = 0; y < GLYPH_HEIGHT; y++) {
      int bits = font[glyph + y];
      for (int x = 0; x < GLYPH_WIDTH; x++) {
        argb[at + x] = (bits >> 7 - x & 1) != 0 ? front : back;
      }
      at += width();
    }
  }

  private void drawCursor(int[] argb) {
    int x = Math.min(column, COLUMNS - 1) * GLYPH_WIDTH;
    for (int y = GLYPH_HEIGHT - 2; y < GLYPH_HEIGHT; y++) {
      int at = (row * GLYPH_HEIGHT + y) * width() + x;
      Arrays.fill(argb, at, at + GLYPH_WIDTH, PALETTE[GREY]);
    }
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder(cells.length + ROWS);
    for (int i = 0; i < cells.length; i++) {
      text.append((char) (cells[i] & 0xFFFF));
      if (i % COLUMNS == COLUMNS - 1) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public int[] cursor() {
    return cursorShown ? new int[] {Math.min(column, COLUMNS - 1), row} : null;
  }

  @Override
  public int[] cells() {
    return cells.clone();
  }

  @Override
  public int columns() {
    return COLUMNS;
  }
}
