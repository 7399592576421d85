package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.CODE;
import static quimera.cpu.x86.TestBench.CONFORMING;
import static quimera.cpu.x86.TestBench.FREE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.KERNEL_DATA;
import static quimera.cpu.x86.TestBench.KERNEL_STACK;
import static quimera.cpu.x86.TestBench.TSS;
import static quimera.cpu.x86.TestBench.USER_CODE;
import static quimera.cpu.x86.TestBench.USER_DATA;
import static quimera.cpu.x86.TestBench.USER_STACK;
import static quimera.cpu.x86.TestBench.gate;
import static quimera.cpu.x86.TestBench.segment;

import org.junit.jupiter.api.Test;
import quimera.cpu.x86.Interrupts.Kind;

class InterruptsTest {
  private static final int INTERRUPT_GATE = 0x8E;
  private static final int TRAP_GATE = 0x8F;
  private static final int USER_TRAP_GATE = 0xEF;
  private static final int TRAP_GATE16 = 0x87;
  private static final int HANDLER = 0x20000;
  private static final int INTERRUPT = 0x40;

  private final TestBench bench = TestBench.flat(X86Model.I80386);
  private final X86Cpu cpu = bench.cpu;
  private final Interrupts interrupts = cpu.interrupts;

  private void handler(int vector, int access) {
    bench.interruptGate(vector, gate(KERNEL_CODE, HANDLER + 0x100 * vector, access, 0));
  }

  private void assertInHandler(int vector) {
    assertThat(cpu.shutdown()).isNull();
    assertThat(cpu.eip).isEqualTo(HANDLER + 0x100 * vector);
  }

  @Test
  void realModePushesFlagsCsAndIpAndTakesTheVectorTable() {
    TestBench real = new TestBench(X86Model.I8086);
    real.put32(4 * 0x21, 0x20001234);
    real.cpu.far.jump(0x1000, 0x55, false);
    real.cpu.setReg32(X86Cpu.ESP, 0x200);
    real.cpu.setEflags(Flag.IF | Flag.TF | Flag.CF);
    real.cpu.interrupts.deliver(0x21, Kind.SOFTWARE, Fault.NO_CODE);
    assertThat(real.cpu.eip).isEqualTo(0x1234);
    assertThat(real.selector(Segment.CS)).isEqualTo(0x2000);
    assertThat(real.stack16(0)).isEqualTo(0x55);
    assertThat(real.stack16(1)).isEqualTo(0x1000);
    assertThat(real.stack16(2) & 0xFFF).isEqualTo(Flag.IF | Flag.TF | Flag.CF | 2);
    assertThat(real.cpu.eflags() & (Flag.IF | Flag.TF | Flag.CF)).isEqualTo(Flag.CF);
  }

  @Test
  void theI8086WrapsAStackWordAroundItsSegment() {
    TestBench real = new TestBench(X86Model.I8086);
    real.cpu.segmentation.load(Segment.SS, 0x1000);
    real.cpu.far.jump(0x1000, 0x1234, false);
    real.cpu.setReg32(X86Cpu.ESP, 5);
    real.cpu.interrupts.deliver(3, Kind.SOFTWARE_TRAP, Fault.NO_CODE);
    assertThat(real.get8(0x1FFFF)).isEqualTo(0x34);
    assertThat(real.get8(0x10000)).isEqualTo(0x12);
    assertThat(real.esp()).isEqualTo(0xFFFF);
  }

  @Test
  void aVectorBeyondTheRealModeTableIsInterruptEight() {
    TestBench real = new TestBench(X86Model.I80286);
    real.cpu.idtrLimit = 4 * 0x20 - 1;
    real.put32(4 * 8, 0x20000800);
    real.cpu.setReg32(X86Cpu.ESP, 0x200);
    real.cpu.interrupts.deliver(0x21, Kind.HARDWARE, Fault.NO_CODE);
    assertThat(real.cpu.eip).isEqualTo(0x800);
  }

  @Test
  void anInterruptGateClearsIfAndATrapGateKeepsIt() {
    handler(INTERRUPT, INTERRUPT_GATE);
    cpu.setEflags(Flag.IF | Flag.TF | Flag.NT);
    interrupts.deliver(INTERRUPT, Kind.HARDWARE, Fault.NO_CODE);
    assertInHandler(INTERRUPT);
    assertThat(cpu.eflags()).isEqualTo(2);
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 12);
    assertThat(bench.stack32(0)).isEqualTo(CODE);
    assertThat(bench.stack32(1)).isEqualTo(KERNEL_CODE);
    assertThat(bench.stack32(2)).isEqualTo(Flag.IF | Flag.TF | Flag.NT | 2);

