package quimera.cpu.x86.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.cpu.x86.fpu.Exact.Operand;
import quimera.cpu.x86.fpu.Exact.Result;

/** NaNs, infinities, zeros, denormals and unsupported formats, and which exception comes first. */
class Float80OperandsTest {
  private static final Operand ONE = new Operand(0x3FFF, Long.MIN_VALUE);
  private static final Operand ZERO = new Operand(0, 0);
  private static final Operand DENORMAL = new Operand(0, 1);
  private static final Operand INFINITY = new Operand(0x7FFF, Long.MIN_VALUE);
  private static final Operand MINUS_INFINITY = new Operand(0xFFFF, Long.MIN_VALUE);
  private static final Operand QNAN = new Operand(0x7FFF, 0xC000000000000100L);
  private static final Operand SNAN = new Operand(0x7FFF, 0x8000000000000200L);
  private static final Operand PSEUDO_NAN = new Operand(0x7FFF, 1);
  private static final Operand UNNORMAL = new Operand(0x3FFF, Long.MAX_VALUE);
  private static final Result INDEFINITE = new Result(0xFFFF, 0xC000000000000000L, Exact.IE, false);

  private final Float80 unit = new Float80();

  private Result add(Operand a, Operand b) {
    unit.flags = 0;
    unit.up = true;
    unit.add(a.se(), a.sig(), b.se(), b.sig());
    return Result.of(unit);
  }

  private Result sub(Operand a, Operand b) {
    unit.flags = 0;
    unit.sub(a.se(), a.sig(), b.se(), b.sig());
    return Result.of(unit);
  }

  private Result mul(Operand a, Operand b) {
    unit.flags = 0;
    unit.mul(a.se(), a.sig(), b.se(), b.sig());
    return Result.of(unit);
  }

  private Result div(Operand a, Operand b) {
    unit.flags = 0;
    unit.div(a.se(), a.sig(), b.se(), b.sig());
    return Result.of(unit);
  }

  private static Result exact(Operand value, int flags) {
    return new Result(value.se(), value.sig(), flags, false);
  }

  private static Operand quiet(Operand nan) {
    return new Operand(nan.se(), nan.sig() | 1L << 62);
  }

  @Test
  void aQuietNanIsPropagatedWithoutAnException() {
    assertThat(add(QNAN, ONE)).isEqualTo(exact(QNAN, 0));
    assertThat(sub(ONE, QNAN)).isEqualTo(exact(QNAN, 0));
    assertThat(mul(QNAN, DENORMAL)).isEqualTo(exact(QNAN, 0));
  }

  @Test
  void aSignallingNanIsQuietedAndInvalid() {
    assertThat(add(SNAN, ONE)).isEqualTo(exact(quiet(SNAN), Exact.IE));
    assertThat(div(INFINITY, SNAN)).isEqualTo(exact(quiet(SNAN), Exact.IE));
  }

  @Test
  void ofTwoKindsOfNanTheQuietOneWins() {
    assertThat(add(SNAN, QNAN)).isEqualTo(exact(QNAN, Exact.IE));
    assertThat(add(QNAN, SNAN)).isEqualTo(exact(QNAN, Exact.IE));
  }

  @Test
  void ofTwoNansOfAKindTheLargerSignificandWins() {
    Operand larger = new Operand(0xFFFF, QNAN.sig() + 1);
    assertThat(add(QNAN, larger)).isEqualTo(exact(larger, 0));
    assertThat(add(larger, QNAN)).isEqualTo(exact(larger, 0));
    Operand signalling = new Operand(0xFFFF, SNAN.sig() + 1);
    assertThat(mul(SNAN, signalling)).isEqualTo(exact(quiet(signalling), Exact.IE));
  }

  @Test
  void ofTwoEqualNansThePositiveOneWins() {
    Operand negative = new Operand(0xFFFF, QNAN.sig());
    assertThat(add(QNAN, negative)).isEqualTo(exact(QNAN, 0));
    assertThat(add(negative, QNAN)).isEqualTo(exact(QNAN, 0));
    assertThat(add(negative, negative)).isEqualTo(exact(negative, 0));
  }

  @Test
  void unsupportedFormatsAreInvalidEvenBesideANan() {
    assertThat(add(PSEUDO_NAN, ONE)).isEqualTo(INDEFINITE);
    assertThat(mul(ONE, UNNORMAL)).isEqualTo(INDEFINITE);
    assertThat(div(QNAN, new Operand(0x7FFF, 0))).isEqualTo(INDEFINITE);
  }

