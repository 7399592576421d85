package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * How instructions reach memory: one comparison with the software TLB's tag, which fails on
 * misaligned addresses as well, then the bytes. Everything else is the slow path.
 *
 * <p>What a software TLB holds was checked for one privilege and one setting of the domain access
 * control register. There are a few of them, so that an operating system which opens and closes its
 * domains around each access to user memory need not start from an empty one each time.
 */
abstract class ArmAccess extends ArmState {
  static final int PAGE = -Page.SIZE;
  static final int WITHIN = Page.SIZE - 1;
  static final int CONTEXTS = 4;

  final Bus bus;
  final Tlb[] contexts = new Tlb[CONTEXTS];

  /** Whether each context checks for user mode, and the DACR that it checks with. */
  private final transient boolean[] contextUser = new boolean[CONTEXTS];

  private final transient int[] contextDacr = new int[CONTEXTS];

  /** Whether a context may hold anything. */
  private final transient boolean[] contextUsed = new boolean[CONTEXTS];

  private transient int current;
  private transient int victim;
  private transient boolean userAccess;

  /** CPSR.E. The fast path sees the empty TLB then, and the slow one turns values around. */
  private transient boolean bigEndian;

  private final transient Tlb empty = new Tlb();
  private transient Tlb tlb;
  transient int[] readTags;
  transient byte[][] readPages;
  transient int[] writeTags;
  transient byte[][] writePages;

  /** Whether words and halfwords may be anywhere: SCTLR.U, or ARMv7. */
  transient boolean unaligned;

  /** Whether misaligned accesses fault: SCTLR.A. */
  transient boolean strict;

  ArmAccess(ArmModel model, Bus bus) {
    super(model);
    this.bus = bus;
    unaligned = v7;
    for (int i = 0; i < CONTEXTS; i++) {
      contexts[i] = new Tlb();
    }
    use(0);
  }

  abstract Mmu mmu();

  /** Ends the inner loop after the current instruction, for a look at what is due. */
  abstract void attend();

  /** The next instruction is fetched with a fresh translation. */
  abstract void forgetCode();

  /** Instructions come from where this context's translations lead. */
  abstract void selectCode(int context);

  /** The translations of instructions' addresses in a context have changed. */
  abstract void forgetCode(int context);

  /** The translation of one page's address has changed. */
  abstract void forgetCodePage(int virtual);

  private void use(int context) {
    current = context;
    tlb = contexts[context];
    contextUsed[context] = true;
    userAccess = contextUser[context];
    Tlb seen = bigEndian ? empty : tlb;
    readTags = seen.readTags;
    readPages = seen.readPages;
    writeTags = seen.writeTags;
    writePages = seen.writePages;
  }

  /** Chooses the byte order of data: CPSR.E. */
  final void dataOrder(boolean big) {
    if (big != bigEndian) {
      bigEndian = big;
      use(current);
    }
  }

  final boolean bigEndian() {
    return bigEndian;
  }

  private int ordered(int value, int bytes) {
    return bigEndian ? Integer.reverseBytes(value) >>> 32 - 8 * bytes : value;
  }

  /** Chooses the software TLB for a privilege and a setting of the domains. */
  final void selectTlb(boolean user, int dacr) {
    if (contextUser[current] == user && contextDacr[current] == dacr) {
      return;
    }
    int found = 0;
    while (found < CONTEXTS && (contextUser[found] != user || contextDacr[found] != dacr)) {
      found++;
    }
    if (found == CONTEXTS) {
      victim = (victim + 1) % CONTEXTS;
      found = victim == current ? (victim + 1) % CONTEXTS : victim;
      flush(found);
      contextUser[found] = user;
      contextDacr[found] = dacr;
    }
    use(found);
    selectCode(found);
    forgetCode();
  }

  private void flush(int context) {
    contexts[context].flush();
    forgetCode(context);
  }

  final void forgetTranslations() {
    for (int i = 0; i < CONTEXTS; i++) {
      if (contextUsed[i]) {
        flush(i);
        contextUsed[i] = i == current;
      }
    }
    forgetCode();
  }

  final void forgetTranslation(int virtual) {
    for (int i = 0; i < CONTEXTS; i++) {
      contexts[i].flush(virtual);
    }
    forgetCodePage(virtual);
    forgetCode();
  }

