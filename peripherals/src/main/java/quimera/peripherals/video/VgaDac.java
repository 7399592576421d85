package quimera.peripherals.video;

import quimera.core.state.StateIo;

/**
 * The palette DAC: 256 colours of 18 bits, read and written as triples of 6-bit levels, or of 24
 * bits where an adapter switches it to 8-bit levels.
 */
final class VgaDac {
  private static final int READING = 3;

  private final byte[] levels = new byte[256 * 3];
  private int mask = 0xFF;
  private int index;
  private int component;
  private boolean reading;
  private boolean eightBits;

  void reset() {
    mask = 0xFF;
    index = 0;
    component = 0;
    reading = false;
  }

  /** Levels of eight bits; the VGA itself has six. Levels already there keep their brightness. */
  void setEightBits(boolean on) {
    if (on != eightBits) {
      eightBits = on;
      for (int i = 0; i < levels.length; i++) {
        int level = levels[i] & 0xFF;
        levels[i] = (byte) (on ? level << 2 | level >> 4 : level >> 2);
      }
    }
  }

  int mask() {
    return mask;
  }

  void setMask(int value) {
    mask = value;
  }

  /** Port 3C7h, write: the first colour to read. */
  void setReadIndex(int value) {
    index = value;
    component = 0;
    reading = true;
  }

  /** Port 3C8h: the first colour to write. */
  void setWriteIndex(int value) {
    index = value;
    component = 0;
    reading = false;
  }

  /** Port 3C7h, read: 3 after a read index was set, 0 after a write index. */
  int state() {
    return reading ? READING : 0;
  }

  int writeIndex() {
    return index;
  }

  int peek() {
    return levels[index * 3 + component] & 0xFF;
  }

  /** Port 3C9h: the next level; after blue comes the next colour's red. */
  int read() {
    int value = peek();
    advance();
    return value;
  }

  void write(int value) {
    levels[index * 3 + component] = (byte) (eightBits ? value : value & 0x3F);
    advance();
  }

  private void advance() {
    if (++component == 3) {
      component = 0;
      index = index + 1 & 0xFF;
    }
  }

  /** A colour behind the pixel mask, as 0xFFRRGGBB; 6 bits are widened so that 63 becomes 255. */
  int argb(int colour) {
    int at = (colour & mask) * 3;
    return 0xFF000000 | wide(at) << 16 | wide(at + 1) << 8 | wide(at + 2);
  }

  private int wide(int at) {
    int level = levels[at] & 0xFF;
    return eightBits ? level : level << 2 | level >> 4;
  }

  void state(StateIo io) {
    io.bytes("levels", levels);
    mask = io.i32("mask", mask);
    index = io.i32("index", index);
    component = io.i32("component", component);
    reading = io.bit("reading", reading);
    eightBits = io.bit("eightBits", eightBits);
  }
}
