package quimera.cpu.arm;

/** What is often executed on a condition, in one node with that. */
final class ConditionalMoves {
  private ConditionalMoves() {}

  /** A condition, a destination and two operands. */
  private abstract static class Choice extends Node {
    private final int mask;
    final byte d;
    final byte n;

    Choice(int mask, int d, int n) {
      this.mask = mask;
      this.d = (byte) d;
      this.n = (byte) n;
    }

    final boolean holds(Interpreter cpu) {
      return (mask >>> cpu.nzcv() & 1) != 0;
    }
  }

  /** The same with a shifted register as the second operand. */
  private abstract static class ShiftedChoice extends Choice {
    private final byte m;
    private final byte rotation;
    private final int mask;

    ShiftedChoice(int condition, int d, int n, Shift m) {
      super(condition, d, n);
      this.m = (byte) m.register();
      rotation = (byte) m.rotation();
      mask = m.mask();
    }

    final int operand(int[] r) {
      return Integer.rotateRight(r[m], rotation) & mask;
    }
  }

  /** MOV of a constant. */
  static final class Load extends Choice {
    private final int constant;

    Load(int mask, int d, int constant) {
      super(mask, d, 0);
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        cpu.r[d] = constant;
      }
      return next;
    }
  }

  /** MOV of a register. */
  static final class Move extends Choice {
    private final byte m;

    Move(int mask, int d, int m) {
      super(mask, d, 0);
      this.m = (byte) m;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        int[] r = cpu.r;
        r[d] = r[m];
      }
      return next;
    }
  }

  /** ADD of a constant. */
  static final class AddConstant extends Choice {
    private final int constant;

    AddConstant(int mask, int d, int n, int constant) {
      super(mask, d, n);
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        int[] r = cpu.r;
        r[d] = r[n] + constant;
      }
      return next;
    }
  }

  /** ADD of a shifted register. */
  static final class Add extends ShiftedChoice {
    Add(int mask, int d, int n, Shift m) {
      super(mask, d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        int[] r = cpu.r;
        r[d] = r[n] + operand(r);
      }
      return next;
    }
  }

  /** SUB of a shifted register. */
  static final class Sub extends ShiftedChoice {
    Sub(int mask, int d, int n, Shift m) {
      super(mask, d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        int[] r = cpu.r;
        r[d] = r[n] - operand(r);
      }
      return next;
    }
  }

  /** ORR with a shifted register. */
  static final class Orr extends ShiftedChoice {
    Orr(int mask, int d, int n, Shift m) {
      super(mask, d, n, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        int[] r = cpu.r;
        r[d] = r[n] | operand(r);
      }
      return next;
    }
  }

  /** MOV of a shifted register. */
  static final class Mov extends ShiftedChoice {
    Mov(int mask, int d, Shift m) {
      super(mask, d, 0, m);
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        int[] r = cpu.r;
        r[d] = operand(r);
      }
      return next;
    }
  }

  /** CMP with a constant. */
  static final class CmpConstant extends Choice {
    private final int constant;

    CmpConstant(int mask, int n, int constant) {
      super(mask, 0, n);
      this.constant = constant;
    }

    @Override
    Node execute(Interpreter cpu) {
      if (holds(cpu)) {
        cpu.subtractFlags(cpu.r[n], constant);
      }
      return next;
    }
  }
}
