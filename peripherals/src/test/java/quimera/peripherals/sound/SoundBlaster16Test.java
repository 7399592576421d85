package quimera.peripherals.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.host.AudioSink;
import quimera.core.state.StateIo;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.dma.DmaPair;

class SoundBlaster16Test {
  private static final long MS = 1_000_000;
  private static final int BUFFER = 0x1000;

  /** A level that the card has put out. */
  private record Level(long time, int left, int right) {}

  /** A card, its DMA controllers and their memory. */
  private static final class Bench implements AudioSink {
    final Scheduler scheduler = new Scheduler();
    final Bus bus;
    final DmaPair dma;
    final SoundBlaster16 card;
    final List<Level> voice = new ArrayList<>();
    final List<Level> music = new ArrayList<>();
    final List<Long> interrupts = new ArrayList<>();

    Bench() {
      MemoryMap map = new MemoryMap("dma", Unmapped.ONES);
      map.memory("ram", 0, Memory.ram("ram", 0x10000));
      bus = new Bus(map, 24);
      dma = new DmaPair(bus);
      Clock crystal = new Clock("crystal", 315_000_000, 22);
      card = new SoundBlaster16(crystal, scheduler, dma, this);
      for (int irq : SoundBlaster16.IRQS) {
        card.irq(irq).connect("irq" + irq, level -> interrupts.add(level ? scheduler.now() : -irq));
      }
      dma.reset(Reset.POWER_ON);
      card.reset(Reset.POWER_ON);
      card.settle();
      mixer(0x30, 0xF8); // as loud as can be
      mixer(0x31, 0xF8);
      mixer(0x32, 0xF8);
      mixer(0x33, 0xF8);
      voice.clear();
      dma.second.write(0x16, 1, 0xC0); // cascade
      dma.second.write(0x14, 1, 0);
    }

    @Override
    public void speaker(long time, boolean level) {}

    @Override
    public void level(Source source, long time, int left, int right) {
      (source == Source.VOICE ? voice : music).add(new Level(time, left, right));
    }

    void state(StateIo io) {
      scheduler.state(io);
      io.section("dma", dma::state);
      io.section("card", card::state);
    }

    void mixer(int register, int value) {
      card.write(4, 1, register);
      card.write(5, 1, value);
    }

    int mixer(int register) {
      card.write(4, 1, register);
      return in(5);
    }

    int in(int offset) {
      return (int) card.read(offset, 1);
    }

    void dsp(int... bytes) {
      for (int each : bytes) {
        assertThat(in(0xC) & 0x80).as("busy").isZero();
        card.write(0xC, 1, each);
      }
    }

    void pass(long ns) {
      scheduler.advanceTo(scheduler.now() + ns);
    }

    void memory(int... values) {
      for (int i = 0; i < values.length; i++) {
        bus.write8(BUFFER + i, values[i]);
      }
    }

    /** Programs channel 1 or 5 for so many bytes or words from the buffer. */
    void dma(int channel, int units, boolean again, boolean toMemory) {
      boolean wide = channel >= 4;
      BusTarget chip = wide ? dma.second : dma.first;
      int step = wide ? 2 : 1;
      int at = wide ? BUFFER / 2 : BUFFER;
      chip.write(0xA * step, 1, 5);
      chip.write(0xC * step, 1, 0);
      chip.write(0xB * step, 1, 0x40 | (again ? 0x10 : 0) | (toMemory ? 4 : 8) | 1);
      chip.write(2 * step, 1, at & 0xFF);
      chip.write(2 * step, 1, at >> 8);
      chip.write(3 * step, 1, units - 1 & 0xFF);
      chip.write(3 * step, 1, units - 1 >> 8);
      chip.write(0xA * step, 1, 1);
    }

    List<Integer> lefts() {
      return voice.stream().map(Level::left).toList();
    }
  }

  private Bench bench;

  @BeforeEach
  void plugIn() {
    bench = new Bench();
  }

  @Test
  void theProcessorAnswersAReset() {
    bench.card.write(6, 1, 1);
    bench.pass(5_000);
    bench.card.write(6, 1, 0);
    assertThat(bench.in(0xE) & 0x80).isZero();
    bench.pass(100_000);
    assertThat(bench.in(0xE) & 0x80).isNotZero();
    assertThat(bench.in(0xA)).isEqualTo(0xAA);
    assertThat(bench.in(0xE) & 0x80).isZero();
  }

