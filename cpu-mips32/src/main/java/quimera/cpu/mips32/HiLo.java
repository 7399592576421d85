package quimera.cpu.mips32;

/** Multiplication, division and the two registers that take what they yield. */
final class HiLo {
  private HiLo() {}

  /** MULT. */
  static final class Mult extends Node {
    private final int s;
    private final int t;

    Mult(int word) {
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      long product = (long) r[s] * r[t];
      cpu.lo = (int) product;
      cpu.hi = (int) (product >> 32);
      return next;
    }
  }

  /** MULTU. */
  static final class Multu extends Node {
    private final int s;
    private final int t;

    Multu(int word) {
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      long product = (r[s] & 0xFFFF_FFFFL) * (r[t] & 0xFFFF_FFFFL);
      cpu.lo = (int) product;
      cpu.hi = (int) (product >> 32);
      return next;
    }
  }

  /** DIV. By zero the manual has no result; the cores' restoring division leaves these. */
  static final class Div extends Node {
    private final int s;
    private final int t;

    Div(int word) {
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int a = cpu.r[s];
      int b = cpu.r[t];
      cpu.lo = b == 0 ? a < 0 ? 1 : -1 : a / b;
      cpu.hi = b == 0 ? a : a % b;
      return next;
    }
  }

  /** DIVU. */
  static final class Divu extends Node {
    private final int s;
    private final int t;

    Divu(int word) {
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      int a = cpu.r[s];
      int b = cpu.r[t];
      cpu.lo = b == 0 ? -1 : Integer.divideUnsigned(a, b);
      cpu.hi = b == 0 ? a : Integer.remainderUnsigned(a, b);
      return next;
    }
  }

  /** MFHI. */
  static final class FromHi extends Node {
    private final int d;

    FromHi(int word) {
      d = word >>> 11 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[d] = cpu.hi;
      return next;
    }
  }

  /** MFLO. */
  static final class FromLo extends Node {
    private final int d;

    FromLo(int word) {
      d = word >>> 11 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[d] = cpu.lo;
      return next;
    }
  }
}
