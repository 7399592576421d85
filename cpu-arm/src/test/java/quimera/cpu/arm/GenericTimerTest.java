package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GenericTimerTest {
  private final Rig rig = new Rig(ArmModel.CORTEX_A15);
  private final Cp15 cp15 = rig.cpu.cp15;

  @Test
  void theCounterRunsAtTheFrequencyThatCntfrqTells() {
    long before = cp15.read64(0, 14);
    rig.scheduler.advanceTo(rig.scheduler.now() + 1_000_000_000);
    assertThat(cp15.read64(0, 14) - before).isEqualTo(cp15.read(14, 0, 0, 0));
  }

  @Test
  void theOutputRisesWhenTheTimerRunsOutAndFallsWhenItIsSetAnew() {
    cp15.write(14, 0, 3, 0, 62_500); // one millisecond
    cp15.write(14, 0, 3, 1, 1);
    rig.scheduler.advanceTo(999_999);
    assertThat(rig.cpu.virtualTimer().isHigh()).isFalse();
    rig.scheduler.advanceTo(1_000_000);
    assertThat(rig.cpu.virtualTimer().isHigh()).isTrue();
    assertThat(cp15.read(14, 0, 3, 1)).isEqualTo(5);
    cp15.write64(3, 14, cp15.read64(1, 14) + 100);
    assertThat(rig.cpu.virtualTimer().isHigh()).isFalse();
  }

  @Test
  void aMaskedTimerKeepsItsOutputLow() {
    cp15.write(14, 0, 2, 0, 10);
    cp15.write(14, 0, 2, 1, 3);
    rig.scheduler.advanceTo(1_000_000);
    assertThat(rig.cpu.physicalTimer().isHigh()).isFalse();
    assertThat(cp15.read(14, 0, 2, 1)).isEqualTo(7);
    cp15.write(14, 0, 2, 1, 1);
    assertThat(rig.cpu.physicalTimer().isHigh()).isTrue();
  }

  @Test
  void userModeSeesTheCounterOnlyIfTheKernelSaysSo() {
    rig.program("mrrc p15, 1, r0, r1, c14").cpu.setCpsr(Mode.USER, -1);
    rig.run(1);
    assertThat(rig.cpu.mode).isEqualTo(Mode.UNDEFINED);
    cp15.write(14, 0, 1, 0, 2);
    rig.cpu.setCpsr(Mode.USER, -1);
    rig.cpu.start(Rig.START);
    rig.run(1);
    assertThat(rig.cpu.mode).isEqualTo(Mode.USER);
  }
}
