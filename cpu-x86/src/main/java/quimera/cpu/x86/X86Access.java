package quimera.cpu.x86;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * How instructions reach memory: one unsigned comparison with the segment's bound, one with the
 * translation buffer's tag, then the bytes. Everything else is a slow path.
 */
abstract class X86Access extends X86State {
  private static final int BIAS = Integer.MIN_VALUE;
  private static final int WATCHED_SLOTS = 64;

  final Bus bus;
  final Tlb userTlb = new Tlb();
  final Tlb systemTlb = new Tlb();

  /** Empty for good; in use while every access must be looked at (alignment check). */
  private final Tlb noTlb = new Tlb();

  int[] readTags = systemTlb.readTags;
  byte[][] readPages = systemTlb.readPages;
  int[] writeTags = systemTlb.writeTags;
  byte[][] writePages = systemTlb.writePages;

  /** Whether accesses are those of CPL 3. */
  boolean user;

  private boolean checkAlignment;

  // Pages with decoded code or dirty-marked video are not in the TLB for writing; this is a small
  // second buffer for them, so that a stack beside code stays cheap.
  private final Watched userWatched = new Watched();
  private final Watched systemWatched = new Watched();
  private Watched watched = systemWatched;

  /** The fault that a slow path has found; the fast path that called it throws it. */
  private Fault refusal;

  /** Linear pages with watched granules that one privilege may write to. */
  private static final class Watched {
    final int[] tags = new int[WATCHED_SLOTS];
    final Page[] pages = new Page[WATCHED_SLOTS];

    Watched() {
      forget();
    }

    void forget() {
      Arrays.fill(tags, Tlb.NONE);
    }

    Page page(int linear) {
      int slot = linear >>> Page.SHIFT & WATCHED_SLOTS - 1;
      return tags[slot] == (linear & -Page.SIZE) ? pages[slot] : null;
    }

    void add(int linear, Page page) {
      int slot = linear >>> Page.SHIFT & WATCHED_SLOTS - 1;
      tags[slot] = linear & -Page.SIZE;
      pages[slot] = page;
    }
  }

  X86Access(X86Model model, Bus bus) {
    super(model);
    this.bus = bus;
  }

  abstract Paging paging();

  abstract DebugRegisters debug();

  /** Chooses the translation buffer for the current privilege. */
  final void selectTlb() {
    boolean newUser = cpl == 3;
    checkAlignment = newUser && (system & Flag.AC) != 0 && (cr0 & 1 << 18) != 0;
    user = newUser;
    watched = user ? userWatched : systemWatched;
    Tlb tlb = checkAlignment ? noTlb : user ? userTlb : systemTlb;
    readTags = tlb.readTags;
    readPages = tlb.readPages;
    writeTags = tlb.writeTags;
    writePages = tlb.writePages;
  }

  final void forgetTranslations() {
    userTlb.flush();
    systemTlb.flush();
    userWatched.forget();
    systemWatched.forget();
  }

  /** Forgets where stores go, but not where loads come from. */
  final void forgetStores() {
    userTlb.forgetWrites();
    systemTlb.forgetWrites();
    userWatched.forget();
    systemWatched.forget();
  }

  final void forgetTranslation(int linear) {
    userTlb.flush(linear);
    systemTlb.flush(linear);
    userWatched.forget();
    systemWatched.forget();
  }

