package quimera.cpu.mips32;

import quimera.core.bus.Bytes;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;

/**
 * The frequent instructions of coprocessor 1, on even registers only, which are the same for either
 * value of Status.FR.
 */
final class FloatNodes {
  private static final int PAGE = -Page.SIZE;
  private static final int OFFSET = Page.SIZE - 1;

  private FloatNodes() {}

  /** An instruction of COP1 whose registers are even. */
  static Node decode(int word, int format) {
    int function = word & 63;
    if (format == Fpu.DOUBLE) {
      return switch (function) {
        case 0x00, 0x01 -> new SumDouble(word);
        case 0x02 -> new ProductDouble(word);
        case 0x03 -> new QuotientDouble(word);
        case 0x06 -> new MoveDouble(word);
        default -> function >= 0x30 ? new CompareDouble(word) : new Other(word);
      };
    }
    boolean dyadic = format == Fpu.SINGLE && function < 4;
    return dyadic ? new DyadicSingle(word) : new Other(word);
  }

  /** What needs the coprocessor to be usable. */
  private abstract static class FloatNode extends Node {
    final int word;

    FloatNode(int word) {
      this.word = word;
    }

    final Node unusable(Interpreter cpu) {
      cpu.unusable(1);
      return cpu.trap(this);
    }
  }

  /** What {@link Rare} executes. */
  static final class Other extends FloatNode {
    Other(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.cp0().fpuUsable() ? cpu.rare(this, word) : unusable(cpu);
    }
  }

  /** A load or store of a floating-point register. */
  private abstract static class Access extends FloatNode {
    final int t;
    final int s;

    Access(int word) {
      super(word);
      t = word >>> 16 & 31;
      s = word >>> 21 & 31;
    }
  }

  /** LWC1. */
  static final class LoadWord extends Access {
    LoadWord(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      int address = cpu.r[s] + (short) word;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] != (address & (PAGE | 3))) {
        return cpu.rare(this, word);
      }
      byte[] page = cpu.readPages[slot];
      int at = address & OFFSET;
      int value = cpu.big ? Bytes.get32be(page, at) : Bytes.get32(page, at);
      long[] f = cpu.fpu().f;
      f[t] = f[t] & 0xFFFF_FFFF_0000_0000L | value & 0xFFFF_FFFFL;
      return next;
    }
  }

  /** LDC1. */
  static final class LoadDouble extends Access {
    LoadDouble(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      int address = cpu.r[s] + (short) word;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.readTags[slot] != (address & (PAGE | 7))) {
        return cpu.rare(this, word);
      }
      byte[] page = cpu.readPages[slot];
      int at = address & OFFSET;
      cpu.fpu().f[t] = cpu.big ? Bytes.get64be(page, at) : Bytes.get64(page, at);
      return next;
    }
  }

  /** SWC1. */
  static final class StoreWord extends Access {
    StoreWord(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      int address = cpu.r[s] + (short) word;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] != (address & (PAGE | 3))) {
        return cpu.rare(this, word);
      }
      byte[] page = cpu.writePages[slot];
      int at = address & OFFSET;
      int value = (int) cpu.fpu().f[t];
      if (cpu.big) {
        Bytes.put32be(page, at, value);
      } else {
        Bytes.put32(page, at, value);
      }
      return next;
    }
  }

  /** SDC1. */
  static final class StoreDouble extends Access {
    StoreDouble(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      int address = cpu.r[s] + (short) word;
      int slot = address >>> Page.SHIFT & Tlb.MASK;
      if (cpu.writeTags[slot] != (address & (PAGE | 7))) {
        return cpu.rare(this, word);
      }
      byte[] page = cpu.writePages[slot];
      int at = address & OFFSET;
      long value = cpu.fpu().f[t];
      if (cpu.big) {
        Bytes.put64be(page, at, value);
      } else {
        Bytes.put64(page, at, value);
      }
      return next;
    }
  }

  /** Two operands and a result. */
  private abstract static class Operation extends FloatNode {
    final int t;
    final int s;
    final int d;

    Operation(int word) {
      super(word);
      t = word >>> 16 & 31;
      s = word >>> 11 & 31;
      d = word >>> 6 & 31;
    }

    /** Keeps a result of 64 bits, unless the operation traps. */
    final Node keep(Interpreter cpu, Fpu fpu, long result) {
      if (fpu.arithmetic.trapped()) {
        return cpu.trap(this, ExcCode.FPE);
      }
      fpu.f[d] = result;
      return next;
    }
  }

  /** ADD.D and SUB.D. */
  static final class SumDouble extends Operation {
    private final long sign;

    SumDouble(int word) {
      super(word);
      sign = (word & 1) == 0 ? 0 : Long.MIN_VALUE;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      Fpu fpu = cpu.fpu();
      return keep(cpu, fpu, fpu.arithmetic.add(fpu.f[s], fpu.f[t], sign));
    }
  }

  /** MUL.D. */
  static final class ProductDouble extends Operation {
    ProductDouble(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      Fpu fpu = cpu.fpu();
      return keep(cpu, fpu, fpu.arithmetic.multiply(fpu.f[s], fpu.f[t]));
    }
  }

  /** DIV.D. */
  static final class QuotientDouble extends Operation {
    QuotientDouble(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      Fpu fpu = cpu.fpu();
      return keep(cpu, fpu, fpu.arithmetic.divide(fpu.f[s], fpu.f[t]));
    }
  }

  /** MOV.D. */
  static final class MoveDouble extends Operation {
    MoveDouble(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      Fpu fpu = cpu.fpu();
      fpu.f[d] = fpu.f[s];
      return next;
    }
  }

  /** C.cond.D. */
  static final class CompareDouble extends Operation {
    CompareDouble(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      Fpu fpu = cpu.fpu();
      fpu.arithmetic.compareDouble(fpu.f[s], fpu.f[t], word & 15, word >>> 8 & 7);
      return fpu.arithmetic.trapped() ? cpu.trap(this, ExcCode.FPE) : next;
    }
  }

  /** ADD.S, SUB.S, MUL.S and DIV.S. */
  static final class DyadicSingle extends Operation {
    DyadicSingle(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (!cpu.cp0().fpuUsable()) {
        return unusable(cpu);
      }
      Fpu fpu = cpu.fpu();
      long result = fpu.arithmetic.dyadicSingle(word & 3, (int) fpu.f[s], (int) fpu.f[t]);
      return keep(cpu, fpu, fpu.f[d] & 0xFFFF_FFFF_0000_0000L | result & 0xFFFF_FFFFL);
    }
  }
}
