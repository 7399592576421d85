package quimera.cpu.x86.fpu;

import static quimera.cpu.x86.fpu.Float80.BIAS;
import static quimera.cpu.x86.fpu.Float80.INTEGER;
import static quimera.cpu.x86.fpu.Float80.SIGN;
import static quimera.cpu.x86.fpu.Float80.SPECIAL;

/**
 * Addition, subtraction, multiplication, division and square root (SDM volume 1, 8.3.5): exact to
 * 128 bits with a sticky bit, then rounded once.
 */
final class Arithmetic {
  private static final double TWO_17 = 0x1p17;
  private static final double TWO_49 = 0x1p49;

  private Arithmetic() {}

  /** Whether both operands are normal numbers, the only ones on the fast paths. */
  private static boolean normal(int ea, long siga, int eb, long sigb) {
    return (siga & sigb) < 0 && ea != 0 && eb != 0 && ea != SPECIAL && eb != SPECIAL;
  }

  /** {@code a + b}, or {@code a - b} if {@code flip} is {@link Float80#SIGN} and not 0. */
  static void add(Float80 f, int sea, long siga, int seb, long sigb, int flip) {
    int ea = sea & SPECIAL;
    int eb = seb & SPECIAL;
    if (normal(ea, siga, eb, sigb)) {
      sum(f, sea & SIGN, ea, siga, (seb ^ flip) & SIGN, eb, sigb);
    } else {
      unusualSum(f, sea, siga, seb, sigb, flip);
    }
  }

  private static void unusualSum(Float80 f, int sea, long siga, int seb, long sigb, int flip) {
    if (Operands.settled(f, sea, siga, seb, sigb)) {
      return;
    }
    int signA = sea & SIGN;
    int signB = (seb ^ flip) & SIGN;
    boolean infiniteA = Float80.isInfinity(sea, siga);
    boolean infiniteB = Float80.isInfinity(seb, sigb);
    if (infiniteA && infiniteB && signA != signB) {
      Operands.invalid(f);
    } else if (Operands.stoppedByDenormal(f, sea, siga, seb, sigb)) {
      return;
    } else if (infiniteA || infiniteB) {
      Operands.set(f, (infiniteA ? signA : signB) | SPECIAL, INTEGER);
    } else if (siga == 0 && sigb == 0) {
      Operands.set(f, signA == signB ? signA : zeroSign(f), 0);
    } else if (sigb == 0) {
      Rounding.controlled(f, signA, Operands.exponent(sea, siga), Operands.normal(siga), 0);
    } else if (siga == 0) {
      Rounding.controlled(f, signB, Operands.exponent(seb, sigb), Operands.normal(sigb), 0);
    } else {
      int ea = Operands.exponent(sea, siga);
      int eb = Operands.exponent(seb, sigb);
      sum(f, signA, ea, Operands.normal(siga), signB, eb, Operands.normal(sigb));
    }
  }

  /** The sign of an exact zero difference. */
  private static int zeroSign(Float80 f) {
    return Rounding.mode(f) == Rounding.DOWN ? SIGN : 0;
  }

  private static void sum(Float80 f, int signA, int ea, long siga, int signB, int eb, long sigb) {
    if (ea > eb || ea == eb && Long.compareUnsigned(siga, sigb) >= 0) {
      if (signA == signB) {
        addMagnitudes(f, signA, ea, siga, ea - eb, sigb);
      } else {
        subtractMagnitudes(f, signA, ea, siga, ea - eb, sigb);
      }
    } else if (signA == signB) {
      addMagnitudes(f, signB, eb, sigb, eb - ea, siga);
    } else {
      subtractMagnitudes(f, signB, eb, sigb, eb - ea, siga);
    }
  }

  /** Adds {@code small >>> shift} to {@code big}. */
  private static void addMagnitudes(
      Float80 f, int sign, int exponent, long big, int shift, long small) {
    long high = big + high(small, shift);
    long low = low(small, shift);
    if (high < 0 && Long.compareUnsigned(high, big) >= 0) {
      Rounding.controlled(f, sign, exponent, high, low);
    } else {
      long sticky = low & 1;
      Rounding.controlled(
          f, sign, exponent + 1, high >>> 1 | INTEGER, high << 63 | low >>> 1 | sticky);
    }
  }

