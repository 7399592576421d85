package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.CODE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.KERNEL_DATA;
import static quimera.cpu.x86.TestBench.gate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How MMX, SSE and the fast calls meet the rest of the system; what they compute is elsewhere. */
class SimdSystemTest {
  private static final int HANDLER = 0x20000;
  private static final int DATA = 0x50000;

  private TestBench bench;
  private X86Cpu cpu;

  private void machine(X86Model model) {
    bench = TestBench.flat(model);
    cpu = bench.cpu;
    for (int vector : new int[] {Vector.UD, Vector.NM, Vector.GP, Vector.MF, Vector.XM}) {
      bench.interruptGate(vector, gate(KERNEL_CODE, HANDLER + vector, 0x8E, 0));
      bench.code(HANDLER + vector, "f4");
    }
  }

  private void system(X86Model model) {
    machine(model);
    cpu.cr4 |= ControlRegisters.CR4_OSFXSR | ControlRegisters.CR4_OSXMMEXCPT;
  }

  private void run(String code, int steps) {
    bench.code(CODE, code);
    cpu.run(steps);
  }

  private boolean handled(int vector) {
    return cpu.idle() && cpu.eip == HANDLER + vector + 1;
  }

  @ParameterizedTest
  @CsvSource({
    "PENTIUM, 0f77", // emms
    "PENTIUM_MMX, 0f44c1", // cmove
    "PENTIUM2, 0f58c1", // addps
    "PENTIUM2, 0fae0500000500", // fxsave
    "PENTIUM3, 660f58c1", // addpd
    "PENTIUM3, 0fd4c1", // paddq mm
    "PENTIUM_MMX, 0f34", // sysenter
    "PENTIUM4, f30fae0500000500"
  })
  void whatAModelDoesNotHaveIsUndefined(X86Model model, String code) {
    system(model);
    run(code, 2);
    assertThat(handled(Vector.UD)).isTrue();
  }

  @Test
  void sseIsUndefinedUntilASystemSavesItsRegisters() {
    machine(X86Model.PENTIUM3);
    run("0f58c1", 2);
    assertThat(handled(Vector.UD)).isTrue();
  }

  @Test
  void mmxAndSseAreNotAvailableAfterATaskSwitch() {
    system(X86Model.PENTIUM3);
    cpu.cr0 |= ControlRegisters.CR0_TS;
    run("0f77", 2);
    assertThat(handled(Vector.NM)).isTrue();
    system(X86Model.PENTIUM3);
    cpu.cr0 |= ControlRegisters.CR0_TS;
    run("0f58c1", 2);
    assertThat(handled(Vector.NM)).isTrue();
  }

  @Test
  void emulationMakesMmxUndefinedRatherThanNotAvailable() {
    system(X86Model.PENTIUM_MMX);
    cpu.cr0 |= ControlRegisters.CR0_EM;
    run("0f77", 2);
    assertThat(handled(Vector.UD)).isTrue();
  }

  @Test
  void anMmxInstructionMakesAllRegistersValidAndEmmsEmpty() {
    system(X86Model.PENTIUM_MMX);
    // fninit; fld1; movd mm3, eax; emms
    run("dbe3 d9e8 0f6ed8 0f77", 3);
    assertThat(cpu.fpu.top).isZero();
    assertThat(cpu.fpu.tagWord() & 3 << 6).as("R3 holds a NaN").isEqualTo(2 << 6);
    assertThat(cpu.fpu.empty).isZero();
    cpu.run(1);
    assertThat(cpu.fpu.tagWord()).isEqualTo(0xFFFF);
  }

  @Test
  void anUnmaskedErrorOfSseIsRaisedAtOnceAndWritesNothing() {
    system(X86Model.PENTIUM3);
    bench.put32(DATA, 0x1F80 & ~(1 << 9)); // ZE unmasked
    cpu.sse.set(0, 0x3F800000, 0);
    // ldmxcsr [50000h]; divss xmm0, xmm1
    run("0fae1500000500 f30f5ec1", 3);
    assertThat(handled(Vector.XM)).isTrue();
    assertThat(bench.get32(cpu.r[X86State.ESP])).as("at DIVSS").isEqualTo(CODE + 7);
    assertThat(cpu.sse.xmm[0]).isEqualTo(0x3F800000);
    assertThat(cpu.sse.mxcsr & 0x3F).isEqualTo(SseFloat.ZE);
  }

  @Test
  void anUnmaskedErrorOfSseIsUndefinedWithoutAHandler() {
    system(X86Model.PENTIUM3);
    cpu.cr4 &= ~ControlRegisters.CR4_OSXMMEXCPT;
    cpu.sse.mxcsr = 0;
    run("f30f5ec1", 2); // divss xmm0, xmm1: 0/0
    assertThat(handled(Vector.UD)).isTrue();
  }

  @Test
  void reservedBitsOfMxcsrFaultAndDazCameWithThePentium4() {
    system(X86Model.PENTIUM3);
    bench.put32(DATA, 0x1FC0);
    run("0fae1500000500", 2);
    assertThat(handled(Vector.GP)).isTrue();
    system(X86Model.PENTIUM4);
    bench.put32(DATA, 0x1FC0);
    run("0fae1500000500", 1);
    assertThat(cpu.sse.mxcsr).isEqualTo(0x1FC0);
  }

  @Test
  void fxrstorBringsBackWhatFxsaveSaved() {
    system(X86Model.PENTIUM3);
    cpu.sse.set(7, 0x0123456789ABCDEFL, 0xFEDCBA9876543210L);
    // fninit; fldpi; fxsave [50000h]; fninit; fld1
    run("dbe3 d9eb 0fae0500000500 dbe3 d9e8", 5);
    cpu.sse.set(7, 0, 0);
    assertThat(bench.get16(DATA + 4)).as("abridged tags").isEqualTo(0x80);
    cpu.eip = CODE;
    run("0fae0d00000500", 1);
    assertThat(cpu.fpu.top).isEqualTo(7);
    assertThat(cpu.fpu.sig[7]).isEqualTo(0xC90FDAA22168C235L);
    assertThat(cpu.sse.xmm[15]).isEqualTo(0xFEDCBA9876543210L);
  }

  @Test
  void fxsaveWantsItsAreaAligned() {
    system(X86Model.PENTIUM3);
    run("0fae0508000500", 2);
    assertThat(handled(Vector.GP)).isTrue();
  }

  @Test
  void sysenterAndSysexitGoThereAndBack() {
    system(X86Model.PENTIUM2);
    // wrmsr of 174h, 175h, 176h; then sysexit to level 3 at 30000h with ESP 8000h
    run(
        "b974010000 b808000000 31d2 0f30 41 b800900000 0f30 41 b800000400 0f30"
            + " b900800000 ba00000300 0f35",
        13);
    assertThat(cpu.cpl).isEqualTo(3);
    assertThat(cpu.cs.selector).isEqualTo(0x1B);
    assertThat(cpu.ss.selector).isEqualTo(0x23);
    bench.code(0x30000, "0f34");
    cpu.run(1);
    assertThat(cpu.cpl).isZero();
    assertThat(cpu.eip).isEqualTo(0x40000);
    assertThat(cpu.r[X86State.ESP]).isEqualTo(0x9000);
    assertThat(cpu.cs.selector).isEqualTo(KERNEL_CODE);
    assertThat(cpu.ss.selector).isEqualTo(KERNEL_DATA);
  }

  @Test
  void sysenterWithoutASegmentFaults() {
    system(X86Model.PENTIUM2);
    run("0f34", 2);
    assertThat(handled(Vector.GP)).isTrue();
  }
}
