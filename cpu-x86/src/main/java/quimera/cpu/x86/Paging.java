package quimera.cpu.x86;

import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Translates linear to physical addresses by the two-level page tables, and fills the translation
 * buffers (80386 PRM 5.2 and 5.3; Intel SDM volume 3, chapter 4).
 *
 * <p>Accessed and dirty bits are set only when the access is allowed at both levels. A page enters
 * the write side of a buffer by a write, so its dirty bit is then set. Pages under a data
 * breakpoint never enter, so that every access to them comes by the slow path.
 */
final class Paging {
  static final int CR0_PG = 1 << 31;
  static final int CR0_WP = 1 << 16;
  static final int CR4_PSE = 1 << 4;

  // Page-table and page-directory entries (SDM volume 3, tables 4-4 to 4-6).
  private static final int P = 1;
  private static final int RW = 1 << 1;
  private static final int US = 1 << 2;
  private static final int A = 1 << 5;
  private static final int D = 1 << 6;
  private static final int PS = 1 << 7;
  private static final int LARGE_RESERVED = 0x003FE000;
  private static final int LARGE_OFFSET = 0x003FFFFF;

  // Page-fault error code (SDM volume 3, 6.15, interrupt 14).
  private static final int PF_PRESENT = 1;
  private static final int PF_WRITE = 1 << 1;
  private static final int PF_USER = 1 << 2;
  private static final int PF_RESERVED = 1 << 3;

  private final X86Cpu cpu;
  private final Bus bus;

  /** See {@link #page()}. */
  private Page page;

  /** Where the address last translated leads. */
  private int physical;

  /** The page may be written as well, and its dirty bit is set already. */
  private boolean writesToo;

  /** What {@link #tryRead} has read. */
  private int value;

  Paging(X86Cpu cpu) {
    this.cpu = cpu;
    bus = cpu.bus;
  }

  boolean enabled() {
    return cpu.cr0 < 0; // CR0.PG is the sign
  }

  /**
   * The physical address behind a linear one. If it is plain memory, the translation buffer for
   * this privilege now knows the page.
   *
   * @param user the access is one of CPL 3, not one that the processor makes for itself
   * @throws Fault #PF; CR2 changes when it is delivered
   */
  int translate(int linear, boolean write, boolean user) {
    Fault fault = refusal(linear, write, user);
    if (fault != null) {
      throw fault;
    }
    return physical;
  }

  /**
   * Translates as {@link #translate}, but gives the fault back for the caller to throw, or null.
   *
   * <p>An exception costs some 200 ns for each compiled method that it leaves; thrown by the node
   * itself a page fault leaves one, thrown down here it would leave four.
   */
  Fault refusal(int linear, boolean write, boolean user) {
    if (enabled()) {
      Fault fault = walk(linear, write, user);
      if (fault != null) {
        return fault;
      }
    } else {
      physical = linear;
      writesToo = true;
    }
    long address = physical & 0xFFFFFFFFL;
    page = write ? bus.writable(address) : bus.readable(address);
    if (page != null && !cpu.debug.watchesPage(linear)) {
      Tlb tlb = user ? cpu.userTlb : cpu.systemTlb;
      if (write) {
        tlb.mapWrite(linear, page);
      } else {
        tlb.mapRead(linear, page);
        if (writesToo && bus.writable(address) == page) {
          tlb.mapWrite(linear, page);
        }
      }
    }
    return null;
  }

  /** The memory behind the address last translated, null if it is not plain memory. */
  Page page() {
    return page;
  }

  /** Sets {@link #physical} and {@link #writesToo}, or returns the fault. */
  private Fault walk(int linear, boolean write, boolean user) {
    int directoryEntryAt = (cpu.cr3 & -Page.SIZE) + (linear >>> 20 & 0xFFC);
    int directoryEntry = read(directoryEntryAt);
    if ((directoryEntry & P) == 0) {
      return fault(linear, 0, write, user);
    }
    if ((directoryEntry & PS) != 0 && (cpu.cr4 & CR4_PSE) != 0) {
      return large(linear, write, user, directoryEntryAt, directoryEntry);
    }
    int tableEntryAt = (directoryEntry & -Page.SIZE) + (linear >>> 10 & 0xFFC);
    int tableEntry = read(tableEntryAt);
    if ((tableEntry & P) == 0) {
      return fault(linear, 0, write, user);
    }
    if (denied(directoryEntry & tableEntry, write, user)) {
      return fault(linear, PF_PRESENT, write, user);
    }
    if ((directoryEntry & A) == 0) {
      write(directoryEntryAt, directoryEntry | A);
    }
    mark(tableEntryAt, tableEntry, write);
    physical = tableEntry & -Page.SIZE | linear & Page.SIZE - 1;
    writesToo = (tableEntry & D) != 0 && !denied(directoryEntry & tableEntry, true, user);
    return null;
  }

