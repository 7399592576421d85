package quimera.cpu.mips32;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * Aligned loads and stores. One comparison with the software TLB's tag, which fails on misaligned
 * addresses as well, then the bytes; everything else is the slow path of {@link MipsAccess}.
 */
final class LoadStore {
  private static final int PAGE = -Page.SIZE;
  private static final int OFFSET = Page.SIZE - 1;

  private LoadStore() {}

  /** A register, and an address relative to another. */
  abstract static class Access extends Node {
    final int t;
    final int s;
    final int displacement;

    Access(int word) {
      t = word >>> 16 & 31;
      s = word >>> 21 & 31;
      displacement = (short) word;
    }

    /** Ends a load that has taken the slow path. */
    final Node loaded(Interpreter cpu, int value) {
      if (cpu.trapCode == ExcCode.NONE && t != 0) {
        cpu.r[t] = value;
      }
      return cpu.done(this);
    }
  }

  /** LB. */
  static final class Lb extends Access {
    Lb(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[t] = cpu.readPages[slot][address & OFFSET];
        return next;
      }
      return loaded(cpu, (byte) cpu.readSlow(address, address, 1));
    }
  }

  /** LBU. */
  static final class Lbu extends Access {
    Lbu(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & PAGE)) {
        r[t] = cpu.readPages[slot][address & OFFSET] & 0xFF;
        return next;
      }
      return loaded(cpu, cpu.readSlow(address, address, 1));
    }
  }

  /** LH. */
  static final class Lh extends Access {
    Lh(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        byte[] page = cpu.readPages[slot];
        int at = address & OFFSET;
        r[t] = (short) (cpu.big ? Bytes.get16be(page, at) : Bytes.get16(page, at));
        return next;
      }
      return loaded(cpu, (short) cpu.readSlow(address, address, 2));
    }
  }

  /** LHU. */
  static final class Lhu extends Access {
    Lhu(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 1))) {
        byte[] page = cpu.readPages[slot];
        int at = address & OFFSET;
        r[t] = cpu.big ? Bytes.get16be(page, at) : Bytes.get16(page, at);
        return next;
      }
      return loaded(cpu, cpu.readSlow(address, address, 2));
    }
  }

  /** LW. */
  static final class Lw extends Access {
    Lw(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] == (address & (PAGE | 3))) {
        byte[] page = cpu.readPages[slot];
        int at = address & OFFSET;
        r[t] = cpu.big ? Bytes.get32be(page, at) : Bytes.get32(page, at);
        return next;
      }
      return loaded(cpu, cpu.readSlow(address, address, 4));
    }
  }

  /** SB. */
  static final class Sb extends Access {
    Sb(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & PAGE)) {
        cpu.writePages[slot][address & OFFSET] = (byte) r[t];
        return next;
      }
      cpu.writeSlow(address, 1, r[t]);
      return cpu.done(this);
    }
  }

  /** SH. */
  static final class Sh extends Access {
    Sh(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 1))) {
        byte[] page = cpu.writePages[slot];
        int at = address & OFFSET;
        if (cpu.big) {
          Bytes.put16be(page, at, r[t]);
        } else {
          Bytes.put16(page, at, r[t]);
        }
        return next;
      }
      cpu.writeSlow(address, 2, r[t]);
      return cpu.done(this);
    }
  }

  /** SW. */
  static final class Sw extends Access {
    Sw(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int address = r[s] + displacement;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] == (address & (PAGE | 3))) {
        byte[] page = cpu.writePages[slot];
        int at = address & OFFSET;
        if (cpu.big) {
          Bytes.put32be(page, at, r[t]);
        } else {
          Bytes.put32(page, at, r[t]);
        }
        return next;
      }
      cpu.writeSlow(address, 4, r[t]);
      return cpu.done(this);
    }
  }
}
