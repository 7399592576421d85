package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.state.StateTree;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

class Sp804Test {
  private static final long TICK = 1_000; // of the fast clock, in ns
  private static final int LOAD = 0x00;
  private static final int VALUE = 0x04;
  private static final int CONTROL = 0x08;
  private static final int INT_CLR = 0x0C;
  private static final int RIS = 0x10;
  private static final int MIS = 0x14;
  private static final int BG_LOAD = 0x18;
  private static final int RUN = 0xA2; // enabled, with interrupt, 32 bits, free-running
  private static final int PERIODIC = 0x40;
  private static final int ONE_SHOT = 0x01;

  private final Scheduler scheduler = new Scheduler();
  private final Sp804 timer = timer(scheduler);

  private static Sp804 timer(Scheduler scheduler) {
    return new Sp804(Clock.hertz("slow", 100_000), Clock.hertz("fast", 1_000_000), scheduler);
  }

  @BeforeEach
  void reset() {
    timer.reset(Reset.POWER_ON);
    timer.settle();
    timer.timerEnable(1).changed(true);
  }

  private void write(int register, int value) {
    timer.write(register, 4, value & 0xFFFFFFFFL);
  }

  private int read(int register) {
    return (int) timer.read(register, 4);
  }

  private void pass(long ticks) {
    scheduler.advanceTo(scheduler.now() + ticks * TICK);
  }

  @Test
  void resetValuesAreTheManuals() {
    assertThat(new int[] {read(LOAD), read(VALUE), read(CONTROL), read(RIS)})
        .containsExactly(0, -1, 0x20, 0);
  }

  @Test
  void aPeriodicCounterBeginsAgainAtZero() {
    write(LOAD, 100);
    write(CONTROL, RUN | PERIODIC);
    pass(99);
    assertThat(read(VALUE)).isEqualTo(1);
    assertThat(timer.irq.isHigh()).isFalse();
    pass(1);
    assertThat(read(VALUE)).isEqualTo(100);
    assertThat(timer.irq.isHigh()).isTrue();
    write(INT_CLR, 1);
    assertThat(timer.irq.isHigh()).isFalse();
    pass(100);
    assertThat(timer.irq.isHigh()).as("one period later").isTrue();
  }

  @Test
  void aOneShotStaysAtZero() {
    write(LOAD, 3);
    write(CONTROL, RUN | ONE_SHOT);
    pass(10);
    assertThat(read(VALUE)).isZero();
    write(INT_CLR, 1);
    pass(1000);
    assertThat(read(RIS)).isZero();
    write(LOAD, 3);
    pass(3);
    assertThat(read(RIS)).as("a load starts it again").isEqualTo(1);
  }

  @Test
  void aFreeRunningCounterWrapsToItsWidth() {
    write(LOAD, 5);
    write(CONTROL, RUN & ~2);
    pass(6);
    assertThat(read(VALUE)).isEqualTo(0xFFFF);
    write(CONTROL, 0);
    write(LOAD, 5);
    write(CONTROL, RUN);
    pass(6);
    assertThat(read(VALUE)).isEqualTo(-1);
  }

  @Test
  void thePrescalerDivides() {
    write(LOAD, 10);
    write(CONTROL, RUN | 1 << 2);
    pass(32);
    assertThat(read(VALUE)).isEqualTo(8);
  }

  @Test
  void aBackgroundLoadWaitsForZero() {
    write(LOAD, 10);
    write(CONTROL, RUN | PERIODIC);
    write(BG_LOAD, 50);
    pass(4);
    assertThat(read(VALUE)).isEqualTo(6);
    pass(6);
    assertThat(read(VALUE)).isEqualTo(50);
  }

  @Test
  void withoutItsEnableTheRequestIsOnlyRaw() {
    write(LOAD, 2);
    write(CONTROL, RUN & ~0x20);
    pass(2);
    assertThat(new int[] {read(RIS), read(MIS)}).containsExactly(1, 0);
    assertThat(timer.irq.isHigh()).isFalse();
  }

  @Test
  void theSystemControllerChoosesTheClock() {
    timer.timerEnable(1).changed(false);
    write(LOAD, 100);
    write(CONTROL, RUN);
    pass(20);
    assertThat(read(VALUE)).isEqualTo(98);
  }

  @Test
  void theCountersAreTwo() {
    write(0x20 + LOAD, 7);
    assertThat(read(LOAD)).isZero();
    assertThat(read(0x20 + LOAD)).isEqualTo(7);
  }

  @Test
  void aRestoredTimerGoesOnAsTheOldOneWouldHave() {
    write(LOAD, 100);
    write(CONTROL, RUN | PERIODIC);
    pass(30);
    Scheduler other = new Scheduler();
    Sp804 twin = timer(other);
    StateTree saved =
        StateTree.save(
            io -> {
              scheduler.state(io);
              timer.state(io);
            });
    saved.load(
        "test",
        io -> {
          other.state(io);
          twin.state(io);
        });
    other.advanceTo(scheduler.now() + 70 * TICK);
    assertThat(twin.irq.isHigh()).isTrue();
  }
}