  @Test
  void infinitiesHaveNoDifferenceAndNoRatio() {
    assertThat(add(INFINITY, MINUS_INFINITY)).isEqualTo(INDEFINITE);
    assertThat(sub(INFINITY, INFINITY)).isEqualTo(INDEFINITE);
    assertThat(div(INFINITY, MINUS_INFINITY)).isEqualTo(INDEFINITE);
    assertThat(mul(ZERO, INFINITY)).isEqualTo(INDEFINITE);
    assertThat(div(ZERO, ZERO)).isEqualTo(INDEFINITE);
    assertThat(sub(INFINITY, MINUS_INFINITY)).isEqualTo(exact(INFINITY, 0));
    assertThat(add(DENORMAL, MINUS_INFINITY)).isEqualTo(exact(MINUS_INFINITY, Exact.DE));
  }

  @Test
  void divisionByZeroComesBeforeADenormalOperand() {
    assertThat(div(DENORMAL, ZERO)).isEqualTo(exact(INFINITY, Exact.ZE));
    assertThat(div(INFINITY, ZERO)).isEqualTo(exact(INFINITY, 0));
  }

  @Test
  void anUnmaskedDenormalOperandEndsTheOperation() {
    unit.control &= ~Exact.DE;
    div(DENORMAL, new Operand(0x3FFF, 0xC000000000000000L));
    assertThat(unit.flags).isEqualTo(Exact.DE);
  }

  @Test
  void aPseudoDenormalIsTheNormalNumberThatItLooksLike() {
    Operand pseudo = new Operand(0, Long.MIN_VALUE);
    assertThat(add(pseudo, ZERO)).isEqualTo(exact(new Operand(1, Long.MIN_VALUE), Exact.DE));
  }

  @Test
  void rootsOfNegativeNumbersAreInvalidButNotThatOfMinusZero() {
    unit.sqrt(0xBFFF, Long.MIN_VALUE);
    assertThat(Result.of(unit)).isEqualTo(INDEFINITE);
    unit.flags = 0;
    unit.sqrt(0x8000, 0);
    assertThat(Result.of(unit)).isEqualTo(exact(new Operand(0x8000, 0), 0));
    unit.sqrt(0xFFFF, Long.MIN_VALUE);
    assertThat(Result.of(unit)).isEqualTo(INDEFINITE);
  }

  @ParameterizedTest
  @CsvSource({
    "3FFF, 8000000000000000, 4000, 8000000000000000, -1, 0",
    "C000, 8000000000000000, BFFF, 8000000000000000, -1, 0",
    "0000, 0000000000000000, 8000, 0000000000000000, 0, 0",
    "0000, 8000000000000000, 0001, 8000000000000000, 0, 2",
    "0000, 0000000000000001, 8000, 0000000000000001, 1, 2",
    "7FFF, 8000000000000000, 7FFE, FFFFFFFFFFFFFFFF, 1, 0",
    "7FFF, C000000000000000, 3FFF, 8000000000000000, 2, 1",
    "3FFF, 7000000000000000, 3FFF, 8000000000000000, 2, 1",
  })
  void numbersAreOrdered(String sea, String siga, String seb, String sigb, int order, int flags) {
    int ea = Integer.parseInt(sea, 16);
    int eb = Integer.parseInt(seb, 16);
    long a = Long.parseUnsignedLong(siga, 16);
    long b = Long.parseUnsignedLong(sigb, 16);
    assertThat(unit.compare(ea, a, eb, b, false)).isEqualTo(order);
    assertThat(unit.flags).isEqualTo(flags);
    assertThat(unit.compare(eb, b, ea, a, false)).isEqualTo(order == 2 ? 2 : -order);
  }

  @Test
  void theUnorderedComparisonAcceptsQuietNansOnly() {
    assertThat(unit.compare(QNAN.se(), QNAN.sig(), ONE.se(), ONE.sig(), true)).isEqualTo(2);
    assertThat(unit.flags).isZero();
    assertThat(unit.compare(SNAN.se(), SNAN.sig(), ONE.se(), ONE.sig(), true)).isEqualTo(2);
    assertThat(unit.flags).isEqualTo(Exact.IE);
  }

  @Test
  void formatsAreToldApart() {
    assertThat(Float80.isNan(QNAN.se(), QNAN.sig())).isTrue();
    assertThat(Float80.isNan(PSEUDO_NAN.se(), PSEUDO_NAN.sig())).isFalse();
    assertThat(Float80.isSnan(SNAN.se(), SNAN.sig())).isTrue();
    assertThat(Float80.isUnsupported(PSEUDO_NAN.se(), PSEUDO_NAN.sig())).isTrue();
    assertThat(Float80.isUnsupported(UNNORMAL.se(), UNNORMAL.sig())).isTrue();
    assertThat(Float80.isUnsupported(DENORMAL.se(), DENORMAL.sig())).isFalse();
    assertThat(Float80.isPseudoDenormal(0, Long.MIN_VALUE)).isTrue();
    assertThat(Float80.isInfinity(MINUS_INFINITY.se(), MINUS_INFINITY.sig())).isTrue();
  }
}
