package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.DATA0;
import static quimera.cpu.x86.TestBench.DATA3;
import static quimera.cpu.x86.TestBench.FLAT;
import static quimera.cpu.x86.TestBench.FREE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.KERNEL_DATA;
import static quimera.cpu.x86.TestBench.LOCAL;
import static quimera.cpu.x86.TestBench.TASK;
import static quimera.cpu.x86.TestBench.TASK_B;
import static quimera.cpu.x86.TestBench.USER_CODE;
import static quimera.cpu.x86.TestBench.USER_DATA;
import static quimera.cpu.x86.TestBench.gate;
import static quimera.cpu.x86.TestBench.segment;

import org.junit.jupiter.api.Test;

class SegmentationTest {
  private final TestBench bench = TestBench.flat(X86Model.I80386);
  private final X86Cpu cpu = bench.cpu;

  private void load(int index, int selector) {
    cpu.segmentation.load(index, selector);
  }

  @Test
  void realModeKeepsTheLimitOfADataSegment() {
    TestBench real = new TestBench(X86Model.I80386);
    real.cpu.seg[Segment.DS].load(0, 0, -1, Segment.REAL_ACCESS);
    real.cpu.segmentation.load(Segment.DS, 0x1234);
    assertThat(real.cpu.seg[Segment.DS].base).isEqualTo(0x12340);
    assertThat(real.cpu.seg[Segment.DS].limit).isEqualTo(-1);
  }

  @Test
  void v86ModeSetsTheLimitOfAnI8086() {
    cpu.seg[Segment.ES].load(0, 0, -1, Segment.REAL_ACCESS);
    bench.v86(3, 0, 0);
    load(Segment.ES, 0x1234);
    assertThat(cpu.seg[Segment.ES].limit).isEqualTo(0xFFFF);
    assertThat(cpu.seg[Segment.ES].rights).isEqualTo(Segment.V86_RIGHTS);
  }

  @Test
  void loadingTakesBaseLimitAndSizeFromTheDescriptor() {
    bench.describe(FREE, segment(0x12345678, 0x00123, DATA0, FLAT));
    load(Segment.DS, FREE);
    Segment ds = cpu.seg[Segment.DS];
    assertThat(ds.base).isEqualTo(0x12345678);
    assertThat(ds.limit).isEqualTo(0x00123FFF);
    assertThat(ds.big()).isTrue();
  }

  @Test
  void loadingSetsTheAccessedBitInMemory() {
    bench.describe(FREE, segment(0, 0, DATA0, 0));
    load(Segment.ES, FREE);
    assertThat(Descriptor.access(bench.descriptor(FREE))).isEqualTo(DATA0 | 1);
  }

  @Test
  void aNullSelectorLoadsButCannotBeUsed() {
    load(Segment.GS, 3);
    assertThat(bench.selector(Segment.GS)).isEqualTo(3);
    assertThat(cpu.seg[Segment.GS].allows(0, 1, false)).isFalse();
  }

  @Test
  void aNullStackIsAGeneralProtectionFault() {
    bench.faults(Vector.GP, 0, () -> load(Segment.SS, 0));
  }

  @Test
  void aSelectorBeyondItsTableIsNamedInTheErrorCode() {
    cpu.gdtrLimit = FREE + 6;
    bench.faults(Vector.GP, FREE, () -> load(Segment.DS, FREE));
    bench.faults(Vector.GP, 4, () -> load(Segment.DS, 4 | 3));
  }

  @Test
  void aStackMustBeWritableDataOfTheCurrentLevel() {
    bench.faults(Vector.GP, KERNEL_CODE, () -> load(Segment.SS, KERNEL_CODE));
    bench.faults(Vector.GP, KERNEL_DATA, () -> load(Segment.SS, KERNEL_DATA | 3));
    bench.faults(Vector.GP, USER_DATA & ~3, () -> load(Segment.SS, USER_DATA & ~3));
    bench.describe(FREE, segment(0, 0, 0x90, 0));
    bench.faults(Vector.GP, FREE, () -> load(Segment.SS, FREE));
  }

