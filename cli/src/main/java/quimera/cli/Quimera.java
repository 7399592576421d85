package quimera.cli;

import picocli.CommandLine.Command;

/** The top command: its parts do the work. */
@Command(
    name = "quimera",
    description =
        "A full-system emulator. Without arguments it starts a PC with the Quimera Lab floppy.",
    mixinStandardHelpOptions = true,
    version = "Quimera 0.1",
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      ConformCommand.class,
      AsmCommand.class,
      SpimCommand.class
    })
final class Quimera implements Runnable {
  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
