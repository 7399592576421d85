package quimera.peripherals.arm;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A watchdog: a counter that interrupts at its first zero, and resets the board at its second.
 *
 * <p>Datasheet: ARM Watchdog Module (SP805), DDI 0270B, chapter 3.
 *
 * <p>Deviations: no integration test registers.
 */
public final class Sp805 extends PrimeCell {
  //                       register        access  reset     function
  private static final int LOAD = 0x000; //    R/W FFFFFFFF  counted down from
  private static final int VALUE = 0x004; //   R   FFFFFFFF
  private static final int CONTROL = 0x008; // R/W 0         interrupt (and count), reset
  private static final int INT_CLR = 0x00C; // W             drops the request and counts anew
  private static final int RIS = 0x010; //     R   0
  private static final int MIS = 0x014; //     R   0
  private static final int LOCK = 0xC00; //    R/W 0         the key opens all others for writing

  private static final int INTEN = 1;
  private static final int RESEN = 1 << 1;
  private static final int KEY = 0x1ACCE551;

  /** WDOGINT. */
  public final OutputLine irq = new OutputLine("irq");

  /** WDOGRES, to the board's reset. */
  public final OutputLine resetRequest = new OutputLine("resetRequest");

  private final Clock clock;
  private final Scheduler scheduler;
  private final Alarm zero;

  private int load;
  private int control;
  private boolean locked;
  private boolean raised;
  private long base; // the count at tick `from`
  private long from;

  /**
   * @param clock WDOGCLK
   */
  public Sp805(Clock clock, Scheduler scheduler) {
    super(0x805, 1, 0);
    this.clock = clock;
    this.scheduler = scheduler;
    zero = scheduler.alarm("zero", this::reachedZero);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    load = -1;
    control = 0;
    locked = false;
    raised = false;
    base = 0xFFFFFFFFL;
    from = 0;
  }

  @Override
  public void settle() {
    arm();
    resetRequest.set(false);
    update();
  }

  private boolean running() {
    return (control & INTEN) != 0;
  }

  private long count() {
    return running() ? Math.max(0, base - clock.ticksBy(scheduler.now()) + from) : base;
  }

  @Override
  int value(int register) {
    return switch (register) {
      case LOAD -> load;
      case VALUE -> (int) count();
      case CONTROL -> control;
      case RIS -> raised ? 1 : 0;
      case MIS -> raised && running() ? 1 : 0;
      case LOCK -> locked ? 1 : 0;
      default -> 0;
    };
  }

  @Override
  void store(int register, int value) {
    if (register == LOCK) {
      locked = value != KEY;
    }
    if (locked) {
      return;
    }
    switch (register) {
      case LOAD -> {
        load = value;
        restart(load & 0xFFFFFFFFL);
      }
      case CONTROL -> {
        // "Reload the counter when the interrupt is enabled after previously being disabled."
        boolean starts = (value & ~control & INTEN) != 0;
        long now = starts ? load & 0xFFFFFFFFL : count();
        control = value & (INTEN | RESEN);
        restart(now);
      }
      case INT_CLR -> {
        raised = false;
        restart(load & 0xFFFFFFFFL);
      }
      default -> {
        return;
      }
    }
    update();
  }

  private void restart(long count) {
    base = count;
    from = clock.ticksBy(scheduler.now());
    arm();
  }

  private void arm() {
    if (running()) {
      zero.at(clock.timeOf(from + Math.max(1, base)));
    } else {
      zero.cancel();
    }
  }

  private void reachedZero() {
    if (raised && (control & RESEN) != 0) {
      resetRequest.set(true);
    }
    raised = true;
    restart(load & 0xFFFFFFFFL);
    update();
  }

  private void update() {
    irq.set(raised && running());
  }

  @Override
  public void state(StateIo io) {
    load = io.i32("load", load);
    control = io.i32("control", control);
    locked = io.bit("locked", locked);
    raised = io.bit("raised", raised);
    base = io.i64("base", base);
    from = io.i64("from", from);
    zero.state(io);
    irq.state(io);
    resetRequest.state(io);
  }
}