    handler(INTERRUPT, TRAP_GATE);
    cpu.setEflags(Flag.IF | Flag.TF);
    interrupts.deliver(INTERRUPT, Kind.HARDWARE, Fault.NO_CODE);
    assertThat(cpu.eflags()).isEqualTo(Flag.IF | 2);
  }

  @Test
  void a16BitGatePushesWords() {
    handler(INTERRUPT, TRAP_GATE16);
    interrupts.deliver(INTERRUPT, Kind.FAULT, 0x77);
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 8);
    assertThat(bench.stack16(0)).isEqualTo(0x77);
    assertThat(bench.stack16(1)).isEqualTo(CODE % 0x10000);
    assertThat(cpu.eip).isEqualTo(HANDLER + 0x100 * INTERRUPT & 0xFFFF);
  }

  @Test
  void anInterruptOfTheUserArrivesOnTheKernelStack() {
    handler(INTERRUPT, USER_TRAP_GATE);
    bench.user();
    interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE);
    assertInHandler(INTERRUPT);
    assertThat(cpu.cpl).isZero();
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 20);
    assertThat(bench.stack32(1)).isEqualTo(USER_CODE);
    assertThat(bench.stack32(3)).isEqualTo(USER_STACK);
    assertThat(bench.stack32(4)).isEqualTo(USER_DATA);
    assertThat(bench.selector(Segment.DS)).isEqualTo(USER_DATA);
    cpu.far.iret(true);
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(bench.esp()).isEqualTo(USER_STACK);
  }

  @Test
  void conformingHandlersRunAtTheInterruptedLevel() {
    bench.interruptGate(INTERRUPT, gate(CONFORMING, HANDLER, USER_TRAP_GATE, 0));
    bench.user();
    interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE);
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(bench.selector(Segment.CS)).isEqualTo(CONFORMING | 3);
    assertThat(bench.esp()).isEqualTo(USER_STACK - 12);
  }

  @Test
  void softwareMayNotUseAGateOfAnInnerLevelButHardwareMay() {
    handler(INTERRUPT, INTERRUPT_GATE);
    bench.user();
    int code = INTERRUPT << 3 | 2;
    bench.faults(
        Vector.GP, code, () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE));
    bench.faults(
        Vector.GP, code, () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE_TRAP, Fault.NO_CODE));
    interrupts.deliver(INTERRUPT, Kind.HARDWARE, Fault.NO_CODE);
    assertInHandler(INTERRUPT);
  }

  @Test
  void faultsOfADeliveryNameTheIdtEntryAndSayThatItWasExternal() {
    handler(Vector.GP, INTERRUPT_GATE);
    interrupts.deliver(INTERRUPT, Kind.HARDWARE, Fault.NO_CODE);
    assertInHandler(Vector.GP);
    assertThat(bench.stack32(0)).isEqualTo(INTERRUPT << 3 | 2 | 1);
    assertThat(bench.stack32(1)).isEqualTo(CODE);
  }

  @Test
  void anAbsentGateIsNotPresent() {
    bench.interruptGate(INTERRUPT, gate(KERNEL_CODE, HANDLER, INTERRUPT_GATE & 0x7F, 0));
    bench.faults(
        Vector.NP,
        INTERRUPT << 3 | 2,
        () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE));
  }

  @Test
  void aVectorBeyondTheIdtIsAGeneralProtectionFault() {
    cpu.idtrLimit = (INTERRUPT << 3) + 6;
    bench.faults(
        Vector.GP,
        INTERRUPT << 3 | 2,
        () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE));
  }

  @Test
  void faultsPushRfSoThatABreakpointDoesNotStrikeTwice() {
    handler(Vector.GP, INTERRUPT_GATE);
    interrupts.raise(new Fault(Vector.GP, 0x1234));
    assertThat(bench.stack32(0)).isEqualTo(0x1234);
    assertThat(bench.stack32(3)).isEqualTo(Flag.RF | 2);
  }

  @Test
  void twoContributoryFaultsAreADoubleFault() {
    handler(Vector.DF, INTERRUPT_GATE);
    interrupts.raise(new Fault(Vector.NP, 0x50));
    assertInHandler(Vector.DF);
    assertThat(bench.stack32(0)).isZero();
    assertThat(bench.stack32(1)).isEqualTo(CODE);
  }

  @Test
  void aFaultWhileABenignOneIsDeliveredIsHandledAlone() {
    handler(Vector.GP, INTERRUPT_GATE);
    interrupts.raise(new Fault(Vector.UD));
    assertInHandler(Vector.GP);
    assertThat(bench.stack32(0)).isEqualTo(Vector.UD << 3 | 2 | 1);
  }

  @Test
  void aFaultWhileADoubleFaultIsDeliveredShutsTheProcessorDown() {
    interrupts.raise(new Fault(Vector.NP, 0x50));
    assertThat(cpu.shutdown()).isNotNull();
  }

  @Test
  void aBadHandlerSegmentIsNamed() {
    bench.interruptGate(INTERRUPT, gate(KERNEL_DATA, HANDLER, INTERRUPT_GATE, 0));
    bench.faults(
        Vector.GP, KERNEL_DATA, () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE));
    bench.interruptGate(INTERRUPT, gate(USER_CODE, HANDLER, INTERRUPT_GATE, 0));
    bench.faults(
        Vector.GP,
        USER_CODE & ~3,
        () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE));
  }

  @Test
  void aFullKernelStackIsAStackFaultAndThenADoubleFaultIfItStaysFull() {
    bench.describe(FREE, segment(0, 0xFFF, 0x92, 4));
    bench.put32(TSS + 8, FREE);
    bench.put32(TSS + 4, 0x2000);
    handler(Vector.SS, INTERRUPT_GATE);
    handler(INTERRUPT, INTERRUPT_GATE);
    handler(Vector.DF, INTERRUPT_GATE);
    bench.user();
    interrupts.deliver(INTERRUPT, Kind.HARDWARE, Fault.NO_CODE);
    assertThat(cpu.shutdown()).as("#SS, #DF and the third fault").isNotNull();
  }

  @Test
  void v86InterruptsPushTheDataSegmentsAndNullThem() {
    handler(INTERRUPT, USER_TRAP_GATE);
    bench.v86(3, 0x1000, 0x10);
    cpu.segmentation.load(Segment.GS, 0x4444);
    cpu.segmentation.load(Segment.FS, 0x3333);
    cpu.segmentation.load(Segment.DS, 0x2222);
    cpu.segmentation.load(Segment.ES, 0x1111);
    interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE);
    assertInHandler(INTERRUPT);
    assertThat(cpu.v86()).isFalse();
    assertThat(cpu.cpl).isZero();
    assertThat(bench.esp()).isEqualTo(KERNEL_STACK - 36);
    int[] frame = new int[9];
    for (int i = 0; i < 9; i++) {
      frame[i] = bench.stack32(i);
    }
    assertThat(frame)
        .containsExactly(
            0x10, 0x1000, Flag.VM | 3 << 12 | 2, USER_STACK, 0, 0x1111, 0x2222, 0x3333, 0x4444);
    assertThat(bench.selector(Segment.DS)).isZero();
    cpu.far.iret(true);
    assertThat(cpu.v86()).isTrue();
    assertThat(bench.selector(Segment.GS)).isEqualTo(0x4444);
  }

  @Test
  void intInV86ModeNeedsIoplThreeButInt3AndHardwareDoNot() {
    bench.interruptGate(3, gate(KERNEL_CODE, HANDLER, USER_TRAP_GATE, 0));
    bench.v86(0, 0x1000, 0x10);
    bench.faults(Vector.GP, 0, () -> interrupts.deliver(3, Kind.SOFTWARE, Fault.NO_CODE));
    interrupts.deliver(3, Kind.SOFTWARE_TRAP, Fault.NO_CODE);
    assertThat(cpu.eip).isEqualTo(HANDLER);
  }

  @Test
  void v86InterruptsMustLeadToLevelZero() {
    bench.interruptGate(INTERRUPT, gate(CONFORMING, HANDLER, USER_TRAP_GATE, 0));
    bench.v86(3, 0x1000, 0x10);
    bench.faults(
        Vector.GP, CONFORMING, () -> interrupts.deliver(INTERRUPT, Kind.SOFTWARE, Fault.NO_CODE));
  }

  @Test
  void withVmeTheRedirectionMapSendsAnInterruptToTheTasksOwnHandler() {
    TestBench pentium = TestBench.flat(X86Model.PENTIUM);
    X86Cpu p = pentium.cpu;
    p.control.write(4, ControlRegisters.CR4_VME);
    p.tr.load(TestBench.TASK, TSS, 0x200, p.tr.rights);
    pentium.put16(TSS + 0x66, 0x88);
    pentium.put32(4 * 0x21, 0x20001234);
    pentium.v86(0, 0x1000, 0x10);
    p.setEflags(p.eflags() | Flag.VIF);
    p.interrupts.deliver(0x21, Kind.SOFTWARE, Fault.NO_CODE);
    assertThat(p.v86()).isTrue();
    assertThat(p.eip).isEqualTo(0x1234);
    assertThat(p.seg[Segment.CS].base).isEqualTo(0x20000);
    assertThat(pentium.stack16(2)).isEqualTo(Flag.IF | 3 << 12 | 2);
    assertThat(p.eflags() & Flag.VIF).isZero();
    p.far.iret(false);
    assertThat(p.eflags() & Flag.VIF).isEqualTo(Flag.VIF);
    pentium.put8(TSS + 0x88 - 32 + 4, 2);
    pentium.faults(Vector.GP, 0, () -> p.interrupts.deliver(0x21, Kind.SOFTWARE, Fault.NO_CODE));
  }
}
