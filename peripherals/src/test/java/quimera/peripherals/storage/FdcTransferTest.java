package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.peripherals.storage.FdcBench.MS;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import quimera.core.state.StateTree;
import quimera.peripherals.image.MemoryStore;

/** The commands that look at a track, each with its errors. */
class FdcTransferTest {
  private static final int READ = 0x46;
  private static final int READ_MT = 0xC6;
  private static final int WRITE = 0x45;

  private final FdcBench bench = FdcBench.ready();

  /** READ, WRITE and their like at cylinder, head, sector. */
  private int[] run(int opcode, int c, int h, int r, int eot) {
    return bench.run(opcode, h << 2, c, h, r, 2, eot, 0x1B, 0xFF);
  }

  private byte[] sector(int c, int h, int r) {
    byte[] sector = new byte[512];
    bench.a.medium().read(bench.a.geometry().position(c, h, r), sector, 0, 512);
    return sector;
  }

  @Test
  void readDataMovesSectorsUntilTheTerminalCount() {
    bench.seek(3);
    bench.channel(0x1000, 1024);
    assertThat(run(READ, 3, 1, 5, 18)).containsExactly(0x04, 0, 0, 3, 1, 7, 2);
    assertThat(Arrays.copyOfRange(bench.dma.memory, 0x1000, 0x1200)).isEqualTo(sector(3, 1, 5));
    assertThat(Arrays.copyOfRange(bench.dma.memory, 0x1200, 0x1400)).isEqualTo(sector(3, 1, 6));
    assertThat(bench.dma.asked).as("DREQ falls at the end").isFalse();
  }

