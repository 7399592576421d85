package quimera.cpu.x86.fpu;

/**
 * The 80-bit arithmetic unit of the x87: double extended precision numbers with every rounding
 * mode, precision, exception and odd format of the real thing (SDM volume 1, chapter 8).
 *
 * <p>An operand is a pair: sign and biased exponent in the low 16 bits of an int, and the 64-bit
 * significand with its explicit integer bit in a long. A result stays in {@link #se} and {@link
 * #sig} until the next operation. Nothing here allocates, and nothing here outlives an instruction:
 * the registers, the status word and the tags belong to the owner of the unit, who sets {@link
 * #control}, clears {@link #flags}, calls one operation, and looks at {@code flags & ~control}.
 *
 * <p>An unmasked IE, DE or ZE ends an operation before it computes: the result is then meaningless
 * and must not be written. An unmasked OE, UE or PE comes with a result that is to be written,
 * except to memory.
 */
public final class Float80 {
  /** Invalid operation. */
  public static final int IE = 1;

  /** Denormal operand. */
  public static final int DE = 2;

  /** Division by zero, and other exact infinities from finite operands. */
  public static final int ZE = 4;

  /** Numeric overflow. */
  public static final int OE = 8;

  /** Numeric underflow. */
  public static final int UE = 16;

  /** Inexact result (precision). */
  public static final int PE = 32;

  /** Sign bit of a sign-and-exponent word. */
  static final int SIGN = 0x8000;

  /** Greatest biased exponent: infinities and NaNs. */
  static final int SPECIAL = 0x7FFF;

  /** Biased exponent of 1.0. */
  static final int BIAS = 0x3FFF;

  /** The explicit integer bit of a significand; alone, the significand of 1.0 and of infinity. */
  static final long INTEGER = Long.MIN_VALUE;

  /** The bit that tells a quiet NaN from a signalling one. */
  static final long QUIET = 1L << 62;

  /** Sign and exponent of the result. */
  public int se;

  /** Significand of the result. */
  public long sig;

  /** Sign and exponent of the second result, of those operations that have one. */
  public int se2;

  /** Significand of the second result. */
  public long sig2;

  /** Exceptions raised since the owner cleared them. */
  public int flags;

  /** Whether the last rounding went away from zero (C1). */
  public boolean up;

  /**
   * Whether the argument of a trigonometric function was too large, and no result was made (C2).
   */
  public boolean outOfRange;

  /** Low three bits of the quotient of the last complete partial remainder. */
  public int quotient;

  /** Low 64 bits of a packed decimal number. */
  public long bcdLow;

  /** High 16 bits of a packed decimal number. */
  public int bcdHigh;

  /**
   * The control word: exception masks in bits 0-5, precision in bits 8-9, rounding in bits 10-11.
   */
  public int control = 0x37F;

  /** Scratch of the elementary functions. */
  final Wide first = new Wide();

  final Wide second = new Wide();
  final Wide third = new Wide();

  /** FADD: {@code a + b}. */
  public void add(int sea, long siga, int seb, long sigb) {
    Arithmetic.add(this, sea, siga, seb, sigb, 0);
  }

  /** FSUB: {@code a - b}. */
  public void sub(int sea, long siga, int seb, long sigb) {
    Arithmetic.add(this, sea, siga, seb, sigb, SIGN);
  }

  /** FMUL: {@code a * b}. */
  public void mul(int sea, long siga, int seb, long sigb) {
    Arithmetic.multiply(this, sea, siga, seb, sigb);
  }

  /** FDIV: {@code a / b}. */
  public void div(int sea, long siga, int seb, long sigb) {
    Arithmetic.divide(this, sea, siga, seb, sigb);
  }

  /** FSQRT. */
  public void sqrt(int sea, long siga) {
    Arithmetic.squareRoot(this, sea, siga);
  }

  /** FRNDINT: to an integral value in the current rounding mode. */
  public void round(int sea, long siga) {
    Conversions.round(this, sea, siga);
  }

  /** FSCALE: {@code a * 2^trunc(b)}; a is ST(0), b is ST(1). */
  public void scale(int sea, long siga, int seb, long sigb) {
    Exponents.scale(this, sea, siga, seb, sigb);
  }

  /** FXTRACT: the exponent as a number in se/sig, the significand in se2/sig2. */
  public void extract(int sea, long siga) {
    Exponents.extract(this, sea, siga);
  }

  /**
   * FPREM, or FPREM1 if {@code nearest}: one partial step of {@code a rem b}.
   *
   * @return whether the remainder is incomplete (C2); if not, {@link #quotient} has the quotient's
   *     low bits
   */
  public boolean remainder(int sea, long siga, int seb, long sigb, boolean nearest) {
    return Remainder.step(this, sea, siga, seb, sigb, nearest);
  }

  /**
   * FCOM, or FUCOM if {@code quiet}.
   *
   * @return -1, 0, 1 as a is less than, equal to or greater than b; 2 if they are unordered
   */
  public int compare(int sea, long siga, int seb, long sigb, boolean quiet) {
    return Exponents.compare(this, sea, siga, seb, sigb, quiet);
  }

