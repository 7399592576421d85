package quimera.cpu.arm;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusFault;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Address translation: by the short-descriptor tables, in the formats of ARMv5 (sections, large,
 * small and tiny pages with subpages) and of ARMv6 and ARMv7 (with XN and AP[2]), or by {@link
 * LongTables}.
 *
 * <p>Datasheet: ARM DDI 0100I (ARM ARM, ARMv6 and earlier) chapters B3 and B4; DDI 0406C B3.5 to
 * B3.13.
 *
 * <p>Deviations: memory types have no effect, for there are no caches and nothing is reordered;
 * table walks are not cached, so that an invalidation only has to reach the software TLBs.
 */
final class Mmu {
  /** What an access is for. */
  static final int LOAD = 0;

  static final int STORE = 1;
  static final int FETCH = 2;

  /** Fault status codes for a section; those for a page are one bit more (DDI 0406C B3.13.3). */
  static final int ALIGNMENT = 1;

  static final int DEBUG_EVENT = 2;
  private static final int ACCESS_FLAG = 3;
  private static final int TRANSLATION = 5;
  private static final int EXTERNAL = 8;
  private static final int DOMAIN = 9;
  private static final int EXTERNAL_ON_WALK = 12;
  private static final int PERMISSION = 13;

  /** In a fault status: the access was a write (ARMv6 and up). */
  static final int WRITE = 1 << 11;

  private static final int OF_PAGE = 2;

  private final ArmAccess cpu;
  private final Cp15 cp15;
  private final LongTables longTables;

  /** The physical address that the last successful translation came to. */
  transient int physical;

  /** Whether that translation holds for all of the 4 KiB page, subpages and all. */
  transient boolean wholePage;

  /** Bit <i>n</i> of word <i>m</i>: a mapping above 4 KiB was used in MiB 64<i>m</i>+<i>n</i>. */
  private final transient long[] large = new long[64];

  /** Pages of memory that hold tables, by physical address. */
  private final transient Page[] tablePages = new Page[16];

  private final transient int[] tableTags = new int[16];

  /** Set by {@link #walk}: the fault, or 0; the domain; permissions; size. */
  private transient int fault;

  private transient int domain;
  private transient int permission;
  private transient boolean neverExecute;
  private transient boolean privilegedNeverExecute;

  Mmu(ArmAccess cpu, Cp15 cp15) {
    this.cpu = cpu;
    this.cp15 = cp15;
    longTables = new LongTables(cpu, cp15, this);
  }

  int dacr() {
    return cp15.dacr;
  }

  /** The modified virtual address: the FCSE puts the process number over the lowest 32 MiB. */
  int modified(int virtual) {
    return (virtual & 0xFE00_0000) == 0 ? virtual | cp15.fcse : virtual;
  }

  /** Finds {@link #physical}, or notes the exception and returns false. */
  boolean translate(int virtual, int access, boolean user) {
    int address = modified(virtual);
    if (!cp15.mmuOn()) {
      physical = address;
      wholePage = true;
      return true;
    }
    int status = lookup(address, access, user);
    if (status == 0) {
      return true;
    }
    cpu.refuse(access == FETCH ? ArmException.PREFETCH_ABORT : ArmException.DATA_ABORT);
    cpu.faultStatus = status | (access == STORE && cpu.v6 ? WRITE : 0);
    cpu.faultAddress = address;
    return false;
  }

  void externalAbort(int virtual, int access) {
    cpu.refuse(access == FETCH ? ArmException.PREFETCH_ABORT : ArmException.DATA_ABORT);
    cpu.faultStatus = EXTERNAL | (access == STORE && cpu.v6 ? WRITE : 0);
    cpu.faultAddress = modified(virtual);
  }

