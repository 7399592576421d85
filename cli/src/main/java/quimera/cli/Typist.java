package quimera.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;

/**
 * Types texts at a fixed pace of virtual time, each after what it waits for, one after the other:
 * on the guest's keyboard, or on that of a terminal at the far end of its serial line.
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

  /** Where the keys are. */
  enum Place {
    KEYBOARD,
    SERIAL
  }

  private final GuestText guest;
  private final Place place; // null: the keyboard, if there is one
  private final SerialKeyboard terminal = new SerialKeyboard();
  private final Deque<Job> jobs;
  private final Deque<HostInput.KeyPress> keys = new ArrayDeque<>();
  private long began = -1;
  private int wait;

  /**
   * @param place null for the keyboard, or the serial line if the board has none
   */
  Typist(GuestText guest, Place place, List<Job> jobs) {
    this.guest = guest;
    this.place = place;
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
      strike(machine, keys.poll());
    }
    return null;
  }

  private void strike(Machine machine, HostInput.KeyPress press) {
    boolean serial = place == null ? !machine.hasKeyboard() : place == Place.SERIAL;
    machine.input(serial ? new HostInput.Chars("com1", terminal.bytes(press)) : press);
  }

  private boolean ready(Machine machine, Job job) {
    if (job.after() == null) {
      return machine.scheduler.now() - began >= START_UP;
    }
    guest.refresh(machine);
    return job.after().matcher(guest.screen()).find() || job.after().matcher(guest.serial()).find();
  }
}
