package quimera.cpu.arm;

/** Loads and stores of the 32-bit Thumb set (ARM ARM A6.3.5 to A6.3.10). */
final class ThumbTransfer {
  private static final int PRE = 1 << 10;
  private static final int UP = 1 << 9;
  private static final int WRITEBACK = 1 << 8;

  private ThumbTransfer() {}

  /** LDM, STM, RFE and SRS. */
  static boolean multiple(ArmCpu cpu, int word) {
    boolean load = (word & 1 << 20) != 0;
    int direction = word >>> 23 & 3;
    if (direction == 0 || direction == 3) {
      // RFE and SRS, decrementing before or incrementing after.
      int form =
          word & (15 << 16 | BlockTransfer.WRITEBACK)
              | (direction == 0 ? BlockTransfer.PRE : BlockTransfer.UP);
      if (load) {
        ReturnState.load(cpu, form);
        return true;
      }
      ReturnState.store(cpu, word & 31, form);
      return false;
    }
    int form =
        word & (15 << 16 | 0xFFFF | BlockTransfer.WRITEBACK)
            | (direction == 1 ? BlockTransfer.UP : BlockTransfer.PRE);
    if (load) {
      return BlockTransfer.load(cpu, form);
    }
    BlockTransfer.store(cpu, form);
    return false;
  }

  /** Doublewords, exclusives and table branches. */
  static boolean dual(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    int t2 = word >>> 8 & 15;
    boolean load = (word & 1 << 20) != 0;
    boolean pre = (word & 1 << 24) != 0;
    boolean write = (word & 1 << 21) != 0;
    if (pre || write) {
      doubleword(cpu, word, load, pre, write);
      return false;
    }
    if ((word & 1 << 23) == 0) { // a word, with an offset
      int address = r[n] + ((word & 0xFF) << 2);
      if (load) {
        Exclusives.load(cpu, Exclusives.WORD, address, t, 0);
      } else {
        Exclusives.store(cpu, Exclusives.WORD, address, t2, t, 0);
      }
      return false;
    }
    int op = word >>> 4 & 15;
    if (load && op < 2) { // TBB, TBH
      int at = cpu.currentPc();
      int entry = op == 0 ? cpu.load8(r[n] + r[word & 15]) : cpu.load16(r[n] + (r[word & 15] << 1));
      cpu.pc = at + 4 + 2 * entry;
      return true;
    }
    int size =
        switch (op) {
          case 4 -> Exclusives.BYTE;
          case 5 -> Exclusives.HALFWORD;
          case 7 -> Exclusives.DOUBLEWORD;
          default -> throw cpu.undefined();
        };
    if (load) {
      Exclusives.load(cpu, size, r[n], t, t2);
    } else {
      Exclusives.store(cpu, size, r[n], word & 15, t, t2);
    }
    return false;
  }

  private static void doubleword(ArmCpu cpu, int word, boolean load, boolean pre, boolean write) {
    int[] r = cpu.r;
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    int t2 = word >>> 8 & 15;
    int offset = (word & 0xFF) << 2;
    int base = n == 15 ? r[15] & ~3 : r[n];
    int moved = (word & 1 << 23) != 0 ? base + offset : base - offset;
    int address = pre ? moved : base;
    if (load) {
      long both = cpu.load64(address);
      if (write) {
        r[n] = moved;
      }
      r[t] = (int) both;
      r[t2] = (int) (both >>> 32);
    } else {
      cpu.store64(address, (long) r[t2] << 32 | r[t] & 0xFFFF_FFFFL);
      if (write) {
        r[n] = moved;
      }
    }
  }

  /** The address of a single store or load without indexing, if it is of that kind. */
  private static boolean plain(int word) {
    return (word & 1 << 23) != 0 || (word & 1 << 11) == 0;
  }

  private static int plainAddress(ArmCpu cpu, int word) {
    int base = cpu.r[word >>> 16 & 15];
    return (word & 1 << 23) != 0
        ? base + (word & 0xFFF)
        : base + (cpu.r[word & 15] << (word >>> 4 & 3));
  }

  private static int moved(ArmCpu cpu, int word) {
    int base = cpu.r[word >>> 16 & 15];
    return (word & UP) != 0 ? base + (word & 0xFF) : base - (word & 0xFF);
  }

  private static boolean unprivileged(int word) {
    return (word & (PRE | UP | WRITEBACK)) == (PRE | UP);
  }

  /** STR, STRH and STRB. */
  static void store(ArmCpu cpu, int word) {
    int size = word >>> 21 & 3;
    int value = cpu.r[word >>> 12 & 15];
    int n = word >>> 16 & 15;
    if (n == 15 || size == 3) {
      throw cpu.undefined();
    }
    if (plain(word)) {
      if ((word & 1 << 23) == 0 && (word & 0x7C0) != 0) {
        throw cpu.undefined();
      }
      store(cpu, size, plainAddress(cpu, word), value);
      return;
    }
    int moved = moved(cpu, word);
    int address = (word & PRE) != 0 ? moved : cpu.r[n];
    if (unprivileged(word)) {
      cpu.beginUserAccess();
      try {
        store(cpu, size, address, value);
      } finally {
        cpu.endUserAccess();
      }
      return;
    }
    store(cpu, size, address, value);
    if ((word & WRITEBACK) != 0) {
      cpu.r[n] = moved;
    }
  }

  private static void store(ArmCpu cpu, int size, int address, int value) {
    switch (size) {
      case 0 -> cpu.store8(address, value);
      case 1 -> cpu.store16(address, value);
      default -> cpu.storeWord(address, value);
    }
  }

  /** LDR, LDRH, LDRB and the signed ones, with literals and preloads. */
  static boolean load(ArmCpu cpu, int word) {
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    int kind = word >>> 21 & 3 | word >>> 22 & 4;
    if (t == 15 && kind != 2) {
      if (kind == 6) {
        throw cpu.undefined();
      }
      return false; // PLD, PLDW, PLI and unallocated hints
    }
    int value;
    if (n == 15) {
      int base = cpu.r[15] & ~3;
      int offset = word & 0xFFF;
      value = load(cpu, kind, (word & 1 << 23) != 0 ? base + offset : base - offset);
    } else if (plain(word)) {
      if ((word & 1 << 23) == 0 && (word & 0x7C0) != 0) {
        throw cpu.undefined();
      }
      value = load(cpu, kind, plainAddress(cpu, word));
    } else {
      int moved = moved(cpu, word);
      int address = (word & PRE) != 0 ? moved : cpu.r[n];
      if (unprivileged(word)) {
        cpu.beginUserAccess();
        try {
          value = load(cpu, kind, address);
        } finally {
          cpu.endUserAccess();
        }
      } else {
        value = load(cpu, kind, address);
        if ((word & WRITEBACK) != 0) {
          cpu.r[n] = moved;
        }
      }
    }
    if (t == 15) {
      cpu.loadPc(value);
      return true;
    }
    cpu.r[t] = value;
    return false;
  }

  private static int load(ArmCpu cpu, int kind, int address) {
    return switch (kind) {
      case 0 -> cpu.load8(address);
      case 1 -> cpu.load16(address);
      case 2 -> cpu.loadWord(address);
      case 4 -> (byte) cpu.load8(address);
      case 5 -> (short) cpu.load16(address);
      default -> throw cpu.undefined();
    };
  }
}
