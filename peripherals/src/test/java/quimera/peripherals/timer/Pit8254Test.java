package quimera.peripherals.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.device.Device.Reset;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

class Pit8254Test {
  private static final int CONTROL = 3;
  private static final long TICK = 1_000;

  private final Scheduler scheduler = new Scheduler();
  private final Pit8254 pit = new Pit8254(Clock.hertz("pit", 1_000_000), scheduler);
  private final List<Long> rises = new ArrayList<>();

  @BeforeEach
  void connect() {
    pit.out0.connect(
        "test",
        level -> {
          if (level) {
            rises.add(scheduler.now() / TICK);
          }
        });
    pit.reset(Reset.POWER_ON);
    pit.settle();
  }

  private void program(int counter, int mode, int count) {
    pit.write(CONTROL, 1, counter << 6 | 0x30 | mode << 1);
    count(counter, count);
  }

  private void count(int counter, int count) {
    pit.write(counter, 1, count & 0xFF);
    pit.write(counter, 1, count >> 8 & 0xFF);
  }

  private void ticks(long n) {
    scheduler.advanceTo(scheduler.now() + n * TICK);
  }

  private int read(int counter) {
    int low = (int) pit.read(counter, 1);
    return low | (int) pit.read(counter, 1) << 8;
  }

  private int status(int counter) {
    pit.write(CONTROL, 1, 0xE0 | 2 << counter);
    return (int) pit.read(counter, 1);
  }

  @Test
  void mode0RisesOneTickAfterTheCountAndCountsOn() {
    program(0, 0, 5);
    assertThat(pit.out(0)).isFalse();
    ticks(5);
    assertThat(pit.out(0)).isFalse();
    assertThat(read(0)).isEqualTo(1);
    ticks(1);
    assertThat(pit.out(0)).isTrue();
    assertThat(rises).containsExactly(6L);
    ticks(1);
    assertThat(read(0)).isEqualTo(0xFFFF);
  }

  @Test
  void mode0WithoutAGateStandsStill() {
    program(2, 0, 5);
    ticks(100);
    assertThat(read(2)).isEqualTo(5);
    pit.gate2.changed(true);
    ticks(3);
    pit.gate2.changed(false);
    ticks(50);
    assertThat(read(2)).isEqualTo(2);
    assertThat(pit.out(2)).isFalse();
    pit.gate2.changed(true);
    ticks(2);
    assertThat(pit.out(2)).isTrue();
  }

  @Test
  void mode1IsARetriggerableOneShot() {
    program(2, 1, 4);
    ticks(10);
    assertThat(pit.out(2)).isTrue();
    pit.gate2.changed(true);
    ticks(1);
    assertThat(pit.out(2)).isFalse();
    ticks(3);
    pit.gate2.changed(false);
    pit.gate2.changed(true);
    ticks(4);
    assertThat(pit.out(2)).as("triggered again").isFalse();
    ticks(1);
    assertThat(pit.out(2)).isTrue();
  }

  @Test
  void mode2IsLowForTheLastTickOfEachPeriod() {
    program(0, 2, 4);
    ticks(3);
    assertThat(pit.out(0)).isTrue();
    ticks(1);
    assertThat(pit.out(0)).isFalse();
    assertThat(read(0)).isEqualTo(1);
    ticks(1);
    assertThat(pit.out(0)).isTrue();
    assertThat(read(0)).as("reloaded").isEqualTo(4);
    ticks(8);
    assertThat(rises).containsExactly(0L, 5L, 9L, 13L);
  }

  @Test
  void mode2TakesANewCountAtTheEndOfTheCycle() {
    program(0, 2, 10);
    ticks(3);
    count(0, 4);
    assertThat(status(0) & 0x40).as("null count").isEqualTo(0x40);
    ticks(8);
    assertThat(status(0) & 0x40).isZero();
    ticks(4);
    assertThat(rises).containsExactly(0L, 11L, 15L);
  }

  @Test
  void mode3IsHighForHalfThePeriod() {
    program(0, 3, 6);
    ticks(1);
    boolean[] seen = new boolean[12];
    for (int i = 0; i < 12; i++) {
      seen[i] = pit.out(0);
      ticks(1);
    }
    assertThat(seen)
        .containsExactly(
            true, true, true, false, false, false, true, true, true, false, false, false);
  }

