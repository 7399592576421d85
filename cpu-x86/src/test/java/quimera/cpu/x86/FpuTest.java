package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.CODE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.gate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the x87 and the processor deal with each other; what it computes is the vectors' matter. */
class FpuTest {
  private static final int HANDLER = 0x20000;
  private static final int DATA = 0x50000;

  /** {@code fninit; fldcw [50000h] (ZE unmasked); fld1; fldz; fdivp}: divides one by zero. */
  private static final String DIVIDE_BY_ZERO = "dbe3 d92d00000500 d9e8 d9ee def9";

  private static final int STEPS = 5;

  private final TestBench bench = TestBench.flat(X86Model.I80486);
  private final X86Cpu cpu = bench.cpu;

  FpuTest() {
    bench.put16(DATA, 0x37B);
    bench.code(HANDLER, "f4");
    for (int vector : new int[] {Vector.UD, Vector.NM, Vector.MF}) {
      bench.interruptGate(vector, gate(KERNEL_CODE, HANDLER + vector, 0x8E, 0));
      bench.code(HANDLER + vector, "f4");
    }
  }

  private void run(String code, int steps) {
    bench.code(CODE, code);
    cpu.run(steps);
  }

  private boolean handled(int vector) {
    return cpu.idle() && cpu.eip == HANDLER + vector + 1;
  }

  @Test
  void anUnmaskedErrorIsRaisedByTheNextWaitingInstruction() {
    cpu.cr0 |= ControlRegisters.CR0_NE;
    run(DIVIDE_BY_ZERO + "90 dfe0 d9e8", STEPS);
    assertThat(cpu.eip).as("the division itself is done").isEqualTo(CODE + 14);
    cpu.run(2);
    assertThat(cpu.reg16(X86State.EAX) & 0x80FF).as("ES, B and ZE").isEqualTo(0x8084);
    cpu.run(2);
    assertThat(handled(Vector.MF)).isTrue();
    assertThat(bench.get32(cpu.r[X86State.ESP])).as("at FLD1").isEqualTo(CODE + 17);
  }

  @Test
  void waitItselfRaisesIt() {
    cpu.cr0 |= ControlRegisters.CR0_NE;
    run(DIVIDE_BY_ZERO + "9b", STEPS + 2);
    assertThat(handled(Vector.MF)).isTrue();
  }

  @Test
  void clearingTheErrorIsInTime() {
    cpu.cr0 |= ControlRegisters.CR0_NE;
    run(DIVIDE_BY_ZERO + "dbe2 d9e8", STEPS + 2);
    assertThat(cpu.eip).isEqualTo(CODE + 18);
    assertThat(cpu.fpu.statusWord() & 0x80FF).isZero();
  }

  @Test
  void unmaskingAnOldErrorMakesItPending() {
    cpu.cr0 |= ControlRegisters.CR0_NE;
    run("dbe3 d9e8 d9ee def9 d92d00000500 9b", 7);
    assertThat(handled(Vector.MF)).isTrue();
  }

  @Test
  void withoutNeTheBoardIsAskedAndTheInstructionWaits() {
    run(DIVIDE_BY_ZERO + "d9e8", STEPS + 10);
    assertThat(cpu.ferr.isHigh()).isTrue();
    assertThat(cpu.eip).as("waiting at FLD1").isEqualTo(CODE + 14);
    cpu.ignne.changed(true);
    cpu.run(1);
    assertThat(cpu.eip).isEqualTo(CODE + 16);
  }

