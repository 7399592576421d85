package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.cpu.x86.TestBench.CODE;
import static quimera.cpu.x86.TestBench.KERNEL_CODE;
import static quimera.cpu.x86.TestBench.KERNEL_DATA;
import static quimera.cpu.x86.TestBench.KERNEL_STACK;
import static quimera.cpu.x86.TestBench.TASK;
import static quimera.cpu.x86.TestBench.TASK_B;
import static quimera.cpu.x86.TestBench.TSS_B;
import static quimera.cpu.x86.TestBench.USER_CODE;
import static quimera.cpu.x86.TestBench.USER_STACK;
import static quimera.cpu.x86.TestBench.gate;

import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;

/** Small programs that cross privilege levels, modes and tasks, and meet faults on the way. */
class SystemProgramTest {
  private static final int HANDLER = 0x20000;
  private static final int HALT = 0x24000;
  private static final int COUNTER = 0x60000;
  private static final int DATA = 0x50000;
  private static final int END = 0x41;

  private static final int DIRECTORY = 0xA0000;
  private static final int TABLE = 0xA1000;

  /** Not mapped by {@link #paging}; its table entry is at A1800. */
  private static final int HOLE = 0x200000;

  /** {@code inc dword [60000h]; iretd}. */
  private static final String COUNT = "ff0500000600 cf";

  /** {@code inc dword [60000h]; or dword [esp+8], 10000h; iretd}. */
  private static final String COUNT_AND_RESUME = "ff0500000600 814c240800000100 cf";

  /**
   * {@code add esp, 4; inc dword [60000h]; mov edx, cr2; or dword [0A1800h], 7; invlpg [edx];
   * iretd}.
   */
  private static final String MAP_THE_HOLE = "83c404 ff0500000600 0f20d2 830d00180a0007 0f013a cf";

  private final TestBench bench = TestBench.flat(X86Model.I80486);
  private final X86Cpu cpu = bench.cpu;

  SystemProgramTest() {
    bench.code(HALT, "f4");
    bench.interruptGate(END, gate(KERNEL_CODE, HALT, 0xEE, 0));
  }

  private void handler(int vector, String code) {
    bench.code(HANDLER, code);
    bench.interruptGate(vector, gate(KERNEL_CODE, HANDLER, 0xEE, 0));
  }

  /** Maps the lowest MiB onto itself for everybody. */
  private void paging() {
    bench.put32(DIRECTORY, TABLE | 7);
    for (int i = 0; i < 256; i++) {
      bench.put32(TABLE + 4 * i, i << 12 | 7);
    }
    bench.put32(TABLE + 4 * (HOLE >> 12), 0x123000);
    cpu.control.write(3, DIRECTORY);
    cpu.control.write(0, cpu.cr0 | ControlRegisters.CR0_PG | ControlRegisters.CR0_WP);
  }

  private void assertHalted() {
    assertThat(cpu.shutdown()).isNull();
    assertThat(cpu.idle()).as("halted").isTrue();
  }

  @Test
  void aThousandSystemCallsComeBackToTheUser() {
    handler(0x40, COUNT);
    // l: int 40h; dec ecx; jnz l; int 41h
    bench.code(CODE, "cd40 49 75fb cd41");
    bench.user();
    cpu.setReg32(X86Cpu.ECX, 1000);
    bench.run(10_000);
    assertHalted();
    assertThat(bench.get32(COUNTER)).isEqualTo(1000);
    assertThat(bench.stack32(3)).as("the user's stack pointer").isEqualTo(USER_STACK);
  }

  @Test
  void singleStepTrapsAfterEachInstruction() {
    handler(Vector.DB, COUNT);
    bench.code(CODE, "90 90 90 f4");
    cpu.setEflags(Flag.TF);
    bench.run(1);
    assertThat(cpu.eip).isEqualTo(HANDLER);
    assertThat(bench.stack32(0)).isEqualTo(CODE + 1);
    assertThat(bench.stack32(2)).isEqualTo(Flag.TF | 2);
    assertThat(cpu.dr[6] & 0xE00F).isEqualTo(0x4000);
    bench.run(7);
    assertThat(bench.get32(COUNTER)).isEqualTo(3);
  }

  @Test
  void singleStepPassesOverAnInterruptHandler() {
    handler(0x40, COUNT);
    bench.code(0x21000, "f4");
    bench.interruptGate(Vector.DB, gate(KERNEL_CODE, 0x21000, 0x8E, 0));
    // nop; int 40h; nop
    bench.code(CODE, "cd40 90 90");
    cpu.setEflags(Flag.TF);
    bench.run(10);
    assertHalted();
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    assertThat(bench.stack32(0)).as("after the instruction that follows").isEqualTo(CODE + 3);
  }

