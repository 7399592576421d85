package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.CODE;
import static quimera.cpu.x86.TestBench.FREE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.KERNEL_DATA;
import static quimera.cpu.x86.TestBench.KERNEL_STACK;
import static quimera.cpu.x86.TestBench.LOCAL;
import static quimera.cpu.x86.TestBench.TASK;
import static quimera.cpu.x86.TestBench.TASK_B;
import static quimera.cpu.x86.TestBench.TSS;
import static quimera.cpu.x86.TestBench.TSS_B;
import static quimera.cpu.x86.TestBench.USER_CODE;
import static quimera.cpu.x86.TestBench.USER_DATA;
import static quimera.cpu.x86.TestBench.gate;
import static quimera.cpu.x86.TestBench.segment;

import org.junit.jupiter.api.Test;
import quimera.cpu.x86.Interrupts.Kind;

class TasksTest {
  private static final int START = 0x30000;
  private static final int STACK = 0x7000;
  private static final int HANDLER = 0x20000;

  private final TestBench bench = TestBench.flat(X86Model.I80386);
  private final X86Cpu cpu = bench.cpu;

  TasksTest() {
    task(KERNEL_CODE, KERNEL_DATA);
  }

  /** Fills the 32-bit TSS of the second task. */
  private void task(int code, int data) {
    bench.put32(TSS_B + 0x1C, 0x5000);
    bench.put32(TSS_B + 0x20, START);
    bench.put32(TSS_B + 0x24, Flag.CF | 2);
    for (int i = 0; i < 8; i++) {
      bench.put32(TSS_B + 0x28 + 4 * i, 0x01010101 * (i + 1));
    }
    bench.put32(TSS_B + 0x38, STACK);
    for (int i = 0; i < 6; i++) {
      bench.put32(TSS_B + 0x48 + 4 * i, i == Segment.CS ? code : data);
    }
    bench.put32(TSS_B + 0x60, LOCAL);
  }

  private int type(int selector) {
    return Descriptor.type(bench.descriptor(selector));
  }

  private void assertInTaskB() {
    assertThat(cpu.shutdown()).isNull();
    assertThat(bench.selector(Segment.CS)).isEqualTo(KERNEL_CODE);
    assertThat(cpu.eip).isEqualTo(START);
    assertThat(bench.esp()).isEqualTo(STACK);
    assertThat(cpu.tr.selector).isEqualTo(TASK_B);
    assertThat(cpu.tr.base).isEqualTo(TSS_B);
  }

  @Test
  void aJumpSavesTheOldTaskAndLoadsTheNewOne() {
    cpu.setReg32(X86Cpu.EAX, 0xA1A2A3A4);
    cpu.setEflags(Flag.ZF);
    cpu.far.jump(TASK_B, 0x1234, true);
    assertInTaskB();
    assertThat(cpu.reg32(X86Cpu.EDI)).isEqualTo(0x08080808);
    assertThat(cpu.eflags()).isEqualTo(Flag.CF | 2);
    assertThat(cpu.ldtr.selector).isEqualTo(LOCAL);
    assertThat(cpu.cr0 & ControlRegisters.CR0_TS).isNotZero();
    assertThat(bench.get32(TSS + 0x20)).isEqualTo(CODE);
    assertThat(bench.get32(TSS + 0x24)).isEqualTo(Flag.ZF | 2);
    assertThat(bench.get32(TSS + 0x28)).isEqualTo(0xA1A2A3A4);
    assertThat(bench.get32(TSS + 0x38)).isEqualTo(KERNEL_STACK);
    assertThat(bench.get32(TSS + 0x4C)).isEqualTo(KERNEL_CODE);
    assertThat(type(TASK)).isEqualTo(Descriptor.TSS32_AVAILABLE);
    assertThat(type(TASK_B)).isEqualTo(Descriptor.TSS32_BUSY);
  }

