package quimera.cpu.arm;

import java.util.OptionalLong;
import quimera.core.bus.BusFault;

/**
 * Address translation by the long-descriptor tables of the Large Physical Address Extension: up to
 * three levels of 64-bit descriptors.
 *
 * <p>Datasheet: DDI 0406C B3.6, B3.7 and, for fault status codes, B3.13.3.
 *
 * <p>Deviations: as {@link Mmu}; physical addresses have 32 bits, and a descriptor that leads
 * beyond them ends in an external abort; hierarchical permissions are those of PL1&0.
 */
final class LongTables {
  /** In a fault status: it is one of the long-descriptor format. */
  static final int FORMAT = 1 << 9;

  private static final int TRANSLATION = 0x04; // and the level, as in the next three
  private static final int ACCESS_FLAG = 0x08;
  private static final int PERMISSION = 0x0C;
  private static final int EXTERNAL_ON_WALK = 0x14;
  private static final int EXTERNAL = 0x10;
  private static final int ALIGNMENT = 0x21;
  private static final int DEBUG_EVENT = 0x22;

  private static final long VALID = 1;
  private static final long TABLE = 1 << 1; // at level 3: a page
  private static final long USER = 1 << 6; // AP[1]
  private static final long READ_ONLY = 1 << 7; // AP[2]
  private static final long ACCESSED = 1 << 10;
  private static final long PRIVILEGED_NEVER_EXECUTE = 1L << 53;
  private static final long NEVER_EXECUTE = 1L << 54;
  private static final int TABLE_TO_PAGE = 6; // XNTable and PXNTable lie so much above XN and PXN
  private static final long TABLE_NO_USER = 1L << 61;
  private static final long TABLE_READ_ONLY = 1L << 62;
  private static final long ADDRESS = 0xFF_FFFF_F000L;
  private static final long ADDRESS_OF_TABLE = 0xFF_FFFF_FFF8L;
  private static final int LEVELS = 3;

  private final ArmAccess cpu;
  private final Cp15 cp15;
  private final Mmu mmu;

  // What the last walk came to.
  private transient long descriptor; // of the block or page, with what its tables have taken away
  private transient int level;
  private transient int fault;

  LongTables(ArmAccess cpu, Cp15 cp15, Mmu mmu) {
    this.cpu = cpu;
    this.cp15 = cp15;
    this.mmu = mmu;
  }

  /** A status of the short-descriptor format that no table has to do with, in this one. */
  static int status(int shortStatus) {
    if ((shortStatus & FORMAT) != 0) {
      return shortStatus;
    }
    int code =
        switch (shortStatus & 0xF) {
          case Mmu.ALIGNMENT -> ALIGNMENT;
          case Mmu.DEBUG_EVENT -> DEBUG_EVENT;
          default -> EXTERNAL;
        };
    return FORMAT | shortStatus & Mmu.WRITE | code;
  }

  /** Translates and checks; returns the fault status, 0 if all is well. */
  int lookup(int address, int access, boolean user) {
    if (!walk(address, true)) {
      return FORMAT | fault;
    }
    if ((descriptor & ACCESSED) == 0) {
      return FORMAT | ACCESS_FLAG | level;
    }
    boolean never = (descriptor & NEVER_EXECUTE) != 0;
    never |= !user && (descriptor & PRIVILEGED_NEVER_EXECUTE) != 0;
    boolean refused =
        user && (descriptor & USER) == 0
            || access == Mmu.STORE && (descriptor & READ_ONLY) != 0
            || access == Mmu.FETCH && never;
    return refused ? FORMAT | PERMISSION | level : 0;
  }

  private long read(long address, boolean real) {
    long entry = readLittle(address, real);
    return cp15.bigEndianTables() ? Long.reverseBytes(entry) : entry;
  }

  private long readLittle(long address, boolean real) {
    if (address >>> 32 != 0) {
      throw new BusFault(address);
    }
    if (real) {
      return cpu.bus.read64(address);
    }
    OptionalLong word = cpu.bus.peek(address, 8);
    return word.isPresent() ? word.getAsLong() : 0;
  }

  /**
   * Walks the tables to the physical address, or to {@link #fault}.
   *
   * @param real for an access of the processor, not of a debugger
   */
  boolean walk(int address, boolean real) {
    level = 1;
    boolean upper = cp15.usesUpperTable(address);
    int narrowed = cp15.narrowed(upper); // T0SZ or T1SZ: so many upper bits are not translated
    if (!cp15.walks(address, upper)) {
      fault = TRANSLATION | level;
      return false;
    }
    level = narrowed < 2 ? 1 : 2;
    int indexBits = (narrowed < 2 ? 2 : 11) - narrowed;
    long table = cp15.longTable(upper) & ADDRESS_OF_TABLE & -(8L << indexBits);
    long taken = 0;
    try {
      for (; ; level++) {
        int shift = 12 + 9 * (LEVELS - level);
        long entry = read(table + 8L * (address >>> shift & (1 << indexBits) - 1), real);
        boolean leaf = level == LEVELS || (entry & TABLE) == 0;
        if ((entry & VALID) == 0 || level == LEVELS && (entry & TABLE) == 0) {
          fault = TRANSLATION | level;
          return false;
        }
        if (leaf) {
          return found(address, entry, taken, shift);
        }
        taken |= inherited(entry);
        table = entry & ADDRESS;
        indexBits = 9;
      }
    } catch (BusFault nothing) {
      fault = EXTERNAL_ON_WALK | level;
      return false;
    }
  }

  /** What a table descriptor takes from all that is under it. */
  private static long inherited(long entry) {
    long bits = entry >>> TABLE_TO_PAGE & (NEVER_EXECUTE | PRIVILEGED_NEVER_EXECUTE);
    return bits | entry & (TABLE_READ_ONLY | TABLE_NO_USER);
  }

  private boolean found(int address, long entry, long taken, int shift) {
    descriptor = entry | taken & (NEVER_EXECUTE | PRIVILEGED_NEVER_EXECUTE);
    descriptor |= (taken & TABLE_READ_ONLY) != 0 ? READ_ONLY : 0;
    descriptor &= (taken & TABLE_NO_USER) != 0 ? ~USER : -1;
    long base = entry & ADDRESS & -1L << shift;
    if (base >>> 32 != 0) {
      fault = EXTERNAL;
      return false;
    }
    int mask = (1 << shift) - 1;
    mmu.physical = (int) base | address & mask;
    mmu.wholePage = true;
    if (level < LEVELS) {
      mmu.noteLarge(address & ~mask, shift);
    }
    return true;
  }
}
