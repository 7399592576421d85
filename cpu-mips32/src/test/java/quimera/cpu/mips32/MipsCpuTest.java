package quimera.cpu.mips32;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.mips32.Rig.NOP;
import static quimera.cpu.mips32.Rig.START;
import static quimera.cpu.mips32.Rig.addiu;
import static quimera.cpu.mips32.Rig.floating;
import static quimera.cpu.mips32.Rig.immediate;
import static quimera.cpu.mips32.Rig.special;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import quimera.core.state.StateTree;

class MipsCpuTest {
  private static final int SYSCALL = 0x0C;
  private static final int ERET = 0x4200_0018;
  private static final int TLBWI = 0x4200_0002;
  private static final int WAIT = 0x4200_0020;

  private static final int BEQ_PLUS_3 = immediate(0x04, 0, 0, 3);

  @Test
  void theDelaySlotIsExecutedBeforeTheTarget() {
    Rig rig = new Rig().program(BEQ_PLUS_3, addiu(1, 0, 1), addiu(1, 1, 10), NOP, addiu(1, 1, 100));
    assertThat(rig.run(3).cpu.r[1]).isEqualTo(101);
  }

  @Test
  void aBranchLikelyThatIsNotTakenNullifiesItsSlot() {
    Rig rig = new Rig().program(immediate(0x15, 0, 0, 3), addiu(1, 0, 1), addiu(1, 1, 10));
    assertThat(rig.run(2).cpu.r[1]).isEqualTo(10);
  }

