package quimera.cpu.x86.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import quimera.cpu.x86.fpu.Exact.Operand;
import quimera.cpu.x86.fpu.Exact.Result;

/** Scaling, taking apart, remainders and constants. */
class Float80ExponentsTest {
  private static final int CASES = 5_000;

  private final Random random = new Random(66);
  private final Float80 unit = new Float80();

  @Test
  void scalingRoundsAsIfTheExponentHadNoBounds() {
    for (int i = 0; i < CASES; i++) {
      Operand a = Exact.operand(random, random.nextInt(0x7FFF));
      int n = random.nextInt(0x8000) - 0x4000;
      if (n == 0) {
        continue;
      }
      unit.control = Exact.control(random);
      unit.fromInt(n);
      unit.flags = 0;
      unit.scale(a.se(), a.sig(), unit.se, unit.sig);
      Result wanted =
          Exact.round(
              a.negative(), a.magnitude(), BigInteger.ONE, a.exponent() + n, unit.control, 64);
      int flags = wanted.flags() | (a.denormal() ? Exact.DE : 0);
      assertThat(Result.of(unit))
          .as("%s * 2^%d, control %03x", a, n, unit.control)
          .isEqualTo(new Result(wanted.se(), wanted.sig(), flags, wanted.up()));
    }
  }

  @Test
  void theScaleIsTruncatedTowardsZero() {
    unit.scale(0x3FFF, Long.MIN_VALUE, 0xC000, 0xFC00000000000000L);
    assertThat(unit.se).isEqualTo(0x3FFC);
    unit.scale(0x3FFF, Long.MIN_VALUE, 0xBFFE, -1L);
    assertThat(unit.se).isEqualTo(0x3FFF);
  }

  @Test
  void scalingMassivelyGoesPastTheAdjustedExponent() {
    unit.control = 0x340;
    unit.scale(0xBFFF, Long.MIN_VALUE, 0x7000, Long.MIN_VALUE);
    assertThat(unit.se).isEqualTo(0xFFFF);
    assertThat(unit.flags & Exact.OE).isNotZero();
    unit.scale(0xBFFF, Long.MIN_VALUE, 0xF000, Long.MIN_VALUE);
    assertThat(unit.se).isEqualTo(0x8000);
    assertThat(unit.sig).isZero();
  }

  @Test
  void takenApartAndScaledANumberIsItselfAgain() {
    for (int i = 0; i < CASES; i++) {
      Operand a = Exact.operand(random, 0x3FFF);
      unit.extract(a.se(), a.sig());
      assertThat(unit.se2 & 0x7FFF).isEqualTo(0x3FFF);
      unit.scale(unit.se2, unit.sig2, unit.se, unit.sig);
      Operand back = new Operand(unit.se, unit.sig);
      assertThat(back.inUnits(-16445)).isEqualTo(a.inUnits(-16445));
    }
  }

  @Test
  void theExponentOfZeroIsMinusInfinity() {
    unit.extract(0x8000, 0);
    assertThat(unit.flags).isEqualTo(Exact.ZE);
    assertThat(unit.se).isEqualTo(0xFFFF);
    assertThat(unit.se2).isEqualTo(0x8000);
    assertThat(unit.sig2).isZero();
  }

  /** The remainder with the quotient rounded to {@code mode}, and the quotient's low bits. */
  private void checkRemainder(Operand a, Operand b, boolean nearest) {
    int common = Math.min(a.exponent(), b.exponent());
    BigDecimal dividend = new BigDecimal(a.inUnits(common));
    BigDecimal divisor = new BigDecimal(b.inUnits(common));
    BigDecimal quotient =
        dividend.divide(divisor, 0, nearest ? RoundingMode.HALF_EVEN : RoundingMode.DOWN);
    BigDecimal rest = dividend.subtract(quotient.multiply(divisor));
    Operand got = new Operand(unit.se, unit.sig);
    assertThat(got.inUnits(Math.min(common, -16445)))
        .as("%s rem %s", a, b)
        .isEqualTo(rest.toBigInteger().shiftLeft(common - Math.min(common, -16445)));
    assertThat(unit.quotient).isEqualTo(quotient.abs().toBigInteger().intValue() & 7);
    boolean negative = rest.signum() == 0 ? a.negative() : rest.signum() < 0;
    assertThat(got.negative()).isEqualTo(negative);
  }

  @Test
  void remaindersAreExactUpToAnExponentDifferenceOf63() {
    for (int i = 0; i < CASES; i++) {
      Operand b = Exact.operand(random, 0x3FFF);
      int exponent = (b.se() & 0x7FFF) + random.nextInt(67) - 3;
      Operand any = Exact.operand(random, exponent);
      exponent = Math.max(1, Math.min(0x7FFE, exponent));
      Operand a = new Operand(exponent | any.se() & 0x8000, any.sig() | Long.MIN_VALUE);
      if (b.denormal()) {
        continue;
      }
      boolean nearest = random.nextBoolean();
      boolean incomplete = unit.remainder(a.se(), a.sig(), b.se(), b.sig(), nearest);
      assertThat(incomplete).isEqualTo(exponent - (b.se() & 0x7FFF) > 63);
      if (!incomplete) {
        checkRemainder(a, b, nearest);
      }
    }
  }

  @Test
  void partialRemaindersLeadToTheTrueOne() {
    for (int i = 0; i < 200; i++) {
      Operand b = new Operand(0x3FFF, Long.MIN_VALUE | random.nextLong());
      Operand a = new Operand(0x4000 + random.nextInt(0x3000), Long.MIN_VALUE | random.nextLong());
      int steps = 1;
      boolean nearest = random.nextBoolean();
      unit.flags = 0;
      boolean incomplete = unit.remainder(a.se(), a.sig(), b.se(), b.sig(), nearest);
      while (incomplete) {
        incomplete = unit.remainder(unit.se, unit.sig, b.se(), b.sig(), nearest);
        steps++;
      }
      assertThat(steps).isLessThan(0x3000 / 32 + 2);
      assertThat(unit.flags).isZero();
      checkRemainder(a, b, nearest);
    }
  }

  @Test
  void constantsAreRoundedAsTheControlWordSays() {
    BigDecimal log2of10 = Decimals.log(BigDecimal.TEN).divide(Decimals.LN2, Decimals.DIGITS);
    BigDecimal[] values = {
      BigDecimal.ONE,
      log2of10,
      BigDecimal.ONE.divide(Decimals.LN2, Decimals.DIGITS),
      Decimals.PI,
      BigDecimal.ONE.divide(log2of10, Decimals.DIGITS),
      Decimals.LN2,
    };
    for (int mode = 0; mode < 4; mode++) {
      unit.control = 0x7F | mode << 10;
      for (int i = 0; i < values.length; i++) {
        unit.constant(i);
        BigInteger scaled = values[i].multiply(Decimals.power(100)).toBigInteger();
        Result wanted = Exact.round(false, scaled, BigInteger.ONE, -100, unit.control, 64);
        assertThat(unit.sig).as("constant %d, mode %d", i, mode).isEqualTo(wanted.sig());
        assertThat(unit.se).isEqualTo(wanted.se());
        assertThat(unit.flags).isZero();
      }
      unit.constant(6);
      assertThat(unit.sig | unit.se).isZero();
    }
  }
}
