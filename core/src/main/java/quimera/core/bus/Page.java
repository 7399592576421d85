package quimera.core.bus;

import java.util.Arrays;

/**
 * 4 KiB of a {@link Memory}, the unit in which processors cache memory and in which writes are
 * watched.
 *
 * <p>A watch names granules of 64 bytes, so that a stack or data beside code in one page does not
 * disturb the code. A page that nobody watches is written to without any check: TLBs hold it for
 * writing, and forget it when the first watch is set.
 */
public final class Page {
  /** Bytes in a page. */
  public static final int SIZE = 4096;

  /** log2 of {@link #SIZE}. */
  public static final int SHIFT = 12;

  /** log2 of the bytes in a granule. */
  public static final int GRANULE_SHIFT = 6;

  /** The bytes; written directly only by one who has made sure that {@link #watched} is 0. */
  public final byte[] bytes = new byte[SIZE];

  /** The memory that this is a page of. */
  public final Memory memory;

  /** Which page of the memory. */
  public final int index;

  /** Bit <i>g</i>: somebody watches writes to granule <i>g</i>. */
  private long watched;

  private PageWatch[] watches = new PageWatch[0];
  private long[] granules = new long[0];
  private Tlb[] writers = new Tlb[0];

  Page(Memory memory, int index) {
    this.memory = memory;
    this.index = index;
  }

  /** Whether guest stores change it (RAM, not ROM). */
  public boolean writable() {
    return memory.writable();
  }

  /** Bit <i>g</i> is set while somebody watches writes to bytes 64<i>g</i> to 64<i>g</i>+63. */
  public long watched() {
    return watched;
  }

  /** The granules that an access touches, as a mask for {@link #watched} and {@link #watch}. */
  public static long granules(int offset, int bytes) {
    int first = offset >> GRANULE_SHIFT;
    int last = (offset + bytes - 1) >> GRANULE_SHIFT;
    return (-1L << first) & (-1L >>> (63 - last));
  }

  /** Adds granules to those that {@code watch} hears of. */
  public void watch(PageWatch watch, long mask) {
    int slot = slotOf(watch);
    if (slot < 0) {
      slot = watches.length;
      watches = Arrays.copyOf(watches, slot + 1);
      granules = Arrays.copyOf(granules, slot + 1);
      watches[slot] = watch;
    }
    granules[slot] |= mask;
    boolean first = watched == 0;
    watched |= mask;
    if (first && watched != 0) {
      for (Tlb tlb : writers) {
        tlb.forgetWrites(this);
      }
      writers = new Tlb[0];
    }
  }

  /** Takes granules away from those that {@code watch} hears of. */
  public void unwatch(PageWatch watch, long mask) {
    int slot = slotOf(watch);
    if (slot < 0) {
      return;
    }
    granules[slot] &= ~mask;
    watched = 0;
    for (long each : granules) {
      watched |= each;
    }
  }

  /** Tells the watches of a write that was just made to {@link #bytes}. */
  public void written(int offset, int bytesWritten) {
    long mask = granules(offset, bytesWritten);
    if ((watched & mask) == 0) {
      return;
    }
    for (int i = 0; i < watches.length; i++) {
      if ((granules[i] & mask) != 0) {
        watches[i].written(this, offset, bytesWritten);
      }
    }
  }

  /** A TLB holds this page for unchecked writing; it is told when that must end. */
  public void heldForWritingBy(Tlb tlb) {
    for (Tlb known : writers) {
      if (known == tlb) {
        return;
      }
    }
    writers = Arrays.copyOf(writers, writers.length + 1);
    writers[writers.length - 1] = tlb;
  }

  private int slotOf(PageWatch watch) {
    for (int i = 0; i < watches.length; i++) {
      if (watches[i] == watch) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return memory.name() + "+0x" + Integer.toHexString(index << SHIFT);
  }
}
