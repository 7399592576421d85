package quimera.cpu.x86;

import quimera.core.state.StateIo;

/**
 * A segment register with its hidden part: what a selector stands for while it is loaded (Intel SDM
 * volume 3, 3.4.3).
 *
 * <p>The derived bounds let an access that lies well inside the segment pass with one unsigned
 * comparison; all others are checked exactly by {@link #allows}.
 */
final class Segment {
  // Numbers of the segment registers (SDM volume 2, table 2-1).
  static final int ES = 0;
  static final int CS = 1;
  static final int SS = 2;
  static final int DS = 3;
  static final int FS = 4;
  static final int GS = 5;

  /** In {@link #rights}: the D/B bit, 32-bit code or stack. */
  static final int BIG = 1 << 14;

  /** Access byte of every segment after reset: present, writable data, accessed. */
  static final int REAL_ACCESS = 0x93;

  /** Access byte of every segment in V86 mode: the same at privilege level 3. */
  static final int V86_RIGHTS = 0xF3;

  private static final int PRESENT = 0x80;
  private static final int EXECUTABLE = 0x08;
  private static final int EXPAND_DOWN = 0x04;
  private static final int READ_WRITE = 0x02;

  /** The widest access that the quick bounds allow for, in bytes. */
  private static final int WIDEST = 8;

  final String name;

  /** Visible part. */
  int selector;

  int base;

  /** Last valid offset (expand-down: last invalid one), granularity applied. */
  int limit;

  /** Access byte in bits 0-7, {@link #BIG}; 0 for a null segment. */
  int rights;

  /** Reads at offsets below this (both plus {@code MIN_VALUE}) need no further check. */
  int readEnd = Integer.MIN_VALUE;

  /** Writes at offsets below this (both plus {@code MIN_VALUE}) need no further check. */
  int writeEnd = Integer.MIN_VALUE;

  Segment(String name) {
    this.name = name;
  }

  /** Sets all parts; the caller tells the processor by {@link X86Cpu#segmentChanged}. */
  void load(int newSelector, int newBase, int newLimit, int newRights) {
    selector = newSelector;
    base = newBase;
    limit = newLimit;
    rights = newRights;
    derive();
  }

  private void derive() {
    boolean quick =
        (rights & PRESENT) != 0
            && !expandsDown()
            && Integer.compareUnsigned(limit, WIDEST - 1) >= 0;
    int end = quick ? limit - (WIDEST - 2) + Integer.MIN_VALUE : Integer.MIN_VALUE;
    readEnd = quick && mayRead() ? end : Integer.MIN_VALUE;
    writeEnd = quick && mayWrite() ? end : Integer.MIN_VALUE;
  }

  boolean big() {
    return (rights & BIG) != 0;
  }

  boolean expandsDown() {
    return (rights & (EXECUTABLE | EXPAND_DOWN)) == EXPAND_DOWN;
  }

  /** The {@link #rights} that a descriptor gives. */
  static int rights(long descriptor) {
    return Descriptor.access(descriptor) | (Descriptor.big(descriptor) ? BIG : 0);
  }

  private boolean mayRead() {
    return (rights & EXECUTABLE) == 0 || (rights & READ_WRITE) != 0;
  }

  private boolean mayWrite() {
    return (rights & EXECUTABLE) == 0 && (rights & READ_WRITE) != 0;
  }

  /** Whether an access of {@code bytes} at {@code offset} lies within limit and rights. */
  boolean allows(int offset, int bytes, boolean write) {
    return (rights & PRESENT) != 0 && (write ? mayWrite() : mayRead()) && holds(offset, bytes);
  }

  /** Whether {@code bytes} at {@code offset} lie within the limit. */
  boolean holds(int offset, int bytes) {
    return within(rights, limit, offset, bytes);
  }

  /** The same for a segment that is not loaded. */
  static boolean within(int rights, int limit, int offset, int bytes) {
    int last = offset + bytes - 1;
    if (Integer.compareUnsigned(last, offset) < 0) {
      return false;
    }
    if ((rights & (EXECUTABLE | EXPAND_DOWN)) == EXPAND_DOWN) {
      int top = (rights & BIG) != 0 ? -1 : 0xFFFF;
      return Integer.compareUnsigned(offset, limit) > 0 && Integer.compareUnsigned(last, top) <= 0;
    }
    return Integer.compareUnsigned(last, limit) <= 0;
  }

  void state(StateIo io) {
    selector = io.i32("selector", selector);
    base = io.i32("base", base);
    limit = io.i32("limit", limit);
    rights = io.i32("rights", rights);
    derive();
  }

  @Override
  public String toString() {
    return String.format(
        "%s=%04x base=%08x limit=%08x rights=%04x", name, selector, base, limit, rights);
  }
}
