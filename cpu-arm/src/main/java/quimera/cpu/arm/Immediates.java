package quimera.cpu.arm;

/** Data processing with a constant (ARM ARM A5.2.3, A6.3.1); none of these writes PC. */
final class Immediates {
  private Immediates() {}

  /** A destination, an operand and a constant. */
  private abstract static class Constant extends Node {
    final byte d;
    final byte n;
    final int constant;

    Constant(int d, int n, int constant) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.constant = constant;
    }
  }

  /** The same for a logical operation with flags: a rotated constant makes C of its top bit. */
  private abstract static class Logical extends Constant {
    /** 1 if C stays, else 0. */
    private final byte kept;

    private final byte carry;

    Logical(int d, int n, int constant, boolean rotated) {
      super(d, n, constant);
      kept = (byte) (rotated ? 0 : 1);
      carry = (byte) (rotated ? constant >>> 31 : 0);
    }

    final boolean keepsCarry() {
      return kept != 0;
    }

    final void flags(Interpreter cpu, int result) {
      cpu.n = result;
      cpu.z = result;
      cpu.c = cpu.c & kept | carry;
    }
  }

  /** A constant in a register: MOV, MOVW and MVN. */
  static final class Load extends Constant {
    Load(int d, int constant) {
      super(d, 0, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[d] = constant;
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.Load(mask, d, constant);
    }
  }

  /** MOVT: the upper half of a register. */
  static final class Top extends Constant {
    Top(int d, int constant) {
      super(d, 0, constant << 16);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = constant | r[d] & 0xFFFF;
      return next;
    }
  }

  /** ADR: an address so far from the start of the page. */
  static final class Address extends Constant {
    Address(int d, int constant) {
      super(d, 0, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[d] = cpu.address(this) - at + constant;
      return next;
    }
  }

  /** ADD, and SUB of the opposite. */
  static final class Add extends Constant {
    Add(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] + constant;
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.AddConstant(mask, d, n, constant);
    }
  }

  /** RSB. */
  static final class Rsb extends Constant {
    Rsb(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = constant - r[n];
      return next;
    }
  }

  /** AND, and BIC of the complement. */
  static final class And extends Constant {
    And(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] & constant;
      return next;
    }
  }

  /** ORR. */
  static final class Orr extends Constant {
    Orr(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] | constant;
      return next;
    }
  }

  /** EOR. */
  static final class Eor extends Constant {
    Eor(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] ^ constant;
      return next;
    }
  }

  /** ADC, and SBC of the complement. */
  static final class Adc extends Constant {
    Adc(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] + constant + cpu.c;
      return next;
    }
  }

  /** ADDS. */
  static final class Adds extends Constant {
    Adds(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.addFlags(r[n], constant);
      return next;
    }
  }

  /** RSBS. */
  static final class Rsbs extends Constant {
    Rsbs(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.subtractFlags(constant, r[n]);
      return next;
    }
  }

  /** ADCS, and SBCS of the complement. */
  static final class Adcs extends Constant {
    Adcs(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.addCarryFlags(r[n], constant);
      return next;
    }
  }

  /** CMP. */
  static final class Cmp extends Constant {
    Cmp(int n, int constant) {
      super(0, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.subtractFlags(cpu.r[n], constant);
      return next;
    }

    @Override
    Node with(Branches.Behind branch) {
      return Comparisons.constant(n, constant, branch);
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.CmpConstant(mask, n, constant);
    }
  }

  /** SUBS. */
  static final class Subs extends Constant {
    Subs(int d, int n, int constant) {
      super(d, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.subtractFlags(r[n], constant);
      return next;
    }

    @Override
    Node with(Branches.Behind branch) {
      return new Comparisons.Subs(d, n, constant, branch);
    }
  }

  /** CMN. */
  static final class Cmn extends Constant {
    Cmn(int n, int constant) {
      super(0, n, constant);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.addFlags(cpu.r[n], constant);
      return next;
    }

    @Override
    Node with(Branches.Behind branch) {
      return new Comparisons.Cmn(n, constant, branch);
    }
  }

  /** ANDS. */
  static final class Ands extends Logical {
    Ands(int d, int n, int constant, boolean rotated) {
      super(d, n, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] & constant;
      r[d] = result;
      flags(cpu, result);
      return next;
    }
  }

  /** BICS. */
  static final class Bics extends Logical {
    Bics(int d, int n, int constant, boolean rotated) {
      super(d, n, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] & ~constant;
      r[d] = result;
      flags(cpu, result);
      return next;
    }
  }

  /** ORRS. */
  static final class Orrs extends Logical {
    Orrs(int d, int n, int constant, boolean rotated) {
      super(d, n, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] | constant;
      r[d] = result;
      flags(cpu, result);
      return next;
    }
  }

  /** EORS. */
  static final class Eors extends Logical {
    Eors(int d, int n, int constant, boolean rotated) {
      super(d, n, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int result = r[n] ^ constant;
      r[d] = result;
      flags(cpu, result);
      return next;
    }
  }

  /** MOVS. */
  static final class Movs extends Logical {
    Movs(int d, int constant, boolean rotated) {
      super(d, 0, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[d] = constant;
      flags(cpu, constant);
      return next;
    }
  }

  /** MVNS. */
  static final class Mvns extends Logical {
    Mvns(int d, int constant, boolean rotated) {
      super(d, 0, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[d] = ~constant;
      flags(cpu, ~constant);
      return next;
    }
  }

  /** TST. */
  static final class Tst extends Logical {
    Tst(int n, int constant, boolean rotated) {
      super(0, n, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      flags(cpu, cpu.r[n] & constant);
      return next;
    }

    @Override
    Node with(Branches.Behind branch) {
      return keepsCarry() ? new Comparisons.Tst(n, constant, branch) : null;
    }
  }

  /** TEQ. */
  static final class Teq extends Logical {
    Teq(int n, int constant, boolean rotated) {
      super(0, n, constant, rotated);
    }

    @Override
    Node execute(Interpreter cpu) {
      flags(cpu, cpu.r[n] ^ constant);
      return next;
    }
  }
}