  @Test
  void anAbsentSegmentIsNotPresentButAnAbsentStackIsAStackFault() {
    bench.describe(FREE, segment(0, 0, DATA0 & 0x7F, 0));
    bench.faults(Vector.NP, FREE, () -> load(Segment.DS, FREE));
    bench.faults(Vector.SS, FREE, () -> load(Segment.SS, FREE));
    assertThat(Descriptor.access(bench.descriptor(FREE))).isEqualTo(DATA0 & 0x7F);
  }

  @Test
  void theUserCannotLoadKernelDataButMayReadConformingCode() {
    bench.user();
    bench.faults(Vector.GP, KERNEL_DATA, () -> load(Segment.DS, KERNEL_DATA));
    load(Segment.DS, TestBench.CONFORMING);
    assertThat(cpu.seg[Segment.DS].allows(0, 4, false)).isTrue();
    assertThat(cpu.seg[Segment.DS].allows(0, 4, true)).isFalse();
  }

  @Test
  void anRplAboveTheDplIsRefused() {
    bench.faults(Vector.GP, KERNEL_DATA, () -> load(Segment.DS, KERNEL_DATA | 3));
  }

  @Test
  void codeThatCannotBeReadIsNoDataSegment() {
    bench.describe(FREE, segment(0, 0xFFFF, 0x98, 0));
    bench.faults(Vector.GP, FREE, () -> load(Segment.FS, FREE));
  }

  @Test
  void anExpandDownSegmentHoldsWhatLiesAboveItsLimit() {
    bench.describe(FREE, segment(0, 0x0FFF, 0x96, 0));
    load(Segment.DS, FREE);
    Segment ds = cpu.seg[Segment.DS];
    assertThat(ds.allows(0x0FFF, 1, true)).isFalse();
    assertThat(ds.allows(0x1000, 4, true)).isTrue();
    assertThat(ds.allows(0xFFFE, 2, true)).isTrue();
    assertThat(ds.allows(0xFFFE, 4, true)).isFalse();
  }

  @Test
  void lldtTakesAnLdtOfTheGdtOnly() {
    cpu.segmentation.lldt(LOCAL);
    assertThat(cpu.segmentation.sldt()).isEqualTo(LOCAL);
    bench.describe(0x0C, segment(0x500, 0xFF, DATA0, 0));
    load(Segment.DS, 0x0C);
    assertThat(cpu.seg[Segment.DS].base).isEqualTo(0x500);
    bench.faults(Vector.GP, 0x0C, () -> cpu.segmentation.lldt(0x0C));
    bench.faults(Vector.GP, KERNEL_DATA, () -> cpu.segmentation.lldt(KERNEL_DATA));
    bench.describe(FREE, segment(0, 0xFF, 0x02, 0));
    bench.faults(Vector.NP, FREE, () -> cpu.segmentation.lldt(FREE));
  }

  @Test
  void aNullLdtMakesEveryLocalSelectorInvalid() {
    cpu.segmentation.lldt(0);
    bench.faults(Vector.GP, 0x0C, () -> load(Segment.DS, 0x0C));
  }

  @Test
  void ltrMarksTheTaskBusyAndRefusesABusyOne() {
    cpu.segmentation.ltr(TASK_B);
    assertThat(cpu.segmentation.str()).isEqualTo(TASK_B);
    assertThat(Descriptor.type(bench.descriptor(TASK_B))).isEqualTo(Descriptor.TSS32_BUSY);
    bench.faults(Vector.GP, TASK_B, () -> cpu.segmentation.ltr(TASK_B));
    bench.faults(Vector.GP, 0, () -> cpu.segmentation.ltr(0));
  }

  @Test
  void systemInstructionsBelongToLevelZeroAndProtectedMode() {
    bench.user();
    bench.faults(Vector.GP, 0, () -> cpu.segmentation.lldt(LOCAL));
    bench.faults(Vector.GP, 0, () -> cpu.segmentation.ltr(TASK_B));
    bench.faults(Vector.GP, 0, () -> cpu.segmentation.lgdt(0, 0, true));
    bench.faults(Vector.GP, 0, () -> cpu.segmentation.lidt(0, 0, true));
    TestBench real = new TestBench(X86Model.I80386);
    real.faults(Vector.UD, Fault.NO_CODE, () -> real.cpu.segmentation.lldt(LOCAL));
    real.faults(Vector.UD, Fault.NO_CODE, () -> real.cpu.segmentation.lar(KERNEL_CODE));
  }

