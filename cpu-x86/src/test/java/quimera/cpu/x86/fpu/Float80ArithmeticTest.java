package quimera.cpu.x86.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import quimera.cpu.x86.fpu.Exact.Operand;
import quimera.cpu.x86.fpu.Exact.Result;

/**
 * The five rounded operations against exact rational arithmetic, in every mode, precision and mask.
 */
class Float80ArithmeticTest {
  private static final int CASES = 20_000;
  private static final int NEAR_ONE = 0x3FFF;

  private final Random random = new Random(80387);
  private final Float80 unit = new Float80();

  private void prepare(int control) {
    unit.control = control;
    unit.flags = 0;
    unit.up = true;
  }

  private void check(Result expected, Operand a, Operand b) {
    int denormal = a.denormal() || b.denormal() ? Exact.DE : 0;
    Result wanted =
        new Result(expected.se(), expected.sig(), expected.flags() | denormal, expected.up());
    assertThat(Result.of(unit)).as("%s, %s, control %03x", a, b, unit.control).isEqualTo(wanted);
  }

  private static Result zero(boolean negative) {
    return new Result(Exact.sign(negative), 0, 0, false);
  }

  @Test
  void sumsAndDifferencesAreRoundedOnce() {
    for (int i = 0; i < CASES; i++) {
      Operand a = Exact.operand(random, NEAR_ONE);
      Operand b = Exact.operand(random, a.se() & 0x7FFF);
      boolean minus = random.nextBoolean();
      prepare(Exact.control(random));
      if (minus) {
        unit.sub(a.se(), a.sig(), b.se(), b.sig());
      } else {
        unit.add(a.se(), a.sig(), b.se(), b.sig());
      }
      int common = Math.min(a.exponent(), b.exponent());
      BigInteger other = b.inUnits(common);
      BigInteger sum = a.inUnits(common).add(minus ? other.negate() : other);
      check(
          sum.signum() == 0
              ? zero((unit.control >> 10 & 3) == 1)
              : Exact.round(sum.signum() < 0, sum.abs(), BigInteger.ONE, common, unit.control),
          a,
          b);
    }
  }

  @Test
  void productsAreRoundedOnce() {
    for (int i = 0; i < CASES; i++) {
      Operand a = Exact.operand(random, NEAR_ONE);
      Operand b = Exact.operand(random, random.nextBoolean() ? NEAR_ONE : NEAR_ONE * 2 - a.se());
      prepare(Exact.control(random));
      unit.mul(a.se(), a.sig(), b.se(), b.sig());
      boolean negative = a.negative() != b.negative();
      BigInteger product = a.magnitude().multiply(b.magnitude());
      int scale = a.exponent() + b.exponent();
      check(Exact.round(negative, product, BigInteger.ONE, scale, unit.control), a, b);
    }
  }

  @Test
  void quotientsAreRoundedOnce() {
    for (int i = 0; i < CASES; i++) {
      Operand a = Exact.operand(random, NEAR_ONE);
      Operand b = Exact.operand(random, a.se() & 0x7FFF);
      prepare(Exact.control(random));
      unit.div(a.se(), a.sig(), b.se(), b.sig());
      boolean negative = a.negative() != b.negative();
      int scale = a.exponent() - b.exponent();
      check(Exact.round(negative, a.magnitude(), b.magnitude(), scale, unit.control), a, b);
    }
  }

  @Test
  void quotientsNearAnIntegerAreRight() {
    for (int i = 0; i < CASES; i++) {
      long b = Long.MIN_VALUE | random.nextLong();
      long q = random.nextLong() >>> 1 + random.nextInt(62);
      BigInteger product = Exact.unsigned(b).multiply(BigInteger.valueOf(q));
      BigInteger a = product.shiftRight(Math.max(0, product.bitLength() - 64));
      if (a.signum() == 0) {
        continue;
      }
      long sig = a.longValue() << 64 - a.bitLength();
      long near = sig + random.nextInt(3) - 1;
      Operand numerator = new Operand(NEAR_ONE, near < 0 ? near : sig);
      Operand denominator = new Operand(NEAR_ONE, b);
      prepare(0x37F);
      unit.div(numerator.se(), numerator.sig(), NEAR_ONE, b);
      BigInteger num = numerator.magnitude();
      check(Exact.round(false, num, Exact.unsigned(b), 0, 0x37F), numerator, denominator);
    }
  }

  @Test
  void wideQuotientsAreExactDownToTinyOnes() {
    for (int i = 0; i < CASES; i++) {
      long d = Long.MIN_VALUE | random.nextLong() >> random.nextInt(64);
      BigInteger n =
          Exact.unsigned(random.nextLong())
              .shiftLeft(64)
              .or(Exact.unsigned(random.nextLong()))
              .mod(Exact.unsigned(d).shiftLeft(64))
              .shiftRight(random.nextInt(5) == 0 ? random.nextInt(128) : 0);
      long quotient = Arithmetic.divide(n.shiftRight(64).longValue(), n.longValue(), d);
      assertThat(Exact.unsigned(quotient)).isEqualTo(n.divide(Exact.unsigned(d)));
    }
  }

  @Test
  void rootsAreRoundedOnce() {
    for (int i = 0; i < CASES; i++) {
      Operand any = Exact.operand(random, NEAR_ONE);
      Operand a = new Operand(any.se() & 0x7FFF, any.sig());
      prepare(Exact.control(random));
      unit.sqrt(a.se(), a.sig());
      // A root to over 200 bits, with one more if it is not exact, lies on the right side of every
      // boundary.
      int shift = 400 + (a.exponent() & 1);
      BigInteger[] root = a.magnitude().shiftLeft(shift).sqrtAndRemainder();
      BigInteger value = root[0].shiftLeft(1).add(BigInteger.valueOf(root[1].signum()));
      int scale = (a.exponent() - shift) / 2 - 1;
      check(Exact.round(false, value, BigInteger.ONE, scale, unit.control), a, a);
    }
  }

  @Test
  void squaresHaveExactRoots() {
    for (int i = 0; i < CASES; i++) {
      long root = random.nextLong() >>> 32;
      prepare(0x37F);
      unit.fromInt(root);
      unit.mul(unit.se, unit.sig, unit.se, unit.sig);
      unit.sqrt(unit.se, unit.sig);
      assertThat(unit.flags).isZero();
      assertThat(unit.toInt(unit.se, unit.sig, 64)).isEqualTo(root);
    }
  }
}
