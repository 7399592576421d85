package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.ControlRegisters.CR0_CD;
import static quimera.cpu.x86.ControlRegisters.CR0_ET;
import static quimera.cpu.x86.ControlRegisters.CR0_NW;
import static quimera.cpu.x86.ControlRegisters.CR0_PE;
import static quimera.cpu.x86.ControlRegisters.CR0_PG;
import static quimera.cpu.x86.ControlRegisters.CR0_TS;

import org.junit.jupiter.api.Test;

class ControlRegistersTest {
  private final TestBench bench = TestBench.flat(X86Model.PENTIUM);
  private final X86Cpu cpu = bench.cpu;
  private final ControlRegisters control = cpu.control;

  private static X86Cpu cpu(X86Model model) {
    return new TestBench(model).cpu;
  }

  @Test
  void resetValuesFollowTheModel() {
    assertThat(cpu(X86Model.I80386).cr0).isZero();
    assertThat(cpu(X86Model.I80486).cr0).isEqualTo(0x60000010);
    assertThat(cpu(X86Model.I80286).control.smsw() & 0xFFFF).isEqualTo(0xFFF0);
  }

  @Test
  void pagingNeedsProtectionAndNotWriteThroughNeedsCacheDisable() {
    TestBench real = new TestBench(X86Model.I80486);
    real.faults(Vector.GP, 0, () -> real.cpu.control.write(0, CR0_PG));
    real.faults(Vector.GP, 0, () -> real.cpu.control.write(0, CR0_NW));
    real.cpu.control.write(0, CR0_NW | CR0_CD);
    assertThat(real.cpu.cr0).isEqualTo(CR0_NW | CR0_CD | CR0_ET);
  }

  @Test
  void the80386KeepsOnlyItsOwnBits() {
    X86Cpu old = cpu(X86Model.I80386);
    old.control.write(0, 0x7FFFFFFE);
    assertThat(old.cr0).isEqualTo(0x1E);
  }

  @Test
  void lmswSetsPeButCannotClearIt() {
    X86Cpu old = cpu(X86Model.I80286);
    old.control.lmsw(0xFFFB);
    assertThat(old.control.smsw() & 0xFFFF).isEqualTo(0xFFFB);
    old.control.lmsw(0);
    assertThat(old.control.smsw() & 0xFFFF).isEqualTo(0xFFF1);
    assertThat(old.protectedMode()).isTrue();
  }

  @Test
  void cltsClearsTheTaskSwitchedFlag() {
    control.lmsw(CR0_PE | CR0_TS);
    control.clts();
    assertThat(cpu.cr0 & CR0_TS).isZero();
  }

  @Test
  void controlRegistersBelongToLevelZero() {
    bench.user();
    bench.faults(Vector.GP, 0, () -> control.read(0));
    bench.faults(Vector.GP, 0, () -> control.write(3, 0));
    bench.faults(Vector.GP, 0, () -> control.lmsw(0));
    bench.faults(Vector.GP, 0, control::clts);
    bench.faults(Vector.GP, 0, () -> control.invlpg(0));
    bench.faults(Vector.GP, 0, control::rdmsr);
    bench.faults(Vector.GP, 0, () -> cpu.debug.read(7));
    assertThat(control.smsw() & CR0_PE).isEqualTo(CR0_PE);
  }

  @Test
  void registersThatDoNotExistAreUndefinedOpcodes() {
    bench.faults(Vector.UD, Fault.NO_CODE, () -> control.read(1));
    bench.faults(Vector.UD, Fault.NO_CODE, () -> control.write(5, 0));
    bench.faults(Vector.UD, Fault.NO_CODE, () -> control.readTest(6));
    TestBench old = TestBench.flat(X86Model.I80486);
    old.faults(Vector.UD, Fault.NO_CODE, () -> old.cpu.control.read(4));
    old.faults(Vector.UD, Fault.NO_CODE, () -> old.cpu.control.cpuid());
    old.faults(Vector.UD, Fault.NO_CODE, () -> old.cpu.control.rdtsc());
    old.cpu.control.writeTest(3, 5);
    assertThat(old.cpu.control.readTest(3)).isEqualTo(5);
    TestBench older = TestBench.flat(X86Model.I80386);
    older.faults(Vector.UD, Fault.NO_CODE, () -> older.cpu.control.readTest(5));
  }

  @Test
  void reservedBitsOfCr4AreRefused() {
    bench.faults(Vector.GP, 0, () -> control.write(4, 1 << 5));
    control.write(4, 0x5F);
    assertThat(control.read(4)).isEqualTo(0x5F);
  }

  @Test
  void cpuidNamesThePentiumAndItsFeatures() {
    cpu.setReg32(X86Cpu.EAX, 0);
    control.cpuid();
    assertThat(cpu.reg32(X86Cpu.EAX)).isEqualTo(1);
    assertThat(cpu.reg32(X86Cpu.EBX)).isEqualTo('G' | 'e' << 8 | 'n' << 16 | 'u' << 24);
    assertThat(cpu.reg32(X86Cpu.EDX)).isEqualTo('i' | 'n' << 8 | 'e' << 16 | 'I' << 24);
    assertThat(cpu.reg32(X86Cpu.ECX)).isEqualTo('n' | 't' << 8 | 'e' << 16 | 'l' << 24);
    control.cpuid();
    assertThat(cpu.reg32(X86Cpu.EAX) >> 8 & 0xF).as("family").isEqualTo(5);
    assertThat(cpu.reg32(X86Cpu.EDX)).as("FPU VME DE PSE TSC MSR MCE CX8").isEqualTo(0x1BF);
  }

  @Test
  void theTimeStampCounterFollowsTheClockAndCanBeSet() {
    control.rdtsc();
    assertThat(cpu.reg32(X86Cpu.EAX)).isZero();
    bench.scheduler.advanceTo(1000);
    control.rdtsc();
    assertThat(cpu.reg32(X86Cpu.EAX)).isEqualTo(1000);
    cpu.setReg32(X86Cpu.EAX, 5);
    cpu.setReg32(X86Cpu.EDX, 7);
    cpu.setReg32(X86Cpu.ECX, 0x10);
    control.wrmsr();
    bench.scheduler.advanceTo(1100);
    control.rdmsr();
    assertThat(cpu.reg32(X86Cpu.EAX)).isEqualTo(105);
    assertThat(cpu.reg32(X86Cpu.EDX)).isEqualTo(7);
  }

  @Test
  void theTimeStampCounterCanBeKeptFromTheUser() {
    bench.user();
    control.rdtsc();
    bench.enter(TestBench.KERNEL_CODE, TestBench.KERNEL_DATA, TestBench.KERNEL_STACK);
    control.write(4, ControlRegisters.CR4_TSD);
    control.rdtsc();
    bench.user();
    bench.faults(Vector.GP, 0, control::rdtsc);
  }

  @Test
  void unknownModelSpecificRegistersAreRefused() {
    cpu.setReg32(X86Cpu.ECX, 0x1B);
    bench.faults(Vector.GP, 0, control::rdmsr);
    bench.faults(Vector.GP, 0, control::wrmsr);
    cpu.setReg32(X86Cpu.ECX, 1);
    control.rdmsr();
    assertThat(cpu.reg32(X86Cpu.EAX)).isZero();
  }
}
