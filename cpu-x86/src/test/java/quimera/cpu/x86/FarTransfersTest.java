package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.CODE;
import static quimera.cpu.x86.TestBench.CODE0;
import static quimera.cpu.x86.TestBench.CODE3;
import static quimera.cpu.x86.TestBench.CONFORMING;
import static quimera.cpu.x86.TestBench.FLAT;
import static quimera.cpu.x86.TestBench.FREE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE16;
import static quimera.cpu.x86.TestBench.KERNEL_DATA;
import static quimera.cpu.x86.TestBench.KERNEL_STACK;
import static quimera.cpu.x86.TestBench.TASK;
import static quimera.cpu.x86.TestBench.TSS;
import static quimera.cpu.x86.TestBench.USER_CODE;
import static quimera.cpu.x86.TestBench.USER_DATA;
import static quimera.cpu.x86.TestBench.USER_STACK;
import static quimera.cpu.x86.TestBench.gate;
import static quimera.cpu.x86.TestBench.segment;

import org.junit.jupiter.api.Test;

class FarTransfersTest {
  private static final int CALL_GATE = 0xEC;
  private static final int CALL_GATE16 = 0xE4;
  private static final int TARGET = 0x12345;

  private final TestBench bench = TestBench.flat(X86Model.I80386);
  private final X86Cpu cpu = bench.cpu;
  private final FarTransfers far = cpu.far;

  private void push32(int value) {
    cpu.setReg32(X86Cpu.ESP, bench.esp() - 4);
    bench.put32(bench.esp(), value);
  }

  @Test
  void aRealModeJumpSetsTheBaseFromTheSelector() {
    TestBench real = new TestBench(X86Model.I80386);
    real.cpu.far.jump(0x1234, 0xFFFF5678, false);
    assertThat(real.cpu.seg[Segment.CS].base).isEqualTo(0x12340);
    assertThat(real.cpu.eip).isEqualTo(0x5678);
  }

  @Test
  void aRealModeCallPushesCsAndIpAndRetComesBack() {
    TestBench real = new TestBench(X86Model.I8086);
    real.cpu.setReg32(X86Cpu.ESP, 0x100);
    real.cpu.far.jump(0x2000, 0x10, false);
    real.cpu.far.call(0x3000, 0x20, false);
    assertThat(real.stack16(0)).isEqualTo(0x10);
    assertThat(real.stack16(1)).isEqualTo(0x2000);
    real.cpu.far.ret(false, 6);
    assertThat(real.cpu.eip).isEqualTo(0x10);
    assertThat(real.esp()).isEqualTo(0x106);
  }

  @Test
  void aJumpKeepsThePrivilegeInTheSelector() {
    far.jump(KERNEL_CODE16, 0x1234, true);
    assertThat(bench.selector(Segment.CS)).isEqualTo(KERNEL_CODE16);
    assertThat(cpu.eip).isEqualTo(0x1234);
    assertThat(cpu.seg[Segment.CS].big()).isFalse();
  }

  @Test
  void aJumpIntoConformingCodeStaysAtItsLevel() {
    bench.user();
    far.jump(CONFORMING, TARGET, true);
    assertThat(bench.selector(Segment.CS)).isEqualTo(CONFORMING | 3);
    assertThat(cpu.cpl).isEqualTo(3);
  }

  @Test
  void aJumpCannotReachAnotherLevel() {
    bench.faults(Vector.GP, USER_CODE & ~3, () -> far.jump(USER_CODE, 0, true));
    bench.user();
    bench.faults(Vector.GP, KERNEL_CODE, () -> far.jump(KERNEL_CODE | 3, 0, true));
    bench.faults(Vector.GP, 0, () -> far.jump(3, 0, true));
    bench.faults(Vector.GP, USER_DATA & ~3, () -> far.jump(USER_DATA, 0, true));
  }

  @Test
  void aJumpBeyondTheLimitIsAGeneralProtectionFaultWithCodeZero() {
    bench.faults(Vector.GP, 0, () -> far.jump(KERNEL_CODE16, 0x10000, true));
  }

