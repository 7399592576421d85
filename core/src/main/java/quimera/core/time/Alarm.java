package quimera.core.time;

import quimera.core.state.StateIo;

/** Something that a part wants to be called for at a time; made once, in the part's constructor. */
public final class Alarm {
  static final long NEVER = Long.MAX_VALUE;

  final String name;
  final Runnable action;
  private final Scheduler scheduler;
  long due = NEVER;
  long order;
  int heapIndex = -1;

  Alarm(String name, Scheduler scheduler, Runnable action) {
    this.name = name;
    this.scheduler = scheduler;
    this.action = action;
  }

  /**
   * Rings at {@code time} ns (at once after the current instruction if that has passed), replacing
   * an earlier setting.
   */
  public void at(long time) {
    scheduler.set(this, time);
  }

  /** Rings {@code ns} nanoseconds from now. */
  public void in(long ns) {
    scheduler.set(this, scheduler.now() + ns);
  }

  /** Does not ring. */
  public void cancel() {
    scheduler.cancel(this);
  }

  /** Whether it is set. */
  public boolean isSet() {
    return due != NEVER;
  }

  /** When it rings, in ns; only meaningful while it is set. */
  public long due() {
    return due;
  }

  /** Due time and order among equals: all that is state in an alarm. */
  public void state(StateIo io) {
    long storedDue = io.i64(name + ".due", due);
    long storedOrder = io.i64(name + ".order", order);
    if (io.loading()) {
      scheduler.restore(this, storedDue, storedOrder);
    }
  }
}