  @Test
  void loadingTheStackSegmentHoldsTheTrapBackForOneInstruction() {
    handler(Vector.DB, COUNT);
    // mov ss, ax; nop; nop
    bench.code(CODE, "8ed0 90 90");
    cpu.setReg32(X86Cpu.EAX, KERNEL_DATA);
    cpu.setEflags(Flag.TF);
    bench.run(1);
    assertThat(cpu.eip).isEqualTo(CODE + 2);
    bench.run(1);
    assertThat(cpu.eip).isEqualTo(HANDLER);
    assertThat(bench.stack32(0)).isEqualTo(CODE + 3);
  }

  @Test
  void aCodeBreakpointStopsBeforeItsInstructionAndRfLetsItPass() {
    handler(Vector.DB, COUNT_AND_RESUME);
    // inc eax; inc ecx; hlt
    bench.code(CODE, "40 41 f4");
    cpu.debug.write(0, CODE + 1);
    cpu.debug.write(7, 2);
    bench.run(4);
    assertThat(cpu.reg32(X86Cpu.ECX)).isZero();
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    bench.run(10);
    assertHalted();
    assertThat(cpu.reg32(X86Cpu.EAX)).isEqualTo(1);
    assertThat(cpu.reg32(X86Cpu.ECX)).isEqualTo(1);
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    assertThat(cpu.dr[6] & 0xE00F).isEqualTo(1);
  }

  @Test
  void aDataBreakpointTrapsAfterTheInstructionThatWrote() {
    handler(Vector.DB, COUNT);
    // mov [50000h], eax; inc ecx; hlt
    bench.code(CODE, "a300000500 41 f4");
    cpu.setReg32(X86Cpu.EAX, 0x12345678);
    cpu.debug.write(0, DATA);
    cpu.debug.write(7, 2 | 1 << 16 | 3 << 18);
    cpu.run(1);
    assertThat(cpu.eip).isEqualTo(HANDLER);
    assertThat(bench.stack32(0)).isEqualTo(CODE + 5);
    assertThat(bench.get32(DATA)).isEqualTo(0x12345678);
    cpu.run(1000);
    assertHalted();
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
  }

  @Test
  void aPushThatMeetsAPageFaultStartsAgain() {
    paging();
    handler(Vector.PF, MAP_THE_HOLE);
    bench.put32(0x123000, 0xCAFE);
    // push dword [200000h]; inc ecx; int 41h
    bench.code(CODE, "ff3500002000 41 cd41");
    bench.user();
    cpu.run(1);
    assertThat(bench.stack32(3)).as("the user's flags with RF").isEqualTo(Flag.RF | 2);
    cpu.run(1000);
    assertHalted();
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    assertThat(cpu.reg32(X86Cpu.ECX)).isEqualTo(1);
    assertThat(bench.stack32(3)).isEqualTo(USER_STACK - 4);
    assertThat(bench.get32(USER_STACK - 4)).isEqualTo(0xCAFE);
    assertThat(cpu.cr2).isEqualTo(HOLE);
  }

  @Test
  void pushaOverThePageBoundaryIsAllOrNothing() {
    paging();
    bench.put32(TABLE + 4 * (HOLE + 0x1000 >> 12), 0x124007);
    handler(Vector.PF, MAP_THE_HOLE);
    // pusha; int 41h
    bench.code(CODE, "60 cd41");
    bench.user();
    cpu.setReg32(X86Cpu.ESP, HOLE + 0x1008);
    cpu.setReg32(X86Cpu.EDI, 0xD1);
    cpu.run(1000);
    assertHalted();
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    assertThat(bench.stack32(3)).isEqualTo(HOLE + 0x1008 - 32);
    assertThat(bench.get32(0x124000)).as("ecx").isEqualTo(cpu.reg32(X86Cpu.ECX));
    assertThat(bench.get32(0x123FE8)).as("edi").isEqualTo(0xD1);
  }

