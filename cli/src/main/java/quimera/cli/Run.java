package quimera.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import picocli.CommandLine.ParameterException;
import quimera.cli.RunCommand.DisplayKind;
import quimera.cli.RunCommand.Speed;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.state.StateException;
import quimera.core.state.StateFile;
import quimera.machines.config.MachineSpec;

/** One run, from the words of the command line to the exit code. */
final class Run {
  private final RunCommand asked;
  private final PrintWriter err;
  private final GuestText text = new GuestText();

  Run(RunCommand asked) {
    this.asked = asked;
    this.err = asked.spec.commandLine().getErr();
  }

  int execute() {
    MachineSpec words = asked.machineSpec();
    MachineProfile board = words.board();
    Expectations expectations = new Expectations(text, asked.expected());
    Typist typist = new Typist(text, asked.typeTo, asked.typing());
    checkLimits();
    checkBoard(board);
    Frontend window = window();
    DisplayKind display = display(window);
    boolean realtime =
        asked.speed == null ? display != DisplayKind.NONE : asked.speed == Speed.REALTIME;

    Instance.Host host =
        new Instance.Host(
            () -> serial(words, display),
            text,
            display != DisplayKind.NONE,
            asked.wav,
            asked::network,
            realtime,
            asked.maxInstructions == null ? Long.MAX_VALUE : asked.maxInstructions);
    try (Instance instance = new Instance(words, host)) {
      Session session = instance.session();
      load(session.machine());
      if (asked.noReboot) {
        session.machine().stopAtReset();
      }
      if (asked.trace != null) {
        Trace trace = new Trace(asked.trace);
        instance.own(trace::close);
        session.trace(trace);
      }
      if (!expectations.missing().isEmpty()) {
        session.observe(expectations);
      }
      session.observe(typist);
      if (asked.timeout != null) {
        session.observe(new TimeLimit(asked.timeout));
      }
      Session.Outcome outcome =
          switch (display) {
            case WINDOW -> window.show(instance);
            case TERMINAL -> new TerminalScreen(instance).show();
            case NONE -> session.run();
          };
      return finish(session.machine(), outcome, expectations);
    } finally {
      if (display == DisplayKind.WINDOW) {
        window.stay();
      }
    }
  }

  private void checkLimits() {
    if (asked.maxInstructions != null && asked.maxInstructions < 1) {
      throw misuse("--max-instructions wants a number of 1 or more");
    }
    if (asked.timeout != null && !(asked.timeout > 0)) {
      throw misuse("--timeout wants a number of seconds above 0");
    }
  }

  /** Refuses what no board has yet, or this one has not. */
  private void checkBoard(MachineProfile board) {
    if (asked.processors != 1) {
      throw new HostException(
          "board " + board.id() + " has one processor; --smp 1 is all it takes");
    }
    if (asked.wav != null && !board.takes().contains("sound")) {
      throw new HostException("board " + board.id() + " plays no sound; leave --wav out");
    }
  }

  private Frontend window() {
    return asked.display == DisplayKind.TERMINAL || asked.display == DisplayKind.NONE
        ? null
        : ServiceLoader.load(Frontend.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(Frontend::available)
            .findFirst()
            .orElse(null);
  }

  /**
   * The way to see the machine; without a screen, a terminal, and without that, none. The launcher
   * starts every JDK with the console of java.base, which is null where there is no terminal.
   */
  @SuppressWarnings("SystemConsoleNull")
  private DisplayKind display(Frontend window) {
    if (asked.display == DisplayKind.WINDOW && window == null) {
      throw new HostException(
          "no window can be opened here (is DISPLAY set?); use --display terminal or none");
    }
    if (asked.display != null) {
      return asked.display;
    }
    if (window != null) {
      return DisplayKind.WINDOW;
    }
    return System.console() == null ? DisplayKind.NONE : DisplayKind.TERMINAL;
  }

  private SerialLine serial(MachineSpec words, DisplayKind display) {
    if (words.serial != null) {
      if (words.serial.equals("stdio") && display == DisplayKind.TERMINAL) {
        throw misuse(
            "--serial stdio and --display terminal want the same terminal; choose one of them");
      }
      return SerialLine.open(words.serial);
    }
    return display == DisplayKind.NONE ? SerialLine.toStdout() : SerialLine.open("none");
  }

  private void load(Machine machine) {
    if (asked.loadState == null) {
      return;
    }
    Path file = asked.loadState;
    try {
      machine.load(StateFile.decode(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new HostException(
          "state " + file + " cannot be read; check the path and its rights", e);
    } catch (StateException e) {
      throw new HostException("state " + file + ": " + e.getMessage(), e);
    }
  }

  /** What is left to do when the run is over, whatever its end. */
  private int finish(Machine machine, Session.Outcome outcome, Expectations expectations) {
    PrintWriter out = asked.spec.commandLine().getOut();
    if (asked.screenshot != null) {
      Screenshot.save(machine.display(), asked.screenshot);
    }
    if (asked.saveState != null) {
      WholeFile.write(asked.saveState, StateFile.encode(machine.save()));
    }
    if (asked.printHash) {
      out.println(machine.hash() + "  " + machine.instructions() + " instructions");
      out.flush();
    }
    if (outcome.message() != null) {
      err.println("quimera: " + Main.oneLine(outcome.message()));
    }
    if (expectations.missing().isEmpty()) {
      return outcome.code();
    }
    err.println(
        "quimera: never seen: "
            + String.join(", ", expectations.missing().stream().map(Object::toString).toList()));
    return outcome.code() == ExitCode.SUCCESS.code ? ExitCode.FAILED.code : outcome.code();
  }

  private ParameterException misuse(String message) {
    return new ParameterException(asked.spec.commandLine(), message);
  }

  /** Ends the session after so much wall time. */
  private static final class TimeLimit implements Session.Observer {
    private final double seconds;
    private final long began = System.nanoTime();

    TimeLimit(double seconds) {
      this.seconds = seconds;
    }

    @Override
    public Session.Outcome step(Machine machine) {
      return System.nanoTime() - began > seconds * 1e9
          ? Session.Outcome.of(ExitCode.TIME_LIMIT, "time limit of " + seconds + " s reached")
          : null;
    }
  }
}
