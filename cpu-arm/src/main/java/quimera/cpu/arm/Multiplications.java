package quimera.cpu.arm;

/** The plain multiplications; {@link Multiplies} has the others. */
final class Multiplications {
  private Multiplications() {}

  /** MUL. */
  static final class Mul extends Node {
    private final int d;
    private final int n;
    private final int m;

    Mul(int d, int n, int m) {
      this.d = d;
      this.n = n;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] * r[m];
      return next;
    }
  }

  /** MULS. */
  static final class Muls extends Node {
    private final int d;
    private final int n;
    private final int m;

    Muls(int d, int n, int m) {
      this.d = d;
      this.n = n;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = cpu.logicFlags(r[n] * r[m]);
      return next;
    }
  }

  /** MLA. */
  static final class Mla extends Node {
    private final int d;
    private final int n;
    private final int m;
    private final int a;

    Mla(int d, int n, int m, int a) {
      this.d = d;
      this.n = n;
      this.m = m;
      this.a = a;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      r[d] = r[n] * r[m] + r[a];
      return next;
    }
  }

  /** UMULL and SMULL: to two registers. */
  static final class ToLong extends Node {
    private final boolean signed;
    private final int low;
    private final int high;
    private final int n;
    private final int m;

    ToLong(boolean signed, int low, int high, int n, int m) {
      this.signed = signed;
      this.low = low;
      this.high = high;
      this.n = n;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      long a = r[n];
      long b = r[m];
      long product = signed ? a * b : (a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL);
      r[low] = (int) product;
      r[high] = (int) (product >>> 32);
      return next;
    }
  }

  /** UMLAL and SMLAL: added to two registers. */
  static final class ToLongAdd extends Node {
    private final boolean signed;
    private final int low;
    private final int high;
    private final int n;
    private final int m;

    ToLongAdd(boolean signed, int low, int high, int n, int m) {
      this.signed = signed;
      this.low = low;
      this.high = high;
      this.n = n;
      this.m = m;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      long a = r[n];
      long b = r[m];
      long product = signed ? a * b : (a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL);
      long sum = product + ((long) r[high] << 32 | r[low] & 0xFFFF_FFFFL);
      r[low] = (int) sum;
      r[high] = (int) (sum >>> 32);
      return next;
    }
  }
}