  /** A 4 MiB page of the Pentium (SDM volume 3, table 4-4, without PSE-36). */
  private Fault large(int linear, boolean write, boolean user, int entryAt, int entry) {
    if ((entry & LARGE_RESERVED) != 0) {
      return fault(linear, PF_PRESENT | PF_RESERVED, write, user);
    }
    if (denied(entry, write, user)) {
      return fault(linear, PF_PRESENT, write, user);
    }
    mark(entryAt, entry, write);
    physical = entry & ~LARGE_OFFSET | linear & LARGE_OFFSET;
    writesToo = (entry & D) != 0 && !denied(entry, true, user);
    return null;
  }

  /** Combined protection (80386 PRM 6.4; SDM volume 3, 4.6): both levels must allow. */
  private boolean denied(int rights, boolean write, boolean user) {
    if (user) {
      return (rights & US) == 0 || write && (rights & RW) == 0;
    }
    return write && (rights & RW) == 0 && (cpu.cr0 & CR0_WP) != 0;
  }

  private void mark(int entryAt, int entry, boolean write) {
    int marked = entry | A | (write ? D : 0);
    if (marked != entry) {
      write(entryAt, marked);
    }
  }

  private static Fault fault(int linear, int code, boolean write, boolean user) {
    return new Fault(Vector.PF, code | (write ? PF_WRITE : 0) | (user ? PF_USER : 0), linear);
  }

  /** An aligned doubleword of physical memory. */
  private int read(int physical) {
    Page page = bus.readable(physical & 0xFFFFFFFFL);
    return page == null
        ? bus.read32(physical & 0xFFFFFFFFL)
        : Bytes.get32(page.bytes, physical & Page.SIZE - 1);
  }

  private void write(int physical, int value) {
    bus.write32(physical & 0xFFFFFFFFL, value);
  }

  /** Where a linear address leads, for debuggers: marks nothing and checks no privilege. */
  OptionalLong peek(int linear) {
    if (!enabled()) {
      return OptionalLong.of(linear & 0xFFFFFFFFL);
    }
    long at = (cpu.cr3 & -Page.SIZE) + (linear >>> 20 & 0xFFC) & 0xFFFFFFFFL;
    int entry = (int) bus.peek(at, 4).orElse(0);
    if ((entry & P) != 0 && (entry & PS) != 0 && (cpu.cr4 & CR4_PSE) != 0) {
      return OptionalLong.of((entry & ~LARGE_OFFSET | linear & LARGE_OFFSET) & 0xFFFFFFFFL);
    }
    if ((entry & P) == 0) {
      return OptionalLong.empty();
    }
    at = (entry & -Page.SIZE) + (linear >>> 10 & 0xFFC) & 0xFFFFFFFFL;
    entry = (int) bus.peek(at, 4).orElse(0);
    return (entry & P) == 0
        ? OptionalLong.empty()
        : OptionalLong.of((entry & -Page.SIZE | linear & Page.SIZE - 1) & 0xFFFFFFFFL);
  }

  /** A read of 1, 2 or 4 bytes at any alignment, zero-extended, checked before anything is read. */
  int read(int linear, int bytes, boolean user) {
    int offset = linear & Page.SIZE - 1;
    if (offset + bytes <= Page.SIZE) {
      return readWithin(linear, bytes, user);
    }
    return readSlow(linear, bytes, user);
  }

  private int readSlow(int linear, int bytes, boolean user) {
    probeRead(linear, bytes, user);
    int crossing = 0;
    for (int i = 0; i < bytes; i++) {
      crossing |= readWithin(linear + i, 1, user) << 8 * i;
    }
    return crossing;
  }

  /** Eight bytes at any alignment, with supervisor rights. */
  long readQuad(int linear) {
    Tlb tlb = cpu.systemTlb;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    if (tlb.readTags[slot] == (linear + 7 & -Page.SIZE)) {
      return Bytes.get64(tlb.readPages[slot], linear & Page.SIZE - 1);
    }
    return readQuadSlow(linear);
  }

  private long readQuadSlow(int linear) {
    long low = read(linear, 4, false) & 0xFFFFFFFFL;
    return low | (long) read(linear + 4, 4, false) << 32;
  }

  private int readWithin(int linear, int bytes, boolean user) {
    Fault fault = tryRead(linear, bytes, user);
    if (fault != null) {
      throw fault;
    }
    return value;
  }

  /** What the last {@link #tryRead} has read, zero-extended. */
  int value() {
    return value;
  }

  /** Reads bytes of one page into {@link #value}; returns the fault instead of throwing it. */
  Fault tryRead(int linear, int bytes, boolean user) {
    Tlb tlb = user ? cpu.userTlb : cpu.systemTlb;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    int offset = linear & Page.SIZE - 1;
    if (tlb.readTags[slot] == (linear & -Page.SIZE)) {
      value = get(tlb.readPages[slot], offset, bytes);
      return null;
    }
    return tryReadSlow(linear, bytes, user);
  }

