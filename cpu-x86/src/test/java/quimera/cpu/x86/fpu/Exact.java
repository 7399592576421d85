package quimera.cpu.x86.fpu;

import java.math.BigInteger;
import java.util.Random;

/**
 * The x87's rounding by the definition, in rational numbers of any size: the reference that the
 * unit is compared with. It shares no code with the unit and works differently: a quantum is
 * chosen, the value divided by it, and the fraction compared with a half.
 */
final class Exact {
  static final int IE = 1;
  static final int DE = 2;
  static final int ZE = 4;
  static final int OE = 8;
  static final int UE = 16;
  static final int PE = 32;

  private static final int MIN_EXPONENT = -16382;
  private static final int MAX_EXPONENT = 16383;

  /** A rounded result. */
  record Result(int se, long sig, int flags, boolean up) {
    @Override
    public String toString() {
      return "%04x:%016x flags %02x%s".formatted(se, sig, flags, up ? " up" : "");
    }

    static Result of(Float80 unit) {
      return new Result(unit.se, unit.sig, unit.flags, unit.up);
    }
  }

  /** An 80-bit number as an operand. */
  record Operand(int se, long sig) {
    /** Its magnitude is this times 2 to the {@link #exponent}. */
    BigInteger magnitude() {
      return unsigned(sig);
    }

    int exponent() {
      return Math.max(se & 0x7FFF, 1) - 16383 - 63;
    }

    /** Its signed value in units of {@code 2^unit}. */
    BigInteger inUnits(int unit) {
      BigInteger value = magnitude().shiftLeft(exponent() - unit);
      return negative() ? value.negate() : value;
    }

    boolean negative() {
      return (se & 0x8000) != 0;
    }

    boolean denormal() {
      return (se & 0x7FFF) == 0 && sig != 0;
    }

    @Override
    public String toString() {
      return "%04x:%016x".formatted(se, sig);
    }
  }

  private Exact() {}

  static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  /** Rounds {@code num / den * 2^scale}, not zero, as the control word says. */
  static Result round(boolean negative, BigInteger num, BigInteger den, int scale, int control) {
    int precision =
        switch (control >> 8 & 3) {
          case 0 -> 24;
          case 2 -> 53;
          default -> 64;
        };
    return round(negative, num, den, scale, control, precision);
  }

  static Result round(
      boolean negative, BigInteger num, BigInteger den, int scale, int control, int precision) {
    int exponent = exponent(num, den) + scale;
    int mode = control >> 10 & 3;
    Quantised q = quantise(negative, num, den, scale, exponent - precision + 1, mode);
    if (q.n.bitLength() > precision) {
      exponent++;
    }
    if (exponent < MIN_EXPONENT && (control & UE) != 0) {
      q = quantise(negative, num, den, scale, MIN_EXPONENT - precision + 1, mode);
      BigInteger sig = q.n.shiftLeft(64 - precision);
      int se = sig.bitLength() == 64 ? 1 : 0;
      int flags = q.exact ? 0 : UE | PE;
      return new Result(sign(negative) | se, sig.longValue(), flags, q.up);
    }
    long sig = q.n.shiftLeft(64 - q.n.bitLength()).longValue();
    int flags = q.exact ? 0 : PE;
    if (exponent < MIN_EXPONENT) {
      flags |= UE;
      exponent += 24576;
    } else if (exponent > MAX_EXPONENT) {
      flags |= OE;
      if ((control & OE) != 0) {
        return overflowed(negative, precision, mode, flags | PE);
      }
      exponent -= 24576;
    }
    return new Result(sign(negative) | exponent + 16383, sig, flags, q.up);
  }

  private static Result overflowed(boolean negative, int precision, int mode, int flags) {
    boolean infinite = mode == 0 || mode == (negative ? 1 : 2);
    return infinite
        ? new Result(sign(negative) | 0x7FFF, Long.MIN_VALUE, flags, true)
        : new Result(sign(negative) | 0x7FFE, -1L << 64 - precision, flags, false);
  }

  private record Quantised(BigInteger n, boolean exact, boolean up) {}

  /** {@code num / den * 2^scale} in units of {@code 2^quantum}, rounded to an integer. */
  private static Quantised quantise(
      boolean negative, BigInteger num, BigInteger den, int scale, int quantum, int mode) {
    int shift = scale - quantum;
    BigInteger[] parts =
        num.shiftLeft(Math.max(shift, 0)).divideAndRemainder(den.shiftLeft(Math.max(-shift, 0)));
    int half = parts[1].shiftLeft(1).compareTo(den.shiftLeft(Math.max(-shift, 0)));
    boolean exact = parts[1].signum() == 0;
    boolean up =
        switch (mode) {
          case 0 -> half > 0 || half == 0 && parts[0].testBit(0);
          case 1 -> negative && !exact;
          case 2 -> !negative && !exact;
          default -> false;
        };
    return new Quantised(up ? parts[0].add(BigInteger.ONE) : parts[0], exact, up);
  }

  /** Floor of the binary logarithm. */
  private static int exponent(BigInteger num, BigInteger den) {
    int estimate = num.bitLength() - den.bitLength();
    boolean less =
        num.shiftLeft(Math.max(-estimate, 0)).compareTo(den.shiftLeft(Math.max(estimate, 0))) < 0;
    return less ? estimate - 1 : estimate;
  }

  static int sign(boolean negative) {
    return negative ? 0x8000 : 0;
  }

  /** A finite operand, often at an edge, whose exponent is often near {@code near}. */
  static Operand operand(Random random, int near) {
    int exponent =
        switch (random.nextInt(8)) {
          case 0 -> random.nextInt(3);
          case 1 -> 0x7FFE - random.nextInt(3);
          case 2 -> random.nextInt(0x7FFF);
          case 3, 4 -> near + random.nextInt(140) - 70;
          default -> near + random.nextInt(5) - 2;
        };
    exponent = Math.max(0, Math.min(0x7FFE, exponent));
    long sig =
        switch (random.nextInt(6)) {
          case 0 -> Long.MIN_VALUE;
          case 1 -> -1L << random.nextInt(64);
          case 2 -> Long.MIN_VALUE | 1L << random.nextInt(64);
          case 3 -> Long.MIN_VALUE | random.nextLong() << random.nextInt(64);
          default -> Long.MIN_VALUE | random.nextLong();
        };
    if (exponent == 0 && random.nextBoolean()) {
      sig = sig >>> 1 + random.nextInt(62);
    }
    return new Operand(exponent | sign(random.nextBoolean()), sig);
  }

  /** A control word with DE masked and anything else. */
  static int control(Random random) {
    return 0x40 | DE | random.nextInt(64) | random.nextInt(16) << 8;
  }
}