  /** FLD m32. */
  public void fromFloat(int bits) {
    Conversions.widen(this, bits < 0, bits >>> 23 & 0xFF, bits & 0x7FFFFF, 23);
  }

  /** FLD m64. */
  public void fromDouble(long bits) {
    Conversions.widen(this, bits < 0, (int) (bits >>> 52) & 0x7FF, bits & 0xFFFFFFFFFFFFFL, 52);
  }

  /** FILD of any size. */
  public void fromInt(long value) {
    Conversions.fromInteger(this, value);
  }

  /** FST m32. */
  public int toFloat(int sea, long siga) {
    return (int) Conversions.narrow(this, sea, siga, 23);
  }

  /** FST m64. */
  public long toDouble(int sea, long siga) {
    return Conversions.narrow(this, sea, siga, 52);
  }

  /** FIST of 16, 32 or 64 bits, rounded as the control word says; sign-extended. */
  public long toInt(int sea, long siga, int bits) {
    return Conversions.toInteger(this, sea, siga, Rounding.mode(this), bits);
  }

  /** FISTTP of 16, 32 or 64 bits; sign-extended. */
  public long toIntTruncated(int sea, long siga, int bits) {
    return Conversions.toInteger(this, sea, siga, Rounding.ZERO, bits);
  }

  /** FBLD: 18 decimal digits, and the sign in bit 15 of {@code high}. */
  public void fromBcd(long low, int high) {
    Bcd.load(this, low, high);
  }

  /** FBSTP: to {@link #bcdLow} and {@link #bcdHigh}. */
  public void toBcd(int sea, long siga) {
    Bcd.store(this, sea, siga);
  }

  /** F2XM1: {@code 2^a - 1}. */
  public void f2xm1(int sea, long siga) {
    Exponentials.f2xm1(this, sea, siga);
  }

  /** FYL2X: {@code y * log2(x)}; x is ST(0), y is ST(1). */
  public void fyl2x(int sex, long sigx, int sey, long sigy) {
    Exponentials.fyl2x(this, sex, sigx, sey, sigy);
  }

  /** FYL2XP1: {@code y * log2(x + 1)}; x is ST(0), y is ST(1). */
  public void fyl2xp1(int sex, long sigx, int sey, long sigy) {
    Exponentials.fyl2xp1(this, sex, sigx, sey, sigy);
  }

  /** FPTAN: the tangent; the 1.0 that follows it on the stack is the caller's. */
  public void fptan(int sea, long siga) {
    Trigonometry.fptan(this, sea, siga);
  }

  /** FPATAN: the angle of the point (x, y); x is ST(0), y is ST(1). */
  public void fpatan(int sex, long sigx, int sey, long sigy) {
    ArcTangent.fpatan(this, sex, sigx, sey, sigy);
  }

  /** FSIN. */
  public void fsin(int sea, long siga) {
    Trigonometry.fsin(this, sea, siga);
  }

  /** FCOS. */
  public void fcos(int sea, long siga) {
    Trigonometry.fcos(this, sea, siga);
  }

  /** FSINCOS: the sine in se/sig, the cosine in se2/sig2. */
  public void fsincos(int sea, long siga) {
    Trigonometry.fsincos(this, sea, siga);
  }

  /**
   * The constants of FLD1, FLDL2T, FLDL2E, FLDPI, FLDLG2, FLDLN2 and FLDZ, numbered 0 to 6 in the
   * order of their opcodes (D9 E8 to D9 EE), rounded as the control word says; none raises an
   * exception.
   */
  public void constant(int number) {
    Constants.load(this, number);
  }

  /** Whether a NaN of either kind; pseudo-NaNs are not NaNs but unsupported. */
  public static boolean isNan(int se, long sig) {
    return (se & SPECIAL) == SPECIAL && sig < 0 && sig != INTEGER;
  }

  /** Whether a signalling NaN. */
  public static boolean isSnan(int se, long sig) {
    return isNan(se, sig) && (sig & QUIET) == 0;
  }

  /**
   * Whether a pseudo-NaN, pseudo-infinity or unnormal: formats the 80387 and its successors refuse
   * (SDM 8.2.2).
   */
  public static boolean isUnsupported(int se, long sig) {
    return (se & SPECIAL) != 0 && sig >= 0;
  }

  /** Whether a denormal, pseudo-denormals included. */
  public static boolean isDenormal(int se, long sig) {
    return (se & SPECIAL) == 0 && sig != 0;
  }

  /**
   * Whether a pseudo-denormal: the exponent of a denormal but the integer bit of a normal number.
   */
  public static boolean isPseudoDenormal(int se, long sig) {
    return (se & SPECIAL) == 0 && sig < 0;
  }

  /** Whether a zero of either sign. */
  public static boolean isZero(int se, long sig) {
    return (se & SPECIAL) == 0 && sig == 0;
  }

  /** Whether an infinity of either sign. */
  public static boolean isInfinity(int se, long sig) {
    return (se & SPECIAL) == SPECIAL && sig == INTEGER;
  }
}