  @Test
  void absentCodeIsNotPresent() {
    bench.describe(FREE, segment(0, 0xFFFFF, CODE0 & 0x7F, FLAT));
    bench.faults(Vector.NP, FREE, () -> far.jump(FREE, 0, true));
  }

  @Test
  void aCallGateSwitchesToTheInnerStackAndCopiesParameters() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, CALL_GATE, 2));
    bench.user();
    push32(0x11111111);
    push32(0x22222222);
    far.call(FREE | 3, 0xDEAD, true);
    assertThat(cpu.cpl).isZero();
    assertThat(cpu.eip).isEqualTo(TARGET);
    assertThat(bench.selector(Segment.CS)).isEqualTo(KERNEL_CODE);
    assertThat(bench.selector(Segment.SS)).isEqualTo(KERNEL_DATA);
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 24);
    assertThat(bench.stack32(0)).isEqualTo(CODE);
    assertThat(bench.stack32(1)).isEqualTo(USER_CODE);
    assertThat(bench.stack32(2)).isEqualTo(0x22222222);
    assertThat(bench.stack32(3)).isEqualTo(0x11111111);
    assertThat(bench.stack32(4)).isEqualTo(USER_STACK - 8);
    assertThat(bench.stack32(5)).isEqualTo(USER_DATA);
  }

  @Test
  void aReturnToTheUserReleasesBothStacksAndNullsKernelSegments() {
    aCallGateSwitchesToTheInnerStackAndCopiesParameters();
    cpu.segmentation.load(Segment.DS, KERNEL_DATA);
    far.ret(true, 8);
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(cpu.eip).isEqualTo(CODE);
    assertThat(bench.esp()).isEqualTo(USER_STACK);
    assertThat(bench.selector(Segment.SS)).isEqualTo(USER_DATA);
    assertThat(bench.selector(Segment.DS)).isZero();
    assertThat(bench.selector(Segment.ES)).isEqualTo(USER_DATA);
  }

  @Test
  void a16BitGatePushesWords() {
    bench.describe(FREE, gate(KERNEL_CODE, 0xFFFF1234, CALL_GATE16, 1));
    bench.user();
    push32(0x33334444);
    far.call(FREE | 3, 0, true);
    assertThat(cpu.eip).isEqualTo(0x1234);
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 10);
    assertThat(bench.stack16(0)).isEqualTo(CODE % 0x10000);
    assertThat(bench.stack16(1)).isEqualTo(USER_CODE);
    assertThat(bench.stack16(2)).isEqualTo(0x4444);
    assertThat(bench.stack16(3)).isEqualTo(USER_STACK - 4);
    assertThat(bench.stack16(4)).isEqualTo(USER_DATA);
  }

  @Test
  void aCallGateAtTheSameLevelKeepsTheStack() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, CALL_GATE, 5));
    far.call(FREE, 0, false);
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 8);
    assertThat(cpu.eip).isEqualTo(TARGET);
  }

  @Test
  void aGateOfAnInnerLevelIsRefused() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, 0x8C, 0));
    bench.user();
    bench.faults(Vector.GP, FREE, () -> far.call(FREE, 0, true));
    bench.faults(Vector.GP, FREE, () -> far.jump(FREE, 0, true));
  }

  @Test
  void anAbsentGateIsNotPresent() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, CALL_GATE & 0x7F, 0));
    bench.faults(Vector.NP, FREE, () -> far.call(FREE, 0, true));
  }

  @Test
  void aJumpThroughAGateCannotChangeTheLevel() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, CALL_GATE, 0));
    bench.user();
    bench.faults(Vector.GP, KERNEL_CODE, () -> far.jump(FREE, 0, true));
  }

  @Test
  void aBadInnerStackIsAnInvalidTss() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, CALL_GATE, 0));
    bench.user();
    bench.put32(TSS + 8, 0);
    bench.faults(Vector.TS, 0, () -> far.call(FREE, 0, true));
    bench.put32(TSS + 8, USER_DATA);
    bench.faults(Vector.TS, USER_DATA & ~3, () -> far.call(FREE, 0, true));
    cpu.tr.load(TASK, TSS, 8, cpu.tr.rights);
    bench.faults(Vector.TS, TASK, () -> far.call(FREE, 0, true));
  }

  @Test
  void aFullInnerStackIsAStackFaultThatNamesIt() {
    bench.describe(FREE, gate(KERNEL_CODE, TARGET, CALL_GATE, 0));
    bench.describe(FREE + 8, segment(0, 0xFFF, 0x92, 4));
    bench.put32(TSS + 8, FREE + 8);
    bench.put32(TSS + 4, 0x2000);
    bench.user();
    bench.faults(Vector.SS, FREE + 8, () -> far.call(FREE, 0, true));
  }

  @Test
  void aReturnCannotGoInwards() {
    bench.user();
    push32(KERNEL_CODE);
    push32(TARGET);
    bench.faults(Vector.GP, KERNEL_CODE, () -> far.ret(true, 0));
    bench.faults(Vector.GP, KERNEL_CODE, () -> far.iret(true));
  }

  @Test
  void iretGoesToAnOuterLevelWithItsStackAndFlags() {
    push32(USER_DATA);
    push32(USER_STACK);
    push32(Flag.IF | Flag.CF | 3 << 12);
    push32(USER_CODE);
    push32(TARGET);
    far.iret(true);
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(cpu.eip).isEqualTo(TARGET);
    assertThat(bench.esp()).isEqualTo(USER_STACK);
    assertThat(cpu.eflags()).isEqualTo(Flag.IF | Flag.CF | 3 << 12 | 2);
    assertThat(bench.selector(Segment.DS)).isZero();
  }

  @Test
  void theUserCannotChangeIoplOrIfByIret() {
    bench.user();
    push32(Flag.IF | Flag.ZF | 3 << 12);
    push32(USER_CODE);
    push32(TARGET);
    far.iret(true);
    assertThat(cpu.eflags()).isEqualTo(Flag.ZF | 2);
  }

  @Test
  void iretEntersV86ModeFromLevelZero() {
    for (int value : new int[] {0x5555, 0x4444, 0x3333, 0x2222, 0x1111, 0x7000}) {
      push32(value);
    }
    push32(Flag.VM | Flag.IF);
    push32(0x6666);
    push32(0x0100);
    far.iret(true);
    assertThat(cpu.v86()).isTrue();
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(cpu.seg[Segment.CS].base).isEqualTo(0x66660);
    assertThat(cpu.eip).isEqualTo(0x100);
    assertThat(bench.esp()).isEqualTo(0x7000);
    assertThat(bench.selector(Segment.SS)).isEqualTo(0x1111);
    assertThat(bench.selector(Segment.ES)).isEqualTo(0x2222);
    assertThat(bench.selector(Segment.DS)).isEqualTo(0x3333);
    assertThat(bench.selector(Segment.FS)).isEqualTo(0x4444);
    assertThat(bench.selector(Segment.GS)).isEqualTo(0x5555);
  }

  @Test
  void iretInV86ModeNeedsIoplThree() {
    bench.v86(0, 0, 0x100);
    bench.faults(Vector.GP, 0, () -> far.iret(false));
    bench.v86(3, 0, 0x100);
    push32(0x02020000);
    bench.put16(bench.esp(), 0x1234);
    cpu.setReg32(X86Cpu.ESP, bench.esp() - 2);
    bench.put16(bench.esp(), 0x5678);
    far.iret(false);
    assertThat(cpu.eip).isEqualTo(0x5678);
    assertThat(cpu.seg[Segment.CS].base).isEqualTo(0x12340);
    assertThat(cpu.eflags()).isEqualTo(Flag.VM | Flag.IF | 3 << 12 | 2);
  }

  @Test
  void aReturnToCodeOfAWrongLevelIsRefused() {
    bench.describe(FREE, segment(0, 0xFFFFF, CODE3, FLAT));
    push32(FREE);
    push32(TARGET);
    bench.faults(Vector.GP, FREE, () -> far.ret(true, 0));
  }
}
