package quimera.peripherals.video;

import quimera.core.state.StateIo;

/**
 * The CRT controller: 25 registers that say how long lines and frames are, where the picture starts
 * in memory and how addresses are made. The tenth bits of the vertical values are spread over
 * {@link #OVERFLOW} and {@link #MAX_SCAN}.
 */
final class VgaCrtc {
  static final int H_TOTAL = 0x00;
  static final int H_DISPLAY_END = 0x01;
  static final int V_TOTAL = 0x06;
  static final int OVERFLOW = 0x07;
  static final int PRESET_ROW = 0x08;
  static final int MAX_SCAN = 0x09;
  static final int CURSOR_START = 0x0A;
  static final int CURSOR_END = 0x0B;
  static final int START_HIGH = 0x0C;
  static final int CURSOR_HIGH = 0x0E;
  static final int V_RETRACE_START = 0x10;
  static final int V_RETRACE_END = 0x11;
  static final int V_DISPLAY_END = 0x12;
  static final int OFFSET = 0x13;
  static final int UNDERLINE = 0x14;
  static final int MODE = 0x17;
  static final int LINE_COMPARE = 0x18;

  private static final int REGISTERS = 0x19;
  private static final int PROTECT = 0x80; // of V_RETRACE_END: registers 0-7 are locked
  private static final int LINE_COMPARE_8 = 0x10; // of OVERFLOW, which the lock leaves open

  private final byte[] registers = new byte[REGISTERS];
  private int index;

  void reset() {
    java.util.Arrays.fill(registers, (byte) 0);
    index = 0;
  }

  int index() {
    return index;
  }

  void setIndex(int value) {
    index = value & 0x1F;
  }

  int read() {
    return index < REGISTERS ? get(index) : 0;
  }

  void write(int value) {
    if (index >= REGISTERS) {
      return;
    }
    if (index < 8 && (get(V_RETRACE_END) & PROTECT) != 0) {
      if (index == OVERFLOW) {
        registers[OVERFLOW] = (byte) (get(OVERFLOW) & ~LINE_COMPARE_8 | value & LINE_COMPARE_8);
      }
      return;
    }
    registers[index] = (byte) value;
  }

  int get(int register) {
    return registers[register] & 0xFF;
  }

  private int overflow(int bit, int to) {
    return (get(OVERFLOW) >> bit & 1) << to;
  }

  /** Characters in a line, blanking and retrace included. */
  int horizontalTotal() {
    return get(H_TOTAL) + 5;
  }

  /** Characters that are shown. */
  int columns() {
    return get(H_DISPLAY_END) + 1;
  }

  /** Lines in a frame, retrace included. */
  int verticalTotal() {
    return (get(V_TOTAL) | overflow(0, 8) | overflow(5, 9)) + 2;
  }

  /** Lines that are shown. */
  int lines() {
    return (get(V_DISPLAY_END) | overflow(1, 8) | overflow(6, 9)) + 1;
  }

  int retraceStart() {
    return get(V_RETRACE_START) | overflow(2, 8) | overflow(7, 9);
  }

  /** Lines of vertical retrace: its end is compared in four bits. */
  int retraceLines() {
    int lines = get(V_RETRACE_END) - retraceStart() & 0xF;
    return lines == 0 ? 16 : lines;
  }

  /** After this line the picture goes on at address 0 (split screen). */
  int lineCompare() {
    return get(LINE_COMPARE) | overflow(4, 8) | (get(MAX_SCAN) >> 6 & 1) << 9;
  }

  /** Scan lines of a character row, before doubling. */
  int cellHeight() {
    return (get(MAX_SCAN) & 0x1F) + 1;
  }

  /** How often each scan line is shown: twice in the 200-line modes. */
  int repeat() {
    return (get(MAX_SCAN) & 0x80) != 0 ? 2 : 1;
  }

  int startAddress() {
    return get(START_HIGH) << 8 | get(START_HIGH + 1);
  }

  int cursorAddress() {
    return get(CURSOR_HIGH) << 8 | get(CURSOR_HIGH + 1);
  }

  /** From one row of the picture to the next, in units of the address counter. */
  int pitch() {
    return get(OFFSET) * 2;
  }

  /** Character clocks for one step of the address counter. */
  int clocksPerAddress() {
    return (get(UNDERLINE) & 0x20) != 0 ? 4 : (get(MODE) & 0x08) != 0 ? 2 : 1;
  }

  /** The memory address for a value of the address counter on a row's scan line. */
  int address(int counter, int scan) {
    int at;
    if ((get(UNDERLINE) & 0x40) != 0) {
      at = counter << 2 | counter >> 14 & 3; // doubleword mode
    } else if ((get(MODE) & 0x40) == 0) {
      at = counter << 1 | counter >> ((get(MODE) & 0x20) != 0 ? 15 : 13) & 1; // word mode
    } else {
      at = counter;
    }
    if ((get(MODE) & 0x01) == 0) {
      at = at & ~0x2000 | (scan & 1) << 13; // CGA: odd lines 8 KiB further on
    }
    if ((get(MODE) & 0x02) == 0) {
      at = at & ~0x4000 | (scan & 2) << 13; // Hercules-like: four banks
    }
    return at & 0xFFFF;
  }

  void state(StateIo io) {
    io.bytes("registers", registers);
    index = io.i32("index", index);
  }
}
