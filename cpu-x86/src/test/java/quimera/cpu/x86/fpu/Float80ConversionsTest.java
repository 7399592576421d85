package quimera.cpu.x86.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import quimera.cpu.x86.fpu.Exact.Operand;

/** Conversions against those of Java and BigDecimal. */
class Float80ConversionsTest {
  private static final int CASES = 3_000;
  private static final RoundingMode[] MODES = {
    RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING, RoundingMode.DOWN
  };

  private final Random random = new Random(1985);
  private final Float80 unit = new Float80();

  private static BigDecimal value(Operand a) {
    BigDecimal magnitude = new BigDecimal(a.magnitude());
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(a.exponent())));
    BigDecimal value = a.exponent() < 0 ? magnitude.divide(power) : magnitude.multiply(power);
    return a.negative() ? value.negate() : value;
  }

  /** An operand whose exponent is around {@code least} to {@code greatest}. */
  private Operand between(int least, int greatest) {
    int exponent = 0x3FFF + least + random.nextInt(greatest - least + 1);
    Operand any = Exact.operand(random, 0x3FFF);
    return new Operand(exponent | any.se() & 0x8000, any.sig() | Long.MIN_VALUE);
  }

  @Test
  void doublesSurviveTheRoundTrip() {
    for (int i = 0; i < CASES; i++) {
      long bits = random.nextLong() >>> (random.nextInt(4) == 0 ? 12 + random.nextInt(50) : 0);
      if (Double.isNaN(Double.longBitsToDouble(bits))) {
        continue;
      }
      unit.flags = 0;
      unit.fromDouble(bits);
      double magnitude = Math.abs(Double.longBitsToDouble(bits));
      boolean denormal = magnitude != 0 && magnitude < Double.MIN_NORMAL;
      assertThat(unit.flags).isEqualTo(denormal ? Exact.DE : 0);
      assertThat(unit.toDouble(unit.se, unit.sig)).isEqualTo(bits);
      assertThat(unit.flags & ~Exact.DE).isZero();
    }
  }

  @Test
  void floatsSurviveTheRoundTrip() {
    for (int i = 0; i < CASES; i++) {
      int bits = random.nextInt() >>> (random.nextInt(4) == 0 ? 9 + random.nextInt(20) : 0);
      if (Float.isNaN(Float.intBitsToFloat(bits))) {
        continue;
      }
      unit.fromFloat(bits);
      assertThat(unit.toFloat(unit.se, unit.sig)).isEqualTo(bits);
    }
  }

  @Test
  void signallingNansAreQuietedOnTheWayInAndOut() {
    unit.fromFloat(0xFF800001);
    assertThat(unit.flags).isEqualTo(Exact.IE);
    assertThat(unit.se).isEqualTo(0xFFFF);
    assertThat(unit.sig).isEqualTo(0xC000010000000000L);
    unit.flags = 0;
    assertThat(unit.toDouble(0xFFFF, 0x8000000000000800L)).isEqualTo(0xFFF8000000000001L);
    assertThat(unit.flags).isEqualTo(Exact.IE);
    assertThat(unit.toFloat(0x7FFF, 0x1000000000000000L)).isEqualTo(0xFFC00000);
  }

  @Test
  void narrowingRoundsToNearestAsBigDecimalDoes() {
    for (int i = 0; i < CASES; i++) {
      unit.flags = 0;
      Operand a = between(-1080, 1030);
      double wanted = value(a).doubleValue();
      assertThat(unit.toDouble(a.se(), a.sig()))
          .as("%s", a)
          .isEqualTo(Double.doubleToRawLongBits(wanted));
      boolean exact = Double.isFinite(wanted) && new BigDecimal(wanted).compareTo(value(a)) == 0;
      assertThat((unit.flags & Exact.PE) == 0).isEqualTo(exact);
      assertThat((unit.flags & Exact.OE) != 0).isEqualTo(Double.isInfinite(wanted));
      boolean smaller =
          Double.isFinite(wanted) && new BigDecimal(wanted).abs().compareTo(value(a).abs()) <= 0;
      assertThat(unit.up).isEqualTo(!exact && !smaller);
      Operand b = between(-155, 130);
      assertThat(unit.toFloat(b.se(), b.sig()))
          .as("%s", b)
          .isEqualTo(Float.floatToRawIntBits(value(b).floatValue()));
    }
  }

  @Test
  void directedNarrowingIsBetweenItsNeighbours() {
    for (int i = 0; i < CASES; i++) {
      Operand a = between(-1076, 1022);
      BigDecimal value = value(a);
      unit.control = 0x77F;
      double below = Double.longBitsToDouble(unit.toDouble(a.se(), a.sig()));
      unit.control = 0xB7F;
      double above = Double.longBitsToDouble(unit.toDouble(a.se(), a.sig()));
      unit.control = 0xF7F;
      double inner = Double.longBitsToDouble(unit.toDouble(a.se(), a.sig()));
      boolean exact = new BigDecimal(below).compareTo(value) == 0;
      assertThat(new BigDecimal(below)).isLessThanOrEqualTo(value);
      assertThat(above).isEqualTo(exact ? below : Math.nextUp(below));
      assertThat(inner).isEqualTo(a.negative() ? above : below);
    }
  }

  @Test
  void unmaskedOverflowAndUnderflowOfAStoreRaiseNothingElse() {
    unit.control = 0x37F & ~(Exact.OE | Exact.UE);
    unit.toDouble(0x4400, -1L);
    assertThat(unit.flags).isEqualTo(Exact.OE);
    unit.flags = 0;
    unit.toFloat(0x3000, -1L);
    assertThat(unit.flags).isEqualTo(Exact.UE);
    assertThat(unit.up).isFalse();
  }

  @Test
  void integersAreRoundedInEveryMode() {
    for (int i = 0; i < CASES; i++) {
      Operand a = between(-3, 66);
      int mode = random.nextInt(4);
      int bits = 16 << random.nextInt(3);
      unit.control = 0x37F | mode << 10;
      unit.flags = 0;
      BigInteger wanted = value(a).setScale(0, MODES[mode]).toBigInteger();
      long got = unit.toInt(a.se(), a.sig(), bits);
      if (wanted.bitLength() >= bits) {
        assertThat(got).isEqualTo(-1L << bits - 1);
        assertThat(unit.flags).isEqualTo(Exact.IE);
      } else {
        assertThat(got).isEqualTo(wanted.longValue());
        boolean exact = value(a).compareTo(new BigDecimal(wanted)) == 0;
        assertThat(unit.flags).isEqualTo(exact ? 0 : Exact.PE);
        unit.flags = 0;
        unit.round(a.se(), a.sig());
        assertThat(unit.flags).isEqualTo(exact ? 0 : Exact.PE);
        assertThat(unit.toInt(unit.se, unit.sig, 64)).isEqualTo(got);
      }
      unit.control = 0xF7F;
      long truncated = unit.toInt(a.se(), a.sig(), bits);
      unit.control = 0x37F;
      assertThat(unit.toIntTruncated(a.se(), a.sig(), bits)).isEqualTo(truncated);
    }
  }

  @Test
  void integersAreLoadedExactly() {
    for (long value : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53 | 1}) {
      unit.fromInt(value);
      assertThat(unit.toInt(unit.se, unit.sig, 64)).isEqualTo(value);
      assertThat(unit.flags).isZero();
    }
  }

  @Test
  void roundingKeepsTheSignOfZero() {
    unit.round(0xBFFD, Long.MIN_VALUE);
    assertThat(unit.se).isEqualTo(0x8000);
    assertThat(unit.sig).isZero();
  }

  @Test
  void packedDecimalsAreReadAsTheyAreWritten() {
    for (int i = 0; i < CASES; i++) {
      long value = (random.nextLong() >>> 1) % 1_000_000_000_000_000_000L >> random.nextInt(60);
      boolean negative = random.nextBoolean();
      unit.flags = 0;
      unit.fromInt(negative ? -value : value);
      unit.toBcd(unit.se, unit.sig);
      String digits = "%02x%016x".formatted(unit.bcdHigh & 0xFF, unit.bcdLow);
      assertThat(Long.parseLong(digits)).isEqualTo(value);
      assertThat((unit.bcdHigh & 0x8000) != 0).isEqualTo(negative && value != 0);
      unit.fromBcd(unit.bcdLow, unit.bcdHigh);
      assertThat(unit.toInt(unit.se, unit.sig, 64)).isEqualTo(negative ? -value : value);
      assertThat(unit.flags).isZero();
    }
  }

  @Test
  void tooLargeADecimalIsIndefinite() {
    unit.fromInt(1_000_000_000_000_000_000L);
    unit.toBcd(unit.se, unit.sig);
    assertThat(unit.flags).isEqualTo(Exact.IE);
    assertThat(unit.bcdHigh).isEqualTo(0xFFFF);
    assertThat(unit.bcdLow).isEqualTo(0xC000000000000000L);
  }
}