  @Test
  void a16BitLgdtLoads24BitsOfBase() {
    cpu.segmentation.lgdt(0x123, 0xFF345678, false);
    assertThat(cpu.gdtrBase).isEqualTo(0x345678);
    assertThat(cpu.gdtrLimit).isEqualTo(0x123);
    cpu.segmentation.lidt(0x123, 0xFF345678, true);
    assertThat(cpu.idtrBase).isEqualTo(0xFF345678);
  }

  @Test
  void the80286StoresOnesAboveItsTableBase() {
    assertThat(new TestBench(X86Model.I80286).cpu.segmentation.storedBase(0x123456))
        .isEqualTo(0xFF123456);
    assertThat(cpu.segmentation.storedBase(0x123456)).isEqualTo(0x123456);
  }

  @Test
  void larGivesTheRightsOfWhatTheCallerMaySee() {
    assertThat(cpu.segmentation.lar(USER_CODE)).isEqualTo(0xC0FA00);
    bench.describe(FREE, gate(KERNEL_CODE, 0, 0x8C, 0));
    assertThat(cpu.segmentation.lar(FREE)).isEqualTo(0x8C00);
    bench.describe(FREE, gate(KERNEL_CODE, 0, 0x8E, 0));
    assertThat(cpu.segmentation.lar(FREE)).as("interrupt gate").isEqualTo(-1);
    assertThat(cpu.segmentation.lar(0)).isEqualTo(-1);
    assertThat(cpu.segmentation.lar(0xFFF8)).isEqualTo(-1);
    bench.user();
    assertThat(cpu.segmentation.lar(KERNEL_CODE)).isEqualTo(-1);
    assertThat(cpu.segmentation.lar(TestBench.CONFORMING)).isNotEqualTo(-1);
  }

  @Test
  void lslGivesTheLimitInBytes() {
    assertThat(cpu.segmentation.lsl(KERNEL_DATA)).isEqualTo(0xFFFFFFFFL);
    assertThat(cpu.segmentation.lsl(TASK)).isEqualTo(0x67);
    bench.describe(FREE, gate(KERNEL_CODE, 0, 0x8C, 0));
    assertThat(cpu.segmentation.lsl(FREE)).as("call gate").isEqualTo(-1);
  }

  @Test
  void verrAndVerwAskForTheRightToReadAndWrite() {
    bench.user();
    assertThat(cpu.segmentation.verr(USER_DATA)).isTrue();
    assertThat(cpu.segmentation.verw(USER_DATA)).isTrue();
    assertThat(cpu.segmentation.verr(USER_CODE)).isTrue();
    assertThat(cpu.segmentation.verw(USER_CODE)).isFalse();
    assertThat(cpu.segmentation.verr(KERNEL_DATA)).isFalse();
    assertThat(cpu.segmentation.verr(TASK)).isFalse();
  }

  @Test
  void arplRaisesTheRplToTheCallers() {
    assertThat(cpu.segmentation.arpl(0x18, 0x23)).isEqualTo(0x1B);
    assertThat(cpu.segmentation.arpl(0x1B, 0x20)).isEqualTo(0x1B);
  }

  @Test
  void the80286IgnoresTheUpperWordAndKnowsNo32BitTypes() {
    TestBench old = TestBench.flat(X86Model.I80286);
    old.describe(FREE, segment(0x12345678, 0xFFFFF, DATA3, FLAT));
    old.cpu.segmentation.load(Segment.DS, FREE);
    assertThat(old.cpu.seg[Segment.DS].base).isEqualTo(0x345678);
    assertThat(old.cpu.seg[Segment.DS].limit).isEqualTo(0xFFFF);
    assertThat(old.cpu.seg[Segment.DS].big()).isFalse();
    old.faults(Vector.GP, TASK_B, () -> old.cpu.segmentation.ltr(TASK_B));
  }
}