  /** The physical address for a debugger; empty if nothing is mapped. */
  OptionalLong peek(int virtual) {
    int address = modified(virtual);
    if (!cp15.mmuOn()) {
      return OptionalLong.of(address & 0xFFFF_FFFFL);
    }
    int keptPhysical = physical;
    boolean keptWhole = wholePage;
    boolean found = cp15.longDescriptors() ? longTables.walk(address, false) : walk(address, false);
    long result = physical & 0xFFFF_FFFFL;
    physical = keptPhysical;
    wholePage = keptWhole;
    return found ? OptionalLong.of(result) : OptionalLong.empty();
  }

  /** Translates and checks; returns the fault status with the domain, 0 if all is well. */
  int lookup(int address, int access, boolean user) {
    if (cp15.longDescriptors()) {
      return longTables.lookup(address, access, user);
    }
    if (!walk(address, true)) {
      return fault | domain << 4;
    }
    boolean page = (fault & OF_PAGE) != 0;
    int level = page ? OF_PAGE : 0;
    int status = 0;
    switch (cp15.dacr >>> 2 * domain & 3) {
      case 1 -> { // client
        if (!permits(access, user)) {
          status = PERMISSION | level;
        }
      }
      case 3 -> {} // manager: nothing is checked
      default -> status = DOMAIN | level;
    }
    if (status == 0 && cp15.accessFlags() && (permission & 1) == 0) {
      status = page ? ACCESS_FLAG | 4 : ACCESS_FLAG;
    }
    return status == 0 ? 0 : status | domain << 4;
  }

  private boolean permits(int access, boolean user) {
    if (access == FETCH && (neverExecute || privilegedNeverExecute && !user)) {
      return false;
    }
    int ap = cp15.accessFlags() ? permission | 1 : permission;
    boolean write = access == STORE;
    return switch (ap) {
      case 0 -> {
        // The deprecated S and R bits of the control register; ARMv7 has neither.
        int sr = cp15.systemAndRom();
        yield !write && (sr == 2 || sr == 1 && !user || sr == 3 && !cpu.v6);
      }
      case 1 -> !user;
      case 2 -> !user || !write;
      case 3 -> true;
      case 5 -> !user && !write;
      case 6, 7 -> !write;
      default -> false;
    };
  }

  private int read(int address, boolean real) {
    int entry = readLittle(address, real);
    return cp15.bigEndianTables() ? Integer.reverseBytes(entry) : entry;
  }

  private int readLittle(int address, boolean real) {
    if (real) {
      int slot = address >>> Page.SHIFT & tablePages.length - 1;
      return tableTags[slot] == (address & -Page.SIZE)
          ? Bytes.get32(tablePages[slot].bytes, address & Page.SIZE - 1)
          : readSlow(address, slot);
    }
    OptionalLong word = cpu.bus.peek(address & 0xFFFF_FFFFL, 4);
    return word.isPresent() ? (int) word.getAsLong() : 0;
  }

  private int readSlow(int address, int slot) {
    Page page = cpu.bus.readable(address & 0xFFFF_FFFFL);
    if (page != null) {
      tablePages[slot] = page;
      tableTags[slot] = address & -Page.SIZE;
    }
    return cpu.bus.read32(address & 0xFFFF_FFFFL);
  }

  /** Addresses mean other memory than before. */
  void forgetTables() {
    Arrays.fill(tableTags, Tlb.NONE);
  }

