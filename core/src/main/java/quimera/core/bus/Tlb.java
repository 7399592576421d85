package quimera.core.bus;

import java.util.Arrays;

/**
 * A software translation look-aside buffer: virtual page to bytes, for plain memory only.
 *
 * <p>Everything that needs care is simply absent, so that a miss is the one slow path: I/O, faults,
 * pages with watched granules (for writing), accesses that cross a page (the tag of the last byte
 * differs). A processor keeps one for each privilege and switches between them.
 *
 * <p>A fast read of {@code n} bytes at {@code va} is
 *
 * <pre>
 *   int slot = va &gt;&gt;&gt; 12 &amp; Tlb.MASK;
 *   if (tlb.readTags[slot] == (va + n - 1 &amp; -4096)) use(tlb.readPages[slot], va &amp; 4095);
 * </pre>
 */
public final class Tlb {
  /** Entries; a power of two. */
  public static final int SIZE = 1024;

  /** From a virtual page number to its slot. */
  public static final int MASK = SIZE - 1;

  /** In a tag: no page begins here, and no misaligned access to one compares equal to it. */
  public static final int NONE = 1 << Page.SHIFT - 1;

  /** Virtual address of the page that may be read without a check, by slot. */
  public final int[] readTags = new int[SIZE];

  /** Its bytes. */
  public final byte[][] readPages = new byte[SIZE][];

  /** Virtual address of the page that may be written without a check, by slot. */
  public final int[] writeTags = new int[SIZE];

  /** Its bytes. */
  public final byte[][] writePages = new byte[SIZE][];

  /** An empty buffer. */
  public Tlb() {
    flush();
  }

  /** From now on reads in the virtual page of {@code virtual} go straight to {@code page}. */
  public void mapRead(int virtual, Page page) {
    int slot = virtual >>> Page.SHIFT & MASK;
    readTags[slot] = virtual & -Page.SIZE;
    readPages[slot] = page.bytes;
  }

  /** The same for writes, unless somebody watches the page or it is ROM. */
  public void mapWrite(int virtual, Page page) {
    if (page.watched() != 0 || !page.writable()) {
      return;
    }
    int slot = virtual >>> Page.SHIFT & MASK;
    writeTags[slot] = virtual & -Page.SIZE;
    writePages[slot] = page.bytes;
    page.heldForWritingBy(this);
  }

  /** Forgets everything. */
  public void flush() {
    Arrays.fill(readTags, NONE);
    Arrays.fill(writeTags, NONE);
  }

  /** Forgets one virtual page. */
  public void flush(int virtual) {
    int slot = virtual >>> Page.SHIFT & MASK;
    readTags[slot] = NONE;
    writeTags[slot] = NONE;
  }

  /** Forgets every way to write, so that the next store to each page is seen. */
  public void forgetWrites() {
    Arrays.fill(writeTags, NONE);
  }

  /** Forgets every way to write to {@code page}, because somebody watches it now. */
  public void forgetWrites(Page page) {
    for (int slot = 0; slot < SIZE; slot++) {
      if (writePages[slot] == page.bytes) {
        writeTags[slot] = NONE;
        writePages[slot] = null;
      }
    }
  }
}
