package quimera.cpu.mips32;

/** Arithmetic and logic on registers (SPECIAL); the decoder makes a NOP of what has no target. */
final class Arithmetic {
  private Arithmetic() {}

  /** Two operands and a result. */
  private abstract static class ThreeRegisters extends Node {
    final int d;
    final int s;
    final int t;

    ThreeRegisters(int word) {
      d = word >>> 11 & 31;
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }
  }

  /** ADDU. */
  static final class Addu extends ThreeRegisters {
    Addu(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] + r[t];
      return next;
    }
  }

  /** SUBU. */
  static final class Subu extends ThreeRegisters {
    Subu(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] - r[t];
      return next;
    }
  }

  /** AND. */
  static final class And extends ThreeRegisters {
    And(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] & r[t];
      return next;
    }
  }

  /** OR. */
  static final class Or extends ThreeRegisters {
    Or(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] | r[t];
      return next;
    }
  }

  /** OR with register 0: MOVE. */
  static final class Move extends ThreeRegisters {
    Move(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s];
      return next;
    }
  }

  /** XOR. */
  static final class Xor extends ThreeRegisters {
    Xor(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] ^ r[t];
      return next;
    }
  }

  /** NOR. */
  static final class Nor extends ThreeRegisters {
    Nor(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = ~(r[s] | r[t]);
      return next;
    }
  }

  /** SLT. */
  static final class Slt extends ThreeRegisters {
    Slt(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] < r[t] ? 1 : 0;
      return next;
    }
  }

  /** SLTU. */
  static final class Sltu extends ThreeRegisters {
    Sltu(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] + Integer.MIN_VALUE < r[t] + Integer.MIN_VALUE ? 1 : 0;
      return next;
    }
  }

  /** SLLV. */
  static final class Sllv extends ThreeRegisters {
    Sllv(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] << r[s];
      return next;
    }
  }

  /** SRLV. */
  static final class Srlv extends ThreeRegisters {
    Srlv(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] >>> r[s];
      return next;
    }
  }

  /** SRAV. */
  static final class Srav extends ThreeRegisters {
    Srav(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[t] >> r[s];
      return next;
    }
  }

  /** ROTRV. */
  static final class Rotrv extends ThreeRegisters {
    Rotrv(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = Integer.rotateRight(r[t], r[s]);
      return next;
    }
  }

  /** MOVZ. */
  static final class Movz extends ThreeRegisters {
    Movz(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      if (r[t] == 0) {
        r[d] = r[s];
      }
      return next;
    }
  }

  /** MOVN. */
  static final class Movn extends ThreeRegisters {
    Movn(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      if (r[t] != 0) {
        r[d] = r[s];
      }
      return next;
    }
  }

  /** MUL. */
  static final class Mul extends ThreeRegisters {
    Mul(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[s] * r[t];
      return next;
    }
  }

  /** ADD. */
  static final class Add extends ThreeRegisters {
    Add(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int a = r[s];
      int b = r[t];
      int result = a + b;
      if (((a ^ result) & (b ^ result)) < 0) {
        return cpu.trap(this, ExcCode.OV);
      }
      r[d] = d == 0 ? 0 : result;
      return next;
    }
  }

  /** SUB. */
  static final class Sub extends ThreeRegisters {
    Sub(int word) {
      super(word);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      int a = r[s];
      int b = r[t];
      int result = a - b;
      if (((a ^ b) & (a ^ result)) < 0) {
        return cpu.trap(this, ExcCode.OV);
      }
      r[d] = d == 0 ? 0 : result;
      return next;
    }
  }
}