  /**
   * Walks the tables to {@link #physical} and what the descriptor says, or to {@link #fault}. If
   * there is none, {@link #fault} tells a page from a section.
   *
   * @param real for an access of the processor, not of a debugger
   */
  private boolean walk(int address, boolean real) {
    domain = 0;
    neverExecute = false;
    privilegedNeverExecute = false;
    fault = 0;
    boolean atPage = false;
    try {
      int table = cp15.table(address);
      if (table == 0) {
        fault = TRANSLATION;
        return false;
      }
      int first = read((table & ~3) + (address >>> 20 << 2 & cp15.tableMask(address)), real);
      boolean section = (first & 3) == 2 || (first & 3) == 3 && cpu.v7;
      if ((first & 3) == 0 || !section && (first & 3) == 3 && cp15.extended()) {
        fault = TRANSLATION;
        return false;
      }
      domain = first >>> 5 & 15;
      if (section) {
        section(address, first);
        return true;
      }
      atPage = true;
      boolean fine = (first & 3) == 3;
      int second =
          fine
              ? read((first & ~0xFFF) + (address >>> 8 & 0xFFC), real)
              : read((first & ~0x3FF) + (address >>> 10 & 0x3FC), real);
      privilegedNeverExecute = cpu.v7 && (first & 4) != 0;
      return cp15.extended() ? extendedPage(address, second) : page(address, second, fine);
    } catch (BusFault nothing) {
      fault = EXTERNAL_ON_WALK | (atPage ? OF_PAGE : 0);
      return false;
    }
  }

  private void section(int address, int first) {
    wholePage = true;
    permission = first >>> 10 & 3;
    if (cp15.extended()) {
      permission |= first >>> 13 & 4;
      neverExecute = (first & 1 << 4) != 0;
      privilegedNeverExecute = cpu.v7 && (first & 1) != 0;
      if ((first & 1 << 18) != 0) { // a supersection; bits 35 to 32 of its address are not there
        domain = 0;
        physical = first & 0xFF00_0000 | address & 0x00FF_FFFF;
        large[address >>> 26] |= 0xFFFFL << (address >>> 20 & 48);
        return;
      }
    }
    physical = first & 0xFFF0_0000 | address & 0x000F_FFFF;
    noteLarge(address);
  }

  private boolean extendedPage(int address, int second) {
    fault = TRANSLATION | OF_PAGE;
    permission = second >>> 4 & 3 | second >>> 7 & 4;
    wholePage = true;
    switch (second & 3) {
      case 0 -> {
        return false;
      }
      case 1 -> {
        neverExecute = (second & 1 << 15) != 0;
        physical = second & 0xFFFF_0000 | address & 0xFFFF;
        noteLarge(address);
      }
      default -> {
        neverExecute = (second & 1) != 0;
        physical = second & ~0xFFF | address & 0xFFF;
      }
    }
    return true;
  }

  /** The formats before ARMv6: each quarter of a large or small page has its own permission. */
  private boolean page(int address, int second, boolean fine) {
    fault = TRANSLATION | OF_PAGE;
    int all = second >>> 4 & 0xFF;
    wholePage = all == (all & 3) * 0x55;
    switch (second & 3) {
      case 0 -> {
        return false;
      }
      case 1 -> {
        permission = second >>> 4 + (address >>> 13 & 6) & 3;
        physical = second & 0xFFFF_0000 | address & 0xFFFF;
        noteLarge(address);
      }
      case 2 -> {
        permission = second >>> 4 + (address >>> 9 & 6) & 3;
        physical = second & ~0xFFF | address & 0xFFF;
      }
      default -> {
        permission = second >>> 4 & 3;
        wholePage = !fine;
        // A tiny page; in a coarse table ARMv6 makes an extended small page of it.
        physical = fine ? second & ~0x3FF | address & 0x3FF : second & ~0xFFF | address & 0xFFF;
      }
    }
    return true;
  }

  private void noteLarge(int address) {
    large[address >>> 26] |= 1L << (address >>> 20);
  }

  /** A block of 2 to the {@code bits} bytes was used. */
  void noteLarge(int address, int bits) {
    for (int i = 0; i < 1 << bits - 20; i++) {
      noteLarge(address + (i << 20));
    }
  }

  /** The whole TLB is invalid. */
  void invalidate() {
    Arrays.fill(large, 0);
    cpu.forgetTranslations();
  }

  /** What was known about one modified virtual address is invalid. */
  void invalidate(int address) {
    if (cp15.fcse != 0 || (large[address >>> 26] & 1L << (address >>> 20)) != 0) {
      invalidate();
    } else {
      cpu.forgetTranslation(address);
    }
  }
}
