package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is special about instructions that are linked, joined, or in an IT block together. */
final class NodeTest {
  private final Rig arm = new Rig(ArmModel.ARM926);
  private final Rig v7 = new Rig(ArmModel.CORTEX_A15);

  @Test
  void aComparisonAndItsBranchAreTwoInstructions() {
    arm.program("cmp r0, #5", "bne . + 8", "mov r1, #1", "mov r2, #2");
    assertThat(arm.cpu.run(1)).isEqualTo(1);
    assertThat(arm.get(15)).isEqualTo(Rig.START + 4);
    assertThat(arm.cpu.run(1)).isEqualTo(1);
    assertThat(arm.get(15)).isEqualTo(Rig.START + 12);
    arm.cpu.start(Rig.START);
    assertThat(arm.cpu.run(2)).isEqualTo(2);
    assertThat(arm.get(15)).isEqualTo(Rig.START + 12);
  }

  @Test
  void somebodyMayBranchBetweenAComparisonAndItsBranch() {
    arm.program("cmp r0, r0", "beq . + 8", "mov r1, #1", "cmp r0, #1", "b . - 12").set(0, 0);
    arm.run(5);
    assertThat(arm.get(1)).isZero();
    assertThat(arm.get(15)).isEqualTo(Rig.START + 8);
  }

  @Test
  void aBranchBehindAComparisonMayBeWrittenOver() {
    arm.program("cmp r0, r0", "beq . + 8", "mov r1, #1", "nop").run(2);
    assertThat(arm.get(15)).isEqualTo(Rig.START + 12);
    arm.bus.write32(Rig.START + 4, 0xE280_0001); // add r0, r0, #1
    arm.cpu.start(Rig.START);
    arm.run(3);
    assertThat(arm.get(0)).isEqualTo(1);
    assertThat(arm.get(1)).isEqualTo(1);
  }

  @Test
  void aPageMayBeExecutedAtTwoAddresses() {
    int table = 0x10_0000;
    arm.bus.write32(table, 0xC12);
    arm.bus.write32(table + 4 * 0x123, 0xC12);
    arm.cpu.cp15.write(2, 0, 0, 0, table);
    arm.cpu.cp15.write(3, 0, 0, 0, 1);
    arm.cpu.cp15.write(1, 0, 0, 0, arm.cpu.cp15.read(1, 0, 0, 0) | 1);
    arm.program("adr r0, . + 16", "bl . + 4", "mov r1, lr", "b .");
    for (int virtual : new int[] {Rig.START, 0x1230_0000 + Rig.START}) {
      arm.cpu.start(virtual);
      arm.run(4);
      assertThat(arm.get(0)).isEqualTo(virtual + 16);
      assertThat(arm.get(1)).isEqualTo(virtual + 8);
      assertThat(arm.get(15)).isEqualTo(virtual + 12);
    }
  }

  @Test
  void anItBlockMayGoOnInTheNextPage() {
    v7.place(0x8FFA, ".thumb\ncmp r0, r0\nittet eq\nmoveq r1, #1\nmoveq.w r2, #2\n");
    v7.place(0x9004, ".thumb\nmovs r3, #3\nmovs r4, #4\n");
    v7.cpu.start(0x8FFB);
    v7.run(6);
    assertThat(v7.get(1)).isEqualTo(1);
    assertThat(v7.get(2)).isEqualTo(2);
    assertThat(v7.get(3)).isZero();
    assertThat(v7.get(4)).isEqualTo(4);
    assertThat(v7.cpu.flags()).isEqualTo(ArmState.Z | ArmState.C);
  }

  @Test
  void aWideInstructionOfAnItBlockMayCrossThePagesEnd() {
    v7.place(0x8FFA, ".thumb\ncmp r0, r0\nitt eq\nmoveq.w r2, #2\nmoveq r3, #3\n");
    v7.cpu.start(0x8FFB);
    v7.run(4);
    assertThat(v7.get(2)).isEqualTo(2);
    assertThat(v7.get(3)).isEqualTo(3);
    assertThat(v7.get(15)).isEqualTo(0x9004);
  }

  @Test
  void anItBlockThatIsWrittenOverIsDecodedAnew() {
    v7.thumbProgram("cmp r0, r0", "it eq", "moveq r1, #1", "b . - 6").run(8);
    assertThat(v7.get(1)).isEqualTo(1);
    v7.bus.write16(Rig.START + 4, 0x2107); // movs r1, #7
    v7.run(4);
    assertThat(v7.get(1)).isEqualTo(7);
  }

  @Test
  void aCallFromAnItBlockSavesTheStateBehindIt() {
    v7.thumbProgram("cmp r0, r0", "itt eq", "svceq #0", "moveq r1, #1").run(3);
    assertThat(v7.cpu.mode).isEqualTo(Mode.SUPERVISOR);
    assertThat(v7.cpu.it).isZero();
    assertThat(v7.get(14)).isEqualTo(Rig.START + 6);
    int saved = v7.cpu.spsr();
    assertThat(saved >>> 25 & 3 | saved >>> 8 & 0xFC).isEqualTo(0x08);
  }

  @Test
  void aMovingBaseStaysIfTheAccessAborts() {
    for (String access : new String[] {"ldrb r0, [r1], #1", "strh r0, [r1, #2]!"}) {
      arm.cpu.setCpsr(Mode.SYSTEM, -1);
      arm.program(access).set(1, 0x4000_0000);
      arm.cpu.start(Rig.START);
      arm.run(1);
      assertThat(arm.cpu.mode).isEqualTo(Mode.ABORT);
      assertThat(arm.get(1)).isEqualTo(0x4000_0000);
    }
  }
}
