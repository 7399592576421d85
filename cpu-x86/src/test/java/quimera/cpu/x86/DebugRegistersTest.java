package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.gate;

import org.junit.jupiter.api.Test;

class DebugRegistersTest {
  private static final int HANDLER = 0x20000;
  private static final int DATA = 0x50000;

  private final TestBench bench = TestBench.flat(X86Model.PENTIUM);
  private final X86Cpu cpu = bench.cpu;
  private final DebugRegisters debug = cpu.debug;

  DebugRegistersTest() {
    bench.interruptGate(Vector.DB, gate(KERNEL_CODE, HANDLER, 0x8E, 0));
  }

  /** Enables breakpoint 0 for this condition and length (LEN as DR7 has it). */
  private void set(int address, int condition, int length) {
    debug.write(0, address);
    debug.write(7, 1 | condition << 16 | length << 18);
  }

  @Test
  void resetValuesAreTheManuals() {
    assertThat(debug.read(6)).isEqualTo(0xFFFF0FF0);
    assertThat(debug.read(7)).isEqualTo(0x400);
  }

  @Test
  void aCodeBreakpointIsFoundAtItsAddress() {
    assertThat(debug.armed()).isFalse();
    set(DATA, 0, 0);
    assertThat(debug.armed()).isTrue();
    assertThat(debug.breaksAt(DATA + 1)).isFalse();
    assertThat(debug.breaksAt(DATA)).isTrue();
    assertThat(debug.read(6) & 0xF).isEqualTo(1);
  }

  @Test
  void aWriteBreakpointIgnoresReads() {
    set(DATA, 1, 3);
    cpu.sysRead32(DATA);
    assertThat(debug.pending()).isFalse();
    cpu.sysWrite8(DATA + 3, 1);
    assertThat(debug.pending()).isTrue();
  }

  @Test
  void aReadWriteBreakpointSeesEveryByteItCovers() {
    set(DATA, 3, 1);
    cpu.sysRead8(DATA + 2);
    cpu.sysRead8(DATA - 1);
    assertThat(debug.pending()).isFalse();
    cpu.sysRead32(DATA - 3);
    assertThat(debug.pending()).isTrue();
  }

  @Test
  void aBreakpointSetLateStillSeesAPageThatWasInUse() {
    cpu.sysWrite8(DATA, 1);
    cpu.sysWrite8(DATA, 1);
    set(DATA, 1, 0);
    cpu.sysWrite8(DATA, 1);
    assertThat(debug.pending()).isTrue();
  }

  @Test
  void portBreakpointsNeedCr4De() {
    set(0x60, 2, 0);
    debug.portAccessed(0x60, 1);
    assertThat(debug.pending()).isFalse();
    cpu.control.write(4, ControlRegisters.CR4_DE);
    debug.portAccessed(0x61, 1);
    assertThat(debug.pending()).isFalse();
    debug.portAccessed(0x5F, 2);
    assertThat(debug.pending()).isTrue();
  }

  @Test
  void trapsAreDeliveredTogetherAfterTheInstruction() {
    set(DATA, 1, 0);
    cpu.sysWrite8(DATA, 1);
    debug.stepped();
    debug.deliver();
    assertThat(cpu.eip).isEqualTo(HANDLER);
    assertThat(debug.read(6) & 0xE00F).isEqualTo(0x4001);
    assertThat(debug.pending()).isFalse();
    assertThat(bench.stack32(2) & Flag.RF).isZero();
  }

  @Test
  void generalDetectCatchesTheNextAccessAndLetsTheHandlerIn() {
    debug.write(7, 1 << 13);
    bench.faults(Vector.DB, Fault.NO_CODE, () -> debug.read(0));
    cpu.interrupts.raise(new Fault(Vector.DB));
    assertThat(debug.read(6) & 0xE00F).isEqualTo(1 << 13);
    assertThat(debug.read(7) & 1 << 13).isZero();
  }

  @Test
  void dr4AndDr5AreOtherNamesUnlessDeIsSet() {
    debug.write(5, 3);
    assertThat(debug.read(7)).isEqualTo(0x403);
    assertThat(debug.read(4)).isEqualTo(debug.read(6));
    cpu.control.write(4, ControlRegisters.CR4_DE);
    bench.faults(Vector.UD, Fault.NO_CODE, () -> debug.read(4));
  }

  @Test
  void aFaultDropsWhatItsInstructionHadMet() {
    set(DATA, 1, 0);
    cpu.sysWrite8(DATA, 1);
    bench.interruptGate(Vector.GP, gate(KERNEL_CODE, HANDLER, 0x8E, 0));
    cpu.interrupts.raise(new Fault(Vector.GP, 0));
    assertThat(debug.pending()).isFalse();
  }
}
