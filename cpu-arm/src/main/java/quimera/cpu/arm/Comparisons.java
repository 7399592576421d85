package quimera.cpu.arm;

/**
 * Comparisons and the branch behind them as one: what most loops and decisions come to.
 *
 * <p>Where the loop ends between the two it goes on at the branch's own node, as it does where
 * somebody branches there.
 */
final class Comparisons {
  private Comparisons() {}

  /** CMP with a constant. */
  static Node constant(int n, int constant, Branches.Behind branch) {
    return branch.isEquality()
        ? new EqualConstant(n, constant, branch)
        : new CmpConstant(n, constant, branch);
  }

  /** CMP of two registers. */
  static Node register(int n, int m, Branches.Behind branch) {
    return branch.isEquality() ? new EqualRegister(n, m, branch) : new CmpRegister(n, m, branch);
  }

  /** An instruction and the branch behind it. */
  private abstract static class Fork extends Branches.Relative {
    final short mask;

    /** How long the two instructions are. */
    private byte first;

    private final byte second;

    Fork(Branches.Behind branch) {
      super(branch.displacement());
      mask = (short) branch.mask();
      second = (byte) branch.bytes();
    }

    @Override
    void place(CodeSource code, int offset, int bytes) {
      super.place(code, offset, bytes + second);
      first = (byte) bytes;
    }

    /** Goes one way or the other. */
    final Node fork(Interpreter cpu, boolean takes) {
      if (cpu.remaining <= 1) {
        return cpu.leaveFor(cpu.address(this) + first);
      }
      cpu.remaining--;
      return takes ? taken : next;
    }

    final Node forkByFlags(Interpreter cpu) {
      return fork(cpu, (mask >>> cpu.nzcv() & 1) != 0);
    }
  }

  /** CMP with a constant, and a branch. */
  private static final class CmpConstant extends Fork {
    private final byte n;
    private final int constant;

    CmpConstant(int n, int constant, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.subtractFlags(cpu.r[n], constant);
      return forkByFlags(cpu);
    }
  }

  /** CMP with a constant, and BEQ or BNE. */
  private static final class EqualConstant extends Fork {
    private final byte n;
    private final int constant;
    private final boolean equal;

    EqualConstant(int n, int constant, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.constant = constant;
      equal = branch.onZero();
    }

    @Override
    Node execute(Interpreter cpu) {
      return fork(cpu, cpu.subtractFlags(cpu.r[n], constant) == 0 == equal);
    }
  }

  /** CMP of two registers, and a branch. */
  private static final class CmpRegister extends Fork {
    private final byte n;
    private final byte m;

    CmpRegister(int n, int m, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.m = (byte) m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.subtractFlags(r[n], r[m]);
      return forkByFlags(cpu);
    }
  }

  /** CMP of two registers, and BEQ or BNE. */
  private static final class EqualRegister extends Fork {
    private final byte n;
    private final byte m;
    private final boolean equal;

    EqualRegister(int n, int m, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.m = (byte) m;
      equal = branch.onZero();
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      return fork(cpu, cpu.subtractFlags(r[n], r[m]) == 0 == equal);
    }
  }

  /** TST with a constant that leaves C, and a branch. */
  static final class Tst extends Fork {
    private final byte n;
    private final int constant;

    Tst(int n, int constant, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.logicFlags(cpu.r[n] & constant);
      return forkByFlags(cpu);
    }
  }

  /** TST of two registers, and a branch. */
  static final class TstRegister extends Fork {
    private final byte n;
    private final byte m;

    TstRegister(int n, int m, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.m = (byte) m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.logicFlags(r[n] & r[m]);
      return forkByFlags(cpu);
    }
  }

  /** CMN with a constant, and a branch. */
  static final class Cmn extends Fork {
    private final byte n;
    private final int constant;

    Cmn(int n, int constant, Branches.Behind branch) {
      super(branch);
      this.n = (byte) n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.addFlags(cpu.r[n], constant);
      return forkByFlags(cpu);
    }
  }

  /** SUBS with a constant, and a branch. */
  static final class Subs extends Fork {
    private final byte d;
    private final byte n;
    private final int constant;

    Subs(int d, int n, int constant, Branches.Behind branch) {
      super(branch);
      this.d = (byte) d;
      this.n = (byte) n;
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.subtractFlags(r[n], constant);
      return forkByFlags(cpu);
    }
  }
}
