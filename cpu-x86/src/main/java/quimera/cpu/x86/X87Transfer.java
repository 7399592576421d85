package quimera.cpu.x86;

import quimera.cpu.x86.fpu.Float80;

/** Loads, stores and moves of the x87 (SDM volume 1, 8.3.3 and 8.3.4). */
final class X87Transfer {
  private X87Transfer() {}

  /** FLD and FILD of a format. */
  static final class Load extends X87Memory {
    Load(int format, Operand rm, int fop) {
      super(format, rm, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      long value = fetch(cpu, offset);
      fpu.last(cpu, fop, eip, segment, offset);
      if (fpu.room()) {
        Float80 unit = fpu.begin();
        widen(unit, value);
        fpu.accept();
        // A denormal is loaded even if that is not masked.
        if ((unit.flags & ~fpu.control() & Float80.IE) == 0) {
          fpu.push(unit.se, unit.sig);
        }
      }
      return next;
    }
  }

  /** FST, FSTP, FIST and FISTP of a format. */
  static final class Store extends X87Memory {
    private final boolean pop;

    Store(int format, boolean pop, Operand rm, int fop) {
      super(format, rm, fop);
      this.pop = pop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      int st = fpu.top;
      boolean done;
      if (fpu.isEmpty(st)) {
        done = (fpu.control() & Float80.IE) != 0;
        if (done) {
          store(cpu, offset, indefinite());
        }
        fpu.stackFault(0);
      } else {
        Float80 unit = fpu.begin();
        long value = narrow(unit, fpu.se[st], fpu.sig[st]);
        done = fpu.storable();
        if (done) {
          store(cpu, offset, value);
        }
        fpu.accept();
      }
      fpu.last(cpu, fop, eip, segment, offset);
      if (pop && done) {
        fpu.pop();
      }
      return next;
    }
  }

  /** An instruction with an 80-bit operand in memory. */
  private abstract static class With80 extends MemoryNode {
    final int fop;

    With80(Operand rm, int fop) {
      super(rm);
      this.fop = fop;
    }

    final void store(X86Cpu cpu, int offset, long low, int high) {
      cpu.willWrite(segment, offset, 8);
      cpu.write16(segment, offset + 8, high);
      cpu.write64(segment, offset, low);
    }
  }

  /** FLD m80: raises nothing but a stack fault. */
  static final class Load80 extends With80 {
    Load80(Operand rm, int fop) {
      super(rm, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      long sig = cpu.read64(segment, offset);
      int se = cpu.read16(segment, offset + 8);
      fpu.last(cpu, fop, eip, segment, offset);
      if (fpu.room()) {
        fpu.status &= ~Fpu.C1;
        fpu.push(se, sig);
      }
      return next;
    }
  }

  /** FSTP m80. */
  static final class Store80 extends With80 {
    Store80(Operand rm, int fop) {
      super(rm, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      int st = fpu.top;
      if (!fpu.isEmpty(st)) {
        store(cpu, offset, fpu.sig[st], fpu.se[st]);
        fpu.status &= ~Fpu.C1;
        fpu.pop();
      } else if ((fpu.control() & Float80.IE) != 0) {
        store(cpu, offset, Fpu.INDEFINITE_SIG, Fpu.INDEFINITE_SE);
        fpu.stackFault(0);
        fpu.pop();
      } else {
        fpu.stackFault(0);
      }
      fpu.last(cpu, fop, eip, segment, offset);
      return next;
    }
  }

  /** FBLD. */
  static final class LoadDecimal extends With80 {
    LoadDecimal(Operand rm, int fop) {
      super(rm, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      long low = cpu.read64(segment, offset);
      int high = cpu.read16(segment, offset + 8);
      fpu.last(cpu, fop, eip, segment, offset);
      if (fpu.room()) {
        Float80 unit = fpu.begin();
        unit.fromBcd(low, high);
        if (fpu.accept()) {
          fpu.push(unit.se, unit.sig);
        }
      }
      return next;
    }
  }

