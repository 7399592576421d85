package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.BusTarget;

final class InterpreterTest {
  private final Rig arm = new Rig(ArmModel.ARM926);
  private final Rig v7 = new Rig(ArmModel.CORTEX_A15);

  @Test
  void aRunExecutesExactlyItsBudgetAcrossBranchesAndPages() {
    arm.place(0x8FF8, "add r0, r0, #1\nadd r0, r0, #1\nadd r0, r0, #1\nb . - 12\n");
    arm.cpu.start(0x8FF8);
    for (int i = 0; i < 10; i++) {
      assertThat(arm.cpu.run(1)).isEqualTo(1);
    }
    assertThat(arm.get(0)).isEqualTo(8);
    assertThat(arm.cpu.run(990)).isEqualTo(990);
    assertThat(arm.get(0)).isEqualTo(750);
    assertThat(arm.get(15)).isEqualTo(0x8FF8);
  }

  @Test
  void wideThumbInstructionsCountOnce() {
    v7.thumbProgram("mov.w r0, #1", "add.w r0, r0, #1", "adds r0, #1", "b .-10");
    assertThat(v7.cpu.run(4)).isEqualTo(4);
    assertThat(v7.get(15)).isEqualTo(Rig.START);
    assertThat(v7.cpu.run(2)).isEqualTo(2);
    assertThat(v7.get(15)).isEqualTo(Rig.START + 8);
    assertThat(v7.get(0)).isEqualTo(2);
  }

  @Test
  void aWideInstructionMayCrossThePagesEnd() {
    v7.place(0x8FFE, ".thumb\nmov.w r0, #0x55\nadds r0, #1\n");
    v7.cpu.start(0x8FFF);
    v7.run(2);
    assertThat(v7.get(0)).isEqualTo(0x56);
    assertThat(v7.get(15)).isEqualTo(0x9004);
  }

  @Test
  void instructionsOfAnItBlockFollowTheirConditionsAndLeaveTheFlags() {
    v7.thumbProgram("cmp r0, #1", "itte eq", "addeq r1, #5", "addeq r2, #6", "addne r3, #7");
    v7.set(0, 1).run(5);
    assertThat(v7.get(1)).isEqualTo(5);
    assertThat(v7.get(2)).isEqualTo(6);
    assertThat(v7.get(3)).isZero();
    assertThat(v7.cpu.flags()).isEqualTo(ArmState.Z | ArmState.C);
    assertThat(v7.cpu.it).isZero();
  }

  @Test
  void anAbortInAnItBlockSavesTheStateFromWhichItGoesOn() {
    v7.thumbProgram("cmp r0, r0", "itt eq", "ldreq r1, [r2]", "addeq r3, #1");
    v7.set(2, 0x4000_0000).run(3);
    assertThat(v7.cpu.mode).isEqualTo(Mode.ABORT);
    int saved = v7.cpu.spsr();
    assertThat(saved >>> 25 & 3 | saved >>> 8 & 0xFC).isEqualTo(0x04);
    assertThat(v7.get(14)).isEqualTo(Rig.START + 4 + 8);
  }

  @Test
  void aStoreIntoTheNextInstructionIsSeenByIt() {
    int addFive = 0xE280_0005;
    arm.program("str r1, [pc, #-4]", "mov r0, #1", "nop").set(1, addFive).set(0, 2).run(2);
    assertThat(arm.get(0)).isEqualTo(7);
  }

  @Test
  void codeThatIsWrittenOverFromOutsideIsDecodedAnew() {
    arm.program("add r0, r0, #1", "b . - 4").run(4);
    arm.bus.write32(Rig.START, 0xE280_0010); // add r0, r0, #16
    arm.run(4);
    assertThat(arm.get(0)).isEqualTo(2 + 32);
  }

  /** A device that gives these words as instructions. */
  private static BusTarget words(int... words) {
    return new BusTarget() {
      @Override
      public long read(int offset, int bytes) {
        return words[offset / 4] >>> 8 * (offset & 3) & -1L >>> 64 - 8 * bytes;
      }

      @Override
      public void write(int offset, int bytes, long value) {}
    };
  }

