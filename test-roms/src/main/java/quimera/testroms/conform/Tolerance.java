package quimera.testroms.conform;

import java.math.BigInteger;

/** The differences between floating-point results that a suite itself allows. */
final class Tolerance {
  private static final int EXPONENT = 0x7FFF;
  private static final int LANE_EXPONENT = 0x7F800000;

  private Tolerance() {}

  /** Whether two 80-bit numbers are of one sign, finite, and at most so many units apart. */
  static boolean extended(
      long wantedHigh, long wanted, long gotHigh, long got, long unitsInTheLastPlace) {
    boolean finite = (wantedHigh & EXPONENT) != EXPONENT && (gotHigh & EXPONENT) != EXPONENT;
    if (!finite || ((wantedHigh ^ gotHigh) & ~EXPONENT) != 0) {
      return false;
    }
    BigInteger distance = place(wantedHigh, wanted).subtract(place(gotHigh, got)).abs();
    return distance.compareTo(BigInteger.valueOf(unitsInTheLastPlace)) <= 0;
  }

  /** Neighbouring numbers are 1 apart; the explicit integer bit counts as what it says. */
  private static BigInteger place(long high, long significand) {
    long exponent = Math.max(high & EXPONENT, 1);
    BigInteger fraction = new BigInteger(Long.toUnsignedString(significand));
    return BigInteger.valueOf(exponent - 1).shiftLeft(63).add(fraction);
  }

  /** Whether both 32-bit lanes are equal or within twice the relative error. */
  static boolean lanes(long wanted, long got, double relative) {
    return lane((int) wanted, (int) got, relative)
        && lane((int) (wanted >>> 32), (int) (got >>> 32), relative);
  }

  private static boolean lane(int wanted, int got, double relative) {
    if (wanted == got) {
      return true;
    }
    boolean finite =
        (wanted & LANE_EXPONENT) != LANE_EXPONENT && (got & LANE_EXPONENT) != LANE_EXPONENT;
    double expected = Float.intBitsToFloat(wanted);
    double error = Math.abs(Float.intBitsToFloat(got) - expected);
    return finite && error <= 2 * relative * Math.abs(expected);
  }
}
