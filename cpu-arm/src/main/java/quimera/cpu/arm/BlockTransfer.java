package quimera.cpu.arm;

/**
 * LDM and STM, in ARM's encoding, which the Thumb ones are put into (ARM ARM A8.8.57 to A8.8.60,
 * A8.8.199 to A8.8.202, B9.3.5, B9.3.6, B9.3.17), the long way; {@link Blocks} has the short one.
 *
 * <p>Nothing is changed before all words have been transferred, so that an abort leaves the base
 * and the registers as they were.
 */
final class BlockTransfer {
  static final int PRE = 1 << 24;
  static final int UP = 1 << 23;
  static final int S = 1 << 22;
  static final int WRITEBACK = 1 << 21;
  static final int LOAD = 1 << 20;

  /** PUSH, POP and STMIA with writeback, but for the list. */
  static final int PUSH = PRE | WRITEBACK | 13 << 16;

  static final int POP = LOAD | UP | WRITEBACK | 13 << 16;
  static final int INCREMENT = UP | WRITEBACK;

  private BlockTransfer() {}

  /** The lowest address of the words, for {@code count} of them. */
  static int lowest(int word, int base, int count) {
    int before = (word & PRE) != 0 ? 4 : 0;
    return (word & UP) != 0 ? base + before : base - 4 * count + 4 - before;
  }

  /** What the base becomes. */
  static int moved(int word, int base, int count) {
    return (word & UP) != 0 ? base + 4 * count : base - 4 * count;
  }

  /**
   * How many words the list transfers. An empty one is undefined; ARM7 moves the base by 16 words
   * and transfers PC.
   */
  private static int count(int word) {
    int list = word & 0xFFFF;
    return list == 0 ? 16 : Integer.bitCount(list);
  }

  private static int list(Alu cpu, int word) {
    int list = word & 0xFFFF;
    return list == 0 && !cpu.v5 ? 1 << 15 : list;
  }

  /** STM without bit 22. */
  static void store(Alu cpu, int word) {
    int[] r = cpu.r;
    int n = word >>> 16 & 15;
    int base = r[n];
    int count = count(word);
    int address = lowest(word, base, count);
    int list = list(cpu, word);
    int moved = (word & WRITEBACK) != 0 ? moved(word, base, count) : base;
    // The base is stored as it was only if it is the first in the list.
    boolean movedFirst = (list & (1 << n) - 1) != 0;
    if ((address + 4 * count - 1 & ArmAccess.PAGE) != (address & ArmAccess.PAGE)) {
      cpu.probeWrite(address, 4 * count);
    }
    for (int rest = list; rest != 0; rest &= rest - 1) {
      int i = Integer.numberOfTrailingZeros(rest);
      cpu.store32(address, i == n && movedFirst ? moved : stored(cpu, r, i));
      address += 4;
    }
    r[n] = moved;
  }

  /** PC is stored as 12 more by the cores before ARMv6, as 8 more since. */
  private static int stored(Alu cpu, int[] r, int i) {
    return i == 15 && !cpu.v6 ? r[15] + 4 : r[i];
  }

  /** LDM without bit 22; whether PC was in the list and has gone to {@link ArmState#pc}. */
  static boolean load(Alu cpu, int word) {
    int[] r = cpu.r;
    int n = word >>> 16 & 15;
    int base = r[n];
    int count = count(word);
    int address = lowest(word, base, count);
    int list = list(cpu, word);
    int[] loaded = loadAll(cpu, address, list);
    if ((word & WRITEBACK) != 0) {
      r[n] = moved(word, base, count);
    }
    for (int rest = list & 0x7FFF; rest != 0; rest &= rest - 1) {
      int i = Integer.numberOfTrailingZeros(rest);
      r[i] = loaded[i];
    }
    if ((list & 1 << 15) == 0) {
      return false;
    }
    cpu.loadPc(loaded[15]);
    return true;
  }

  /** The words from {@code address} on, each at the index of its register. */
  private static int[] loadAll(Alu cpu, int address, int list) {
    int[] loaded = new int[16];
    int at = address;
    for (int rest = list; rest != 0; rest &= rest - 1) {
      loaded[Integer.numberOfTrailingZeros(rest)] = cpu.load32(at);
      at += 4;
    }
    return loaded;
  }

  /** STM with bit 22: the registers of user mode. */
  static void storeUser(Alu cpu, int word) {
    int n = word >>> 16 & 15;
    cpu.notPc(n);
    int base = cpu.r[n];
    int count = count(word);
    int address = lowest(word, base, count);
    cpu.probeWrite(address, 4 * count);
    for (int rest = list(cpu, word); rest != 0; rest &= rest - 1) {
      int i = Integer.numberOfTrailingZeros(rest);
      cpu.store32(address, i == 15 ? stored(cpu, cpu.r, i) : cpu.banked(i, Mode.USER));
      address += 4;
    }
    if ((word & WRITEBACK) != 0) {
      cpu.r[n] = moved(word, base, count);
    }
  }

  /**
   * LDM with bit 22: the registers of user mode, or with PC in the list an exception return.
   *
   * @return whether it was a return, to {@link ArmState#pc}
   */
  static boolean loadUser(Alu cpu, int word) {
    int n = word >>> 16 & 15;
    cpu.notPc(n);
    int base = cpu.r[n];
    int count = count(word);
    int list = list(cpu, word);
    int[] loaded = loadAll(cpu, lowest(word, base, count), list);
    if ((word & WRITEBACK) != 0) {
      cpu.r[n] = moved(word, base, count);
    }
    boolean returning = (list & 1 << 15) != 0;
    for (int rest = list & 0x7FFF; rest != 0; rest &= rest - 1) {
      int i = Integer.numberOfTrailingZeros(rest);
      if (returning) {
        cpu.r[i] = loaded[i];
      } else {
        cpu.setBanked(i, Mode.USER, loaded[i]);
      }
    }
    if (returning) {
      cpu.exceptionReturn(loaded[15]);
    }
    return returning;
  }
}
