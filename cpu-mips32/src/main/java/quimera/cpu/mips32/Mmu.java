package quimera.cpu.mips32;

import quimera.core.state.StateIo;

/**
 * Address translation: the fixed segments and the joint TLB (MIPS32 volume III, chapters 4 and 5).
 */
final class Mmu {
  /** What an access is for. */
  static final int LOAD = 0;

  static final int STORE = 1;
  static final int FETCH = 2;

  private static final int GLOBAL = 1;
  private static final int VALID = 2;
  private static final int DIRTY = 4;
  private static final int ASID = 0xFF;
  private static final int PAIR = 0x1FFF;

  private final MipsAccess cpu;
  private final Cp0 cp0;
  private final boolean flat;

  // An entry of the TLB in the formats of the registers it is written from.
  private final int[] masks;
  private final int[] tags;
  private final int[] even;
  private final int[] odd;

  /** The physical address that the last successful translation came to. */
  transient int physical;

  /** Whether stores may go there too. */
  transient boolean dirty;

  /**
   * @param flat every virtual address is the physical one, in any mode
   */
  Mmu(MipsAccess cpu, Cp0 cp0, boolean flat) {
    this.cpu = cpu;
    this.cp0 = cp0;
    this.flat = flat;
    int entries = cpu.model.tlbEntries;
    masks = new int[entries];
    tags = new int[entries];
    even = new int[entries];
    odd = new int[entries];
    reset();
  }

  /** Entries that match nothing a program uses; hardware leaves them undefined. */
  void reset() {
    for (int i = 0; i < tags.length; i++) {
      masks[i] = 0;
      tags[i] = 0x8000_0000 + i * 0x2000;
      even[i] = 0;
      odd[i] = 0;
    }
  }

  /** Finds {@link #physical}, or notes the exception and returns false. */
  boolean translate(int virtual, int access) {
    dirty = true;
    if (flat) {
      physical = virtual;
      return true;
    }
    if (virtual < 0) {
      if (cp0.userMode()) {
        cpu.refuse(access == STORE ? ExcCode.ADES : ExcCode.ADEL, virtual);
        return false;
      }
      if (virtual < 0xC000_0000) {
        physical = virtual & 0x1FFF_FFFF;
        return true;
      }
    } else if (cp0.errorLevel()) {
      physical = virtual;
      return true;
    }
    int entry = find(virtual);
    if (entry < 0) {
      cpu.refuse(access == STORE ? ExcCode.TLBS : ExcCode.TLBL, virtual);
      cpu.trapRefill = true;
      return false;
    }
    int lo = half(entry, virtual);
    if ((lo & VALID) == 0) {
      cpu.refuse(access == STORE ? ExcCode.TLBS : ExcCode.TLBL, virtual);
      return false;
    }
    dirty = (lo & DIRTY) != 0;
    if (access == STORE && !dirty) {
      cpu.refuse(ExcCode.MOD, virtual);
      return false;
    }
    physical = frame(entry, lo, virtual);
    return true;
  }

  /** The physical address for a debugger, -1 if there is none. */
  long peek(int virtual) {
    if (flat || virtual >= 0 && cp0.errorLevel()) {
      return virtual & 0xFFFF_FFFFL;
    }
    if (virtual < 0xC000_0000) {
      return virtual & 0x1FFF_FFFFL;
    }
    int entry = find(virtual);
    int lo = entry < 0 ? 0 : half(entry, virtual);
    return (lo & VALID) == 0 ? -1 : frame(entry, lo, virtual) & 0xFFFF_FFFFL;
  }

  private int half(int entry, int virtual) {
    int upper = ((masks[entry] | PAIR) >>> 1) + 1;
    return (virtual & upper) == 0 ? even[entry] : odd[entry];
  }

  private int frame(int entry, int lo, int virtual) {
    int within = (masks[entry] | PAIR) >>> 1;
    return lo << 6 & ~0xFFF & ~within | virtual & within;
  }

  private int find(int virtual) {
    int asid = cp0.entryHi & ASID;
    for (int i = 0; i < tags.length; i++) {
      int difference = tags[i] ^ virtual;
      if ((difference & ~(masks[i] | PAIR)) == 0
          && ((even[i] & GLOBAL) != 0 || (tags[i] & ASID) == asid)) {
        return i;
      }
    }
    return -1;
  }

  /** TLBP: the index of the entry that EntryHi names, or one with the top bit set. */
  int probe() {
    int entry = find(cp0.entryHi & ~PAIR);
    return entry < 0 ? 1 << 31 : entry;
  }

  /** TLBR. */
  void read(int index) {
    int i = index & tags.length - 1;
    cp0.pageMask = masks[i];
    selectSpace(tags[i]);
    cp0.entryHi = tags[i];
    cp0.entryLo0 = even[i];
    cp0.entryLo1 = odd[i];
  }

  /** Changes the address space to that in a new value of EntryHi. */
  void selectSpace(int entryHi) {
    int left = cp0.entryHi & ASID;
    if ((entryHi & ASID) == left) {
      return;
    }
    for (int i = 0; i < tags.length; i++) {
      if ((tags[i] & ASID) == left && (even[i] & GLOBAL) == 0) {
        forget(i);
      }
    }
  }

  /** TLBWI and TLBWR; an entry is global if both halves are. */
  void write(int index) {
    int i = index & tags.length - 1;
    forget(i);
    int global = cp0.entryLo0 & cp0.entryLo1 & GLOBAL;
    masks[i] = cp0.pageMask;
    tags[i] = cp0.entryHi & ~(cp0.pageMask & ~PAIR);
    even[i] = cp0.entryLo0 & ~GLOBAL | global;
    odd[i] = cp0.entryLo1 & ~GLOBAL | global;
    forget(i);
  }

  /** What an entry covers may have been cached. */
  private void forget(int i) {
    if (masks[i] != 0) {
      cpu.forgetTranslations();
      return;
    }
    int base = tags[i] & ~PAIR;
    cpu.forgetTranslation(base);
    cpu.forgetTranslation(base + 0x1000);
  }

  void state(StateIo io) {
    io.ints("masks", masks);
    io.ints("tags", tags);
    io.ints("even", even);
    io.ints("odd", odd);
  }
}