  /** 8 bits, zero-extended. */
  final int load8(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & PAGE)) {
      return readPages[slot][address & WITHIN] & 0xFF;
    }
    int value = readSlow(address, 1);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
    return value;
  }

  /** 16 bits, zero-extended. */
  final int load16(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & (PAGE | 1))) {
      return Bytes.get16(readPages[slot], address & WITHIN);
    }
    int value = readUnalignedSlow(address, 2);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
    return value;
  }

  /** A word as LDR reads it: before ARMv6, the bytes of a misaligned one come rotated. */
  final int loadWord(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & (PAGE | 3))) {
      return Bytes.get32(readPages[slot], address & WITHIN);
    }
    int value = readUnalignedSlow(address, 4);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
    return value;
  }

  /** A word of an instruction that knows no misaligned ones (LDM, LDC, exclusives). */
  final int load32(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & (PAGE | 3))) {
      return Bytes.get32(readPages[slot], address & WITHIN);
    }
    int value = readAlignedSlow(address);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
    return value;
  }

  final void store8(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & PAGE)) {
      writePages[slot][address & WITHIN] = (byte) value;
      return;
    }
    writeSlow(address, 1, value);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
  }

  final void store16(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & (PAGE | 1))) {
      Bytes.put16(writePages[slot], address & WITHIN, value);
      return;
    }
    writeUnalignedSlow(address, 2, value);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
  }

  /** A word as STR writes it: before ARMv6, the low bits of the address are ignored. */
  final void storeWord(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & (PAGE | 3))) {
      Bytes.put32(writePages[slot], address & WITHIN, value);
      return;
    }
    writeUnalignedSlow(address, 4, value);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
  }

  /** A word of an instruction that knows no misaligned ones. */
  final void store32(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & (PAGE | 3))) {
      Bytes.put32(writePages[slot], address & WITHIN, value);
      return;
    }
    writeAlignedSlow(address, value);
    if (trap != ArmException.NONE) {
      throw refusal;
    }
  }

  /** Two words of an instruction that knows no misaligned ones, the first in the lower half. */
  final long load64(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address + 7 & PAGE | address & 3)) {
      return Bytes.get64(readPages[slot], address & WITHIN);
    }
    long low = load32(address) & 0xFFFF_FFFFL;
    return low | (long) load32(address + 4) << 32;
  }

  final void store64(int address, long value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address + 7 & PAGE | address & 3)) {
      Bytes.put64(writePages[slot], address & WITHIN, value);
      return;
    }
    probeWrite(address, 8);
    store32(address, (int) value);
    store32(address + 4, (int) (value >>> 32));
  }

  /** Throws what would be thrown if {@code bytes} were stored from {@code address} on. */
  final void probeWrite(int address, int bytes) {
    int last = address + bytes - 1;
    if (!knownWritable(address) && !mmu().translate(address, Mmu.STORE, userAccess)
        || (address & PAGE) != (last & PAGE)
            && !knownWritable(last)
            && !mmu().translate(last & PAGE, Mmu.STORE, userAccess)) {
      throw refusal;
    }
  }

  private boolean knownWritable(int address) {
    return writeTags[address >>> Page.SHIFT & Tlb.MASK] == (address & PAGE);
  }

  // Accesses as if from user mode (LDRT and its like).

  /** From now on accesses are checked as those of user mode; {@link #endUserAccess} ends that. */
  final void beginUserAccess() {
    selectTlb(true, mmu().dacr());
  }

  final void endUserAccess() {
    selectTlb(mode == Mode.USER, mmu().dacr());
  }

  // The slow path. An exception is noted, not thrown.

  final boolean misaligned(int address, boolean write) {
    refuse(ArmException.DATA_ABORT);
    faultStatus = Mmu.ALIGNMENT | (write && v6 ? Mmu.WRITE : 0);
    faultAddress = mmu().modified(address);
    return true;
  }

  final int readUnalignedSlow(int address, int bytes) {
    return ordered(readUnaligned(address, bytes), bytes);
  }

  private int readUnaligned(int address, int bytes) {
    int odd = address & bytes - 1;
    if (odd == 0) {
      return readSlow(address, bytes);
    }
    if (strict) {
      misaligned(address, false);
      return 0;
    }
    if (!unaligned) {
      int value = readSlow(address - odd, bytes);
      // ARM7 rotates halfwords as well; later ones leave it undefined, and ignore the bit.
      return bytes == 4 || !v5 ? Integer.rotateRight(value, 8 * odd) : value;
    }
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address + bytes - 1 & PAGE)) {
      int at = address & WITHIN;
      return bytes == 4 ? Bytes.get32(readPages[slot], at) : Bytes.get16(readPages[slot], at);
    }
    int value = 0;
    for (int i = 0; i < bytes && trap == ArmException.NONE; i++) {
      value |= readSlow(address + i, 1) << 8 * i;
    }
    return value;
  }

  private int readAlignedSlow(int address) {
    if ((address & 3) != 0 && (strict || unaligned)) {
      misaligned(address, false);
      return 0;
    }
    return ordered(readSlow(address & ~3, 4), 4);
  }

  final int readSlow(int address, int bytes) {
    if (!mmu().translate(address, Mmu.LOAD, userAccess)) {
      return 0;
    }
    long physical = mmu().physical & 0xFFFF_FFFFL;
    Page page = bus.readable(physical);
    if (page != null) {
      if (mmu().wholePage) {
        tlb.mapRead(address, page);
      }
      int at = (int) physical & WITHIN;
      return switch (bytes) {
        case 1 -> page.bytes[at] & 0xFF;
        case 2 -> Bytes.get16(page.bytes, at);
        default -> Bytes.get32(page.bytes, at);
      };
    }
    try {
      return (int) bus.read(physical, bytes);
    } catch (BusFault nothing) {
      mmu().externalAbort(address, Mmu.LOAD);
      return 0;
    }
  }

  final void writeUnalignedSlow(int address, int bytes, int value) {
    writeUnaligned(address, bytes, ordered(value, bytes));
  }

  private void writeUnaligned(int address, int bytes, int value) {
    int odd = address & bytes - 1;
    if (odd == 0) {
      writeSlow(address, bytes, value);
    } else if (strict) {
      misaligned(address, true);
    } else if (!unaligned) {
      writeSlow(address - odd, bytes, value);
    } else {
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (writeTags[slot] == (address + bytes - 1 & PAGE)) {
        int at = address & WITHIN;
        if (bytes == 4) {
          Bytes.put32(writePages[slot], at, value);
        } else {
          Bytes.put16(writePages[slot], at, value);
        }
        return;
      }
      int last = address + bytes - 1;
      if ((last & PAGE) != (address & PAGE) && !mmu().translate(last, Mmu.STORE, userAccess)) {
        return;
      }
      for (int i = 0; i < bytes && trap == ArmException.NONE; i++) {
        writeSlow(address + i, 1, value >>> 8 * i);
      }
    }
  }

  private void writeAlignedSlow(int address, int value) {
    if ((address & 3) != 0 && (strict || unaligned)) {
      misaligned(address, true);
    } else {
      writeSlow(address & ~3, 4, ordered(value, 4));
    }
  }

  private static void put(byte[] page, int at, int bytes, int value) {
    switch (bytes) {
      case 1 -> page[at] = (byte) value;
      case 2 -> Bytes.put16(page, at, value);
      default -> Bytes.put32(page, at, value);
    }
  }

  final void writeSlow(int address, int bytes, int value) {
    if (!mmu().translate(address, Mmu.STORE, userAccess)) {
      return;
    }
    long physical = mmu().physical & 0xFFFF_FFFFL;
    if (mmu().wholePage) {
      Page page = bus.writable(physical);
      if (page != null) {
        tlb.mapWrite(address, page);
        if (page.watched() == 0) {
          put(page.bytes, (int) physical & WITHIN, bytes, value);
          return;
        }
      }
    }
    try {
      bus.write(physical, bytes, value & -1L >>> 64 - 8 * bytes);
    } catch (BusFault nothing) {
      mmu().externalAbort(address, Mmu.STORE);
    }
  }

  /** An instruction that is not decoded from a page as a whole. */
  final int fetchSlow(int address, int bytes) {
    if (!mmu().translate(address, Mmu.FETCH, mode == Mode.USER)) {
      throw refusal;
    }
    try {
      return (int) bus.read(mmu().physical & 0xFFFF_FFFFL, bytes);
    } catch (BusFault nothing) {
      mmu().externalAbort(address, Mmu.FETCH);
      throw refusal;
    }
  }
}