  @Test
  void anExceptionInADelaySlotReportsTheBranch() {
    Rig rig = new Rig().program(NOP, BEQ_PLUS_3, SYSCALL).run(3);
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0180);
    assertThat(rig.cpu.cp0.epc).isEqualTo(START + 4);
    assertThat(rig.cpu.cp0.cause()).isNegative();
    assertThat(rig.code()).isEqualTo(ExcCode.SYS);
  }

  @Test
  void aSecondExceptionLeavesTheFirstOnesReturnAddress() {
    Rig rig = new Rig().program(SYSCALL);
    rig.bus.write32(0x180, SYSCALL);
    rig.run(2);
    assertThat(rig.cpu.cp0.epc).isEqualTo(START);
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0180);
  }

  @Test
  void anOverflowLeavesTheTargetAlone() {
    Rig rig = new Rig().program(special(0x20, 1, 2, 2));
    rig.cpu.r[1] = 7;
    rig.cpu.r[2] = 0x4000_0000;
    rig.run(1);
    assertThat(rig.cpu.r[1]).isEqualTo(7);
    assertThat(rig.code()).isEqualTo(ExcCode.OV);
  }

  @Test
  void anUnmappedAddressGoesToTheRefillVector() {
    Rig rig = new Rig().program(immediate(0x23, 1, 0, 0x4008)).run(1);
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0000);
    assertThat(rig.code()).isEqualTo(ExcCode.TLBL);
    assertThat(rig.cpu.cp0.badVAddr).isEqualTo(0x4008);
    assertThat(rig.cpu.cp0.entryHi).isEqualTo(0x4000);
    assertThat(rig.cpu.cp0.context).isEqualTo(0x4000 >> 9);
  }

  @Test
  void aStoreToACleanPageRaisesModified() {
    Rig rig = mapped(2);
    rig.program(immediate(0x23, 1, 0, 0x4008), immediate(0x2B, 1, 0, 0x4008));
    rig.bus.write32(0x8008, 1234);
    rig.run(1);
    assertThat(rig.cpu.r[1]).isEqualTo(1234);
    rig.run(1);
    assertThat(rig.code()).isEqualTo(ExcCode.MOD);
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0180);
  }

  @Test
  void anInvalidPageGoesToTheGeneralVector() {
    Rig rig = mapped(0).program(immediate(0x2B, 1, 0, 0x4008)).run(1);
    assertThat(rig.code()).isEqualTo(ExcCode.TLBS);
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0180);
  }

  @Test
  void anotherAddressSpaceDoesNotSeeThePage() {
    Rig rig = mapped(6).program(immediate(0x23, 1, 0, 0x4008), Rig.mtc0(2, 10));
    rig.cpu.r[2] = 0x55;
    rig.run(2);
    assertThat(rig.code()).isZero();
    rig.cpu.jump(START);
    rig.run(1);
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0000);
  }

  /** The page at 0x4000 leads to physical 0x8000. */
  private static Rig mapped(int bits) {
    Rig rig = new Rig();
    rig.cpu.cp0.entryHi = 0x4000;
    rig.cpu.cp0.entryLo0 = 0x8000 >> 6 | bits;
    rig.program(TLBWI).run(1);
    rig.cpu.jump(START);
    return rig;
  }

  @Test
  void userModeMayNotTouchKernelSegments() {
    Rig rig = mapped(6);
    rig.bus.write32(0x8000, immediate(0x23, 1, 2, 0));
    rig.cpu.r[2] = START;
    rig.cpu.cp0.epc = 0x4000;
    rig.cpu.cp0.writeStatus(0x12);
    rig.program(ERET).run(2);
    assertThat(rig.code()).isEqualTo(ExcCode.ADEL);
    assertThat(rig.cpu.cp0.badVAddr).isEqualTo(START);
  }

  @Test
  void anEnabledInterruptWakesWaitAndIsTaken() {
    Rig rig = new Rig().program(WAIT, addiu(1, 0, 1));
    rig.cpu.cp0.writeStatus(0x0401);
    assertThat(rig.cpu.run(10)).isEqualTo(1);
    assertThat(rig.cpu.idle()).isTrue();
    rig.cpu.ir2.changed(true);
    rig.run(1);
    assertThat(rig.cpu.cp0.epc).isEqualTo(START + 4);
    assertThat(rig.code()).isZero();
    assertThat(rig.cpu.pc).isEqualTo(0x8000_0184);
  }

  @Test
  void compareInterruptsWhenCountReachesIt() {
    Rig rig = new Rig();
    rig.cpu.cp0.write(9, 0, 0);
    rig.cpu.cp0.write(11, 0, 100);
    rig.scheduler.advanceTo(199);
    assertThat(rig.cpu.cp0.read(9, 0)).isEqualTo(99);
    assertThat(rig.cpu.cp0.cause() & 1 << 15).isZero();
    rig.scheduler.advanceTo(200);
    assertThat(rig.cpu.cp0.cause()).isEqualTo(1 << 30 | 1 << 15);
    rig.cpu.cp0.write(11, 0, 100);
    assertThat(rig.cpu.cp0.cause()).isZero();
  }

  @Test
  void storeConditionalFailsAfterAnException() {
    int loadLinked = immediate(0x30, 1, 4, 0);
    int storeConditional = immediate(0x38, 2, 4, 0);
    Rig rig = new Rig().program(loadLinked, storeConditional, loadLinked, SYSCALL);
    rig.bus.write32(0x180, storeConditional);
    rig.cpu.r[4] = 0x8000_2000;
    rig.cpu.r[2] = 5;
    rig.run(2);
    assertThat(rig.cpu.r[2]).isEqualTo(1);
    assertThat(rig.bus.read32(0x2000)).isEqualTo(5);
    rig.run(3);
    assertThat(rig.cpu.r[2]).isZero();
  }

  @Test
  void theByteOrderDecidesWhichEndAByteIsAt() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Rig rig = new Rig(MipsModel.M4KC, order).program(immediate(0x24, 1, 4, 0));
      rig.bus.write32(0x2000, 0x1122_3344);
      rig.cpu.r[4] = 0x8000_2000;
      rig.run(1);
      assertThat(rig.cpu.r[1]).isEqualTo(order == ByteOrder.BIG_ENDIAN ? 0x11 : 0x44);
    }
  }

  @Test
  void releaseOneDoesNotKnowBitFields() {
    Rig rig = new Rig(MipsModel.M4KC, ByteOrder.LITTLE_ENDIAN).program(0x7C41_0000).run(1);
    assertThat(rig.code()).isEqualTo(ExcCode.RI);
  }

  @Test
  void divisionByZeroTrapsOnlyIfEnabled() {
    Rig rig = new Rig().program(floating(16, 3, 4, 0, 2), floating(16, 3, 4, 0, 2));
    rig.cpu.fpu.setSingle(0, 0x3F80_0000);
    rig.run(1);
    assertThat(rig.cpu.fpu.single(4)).isEqualTo(0x7F80_0000);
    assertThat(rig.cpu.fpu.fcsr()).isEqualTo(1 << 15 | 1 << 5);
    rig.cpu.fpu.setFcsr(1 << 10);
    rig.cpu.fpu.setSingle(4, 9);
    rig.run(1);
    assertThat(rig.code()).isEqualTo(ExcCode.FPE);
    assertThat(rig.cpu.fpu.single(4)).isEqualTo(9);
    assertThat(rig.cpu.fpu.fcsr()).isEqualTo(1 << 15 | 1 << 10);
  }

  @Test
  void anUnusableCoprocessorIsNamed() {
    Rig rig = new Rig().program(floating(16, 0, 4, 0, 2));
    rig.cpu.cp0.writeStatus(0);
    rig.run(1);
    assertThat(rig.code()).isEqualTo(ExcCode.CPU);
    assertThat(rig.cpu.cp0.cause() >>> 28 & 3).isEqualTo(1);
  }

  @Test
  void aBusErrorIsReportedAsOne() {
    Rig rig = new Rig().program(immediate(0x23, 1, 4, 0));
    rig.cpu.r[4] = 0xA010_0000;
    rig.run(1);
    assertThat(rig.code()).isEqualTo(ExcCode.DBE);
  }

  @Test
  void aSavedStateGoesOnInADelaySlot() {
    int[] words = {BEQ_PLUS_3, addiu(1, 0, 1), addiu(1, 1, 10), NOP, addiu(1, 1, 100)};
    Rig rig = new Rig().program(words).run(1);
    rig.cpu.fpu.setSingle(3, 77);
    rig.cpu.cp0.write(30, 0, 0x1234);
    Rig other = new Rig().program(words);
    StateTree tree = StateTree.save(rig.cpu::state);
    tree.load("cpu", other.cpu::state);
    other.cpu.restored();
    assertThat(other.run(2).cpu.r[1]).isEqualTo(101);
    assertThat(other.cpu.fpu.single(3)).isEqualTo(77);
    assertThat(other.cpu.cp0.errorEpc).isEqualTo(0x1234);
  }
}
