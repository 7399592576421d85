package quimera.cpu.arm;

import quimera.core.bus.Page;
import quimera.core.bus.PageWatch;

/**
 * The operations decoded from a page of memory, for both instruction sets.
 *
 * <p>It watches the granules that it has decoded from: a store there makes their operations unknown
 * again. Granules that are not decoded from any more are not watched, so that a page which is used
 * for data again costs nothing.
 */
final class DecodedPage implements PageWatch {
  final Page page;

  /** By word and by halfword; {@link Op#UNKNOWN} where nobody has been. Made when needed. */
  private long[] arm;

  private long[] thumb;

  /** The granules that are watched. */
  private long watched;

  DecodedPage(Page page) {
    this.page = page;
  }

  /** The operations of a set, by offset shifted right by {@code sizeShift}. */
  long[] operations(int sizeShift) {
    if (sizeShift == 2) {
      if (arm == null) {
        arm = new long[Page.SIZE >> 2];
      }
      return arm;
    }
    if (thumb == null) {
      thumb = new long[Page.SIZE >> 1];
    }
    return thumb;
  }

  /** Remembers what was decoded from {@code bytes} bytes. */
  void remember(int offset, int bytes, int sizeShift, long operation) {
    long granules = Page.granules(offset, bytes);
    if ((watched & granules) != granules) {
      watched |= granules;
      page.watch(this, granules);
    }
    operations(sizeShift)[offset >> sizeShift] = operation;
  }

  @Override
  public void written(Page written, int offset, int bytes) {
    long touched = Page.granules(offset, bytes) & watched;
    for (long rest = touched; rest != 0; rest &= rest - 1) {
      int from = Long.numberOfTrailingZeros(rest) << Page.GRANULE_SHIFT;
      int to = from + (1 << Page.GRANULE_SHIFT);
      if (arm != null) {
        java.util.Arrays.fill(arm, from >> 2, to >> 2, Op.UNKNOWN);
      }
      if (thumb != null) {
        // An instruction of 32 bits may begin one halfword earlier.
        java.util.Arrays.fill(thumb, Math.max(0, (from >> 1) - 1), to >> 1, Op.UNKNOWN);
      }
    }
    watched &= ~touched;
    page.unwatch(this, touched);
  }
}
