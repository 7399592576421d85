package quimera.peripherals.arm;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * A real-time clock: seconds since 1970, and an interrupt when they match.
 *
 * <p>Datasheet: ARM PrimeCell Real Time Clock (PL031), DDI 0224C, chapter 3.
 *
 * <p>Deviations: it was set and started before power-on, as if a battery kept it.
 */
public final class Pl031 extends PrimeCell {
  //                register     access  function
  private static final int DR = 0x00; //   R   seconds
  private static final int MR = 0x04; //   R/W match
  private static final int LR = 0x08; //   R/W sets the seconds
  private static final int CR = 0x0C; //   R/W started
  private static final int IMSC = 0x10; // R/W interrupt enabled
  private static final int RIS = 0x14; //  R   request
  private static final int MIS = 0x18; //  R   request, if enabled
  private static final int ICR = 0x1C; //  W   1 drops the request

  private static final long SECOND = 1_000_000_000L;

  /** The alarm. */
  public final OutputLine irq = new OutputLine("irq");

  private final Scheduler scheduler;
  private final Alarm matched;
  private final int epoch;

  private int offset; // of the clock against seconds since power-on
  private int match;
  private int loaded;
  private boolean enabled;
  private boolean request;

  /**
   * @param epoch seconds since 1970 at power-on
   */
  public Pl031(Scheduler scheduler, long epoch) {
    super(0x031, 1, 0);
    this.scheduler = scheduler;
    this.epoch = (int) epoch;
    matched = scheduler.alarm("matched", this::matched);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) {
      offset = epoch;
    }
    match = 0;
    loaded = 0;
    enabled = false;
    request = false;
  }

  @Override
  public void settle() {
    matched.cancel();
    update();
  }

  private int seconds() {
    return offset + (int) (scheduler.now() / SECOND);
  }

  @Override
  int value(int register) {
    return switch (register) {
      case DR -> seconds();
      case MR -> match;
      case LR -> loaded;
      case CR -> 1;
      case IMSC -> enabled ? 1 : 0;
      case RIS -> request ? 1 : 0;
      case MIS -> request && enabled ? 1 : 0;
      default -> 0;
    };
  }

  @Override
  void store(int register, int value) {
    switch (register) {
      case MR -> {
        match = value;
        arm();
      }
      case LR -> {
        loaded = value;
        offset += value - seconds();
        arm();
      }
      case IMSC -> enabled = (value & 1) != 0;
      case ICR -> request &= (value & 1) == 0;
      default -> {
        return;
      }
    }
    update();
  }

  /** The seconds count on and wrap: every match lies ahead, at most 2^32 seconds. */
  private void arm() {
    long ahead = match - seconds() & 0xFFFFFFFFL;
    if (ahead == 0) {
      request = true;
      ahead = 1L << 32;
    }
    matched.at((scheduler.now() / SECOND + ahead) * SECOND);
  }

  private void matched() {
    arm();
    update();
  }

  private void update() {
    irq.set(request && enabled);
  }

  @Override
  public void state(StateIo io) {
    offset = io.i32("offset", offset);
    match = io.i32("match", match);
    loaded = io.i32("loaded", loaded);
    enabled = io.bit("enabled", enabled);
    request = io.bit("request", request);
    matched.state(io);
    irq.state(io);
  }
}
