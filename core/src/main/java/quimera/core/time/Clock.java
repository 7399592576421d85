package quimera.core.time;

import java.math.BigInteger;

/**
 * A clock: an exact ratio of ticks to nanoseconds on the machine's one timeline.
 *
 * <p>Tick <i>n</i> has one time, computed from <i>n</i> and never accumulated, so that clocks
 * divided from one crystal never drift against each other.
 */
public final class Clock {
  private static final long NS = 1_000_000_000L;
  private static final long EXACT = 1L << 31;

  private final String name;
  private final long numerator; // hertz = numerator / denominator, in lowest terms
  private final long denominator;
  private final long ticksPerPeriod; // `ticksPerPeriod` ticks last exactly `nsPerPeriod` ns
  private final long nsPerPeriod;

  /** A clock of {@code numerator / denominator} hertz. */
  public Clock(String name, long numerator, long denominator) {
    if (numerator <= 0 || denominator <= 0) {
      throw new IllegalArgumentException("clock " + name + " must have a positive frequency");
    }
    long common = gcd(numerator, denominator);
    this.name = name;
    this.numerator = numerator / common;
    this.denominator = denominator / common;
    long nanos = Math.multiplyExact(this.denominator, NS);
    long shared = gcd(this.numerator, nanos);
    ticksPerPeriod = this.numerator / shared;
    nsPerPeriod = nanos / shared;
  }

  /** A clock of a whole number of hertz. */
  public static Clock hertz(String name, long hertz) {
    return new Clock(name, hertz, 1);
  }

  /** This clock divided by {@code divisor}. */
  public Clock divided(String dividedName, long divisor) {
    return new Clock(dividedName, numerator, Math.multiplyExact(denominator, divisor));
  }

  /** What the board calls this clock. */
  public String name() {
    return name;
  }

  /** The frequency as an exact text, for example {@code 13125000/11 Hz}. */
  public String ratio() {
    return denominator == 1 ? numerator + " Hz" : numerator + "/" + denominator + " Hz";
  }

  /** The frequency in hertz, rounded. */
  public double hertz() {
    return (double) numerator / denominator;
  }

  /**
   * The time of tick {@code n} in ns since power-on: the first nanosecond at which it has happened.
   */
  public long timeOf(long n) {
    long periods = Math.floorDiv(n, ticksPerPeriod);
    long rest = Math.floorMod(n, ticksPerPeriod);
    return periods * nsPerPeriod + ceilMulDiv(rest, nsPerPeriod, ticksPerPeriod);
  }

  /** How many ticks have happened by {@code time} ns; {@code ticksBy(timeOf(n)) == n}. */
  public long ticksBy(long time) {
    long periods = Math.floorDiv(time, nsPerPeriod);
    long rest = Math.floorMod(time, nsPerPeriod);
    return periods * ticksPerPeriod + floorMulDiv(rest, ticksPerPeriod, nsPerPeriod);
  }

  private static long floorMulDiv(long a, long b, long c) {
    if (a < EXACT && b < EXACT) {
      return a * b / c;
    }
    return BigInteger.valueOf(a)
        .multiply(BigInteger.valueOf(b))
        .divide(BigInteger.valueOf(c))
        .longValueExact();
  }

  private static long ceilMulDiv(long a, long b, long c) {
    if (a < EXACT && b < EXACT) {
      return (a * b + c - 1) / c;
    }
    return BigInteger.valueOf(a)
        .multiply(BigInteger.valueOf(b))
        .add(BigInteger.valueOf(c - 1))
        .divide(BigInteger.valueOf(c))
        .longValueExact();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public String toString() {
    return name + " " + ratio();
  }
}
