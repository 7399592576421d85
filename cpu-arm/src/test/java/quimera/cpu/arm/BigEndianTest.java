package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data in big-endian order: CPSR.E and SCTLR.EE (ARM ARM A3.3). */
final class BigEndianTest {
  private static final int DATA = 0x2000;
  private static final int VFP = 0x40000000; // FPEXC.EN

  private final Rig arm = new Rig(ArmModel.CORTEX_A15);

  @BeforeEach
  void data() {
    for (int i = 0; i < 16; i++) {
      arm.bus.write8(DATA + i, 0x10 + i);
    }
    arm.set(0, DATA);
  }

  private Rig run(String... lines) {
    return arm.program(lines).run(lines.length);
  }

  @Test
  void setendTurnsWordsAndHalfwordsAroundButNotBytes() {
    run("ldr r1, [r0]", "setend be", "ldr r2, [r0]", "ldrh r3, [r0]", "ldrb r4, [r0]");
    assertThat(arm.get(1)).isEqualTo(0x13121110);
    assertThat(arm.get(2)).isEqualTo(0x10111213);
    assertThat(arm.get(3)).isEqualTo(0x1011);
    assertThat(arm.get(4)).isEqualTo(0x10);
  }

  @Test
  void setendInThumbDoesTheSameAndBack() {
    arm.thumbProgram("setend be", "ldrsh r1, [r0, r2]", "setend le", "ldr r3, [r0]").run(4);
    assertThat(arm.get(1)).isEqualTo(0x1011);
    assertThat(arm.get(3)).isEqualTo(0x13121110);
  }

  @Test
  void misalignedDataIsTurnedAroundAsWell() {
    run("setend be", "ldr r1, [r0, #1]", "ldrh r2, [r0, #3]", "str r1, [r0, #6]");
    assertThat(arm.get(1)).isEqualTo(0x11121314);
    assertThat(arm.get(2)).isEqualTo(0x1314);
    assertThat(arm.word(DATA + 8)).isEqualTo(0x1b1a1413);
    assertThat(arm.word(DATA + 4)).isEqualTo(0x12111514);
  }

  @Test
  void registersOfABlockKeepTheirOrder() {
    run("setend be", "ldm r0, {r1, r2}", "ldrd r4, r5, [r0]", "strd r4, r5, [r0, #8]");
    assertThat(arm.get(1)).isEqualTo(0x10111213);
    assertThat(arm.get(2)).isEqualTo(0x14151617);
    assertThat(arm.get(4)).isEqualTo(0x10111213);
    assertThat(arm.get(5)).isEqualTo(0x14151617);
    assertThat(arm.word(DATA + 8)).isEqualTo(0x13121110);
    assertThat(arm.word(DATA + 12)).isEqualTo(0x17161514);
  }

  @Test
  void aDoublewordOfTheVfpIsTurnedAroundAsAWhole() {
    vfpOn();
    run("setend be", "vldr d0, [r0]", "vmov r1, r2, d0", "vstr d0, [r0, #8]");
    assertThat(arm.get(1)).isEqualTo(0x14151617);
    assertThat(arm.get(2)).isEqualTo(0x10111213);
    assertThat(arm.word(DATA + 8)).isEqualTo(0x13121110);
  }

  @Test
  void elementsOfAVectorAreTurnedAroundOneByOne() {
    vfpOn();
    run(
        "setend be",
        "vld1.16 {d0}, [r0]",
        "vmov r1, r2, d0",
        "vld1.64 {d1}, [r0]",
        "vmov r3, r4, d1",
        "vst1.32 {d1}, [r0]");
    assertThat(arm.get(1)).isEqualTo(0x12131011);
    assertThat(arm.get(2)).isEqualTo(0x16171415);
    assertThat(arm.get(3)).isEqualTo(0x14151617);
    assertThat(arm.get(4)).isEqualTo(0x10111213);
    assertThat(arm.word(DATA)).isEqualTo(0x17161514);
  }

  @Test
  void instructionsStayLittleEndianAndAnExceptionFollowsItsOwnBit() {
    arm.place(8, "ldr r1, [r0]");
    run("setend be", "svc 0", "nop");
    assertThat(arm.get(1)).as("SCTLR.EE is 0").isEqualTo(0x13121110);
    arm.cpu.cp15.write(1, 0, 0, 0, arm.cpu.cp15.read(1, 0, 0, 0) | 1 << 25);
    arm.cpu.start(Rig.START + 4);
    arm.run(2);
    assertThat(arm.get(1)).as("SCTLR.EE is 1").isEqualTo(0x10111213);
  }

  @Test
  void theOrderIsPartOfTheState() {
    run("setend be", "ldr r1, [r0]");
    Rig twin = arm.twin();
    twin.place(Rig.START, "ldr r2, [r0]");
    twin.cpu.start(Rig.START);
    twin.run(1);
    assertThat(twin.get(2)).isEqualTo(0x10111213);
  }

  @Test
  void theTablesOfTheMmuFollowTheBitOfTheSystem() {
    int table = 0x10_0000;
    arm.bus.write32(table, Integer.reverseBytes(0xC02));
    arm.bus.write32(table + 4 * 0x123, Integer.reverseBytes(0xC02));
    arm.cpu.cp15.write(2, 0, 0, 0, table);
    arm.cpu.cp15.write(3, 0, 0, 0, 1);
    arm.cpu.cp15.write(1, 0, 0, 0, arm.cpu.cp15.read(1, 0, 0, 0) | 1 << 25 | 1);
    arm.set(0, 0x1230_0000 + DATA);
    run("ldr r1, [r0]");
    assertThat(arm.get(1)).isEqualTo(0x13121110);
  }

  private void vfpOn() {
    arm.set(7, VFP);
    arm.cpu.cp15.write(1, 0, 0, 2, 0xF << 20);
    run("vmsr fpexc, r7");
    arm.cpu.start(Rig.START);
  }
}