  private Fault tryReadSlow(int linear, int bytes, boolean user) {
    int offset = linear & Page.SIZE - 1;
    Fault fault = refusal(linear, false, user);
    if (fault != null) {
      return fault;
    }
    value =
        page != null
            ? get(page.bytes, offset, bytes)
            : (int) bus.read(physical & 0xFFFFFFFFL, bytes);
    cpu.debug.accessed(linear, bytes, false);
    return null;
  }

  static int get(byte[] bytes, int offset, int count) {
    return switch (count) {
      case 1 -> bytes[offset] & 0xFF;
      case 2 -> Bytes.get16(bytes, offset);
      default -> Bytes.get32(bytes, offset);
    };
  }

  /** A write of 1, 2 or 4 bytes at any alignment, checked before anything is written. */
  void write(int linear, int bytes, int value, boolean user) {
    int offset = linear & Page.SIZE - 1;
    if (offset + bytes <= Page.SIZE) {
      writeWithin(linear, bytes, value, user);
    } else {
      writeSlow(linear, bytes, value, user);
    }
  }

  private void writeSlow(int linear, int bytes, int value, boolean user) {
    probeWrite(linear, bytes, user);
    for (int i = 0; i < bytes; i++) {
      writeWithin(linear + i, 1, value >>> 8 * i, user);
    }
  }

  private void writeWithin(int linear, int bytes, int written, boolean user) {
    Fault fault = tryWrite(linear, bytes, written, user);
    if (fault != null) {
      throw fault;
    }
  }

  /** Writes bytes of one page; returns the fault instead of throwing it. */
  Fault tryWrite(int linear, int bytes, int written, boolean user) {
    Tlb tlb = user ? cpu.userTlb : cpu.systemTlb;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    int offset = linear & Page.SIZE - 1;
    if (tlb.writeTags[slot] == (linear & -Page.SIZE)) {
      put(tlb.writePages[slot], offset, bytes, written);
      return null;
    }
    return tryWriteSlow(linear, bytes, written, user);
  }

  private Fault tryWriteSlow(int linear, int bytes, int written, boolean user) {
    int offset = linear & Page.SIZE - 1;
    Fault fault = refusal(linear, true, user);
    if (fault != null) {
      return fault;
    }
    if (page != null && page.writable()) {
      Page target = page;
      put(target.bytes, offset, bytes, written);
      if (target.watched() != 0) {
        target.written(offset, bytes);
      }
    } else {
      bus.write(physical & 0xFFFFFFFFL, bytes, written & 0xFFFFFFFFL);
    }
    cpu.debug.accessed(linear, bytes, true);
    return null;
  }

  static void put(byte[] bytes, int offset, int count, int value) {
    switch (count) {
      case 1 -> bytes[offset] = (byte) value;
      case 2 -> Bytes.put16(bytes, offset, value);
      default -> Bytes.put32(bytes, offset, value);
    }
  }

  /** Whether writes to all these bytes are known to be allowed; if not, they may still be. */
  boolean writable(int linear, int bytes, boolean user) {
    return writablePage(linear, bytes, user) != null;
  }

  /** The page to which writes to all these bytes are known to be allowed, or null. */
  byte[] writablePage(int linear, int bytes, boolean user) {
    Tlb tlb = user ? cpu.userTlb : cpu.systemTlb;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    return tlb.writeTags[slot] == (linear + bytes - 1 & -Page.SIZE) ? tlb.writePages[slot] : null;
  }

  /** The page from which reads of all these bytes are known to be allowed, or null. */
  byte[] readablePage(int linear, int bytes, boolean user) {
    Tlb tlb = user ? cpu.userTlb : cpu.systemTlb;
    int slot = linear >>> Page.SHIFT & Tlb.MASK;
    return tlb.readTags[slot] == (linear + bytes - 1 & -Page.SIZE) ? tlb.readPages[slot] : null;
  }

  /** Raises the page fault that a write of this many bytes (up to a page) would. */
  void probeWrite(int linear, int bytes, boolean user) {
    if (!writable(linear, bytes, user)) {
      probe(linear, linear + bytes - 1, true, user);
    }
  }

  /** Raises the page fault that a read of this many bytes (up to a page) would. */
  void probeRead(int linear, int bytes, boolean user) {
    probe(linear, linear + bytes - 1, false, user);
  }

  private void probe(int linear, int last, boolean write, boolean user) {
    translate(linear, write, user);
    if (((linear ^ last) & -Page.SIZE) != 0) {
      translate(last & -Page.SIZE, write, user);
    }
  }
}