  /** Takes {@code small >>> shift} from {@code big}, which is not less. */
  private static void subtractMagnitudes(
      Float80 f, int sign, int exponent, long big, int shift, long small) {
    long low = low(small, shift);
    long high = big - high(small, shift);
    if (low != 0) {
      low = -low;
      high--;
    }
    if (high < 0) {
      Rounding.controlled(f, sign, exponent, high, low);
    } else if (high != 0) {
      int up = Long.numberOfLeadingZeros(high);
      Rounding.controlled(f, sign, exponent - up, high << up | low >>> -up, low << up);
    } else if (low != 0) {
      // Only neighbours with exponents one apart: low is the one bit that was shifted out.
      int up = Long.numberOfLeadingZeros(low);
      Rounding.controlled(f, sign, exponent - 64 - up, low << up, 0);
    } else {
      Operands.set(f, zeroSign(f), 0);
    }
  }

  /** High half of {@code sig.0 >>> shift}. */
  private static long high(long sig, int shift) {
    return shift < 64 ? sig >>> shift : 0;
  }

  /** Low half of {@code sig.0 >>> shift}, its last bit sticky. */
  private static long low(long sig, int shift) {
    if (shift < 64) {
      return shift == 0 ? 0 : sig << -shift;
    }
    if (shift < 128) {
      return shift == 64 ? sig : sig >>> shift | (sig << -shift != 0 ? 1 : 0);
    }
    return 1;
  }

  /** {@code a * b}. */
  static void multiply(Float80 f, int sea, long siga, int seb, long sigb) {
    int ea = sea & SPECIAL;
    int eb = seb & SPECIAL;
    int sign = (sea ^ seb) & SIGN;
    if (normal(ea, siga, eb, sigb)) {
      product(f, sign, ea + eb - BIAS, siga, sigb);
    } else {
      unusualProduct(f, sea, siga, seb, sigb, sign);
    }
  }

  private static void unusualProduct(Float80 f, int sea, long siga, int seb, long sigb, int sign) {
    if (Operands.settled(f, sea, siga, seb, sigb)) {
      return;
    }
    boolean infinite = Float80.isInfinity(sea, siga) || Float80.isInfinity(seb, sigb);
    boolean zero = Float80.isZero(sea, siga) || Float80.isZero(seb, sigb);
    if (infinite && zero) {
      Operands.invalid(f);
    } else if (Operands.stoppedByDenormal(f, sea, siga, seb, sigb)) {
      return;
    } else if (infinite) {
      Operands.set(f, sign | SPECIAL, INTEGER);
    } else if (zero) {
      Operands.set(f, sign, 0);
    } else {
      int exponent = Operands.exponent(sea, siga) + Operands.exponent(seb, sigb) - BIAS;
      product(f, sign, exponent, Operands.normal(siga), Operands.normal(sigb));
    }
  }

  private static void product(Float80 f, int sign, int exponent, long siga, long sigb) {
    long high = Math.multiplyHigh(siga, sigb) + siga + sigb;
    long low = siga * sigb;
    if (high < 0) {
      Rounding.controlled(f, sign, exponent + 1, high, low);
    } else {
      Rounding.controlled(f, sign, exponent, high << 1 | low >>> 63, low << 1);
    }
  }

  /** {@code a / b}. */
  static void divide(Float80 f, int sea, long siga, int seb, long sigb) {
    int ea = sea & SPECIAL;
    int eb = seb & SPECIAL;
    int sign = (sea ^ seb) & SIGN;
    if (normal(ea, siga, eb, sigb)) {
      quotient(f, sign, ea - eb + BIAS, siga, sigb);
    } else {
      unusualQuotient(f, sea, siga, seb, sigb, sign);
    }
  }

  private static void unusualQuotient(Float80 f, int sea, long siga, int seb, long sigb, int sign) {
    if (Operands.settled(f, sea, siga, seb, sigb)) {
      return;
    }
    boolean infiniteA = Float80.isInfinity(sea, siga);
    boolean infiniteB = Float80.isInfinity(seb, sigb);
    boolean zeroA = Float80.isZero(sea, siga);
    boolean zeroB = Float80.isZero(seb, sigb);
    if (infiniteA && infiniteB || zeroA && zeroB) {
      Operands.invalid(f);
    } else if (zeroB && !infiniteA) {
      f.flags |= Float80.ZE;
      Operands.set(f, sign | SPECIAL, INTEGER);
    } else if (Operands.stoppedByDenormal(f, sea, siga, seb, sigb)) {
      return;
    } else if (infiniteA) {
      Operands.set(f, sign | SPECIAL, INTEGER);
    } else if (zeroA || infiniteB) {
      Operands.set(f, sign, 0);
    } else {
      int exponent = Operands.exponent(sea, siga) - Operands.exponent(seb, sigb) + BIAS;
      quotient(f, sign, exponent, Operands.normal(siga), Operands.normal(sigb));
    }
  }

