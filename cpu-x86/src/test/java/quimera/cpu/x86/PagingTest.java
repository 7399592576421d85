package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Tlb;

class PagingTest {
  private static final int DIRECTORY = 0x100000;
  private static final int TABLE = 0x101000;
  private static final int P = 1;
  private static final int RW = 2;
  private static final int US = 4;
  private static final int A = 0x20;
  private static final int D = 0x40;
  private static final int PS = 0x80;

  /** The page under test: its table entry is the first that nothing else uses. */
  private static final int LINEAR = 0x00200000;

  private static final int ENTRY = TABLE + 4 * (LINEAR >> 12);
  private static final int FRAME = 0x00123000;

  private TestBench bench;
  private X86Cpu cpu;

  @BeforeEach
  void pagingOn() {
    use(X86Model.I80486);
  }

  /** Maps the lower MiB onto itself, for everybody. */
  private void use(X86Model model) {
    bench = TestBench.flat(model);
    cpu = bench.cpu;
    bench.put32(DIRECTORY, TABLE | P | RW | US);
    for (int i = 0; i < 256; i++) {
      bench.put32(TABLE + 4 * i, i << 12 | P | RW | US);
    }
    cpu.control.write(3, DIRECTORY);
    cpu.control.write(0, cpu.cr0 | ControlRegisters.CR0_PG);
  }

  private void map(int entry) {
    bench.put32(ENTRY, entry);
    cpu.flushTlb();
  }

  private void faults(int code, int linear, boolean write, boolean user) {
    Fault fault =
        (Fault) Assertions.catchThrowable(() -> cpu.paging.translate(linear, write, user));
    assertThat(fault).isNotNull();
    assertThat(fault.vector).isEqualTo(Vector.PF);
    assertThat(fault.errorCode).as("error code").isEqualTo(code);
    assertThat(fault.cr2).isEqualTo(linear);
  }

  @Test
  void bothLevelsLeadToTheFrame() {
    map(FRAME | P);
    assertThat(cpu.paging.translate(LINEAR + 0x234, false, false)).isEqualTo(FRAME + 0x234);
  }

  @Test
  void aReadSetsAccessedAtBothLevelsAndAWriteSetsDirty() {
    map(FRAME | P | RW);
    bench.put32(DIRECTORY, TABLE | P | RW | US);
    cpu.paging.translate(LINEAR, false, false);
    assertThat(bench.get32(ENTRY)).isEqualTo(FRAME | P | RW | A);
    assertThat(bench.get32(DIRECTORY)).isEqualTo(TABLE | P | RW | US | A);
    cpu.paging.translate(LINEAR, true, false);
    assertThat(bench.get32(ENTRY)).isEqualTo(FRAME | P | RW | A | D);
    assertThat(bench.get32(DIRECTORY)).as("no D in the directory").isEqualTo(TABLE | 0x27);
  }

  @Test
  void aRefusedAccessMarksNothing() {
    map(FRAME | P | RW);
    faults(P | RW | US, LINEAR, true, true);
    assertThat(bench.get32(ENTRY)).isEqualTo(FRAME | P | RW);
  }

  @Test
  void theErrorCodeSaysWhatWasMissing() {
    map(0);
    faults(0, LINEAR, false, false);
    faults(2, LINEAR, true, false);
    faults(4, LINEAR, false, true);
    faults(6, LINEAR, true, true);
    faults(0, 0x40000000, false, false);
    map(FRAME | P | US);
    faults(7, LINEAR, true, true);
    map(FRAME | P | RW);
    faults(5, LINEAR, false, true);
  }

  @Test
  void bothLevelsMustAllowTheUser() {
    map(FRAME | P | RW | US);
    cpu.paging.translate(LINEAR, true, true);
    bench.put32(DIRECTORY, TABLE | P | US);
    cpu.flushTlb();
    faults(7, LINEAR, true, true);
    bench.put32(DIRECTORY, TABLE | P | RW);
    cpu.flushTlb();
    faults(5, LINEAR, false, true);
  }

  @Test
  void theSupervisorWritesReadOnlyPagesUnlessWpIsSet() {
    map(FRAME | P | US);
    cpu.paging.translate(LINEAR, true, false);
    cpu.control.write(0, cpu.cr0 | ControlRegisters.CR0_WP);
    faults(3, LINEAR, true, false);
  }

