package quimera.cpu.arm;

/**
 * Data processing with flags, with a register that may be shifted by a constant; a logical
 * operation leaves C if it is not. None of these writes PC.
 */
final class RegistersFlags {
  private RegistersFlags() {}

  /** A logical operation with a register that is shifted: the last bit out becomes C. */
  private abstract static class Carrying extends Registers.Shifted {
    private final byte carry;

    Carrying(int d, int n, Shift m) {
      super(d, n, m);
      carry = (byte) m.carry();
    }

    final void flags(Interpreter cpu, int result) {
      cpu.n = result;
      cpu.z = result;
      cpu.c = cpu.r[m] >>> carry & 1;
    }
  }

  /** ADDS. */
  static final class Adds extends Registers.Shifted {
    Adds(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.addFlags(r[n], operand(r));
      return next;
    }
  }

  /** SUBS. */
  static final class Subs extends Registers.Shifted {
    Subs(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.subtractFlags(r[n], operand(r));
      return next;
    }
  }

  /** RSBS. */
  static final class Rsbs extends Registers.Shifted {
    Rsbs(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.subtractFlags(operand(r), r[n]);
      return next;
    }
  }

  /** ADCS. */
  static final class Adcs extends Registers.Shifted {
    Adcs(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.addCarryFlags(r[n], operand(r));
      return next;
    }
  }

  /** SBCS. */
  static final class Sbcs extends Registers.Shifted {
    Sbcs(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.addCarryFlags(r[n], ~operand(r));
      return next;
    }
  }

  /** CMP with a shifted register. */
  static final class CmpShifted extends Registers.Shifted {
    CmpShifted(int n, Shift m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.subtractFlags(r[n], operand(r));
      return next;
    }
  }

  /** CMP. */
  static final class Cmp extends Registers.Plain {
    Cmp(int n, int m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.subtractFlags(r[n], r[m]);
      return next;
    }

    @Override
    Node with(Branches.Behind branch) {
      return Comparisons.register(n, m, branch);
    }
  }

  /** CMN. */
  static final class Cmn extends Registers.Shifted {
    Cmn(int n, Shift m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.addFlags(r[n], operand(r));
      return next;
    }
  }

  /** ANDS. */
  static final class Ands extends Registers.Plain {
    Ands(int d, int n, int m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(r[n] & r[m]);
      return next;
    }
  }

  /** ORRS. */
  static final class Orrs extends Registers.Plain {
    Orrs(int d, int n, int m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(r[n] | r[m]);
      return next;
    }
  }

  /** EORS. */
  static final class Eors extends Registers.Plain {
    Eors(int d, int n, int m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(r[n] ^ r[m]);
      return next;
    }
  }

  /** BICS. */
  static final class Bics extends Registers.Plain {
    Bics(int d, int n, int m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(r[n] & ~r[m]);
      return next;
    }
  }

  /** MOVS. */
  static final class Movs extends Registers.Plain {
    Movs(int d, int m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(r[m]);
      return next;
    }
  }

  /** MVNS. */
  static final class Mvns extends Registers.Plain {
    Mvns(int d, int m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(~r[m]);
      return next;
    }
  }

  /** TST. */
  static final class Tst extends Registers.Plain {
    Tst(int n, int m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.logicFlags(r[n] & r[m]);
      return next;
    }

    @Override
    Node with(Branches.Behind branch) {
      return new Comparisons.TstRegister(n, m, branch);
    }
  }

  /** TEQ. */
  static final class Teq extends Registers.Plain {
    Teq(int n, int m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      cpu.logicFlags(r[n] ^ r[m]);
      return next;
    }
  }

  /** ANDS with a shifted register. */
  static final class AndsShifted extends Carrying {
    AndsShifted(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] & operand(r);
      flags(cpu, result);
      r[d] = result;
      return next;
    }
  }

  /** ORRS with a shifted register. */
  static final class OrrsShifted extends Carrying {
    OrrsShifted(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] | operand(r);
      flags(cpu, result);
      r[d] = result;
      return next;
    }
  }

  /** EORS with a shifted register. */
  static final class EorsShifted extends Carrying {
    EorsShifted(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] ^ operand(r);
      flags(cpu, result);
      r[d] = result;
      return next;
    }
  }

  /** BICS with a shifted register. */
  static final class BicsShifted extends Carrying {
    BicsShifted(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] & ~operand(r);
      flags(cpu, result);
      r[d] = result;
      return next;
    }
  }

  /** MOVS with a shifted register: LSLS, LSRS, RORS. */
  static final class MovsShifted extends Carrying {
    MovsShifted(int d, Shift m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = operand(r);
      flags(cpu, result);
      r[d] = result;
      return next;
    }
  }

  /** MVNS with a shifted register. */
  static final class MvnsShifted extends Carrying {
    MvnsShifted(int d, Shift m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = ~operand(r);
      flags(cpu, result);
      r[d] = result;
      return next;
    }
  }

  /** TST with a shifted register. */
  static final class TstShifted extends Carrying {
    TstShifted(int n, Shift m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] & operand(r);
      flags(cpu, result);
      return next;
    }
  }

  /** TEQ with a shifted register. */
  static final class TeqShifted extends Carrying {
    TeqShifted(int n, Shift m) {
      super(0, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] ^ operand(r);
      flags(cpu, result);
      return next;
    }
  }
}
