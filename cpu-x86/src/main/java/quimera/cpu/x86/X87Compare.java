package quimera.cpu.x86;

import quimera.cpu.x86.fpu.Float80;

/**
 * Comparisons and classification of the x87 (SDM volume 1, 8.3.6).
 *
 * <p>Silicon sets the condition even when an unmasked exception keeps the instruction from popping.
 */
final class X87Compare {
  /** C3, C2 and C0 for less, equal, greater and unordered. */
  private static final int[] CONDITION = {Fpu.C0, Fpu.C3, 0, Fpu.C0 | Fpu.C2 | Fpu.C3};

  /** ZF, PF and CF for the same. */
  private static final int[] FLAGS = {Flag.CF, Flag.ZF, 0, Flag.CF | Flag.PF | Flag.ZF};

  private static final int UNORDERED = 2;

  private X87Compare() {}

  private static void set(Fpu fpu, int outcome) {
    fpu.status = fpu.status & ~Fpu.CONDITION | CONDITION[outcome + 1];
  }

  /** FCOM and FUCOM of registers, popping once or twice or not at all. */
  static final class Registers extends X87Node {
    private final int pops;
    private final boolean quiet;

    Registers(int i, int pops, boolean quiet, int fop) {
      super(i, fop);
      this.pops = pops;
      this.quiet = quiet;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int a = fpu.top;
      int b = fpu.physical(i);
      boolean done;
      if ((fpu.empty & (1 << a | 1 << b)) != 0) {
        done = fpu.stackFault(0);
        set(fpu, UNORDERED);
      } else {
        Float80 unit = fpu.begin();
        int outcome = unit.compare(fpu.se[a], fpu.sig[a], fpu.se[b], fpu.sig[b], quiet);
        done = fpu.accept();
        set(fpu, outcome);
      }
      if (done) {
        for (int n = pops; n > 0; n--) {
          fpu.pop();
        }
      }
      return next;
    }
  }

  /** FCOM, FCOMP, FICOM and FICOMP with memory. */
  static final class Memory extends X87Memory {
    private final boolean pop;

    Memory(int format, boolean pop, Operand rm, int fop) {
      super(format, rm, fop);
      this.pop = pop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      long value = fetch(cpu, offset);
      fpu.last(cpu, fop, eip, segment, offset);
      int st = fpu.top;
      boolean done;
      if (fpu.isEmpty(st)) {
        done = fpu.stackFault(0);
        set(fpu, UNORDERED);
      } else {
        Float80 unit = fpu.begin();
        widen(unit, value);
        int outcome = unit.compare(fpu.se[st], fpu.sig[st], unit.se, unit.sig, false);
        if ((unit.flags & Float80.IE) != 0) {
          unit.flags = Float80.IE;
        }
        done = fpu.accept();
        set(fpu, outcome);
      }
      if (pop && done) {
        fpu.pop();
      }
      return next;
    }
  }

  /** FCOMI, FUCOMI and their popping forms. */
  static final class Flags extends X87Node {
    private final boolean quiet;
    private final boolean pop;

    Flags(int i, boolean quiet, boolean pop, int fop) {
      super(i, fop);
      this.quiet = quiet;
      this.pop = pop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int a = fpu.top;
      int b = fpu.physical(i);
      int outcome = UNORDERED;
      boolean done;
      if ((fpu.empty & (1 << a | 1 << b)) != 0) {
        done = fpu.stackFault(0);
      } else {
        Float80 unit = fpu.begin();
        outcome = unit.compare(fpu.se[a], fpu.sig[a], fpu.se[b], fpu.sig[b], quiet);
        int c1 = fpu.status & Fpu.C1; // which silicon leaves alone here
        done = fpu.accept();
        fpu.status |= c1;
      }
      cpu.setArithmetic(FLAGS[outcome + 1]);
      if (pop && done) {
        fpu.pop();
      }
      return next;
    }
  }

  /** FTST. */
  static final class Test extends Node {
    private final int fop;

    Test(int fop) {
      this.fop = fop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int st = fpu.top;
      if (fpu.isEmpty(st)) {
        fpu.stackFault(0);
        set(fpu, UNORDERED);
        return next;
      }
      int outcome = fpu.begin().compare(fpu.se[st], fpu.sig[st], 0, 0, false);
      fpu.accept();
      set(fpu, outcome);
      return next;
    }
  }

  /** FXAM: C1 is the sign, an empty register's too (SDM volume 2, table 3-42). */
  static final class Examine extends Node {
    private final int fop;

    Examine(int fop) {
      this.fop = fop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int st = fpu.top;
      int se = fpu.se[st];
      int kind = fpu.isEmpty(st) ? Fpu.C3 | Fpu.C0 : kind(se, fpu.sig[st]);
      int sign = (se & 0x8000) != 0 ? Fpu.C1 : 0;
      fpu.status = fpu.status & ~Fpu.CONDITION | kind | sign;
      return next;
    }

    private static int kind(int se, long sig) {
      if (Float80.isZero(se, sig)) {
        return Fpu.C3;
      }
      if (Float80.isDenormal(se, sig)) {
        return Fpu.C3 | Fpu.C2;
      }
      if (Float80.isUnsupported(se, sig)) {
        return 0;
      }
      if (Float80.isInfinity(se, sig)) {
        return Fpu.C2 | Fpu.C0;
      }
      return Float80.isNan(se, sig) ? Fpu.C0 : Fpu.C2;
    }
  }
}
