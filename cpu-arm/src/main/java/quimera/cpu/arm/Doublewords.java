package quimera.cpu.arm;

/** LDRD and STRD: two registers at once (ARM ARM A8.8.72, A8.8.210). */
final class Doublewords {
  private Doublewords() {}

  /** Two registers, a base with its way to the access and its way on. */
  private abstract static class Access extends Node {
    final byte d;
    final byte d2;
    final byte n;
    final int distance;
    final int offset;

    Access(int d, int d2, int n, int distance, int offset) {
      this.d = (byte) d;
      this.d2 = (byte) d2;
      this.n = (byte) n;
      this.distance = distance;
      this.offset = offset;
    }
  }

  /** LDRD. */
  static final class Load extends Access {
    /**
     * @param offset how far the base moves, which then is neither of the two
     */
    Load(int d, int d2, int n, int distance, int offset) {
      super(d, d2, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      try {
        long both = cpu.load64(r[n] + distance);
        r[n] += offset;
        r[d] = (int) both;
        r[d2] = (int) (both >>> 32);
      } catch (Trap trapped) {
        return cpu.trap(this);
      }
      return next;
    }
  }

  /** STRD. */
  static final class Store extends Access {
    Store(int d, int d2, int n, int distance, int offset) {
      super(d, d2, n, distance, offset);
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      try {
        cpu.store64(r[n] + distance, (long) r[d2] << 32 | r[d] & 0xFFFF_FFFFL);
        r[n] += offset;
      } catch (Trap trapped) {
        return cpu.trap(this);
      }
      return next;
    }
  }
}
