package quimera.core.bus;

import java.util.OptionalLong;

/**
 * What stands behind a window of memory-mapped or port-mapped I/O: it sees offsets, in its own
 * width.
 */
public interface BusTarget {
  /**
   * A read by the guest, with its side effects.
   *
   * @param offset within the window, in bytes
   * @param bytes 1, 2, 4 or 8, never wider than the window was declared
   * @return the value, zero-extended; bits above the width are ignored
   */
  long read(int offset, int bytes);

  /**
   * A write by the guest.
   *
   * @param value zero-extended
   */
  void write(int offset, int bytes, long value);

  /** What a read would return, without its side effects; empty if unknown. */
  default OptionalLong peek(int offset, int bytes) {
    return OptionalLong.empty();
  }
}
