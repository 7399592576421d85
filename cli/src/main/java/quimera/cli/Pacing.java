package quimera.cli;

import java.util.concurrent.locks.LockSupport;

/**
 * Holds virtual time back to the wall clock's pace. A host that is too slow is not made to catch
 * up.
 */
final class Pacing {
  /**
   * More than this behind, in ns, and the lost time is given up: a guest must not race afterwards.
   */
  private static final long GIVE_UP = 100_000_000;

  private long offset;

  Pacing(long virtual) {
    rebase(virtual);
  }

  /** From here on virtual and wall time run side by side. */
  void rebase(long virtual) {
    offset = System.nanoTime() - virtual;
  }

  /** Sleeps until the wall clock has come to {@code virtual}. */
  void hold(long virtual) {
    long ahead = virtual + offset - System.nanoTime();
    if (ahead < -GIVE_UP) {
      rebase(virtual);
    }
    while (ahead > 0) {
      LockSupport.parkNanos(ahead);
      ahead = virtual + offset - System.nanoTime();
    }
  }
}