  @Test
  void mode3GivesTheOddTickToTheHighHalfAndCountsByTwo() {
    program(0, 3, 5);
    ticks(1);
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      seen.append(pit.out(0) ? 'H' : 'L').append(read(0));
      ticks(1);
    }
    assertThat(seen.toString()).isEqualTo("H4H2H0L4L2H4H2H0L4L2");
  }

  @Test
  void theSystemTickOfThePcComes18Point2TimesASecond() {
    Scheduler time = new Scheduler();
    Pit8254 real = new Pit8254(new Clock("pit", 315_000_000, 22 * 12), time);
    int[] edges = new int[1];
    real.out0.connect("test", level -> edges[0] += level ? 1 : 0);
    real.write(CONTROL, 1, 0x36);
    real.write(0, 1, 0);
    real.write(0, 1, 0);
    time.advanceTo(3_600_000_000_000L);
    assertThat(edges[0]).as("in an hour, 1800B0h a day").isEqualTo(0x1800B0 / 24 + 1);
  }

  @Test
  void mode4StrobesOnceAfterTheCount() {
    program(0, 4, 3);
    ticks(3);
    assertThat(pit.out(0)).isTrue();
    ticks(1);
    assertThat(pit.out(0)).isFalse();
    ticks(1);
    assertThat(pit.out(0)).isTrue();
    ticks(70_000);
    assertThat(rises).containsExactly(0L, 5L);
  }

  @Test
  void mode5StrobesAfterATrigger() {
    program(2, 5, 3);
    ticks(20);
    assertThat(pit.out(2)).isTrue();
    pit.gate2.changed(true);
    ticks(4);
    assertThat(pit.out(2)).isFalse();
    ticks(1);
    assertThat(pit.out(2)).isTrue();
  }

  @Test
  void aLatchedCountStandsUntilBothBytesAreRead() {
    program(0, 2, 0x1234);
    ticks(0x35);
    pit.write(CONTROL, 1, 0x00);
    ticks(100);
    pit.write(CONTROL, 1, 0x00);
    assertThat(read(0)).as("a second latch command is ignored").isEqualTo(0x1200);
    assertThat(read(0)).isEqualTo(0x1200 - 100);
  }

  @Test
  void readBackLatchesStatusFirstThenCountOfSeveralCounters() {
    program(0, 2, 0x1000);
    program(2, 3, 0x2000);
    ticks(1);
    pit.write(CONTROL, 1, 0xC0 | 0x02 | 0x08);
    ticks(10);
    assertThat(pit.read(0, 1)).as("OUT, RW both, mode 2").isEqualTo(0x80 | 0x34);
    assertThat(read(0)).isEqualTo(0x1000);
    assertThat(pit.read(2, 1)).isEqualTo(0x80 | 0x36);
    assertThat(read(2)).isEqualTo(0x2000);
  }

  @Test
  void lowByteOnlyAccessClearsTheHighByte() {
    pit.write(CONTROL, 1, 0x14);
    pit.write(0, 1, 18);
    ticks(1);
    assertThat(pit.read(0, 1)).isEqualTo(18);
    assertThat(pit.read(0, 1)).isEqualTo(18);
    ticks(18);
    assertThat(pit.read(0, 1)).isEqualTo(18);
  }

  @Test
  void highByteOnlyAccessClearsTheLowByte() {
    pit.write(CONTROL, 1, 0x24);
    pit.write(0, 1, 1);
    ticks(256);
    assertThat(pit.read(0, 1)).isZero();
    ticks(1);
    assertThat(pit.read(0, 1)).isEqualTo(1);
  }

  @Test
  void bcdCountsInDecades() {
    pit.write(CONTROL, 1, 0x31);
    count(0, 0x1000);
    ticks(2);
    assertThat(read(0)).isEqualTo(0x0999);
    ticks(1000);
    assertThat(read(0)).isEqualTo(0x9999);
  }

  @Test
  void peekingDoesNotTurnTheByteOrder() {
    program(0, 2, 0x1234);
    ticks(1);
    pit.peek(0, 1);
    assertThat(read(0)).isEqualTo(0x1234);
  }

  @Test
  void theChipHasNoResetPin() {
    program(0, 2, 100);
    ticks(50);
    pit.reset(Reset.WARM);
    pit.settle();
    assertThat(read(0)).isEqualTo(51);
  }

  /** Random programming against a model that really ticks. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void everyModeFollowsATickingModel(int mode) {
    Random random = new Random(8254 + mode);
    for (int round = 0; round < 60; round++) {
      TickingCounter model = new TickingCounter(mode);
      pit.gate2.changed(false);
      if (random.nextBoolean()) {
        pit.out2.connect("test", level -> {});
      }
      pit.write(CONTROL, 1, 0xB0 | mode << 1);
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(12)) {
          case 0 -> {
            int n = 2 + random.nextInt(9);
            count(2, n);
            model.write(n);
          }
          case 1, 2 -> {
            boolean level = random.nextBoolean();
            if (level != model.gate) {
              pit.gate2.changed(level);
              model.gate(level);
            }
          }
          default -> {
            ticks(1);
            model.tick();
          }
        }
        assertThat(pit.out(2))
            .as("mode %d round %d step %d", mode, round, step)
            .isEqualTo(model.out);
        if (model.loaded) {
          assertThat(read(2))
              .as("mode %d round %d step %d", mode, round, step)
              .isEqualTo(model.ce & 0xFFFF);
        }
        assertThat((status(2) & 0x40) != 0).as("null count").isEqualTo(model.nullCount);
      }
    }
  }

  @Test
  void aRestoredTimerGoesOnExactlyLikeTheOldOne() {
    program(0, 3, 777);
    program(2, 2, 55);
    pit.gate2.changed(true);
    ticks(1234);
    StateTree saved =
        StateTree.save(
            io -> {
              io.section("time", scheduler::state);
              io.section("pit", pit::state);
            });
    Scheduler otherTime = new Scheduler();
    Pit8254 twin = new Pit8254(Clock.hertz("pit", 1_000_000), otherTime);
    List<Long> twinRises = new ArrayList<>();
    twin.out0.connect(
        "test",
        level -> {
          if (level) {
            twinRises.add(otherTime.now() / TICK);
          }
        });
    saved.load(
        "saved",
        io -> {
          io.section("time", otherTime::state);
          io.section("pit", twin::state);
        });
    rises.clear();
    ticks(5000);
    otherTime.advanceTo(scheduler.now());
    assertThat(twinRises).isNotEmpty().isEqualTo(rises);
    assertThat(twin.read(2, 1)).isEqualTo(pit.read(2, 1));
  }

  /**
   * One counter, tick by tick, as the data sheet's timing diagrams draw it; binary, gate first low.
   */
  private static final class TickingCounter {
    private final int mode;
    private boolean gate;
    private boolean out;
    private boolean written;
    private boolean loaded;
    private boolean nullCount = true;
    private boolean loadNext;
    private boolean counting;
    private boolean armed;
    private int cr;
    private int length;
    private int ce;

    TickingCounter(int mode) {
      this.mode = mode;
      out = mode != 0;
    }

    void write(int n) {
      cr = n;
      written = true;
      nullCount = true;
      if (mode == 0) {
        out = false;
        counting = false;
      }
      if (mode == 0 || mode == 4 || (mode == 2 || mode == 3) && !loaded) {
        loadNext = true;
      }
    }

    void gate(boolean level) {
      gate = level;
      if ((mode == 2 || mode == 3) && !level) {
        out = true;
        counting = false;
      }
      if (mode != 0 && mode != 4 && level && written) {
        loadNext = true;
      }
    }

    void tick() {
      boolean enabled = mode == 1 || mode == 5 || gate;
      if ((mode == 4 || mode == 5) && !out) {
        out = true;
      }
      if (loadNext) {
        loadNext = false;
        load();
        armed = true;
        counting = true;
        out = mode != 1 && (mode != 0) || mode == 4;
        return;
      }
      if (!counting || !enabled || !loaded) {
        return;
      }
      if (mode == 3) {
        boolean odd = (length & 1) != 0;
        if (odd && out ? ce == 0 : ce == 2) {
          out = !out;
          load();
        } else {
          ce -= 2;
        }
        return;
      }
      ce = ce - 1 & 0xFFFF;
      if (mode == 2) {
        if (ce == 1) {
          out = false;
        } else if (ce == 0) {
          out = true;
          load();
        }
      } else if (ce == 0 && armed) {
        armed = false;
        out = mode <= 1;
      }
    }

    private void load() {
      loaded = true;
      nullCount = false;
      length = cr;
      ce = mode == 3 ? cr & ~1 : cr;
    }
  }
}