  /** 8 bits, zero-extended. */
  final int read8(Segment s, int offset) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.readEnd && readTags[slot] == (linear & -Page.SIZE)) {
      return readPages[slot][linear & Page.SIZE - 1] & 0xFF;
    }
    int value = readSlow(s, offset, 1);
    if (refusal != null) {
      throw refused();
    }
    return value;
  }

  /** 16 bits, zero-extended. */
  final int read16(Segment s, int offset) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.readEnd && readTags[slot] == (linear + 1 & -Page.SIZE)) {
      return Bytes.get16(readPages[slot], linear & Page.SIZE - 1);
    }
    int value = readSlow(s, offset, 2);
    if (refusal != null) {
      throw refused();
    }
    return value;
  }

  final int read32(Segment s, int offset) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.readEnd && readTags[slot] == (linear + 3 & -Page.SIZE)) {
      return Bytes.get32(readPages[slot], linear & Page.SIZE - 1);
    }
    int value = readSlow(s, offset, 4);
    if (refusal != null) {
      throw refused();
    }
    return value;
  }

  final long read64(Segment s, int offset) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.readEnd && readTags[slot] == (linear + 7 & -Page.SIZE)) {
      return Bytes.get64(readPages[slot], linear & Page.SIZE - 1);
    }
    check(s, offset, 8, false);
    return read32(s, offset) & 0xFFFFFFFFL | (long) read32(s, offset + 4) << 32;
  }

  final void write8(Segment s, int offset, int value) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.writeEnd && writeTags[slot] == (linear & -Page.SIZE)) {
      writePages[slot][linear & Page.SIZE - 1] = (byte) value;
    } else {
      writeSlow(s, offset, 1, value);
      if (refusal != null) {
        throw refused();
      }
    }
  }

  final void write16(Segment s, int offset, int value) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.writeEnd && writeTags[slot] == (linear + 1 & -Page.SIZE)) {
      Bytes.put16(writePages[slot], linear & Page.SIZE - 1, value);
    } else {
      writeSlow(s, offset, 2, value);
      if (refusal != null) {
        throw refused();
      }
    }
  }

  final void write32(Segment s, int offset, int value) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.writeEnd && writeTags[slot] == (linear + 3 & -Page.SIZE)) {
      Bytes.put32(writePages[slot], linear & Page.SIZE - 1, value);
    } else {
      writeSlow(s, offset, 4, value);
      if (refusal != null) {
        throw refused();
      }
    }
  }

  final void write64(Segment s, int offset, long value) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS < s.writeEnd && writeTags[slot] == (linear + 7 & -Page.SIZE)) {
      Bytes.put64(writePages[slot], linear & Page.SIZE - 1, value);
    } else {
      willWrite(s, offset, 8);
      write32(s, offset, (int) value);
      write32(s, offset + 4, (int) (value >>> 32));
    }
  }

  /** 1, 2 or 4 bytes, zero-extended. */
  final int read(Segment s, int offset, int bytes) {
    return switch (bytes) {
      case 1 -> read8(s, offset);
      case 2 -> read16(s, offset);
      default -> read32(s, offset);
    };
  }

  final void write(Segment s, int offset, int bytes, int value) {
    switch (bytes) {
      case 1 -> write8(s, offset, value);
      case 2 -> write16(s, offset, value);
      default -> write32(s, offset, value);
    }
  }

  /**
   * Raises whatever fault a write would, before an instruction that reads first changes anything.
   */
  final void willWrite(Segment s, int offset, int bytes) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (offset + BIAS >= s.writeEnd || writeTags[slot] != (linear + bytes - 1 & -Page.SIZE)) {
      willWriteSlow(s, offset, bytes);
      if (refusal != null) {
        throw refused();
      }
    }
  }

  /**
   * The page of bytes that may be written without a further check, all of them; null if they may
   * not, or not so simply.
   */
  final byte[] writableRun(Segment s, int offset, int bytes) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    boolean direct =
        offset + BIAS < s.writeEnd
            && offset + bytes - 1 + BIAS < s.writeEnd
            && writeTags[slot] == (linear + bytes - 1 & -Page.SIZE);
    return direct ? writePages[slot] : null;
  }

  /** The same for reading. */
  final byte[] readableRun(Segment s, int offset, int bytes) {
    int linear = s.base + offset;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    boolean direct =
        offset + BIAS < s.readEnd
            && offset + bytes - 1 + BIAS < s.readEnd
            && readTags[slot] == (linear + bytes - 1 & -Page.SIZE);
    return direct ? readPages[slot] : null;
  }

  private void willWriteSlow(Segment s, int offset, int bytes) {
    if (wraps(s, offset, bytes)) {
      return;
    }
    check(s, offset, bytes, true);
    int linear = s.base + offset;
    if (crosses(linear, bytes)) {
      paging().probeWrite(linear, bytes, user);
    } else if (watched.page(linear) == null && !paging().writable(linear, bytes, user)) {
      refusal = paging().refusal(linear, true, user);
    }
  }

  private Fault refused() {
    Fault fault = refusal;
    refusal = null;
    return fault;
  }

  private static boolean crosses(int linear, int bytes) {
    return (linear & Page.SIZE - 1) + bytes > Page.SIZE;
  }

  private int readSlow(Segment s, int offset, int bytes) {
    if (wraps(s, offset, bytes)) {
      int low = readSlow(s, offset, 1);
      return low | readSlow(s, offset + 1 & 0xFFFF, 1) << 8;
    }
    check(s, offset, bytes, false);
    int linear = s.base + offset;
    debug().accessed(linear, bytes, false);
    if (crosses(linear, bytes)) {
      return paging().read(linear, bytes, user);
    }
    refusal = paging().tryRead(linear, bytes, user);
    return paging().value();
  }

  private void writeSlow(Segment s, int offset, int bytes, int value) {
    if (wraps(s, offset, bytes)) {
      writeSlow(s, offset, 1, value);
      writeSlow(s, offset + 1 & 0xFFFF, 1, value >>> 8);
      return;
    }
    int linear = s.base + offset;
    Page page = watched.page(linear);
    if (crosses(linear, bytes)) {
      check(s, offset, bytes, true);
      paging().write(linear, bytes, value, user);
      debug().accessed(linear, bytes, true);
      return;
    }
    if (page == null || checkAlignment) {
      check(s, offset, bytes, true);
      boolean known = paging().writable(linear, bytes, user);
      refusal = paging().tryWrite(linear, bytes, value, user);
      if (refusal == null && !known) {
        debug().accessed(linear, bytes, true);
        remember(linear, paging().page());
      }
      return;
    }
    if (offset + BIAS >= s.writeEnd) {
      check(s, offset, bytes, true);
    }
    store(page, linear & Page.SIZE - 1, bytes, value);
  }

  private static void store(Page page, int at, int bytes, int value) {
    switch (bytes) {
      case 1 -> page.bytes[at] = (byte) value;
      case 2 -> Bytes.put16(page.bytes, at, value);
      default -> Bytes.put32(page.bytes, at, value);
    }
    if ((page.watched() & Page.granules(at, bytes)) != 0) {
      page.written(at, bytes);
    }
  }

  /** After a write that was translated to {@code page}: next time it goes straight there. */
  private void remember(int linear, Page page) {
    boolean watches = page != null && page.watched() != 0 && page.writable();
    if (watches && !debug().watchesPage(linear)) {
      watched.add(linear, page);
    }
  }

  /** A word at offset FFFF of the 8086 has its second byte at offset 0. */
  private boolean wraps(Segment s, int offset, int bytes) {
    return model == X86Model.I8086 && bytes == 2 && offset == 0xFFFF && s.limit == 0xFFFF;
  }

  /** The exact check: rights, limit, alignment (SDM volume 3, 5.3 and 6.15, interrupt 17). */
  final void check(Segment s, int offset, int bytes, boolean write) {
    if (!s.allows(offset, bytes, write)) {
      throw new Fault(s == ss ? stackFault() : Vector.GP, 0);
    }
    if (checkAlignment && (s.base + offset & bytes - 1) != 0) {
      throw new Fault(Vector.AC, 0);
    }
  }

  /** #SS; the 80286 has one "segment overrun" in real mode (80286 PRM 5.2, interrupt 13). */
  final int stackFault() {
    return model.is32() || protectedMode() ? Vector.SS : Vector.GP;
  }

  /** Reads through a segment, with limit, right and page checks at the current privilege. */
  final int readSeg16(Segment s, int offset) {
    return read16(s, offset);
  }

  final int readSeg32(Segment s, int offset) {
    return read32(s, offset);
  }

  final void writeSeg16(Segment s, int offset, int value) {
    write16(s, offset, value);
  }

  final void writeSeg32(Segment s, int offset, int value) {
    write32(s, offset, value);
  }

  /** Reads by the processor itself, with supervisor rights. */
  final int sysRead8(int linear) {
    return paging().read(linear, 1, false);
  }

  final int sysRead16(int linear) {
    return paging().read(linear, 2, false);
  }

  final int sysRead32(int linear) {
    return paging().read(linear, 4, false);
  }

  final void sysWrite8(int linear, int value) {
    paging().write(linear, 1, value, false);
  }

  final void sysWrite16(int linear, int value) {
    paging().write(linear, 2, value, false);
  }

  final void sysWrite32(int linear, int value) {
    paging().write(linear, 4, value, false);
  }
}
