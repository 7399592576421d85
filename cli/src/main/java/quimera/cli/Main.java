package quimera.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import quimera.core.host.HostException;
import quimera.core.state.StateException;
import quimera.isa.asm.AssemblyException;

/** The command line's door. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its code. */
  public static void main(String[] args) {
    int code;
    try {
      code = run(args);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "quimera: the host's memory does not suffice; give the guest less with -m");
      code = ExitCode.CONFIGURATION.code;
    }
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    return commandLine().execute(args.length == 0 ? new String[] {"run"} : args);
  }

  /** The commands, with what happens when one of them fails. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Quimera());
    line.setExecutionExceptionHandler(Main::failed);
    line.setParameterExceptionHandler(Main::misused);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private static int misused(CommandLine.ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(
        "quimera: "
            + oneLine(e.getMessage())
            + " (try: quimera "
            + (e.getCommandLine().getParent() == null
                ? ""
                : e.getCommandLine().getCommandName() + " ")
            + "--help)");
    return ExitCode.USAGE.code;
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof AssemblyException wrong) {
      wrong.diagnostics().forEach(line.getErr()::println);
      return ExitCode.ASSEMBLY.code;
    }
    boolean users = e instanceof HostException || e instanceof StateException;
    line.getErr().println("quimera: " + oneLine(users ? e.getMessage() : "internal error: " + e));
    if (!users && System.getenv("QUIMERA_DEBUG") != null) {
      e.printStackTrace(line.getErr());
    }
    return users ? ExitCode.CONFIGURATION.code : ExitCode.INTERNAL.code;
  }

  static String oneLine(String message) {
    return String.valueOf(message).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
