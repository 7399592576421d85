package quimera.cli;

import quimera.core.machine.Machine;

/** Measures a machine over the last second of wall time. */
public final class SpeedMeter {
  private static final long WINDOW = 1_000_000_000;

  private long wall = System.nanoTime();
  private long instructions;
  private long virtual;
  private volatile double mips;
  private volatile double pace;

  void measure(Machine machine) {
    long now = System.nanoTime();
    long passed = now - wall;
    if (passed < WINDOW) {
      return;
    }
    mips = (machine.instructions() - instructions) * 1e3 / passed;
    pace = (double) (machine.scheduler.now() - virtual) / passed;
    wall = now;
    instructions = machine.instructions();
    virtual = machine.scheduler.now();
  }

  /** Million guest instructions a second. */
  public double mips() {
    return mips;
  }

  /** Virtual seconds a second: 1 is real time. */
  public double pace() {
    return pace;
  }
}
