package quimera.core.machine;

import quimera.core.host.CharSink;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** What a device type gets to make a part from: the board's facilities and its row's settings. */
public interface PartContext {
  /** The timeline. */
  Scheduler scheduler();

  /** The row's clock, or one of {@code hertz}. */
  Clock clock(long hertz);

  /** The far end of the line that the row names. */
  CharSink chars();

  /** What the part may ask of the machine. */
  MachineControl control();

  /** Seconds since 1970 at power-on, for a clock chip. */
  long rtcEpoch();
}
