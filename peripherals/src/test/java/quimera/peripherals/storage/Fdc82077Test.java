package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.peripherals.storage.FdcBench.MS;

import org.junit.jupiter.api.Test;
import quimera.core.state.StateTree;
import quimera.peripherals.image.MemoryStore;
import quimera.peripherals.storage.Fdc82077.Mode;

/** Registers, resets, seeks and the control commands; transfers are in FdcTransferTest. */
class Fdc82077Test {
  private final FdcBench bench = FdcBench.ready();

  @Test
  void afterPowerOnTheChipIsHeldInReset() {
    FdcBench cold = new FdcBench();
    assertThat(cold.in(Fdc82077.DOR)).isZero();
    assertThat(cold.in(Fdc82077.MSR)).isZero();
    assertThat(cold.in(Fdc82077.SRA)).as("absent in AT mode").isEqualTo(0xFF);
    cold.command(0x10);
    assertThat(cold.in(Fdc82077.MSR)).as("the FIFO is closed").isZero();
  }

  @Test
  void leavingResetInterruptsOnceAndOwesFourSenses() {
    bench.out(Fdc82077.DOR, 0x18);
    assertThat(bench.in(Fdc82077.MSR)).isZero();
    bench.out(Fdc82077.DOR, 0x1C);
    assertThat(bench.fdc.irq.isHigh()).isFalse();
    bench.awaitInterrupt();
    for (int drive = 0; drive < 4; drive++) {
      bench.command(0x08);
      assertThat(bench.result(2)).containsExactly(0xC0 | drive, 0);
      assertThat(bench.fdc.irq.isHigh()).isFalse();
    }
    bench.command(0x08);
    assertThat(bench.result(1)).as("nothing more to tell").containsExactly(0x80);
  }

  @Test
  void theResetBitOfDsrClearsItself() {
    bench.out(Fdc82077.DSR, 0x80);
    bench.awaitInterrupt();
    bench.command(0x08);
    assertThat(bench.result(2)).containsExactly(0xC0, 0);
  }

  @Test
  void theDmaGateOfDorHoldsTheInterruptBack() {
    bench.out(Fdc82077.DOR, 0x14);
    bench.command(0x0F, 0, 5);
    bench.advance(100 * MS);
    assertThat(bench.fdc.irq.isHigh()).isFalse();
    bench.out(Fdc82077.DOR, 0x1C);
    assertThat(bench.fdc.irq.isHigh()).isTrue();
  }

