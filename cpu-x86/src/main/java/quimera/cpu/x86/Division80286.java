package quimera.cpu.x86;

/**
 * What a division on the 80286 does where the manual leaves it undefined (80286 PRM, DIV and IDIV):
 * the arithmetic flags with which the handler of a divide error is entered, and the quotients of
 * IDIV that the processor fails to refuse. Both follow from the non-restoring division that the
 * microcode goes through; so it is with the recorded vectors of a real 80286.
 *
 * <p>A non-restoring division brings down one bit of the dividend a step, and subtracts the divisor
 * from the partial remainder or, where that has become negative, adds it.
 */
final class Division80286 {
  private final int bits;
  private final int divisor;
  private int remainder;
  private int dividend;
  private boolean negative;

  // The last step: what it added the divisor to, or subtracted it from.
  private boolean added;
  private int operand;

  private Division80286(int bits, int divisor) {
    this.bits = bits;
    this.divisor = divisor;
  }

  /**
   * DIV. The high half less the divisor is the overflow check; the partial remainder keeps a bit
   * more than the operands, and the division is given up before its last step.
   *
   * @param dividend of twice the width
   * @param bytes 1 or 2
   */
  static int unsigned(long dividend, int divisor, int bytes) {
    Division80286 d = new Division80286(8 * bytes, divisor);
    d.dividend = (int) dividend & ones(d.bits);
    int high = (int) (dividend >>> d.bits);
    d.negative = Integer.compareUnsigned(high, divisor) < 0;
    d.remainder = high - divisor & ones(d.bits + 1);
    for (int i = 1; i < d.bits; i++) {
      d.step(d.bits + 1);
    }
    int result = d.remainder & ones(d.bits);
    int carries =
        d.added
            ? result ^ divisor ^ result + divisor // a correction that keeps SF, ZF and PF
            : d.operand ^ divisor ^ d.operand - divisor;
    int borrow = carries >> d.bits & 1;
    int overflow = borrow ^ carries >> d.bits - 1 & 1;
    return d.signs(result) | carries & Flag.AF | borrow | (overflow == 0 ? 0 : Flag.OF);
  }

  /**
   * IDIV, which divides the magnitudes to the end without a check of the high half. An overflow is
   * seen by the quotient alone, so that one that has come to look like the most negative number is
   * let pass.
   *
   * @param dividend of twice the width, sign-extended
   * @param divisor sign-extended
   * @param bytes 1 or 2
   * @throws Fault #DE, with the flags set
   */
  static void signed(X86State cpu, long dividend, int divisor, int bytes) {
    Division80286 d = new Division80286(8 * bytes, Math.abs(divisor));
    long magnitude = Math.abs(dividend);
    d.dividend = (int) magnitude & ones(d.bits);
    d.remainder = (int) (magnitude >>> d.bits);
    int quotient = 0;
    for (int i = 0; i < d.bits; i++) {
      d.step(d.bits);
      quotient = quotient << 1 | (d.negative ? 0 : 1);
    }
    int result = d.negative ? d.remainder + d.divisor & ones(d.bits) : d.remainder;
    int signed = dividend < 0 ? -result & ones(d.bits) : result;
    boolean negative = dividend < 0 != divisor < 0;
    int most = 1 << d.bits - 1;
    if (quotient > most || quotient == most && !negative) {
      // The last comparison subtracts a positive divisor, and adds a negative one.
      boolean carry = divisor >= 0 == result < d.divisor;
      cpu.setArithmetic(d.signs(signed) | Flag.AF | (carry ? Flag.CF | Flag.OF : 0));
      throw new Fault(Vector.DE);
    }
    Multiply.put(cpu, negative ? -quotient : quotient, signed, bytes);
  }

  /** Brings down a bit, and subtracts or adds in a register of some bits. */
  private void step(int width) {
    int ones = ones(width);
    operand = (remainder << 1 | dividend >> bits - 1) & ones;
    dividend = dividend << 1 & ones(bits);
    added = negative;
    int result = added ? operand + divisor : operand - divisor;
    boolean carried = (result & ~ones) != 0; // out of an addition, or borrowed
    negative = added != carried;
    remainder = result & ones;
  }

  private int signs(int result) {
    return (result >> bits - 1 & 1) * Flag.SF
        | (result == 0 ? Flag.ZF : 0)
        | ((Integer.bitCount(result & 0xFF) & 1) == 0 ? Flag.PF : 0);
  }

  private static int ones(int bits) {
    return (1 << bits) - 1;
  }
}
