package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.state.StateTree;

/** Selection, resets, interrupts and the data port; the commands are in AtaDiskTest. */
class IdeChannelTest {
  private final IdeBench bench = new IdeBench(5000, 3000);

  @Test
  void afterPowerOnADiskShowsItsSignature() {
    assertThat(bench.in(7)).as("status").isEqualTo(0x50);
    assertThat(bench.in(1)).as("diagnostic passed").isEqualTo(1);
    assertThat(bench.in(2)).isEqualTo(1);
    assertThat(bench.in(3)).isEqualTo(1);
    assertThat(bench.in(4)).isZero();
    assertThat(bench.in(5)).isZero();
    assertThat(bench.in(6)).isEqualTo(0xA0);
  }

  @Test
  void aSoftwareResetIsBusyAndEndsWithTheSignature() {
    bench.out(6, 0xF0);
    bench.out(4, 0x77);
    bench.control(0x04);
    assertThat(bench.alternateStatus() & 0x80).isNotZero();
    bench.scheduler.advanceTo(50_000_000);
    assertThat(bench.alternateStatus() & 0x80).as("as long as SRST is set").isNotZero();
    bench.control(0x00);
    assertThat(bench.await()).isEqualTo(0x50);
    assertThat(bench.in(4)).isZero();
    assertThat(bench.in(6)).as("device 0 is selected").isEqualTo(0xA0);
    assertThat(bench.channel.irq.isHigh()).isFalse();
  }

  @Test
  void aSoftwareResetEndsACommand() {
    bench.lba(0, 2);
    bench.command(0x20);
    bench.control(0x04);
    bench.control(0x00);
    assertThat(bench.await()).isEqualTo(0x50);
  }

  @Test
  void readingTheStatusAcknowledgesTheAlternateDoesNot() {
    bench.lba(0, 1);
    bench.out(7, 0x20);
    assertThat(bench.channel.irq.isHigh()).isFalse();
    bench.scheduler.advanceTo(1_000_000);
    assertThat(bench.channel.irq.isHigh()).isTrue();
    assertThat(bench.alternateStatus()).isEqualTo(0x58);
    assertThat(bench.channel.irq.isHigh()).isTrue();
    assertThat(bench.in(7)).isEqualTo(0x58);
    assertThat(bench.channel.irq.isHigh()).isFalse();
  }

  @Test
  void nienKeepsTheInterruptBackAndLetsItGoLater() {
    bench.control(0x02);
    bench.lba(0, 1);
    bench.out(7, 0x20);
    bench.scheduler.advanceTo(1_000_000);
    assertThat(bench.channel.irq.isHigh()).isFalse();
    bench.control(0x00);
    assertThat(bench.channel.irq.isHigh()).isTrue();
  }

  @Test
  void onlyTheSelectedDeviceDrivesTheInterrupt() {
    bench.lba(0, 1);
    bench.out(7, 0x20);
    bench.scheduler.advanceTo(1_000_000);
    bench.out(6, 0xF0);
    assertThat(bench.channel.irq.isHigh()).isFalse();
    bench.out(6, 0xE0);
    assertThat(bench.channel.irq.isHigh()).isTrue();
  }

  @Test
  void theSlaveAnswersForItself() {
    bench.out(6, 0xB0);
    bench.command(0xEC);
    byte[] identity = bench.take(512);
    assertThat(identity[120] & 0xFF | (identity[121] & 0xFF) << 8).isEqualTo(3000);
    bench.out(6, 0xA0);
    assertThat(bench.in(7)).isEqualTo(0x50);
  }

  @Test
  void aCableWithoutDevicesFloatsAndFailsTheEchoTest() {
    IdeBench empty = new IdeBench(0, 0);
    empty.out(2, 0x55);
    empty.out(3, 0xAA);
    assertThat(empty.in(2)).isEqualTo(0x7F);
    assertThat(empty.in(7)).as("not busy").isEqualTo(0x7F);
    assertThat(empty.alternateStatus()).isEqualTo(0x7F);
    assertThat(empty.ports.read(IdeBench.BASE, 2)).isEqualTo(0xFF7F);
    empty.out(7, 0xEC);
    assertThat(empty.channel.irq.isHigh()).isFalse();
  }