  @Test
  void the80386HasNoWriteProtectionForTheSupervisor() {
    use(X86Model.I80386);
    cpu.control.write(0, cpu.cr0 | ControlRegisters.CR0_WP);
    map(FRAME | P | US);
    assertThat(cpu.paging.translate(LINEAR, true, false)).isEqualTo(FRAME);
  }

  @Test
  void aReadEntersTheReadSideOfItsOwnBufferOnly() {
    map(FRAME | P | RW | US);
    cpu.paging.translate(LINEAR, false, true);
    int slot = LINEAR >>> 12 & Tlb.MASK;
    assertThat(cpu.userTlb.readTags[slot]).isEqualTo(LINEAR);
    assertThat(cpu.userTlb.writeTags[slot]).isNotEqualTo(LINEAR);
    assertThat(cpu.systemTlb.readTags[slot]).isNotEqualTo(LINEAR);
  }

  @Test
  void translationsLastUntilTheyAreInvalidated() {
    map(FRAME | P | RW);
    bench.put32(FRAME, 0x11111111);
    bench.put32(FRAME + 0x1000, 0x22222222);
    assertThat(cpu.sysRead32(LINEAR)).isEqualTo(0x11111111);
    bench.put32(ENTRY, FRAME + 0x1000 | P | RW);
    cpu.control.invlpg(LINEAR);
    assertThat(cpu.sysRead32(LINEAR)).isEqualTo(0x22222222);
    bench.put32(ENTRY, FRAME | P | RW);
    cpu.control.write(3, cpu.cr3);
    assertThat(cpu.sysRead32(LINEAR)).isEqualTo(0x11111111);
  }

  @Test
  void anAccessAcrossPagesIsCheckedWhole() {
    map(FRAME | P | RW);
    bench.put32(ENTRY + 4, 0);
    Fault fault =
        (Fault) Assertions.catchThrowable(() -> cpu.sysWrite32(LINEAR + 0xFFE, 0x12345678));
    assertThat(fault.cr2).isEqualTo(LINEAR + 0x1000);
    assertThat(bench.get16(FRAME + 0xFFE)).isZero();
    bench.put32(ENTRY + 4, 0x00150000 | P | RW);
    cpu.sysWrite32(LINEAR + 0xFFE, 0x12345678);
    assertThat(bench.get16(FRAME + 0xFFE)).isEqualTo(0x5678);
    assertThat(bench.get16(0x00150000)).isEqualTo(0x1234);
    assertThat(cpu.sysRead32(LINEAR + 0xFFE)).isEqualTo(0x12345678);
  }

  @Test
  void thePentiumMapsFourMebibytesAtOnce() {
    use(X86Model.PENTIUM);
    cpu.control.write(4, ControlRegisters.CR4_PSE);
    int entry = DIRECTORY + 4 * 3;
    bench.put32(entry, P | RW | PS);
    assertThat(cpu.paging.translate(0x00C12345, true, false)).isEqualTo(0x00012345);
    assertThat(bench.get32(entry)).isEqualTo(P | RW | PS | A | D);
    faults(5, 0x00C12345, false, true);
    bench.put32(entry, 0x2000 | P | PS);
    cpu.flushTlb();
    faults(9, 0x00C12345, false, false);
  }

  @Test
  void withoutPseTheLargeBitMeansNothing() {
    bench.put32(DIRECTORY + 4 * 3, TABLE | P | RW | PS);
    bench.put32(TABLE, FRAME | P);
    assertThat(cpu.paging.translate(0x00C00345, false, false)).isEqualTo(FRAME | 0x345);
  }

  @Test
  void peekingMarksNothing() {
    map(FRAME | P);
    assertThat(cpu.paging.peek(LINEAR + 5)).hasValue(FRAME + 5);
    assertThat(bench.get32(ENTRY)).isEqualTo(FRAME | P);
    assertThat(cpu.paging.peek(0x40000000)).isEmpty();
  }

  @Test
  void aPageFaultSetsCr2AndPushesItsCodeForTheHandler() {
    bench.interruptGate(Vector.PF, TestBench.gate(TestBench.KERNEL_CODE, 0x20000, 0x8E, 0));
    cpu.interrupts.raise(
        (Fault) Assertions.catchThrowable(() -> cpu.paging.translate(LINEAR + 8, true, true)));
    assertThat(cpu.cr2).isEqualTo(LINEAR + 8);
    assertThat(cpu.eip).isEqualTo(0x20000);
    assertThat(bench.stack32(0)).isEqualTo(6);
  }