  @Test
  void aStringMoveGoesOnWhereThePageFaultStoppedIt() {
    paging();
    handler(Vector.PF, MAP_THE_HOLE);
    bench.put32(TABLE + 4 * (HOLE - 0x1000 >> 12), 0x122007);
    for (int i = 0; i < 64; i++) {
      bench.put8(DATA + i, i);
    }
    // cld; rep movsb; int 41h
    bench.code(CODE, "fc f3a4 cd41");
    bench.user();
    cpu.setReg32(X86Cpu.ESI, DATA);
    cpu.setReg32(X86Cpu.EDI, HOLE - 16);
    cpu.setReg32(X86Cpu.ECX, 64);
    cpu.run(1000);
    assertHalted();
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    assertThat(cpu.reg32(X86Cpu.ECX)).isZero();
    assertThat(cpu.reg32(X86Cpu.EDI)).isEqualTo(HOLE + 48);
    assertThat(bench.get8(0x122FFF)).isEqualTo(15);
    assertThat(bench.get8(0x123000 + 47)).isEqualTo(63);
  }

  @Test
  void anInstructionAcrossPagesFaultsOnTheSecondOne() {
    paging();
    bench.put32(TABLE + 4 * (HOLE - 0x1000 >> 12), 0x122007);
    handler(Vector.PF, MAP_THE_HOLE);
    // mov eax, 12345678h; int 41h
    bench.code(0x122FFE, "b878");
    bench.code(0x123000, "563412 cd41");
    bench.user();
    bench.jumpTo(HOLE - 2);
    cpu.run(1000);
    assertHalted();
    assertThat(cpu.cr2).isEqualTo(HOLE);
    assertThat(cpu.reg32(X86Cpu.EAX)).isEqualTo(0x12345678);
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
  }

  @Test
  void aJumpIntoTheHoleFaultsAtItsTarget() {
    paging();
    handler(Vector.PF, "f4");
    // jmp 200000h - relative to the next instruction at 10005h
    bench.code(CODE, "e9fbff1e00");
    bench.user();
    cpu.run(1000);
    assertHalted();
    assertThat(bench.stack32(0)).as("error code: a user's read").isEqualTo(4);
    assertThat(bench.stack32(1)).isEqualTo(HOLE);
    assertThat(cpu.cr2).isEqualTo(HOLE);
  }

  @Test
  void theUserMayNotHalt() {
    handler(Vector.GP, "f4");
    bench.code(CODE, "f4");
    bench.user();
    cpu.run(1000);
    assertHalted();
    assertThat(cpu.cpl).isZero();
    assertThat(bench.stack32(0)).isZero();
    assertThat(bench.stack32(1)).isEqualTo(CODE);
    assertThat(bench.stack32(2)).isEqualTo(USER_CODE);
  }

  @Test
  void twoTasksTakeTurns() {
    // inc ebx; jmp 30h:0; inc ebx; jmp 30h:0; hlt
    bench.code(CODE, "43 ea000000003000 43 ea000000003000 f4");
    // l: inc dword [60000h]; jmp 28h:0; jmp l
    bench.code(0x30000, "ff0500000600 ea000000002800 ebf1");
    bench.put32(TSS_B + 0x20, 0x30000);
    bench.put32(TSS_B + 0x24, 2);
    bench.put32(TSS_B + 0x38, 0x7000);
    for (int i = 0; i < 6; i++) {
      bench.put32(TSS_B + 0x48 + 4 * i, i == Segment.CS ? KERNEL_CODE : KERNEL_DATA);
    }
    cpu.run(1000);
    assertHalted();
    assertThat(cpu.reg32(X86Cpu.EBX)).isEqualTo(2);
    assertThat(bench.get32(COUNTER)).isEqualTo(2);
    assertThat(cpu.tr.selector).isEqualTo(TASK);
    assertThat(Descriptor.type(bench.descriptor(TASK_B))).isEqualTo(Descriptor.TSS32_AVAILABLE);
  }

  @Test
  void aMonitorCatchesWhatV86CodeMayNotDo() {
    handler(Vector.GP, "f4");
    // int 21h; cli; in al, 60h
    for (String code : new String[] {"cd21", "fa", "fb", "9c", "9d", "e460", "f4", "cf"}) {
      bench.code(0x10100, code);
      bench.v86(0, 0x1000, 0x100);
      cpu.run(1000);
      assertThat(cpu.idle()).as("%s halted at %x", code, cpu.eip).isTrue();
      assertThat(cpu.cpl).isZero();
      assertThat(bench.stack32(1)).as("ip of %s", code).isEqualTo(0x100);
      assertThat(bench.stack32(2)).isEqualTo(0x1000);
      assertThat(bench.stack32(3) & Flag.VM).isNotZero();
      cpu.reset(Reset.WARM);
      restart();
    }
  }