  /** FBSTP. */
  static final class StoreDecimal extends With80 {
    StoreDecimal(Operand rm, int fop) {
      super(rm, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      int st = fpu.top;
      boolean done;
      if (fpu.isEmpty(st)) {
        done = (fpu.control() & Float80.IE) != 0;
        if (done) {
          // The decimal indefinite (SDM volume 1, table 4-4).
          store(cpu, offset, Fpu.INDEFINITE_SIG, Fpu.INDEFINITE_SE);
        }
        fpu.stackFault(0);
      } else {
        Float80 unit = fpu.begin();
        unit.toBcd(fpu.se[st], fpu.sig[st]);
        done = fpu.storable();
        if (done) {
          store(cpu, offset, unit.bcdLow, unit.bcdHigh);
        }
        fpu.accept();
      }
      fpu.last(cpu, fop, eip, segment, offset);
      if (done) {
        fpu.pop();
      }
      return next;
    }
  }

  /** FLD ST(i). */
  static final class Duplicate extends X87Node {
    Duplicate(int i, int fop) {
      super(i, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int from = fpu.physical(i);
      if (fpu.isEmpty(from)) {
        if (fpu.stackFault(0)) {
          fpu.push(Fpu.INDEFINITE_SE, Fpu.INDEFINITE_SIG);
        }
      } else if (fpu.room()) {
        fpu.status &= ~Fpu.C1;
        fpu.push(fpu.se[from], fpu.sig[from]);
      }
      return next;
    }
  }

  /** FLD1 to FLDZ, numbered as in the opcode. */
  static final class Constant extends Node {
    private final int number;
    private final int fop;

    Constant(int number, int fop) {
      this.number = number;
      this.fop = fop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      if (fpu.room()) {
        fpu.unit.constant(number);
        fpu.status &= ~Fpu.C1;
        fpu.push(fpu.unit.se, fpu.unit.sig);
      }
      return next;
    }
  }

  /** FST ST(i) and FSTP ST(i). */
  static final class Copy extends X87Node {
    private final boolean pop;

    Copy(int i, boolean pop, int fop) {
      super(i, fop);
      this.pop = pop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int from = fpu.top;
      int to = fpu.physical(i);
      if (!fpu.isEmpty(from)) {
        fpu.status &= ~Fpu.C1;
        fpu.set(to, fpu.se[from], fpu.sig[from]);
      } else if (fpu.stackFault(0)) {
        fpu.setIndefinite(to);
      } else {
        return next;
      }
      if (pop) {
        fpu.pop();
      }
      return next;
    }
  }

  /** FXCH: what is empty counts as the indefinite, if the fault is masked. */
  static final class Exchange extends X87Node {
    Exchange(int i, int fop) {
      super(i, fop);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int a = fpu.top;
      int b = fpu.physical(i);
      if ((fpu.empty & (1 << a | 1 << b)) != 0) {
        if (!fpu.stackFault(0)) {
          return next;
        }
        if (fpu.isEmpty(a)) {
          fpu.setIndefinite(a);
        }
        if (fpu.isEmpty(b)) {
          fpu.setIndefinite(b);
        }
      } else {
        fpu.status &= ~Fpu.C1;
      }
      int se = fpu.se[a];
      long sig = fpu.sig[a];
      fpu.set(a, fpu.se[b], fpu.sig[b]);
      fpu.set(b, se, sig);
      return next;
    }
  }

  /** FCMOVcc: conditions 0 to 3 are B, E, BE and U, and 4 more makes the opposite. */
  static final class MoveIf extends X87Node {
    private static final int[] JUMP_CONDITION = {2, 4, 6, 10, 3, 5, 7, 11};

    private final int condition;

    MoveIf(int condition, int i, int fop) {
      super(i, fop);
      this.condition = JUMP_CONDITION[condition];
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int to = fpu.top;
      int from = fpu.physical(i);
      if ((fpu.empty & (1 << to | 1 << from)) != 0) {
        if (fpu.stackFault(0)) {
          fpu.setIndefinite(to);
        }
        return next;
      }
      if (cpu.condition(condition)) {
        fpu.set(to, fpu.se[from], fpu.sig[from]);
      }
      return next;
    }
  }
}
