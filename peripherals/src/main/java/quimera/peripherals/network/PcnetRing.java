package quimera.peripherals.network;

import quimera.core.bus.Bus;
import quimera.core.state.StateIo;

/**
 * A ring of descriptors in memory, each a buffer and who owns it, in one of the controller's three
 * formats.
 *
 * <p>Datasheet: AMD Am79C973/Am79C975, 21510, "Receive Descriptors", "Transmit Descriptors",
 * "Software style" (BCR20).
 */
final class PcnetRing {
  // Word 1 of a descriptor.
  static final int OWN = 0x8000_0000;
  static final int ERR = 0x4000_0000;
  static final int STP = 0x0200_0000;
  static final int ENP = 0x0100_0000;
  static final int BUFF = 0x0400_0000;

  private static final int LENGTH = 0xFFF;

  private final Bus memory;
  private long base;
  private int count = 1;
  private int at;
  private int style;

  PcnetRing(Bus memory) {
    this.memory = memory;
  }

  /**
   * @param softwareStyle 0 for descriptors of 8 bytes, 2 and 3 for those of 16
   */
  void place(long address, int descriptors, int softwareStyle) {
    base = address;
    count = Math.max(1, descriptors);
    at = 0;
    style = softwareStyle;
  }

  /** The current descriptor's number, 0 for the first. */
  int at() {
    return at;
  }

  int count() {
    return count;
  }

  void advance() {
    at = (at + 1) % count;
  }

  private long descriptor() {
    return base + (long) at * (style == 0 ? 8 : 16);
  }

  /** Address of the current buffer. */
  long buffer() {
    if (style == 0) {
      return memory.read32(descriptor()) & 0xFF_FFFFL;
    }
    return memory.read32(descriptor() + (style == 3 ? 8 : 0)) & 0xFFFF_FFFFL;
  }

  /** Word 1: owner and status above, the buffer's length as written below. */
  int control() {
    if (style == 0) {
      int flags = memory.read8(descriptor() + 3);
      return flags << 24 | memory.read16(descriptor() + 4);
    }
    return memory.read32(descriptor() + 4);
  }

  /** The length of the current buffer, which is kept as its two's complement. */
  int length() {
    int length = -control() & LENGTH;
    return length == 0 ? LENGTH + 1 : length;
  }

  /**
   * Hands the current descriptor back.
   *
   * @param flags bits 31-24 of word 1
   * @param message what goes into the word for a frame's length or the transmitter's status
   */
  void release(int flags, int message) {
    if (style == 0) {
      memory.write16(descriptor() + 6, message & 0xFFFF);
      memory.write8(descriptor() + 3, flags >>> 24 & 0x7F);
      return;
    }
    memory.write32(descriptor() + (style == 3 ? 0 : 8), message);
    memory.write32(descriptor() + 4, control() & 0x00FF_FFFF | flags & ~OWN);
  }

  void state(StateIo io) {
    base = io.i64("base", base);
    count = io.i32("count", count);
    at = io.i32("at", at);
    style = io.i32("style", style);
  }
}
