package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExceptionTest {
  private final Rig rig = new Rig(ArmModel.ARM926);

  @Test
  void aSupervisorCallSavesTheStatusAndTheNextInstruction() {
    rig.cpu.setCpsr(Mode.USER | ArmState.Z, -1);
    rig.program("svc #7").run(1);
    assertThat(rig.get(15)).isEqualTo(8);
    assertThat(rig.get(14)).isEqualTo(Rig.START + 4);
    assertThat(rig.cpu.mode).isEqualTo(Mode.SUPERVISOR);
    assertThat(rig.cpu.spsr()).isEqualTo(Mode.USER | ArmState.Z);
    assertThat(rig.cpu.masks & ArmState.I).isNotZero();
  }

  @Test
  void movsPcReturnsWithTheSavedStatus() {
    rig.cpu.setSpsr(Mode.USER | ArmState.T | ArmState.C);
    rig.program("movs pc, lr").set(14, 0x9000).run(1);
    assertThat(rig.get(15)).isEqualTo(0x9000);
    assertThat(rig.cpu.cpsr()).isEqualTo(Mode.USER | ArmState.T | ArmState.C);
  }

  @Test
  void anUndefinedInstructionGoesToItsVectorInItsMode() {
    rig.bus.write32(Rig.START, 0xE7F0_00F0);
    rig.run(1);
    assertThat(rig.get(15)).isEqualTo(4);
    assertThat(rig.cpu.mode).isEqualTo(Mode.UNDEFINED);
    assertThat(rig.get(14)).isEqualTo(Rig.START + 4);
  }

  @Test
  void aLoadFromNowhereAbortsAndLeavesTheBaseAlone() {
    rig.program("ldr r0, [r1, #4]!").set(0, 1).set(1, 0x4000_0000).run(1);
    assertThat(rig.get(15)).isEqualTo(0x10);
    assertThat(rig.get(14)).isEqualTo(Rig.START + 8);
    assertThat(rig.get(1)).isEqualTo(0x4000_0000);
    assertThat(rig.cpu.cp15.read(5, 0, 0, 0)).isEqualTo(8);
    assertThat(rig.cpu.cp15.read(6, 0, 0, 0)).isEqualTo(0x4000_0004);
  }

  @Test
  void aBranchToNowhereAbortsWhenItsTargetIsFetched() {
    rig.program("bx r0").set(0, 0x4000_0000).run(2);
    assertThat(rig.get(15)).isEqualTo(0x0C);
    assertThat(rig.get(14)).isEqualTo(0x4000_0004);
  }

  @Test
  void anInterruptIsTakenBetweenTwoInstructionsOnceItIsUnmasked() {
    rig.cpu.setCpsr(Mode.SYSTEM | ArmState.I, -1);
    rig.program("mov r0, #1", "msr cpsr_c, #0x1f", "mov r0, #2").run(1);
    rig.cpu.irq.changed(true);
    rig.run(2);
    assertThat(rig.cpu.mode).isEqualTo(Mode.IRQ);
    assertThat(rig.get(14)).isEqualTo(Rig.START + 12);
    assertThat(rig.get(0)).isEqualTo(1);
  }

  @Test
  void fastInterruptsHaveTheirOwnUpperRegistersAndGoFirst() {
    rig.cpu.setCpsr(Mode.SYSTEM, -1);
    rig.set(8, 8).set(12, 12);
    rig.cpu.irq.changed(true);
    rig.cpu.fiq.changed(true);
    rig.bus.write32(0x1C, 0xE3A0_8055); // mov r8, #0x55
    rig.run(1);
    assertThat(rig.cpu.mode).isEqualTo(Mode.FIQ);
    assertThat(rig.get(8)).isEqualTo(0x55);
    assertThat(rig.cpu.banked(8, Mode.USER)).isEqualTo(8);
    assertThat(rig.cpu.banked(12, Mode.USER)).isEqualTo(12);
  }

  @Test
  void waitForInterruptIdlesUntilOneIsRequestedEvenIfMasked() {
    rig.program("mcr p15, 0, r0, c7, c0, 4", "mov r0, #3");
    assertThat(rig.cpu.run(10)).isEqualTo(1);
    assertThat(rig.cpu.idle()).isTrue();
    rig.cpu.irq.changed(true);
    assertThat(rig.cpu.idle()).isFalse();
    rig.run(1);
    assertThat(rig.get(0)).isEqualTo(3);
  }

  @Test
  void highVectorsMoveTheTable() {
    ArmCpu cpu = rig.cpu;
    cpu.cp15.write(1, 0, 0, 0, cpu.cp15.read(1, 0, 0, 0) | 1 << 13);
    rig.program("svc #0").run(1);
    assertThat(rig.get(15)).isEqualTo(0xFFFF_0008);
  }

  @Test
  void userModeMayNotTouchTheSystemControlCoprocessor() {
    rig.cpu.setCpsr(Mode.USER, -1);
    rig.program("mrc p15, 0, r0, c1, c0, 0").run(1);
    assertThat(rig.cpu.mode).isEqualTo(Mode.UNDEFINED);
  }

  @Test
  void breakpointsArePrefetchAborts() {
    rig.program("bkpt #1").run(1);
    assertThat(rig.get(15)).isEqualTo(0x0C);
    assertThat(rig.cpu.cp15.read(5, 0, 0, 1)).isEqualTo(2);
  }
}
