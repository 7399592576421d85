package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Divisions that a real 80286 was seen to do. */
class Division80286Test {
  @ParameterizedTest(name = "{0}h / {1}h leaves flags {2}h")
  @CsvSource({
    "f3d9, 0b, 091", "b74b, 9d, 014", "ffff, ff, 881", "3c98, 27, 091", "ec8f, db, 011",
    "f862, 00, 000", "0000, 00, 044", "336e, 1d, 044", "9241, 3d, 810", "f9c5, 7a, 804"
  })
  void aDivThatOverflowsLeavesTheFlagsOfItsLastStepButOne(String ax, String by, String flags) {
    assertThat(Division80286.unsigned(hex(ax), hex(by), 1)).isEqualTo(hex(flags));
  }

  @ParameterizedTest(name = "{0}h / {1}h leaves flags {2}h")
  @CsvSource({
    "00ee, 00, 094",
    "1705, 17, 010",
    "1e86, eb, 891",
    "4736, 0c, 815",
    "0527, fa, 014",
    "e849, 2e, 891",
    "fe80, fe, 054",
    "a282, ff, 895"
  })
  void anIdivThatOverflowsLeavesThoseOfTheRemainder(String ax, String by, String flags) {
    TestBench bench = new TestBench(X86Model.I80286);
    bench.cpu.setReg16(X86State.EAX, hex(ax));
    int divisor = (byte) hex(by);
    assertThatThrownBy(() -> Division80286.signed(bench.cpu, (short) hex(ax), divisor, 1))
        .isInstanceOf(Fault.class);
    assertThat(bench.cpu.arithmetic()).isEqualTo(hex(flags));
  }

  @Test
  void anIdivWhoseQuotientComesToLookLikeTheMostNegativeOnePasses() {
    TestBench bench = new TestBench(X86Model.I80286);
    Division80286.signed(bench.cpu, (short) 0x8C60, 0x67, 1);
    assertThat(bench.cpu.reg16(X86State.EAX)).isEqualTo(0xE080);
  }

  private static int hex(String digits) {
    return Integer.parseInt(digits, 16);
  }
}
