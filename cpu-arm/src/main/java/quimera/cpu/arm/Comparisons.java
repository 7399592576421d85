package quimera.cpu.arm;

/**
 * Comparisons and the branch behind them as one: what most loops and decisions come to.
 *
 * <p>Both instructions have nodes of their own as well, which are executed where the loop ends
 * between the two, or where somebody branches to the second.
 */
final class Comparisons {
  private Comparisons() {}

  /** CMP with a constant. */
  static Node constant(Node alone, int n, int constant, Branches.Behind branch) {
    return branch.isEquality()
        ? new EqualConstant(alone, n, constant, branch)
        : new CmpConstant(alone, n, constant, branch);
  }

  /** CMP of two registers. */
  static Node register(Node alone, int n, int m, Branches.Behind branch) {
    return branch.isEquality()
        ? new EqualRegister(alone, n, m, branch)
        : new CmpRegister(alone, n, m, branch);
  }

  /** An instruction and the branch behind it. */
  private abstract static class Fork extends Node {
    /** The first instruction by itself. */
    final Node alone;

    final int mask;
    private final Branches.Behind branch;

    /** The target, or what finds it. */
    Node taken;

    Fork(Node alone, Branches.Behind branch) {
      this.alone = alone;
      this.branch = branch;
      mask = branch.mask();
    }

    @Override
    void place(CodeSource code, int offset, int bytes) {
      super.place(code, offset, bytes + branch.bytes());
      alone.place(code, offset, bytes);
      taken = code.link(offset + bytes + branch.displacement(), found -> taken = found);
    }
  }

  /** CMP with a constant, and a branch. */
  private static final class CmpConstant extends Fork {
    private final int n;
    private final int constant;

    CmpConstant(Node alone, int n, int constant, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      cpu.subtractFlags(cpu.r[n], constant);
      return (mask >>> cpu.nzcv() & 1) != 0 ? taken : next;
    }
  }

  /** CMP with a constant, and BEQ or BNE. */
  private static final class EqualConstant extends Fork {
    private final int n;
    private final int constant;
    private final boolean equal;

    EqualConstant(Node alone, int n, int constant, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.constant = constant;
      equal = branch.onZero();
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      return cpu.subtractFlags(cpu.r[n], constant) == 0 == equal ? taken : next;
    }
  }

  /** CMP of two registers, and a branch. */
  private static final class CmpRegister extends Fork {
    private final int n;
    private final int m;

    CmpRegister(Node alone, int n, int m, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      int[] r = cpu.r;
      cpu.subtractFlags(r[n], r[m]);
      return (mask >>> cpu.nzcv() & 1) != 0 ? taken : next;
    }
  }

  /** CMP of two registers, and BEQ or BNE. */
  private static final class EqualRegister extends Fork {
    private final int n;
    private final int m;
    private final boolean equal;

    EqualRegister(Node alone, int n, int m, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.m = m;
      equal = branch.onZero();
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      int[] r = cpu.r;
      return cpu.subtractFlags(r[n], r[m]) == 0 == equal ? taken : next;
    }
  }

  /** TST with a constant that leaves C, and a branch. */
  static final class Tst extends Fork {
    private final int n;
    private final int constant;

    Tst(Node alone, int n, int constant, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      cpu.logicFlags(cpu.r[n] & constant);
      return (mask >>> cpu.nzcv() & 1) != 0 ? taken : next;
    }
  }

  /** TST of two registers, and a branch. */
  static final class TstRegister extends Fork {
    private final int n;
    private final int m;

    TstRegister(Node alone, int n, int m, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      int[] r = cpu.r;
      cpu.logicFlags(r[n] & r[m]);
      return (mask >>> cpu.nzcv() & 1) != 0 ? taken : next;
    }
  }

  /** CMN with a constant, and a branch. */
  static final class Cmn extends Fork {
    private final int n;
    private final int constant;

    Cmn(Node alone, int n, int constant, Branches.Behind branch) {
      super(alone, branch);
      this.n = n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      cpu.addFlags(cpu.r[n], constant);
      return (mask >>> cpu.nzcv() & 1) != 0 ? taken : next;
    }
  }

  /** SUBS with a constant, and a branch. */
  static final class Subs extends Fork {
    private final int d;
    private final int n;
    private final int constant;

    Subs(Node alone, int d, int n, int constant, Branches.Behind branch) {
      super(alone, branch);
      this.d = d;
      this.n = n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (cpu.remaining <= 1) {
        return alone.execute(cpu);
      }
      cpu.remaining--;
      int[] r = cpu.r;
      r[d] = cpu.subtractFlags(r[n], constant);
      return (mask >>> cpu.nzcv() & 1) != 0 ? taken : next;
    }
  }
}
