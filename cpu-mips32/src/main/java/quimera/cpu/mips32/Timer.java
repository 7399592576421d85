package quimera.cpu.mips32;

import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Count and Compare: a counter at half the core's clock that is computed from the time when
 * somebody looks, and an alarm at the moment when it equals Compare (MIPS32 volume III, 8.16).
 */
final class Timer {
  private static final long PERIOD = 1L << 32;

  private final Clock clock;
  private final Scheduler scheduler;
  private final Alarm match;
  private final Runnable expired;

  /** What Count is ahead of the clock's ticks, or its value while it is stopped. */
  private int offset;

  private int compare;
  private boolean stopped;

  Timer(Clock cpu, Scheduler scheduler, Runnable expired) {
    clock = cpu.divided("count", 2);
    this.scheduler = scheduler;
    this.expired = expired;
    match = scheduler.alarm("compare", this::matched);
  }

  void reset() {
    offset = 0;
    compare = 0;
    stopped = false;
  }

  private long ticks() {
    return clock.ticksBy(scheduler.now());
  }

  int count() {
    return stopped ? offset : (int) ticks() + offset;
  }

  void setCount(int value) {
    offset = stopped ? value : value - (int) ticks();
    rearm();
  }

  int compare() {
    return compare;
  }

  void setCompare(int value) {
    compare = value;
    rearm();
  }

  /** Cause.DC. */
  void stop(boolean stop) {
    if (stop != stopped) {
      int count = count();
      stopped = stop;
      setCount(count);
    }
  }

  private void matched() {
    expired.run();
    rearm();
  }

  /** Sets the alarm for the next time that Count becomes Compare. */
  void rearm() {
    if (stopped) {
      match.cancel();
      return;
    }
    long now = ticks();
    long left = compare - ((int) now + offset) & 0xFFFF_FFFFL;
    match.at(clock.timeOf(now + (left == 0 ? PERIOD : left)));
  }

  void state(StateIo io) {
    offset = io.i32("offset", offset);
    compare = io.i32("compare", compare);
    stopped = io.bit("stopped", stopped);
    match.state(io);
  }
}