  private static void quotient(Float80 f, int sign, int exponent, long siga, long sigb) {
    boolean below = Long.compareUnsigned(siga, sigb) < 0;
    long high = below ? siga : siga >>> 1;
    long low = below ? 0 : siga << 63;
    long q = divide(high, low, sigb);
    long rest = low - q * sigb;
    Rounding.controlled(f, sign, below ? exponent - 1 : exponent, q, tail(rest, sigb - rest));
  }

  /**
   * A remainder as the bits below the quotient: less than half, half or more than half, which is
   * all that rounding asks.
   */
  static long tail(long rest, long missing) {
    long half = Long.compareUnsigned(rest, missing) >= 0 ? INTEGER : 0;
    return half | (rest != 0 && rest != missing ? 1 : 0);
  }

  /**
   * {@code high.low / d} rounded down, for {@code high < d} unsigned and the top bit of {@code d}
   * set.
   *
   * <p>Two steps, each by way of {@code double}. With {@code x} the quotient as a fraction, the
   * conversions, the reciprocal and the product have a relative error of at most 2^-53 each, so
   * {@code estimate} is off by less than 2^-50. Truncated to 49 bits and less one, it is below
   * {@code x}, by less than 2^-48 + 2^-50. Hence the remainder {@code r} is not negative and below
   * {@code 1.25 * 2^16 * d < 2^81}. The second estimate, of {@code r / d < 81920}, is off by less
   * than 2^-30, which is taken away first, so that it may be one too small but never too great.
   */
  static long divide(long high, long low, long d) {
    double inverse = 1.0 / (d >>> 1);
    double estimate = (high >>> 1) * inverse;
    long first = Math.max((long) (estimate * TWO_49) - 1, 0) << 15;
    long product = first * d;
    long rl = low - product;
    long rh = high - unsignedHigh(first, d);
    if (Long.compareUnsigned(low, product) < 0) {
      rh--;
    }
    long second = (long) ((rh << 46 | rl >>> 18) * inverse * TWO_17 - 0x1p-30);
    product = second * d;
    rh -= Math.multiplyHigh(second, d) + second;
    if (Long.compareUnsigned(rl, product) < 0) {
      rh--;
    }
    rl -= product;
    if (rh != 0 || Long.compareUnsigned(rl, d) >= 0) {
      second++;
    }
    return first + second;
  }

  /** High half of an unsigned product. */
  static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }

  /** Square root. */
  static void squareRoot(Float80 f, int se, long sig) {
    if (Operands.settled(f, se, sig)) {
      return;
    }
    if (Float80.isZero(se, sig)) {
      Operands.set(f, se, 0);
    } else if ((se & SIGN) != 0) {
      Operands.invalid(f);
    } else if (Operands.stoppedByDenormal(f, se, sig)) {
      return;
    } else if (Float80.isInfinity(se, sig)) {
      Operands.set(f, se, sig);
    } else {
      root(f, Operands.exponent(se, sig) - BIAS, Operands.normal(sig));
    }
  }

  /**
   * The root of {@code n = high.low}, with {@code high >= 2^62}, is found like a quotient: {@code
   * first} is the root by {@code double}, truncated and made less by one, so that it is below the
   * root by less than {@code 2.25 * 2^15}; {@code n - first^2} over {@code 2 * first} is what is
   * missing, up to 2^-30.
   */
  private static void root(Float80 f, int exponent, long sig) {
    boolean odd = (exponent & 1) != 0;
    long high = odd ? sig : sig >>> 1;
    long low = odd ? 0 : sig << 63;
    double estimate = Math.sqrt((high >>> 1) * 2.0);
    long first = (long) (estimate * TWO_17) - 1 << 15;
    long square = first * first;
    long rl = low - square;
    long rh = high - unsignedHigh(first, first);
    if (Long.compareUnsigned(low, square) < 0) {
      rh--;
    }
    double missing = (rh << 44 | rl >>> 20) / (estimate * 0x1p13) - 0x1p-29;
    long root = first + (long) missing;
    square = root * root;
    rl = low - square;
    rh = high - unsignedHigh(root, root);
    if (Long.compareUnsigned(low, square) < 0) {
      rh--;
    }
    // The remainder of the true root is at most twice the root.
    long twiceHigh = root >>> 63;
    long twice = root << 1;
    if (rh > twiceHigh || rh == twiceHigh && Long.compareUnsigned(rl, twice) > 0) {
      rh -= Long.compareUnsigned(rl, twice | 1) < 0 ? twiceHigh + 1 : twiceHigh;
      rl -= twice | 1;
      root++;
    }
    long half = rh != 0 || Long.compareUnsigned(rl, root) > 0 ? INTEGER : 0;
    long tail = half | ((rh | rl) != 0 ? 1 : 0);
    Rounding.controlled(f, 0, (exponent >> 1) + BIAS, root, tail);
  }
}
