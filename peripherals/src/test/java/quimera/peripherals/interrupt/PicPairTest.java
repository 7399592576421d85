package quimera.peripherals.interrupt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PicPairTest {
  private final PicPair pics = new PicPair();

  @BeforeEach
  void initialize() {
    initialize(0x01, 0x01);
  }

  private void initialize(int masterIcw4, int slaveIcw4) {
    program(pics.master, 0x08, 0x04, masterIcw4);
    program(pics.slave, 0x70, 0x02, slaveIcw4);
  }

  private static void program(Pic8259 pic, int vector, int icw3, int icw4) {
    pic.write(0, 1, 0x11);
    pic.write(1, 1, vector);
    pic.write(1, 1, icw3);
    pic.write(1, 1, icw4);
  }

  private void raise(int irq) {
    pics.irq(irq).changed(true);
  }

  private void lower(int irq) {
    pics.irq(irq).changed(false);
  }

  private static long isr(Pic8259 pic) {
    pic.write(0, 1, 0x0B);
    return pic.read(0, 1);
  }

  @Test
  void theMasterAnswersForItsOwn() {
    raise(0);
    assertThat(pics.intr.isHigh()).isTrue();
    assertThat(pics.acknowledge()).isEqualTo(0x08);
  }

  @Test
  void theSlaveAnswersForItsOwnAndBothAreInService() {
    raise(14);
    assertThat(pics.acknowledge()).isEqualTo(0x76);
    assertThat(isr(pics.master)).isEqualTo(0x04);
    assertThat(isr(pics.slave)).isEqualTo(0x40);
    assertThat(pics.intr.isHigh()).isFalse();
  }

  @Test
  void irq8ComesBeforeIrq3() {
    raise(3);
    raise(8);
    assertThat(pics.acknowledge()).isEqualTo(0x70);
  }

  @Test
  void theOldIrq2IsIrq9() {
    raise(2);
    assertThat(pics.acknowledge()).isEqualTo(0x71);
  }

  @Test
  void aSecondSlaveRequestWaitsForBothEnds() {
    raise(8);
    raise(12);
    pics.acknowledge();
    pics.slave.write(0, 1, 0x20);
    assertThat(pics.intr.isHigh()).as("the master still serves IR2").isFalse();
    pics.master.write(0, 1, 0x20);
    assertThat(pics.acknowledge()).isEqualTo(0x74);
  }

  @Test
  void specialFullyNestedModeLetsTheSlaveNest() {
    initialize(0x11, 0x01);
    raise(12);
    pics.acknowledge();
    raise(8);
    assertThat(pics.acknowledge()).isEqualTo(0x70);
  }

  @Test
  void aSlaveWithAutomaticEndKeepsInterruptingTheMaster() {
    initialize(0x01, 0x03);
    raise(8);
    raise(12);
    pics.acknowledge();
    pics.master.write(0, 1, 0x20);
    assertThat(pics.acknowledge()).isEqualTo(0x74);
  }

  @Test
  void aSlaveRequestThatGoesAwayIsSpurious() {
    raise(10);
    lower(10);
    assertThat(pics.intr.isHigh()).isFalse();
    assertThat(pics.acknowledge()).as("the master's own spurious interrupt").isEqualTo(0x0F);
    assertThat(isr(pics.master)).isZero();
  }

  @Test
  void aWrongIcw3LeavesTheBusFloating() {
    program(pics.slave, 0x70, 0x05, 0x01);
    raise(8);
    assertThat(pics.acknowledge()).isEqualTo(0xFF);
  }

  @Test
  void edgeLevelRegistersKeepTheSystemInputsEdgeTriggered() {
    pics.edgeLevel.write(0, 1, 0xFF);
    pics.edgeLevel.write(1, 1, 0xFF);
    assertThat(pics.edgeLevel.read(0, 1)).isEqualTo(0xF8);
    assertThat(pics.edgeLevel.read(1, 1)).isEqualTo(0xDE);
  }
}
