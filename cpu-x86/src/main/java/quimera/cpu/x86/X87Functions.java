package quimera.cpu.x86;

import quimera.cpu.x86.fpu.Float80;

/**
 * Square root, remainders, scaling and the transcendental functions, numbered by the low four bits
 * of D9 F0 to D9 FF (SDM volume 1, 8.3.5 to 8.3.7).
 */
final class X87Functions {
  private static final int F2XM1 = 0;
  private static final int FYL2X = 1;
  private static final int FPTAN = 2;
  private static final int FPATAN = 3;
  private static final int FXTRACT = 4;
  private static final int FPREM1 = 5;
  private static final int FPREM = 8;
  private static final int FYL2XP1 = 9;
  private static final int FSQRT = 10;
  private static final int FSINCOS = 11;
  private static final int FRNDINT = 12;
  private static final int FSCALE = 13;
  private static final int FSIN = 14;

  private X87Functions() {}

  static Node node(int function, int fop) {
    return switch (function) {
      case FYL2X, FPATAN, FPREM1, FPREM, FYL2XP1, FSCALE -> new OfTwo(function, fop);
      case FPTAN, FXTRACT, FSINCOS -> new ToTwo(function, fop);
      default -> new OfOne(function, fop);
    };
  }

  /** From ST(0) to ST(0). */
  private static final class OfOne extends Node {
    private final int function;
    private final int fop;

    OfOne(int function, int fop) {
      this.function = function;
      this.fop = fop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int st = fpu.top;
      if (fpu.isEmpty(st)) {
        if (function >= FSIN) {
          fpu.status &= ~Fpu.C2;
        }
        if (fpu.stackFault(0)) {
          fpu.setIndefinite(st);
        }
        return next;
      }
      Float80 unit = fpu.begin();
      compute(fpu, unit, fpu.se[st], fpu.sig[st]);
      if (fpu.accept() && !unit.outOfRange) {
        fpu.set(st, unit.se, unit.sig);
      }
      return next;
    }

    private void compute(Fpu fpu, Float80 unit, int se, long sig) {
      unit.outOfRange = false;
      switch (function) {
        case F2XM1 -> unit.f2xm1(se, sig);
        case FSQRT -> unit.sqrt(se, sig);
        case FRNDINT -> unit.round(se, sig);
        default -> {
          if (function == FSIN) {
            unit.fsin(se, sig);
          } else {
            unit.fcos(se, sig);
          }
          range(fpu, unit);
        }
      }
    }
  }

  /** C2: the argument is out of range and nothing was computed. */
  private static void range(Fpu fpu, Float80 unit) {
    fpu.status = unit.outOfRange ? fpu.status | Fpu.C2 : fpu.status & ~Fpu.C2;
  }

  /** From ST(0) and ST(1); those that pop leave their result in what was ST(1). */
  private static final class OfTwo extends Node {
    private final int function;
    private final int fop;

    OfTwo(int function, int fop) {
      this.function = function;
      this.fop = fop;
    }

    private boolean remainder() {
      return function == FPREM || function == FPREM1;
    }

    private boolean pops() {
      return function == FYL2X || function == FYL2XP1 || function == FPATAN;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int st0 = fpu.top;
      int st1 = fpu.physical(1);
      int to = pops() ? st1 : st0;
      boolean done;
      if ((fpu.empty & (1 << st0 | 1 << st1)) != 0) {
        done = fpu.stackFault(0);
        if (remainder()) {
          fpu.status &= ~Fpu.C2;
        }
        if (done) {
          fpu.setIndefinite(to);
        }
      } else {
        Float80 unit = fpu.begin();
        boolean incomplete = compute(unit, fpu.se[st0], fpu.sig[st0], fpu.se[st1], fpu.sig[st1]);
        done = fpu.accept();
        if (remainder()) {
          quotient(fpu, unit, incomplete);
        }
        if (done) {
          fpu.set(to, unit.se, unit.sig);
        }
      }
      if (done && pops()) {
        fpu.pop();
      }
      return next;
    }

    /** Returns whether it is a remainder and incomplete. */
    private boolean compute(Float80 unit, int se0, long sig0, int se1, long sig1) {
      switch (function) {
        case FYL2X -> unit.fyl2x(se0, sig0, se1, sig1);
        case FYL2XP1 -> unit.fyl2xp1(se0, sig0, se1, sig1);
        case FPATAN -> unit.fpatan(se0, sig0, se1, sig1);
        case FSCALE -> unit.scale(se0, sig0, se1, sig1);
        default -> {
          return unit.remainder(se0, sig0, se1, sig1, function == FPREM1);
        }
      }
      return false;
    }

    /**
     * C2 if it is incomplete; else C0, C3 and C1 are bits 2, 1 and 0 of the quotient. Where there
     * is no number to take a quotient of, silicon leaves C0 and C3 as they are.
     */
    private static void quotient(Fpu fpu, Float80 unit, boolean incomplete) {
      fpu.status &= ~(Fpu.C1 | Fpu.C2);
      if (Float80.isNan(unit.se, unit.sig) || (unit.flags & Float80.IE) != 0) {
        return;
      }
      int q = unit.quotient;
      int condition =
          incomplete
              ? Fpu.C2
              : ((q & 4) != 0 ? Fpu.C0 : 0)
                  | ((q & 2) != 0 ? Fpu.C3 : 0)
                  | ((q & 1) != 0 ? Fpu.C1 : 0);
      fpu.status = fpu.status & ~Fpu.CONDITION | condition;
    }
  }

  /** From ST(0) to two results, the second pushed. */
  private static final class ToTwo extends Node {
    private static final int ONE_SE = 0x3FFF;
    private static final long ONE_SIG = Long.MIN_VALUE;

    private final int function;
    private final int fop;

    ToTwo(int function, int fop) {
      this.function = function;
      this.fop = fop;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.waiting(cpu);
      fpu.last(cpu, fop, eip);
      int st = fpu.top;
      boolean full = !fpu.isEmpty(st - 1 & 7);
      if (fpu.isEmpty(st) || full) {
        if (function != FXTRACT) {
          fpu.status &= ~Fpu.C2;
        }
        if (fpu.stackFault(fpu.isEmpty(st) ? 0 : Fpu.C1)) {
          fpu.setIndefinite(st);
          fpu.push(Fpu.INDEFINITE_SE, Fpu.INDEFINITE_SIG);
        }
        return next;
      }
      Float80 unit = fpu.begin();
      compute(unit, fpu.se[st], fpu.sig[st]);
      if (function != FXTRACT) {
        range(fpu, unit);
      }
      if (fpu.accept() && !unit.outOfRange) {
        fpu.set(st, unit.se, unit.sig);
        fpu.push(unit.se2, unit.sig2);
      }
      return next;
    }

    private void compute(Float80 unit, int se, long sig) {
      unit.outOfRange = false;
      switch (function) {
        case FXTRACT -> unit.extract(se, sig);
        case FSINCOS -> unit.fsincos(se, sig);
        default -> {
          unit.fptan(se, sig);
          boolean nan = Float80.isNan(unit.se, unit.sig);
          unit.se2 = nan ? unit.se : ONE_SE;
          unit.sig2 = nan ? unit.sig : ONE_SIG;
        }
      }
    }
  }
}
