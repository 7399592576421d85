package quimera.peripherals.sound;

import quimera.core.state.StateIo;

/**
 * A timer of an FM chip: counts up from a preset value and starts over when it overflows. It keeps
 * when it overflows next, in ticks of 80 microseconds.
 */
final class FmTimer {
  private final int ticks; // for a count
  private int preset;
  private boolean running;
  private long overflow;

  /**
   * @param ticks how many a count lasts: 1 for the first timer, 4 for the second
   */
  FmTimer(int ticks) {
    this.ticks = ticks;
  }

  void reset() {
    preset = 0;
    running = false;
    overflow = 0;
  }

  void preset(int value) {
    preset = value;
  }

  /** ST: starts from the preset value, or stops. */
  void run(boolean on, long now) {
    if (on && !running) {
      overflow = now + period();
    }
    running = on;
  }

  private long period() {
    return (long) ticks * (256 - preset);
  }

  /** Whether it has overflowed by now. */
  boolean due(long now) {
    return running && now >= overflow;
  }

  /** Has it start over; tells whether it had overflowed. */
  boolean takeOverflow(long now) {
    if (!due(now)) {
      return false;
    }
    overflow += ((now - overflow) / period() + 1) * period();
    return true;
  }

  void state(StateIo io) {
    preset = io.i32("preset", preset);
    running = io.bit("running", running);
    overflow = io.i64("overflow", overflow);
  }
}
