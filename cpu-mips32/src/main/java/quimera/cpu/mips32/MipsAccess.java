package quimera.cpu.mips32;

import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * How instructions reach memory: one comparison with the software TLB's tag, which fails on
 * misaligned addresses as well, then the bytes. Everything else is the slow path, {@link #readSlow}
 * and {@link #writeSlow}.
 */
abstract class MipsAccess extends MipsState {
  private static final int PAGE = -Page.SIZE;

  final Bus bus;
  final Tlb userTlb = new Tlb();
  final Tlb kernelTlb = new Tlb();
  transient int[] readTags = kernelTlb.readTags;
  transient byte[][] readPages = kernelTlb.readPages;
  transient int[] writeTags = kernelTlb.writeTags;
  transient byte[][] writePages = kernelTlb.writePages;
  private transient Tlb tlb = kernelTlb;

  /** Whether the loop must end after the current instruction, for a look at what is due. */
  transient boolean attention;

  MipsAccess(MipsModel model, boolean big, Bus bus) {
    super(model, big);
    this.bus = bus;
  }

  abstract Mmu mmu();

  abstract Cp0 cp0();

  abstract CodeCache code();

  /** Chooses what the current mode may access; returns whether that is a change. */
  final boolean selectTlb(boolean user) {
    Tlb chosen = user ? userTlb : kernelTlb;
    if (chosen == tlb) {
      return false;
    }
    tlb = chosen;
    readTags = tlb.readTags;
    readPages = tlb.readPages;
    writeTags = tlb.writeTags;
    writePages = tlb.writePages;
    code().select(user);
    return true;
  }

  final void forgetTranslations() {
    userTlb.flush();
    kernelTlb.flush();
    code().forgetMapping();
    attention = true;
  }

  final void forgetTranslation(int virtual) {
    forget(userTlb, virtual);
    forget(kernelTlb, virtual);
    attention |= code().forgetMapping(virtual);
  }

  /** Forgets one page, and leaves others alone that have the same slot. */
  private static void forget(Tlb tlb, int virtual) {
    int slot = virtual >>> Page.SHIFT & Tlb.MASK;
    int page = virtual & PAGE;
    if (tlb.readTags[slot] == page) {
      tlb.readTags[slot] = Tlb.NONE;
    }
    if (tlb.writeTags[slot] == page) {
      tlb.writeTags[slot] = Tlb.NONE;
    }
  }

  final int load8(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & PAGE)) {
      return readPages[slot][address & Page.SIZE - 1];
    }
    int value = readSlow(address, address, 1);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
    return (byte) value;
  }

  /** 16 bits, zero-extended. */
  final int load16(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & (PAGE | 1))) {
      byte[] page = readPages[slot];
      int at = address & Page.SIZE - 1;
      return big ? Bytes.get16be(page, at) : Bytes.get16(page, at);
    }
    int value = readSlow(address, address, 2);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
    return value;
  }

  final int load32(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & (PAGE | 3))) {
      byte[] page = readPages[slot];
      int at = address & Page.SIZE - 1;
      return big ? Bytes.get32be(page, at) : Bytes.get32(page, at);
    }
    int value = readSlow(address, address, 4);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
    return value;
  }

  /** The word that holds the byte at {@code address}, for LWL and LWR. */
  final int loadAround(int address) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (readTags[slot] == (address & PAGE)) {
      byte[] page = readPages[slot];
      int at = address & Page.SIZE - 4;
      return big ? Bytes.get32be(page, at) : Bytes.get32(page, at);
    }
    int value = readSlow(address & ~3, address, 4);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
    return value;
  }

  final void store8(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & PAGE)) {
      writePages[slot][address & Page.SIZE - 1] = (byte) value;
      return;
    }
    writeSlow(address, 1, value);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
  }

  final void store16(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & (PAGE | 1))) {
      byte[] page = writePages[slot];
      int at = address & Page.SIZE - 1;
      if (big) {
        Bytes.put16be(page, at, value);
      } else {
        Bytes.put16(page, at, value);
      }
      return;
    }
    writeSlow(address, 2, value);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
  }

  final void store32(int address, int value) {
    int slot = address >>> Page.SHIFT & Tlb.MASK;
    if (writeTags[slot] == (address & (PAGE | 3))) {
      byte[] page = writePages[slot];
      int at = address & Page.SIZE - 1;
      if (big) {
        Bytes.put32be(page, at, value);
      } else {
        Bytes.put32(page, at, value);
      }
      return;
    }
    writeSlow(address, 4, value);
    if (trapCode != ExcCode.NONE) {
      throw refusal;
    }
  }

  /** 64 bits in the byte order of the core; the address must be a multiple of 8. */
  final long load64(int address) {
    if ((address & 7) != 0) {
      throw refuse(ExcCode.ADEL, address);
    }
    long first = load32(address) & 0xFFFF_FFFFL;
    long second = load32(address + 4) & 0xFFFF_FFFFL;
    return big ? first << 32 | second : second << 32 | first;
  }

  final void store64(int address, long value) {
    if ((address & 7) != 0) {
      throw refuse(ExcCode.ADES, address);
    }
    int low = (int) value;
    int high = (int) (value >>> 32);
    store32(address, big ? high : low);
    store32(address + 4, big ? low : high);
  }

  /**
   * A load that the software TLB does not know; notes an exception instead of throwing it. A watch
   * comes before all other exceptions of an access (volume III, "exception priority").
   */
  final int readSlow(int address, int reported, int bytes) {
    boolean watches = cp0().watches(address);
    if (watches && cp0().watched(address, Mmu.LOAD)) {
      return 0;
    }
    if ((address & bytes - 1) != 0) {
      refuse(ExcCode.ADEL, reported);
      return 0;
    }
    if (!mmu().translate(address, Mmu.LOAD)) {
      trapAddress = reported;
      return 0;
    }
    long physical = mmu().physical & 0xFFFF_FFFFL;
    Page page = watches ? null : bus.readable(physical);
    if (page != null) {
      tlb.mapRead(address, page);
      if (mmu().dirty && bus.writable(physical) == page) {
        tlb.mapWrite(address, page); // a store is likely to follow
      }
    }
    try {
      return (int) bus.read(physical, bytes);
    } catch (BusFault nothing) {
      refuse(ExcCode.DBE);
      return 0;
    }
  }

  final void writeSlow(int address, int bytes, int value) {
    boolean watches = cp0().watches(address);
    if (watches && cp0().watched(address, Mmu.STORE)) {
      return;
    }
    if ((address & bytes - 1) != 0) {
      refuse(ExcCode.ADES, address);
      return;
    }
    if (!mmu().translate(address, Mmu.STORE)) {
      return;
    }
    long physical = mmu().physical & 0xFFFF_FFFFL;
    Page page = watches ? null : bus.writable(physical);
    if (page != null) {
      tlb.mapWrite(address, page);
    }
    try {
      bus.write(physical, bytes, value);
    } catch (BusFault nothing) {
      refuse(ExcCode.DBE);
    }
  }
}
