package quimera.cpu.x86;

import quimera.cpu.x86.fpu.Float80;

/** FADD, FMUL, FSUB, FSUBR, FDIV and FDIVR in all their forms, numbered as in the opcode. */
final class X87Arithmetic {
  /** The bit that tells a quiet NaN from a signalling one. */
  private static final long QUIET = 1L << 62;

  private X87Arithmetic() {}

  private static void compute(Float80 u, int operation, int sea, long siga, int seb, long sigb) {
    switch (operation) {
      case 0 -> u.add(sea, siga, seb, sigb);
      case 1 -> u.mul(sea, siga, seb, sigb);
      case 4 -> u.sub(sea, siga, seb, sigb);
      case 5 -> u.sub(seb, sigb, sea, siga);
      case 6 -> u.div(sea, siga, seb, sigb);
      default -> u.div(seb, sigb, sea, siga);
    }
  }

  /** Two registers. */
  static final class Registers extends Node {
    private final int operation;
    private final int left;
    private final int right;
    private final int target;
    private final boolean pop;
    private final int fop;

    Registers(int operation, int left, int right, int target, boolean pop, int fop) {
      this.operation = operation;
      this.left = left;
      this.right = right;
      this.target = target;
      this.pop = pop;
      this.fop = fop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int a = fpu.physical(left);
      int b = fpu.physical(right);
      int to = fpu.physical(target);
      boolean done;
      if ((fpu.empty & (1 << a | 1 << b)) != 0) {
        done = fpu.stackFault(0);
        if (done) {
          fpu.setIndefinite(to);
        }
      } else {
        Float80 unit = fpu.begin();
        compute(unit, operation, fpu.se[a], fpu.sig[a], fpu.se[b], fpu.sig[b]);
        done = fpu.accept();
        if (done) {
          fpu.se[to] = unit.se;
          fpu.sig[to] = unit.sig;
        }
      }
      if (pop && done) {
        fpu.pop();
      }
      return next;
    }
  }

  /** ST(0) and a memory operand. */
  static final class FromMemory extends X87Memory {
    private final int operation;

    FromMemory(int operation, int format, Operand rm, int fop) {
      super(format, rm, fop);
      this.operation = operation;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      int offset = offset(cpu.r);
      long value = fetch(cpu, offset);
      fpu.last(cpu, fop, eip, segment, offset);
      int st = fpu.top;
      if (fpu.isEmpty(st)) {
        if (fpu.stackFault(0)) {
          fpu.setIndefinite(st);
        }
        return next;
      }
      Float80 unit = fpu.begin();
      operand(unit, value, fpu.se[st], fpu.sig[st]);
      if (fpu.accept()) {
        fpu.se[st] = unit.se;
        fpu.sig[st] = unit.sig;
      }
      return next;
    }

    /**
     * Computes with the operand as it is in memory. A signalling NaN is still one when it gets to
     * the operation; a denormal is normal by then, and yet counts as one, unless a NaN is met.
     */
    private void operand(Float80 unit, long value, int se, long sig) {
      widen(unit, value);
      if ((unit.flags & Float80.IE) != 0) {
        unit.flags = 0;
        unit.sig &= ~QUIET;
      }
      int denormal = unit.flags;
      compute(unit, operation, se, sig, unit.se, unit.sig);
      if ((unit.flags & Float80.IE) != 0 || Float80.isNan(unit.se, unit.sig)) {
        unit.flags &= ~denormal;
      } else if ((denormal & ~unit.control) != 0) {
        unit.flags &= Float80.DE | Float80.ZE; // it went no further
        unit.up = false;
      }
    }
  }
}
