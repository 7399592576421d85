package quimera.core.bus;

import java.util.Arrays;
import quimera.core.state.StateIo;

/** A block of RAM or ROM. Its pages come into being when they are first touched. */
public final class Memory {
  static final byte[] ZEROS = new byte[Page.SIZE];
  private static final byte[] ONES = ones();

  private final String name;
  private final long size;
  private final boolean writable;
  private final byte[] blank; // a page that was never touched
  private final Page[] pages;

  private static byte[] ones() {
    byte[] ones = new byte[Page.SIZE];
    Arrays.fill(ones, (byte) -1);
    return ones;
  }

  private Memory(String name, long size, boolean writable, byte[] blank) {
    if (size <= 0 || size > (long) Integer.MAX_VALUE * Page.SIZE) {
      throw new IllegalArgumentException(name + ": a memory of " + size + " bytes cannot be made");
    }
    this.name = name;
    this.size = size;
    this.writable = writable;
    this.blank = blank;
    pages = new Page[(int) ((size + Page.SIZE - 1) >> Page.SHIFT)];
  }

  /** RAM of {@code bytes} bytes, all zero. */
  public static Memory ram(String name, long bytes) {
    return new Memory(name, bytes, true, ZEROS);
  }

  /** ROM with this content. */
  public static Memory rom(String name, byte[] content) {
    Memory rom = new Memory(name, content.length, false, ZEROS);
    rom.load(0, content, 0, content.length);
    return rom;
  }

  /** Flash memory of {@code bytes} bytes, erased: all ones. Only its chip changes it. */
  public static Memory flash(String name, long bytes) {
    return new Memory(name, bytes, false, ONES);
  }

  /** What the board calls it. */
  public String name() {
    return name;
  }

  /** Its size in bytes. */
  public long size() {
    return size;
  }

  /** Whether guest stores change it. */
  public boolean writable() {
    return writable;
  }

  /** Page {@code index}, made if it was never touched. */
  public Page page(int index) {
    Page page = pages[index];
    if (page == null) {
      page = new Page(this, index);
      if (blank == ONES) {
        System.arraycopy(blank, 0, page.bytes, 0, Page.SIZE);
      }
      pages[index] = page;
    }
    return page;
  }

  /** Copies bytes in, ROM or not (firmware, loaders, DMA); watches hear of it. */
  public void load(long address, byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      Page page = page((int) ((address + done) >> Page.SHIFT));
      int offset = (int) (address + done) & Page.SIZE - 1;
      int part = Math.min(length - done, Page.SIZE - offset);
      System.arraycopy(source, from + done, page.bytes, offset, part);
      page.written(offset, part);
      done += part;
    }
  }

  /** Copies bytes out. */
  public void store(long address, byte[] target, int to, int length) {
    int done = 0;
    while (done < length) {
      Page page = pages[(int) ((address + done) >> Page.SHIFT)];
      int offset = (int) (address + done) & Page.SIZE - 1;
      int part = Math.min(length - done, Page.SIZE - offset);
      System.arraycopy(page == null ? blank : page.bytes, offset, target, to + done, part);
      done += part;
    }
  }

  /** Names every page that is not blank. */
  public void state(StateIo io) {
    byte[] present = new byte[(pages.length + 7) / 8];
    for (int i = 0; i < pages.length; i++) {
      if (pages[i] != null && !Arrays.equals(pages[i].bytes, blank)) {
        present[i >> 3] |= (byte) (1 << (i & 7));
      }
    }
    io.bytes("pages", present);
    for (int i = 0; i < pages.length; i++) {
      if ((present[i >> 3] >> (i & 7) & 1) != 0) {
        io.bytes(Integer.toHexString(i), page(i).bytes);
      } else if (pages[i] != null && io.loading()) {
        System.arraycopy(blank, 0, pages[i].bytes, 0, Page.SIZE);
      }
      if (pages[i] != null && io.loading()) {
        pages[i].written(0, Page.SIZE);
      }
    }
  }

  @Override
  public String toString() {
    return name + " (" + size + (writable ? " bytes of RAM)" : " bytes of ROM)");
  }
}