  @Test
  void itIsAVersion405() {
    bench.dsp(0xE1);
    assertThat(List.of(bench.in(0xA), bench.in(0xA))).containsExactly(4, 5);
    bench.dsp(0xE0, 0x5A);
    assertThat(bench.in(0xA)).isEqualTo(0xA5);
    bench.dsp(0xE4, 0x12, 0xE8);
    assertThat(bench.in(0xA)).isEqualTo(0x12);
    assertThat(bench.in(0xA)).as("without an answer, the last one").isEqualTo(0x12);
  }

  @Test
  void theSpeakerIsOnlyAFlag() {
    bench.dsp(0xD8, 0xD1, 0xD8, 0xD3, 0xD8);
    assertThat(List.of(bench.in(0xA), bench.in(0xA), bench.in(0xA))).containsExactly(0, 0xFF, 0);
  }

  @Test
  void aDirectSampleIsHeardAtOnce() {
    bench.dsp(0x10, 0xFF, 0x10, 0x00, 0x10, 0x80);
    assertThat(bench.lefts()).containsExactly(0x7F00, -0x8000, 0);
  }

  @Test
  void aBlockEndsWithAnInterruptAtItsTime() {
    bench.memory(0x90, 0xA0, 0x70, 0x80);
    bench.dma(1, 4, false, false);
    bench.dsp(0x40, 256 - 125, 0x14, 3, 0); // 8 kHz, four samples
    bench.pass(10 * MS);
    assertThat(bench.voice)
        .containsExactly(
            new Level(125_000, 0x1000, 0x1000),
            new Level(250_000, 0x2000, 0x2000),
            new Level(375_000, -0x1000, -0x1000),
            new Level(500_000, 0, 0));
    assertThat(bench.interrupts).containsExactly(500_000L);
    assertThat(bench.mixer(0x82)).isEqualTo(1);
    bench.in(0xE);
    assertThat(bench.interrupts).containsExactly(500_000L, -5L);
    assertThat(bench.mixer(0x82)).isZero();
    assertThat(bench.scheduler.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void samplesOfARateInHertzDoNotDrift() {
    bench.dma(1, 0x8000, true, false);
    bench.dsp(0x41, 44_100 >> 8, 44_100 & 0xFF, 0x48, 44_099 & 0xFF, 44_099 >> 8, 0x1C);
    for (int second = 1; second <= 3; second++) {
      bench.pass(1_000 * MS);
      assertThat(bench.interrupts).hasSize(second).last().isEqualTo(second * 1_000L * MS);
      bench.in(0xE);
      bench.interrupts.removeIf(t -> t < 0);
    }
  }

  @Test
  void anEndlessTransferGoesOnUntilItIsToldNotTo() {
    bench.memory(1, 2, 3, 4);
    bench.dma(1, 4, true, false);
    bench.dsp(0x41, 10_000 >> 8, 10_000 & 0xFF, 0xC6, 0x00, 1, 0); // blocks of 2
    bench.pass(450_000);
    assertThat(bench.voice).hasSize(4);
    bench.in(0xE);
    bench.dsp(0xDA);
    bench.pass(10 * MS);
    assertThat(bench.voice).hasSize(6);
    assertThat(bench.interrupts).containsExactly(200_000L, -5L, 600_000L);
  }

  @Test
  void wordsInStereoGoThroughTheirChannel() {
    bench.memory(0x34, 0x12, 0x00, 0x80, 0xFF, 0x7F, 0xFE, 0xFF);
    bench.dma(5, 4, false, false);
    bench.dsp(0x41, 10_000 >> 8, 10_000 & 0xFF, 0xB2, 0x30, 3, 0); // signed, stereo
    bench.pass(10 * MS);
    assertThat(bench.voice)
        .containsExactly(new Level(100_000, 0x1234, -0x8000), new Level(200_000, 0x7FFF, -2));
    assertThat(bench.interrupts).containsExactly(200_000L);
    assertThat(bench.mixer(0x82)).isEqualTo(2);
    bench.in(0xE);
    assertThat(bench.mixer(0x82)).as("the byte's port does not end a word's").isEqualTo(2);
    bench.in(0xF);
    assertThat(bench.mixer(0x82)).isZero();
  }

  @Test
  void wordsWithoutAChannelOfTheirOwnTakeThatForBytes() {
    bench.mixer(0x81, 0x02);
    bench.voice.clear();
    bench.memory(0x00, 0x90, 0x00, 0x70);
    bench.dma(1, 4, false, false);
    bench.dsp(0xB0, 0x00, 1, 0); // not signed, mono
    bench.pass(10 * MS);
    assertThat(bench.lefts()).containsExactly(0x1000, -0x1000);
  }

  @Test
  void aPauseHoldsTheTransfer() {
    bench.memory(0x90, 0xA0, 0xB0);
    bench.dma(1, 3, false, false);
    bench.dsp(0x40, 156, 0x14, 2, 0); // 10 kHz
    bench.pass(150_000);
    bench.dsp(0xD0);
    bench.pass(5 * MS);
    assertThat(bench.lefts()).containsExactly(0x1000);
    bench.dsp(0xD4);
    bench.pass(250_000);
    assertThat(bench.lefts()).containsExactly(0x1000, 0x2000, 0x3000);
    assertThat(bench.interrupts).hasSize(1);
  }

  @Test
  void aMaskedChannelKeepsTheCardWaiting() {
    bench.memory(0x90, 0xA0);
    bench.dsp(0x40, 156, 0x14, 1, 0);
    bench.pass(MS);
    assertThat(bench.dma.first.read(8, 1) & 0x20).as("DREQ 1").isNotZero();
    assertThat(bench.voice).isEmpty();
    bench.dma(1, 2, false, false);
    bench.pass(MS);
    assertThat(bench.lefts()).containsExactly(0x1000, 0x2000);
    assertThat(bench.dma.first.read(8, 1)).as("terminal count, no request").isEqualTo(2);
  }

  @Test
  void aPauseOfSilenceEndsWithAnInterrupt() {
    bench.dsp(0x40, 156, 0x80, 9, 0);
    bench.pass(10 * MS);
    assertThat(bench.interrupts).containsExactly(MS);
  }

  @Test
  void codedSamplesBeginWithOneThatIsNot() {
    bench.memory(0x80, 0x37, 0x1F);
    bench.dma(1, 3, false, false);
    bench.dsp(0x40, 156, 0x75, 2, 0);
    bench.pass(10 * MS);
    assertThat(bench.lefts()).containsExactly(0x300, 0xA00, 0xD00, -0x200);
    assertThat(bench.interrupts).containsExactly(500_000L);
  }

  @Test
  void silenceIsRecorded() {
    bench.memory(1, 2, 3);
    bench.dma(1, 2, false, true);
    bench.dsp(0x24, 1, 0);
    bench.pass(MS);
    assertThat(bench.bus.read(BUFFER, 4)).isEqualTo(0x0003_8080);
    assertThat(bench.interrupts).hasSize(1);
  }

  @Test
  void anInterruptCanBeAskedFor() {
    bench.dsp(0xF2);
    assertThat(bench.mixer(0x82)).isEqualTo(1);
    bench.dsp(0xF3);
    assertThat(bench.mixer(0x82)).isEqualTo(3);
    assertThat(bench.interrupts).hasSize(1);
  }

  @Test
  void theMixerChoosesTheInterrupt() {
    assertThat(bench.mixer(0x80)).isEqualTo(0x02);
    bench.mixer(0x80, 0x04);
    bench.dsp(0xF2);
    bench.in(0xE);
    assertThat(bench.interrupts).containsExactly(0L, -7L);
  }

  @Test
  void aResetEndsATransfer() {
    bench.dma(1, 0x1000, true, false);
    bench.dsp(0x1C, 0xF2);
    bench.card.write(6, 1, 1);
    bench.card.write(6, 1, 0);
    bench.pass(MS);
    assertThat(bench.voice).isEmpty();
    assertThat(bench.mixer(0x82)).isZero();
    assertThat(bench.scheduler.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aResetFirstEndsMidi() {
    bench.dsp(0x34, 0xE1);
    assertThat(bench.in(0xE) & 0x80).as("a note, not a command").isZero();
    bench.card.write(6, 1, 1);
    bench.card.write(6, 1, 0);
    bench.pass(MS);
    assertThat(bench.in(0xE) & 0x80).isZero();
    bench.dsp(0xE1);
    assertThat(bench.in(0xA)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"0x04, 0x32", "0x22, 0x30", "0x26, 0x34", "0x28, 0x36", "0x2E, 0x38"})
  void volumesOfASoundBlasterProAreTheSameInFourBits(String pro, String first) {
    int four = Integer.decode(pro);
    int five = Integer.decode(first);
    bench.mixer(four, 0xF4);
    assertThat(bench.mixer(five)).isEqualTo(0xF8);
    assertThat(bench.mixer(five + 1)).isEqualTo(0x48);
    bench.mixer(five + 1, 0xA8);
    assertThat(bench.mixer(four)).isEqualTo(0xFA);
  }

  @Test
  void theMixersResetIsTheGuides() {
    bench.mixer(0x80, 0x08);
    bench.mixer(0, 0);
    assertThat(bench.mixer(0x22)).isEqualTo(0xCC);
    assertThat(bench.mixer(0x30)).isEqualTo(0xC0);
    assertThat(bench.mixer(0x3C)).isEqualTo(0x1F);
    assertThat(bench.mixer(0x44)).isEqualTo(0x80);
    assertThat(bench.mixer(0x80)).as("not a volume").isEqualTo(0x08);
  }

  @Test
  void volumesTakeTwoDecibelsAStepAndTheGainGivesSix() {
    bench.dsp(0x10, 0xC0);
    bench.mixer(0x32, 29 << 3);
    bench.mixer(0x31, 26 << 3);
    Level soft = bench.voice.get(bench.voice.size() - 1);
    assertThat(20 * Math.log10(0x4000 / (double) soft.left)).isCloseTo(4, within(0.01));
    assertThat(20 * Math.log10(0x4000 / (double) soft.right)).isCloseTo(10, within(0.01));
    bench.mixer(0x42, 0x40);
    Level gained = bench.voice.get(bench.voice.size() - 1);
    assertThat(gained.right).isCloseTo(2 * soft.right, within(1));
    assertThat(gained.left).isEqualTo(soft.left);
  }

  @Test
  void theSynthesizerIsAtTheCardsPortsToo() {
    int[][] note = {{0x23, 0x21}, {0x43, 0}, {0x63, 0xF0}, {0x83, 0x0F}, {0xA0, 0}, {0xB0, 0x32}};
    for (int[] each : note) {
      bench.card.write(8, 1, each[0]);
      bench.card.write(9, 1, each[1]);
    }
    bench.pass(20 * MS);
    assertThat(bench.music).hasSizeGreaterThan(500);
    assertThat(bench.in(0) & 0x06).as("an OPL3").isZero();
  }

  @Test
  void aCardSavedInTheMiddleOfASoundGoesOnAlike() {
    for (int i = 0; i < 1000; i++) {
      bench.bus.write8(BUFFER + i, i * 7 & 0xFF);
    }
    bench.dma(1, 1000, true, false);
    bench.dsp(0x41, 0x56, 0x22, 0x48, 99, 0, 0x7D);
    bench.pass(17_654_321);
    bench.dsp(0xE1);
    StateTree saved = StateTree.save(bench::state);
    Bench other = new Bench();
    for (int i = 0; i < 1000; i++) {
      other.bus.write8(BUFFER + i, i * 7 & 0xFF);
    }
    saved.load("bench", other::state);
    bench.voice.clear();
    bench.interrupts.clear();
    for (Bench each : List.of(bench, other)) {
      each.in(0xE);
      each.pass(20 * MS);
    }
    assertThat(other.voice).isNotEmpty().isEqualTo(bench.voice);
    assertThat(other.interrupts).isNotEmpty().isEqualTo(bench.interrupts);
    assertThat(other.in(0xA)).isEqualTo(4);
    assertThat(bench.in(0xA)).isEqualTo(4);
    assertThat(StateTree.save(other::state).encode())
        .isEqualTo(StateTree.save(bench::state).encode());
  }
}
