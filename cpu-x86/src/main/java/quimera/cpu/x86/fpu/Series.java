package quimera.cpu.x86.fpu;

import java.math.BigInteger;

/** Power series, evaluated by Horner's rule in fractions of 128 bits. */
final class Series {
  /** 1/2!, 1/3!, 1/4!, ... of {@code (e^x - 1) / x - 1} in powers of {@code x}. */
  static final Series EXPONENTIAL = factorials(2, 1, 24);

  /** 1/3!, 1/5!, 1/7!, ... of {@code 1 - sin(x) / x} in powers of {@code x^2}. */
  static final Series SINE = factorials(3, 2, 12);

  /** 1/2!, 1/4!, 1/6!, ... of {@code 1 - cos(x)} in powers of {@code x^2}. */
  static final Series COSINE = factorials(2, 2, 13);

  /** 1/3, 1/5, ... of {@code 1 - atan(x) / x} and {@code artanh(x) / x - 1}, likewise. */
  static final Series INVERSE_TANGENT = odd(40);

  /** Terms below this fraction of the sum are left out. */
  private static final int BITS = 84;

  private final long[] high;
  private final long[] low;

  private Series(int terms) {
    high = new long[terms];
    low = new long[terms];
  }

  private static Series factorials(int first, int step, int terms) {
    Series series = new Series(terms);
    BigInteger factorial = BigInteger.ONE;
    for (int i = 1, term = 0; term < terms; i++) {
      factorial = factorial.multiply(BigInteger.valueOf(i));
      if (i == first + term * step) {
        series.setReciprocal(term++, factorial);
      }
    }
    return series;
  }

  private static Series odd(int terms) {
    Series series = new Series(terms);
    for (int term = 0; term < terms; term++) {
      series.setReciprocal(term, BigInteger.valueOf(2L * term + 3));
    }
    return series;
  }

  private void setReciprocal(int term, BigInteger of) {
    BigInteger fraction = BigInteger.ONE.shiftLeft(128).divide(of);
    high[term] = fraction.shiftRight(64).longValue();
    low[term] = fraction.longValue();
  }

  /**
   * Puts {@code z * (c0 + z * (c1 + z * (c2 + ...)))} into {@code sum} as a fraction, or with minus
   * signs in the brackets if {@code alternating}; {@code z} is a fraction as well.
   */
  void evaluate(Wide sum, long zh, long zl, boolean alternating) {
    int zeros = Long.numberOfLeadingZeros(zh);
    int term = Math.min(high.length, zeros == 0 ? BITS : BITS / zeros + 1) - 1;
    long h = high[term];
    long l = low[term];
    while (true) {
      long middle = Arithmetic.unsignedHigh(h, zl);
      long other = Arithmetic.unsignedHigh(l, zh);
      long pl = h * zh + middle;
      long ph = Arithmetic.unsignedHigh(h, zh);
      if (Long.compareUnsigned(pl, middle) < 0) {
        ph++;
      }
      pl += other;
      if (Long.compareUnsigned(pl, other) < 0) {
        ph++;
      }
      if (--term < 0) {
        sum.high = ph;
        sum.low = pl;
        return;
      }
      long c = low[term];
      if (alternating) {
        l = c - pl;
        h = high[term] - ph - (Long.compareUnsigned(c, pl) < 0 ? 1 : 0);
      } else {
        l = c + pl;
        h = high[term] + ph + (Long.compareUnsigned(l, c) < 0 ? 1 : 0);
      }
    }
  }
}
