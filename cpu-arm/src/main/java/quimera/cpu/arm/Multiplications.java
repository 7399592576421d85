package quimera.cpu.arm;

/** The plain multiplications; {@link Multiplies} has the others. */
final class Multiplications {
  private Multiplications() {}

  /** MUL. */
  static final class Mul extends Node {
    private final byte d;
    private final byte n;
    private final byte m;

    Mul(int d, int n, int m) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.m = (byte) m;
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
    private final byte d;
    private final byte n;
    private final byte m;

    Muls(int d, int n, int m) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.m = (byte) m;
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
    private final byte d;
    private final byte n;
    private final byte m;
    private final byte a;

    Mla(int d, int n, int m, int a) {
      this.d = (byte) d;
      this.n = (byte) n;
      this.m = (byte) m;
      this.a = (byte) a;
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
    private final byte low;
    private final byte high;
    private final byte n;
    private final byte m;

    ToLong(boolean signed, int low, int high, int n, int m) {
      this.signed = signed;
      this.low = (byte) low;
      this.high = (byte) high;
      this.n = (byte) n;
      this.m = (byte) m;
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
    private final byte low;
    private final byte high;
    private final byte n;
    private final byte m;

    ToLongAdd(boolean signed, int low, int high, int n, int m) {
      this.signed = signed;
      this.low = (byte) low;
      this.high = (byte) high;
      this.n = (byte) n;
      this.m = (byte) m;
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
