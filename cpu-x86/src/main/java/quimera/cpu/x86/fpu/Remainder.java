package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.SIGN;

/** FPREM and FPREM1: partial remainders by long division (SDM volume 2, FPREM). */
final class Remainder {
  /** Exponent differences up to this are finished in one step. */
  private static final int COMPLETE = 63;

  private Remainder() {}

  /** One partial step; whether the remainder is incomplete. */
  static boolean step(Float80 f, int sea, long siga, int seb, long sigb, boolean nearest) {
    f.quotient = 0;
    if (Operands.settled(f, sea, siga, seb, sigb)) {
      return false;
    }
    if (Float80.isInfinity(sea, siga) || Float80.isZero(seb, sigb)) {
      Operands.invalid(f);
      return false;
    }
    if (Operands.stoppedByDenormal(f, sea, siga, seb, sigb)) {
      return false;
    }
    if (siga == 0 || Float80.isInfinity(seb, sigb)) {
      Operands.unchanged(f, sea, siga);
      return false;
    }
    int exponent = Operands.exponent(sea, siga);
    int difference = exponent - Operands.exponent(seb, sigb);
    if (difference < (nearest ? -1 : 0)) {
      Rounding.extended(f, sea & SIGN, exponent, Operands.normal(siga), 0);
      return false;
    }
    return divide(
        f, sea & SIGN, exponent, Operands.normal(siga), difference, Operands.normal(sigb), nearest);
  }

  /**
   * Long division of {@code a} by {@code b}, both normalised, {@code difference} exponents apart.
   * Above 63 only part of the quotient is made, 32 to 63 bits, so that the difference left is a
   * multiple of 32.
   */
  private static boolean divide(
      Float80 f, int sign, int exponent, long a, int difference, long b, boolean nearest) {
    boolean incomplete = difference > COMPLETE;
    int steps = incomplete ? 32 + (difference & 31) : difference;
    long rest = a;
    long quotient = 0;
    boolean carry = false;
    for (int i = 0; i <= steps; i++) {
      if (i != 0) {
        carry = rest < 0;
        rest <<= 1;
        quotient <<= 1;
      }
      if (carry || Long.compareUnsigned(rest, b) >= 0) {
        rest -= b;
        quotient++;
      }
    }
    int scale = exponent - Math.max(steps, 0);
    if (incomplete) {
      quotient = 0;
    } else if (nearest && beyondHalf(rest, b, (quotient & 1) != 0, difference)) {
      // One step back, past zero.
      rest = difference < 0 ? b + b - rest : b - rest;
      sign ^= SIGN;
      quotient++;
    }
    f.quotient = (int) quotient & 7;
    if (rest == 0) {
      Operands.set(f, sign, 0);
    } else {
      int up = Long.numberOfLeadingZeros(rest);
      Rounding.extended(f, sign, scale - up, rest << up, 0);
    }
    return incomplete;
  }

  /** Whether the multiple of {@code b} above is nearer, or as near and even. */
  private static boolean beyondHalf(long rest, long b, boolean odd, int difference) {
    if (difference < 0) {
      // The rest has half the weight of b.
      return Long.compareUnsigned(rest, b) > 0;
    }
    int order = Long.compareUnsigned(rest, b - rest);
    return order > 0 || order == 0 && odd;
  }
}