  @Test
  void withoutNeClearingTheErrorReleasesFerr() {
    run(DIVIDE_BY_ZERO + "d9e8", STEPS + 2);
    cpu.fpu.clearExceptions();
    assertThat(cpu.ferr.isHigh()).isFalse();
    cpu.run(1);
    assertThat(cpu.eip).isEqualTo(CODE + 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {ControlRegisters.CR0_EM, ControlRegisters.CR0_TS})
  void emulationAndTaskSwitchedMakeEveryEscapeNotAvailable(int bit) {
    cpu.cr0 |= bit;
    run("dfe0", 2);
    assertThat(handled(Vector.NM)).isTrue();
  }

  @Test
  void waitIsNotAvailableOnlyWithBothMpAndTs() {
    cpu.cr0 |= ControlRegisters.CR0_TS;
    run("9b 9b", 1);
    assertThat(cpu.eip).isEqualTo(CODE + 1);
    cpu.cr0 |= ControlRegisters.CR0_MP;
    cpu.run(2);
    assertThat(handled(Vector.NM)).isTrue();
  }

  @Test
  void conditionalMovesOfTheP6AreUndefinedBefore() {
    run("dac1", 2);
    assertThat(handled(Vector.UD)).isTrue();
  }

  @Test
  void theProtectedEnvironmentHasPointersWithSelectors() {
    // fninit; fld dword [50010h]; fnstenv [50100h]
    run("dbe3 d90510000500 d93500010500", 3);
    assertThat(bench.get32(DATA + 0x100)).isEqualTo(0xFFFF037F);
    assertThat(bench.get32(DATA + 0x104)).as("TOP is 7").isEqualTo(0xFFFF3800);
    assertThat(bench.get32(DATA + 0x108)).as("R7 holds zero").isEqualTo(0xFFFF7FFF);
    assertThat(bench.get32(DATA + 0x10C)).as("FIP").isEqualTo(CODE + 2);
    assertThat(bench.get32(DATA + 0x110)).as("FOP and FCS").isEqualTo(0x105 << 16 | KERNEL_CODE);
    assertThat(bench.get32(DATA + 0x114)).as("FDP").isEqualTo(DATA + 0x10);
    assertThat(bench.get32(DATA + 0x118)).as("FDS").isEqualTo(0xFFFF0000 | 0x10);
  }

  @Test
  void theRealModeEnvironmentHasLinearPointers() {
    TestBench real = new TestBench(X86Model.I80486);
    real.cpu.segmentation.loadReal(Segment.CS, 0x1000);
    real.cpu.segmentation.loadReal(Segment.DS, 0x5000);
    real.cpu.eip = 0;
    real.code(CODE, "dbe3 d9061000 d9360001");
    real.cpu.run(3);
    assertThat(real.get16(DATA + 0x106)).as("FIP").isEqualTo(2);
    assertThat(real.get16(DATA + 0x108)).as("FIP 19-16 and FOP").isEqualTo(0x1106);
    assertThat(real.get16(DATA + 0x10A)).as("FDP").isEqualTo(0x10);
    assertThat(real.get16(DATA + 0x10C)).as("FDP 19-16").isEqualTo(0x5000);
  }

  @Test
  void savingInitializesAndRestoringBringsBack() {
    // fninit; fldpi; fld1; fnsave [50100h]
    run("dbe3 d9eb d9e8 dd3500010500", 4);
    assertThat(cpu.fpu.tagWord()).as("all empty").isEqualTo(0xFFFF);
    cpu.eip = CODE;
    run("dd2500010500", 1);
    assertThat(cpu.fpu.top).isEqualTo(6);
    assertThat(cpu.fpu.tagWord()).isEqualTo(0x0FFF);
    assertThat(cpu.fpu.sig[7]).isEqualTo(0xC90FDAA22168C235L);
  }

  @Test
  void aStoreThatFaultsChangesNothing() {
    cpu.seg[Segment.DS].load(0x10, 0, DATA, 0x93 | Segment.BIG);
    cpu.segmentChanged(Segment.DS);
    bench.interruptGate(Vector.GP, gate(KERNEL_CODE, HANDLER, 0x8E, 0));
    // fninit; fld1; fstp tword [50000h - 4]
    run("dbe3 d9e8 db3dfcff0400", 4);
    assertThat(cpu.idle()).isTrue();
    assertThat(cpu.fpu.top).isEqualTo(7);
    assertThat(cpu.fpu.tagWord()).isEqualTo(0x3FFF);
  }
}