  @Test
  void versionSaysEnhancedController() {
    bench.command(0x10);
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0xD0);
    assertThat(bench.result(1)).containsExactly(0x90);
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0x80);
  }

  @Test
  void anUnknownOpcodeIsInvalid() {
    for (int opcode : new int[] {0x00, 0x01, 0x18, 0x1F, 0x48, 0x85, 0xE8}) {
      bench.command(opcode);
      int expected = opcode == 0x85 ? 0x90 : 0xD0; // 85h is WRITE DATA with MT: it wants more
      assertThat(bench.in(Fdc82077.MSR)).as("opcode %x", opcode).isEqualTo(expected);
      if (opcode == 0x85) {
        bench.out(Fdc82077.DSR, 0x80);
        bench.advance(MS);
        for (int i = 0; i < 4; i++) {
          bench.command(0x08);
          bench.result(2);
        }
      } else {
        assertThat(bench.result(1)).containsExactly(0x80);
      }
    }
  }

  @Test
  void aSeekTakesTheStepRateAndEndsWithSeekEnd() {
    bench.command(0x0F, 0x04, 10);
    assertThat(bench.in(Fdc82077.MSR)).as("drive 0 is busy, the chip is not").isEqualTo(0x81);
    long time = bench.awaitInterrupt();
    assertThat(time).as("ten steps of 3 ms").isBetween(30 * MS, 31 * MS);
    bench.command(0x08);
    assertThat(bench.result(2)).containsExactly(0x24, 10);
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0x80);
    assertThat(bench.fdc.irq.isHigh()).isFalse();
  }

  @Test
  void recalibrateStepsOutToTrackZero() {
    bench.seek(40);
    bench.command(0x04, 0);
    assertThat(bench.result(1)).as("ST3 away from track 0").containsExactly(0x28);
    bench.command(0x07, 0);
    bench.awaitInterrupt();
    bench.command(0x08);
    assertThat(bench.result(2)).containsExactly(0x20, 0);
    bench.command(0x04, 0);
    assertThat(bench.result(1)).as("ST3 on track 0").containsExactly(0x38);
  }

  @Test
  void recalibratingAnAbsentDriveIsAnEquipmentCheck() {
    bench.out(Fdc82077.DOR, 0x1E);
    bench.command(0x07, 2);
    bench.awaitInterrupt();
    bench.command(0x08);
    assertThat(bench.result(2)).containsExactly(0x72, 0);
  }

  @Test
  void recalibrateGivesUpAfter79Steps() {
    FdcBench far = FdcBench.ready();
    far.seek(79);
    far.command(0xCF, 0, 2); // relative, inwards: 81
    far.awaitInterrupt();
    far.command(0x08);
    assertThat(far.result(2)).containsExactly(0x20, 81);
    far.command(0x07, 0);
    far.awaitInterrupt();
    far.command(0x08);
    assertThat(far.result(2)).containsExactly(0x70, 0);
    far.command(0x07, 0);
    far.awaitInterrupt();
    far.command(0x08);
    assertThat(far.result(2)).as("the second attempt arrives").containsExactly(0x20, 0);
  }

  @Test
  void relativeSeekOutwardsLowersTheCylinder() {
    bench.seek(10);
    bench.command(0x8F, 0, 4);
    bench.awaitInterrupt();
    bench.command(0x08);
    assertThat(bench.result(2)).containsExactly(0x20, 6);
  }

  @Test
  void dumpregShowsWhatWasProgrammed() {
    bench.command(0x03, 0xAF, 0x3C);
    bench.command(0x13, 0, 0x47, 0x11);
    bench.command(0x12, 0x86);
    bench.seek(7);
    bench.command(0x0E);
    assertThat(bench.result(10)).containsExactly(7, 0, 0, 0, 0xAF, 0x3C, 0, 0x06, 0x47, 0x11);
  }

  @Test
  void lockKeepsTheFifoSettingsOverASoftwareReset() {
    bench.command(0x13, 0, 0x57, 0x22);
    bench.command(0x94);
    assertThat(bench.result(1)).containsExactly(0x10);
    bench.out(Fdc82077.DSR, 0x80);
    bench.command(0x0E);
    assertThat(bench.result(10)).endsWith(0x80, 0x07, 0x22);
    bench.command(0x14);
    assertThat(bench.result(1)).containsExactly(0);
    bench.out(Fdc82077.DSR, 0x80);
    bench.command(0x0E);
    assertThat(bench.result(10)).endsWith(0, 0x20, 0);
  }

  @Test
  void diskChangeStaysUntilAStepWithAMediumIn() {
    assertThat(bench.in(Fdc82077.DIR) & 0x80)
        .as("recalibrating at track 0 does not step")
        .isNotZero();
    bench.seek(1);
    assertThat(bench.in(Fdc82077.DIR) & 0x80).isZero();
    bench.a.insert(null);
    assertThat(bench.in(Fdc82077.DIR) & 0x80).isNotZero();
    bench.seek(0);
    assertThat(bench.in(Fdc82077.DIR) & 0x80).as("a step in an empty drive").isNotZero();
    bench.a.insert(FdcBench.numbered("720K"));
    bench.seek(1);
    assertThat(bench.in(Fdc82077.DIR) & 0x80).isZero();
  }

  @Test
  void senseDriveStatusShowsWriteProtection() {
    bench.a.insert(new MemoryStore("protected.img", new byte[1474560]));
    bench.command(0x04, 0x04);
    assertThat(bench.result(1)).containsExactly(0x7C);
  }

  @Test
  void theLampIsLitWhileDriveAndMotorAreSelected() {
    assertThat(bench.fdc.active(0)).isTrue();
    assertThat(bench.fdc.active(1)).isFalse();
    bench.out(Fdc82077.DOR, 0x0C);
    assertThat(bench.fdc.active(0)).isFalse();
  }

  @Test
  void thePortAt3f7AloneIsTheSameRegister() {
    assertThat(bench.fdc.port3f7.read(0, 1)).isEqualTo(bench.fdc.read(Fdc82077.DIR, 1));
    bench.fdc.port3f7.write(0, 1, 3);
    assertThat(bench.fdc.rate()).isEqualTo(1000);
    bench.out(Fdc82077.DSR, 2);
    assertThat(bench.fdc.rate()).isEqualTo(250);
  }

  @Test
  void ps2ModeHasTheStatusRegisters() {
    Fdc82077 ps2 = new Fdc82077(bench.scheduler, bench.dma, bench.a, null, Mode.PS2);
    ps2.write(Fdc82077.DOR, 1, 0x1C);
    assertThat(ps2.read(Fdc82077.SRB, 1)).as("motor 0 on").isEqualTo(0xC1);
    assertThat(ps2.read(Fdc82077.SRA, 1) & 0x50)
        .as("no second drive; track 0 is low")
        .isEqualTo(0x40);
    assertThat(ps2.read(Fdc82077.DIR, 1)).isEqualTo(0x80 | 0x78 | 2 << 1 | 1);
  }

  @Test
  void peekingTheFifoTakesNothing() {
    bench.command(0x10);
    assertThat(bench.fdc.peek(Fdc82077.FIFO, 1)).hasValue(0x90);
    assertThat(bench.fdc.peek(Fdc82077.MSR, 1)).hasValue(0xD0);
    assertThat(bench.result(1)).containsExactly(0x90);
  }

  @Test
  void aStateInTheMiddleOfASeekGoesOnInATwin() {
    bench.command(0x0F, 0, 20);
    bench.advance(10 * MS);
    StateTree saved = StateTree.save(bench.fdc::state);
    StateTree clock = StateTree.save(bench.scheduler::state);

    FdcBench twin = FdcBench.ready();
    clock.load("time", twin.scheduler::state);
    saved.load("fdc", twin.fdc::state);
    assertThat(StateTree.save(twin.fdc::state)).isEqualTo(saved);
    assertThat(twin.awaitInterrupt()).isEqualTo(bench.awaitInterrupt());
    twin.command(0x08);
    assertThat(twin.result(2)).containsExactly(0x20, 20);
  }
}
