package quimera.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import quimera.core.host.HostInput;
import quimera.core.machine.Machine;
import quimera.core.machine.Stop;

/**
 * A machine that runs: the thread that owns it, the queue through which the host talks to it, and
 * the pace.
 *
 * <p>The run is cut at fixed points of virtual time, {@link #STEP} apart. Observers look at the
 * machine only there, so that what they make of it (typing after a prompt, ending a run) falls on
 * the same instruction in every run, however fast the host is.
 */
public final class Session {
  /** Virtual time between two looks at the machine, in ns. */
  public static final long STEP = 10_000_000;

  /** Looks at the machine at each step, on the machine's thread. */
  public interface Observer {
    /**
     * A step of virtual time has passed.
     *
     * @return the reason to end the session now, or null to go on
     */
    Outcome step(Machine machine);
  }

  /**
   * How a session ended.
   *
   * @param code for the process
   * @param message one line for the user, or null
   */
  public record Outcome(int code, String message) {
    /** An end with a code of the table. */
    public static Outcome of(ExitCode code, String message) {
      return new Outcome(code.code, message);
    }
  }

  private final Machine machine;
  private final boolean realtime;
  private Trace trace;
  private final long instructionLimit;
  private final List<Observer> observers = new ArrayList<>();
  private final ConcurrentLinkedQueue<Consumer<Machine>> commands = new ConcurrentLinkedQueue<>();
  private final SpeedMeter meter = new SpeedMeter();
  private volatile boolean attended;
  private volatile boolean paused;
  private volatile Outcome ending;
  private volatile Outcome standing; // how the run would have ended, while a window stays

  /**
   * @param realtime whether virtual time is held back to the wall clock's pace
   * @param instructionLimit the number of instructions since power-on at which to end
   */
  public Session(Machine machine, boolean realtime, long instructionLimit) {
    this.machine = machine;
    this.realtime = realtime;
    this.instructionLimit = instructionLimit;
  }

  /** Writes down what is executed; before {@link #run}. */
  void trace(Trace newTrace) {
    trace = newTrace;
  }

  /** Adds an observer; before {@link #run}. */
  public void observe(Observer observer) {
    observers.add(observer);
  }

  /**
   * Somebody sits in front of it. Even at full speed the guest's waits last as long as they do for
   * that user; a key that is held would repeat wildly otherwise.
   *
   * <p>A window stays when the guest has switched the power off or has crashed, so that its user
   * can read the screen and press reset. A guest that ends the run with a code does end it, but for
   * a program on a bare board: what it has said on its serial line is all there is of it.
   */
  public void attend() {
    attended = true;
  }

  /** Something happens to the guest at the next slice; from any thread. */
  public void post(HostInput input) {
    command(
        m -> {
          if (input instanceof HostInput.ResetButton) {
            standing = null;
          }
          m.input(input);
        });
  }

  /** Does something with the machine at the next slice, on its thread; from any thread. */
  public void command(Consumer<Machine> command) {
    commands.add(command);
  }

  /** Holds the machine, or lets it go on. */
  public void pause(boolean on) {
    paused = on;
  }

  /** Whether the machine is held. */
  public boolean paused() {
    return paused;
  }

  /** Why the guest stands still although the session goes on, as a line, or null. */
  public String stopped() {
    Outcome how = standing;
    if (how == null) {
      return null;
    }
    String ended = machine.display() == null ? "ended" : "power off";
    return how.message() == null ? ended : how.message();
  }

  /** Ends the session at the next slice; from any thread. */
  public void end(Outcome outcome) {
    ending = outcome;
  }

  /** The user has seen enough: ends the session as the guest has ended, or well while it runs. */
  public void leave() {
    Outcome how = standing;
    end(how == null ? Outcome.of(ExitCode.SUCCESS, null) : how);
  }

  /** The machine; only its own thread may touch it ({@link #command}). */
  public Machine machine() {
    return machine;
  }

  /** Speed over the last second. */
  public SpeedMeter meter() {
    return meter;
  }

  /** Runs on the calling thread until the session ends. */
  public Outcome run() {
    Pacing pacing = new Pacing(machine.scheduler.now());
    while (ending == null) {
      drain();
      if (paused || standing != null) {
        LockSupport.parkNanos(5_000_000);
        pacing.rebase(machine.scheduler.now());
        observeAll();
        continue;
      }
      long now = machine.scheduler.now();
      Stop stop = slice(now - now % STEP + STEP);
      meter.measure(machine);
      if (stop != Stop.TIME) {
        observeAll();
        stopped(stop);
      } else {
        observeAll();
        if (realtime || attended && machine.cpu().idle()) {
          pacing.hold(machine.scheduler.now());
        } else {
          pacing.rebase(machine.scheduler.now());
        }
      }
    }
    return ending;
  }

  private Stop slice(long until) {
    return trace == null
        ? machine.run(until, instructionLimit)
        : trace.run(machine, until, instructionLimit);
  }

  private void drain() {
    for (Consumer<Machine> command = commands.poll(); command != null; command = commands.poll()) {
      command.accept(machine);
    }
  }

  private void observeAll() {
    for (Observer observer : observers) {
      Outcome outcome = observer.step(machine);
      if (outcome != null && ending == null) {
        ending = outcome;
      }
    }
  }

  private void stopped(Stop stop) {
    if (ending != null) {
      return;
    }
    Outcome how =
        switch (stop) {
          case INSTRUCTIONS ->
              Outcome.of(
                  ExitCode.INSTRUCTION_LIMIT,
                  "instruction limit reached after " + machine.instructions() + " instructions");
          case EXIT ->
              new Outcome(
                  machine.exitCode(),
                  machine.exitCode() == 0
                      ? null
                      : "the guest ended the run with code " + machine.exitCode());
          case FAULT -> Outcome.of(ExitCode.GUEST_FAULT, "guest fault: " + machine.fault());
          default -> Outcome.of(ExitCode.SUCCESS, null);
        };
    boolean program = stop == Stop.EXIT && machine.display() == null;
    if (attended && (stop == Stop.POWER_OFF || stop == Stop.FAULT || program)) {
      standing = how;
    } else {
      ending = how;
    }
  }
}
