package quimera.cpu.mips32;

/**
 * A binary interchange format, numbers as bits in the low end of a {@code long}. NaNs are encoded
 * as MIPS does: the first bit of the fraction is 0 in a quiet one (volume I, 5.3.1.4).
 */
final class SoftFloatFormat {
  /** Bits of the significand, the implied one included. */
  final int precision;

  /** The exponents of normal numbers. */
  final int least;

  final int most;

  final long sign;
  final long infinity;
  final long leastNormal;

  /** What invalid operations result in: every bit of the fraction but the first. */
  final long defaultNan;

  private final long fraction;

  SoftFloatFormat(int precision, int exponentBits) {
    this.precision = precision;
    most = (1 << exponentBits - 1) - 1;
    least = 1 - most;
    leastNormal = 1L << precision - 1;
    fraction = leastNormal - 1;
    sign = 1L << precision + exponentBits - 1;
    infinity = sign - leastNormal;
    defaultNan = infinity | fraction >> 1;
  }

  boolean nan(long a) {
    return (a & sign - 1) > infinity;
  }

  boolean signalling(long a) {
    return nan(a) && (a & leastNormal >> 1) != 0;
  }

  boolean infinite(long a) {
    return (a & sign - 1) == infinity;
  }

  boolean zero(long a) {
    return (a & sign - 1) == 0;
  }

  /** An integer that orders numbers as their values are ordered. */
  long order(long a) {
    return (a & sign) == 0 ? a : -(a & sign - 1);
  }

  private int biased(long a) {
    return (int) ((a & sign - 1) >>> precision - 1);
  }

  /** The exponent of a finite number but zero, of a denormal one after it is normalized. */
  int exponent(long a) {
    int biased = biased(a);
    return biased != 0
        ? biased - most
        : least - (Long.numberOfLeadingZeros(a & fraction) - (64 - precision));
  }

  /** The significand of a finite number but zero, its first bit in bit 63. */
  long normalized(long a) {
    if (biased(a) != 0) {
      return (a & fraction | leastNormal) << 64 - precision;
    }
    long part = a & fraction;
    return part << Long.numberOfLeadingZeros(part);
  }
}
