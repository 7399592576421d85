package quimera.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;

/**
 * Types texts on the guest's keyboard at a fixed pace of virtual time, each after what it waits
 * for, one after the other.
 */
final class Typist implements Session.Observer {
  /**
   * Keys, and what must be seen on the screen or the serial line first (null: the start-up time).
   */
  record Job(Pattern after, List<HostInput.KeyPress> keys) {}

  /**
   * A text that waits for nothing starts this long after the machine, in ns: firmware is up by
   * then.
   */
  private static final long START_UP = 2_000_000_000L;

  /** Steps of the session between two key events: slower than any guest that polls at 18 Hz. */
  private static final int PACE = 3;

  private final GuestText guest;
  private final Deque<Job> jobs;
  private final Deque<HostInput.KeyPress> keys = new ArrayDeque<>();
  private long began = -1;
  private int wait;

  Typist(GuestText guest, List<Job> jobs) {
    this.guest = guest;
    this.jobs = new ArrayDeque<>(jobs);
  }

  @Override
  public Session.Outcome step(Machine machine) {
    if (began < 0) {
      began = machine.scheduler.now();
    }
    if (keys.isEmpty() && !jobs.isEmpty() && ready(machine, jobs.peek())) {
      keys.addAll(jobs.poll().keys());
    }
    if (!keys.isEmpty() && ++wait >= PACE) {
      wait = 0;
      machine.input(keys.poll());
    }
    return null;
  }

  private boolean ready(Machine machine, Job job) {
    if (job.after() == null) {
      return machine.scheduler.now() - began >= START_UP;
    }
    guest.refresh(machine);
    return job.after().matcher(guest.screen()).find() || job.after().matcher(guest.serial()).find();
  }
}
