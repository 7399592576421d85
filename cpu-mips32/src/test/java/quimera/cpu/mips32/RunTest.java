package quimera.cpu.mips32;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.mips32.Rig.NOP;
import static quimera.cpu.mips32.Rig.START;
import static quimera.cpu.mips32.Rig.addiu;
import static quimera.cpu.mips32.Rig.immediate;

import org.junit.jupiter.api.Test;

class RunTest {
  private static final int BEQ = 0x04;
  private static final int DATA = 0x8000_3000;

  private final Rig rig = new Rig();

  private static int lw(int t, int displacement) {
    return immediate(0x23, t, 4, displacement);
  }

  private static int sw(int t, int displacement) {
    return immediate(0x2B, t, 4, displacement);
  }

  /** Words 1, 2, 3 ... at the base; everything executed once, so that all is mapped. */
  private void prepare(int... words) {
    rig.program(words);
    for (int i = 0; i < 16; i++) {
      rig.bus.write32(0x3000 + 4 * i, i + 1);
    }
    rig.cpu.r[4] = DATA;
    rig.run(words.length);
    rig.cpu.jump(START);
  }

  @Test
  void loadsAndStoresInAnyOrderOfAddressesAreDone() {
    prepare(lw(1, 8), lw(2, 0), lw(3, 4), sw(1, 36), sw(2, 40), sw(3, 32), NOP);
    rig.cpu.r[1] = 0;
    rig.run(7);
    assertThat(rig.cpu.r[1]).isEqualTo(3);
    assertThat(rig.cpu.r[2]).isEqualTo(1);
    assertThat(rig.cpu.r[3]).isEqualTo(2);
    assertThat(rig.bus.read32(0x3020)).isEqualTo(2);
    assertThat(rig.bus.read32(0x3024)).isEqualTo(3);
    assertThat(rig.bus.read32(0x3028)).isEqualTo(1);
    assertThat(rig.cpu.pc).isEqualTo(START + 28);
  }

  @Test
  void theBudgetMayEndWithinOne() {
    prepare(lw(1, 0), lw(2, 4), lw(3, 8), NOP);
    rig.cpu.r[2] = 0;
    rig.cpu.r[3] = 0;
    assertThat(rig.cpu.run(2)).isEqualTo(2);
    assertThat(rig.cpu.r[2]).isEqualTo(2);
    assertThat(rig.cpu.r[3]).isZero();
    assertThat(rig.cpu.pc).isEqualTo(START + 8);
  }

  @Test
  void moreThanOneHolds() {
    int[] words = new int[20];
    for (int i = 0; i < words.length; i++) {
      words[i] = sw(1 + i % 3, 4 * i);
    }
    prepare(words);
    rig.cpu.r[1] = 10;
    rig.cpu.r[2] = 20;
    rig.cpu.r[3] = 30;
    assertThat(rig.cpu.run(20)).isEqualTo(20);
    for (int i = 0; i < words.length; i++) {
      assertThat(rig.bus.read32(0x3000 + 4 * i)).isEqualTo(10 * (1 + i % 3));
    }
  }

  @Test
  void aLoadOfTheBaseChangesTheAddressOfTheNext() {
    rig.bus.write32(0x3004, DATA + 0x100);
    rig.bus.write32(0x3108, 77);
    rig.cpu.r[4] = DATA;
    rig.program(lw(1, 0), lw(4, 4), lw(2, 8)).run(3);
    assertThat(rig.cpu.r[2]).isEqualTo(77);
  }

  @Test
  void anExceptionInOneIsThatOfItsInstruction() {
    rig.cpu.r[4] = 0x800F_FFF8;
    rig.bus.write32(0xFFFF8, 5);
    rig.bus.write32(0xFFFFC, 6);
    rig.program(lw(1, 0), lw(2, 4), lw(3, 8), lw(5, 12)).run(3);
    assertThat(rig.cpu.r[1]).isEqualTo(5);
    assertThat(rig.cpu.r[2]).isEqualTo(6);
    assertThat(rig.code()).isEqualTo(ExcCode.DBE);
    assertThat(rig.cpu.cp0.epc).isEqualTo(START + 8);
  }

  @Test
  void theDelaySlotTakesNoMoreThanItsOwn() {
    prepare(immediate(BEQ, 0, 0, 4), lw(1, 0), lw(2, 4), NOP, NOP, addiu(3, 3, 1));
    rig.cpu.r[1] = 0;
    rig.cpu.r[2] = 0;
    rig.run(3);
    assertThat(rig.cpu.r[1]).isEqualTo(1);
    assertThat(rig.cpu.r[2]).isZero();
    assertThat(rig.cpu.r[3]).isEqualTo(2);
    rig.cpu.jump(START);
    rig.cpu.run(1);
    rig.cpu.r[2] = 0;
    rig.run(2);
    assertThat(rig.cpu.r[2]).isZero();
    assertThat(rig.cpu.r[3]).isEqualTo(3);
  }

  @Test
  void aWriteToALaterOneOfThemIsSeen() {
    prepare(lw(1, 0), lw(2, 4), lw(3, 8), NOP);
    rig.bus.write32(0x1008, lw(5, 12));
    rig.cpu.r[3] = 0;
    rig.run(3);
    assertThat(rig.cpu.r[5]).isEqualTo(4);
    assertThat(rig.cpu.r[3]).isZero();
  }
}
