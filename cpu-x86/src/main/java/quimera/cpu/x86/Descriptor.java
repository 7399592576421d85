package quimera.cpu.x86;

/**
 * Reads the fields of a descriptor, the eight bytes in which memory describes a segment or a gate
 * (Intel SDM volume 3, 3.4.5 and 5.8.3).
 *
 * <p>A descriptor is carried as the {@code long} that memory holds, little-endian, so that looking
 * at one costs no object. The 80286 ignores bytes 6 and 7: {@link Segmentation#fetch} clears them.
 */
final class Descriptor {
  // System types (Intel SDM volume 3, table 3-2).
  static final int TSS16_AVAILABLE = 1;
  static final int LDT = 2;
  static final int TSS16_BUSY = 3;
  static final int CALL_GATE16 = 4;
  static final int TASK_GATE = 5;
  static final int INTERRUPT_GATE16 = 6;
  static final int TRAP_GATE16 = 7;
  static final int TSS32_AVAILABLE = 9;
  static final int TSS32_BUSY = 11;
  static final int CALL_GATE32 = 12;
  static final int INTERRUPT_GATE32 = 14;
  static final int TRAP_GATE32 = 15;

  /** In a system type: the 32-bit form. */
  static final int TYPE_32 = 8;

  /** In a TSS type: the task is busy (bit 1 of byte 5). */
  static final int TYPE_BUSY = 2;

  // Access byte (byte 5).
  static final int ACCESSED = 0x01;
  static final int WRITABLE = 0x02;
  static final int READABLE = 0x02;
  static final int EXPAND_DOWN = 0x04;
  static final int CONFORMING = 0x04;
  static final int EXECUTABLE = 0x08;
  static final int SEGMENT = 0x10;
  static final int PRESENT = 0x80;

  private Descriptor() {}

  /** Byte 5: type, S, DPL and P. */
  static int access(long descriptor) {
    return (int) (descriptor >>> 40) & 0xFF;
  }

  /** Byte 5 without DPL and P, for a system descriptor. */
  static int type(long descriptor) {
    return (int) (descriptor >>> 40) & 0x0F;
  }

  /** Whether it describes a gate, a TSS or an LDT rather than a code or data segment. */
  static boolean system(long descriptor) {
    return (access(descriptor) & SEGMENT) == 0;
  }

  static boolean present(long descriptor) {
    return (access(descriptor) & PRESENT) != 0;
  }

  static int dpl(long descriptor) {
    return (int) (descriptor >>> 45) & 3;
  }

  static boolean code(long descriptor) {
    return (access(descriptor) & (SEGMENT | EXECUTABLE)) == (SEGMENT | EXECUTABLE);
  }

  static boolean data(long descriptor) {
    return (access(descriptor) & (SEGMENT | EXECUTABLE)) == SEGMENT;
  }

  static boolean conforming(long descriptor) {
    return (access(descriptor) & (SEGMENT | EXECUTABLE | CONFORMING))
        == (SEGMENT | EXECUTABLE | CONFORMING);
  }

  static boolean writableData(long descriptor) {
    return (access(descriptor) & (SEGMENT | EXECUTABLE | WRITABLE)) == (SEGMENT | WRITABLE);
  }

  /** A data segment, or code that may be read. */
  static boolean readable(long descriptor) {
    int access = access(descriptor);
    return (access & SEGMENT) != 0 && ((access & EXECUTABLE) == 0 || (access & READABLE) != 0);
  }

  static boolean callGate(long descriptor) {
    return system(descriptor) && (type(descriptor) & ~TYPE_32) == CALL_GATE16;
  }

  static boolean taskGate(long descriptor) {
    return system(descriptor) && type(descriptor) == TASK_GATE;
  }

  /** A TSS that is not busy. */
  static boolean availableTss(long descriptor) {
    return system(descriptor) && (type(descriptor) & ~TYPE_32) == TSS16_AVAILABLE;
  }

  static boolean busyTss(long descriptor) {
    return system(descriptor) && (type(descriptor) & ~TYPE_32) == TSS16_BUSY;
  }

  /** Whether a gate or a TSS is of the 32-bit form. */
  static boolean is32(long descriptor) {
    return (type(descriptor) & TYPE_32) != 0;
  }

  /** The D/B bit: 32-bit default operands, or a 32-bit stack pointer. */
  static boolean big(long descriptor) {
    return (descriptor & 1L << 54) != 0;
  }

  static int base(long descriptor) {
    return (int) (descriptor >>> 16 & 0xFFFFFF | descriptor >>> 32 & 0xFF000000L);
  }

  /** The last valid offset (for expand-down segments the last invalid one), granularity applied. */
  static int limit(long descriptor) {
    int limit = (int) (descriptor & 0xFFFF | descriptor >>> 32 & 0xF0000);
    return (descriptor & 1L << 55) != 0 ? limit << 12 | 0xFFF : limit;
  }

  /** The selector that a gate leads to. */
  static int gateSelector(long descriptor) {
    return (int) (descriptor >>> 16) & 0xFFFF;
  }

  /** The entry point in a gate, of the gate's own size. */
  static int gateOffset(long descriptor) {
    int low = (int) descriptor & 0xFFFF;
    return is32(descriptor) ? low | (int) (descriptor >>> 32) & 0xFFFF0000 : low;
  }

  /** How many words or doublewords a call gate copies between the stacks. */
  static int gateCount(long descriptor) {
    return (int) (descriptor >>> 32) & 0x1F;
  }
}
