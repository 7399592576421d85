package quimera.cpu.arm;

/**
 * A binary format of IEEE 754: how a sign, an exponent and a fraction stand in a word.
 *
 * @param precision bits of the significand, the hidden one included
 * @param exponentBits bits of the exponent
 */
record FloatFormat(int precision, int exponentBits) {
  static final FloatFormat HALF = new FloatFormat(11, 5);
  static final FloatFormat SINGLE = new FloatFormat(24, 8);
  static final FloatFormat DOUBLE = new FloatFormat(53, 11);

  /** Whether this is half precision, which is not flushed to zero and has an alternative form. */
  boolean half() {
    return exponentBits == 5;
  }

  int fractionBits() {
    return precision - 1;
  }

  int bias() {
    return (1 << exponentBits - 1) - 1;
  }

  /** The exponent field of infinities and NaNs. */
  int largest() {
    return (1 << exponentBits) - 1;
  }

  long signBit() {
    return 1L << exponentBits + fractionBits();
  }

  long quietBit() {
    return 1L << precision - 2;
  }

  long fractionMask() {
    return (1L << fractionBits()) - 1;
  }

  long infinity() {
    return (long) largest() << fractionBits();
  }

  long defaultNan() {
    return infinity() | quietBit();
  }

  boolean negative(long a) {
    return (a & signBit()) != 0;
  }

  /** The exponent field. */
  int field(long a) {
    return (int) (a >>> fractionBits()) & largest();
  }

  boolean nan(long a) {
    return (a & ~signBit()) > infinity();
  }

  boolean signalling(long a) {
    return nan(a) && (a & quietBit()) == 0;
  }

  boolean infinite(long a) {
    return (a & ~signBit()) == infinity();
  }

  boolean zero(long a) {
    return (a & ~signBit()) == 0;
  }

  boolean denormal(long a) {
    return field(a) == 0 && !zero(a);
  }

  /** The unbiased exponent of a finite number other than zero, as if it were normal. */
  int exponent(long a) {
    int field = field(a);
    return field != 0
        ? field - bias()
        : 1 - bias() - (Long.numberOfLeadingZeros(a & fractionMask()) - (64 - precision));
  }

  /** Its significand with the leading one at bit 62. */
  long significand(long a) {
    long fraction = a & fractionMask();
    long whole = field(a) != 0 ? fraction | 1L << fractionBits() : fraction;
    return whole << Long.numberOfLeadingZeros(whole) - 1;
  }
}