  @Test
  void aCallNestsAndIretWithNtComesBack() {
    cpu.far.call(TASK_B, 0, true);
    assertInTaskB();
    assertThat(cpu.eflags() & Flag.NT).isNotZero();
    assertThat(bench.get16(TSS_B)).isEqualTo(TASK);
    assertThat(type(TASK)).isEqualTo(Descriptor.TSS32_BUSY);
    cpu.eip = START + 1;
    cpu.far.iret(true);
    assertThat(cpu.tr.selector).isEqualTo(TASK);
    assertThat(cpu.eip).isEqualTo(CODE);
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK);
    assertThat(type(TASK)).isEqualTo(Descriptor.TSS32_BUSY);
    assertThat(type(TASK_B)).isEqualTo(Descriptor.TSS32_AVAILABLE);
    assertThat(bench.get32(TSS_B + 0x20)).as("where it goes on").isEqualTo(START + 1);
    assertThat(bench.get32(TSS_B + 0x24) & Flag.NT).isZero();
  }

  @Test
  void aTaskGateWorksForJumpAndFromTheLdt() {
    bench.describe(FREE, gate(TASK_B, 0, 0xE5, 0));
    cpu.far.jump(FREE, 0, true);
    assertInTaskB();
  }

  @Test
  void aBusyTaskCannotBeEntered() {
    bench.faults(Vector.GP, TASK, () -> cpu.far.jump(TASK, 0, true));
    bench.faults(Vector.GP, TASK, () -> cpu.far.call(TASK, 0, true));
  }

  @Test
  void aShortOrAbsentTssIsRefusedBeforeTheSwitch() {
    bench.describe(TASK_B, segment(TSS_B, 0x66, 0x89, 0));
    bench.faults(Vector.TS, TASK_B, () -> cpu.far.jump(TASK_B, 0, true));
    bench.describe(TASK_B, segment(TSS_B, 0x67, 0x09, 0));
    bench.faults(Vector.NP, TASK_B, () -> cpu.far.jump(TASK_B, 0, true));
    assertThat(cpu.tr.selector).isEqualTo(TASK);
  }

  @Test
  void theUserCannotEnterATaskOfTheKernel() {
    bench.user();
    bench.faults(Vector.GP, TASK_B, () -> cpu.far.jump(TASK_B, 0, true));
  }

  @Test
  void aBadSegmentOfTheNewTaskIsItsOwnInvalidTss() {
    bench.interruptGate(Vector.TS, gate(KERNEL_CODE, HANDLER, 0x8E, 0));
    bench.put32(TSS_B + 0x48, TASK);
    cpu.far.jump(TASK_B, 0, true);
    assertThat(cpu.tr.selector).isEqualTo(TASK_B);
    assertThat(cpu.eip).isEqualTo(HANDLER);
    assertThat(bench.stack32(0)).isEqualTo(TASK);
    assertThat(bench.stack32(1)).isEqualTo(START);
  }

  @Test
  void anInterruptThroughATaskGatePushesItsErrorCodeOnTheNewStack() {
    bench.interruptGate(Vector.GP, gate(TASK_B, 0, 0x85, 0));
    cpu.interrupts.raise(new Fault(Vector.GP, 0x1234));
    assertThat(bench.esp()).isEqualTo(STACK - 4);
    assertThat(bench.stack32(0)).isEqualTo(0x1234);
    assertThat(cpu.eip).isEqualTo(START);
    assertThat(cpu.eflags() & Flag.NT).isNotZero();
    assertThat(bench.get32(TSS + 0x24) & Flag.RF).isNotZero();
    cpu.setReg32(X86Cpu.ESP, STACK);
    cpu.far.iret(true);
    assertThat(cpu.eip).isEqualTo(CODE);
  }

  @Test
  void aDoubleFaultTaskFindsTheBrokenOneInItsBackLink() {
    bench.interruptGate(Vector.DF, gate(TASK_B, 0, 0x85, 0));
    bench.put32(TSS + 4, 0);
    cpu.interrupts.raise(new Fault(Vector.NP, 0x50));
    assertThat(cpu.tr.selector).isEqualTo(TASK_B);
    assertThat(bench.get16(TSS_B)).isEqualTo(TASK);
    assertThat(bench.stack32(0)).isZero();
  }

  @Test
  void aTaskMayBeginAtLevelThreeOrInV86Mode() {
    task(USER_CODE, USER_DATA);
    cpu.far.jump(TASK_B, 0, true);
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(bench.selector(Segment.SS)).isEqualTo(USER_DATA);

    TasksTest other = new TasksTest();
    other.task(0x1000, 0x2000);
    other.bench.put32(TSS_B + 0x20, 0x100);
    other.bench.put32(TSS_B + 0x24, Flag.VM | 2);
    other.cpu.far.jump(TASK_B, 0, true);
    assertThat(other.cpu.v86()).isTrue();
    assertThat(other.cpu.cpl).isEqualTo(3);
    assertThat(other.cpu.seg[Segment.CS].base).isEqualTo(0x10000);
    assertThat(other.cpu.seg[Segment.DS].base).isEqualTo(0x20000);
  }

  @Test
  void theTrapBitOfATssIsReportedInDr6() {
    bench.interruptGate(Vector.DB, gate(KERNEL_CODE, HANDLER, 0x8E, 0));
    bench.put16(TSS_B + 0x64, 1);
    cpu.far.jump(TASK_B, 0, true);
    assertThat(cpu.debug.pending()).isTrue();
    cpu.debug.deliver();
    assertThat(cpu.eip).isEqualTo(HANDLER);
    assertThat(bench.stack32(0)).isEqualTo(START);
    assertThat(cpu.dr[6] & 1 << 15).isNotZero();
  }

  @Test
  void aSwitchEndsTheLocalBreakpoints() {
    cpu.debug.write(7, 0x3FF);
    cpu.far.jump(TASK_B, 0, true);
    assertThat(cpu.dr[7]).isEqualTo(0x2AA);
  }

  @Test
  void cr3IsLoadedOnlyWhilePagingIsOn() {
    cpu.far.jump(TASK_B, 0, true);
    assertThat(cpu.cr3).isZero();
  }

  @Test
  void a16BitTssHoldsTheLowerHalves() {
    int narrow = FREE;
    int at = 0x3A00;
    bench.describe(narrow, segment(at, 0x2B, 0x81, 0));
    bench.put16(at + 0x0E, 0x4321);
    bench.put16(at + 0x10, Flag.CF | 2);
    bench.put16(at + 0x12, 0x1111);
    bench.put16(at + 0x1A, STACK);
    for (int i = 0; i < 4; i++) {
      bench.put16(at + 0x22 + 2 * i, i == Segment.CS ? KERNEL_CODE : KERNEL_DATA);
    }
    cpu.far.call(narrow, 0, true);
    assertThat(cpu.eip).isEqualTo(0x4321);
    assertThat(cpu.reg16(X86Cpu.EAX)).isEqualTo(0x1111);
    assertThat(bench.selector(Segment.FS)).isZero();
    assertThat(cpu.tasks.is32()).isFalse();
    cpu.setReg32(X86Cpu.EAX, 0x98765432);
    cpu.far.iret(false);
    assertThat(bench.get16(at + 0x12)).isEqualTo(0x5432);
    assertThat(cpu.eip).isEqualTo(CODE);
  }

  @Test
  void iretToATaskThatIsNotBusyIsAnInvalidTss() {
    cpu.setEflags(Flag.NT);
    bench.put16(TSS, TASK_B);
    bench.faults(Vector.TS, TASK_B, () -> cpu.far.iret(true));
  }

  @Test
  void thePortMapDecidesBelowIoplAndInV86Mode() {
    cpu.tr.load(TASK, TSS, 0x67 + 0x20, cpu.tr.rights);
    bench.put16(TSS + 0x66, 0x68);
    bench.put8(TSS + 0x68 + 0x60 / 8, 0x02);
    assertThat(cpu.tasks.ioAllowed(0x61, 1)).isTrue();
    bench.user();
    assertThat(cpu.tasks.ioAllowed(0x60, 1)).isTrue();
    assertThat(cpu.tasks.ioAllowed(0x60, 2)).isFalse();
    assertThat(cpu.tasks.ioAllowed(0x61, 1)).isFalse();
    assertThat(cpu.tasks.ioAllowed(0x62, 4)).isTrue();
    assertThat(cpu.tasks.ioAllowed(0x8 * 0x1E, 1)).isTrue();
    assertThat(cpu.tasks.ioAllowed(0x8 * 0x1F, 1)).as("the map needs a byte more").isFalse();
    cpu.setEflags(3 << 12);
    assertThat(cpu.tasks.ioAllowed(0x61, 1)).isTrue();
    bench.v86(3, 0, 0);
    assertThat(cpu.tasks.ioAllowed(0x61, 1)).isFalse();
    assertThat(cpu.tasks.ioAllowed(0x60, 1)).isTrue();
  }

  @Test
  void a16BitTaskHasNoPortMap() {
    TestBench old = TestBench.flat(X86Model.I80286);
    old.cpu.cpl = 3;
    assertThat(old.cpu.tasks.ioAllowed(0x60, 1)).isFalse();
    old.cpu.setEflags(3 << 12);
    assertThat(old.cpu.tasks.ioAllowed(0x60, 1)).isTrue();
  }

  @Test
  void aTaskOfHardwareInterruptsReturnsToTheInterruptedOne() {
    bench.interruptGate(0x40, gate(TASK_B, 0, 0x85, 0));
    cpu.interrupts.deliver(0x40, Kind.HARDWARE, Fault.NO_CODE);
    assertInTaskB();
    cpu.far.iret(true);
    assertThat(cpu.eip).isEqualTo(CODE);
  }
}
