package quimera.peripherals.video;

import quimera.core.state.StateIo;

/** The attribute controller: 16 palette registers and 5 more behind one port and a flip-flop. */
final class VgaAttribute {
  static final int MODE = 0x10;
  static final int OVERSCAN = 0x11;
  static final int PLANE_ENABLE = 0x12;
  static final int PANNING = 0x13;
  static final int COLOUR_SELECT = 0x14;

  private static final int REGISTERS = 0x15;
  private static final int PALETTE_ADDRESS_SOURCE = 0x20;

  private final byte[] registers = new byte[REGISTERS];
  private int index;
  private boolean dataNext;

  void reset() {
    java.util.Arrays.fill(registers, (byte) 0);
    index = 0;
    dataNext = false;
  }

  /** A read of input status 1: the next write is an index. */
  void resetFlipFlop() {
    dataNext = false;
  }

  int index() {
    return index;
  }

  int read() {
    return (index & 0x1F) < REGISTERS ? get(index & 0x1F) : 0;
  }

  void write(int value) {
    if (!dataNext) {
      index = value & 0x3F;
    } else if ((index & 0x1F) < REGISTERS) {
      registers[index & 0x1F] = (byte) ((index & 0x1F) < MODE ? value & 0x3F : value);
    }
    dataNext = !dataNext;
  }

  int get(int register) {
    return registers[register] & 0xFF;
  }

  /** Whether the palette feeds the picture; while the processor has it, the screen is blank. */
  boolean showing() {
    return (index & PALETTE_ADDRESS_SOURCE) != 0;
  }

  /** The DAC colour for one of the 16 colours of a picture. */
  int colour(int pixel) {
    int palette = get(pixel & get(PLANE_ENABLE) & 0xF);
    int select = get(COLOUR_SELECT);
    return (get(MODE) & 0x80) != 0
        ? palette & 0xF | (select & 3) << 4 | (select & 0xC) << 4
        : palette | (select & 0xC) << 4;
  }

  void state(StateIo io) {
    io.bytes("registers", registers);
    index = io.i32("index", index);
    dataNext = io.bit("dataNext", dataNext);
  }
}
