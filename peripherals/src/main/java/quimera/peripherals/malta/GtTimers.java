package quimera.peripherals.malta;

import java.util.function.IntConsumer;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The four timer/counters of a GT-64120: they count down from what was written, once (counter) or
 * again and again (timer).
 *
 * <p>Datasheet: Galileo GT-64120, revision 1.4, section 13. Number 0 has 32 bits, the others 24.
 */
final class GtTimers {
  static final int COUNT = 4;
  private static final long WIDE = 0xFFFF_FFFFL;
  private static final long NARROW = 0xFF_FFFFL;

  private final Clock clock;
  private final Scheduler scheduler;
  private final IntConsumer expired;
  private final Alarm[] alarms = new Alarm[COUNT];
  private final long[] initial = new long[COUNT];
  private final long[] left = new long[COUNT]; // at tick since, or for good if not enabled
  private final long[] since = new long[COUNT];
  private int control;

  /**
   * @param clock TClk
   * @param expired told the number of a timer that has reached 0
   */
  GtTimers(Clock clock, Scheduler scheduler, IntConsumer expired) {
    this.clock = clock;
    this.scheduler = scheduler;
    this.expired = expired;
    for (int i = 0; i < COUNT; i++) {
      int n = i;
      alarms[i] = scheduler.alarm("tc" + i, () -> expire(n));
    }
  }

  private boolean enabled(int n) {
    return (control >> 2 * n & 1) != 0;
  }

  private boolean reloads(int n) {
    return (control >> 2 * n & 2) != 0;
  }

  private long ticks() {
    return clock.ticksBy(scheduler.now());
  }

  /** The count of timer {@code n}. */
  long read(int n) {
    return enabled(n) ? Math.max(0, left[n] - (ticks() - since[n])) : left[n];
  }

  /** Sets the initial value and the count of timer {@code n}. */
  void write(int n, long value) {
    initial[n] = value & (n == 0 ? WIDE : NARROW);
    left[n] = initial[n];
    since[n] = ticks();
    arm(n);
  }

  int control() {
    return control;
  }

  /** Bit 2n enables timer n, bit 2n+1 makes it start anew at its end. */
  void control(int value) {
    for (int n = 0; n < COUNT; n++) {
      left[n] = read(n);
      since[n] = ticks();
    }
    control = value & 0xFF;
    for (int n = 0; n < COUNT; n++) {
      arm(n);
    }
  }

  private void arm(int n) {
    if (enabled(n) && left[n] != 0) {
      alarms[n].at(clock.timeOf(since[n] + left[n]));
    } else {
      alarms[n].cancel();
    }
  }

  private void expire(int n) {
    since[n] += left[n];
    left[n] = reloads(n) ? initial[n] : 0;
    arm(n);
    expired.accept(n);
  }

  void reset() {
    control = 0;
    for (int n = 0; n < COUNT; n++) {
      initial[n] = left[n] = since[n] = 0;
      alarms[n].cancel();
    }
  }

  void state(StateIo io) {
    control = io.i32("control", control);
    for (int n = 0; n < COUNT; n++) {
      initial[n] = io.i64("initial" + n, initial[n]);
      left[n] = io.i64("left" + n, left[n]);
      since[n] = io.i64("since" + n, since[n]);
      alarms[n].state(io);
    }
  }
}
