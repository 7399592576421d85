package quimera.peripherals.arm;

import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * One counter of an {@link Sp804}. Its value is computed from the time when it is asked for; an
 * alarm stands where it reaches zero.
 *
 * <p>Deviations: a write to the control register, and a change of clock, restart the prescaler; a
 * prescale field of 3, which is undefined, divides by 256.
 */
final class Sp804Counter {
  //                     register       access  reset     function
  static final int LOAD = 0x00; //      R/W     00000000  counted down from
  static final int VALUE = 0x04; //     R       FFFFFFFF  where the count is
  static final int CONTROL = 0x08; //   R/W     00000020
  static final int INT_CLR = 0x0C; //   W                 any write drops the request
  static final int RIS = 0x10; //       R       00000000  the request
  static final int MIS = 0x14; //       R       00000000  the request, if enabled
  static final int BG_LOAD = 0x18; //   R/W     00000000  LOAD, taken at the next zero

  static final int ONE_SHOT = 1;
  static final int SIZE_32 = 1 << 1;
  static final int INT_ENABLE = 1 << 5;
  static final int PERIODIC = 1 << 6;
  static final int ENABLE = 1 << 7;
  private static final int WRITABLE = 0xEF;
  private static final int[] DIVIDE = {1, 16, 256, 256};

  private final Clock slow;
  private final Clock fast;
  private final Scheduler scheduler;
  private final Runnable changed;
  private final Alarm zero;

  private int load;
  private int control;
  private boolean raised;
  private boolean halted; // a one-shot that has reached zero waits for a load
  private boolean onFast;
  private long base; // what the count was at tick `from`; a whole turn while it wraps
  private long from;

  Sp804Counter(String name, Clock slow, Clock fast, Scheduler scheduler, Runnable changed) {
    this.slow = slow;
    this.fast = fast;
    this.scheduler = scheduler;
    this.changed = changed;
    zero = scheduler.alarm(name, this::reachedZero);
    reset();
  }

  void reset() {
    load = 0;
    control = INT_ENABLE;
    raised = false;
    halted = false;
    base = 0xFFFFFFFFL;
    from = 0;
  }

  /** Which of the two clocks it counts. */
  void onFast(boolean yes) {
    long now = count();
    onFast = yes;
    restart(now);
  }

  boolean requests() {
    return raised && (control & INT_ENABLE) != 0;
  }

  int value(int register) {
    return switch (register) {
      case LOAD, BG_LOAD -> load;
      case VALUE -> (int) (count() & (running() ? width() : -1));
      case CONTROL -> control;
      case RIS -> raised ? 1 : 0;
      case MIS -> requests() ? 1 : 0;
      default -> 0;
    };
  }

  void store(int register, int value) {
    switch (register) {
      case LOAD -> {
        load = value;
        halted = false;
        restart(load & width());
      }
      case BG_LOAD -> load = value;
      case CONTROL -> {
        long now = count();
        control = value & WRITABLE;
        halted &= (control & ONE_SHOT) != 0;
        restart(now & width());
      }
      case INT_CLR -> raised = false;
      default -> {
        return;
      }
    }
    changed.run();
  }

  private boolean running() {
    return (control & ENABLE) != 0 && !halted;
  }

  private long width() {
    return (control & SIZE_32) != 0 ? 0xFFFFFFFFL : 0xFFFFL;
  }

  private Clock clock() {
    return onFast ? fast : slow;
  }

  private int divide() {
    return DIVIDE[control >> 2 & 3];
  }

  private long count() {
    return running()
        ? Math.max(0, base - (clock().ticksBy(scheduler.now()) - from) / divide())
        : base;
  }

  private void restart(long count) {
    base = count;
    from = clock().ticksBy(scheduler.now());
    arm();
  }

  /** Sets the alarm that follows from the registers. */
  void arm() {
    if (running()) {
      zero.at(clock().timeOf(zeroTick()));
    } else {
      zero.cancel();
    }
  }

  private long zeroTick() {
    return from + Math.max(1, base) * divide();
  }

  private void reachedZero() {
    raised = true;
    from = zeroTick();
    halted = (control & ONE_SHOT) != 0;
    base = halted ? 0 : (control & PERIODIC) != 0 ? load & width() : width() + 1;
    arm();
    changed.run();
  }

  void state(StateIo io) {
    load = io.i32("load", load);
    control = io.i32("control", control);
    raised = io.bit("raised", raised);
    halted = io.bit("halted", halted);
    onFast = io.bit("onFast", onFast);
    base = io.i64("base", base);
    from = io.i64("from", from);
    zero.state(io);
  }
}
