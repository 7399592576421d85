package quimera.cpu.arm;

/**
 * A register shifted by a constant, as a rotation to the right and a mask; ASR and RRX are none of
 * these.
 *
 * @param carry which bit of the register becomes C, if it is shifted at all
 */
record Shift(int register, int rotation, int mask, int carry) {
  private static final int LSR = 1;

  /** What the register in it comes to. */
  int of(int[] r) {
    return Integer.rotateRight(r[register], rotation) & mask;
  }

  /** The register as it is. */
  static Shift none(int register) {
    return new Shift(register, 0, -1, 0);
  }

  /**
   * What the instruction's type and amount say (ARM ARM A8.4.1).
   *
   * @return null if that is ASR or RRX
   */
  static Shift of(int register, int type, int amount) {
    if (type == 0) {
      return new Shift(register, -amount & 31, -1 << amount, -amount & 31);
    }
    if (type == LSR) {
      return new Shift(register, amount, amount == 0 ? 0 : -1 >>> amount, amount - 1 & 31);
    }
    return type == 2 || amount == 0 ? null : new Shift(register, amount, -1, amount - 1);
  }
}
