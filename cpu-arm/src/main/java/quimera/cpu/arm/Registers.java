package quimera.cpu.arm;

/**
 * Data processing without flags, with a register that may be shifted by a constant (ARM ARM A5.2.1,
 * A6.3.11); none of these writes PC.
 *
 * <p>LSL, LSR and ROR are one here: a rotation to the right, and a mask of the bits that have not
 * come around.
 */
final class Registers {
  private Registers() {}

  /** A destination and two operands, of which the second is shifted. */
  abstract static class Shifted extends Node {
    final byte d;
    final byte n;
    final byte m;
    private final byte rotation;
    private final int mask;

    Shifted(int d, int n, Shift m) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.m = (byte) m.register();
      rotation = (byte) m.rotation();
      mask = m.mask();
    }

    final Shift shift() {
      return new Shift(m, rotation, mask, 0);
    }

    final int operand(int[] r) {
      return Integer.rotateRight(r[m], rotation) & mask;
    }
  }

  /** A destination and two operands as they are. */
  abstract static class Plain extends Node {
    final byte d;
    final byte n;
    final byte m;

    Plain(int d, int n, int m) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.m = (byte) m;
    }
  }

  /** ADD. */
  static final class Add extends Shifted {
    Add(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] + operand(r);
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.Add(mask, d, n, shift());
    }
  }

  /** SUB. */
  static final class Sub extends Shifted {
    Sub(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] - operand(r);
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.Sub(mask, d, n, shift());
    }
  }

  /** RSB. */
  static final class Rsb extends Shifted {
    Rsb(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = operand(r) - r[n];
      return next;
    }
  }

  /** AND. */
  static final class And extends Shifted {
    And(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] & operand(r);
      return next;
    }
  }

  /** ORR. */
  static final class Orr extends Shifted {
    Orr(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] | operand(r);
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.Orr(mask, d, n, shift());
    }
  }

  /** EOR. */
  static final class Eor extends Shifted {
    Eor(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] ^ operand(r);
      return next;
    }
  }

  /** BIC. */
  static final class Bic extends Shifted {
    Bic(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] & ~operand(r);
      return next;
    }
  }

  /** ADC. */
  static final class Adc extends Shifted {
    Adc(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] + operand(r) + cpu.c;
      return next;
    }
  }

  /** SBC. */
  static final class Sbc extends Shifted {
    Sbc(int d, int n, Shift m) {
      super(d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] + ~operand(r) + cpu.c;
      return next;
    }
  }

  /** MVN. */
  static final class Mvn extends Shifted {
    Mvn(int d, Shift m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = ~operand(r);
      return next;
    }
  }

  /** MOV, LSL, LSR, ROR. */
  static final class Mov extends Shifted {
    Mov(int d, Shift m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = operand(r);
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.Mov(mask, d, shift());
    }
  }

  /** MOV of a register as it is. */
  static final class Move extends Plain {
    Move(int d, int m) {
      super(d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[m];
      return next;
    }

    @Override
    Node on(int mask) {
      return new ConditionalMoves.Move(mask, d, m);
    }
  }
}