  @Test
  void theInterruptFallsWithTheFirstResultByte() {
    bench.channel(0, 512);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    assertThat(bench.in(Fdc82077.MSR)).as("busy, not asking").isEqualTo(0x10);
    bench.awaitInterrupt();
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0xD0);
    bench.in(Fdc82077.FIFO);
    assertThat(bench.fdc.irq.isHigh()).isFalse();
    bench.result(6);
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0x80);
  }

  @Test
  void aWholeTrackPassesInOneRevolutionAfterTheFirstSector() {
    bench.channel(0, 18 * 512);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    long time = bench.awaitInterrupt();
    assertThat(time).isBetween(190 * MS, 400 * MS);
    bench.result(7);
    bench.channel(0, 512);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    assertThat(bench.awaitInterrupt()).as("the next sector is just coming").isLessThan(12 * MS);
  }

  @Test
  void multiTrackGoesOnAtTheOtherHead() {
    bench.channel(0, 4 * 512);
    assertThat(run(READ_MT, 0, 0, 17, 18)).containsExactly(0x04, 0, 0, 0, 1, 3, 2);
    assertThat(bench.dma.memory[1024 + 1]).as("head 1").isEqualTo((byte) 1);
    assertThat(bench.dma.memory[1024 + 2]).as("sector 1").isEqualTo((byte) 1);
  }

  @Test
  void theResultNamesTheNextCylinderAfterTheLastSector() {
    bench.channel(0, 512);
    assertThat(run(READ, 0, 0, 18, 18)).containsExactly(0, 0, 0, 1, 0, 1, 2);
    bench.channel(0, 512);
    assertThat(run(READ_MT, 0, 0, 18, 18)).containsExactly(0, 0, 0, 0, 1, 1, 2);
    bench.channel(0, 512);
    assertThat(run(READ_MT, 0, 1, 18, 18)).containsExactly(4, 0, 0, 1, 0, 1, 2);
  }

  @Test
  void withoutTerminalCountTheEndOfTheCylinderIsAnError() {
    bench.channel(0, 0x8000);
    assertThat(run(READ, 0, 0, 17, 18)).containsExactly(0x40, 0x80, 0, 1, 0, 1, 2);
  }

  @Test
  void aMissingSectorIsNoDataAfterTwoIndexPulses() {
    bench.channel(0, 512);
    bench.command(READ, 0, 0, 0, 19, 2, 19, 0x1B, 0xFF);
    assertThat(bench.awaitInterrupt()).isBetween(200 * MS, 410 * MS);
    assertThat(bench.result(7)).containsExactly(0x40, 0x04, 0, 0, 0, 19, 2);
  }

  @Test
  void theWrongCylinderInTheIdFieldsIsTold() {
    bench.channel(0, 512);
    assertThat(run(READ, 5, 0, 1, 18)).startsWith(0x40, 0x04, 0x10, 5);
  }

  @Test
  void anotherSizeOrHeadInTheCommandIsNoData() {
    bench.channel(0, 512);
    assertThat(bench.run(READ, 0, 0, 0, 1, 3, 18, 0x1B, 0xFF)).startsWith(0x40, 0x04, 0);
    assertThat(bench.run(READ, 0, 0, 1, 1, 2, 18, 0x1B, 0xFF)).startsWith(0x40, 0x04, 0);
  }

  @Test
  void theWrongDataRateFindsNoAddressMark() {
    bench.out(Fdc82077.CCR, 2);
    assertThat(run(READ, 0, 0, 1, 18)).startsWith(0x40, 0x01, 0);
    assertThat(bench.run(0x4A, 0)).startsWith(0x40, 0x01, 0);
    bench.out(Fdc82077.CCR, 0);
    assertThat(bench.run(0x0A, 0)).as("FM on an MFM track").startsWith(0x40, 0x01, 0);
  }

  @Test
  void beyondTheLastRecordedCylinderThereIsNoAddressMark() {
    bench.seek(81);
    assertThat(run(READ, 81, 0, 1, 18)).startsWith(0x40, 0x01, 0);
  }

  @Test
  void writeDataReachesTheMedium() {
    bench.seek(2);
    Arrays.fill(bench.dma.memory, 0, 512, (byte) 0x5A);
    bench.channel(0, 512);
    assertThat(run(WRITE, 2, 0, 9, 18)).containsExactly(0, 0, 0, 2, 0, 10, 2);
    assertThat(sector(2, 0, 9)).containsOnly(0x5A);
    assertThat(sector(2, 0, 10)[2]).isEqualTo((byte) 10);
  }

  @Test
  void aSectorCutShortByTerminalCountIsFilledWithZeros() {
    Arrays.fill(bench.dma.memory, 0, 512, (byte) 0x5A);
    bench.channel(0, 100);
    assertThat(run(WRITE, 0, 0, 1, 18)).startsWith(0, 0, 0);
    byte[] sector = sector(0, 0, 1);
    assertThat(Arrays.copyOf(sector, 100)).containsOnly(0x5A);
    assertThat(Arrays.copyOfRange(sector, 100, 512)).containsOnly(0);
  }

  @Test
  void aWriteProtectedMediumRefusesToBeWritten() {
    bench.a.insert(new MemoryStore("protected.img", new byte[1474560]));
    bench.channel(0, 512);
    assertThat(run(WRITE, 0, 0, 1, 18)).startsWith(0x40, 0x02, 0);
    bench.channel(0, 72);
    assertThat(bench.run(0x4D, 0, 2, 18, 0x54, 0xF6)).startsWith(0x40, 0x02, 0);
  }

  @Test
  void aMaskedChannelIsAnOverrun() {
    bench.channel(0, 0);
    assertThat(run(READ, 0, 0, 1, 18)).startsWith(0x40, 0x10, 0);
  }

  @Test
  void withoutAMediumTheCommandHangsUntilReset() {
    bench.a.insert(null);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    bench.advance(5_000 * MS);
    assertThat(bench.fdc.irq.isHigh()).isFalse();
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0x10);
    bench.out(Fdc82077.DOR, 0x18);
    bench.out(Fdc82077.DOR, 0x1C);
    bench.awaitInterrupt();
    assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0x80);
  }

  @Test
  void aMotorSwitchedOnLaterLetsTheCommandGoOn() {
    bench.out(Fdc82077.DOR, 0x0C);
    bench.channel(0, 512);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    bench.advance(1_000 * MS);
    assertThat(bench.fdc.irq.isHigh()).isFalse();
    bench.out(Fdc82077.DOR, 0x1C);
    bench.awaitInterrupt();
    assertThat(bench.result(7)).startsWith(0, 0, 0);
  }

  @Test
  void readIdTellsTheSectorThatComesNext() {
    bench.seek(12);
    int[] first = bench.run(0x4A, 4);
    int[] second = bench.run(0x4A, 4);
    assertThat(first).startsWith(4, 0, 0, 12, 1).endsWith(2);
    assertThat(second[5]).isEqualTo(first[5] % 18 + 1);
  }

  @Test
  void deletedMarksStopOrSkipARead() {
    bench.channel(0, 512);
    assertThat(run(0x49, 0, 0, 2, 18)).startsWith(0, 0, 0);
    bench.channel(0, 3 * 512);
    assertThat(run(READ, 0, 0, 1, 18)).as("ends with it").containsExactly(0, 0, 0x40, 0, 0, 2, 2);
    bench.channel(0, 2 * 512);
    assertThat(run(READ | 0x20, 0, 0, 1, 18))
        .as("skips it")
        .containsExactly(0, 0, 0x40, 0, 0, 4, 2);
    assertThat(bench.dma.memory[512 + 2]).isEqualTo((byte) 3);
    bench.channel(0, 512);
    assertThat(run(0x4C, 0, 0, 2, 18)).as("READ DELETED").containsExactly(0, 0, 0, 0, 0, 3, 2);
    bench.channel(0, 512);
    assertThat(run(0x6C, 0, 0, 1, 18)).as("with SK").containsExactly(0, 0, 0x40, 0, 0, 3, 2);
    bench.channel(0, 512);
    run(WRITE, 0, 0, 2, 18);
    bench.channel(0, 512);
    assertThat(run(READ, 0, 0, 2, 18)).as("written anew").startsWith(0, 0, 0);
  }

  @Test
  void readTrackTakesSectorsFromTheIndexOn() {
    bench.channel(0, 0x8000);
    assertThat(run(0x42, 0, 0, 1, 18)).startsWith(0, 0, 0);
    for (int i = 0; i < 18; i++) {
      assertThat(bench.dma.memory[512 * i + 2]).isEqualTo((byte) (i + 1));
    }
    bench.channel(0, 0x8000);
    assertThat(run(0x42, 7, 0, 1, 2)).as("other IDs set ND only").startsWith(0, 0x04, 0);
  }

  @Test
  void verifyMovesNothing() {
    assertThat(run(0x56, 0, 0, 1, 18)).containsExactly(0, 0, 0, 1, 0, 1, 2);
    assertThat(bench.run(0x56, 0x80, 0, 0, 1, 2, 18, 0x1B, 5)).containsExactly(0, 0, 0, 0, 0, 6, 2);
    assertThat(bench.run(0xD6, 0x80, 0, 0, 1, 2, 18, 0x1B, 36))
        .containsExactly(4, 0, 0, 1, 0, 1, 2);
    assertThat(bench.run(0x56, 0x80, 0, 0, 1, 2, 18, 0x1B, 19)).startsWith(0x40, 0x80, 0);
    assertThat(run(0x56, 0, 0, 1, 19)).startsWith(0x40, 0x04, 0);
  }

  @Test
  void formatTrackFillsTheSectorsItNames() {
    bench.seek(1);
    for (int i = 0; i < 18; i++) {
      byte[] id = {1, 0, (byte) (i + 1), 2};
      System.arraycopy(id, 0, bench.dma.memory, 4 * i, 4);
    }
    bench.channel(0, 72);
    bench.command(0x4D, 0, 2, 18, 0x54, 0xF6);
    assertThat(bench.awaitInterrupt()).isBetween(200 * MS, 410 * MS);
    assertThat(bench.result(7)).startsWith(0, 0, 0);
    assertThat(sector(1, 0, 1)).containsOnly(0xF6);
    assertThat(sector(1, 0, 18)).containsOnly(0xF6);
    assertThat(sector(1, 1, 1)[2]).as("the other side").isEqualTo((byte) 1);
  }

  @Test
  void sectorsThatAFormatLeavesOutAreGone() {
    for (int i = 0; i < 9; i++) {
      byte[] id = {0, 0, (byte) (i + 1), 2};
      System.arraycopy(id, 0, bench.dma.memory, 4 * i, 4);
    }
    bench.channel(0, 36);
    bench.run(0x4D, 0, 2, 9, 0x54, 0xF6);
    bench.channel(0, 512);
    assertThat(run(READ, 0, 0, 9, 18)).startsWith(0, 0, 0);
    bench.channel(0, 512);
    assertThat(run(READ, 0, 0, 10, 18)).startsWith(0x40, 0x04, 0);
  }

  @Test
  void scanFindsTheSectorThatAgrees() {
    for (int i = 0; i < 4; i++) {
      System.arraycopy(sector(0, 0, 3), 0, bench.dma.memory, 512 * i, 512);
    }
    bench.channel(0, 0x800);
    assertThat(bench.run(0x51, 0, 0, 0, 1, 2, 4, 0x1B, 1))
        .as("equal at sector 3")
        .containsExactly(0, 0, 0x08, 0, 0, 3, 2);
    bench.channel(0, 0x800);
    assertThat(bench.run(0x59, 0, 0, 0, 1, 2, 4, 0x1B, 1))
        .as("sector 1 is low")
        .containsExactly(0, 0, 0, 0, 0, 1, 2);
    bench.channel(0, 0x800);
    assertThat(bench.run(0x5D, 0, 0, 0, 4, 2, 4, 0x1B, 1)).as("4 is high").startsWith(0, 0, 0);
    bench.channel(0, 0x400);
    assertThat(bench.run(0x51, 0, 0, 0, 1, 2, 2, 0x1B, 1)).as("not there").startsWith(0, 0, 0x04);
  }

  @Test
  void impliedSeekGoesToTheCylinder() {
    bench.command(0x13, 0, 0x60, 0);
    bench.channel(0, 512);
    assertThat(run(READ, 6, 0, 1, 18)).startsWith(0x20, 0, 0);
    assertThat(bench.dma.memory[0]).isEqualTo((byte) 6);
  }

  @Test
  void withoutDmaTheGuestTakesEachByteAtAnInterrupt() {
    bench.command(0x03, 0xD1, 0x03);
    bench.command(READ, 0, 0, 0, 18, 2, 18, 0x1B, 0xFF);
    byte[] taken = new byte[512];
    for (int i = 0; i < 512; i++) {
      bench.awaitInterrupt();
      assertThat(bench.in(Fdc82077.MSR)).isEqualTo(0xF0);
      taken[i] = (byte) bench.in(Fdc82077.FIFO);
      if (i < 511) {
        assertThat(bench.fdc.irq.isHigh()).isFalse();
      }
    }
    assertThat(taken).isEqualTo(sector(0, 0, 18));
    bench.awaitInterrupt();
    assertThat(bench.result(7)).as("no TC without DMA").startsWith(0x40, 0x80, 0);
  }

  @Test
  void aByteNotTakenInTimeIsAnOverrun() {
    bench.command(0x03, 0xD1, 0x03);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    bench.awaitInterrupt();
    bench.advance(MS);
    bench.in(Fdc82077.FIFO);
    assertThat(bench.result(7)).startsWith(0x40, 0x10, 0);
  }

  @Test
  void theFifoGivesTheGuestTimeUpToItsThreshold() {
    bench.command(0x03, 0xD1, 0x03);
    bench.command(0x13, 0, 0x07, 0); // FIFO on, threshold 8
    bench.command(READ, 0, 0, 0, 18, 2, 18, 0x1B, 0xFF);
    bench.awaitInterrupt();
    int taken = 0;
    while ((bench.in(Fdc82077.MSR) & Fdc82077.MSR_NON_DMA) != 0) {
      if ((bench.in(Fdc82077.MSR) & Fdc82077.MSR_RQM) != 0) {
        int value = bench.in(Fdc82077.FIFO);
        assertThat((byte) value).isEqualTo(sector(0, 0, 18)[taken++]);
      } else {
        bench.awaitInterrupt();
      }
    }
    assertThat(taken).isEqualTo(512);
  }

  @Test
  void withoutDmaWritingWorksThroughTheFifo() {
    bench.command(0x03, 0xD1, 0x03);
    bench.command(0x13, 0, 0x07, 0);
    bench.command(WRITE, 0, 0, 0, 18, 2, 18, 0x1B, 0xFF);
    int given = 0;
    while ((bench.in(Fdc82077.MSR) & Fdc82077.MSR_NON_DMA) != 0) {
      if ((bench.in(Fdc82077.MSR) & 0xC0) == Fdc82077.MSR_RQM) {
        bench.out(Fdc82077.FIFO, given++ * 7);
      } else {
        bench.scheduler.advanceTo(bench.scheduler.nextDue());
      }
    }
    assertThat(given).isEqualTo(512);
    assertThat(bench.result(7)).startsWith(0x40, 0x80, 0);
    byte[] sector = sector(0, 0, 18);
    for (int i = 0; i < 512; i++) {
      assertThat(sector[i]).isEqualTo((byte) (i * 7));
    }
  }

  @Test
  void everyFormatReadsItsLastSectorInTheDriveMadeForIt() {
    int[] codes = new int[1001];
    codes[300] = 1;
    codes[250] = 2;
    codes[1000] = 3;
    for (FloppyGeometry geometry : FloppyGeometry.KNOWN) {
      FdcBench each = new FdcBench(FloppyType.suited(geometry));
      each.a.insert(FdcBench.numbered(geometry.name()));
      each.start(codes[each.a.type().rate(geometry)]);
      int c = geometry.cylinders() - 1;
      int h = geometry.heads() - 1;
      each.seek(c);
      each.channel(0, 512);
      assertThat(each.run(READ, h << 2, c, h, geometry.sectors(), 2, geometry.sectors(), 27, 255))
          .as(geometry.name())
          .startsWith(h << 2, 0, 0);
      assertThat(each.dma.memory[0]).isEqualTo((byte) c);
    }
  }

  @Test
  void aFortyTrackMediumInA12mDriveNeedsDoubleSteps() {
    FdcBench twelve = new FdcBench(FloppyType.HD_5_25);
    twelve.a.insert(FdcBench.numbered("360K"));
    twelve.start(1);
    twelve.seek(10);
    twelve.channel(0, 512);
    assertThat(twelve.run(READ, 0, 5, 0, 1, 2, 9, 0x2A, 0xFF)).startsWith(0, 0, 0);
    twelve.seek(11);
    assertThat(twelve.run(READ, 0, 5, 0, 1, 2, 9, 0x2A, 0xFF)).as("between").startsWith(0x40, 0x01);
  }

  @Test
  void aStateInTheMiddleOfAReadGoesOnInATwin() {
    bench.channel(0, 2048);
    bench.command(READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    bench.advance(230 * MS);
    StateTree saved = StateTree.save(bench.fdc::state);
    StateTree clock = StateTree.save(bench.scheduler::state);

    FdcBench twin = FdcBench.ready();
    twin.channel(bench.dma.at, bench.dma.left);
    clock.load("time", twin.scheduler::state);
    saved.load("fdc", twin.fdc::state);
    assertThat(twin.awaitInterrupt()).isEqualTo(bench.awaitInterrupt());
    assertThat(twin.result(7)).isEqualTo(bench.result(7));
  }
}