  @Test
  void anAbsentSlaveReadsAsZero() {
    IdeBench alone = new IdeBench(5000, 0);
    alone.out(6, 0xB0);
    alone.out(2, 0x55);
    assertThat(alone.in(2)).isZero();
    assertThat(alone.in(7)).isZero();
    alone.out(7, 0xEC);
    assertThat(alone.in(7)).isZero();
    alone.out(6, 0xA0);
    assertThat(alone.in(7)).as("the master is untouched").isEqualTo(0x50);
  }

  @Test
  void anAbsentMasterLeavesTheBusFloating() {
    IdeBench slaveOnly = new IdeBench(0, 3000);
    assertThat(slaveOnly.in(7)).isEqualTo(0x7F);
    slaveOnly.out(6, 0xB0);
    assertThat(slaveOnly.in(7)).isEqualTo(0x50);
  }

  @Test
  void executeDiagnosticReportsThroughDevice0() {
    bench.out(6, 0xB0);
    bench.out(7, 0x90);
    assertThat(bench.await()).isEqualTo(0x50);
    assertThat(bench.in(1)).isEqualTo(1);
    assertThat(bench.in(2)).isEqualTo(1);
    assertThat(bench.in(6)).isEqualTo(0xA0);
    bench.out(6, 0xB0);
    bench.scheduler.advanceTo(1_000_000);
    assertThat(bench.channel.irq.isHigh()).as("device 1 does not interrupt").isFalse();
    assertThat(bench.in(1)).isEqualTo(1);
  }

  @Test
  void registersDoNotChangeWhileBusy() {
    bench.lba(7, 1);
    bench.out(7, 0x20);
    bench.out(3, 99);
    bench.out(7, 0xEC);
    bench.await();
    assertThat(bench.take(512)).containsOnly(7);
    assertThat(bench.in(3)).isEqualTo(7);
  }

  @Test
  void theDataPortGivesTwoWordsTo32BitAccess() {
    bench.lba(0x1234 % 5000, 1);
    bench.command(0x20);
    int before = bench.ports.peek(IdeBench.BASE).isPresent() ? bench.alternateStatus() : 0;
    assertThat(before).as("a peek takes nothing").isEqualTo(0x58);
    for (int i = 0; i < 128; i++) {
      assertThat(bench.alternateStatus() & 8).isNotZero();
      assertThat(bench.ports.read(IdeBench.BASE, 4)).isEqualTo(0x34343434);
    }
    assertThat(bench.alternateStatus()).isEqualTo(0x50);
  }

  @Test
  void theLampIsLitDuringACommandAndAMomentLonger() {
    assertThat(bench.channel.active()).isFalse();
    bench.lba(0, 1);
    bench.command(0x40);
    assertThat(bench.channel.active()).isTrue();
    bench.scheduler.advanceTo(100_000_000);
    assertThat(bench.channel.active()).isFalse();
  }

  @Test
  void aStateInTheMiddleOfAWriteGoesOnInATwin() {
    bench.lba(10, 2);
    bench.command(0x30);
    bench.give(256, 0x11);
    StateTree saved = StateTree.save(bench.channel::state);
    StateTree clock = StateTree.save(bench.scheduler::state);

    IdeBench twin = new IdeBench(5000, 3000);
    clock.load("time", twin.scheduler::state);
    saved.load("ide0", twin.channel::state);
    assertThat(StateTree.save(twin.channel::state)).isEqualTo(saved);
    for (IdeBench each : new IdeBench[] {bench, twin}) {
      each.give(256, 0x22);
      assertThat(each.await()).isEqualTo(0x58);
      each.give(512, 0x33);
      assertThat(each.await()).isEqualTo(0x50);
      assertThat(each.sector(10)).startsWith(0x11, 0x11).endsWith(0x22, 0x22);
      assertThat(each.sector(11)).containsOnly(0x33);
    }
    assertThat(StateTree.save(twin.channel::state)).isEqualTo(StateTree.save(bench.channel::state));
  }
}