  @Test
  void instructionsMayComeFromADevice() {
    // add r0, r0, #1; b .-4
    arm.bus.map().io("rom", 0x2000_0000L, 0x1000, 4, words(0xE280_0001, 0xEAFF_FFFD));
    arm.cpu.start(0x2000_0000);
    assertThat(arm.cpu.run(9)).isEqualTo(9);
    assertThat(arm.get(0)).isEqualTo(5);
    // mov.w r0, #0x55; adds r0, #1; it ne; movne r1, #7
    v7.bus.map().io("rom", 0x2000_0000L, 0x1000, 4, words(0x0055_F04F, 0xBF18_3001, 0x0000_2107));
    v7.cpu.start(0x2000_0001);
    assertThat(v7.cpu.run(4)).isEqualTo(4);
    assertThat(v7.get(0)).isEqualTo(0x56);
    assertThat(v7.get(1)).isEqualTo(7);
    assertThat(v7.get(15)).isEqualTo(0x2000_000A);
  }

  @Test
  void blxChangesTheInstructionSetAndLinksBack() {
    arm.program("blx r3", "mov r1, #9").set(3, 0x9001);
    arm.place(0x9000, ".thumb\nmovs r0, #7\nbx lr\n");
    arm.run(4);
    assertThat(arm.get(0)).isEqualTo(7);
    assertThat(arm.get(1)).isEqualTo(9);
    assertThat(arm.cpu.thumb).isFalse();
  }

  @Test
  void misalignedWordsAreRotatedBeforeArmv6AndReadAsTheyAreInArmv7() {
    for (Rig rig : new Rig[] {arm, v7}) {
      rig.program("ldr r0, [r1]").set(1, 0x10_0001);
      rig.bus.write32(0x10_0000, 0x4433_2211);
      rig.bus.write32(0x10_0004, 0x8877_6655);
      rig.run(1);
    }
    assertThat(arm.get(0)).isEqualTo(0x1144_3322);
    assertThat(v7.get(0)).isEqualTo(0x5544_3322);
  }

  @Test
  void misalignedAccessesMayCrossAPage() {
    v7.program("str r0, [r1]", "ldr r2, [r1]").set(0, 0x1234_5678).set(1, 0x10_0FFE).run(2);
    assertThat(v7.get(2)).isEqualTo(0x1234_5678);
    assertThat(v7.word(0x10_1000)).isEqualTo(0x1234);
  }

  @Test
  void multipleLoadsThatAbortChangeNothing() {
    arm.program("ldmia r0!, {r1, r2, r3}").set(0, 0xFF_FFF8).set(1, 11).set(2, 22).run(1);
    assertThat(arm.cpu.mode).isEqualTo(Mode.ABORT);
    assertThat(arm.get(0)).isEqualTo(0xFF_FFF8);
    assertThat(arm.get(1)).isEqualTo(11);
    assertThat(arm.get(2)).isEqualTo(22);
  }

  @Test
  void storeExclusiveFailsUnlessItsLoadCameFirst() {
    v7.program("strex r0, r2, [r1]", "ldrex r3, [r1]", "strex r4, r2, [r1]", "strex r5, r2, [r1]");
    v7.set(1, 0x10_0000).set(2, 77).run(4);
    assertThat(v7.get(0)).isEqualTo(1);
    assertThat(v7.get(4)).isZero();
    assertThat(v7.get(5)).isEqualTo(1);
    assertThat(v7.word(0x10_0000)).isEqualTo(77);
  }

  @Test
  void aRestoredProcessorGoesOnExactlyLikeTheOldOne() {
    v7.thumbProgram(
        "adds r0, #3",
        "muls r1, r0, r1",
        "cmp r1, #0",
        "ite mi",
        "addmi r2, #1",
        "addpl r3, #1",
        "eor.w r1, r1, r0, lsl #3",
        "b .-18");
    v7.set(1, 12345).run(1003);
    Rig twin = v7.twin();
    v7.run(500);
    twin.run(500);
    for (int i = 0; i < 16; i++) {
      assertThat(twin.get(i)).as("r" + i).isEqualTo(v7.get(i));
    }
    assertThat(twin.cpu.cpsr()).isEqualTo(v7.cpu.cpsr());
    assertThat(v7.get(2)).isNotZero();
    assertThat(v7.get(3)).isNotZero();
  }
}