  /** Brings the processor back to level 0 in the tables that stand in memory. */
  private void restart() {
    cpu.gdtrBase = TestBench.GDT;
    cpu.gdtrLimit = 0xFF;
    cpu.idtrBase = TestBench.IDT;
    cpu.idtrLimit = 0x7FF;
    cpu.control.write(0, cpu.cr0 | ControlRegisters.CR0_PE);
    cpu.segmentation.markBusy(TASK, false);
    cpu.segmentation.ltr(TASK);
    bench.enter(KERNEL_CODE, KERNEL_DATA, KERNEL_STACK);
  }

  @Test
  void v86CodeWithIoplThreeRunsItsOwnCliAndPopf() {
    // cli; pushf; pop ax; push 202h; popf; pushf; pop bx; int3
    bench.code(0x10100, "fa 9c 58 680202 9d 9c 5b cc");
    handler(Vector.BP, "f4");
    bench.v86(3, 0x1000, 0x100);
    cpu.run(1000);
    assertHalted();
    assertThat(cpu.reg16(X86Cpu.EAX)).isEqualTo(0x3002);
    assertThat(cpu.reg16(X86Cpu.EBX)).isEqualTo(0x3202);
  }

  @Test
  void the80286EntersProtectedModeByLmsw() {
    TestBench old = new TestBench(X86Model.I80286);
    // cli; lgdt [gdtr]; smsw ax; or al, 1; lmsw ax; jmp 8:pm
    // pm: mov ax, 10h; mov ds, ax; mov es, ax; mov ss, ax; mov sp, 7000h
    // mov word [500h], 0BEEFh; str bx; hlt; gdtr and gdt
    old.code(
        0x7C00,
        "fa0f0116297c0f01e00c010f01f0ea137c0800b810008ed88ec08ed0bc0070c7060005efbe0f00cbf4"
            + "1700317c000000000000000000000000ffff0000009a0000ffff000000920000");
    old.cpu.far.jump(0, 0x7C00, false);
    old.cpu.run(1000);
    assertThat(old.cpu.shutdown()).isNull();
    assertThat(old.cpu.idle()).isTrue();
    assertThat(old.cpu.protectedMode()).isTrue();
    assertThat(old.get16(0x500)).isEqualTo(0xBEEF);
    assertThat(old.selector(Segment.SS)).isEqualTo(0x10);
  }

  @Test
  void theWayBackToRealModeKeepsBigSegmentsOnlyIfTheyWereLeftBig() {
    // jmp 48h:l16 / mov ax, 50h; mov ds, es, ss; mov eax, cr0; and al, 0FEh; mov cr0, eax
    // jmp 1000h:100h
    bench.code(0xF000, "ea07f000004800 b850008ed88ec08ed00f20c024fe0f22c0ea00010010");
    // xor ax, ax; mov fs, ax; mov dword [fs:dword 200000h], 12345678h; hlt
    bench.code(0x10100, "31c0 8ee0 64 6667c7050000200078563412 f4");
    bench.jumpTo(0xF000);
    cpu.run(1000);
    assertHalted();
    assertThat(cpu.protectedMode()).isFalse();
    assertThat(cpu.seg[Segment.DS].limit).isEqualTo(0xFFFF);
    assertThat(bench.get32(0x200000)).isEqualTo(0x12345678);
  }

  @Test
  void withoutAnIdtTheFirstInterruptShutsTheProcessorDown() {
    bench.code(CODE, "cc");
    cpu.idtrLimit = 0;
    cpu.run(1000);
    assertThat(cpu.shutdown()).isNotNull();
  }

  @Test
  void stiLetsOneMoreInstructionPassBeforeAnInterrupt() {
    handler(0x40, "f4");
    bench.interrupt = 0x40;
    // sti; inc ecx; inc ecx
    bench.code(CODE, "fb 41 41");
    cpu.intr.changed(true);
    cpu.run(1000);
    assertHalted();
    assertThat(cpu.reg32(X86Cpu.ECX)).isEqualTo(1);
    assertThat(bench.stack32(0)).isEqualTo(CODE + 2);
  }

  @Test
  void anNmiWaitsForTheIretOfTheLast() {
    // The handler: inc dword [60000h]; nop; iretd
    bench.code(HANDLER, "ff0500000600 90 cf");
    bench.interruptGate(Vector.NMI, gate(KERNEL_CODE, HANDLER, 0x8E, 0));
    bench.code(CODE, "90 90 90 90 90");
    cpu.nmi.changed(true);
    cpu.run(1);
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    cpu.nmi.changed(false);
    cpu.nmi.changed(true);
    cpu.run(1);
    assertThat(bench.get32(COUNTER)).isEqualTo(1);
    cpu.run(2);
    assertThat(bench.get32(COUNTER)).isEqualTo(2);
  }
}