  @Test
  void aKernelStackThatIsNotPresentIsADoubleFaultForThePageFaultItself() {
    long handler = TestBench.gate(TestBench.KERNEL_CODE, 0x20000, 0x8E, 0);
    bench.interruptGate(Vector.PF, handler);
    bench.interruptGate(Vector.DF, TestBench.gate(TestBench.TASK_B, 0, 0x85, 0));
    bench.put32(TestBench.TSS_B + 0x1C, DIRECTORY);
    bench.put32(TestBench.TSS_B + 0x20, 0x30000);
    bench.put32(TestBench.TSS_B + 0x38, 0x7000);
    for (int i = 0; i < 6; i++) {
      int selector = i == Segment.CS ? TestBench.KERNEL_CODE : TestBench.KERNEL_DATA;
      bench.put32(TestBench.TSS_B + 0x48 + 4 * i, selector);
    }
    cpu.setReg32(X86Cpu.ESP, LINEAR + 0x100);
    cpu.interrupts.raise(new Fault(Vector.PF, 2, 0x77777));
    assertThat(cpu.tr.selector).isEqualTo(TestBench.TASK_B);
    assertThat(cpu.eip).isEqualTo(0x30000);
    assertThat(cpu.cr2).isEqualTo(LINEAR + 0x100 - 4);
  }

  private boolean opensForWriting(boolean user) {
    return cpu.paging.writable(LINEAR, 4, user);
  }

  @Test
  void aReadOpensADirtyPageForWriting() {
    map(FRAME | P | RW | US | D);
    cpu.paging.translate(LINEAR, false, true);
    assertThat(opensForWriting(true)).isTrue();
  }

  @Test
  void aReadDoesNotOpenACleanPageForWriting() {
    map(FRAME | P | RW | US);
    cpu.paging.translate(LINEAR, false, true);
    assertThat(opensForWriting(true)).isFalse();
  }

  @Test
  void aReadDoesNotOpenAPageThatMayNotBeWritten() {
    map(FRAME | P | US | D);
    cpu.paging.translate(LINEAR, false, true);
    cpu.paging.translate(LINEAR, false, false);
    assertThat(opensForWriting(true)).isFalse();
    assertThat(opensForWriting(false)).as("CR0.WP is clear").isTrue();
  }

  @Test
  void aRefusedAccessLeavesNoFaultBehind() {
    map(0);
    Segment data = cpu.seg[Segment.DS];
    assertThat(Assertions.catchThrowable(() -> cpu.read32(data, LINEAR))).isInstanceOf(Fault.class);
    assertThat(Assertions.catchThrowable(() -> cpu.write8(data, LINEAR, 1)))
        .isInstanceOf(Fault.class);
    assertThat(Assertions.catchThrowable(() -> cpu.willWrite(data, LINEAR, 2)))
        .isInstanceOf(Fault.class);
    map(FRAME | P | RW | US);
    cpu.write32(data, LINEAR, 0x12345678);
    assertThat(cpu.read16(data, LINEAR + 1)).isEqualTo(0x3456);
  }

  @Test
  void pushaThatMeetsAMissingPageChangesNothing() {
    map(0);
    int top = LINEAR + 0x1010; // half of it in the page that is there
    bench.put32(ENTRY + 4, FRAME + 0x1000 | P | RW | US);
    bench.put32(FRAME + 0x1000, 0x11111111);
    cpu.setReg32(X86Cpu.ESP, top);
    Node pusha = new Stack.PushAll(4);
    assertThat(Assertions.catchThrowable(() -> pusha.execute(cpu))).isInstanceOf(Fault.class);
    assertThat(cpu.reg32(X86Cpu.ESP)).isEqualTo(top);
    assertThat(bench.get32(FRAME + 0x1000)).isEqualTo(0x11111111);
    map(FRAME | P | RW | US);
    cpu.setReg32(X86Cpu.EBX, 0xB);
    pusha.execute(cpu);
    cpu.setReg32(X86Cpu.EBX, 0);
    new Stack.PopAll(4).execute(cpu);
    assertThat(cpu.reg32(X86Cpu.ESP)).isEqualTo(top);
    assertThat(cpu.reg32(X86Cpu.EBX)).isEqualTo(0xB);
  }
}
