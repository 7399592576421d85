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
