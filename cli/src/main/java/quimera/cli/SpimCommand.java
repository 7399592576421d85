package quimera.cli;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quimera.core.machine.Stop;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.AssemblyException;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;
import quimera.machines.spim.SpimMachine;
import quimera.machines.spim.SpimProgram;

/** {@code quimera spim}: assembles a program for SPIM or MARS and runs it. */
@Command(
    name = "spim",
    description = "Assembles a MIPS32 program, written for SPIM or MARS, and runs it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: the program's own; 2 usage, 3 a file is missing, 4 the source is wrong, 5 an",
      "exception that nobody handled, 6 instruction limit, 7 time limit."
    })
final class SpimCommand implements Callable<Integer> {
  private static final long SLICE = 5_000_000;

  @Parameters(index = "0", paramLabel = "FILE", description = "the source")
  private Path file;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      arity = "0..*",
      description = "what the program finds in argv")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--bare",
      description = "as the hardware is: no pseudo-instructions, delay slots, no handler")
  private boolean bare;

  @Option(
      names = {"--delayed-branches", "-delayed_branches"},
      description = "the instruction after a branch is executed before its target")
  private boolean delayedBranches;

  @Option(
      names = {"--delayed-loads", "-delayed_loads"},
      description = "the instruction after a load still sees the old value")
  private boolean delayedLoads;

  @Option(
      names = {"--mapped-io", "-mapped_io"},
      description = "a terminal at 0xffff0000")
  private boolean mappedIo;

  @Option(
      names = {"--no-exception", "-noexception"},
      description = "no exception handler and no start-up code but the program's own")
  private boolean noException;

  @Option(
      names = {"--exception-file", "-exception_file"},
      paramLabel = "F",
      description = "exception handler and start-up code in place of ours")
  private Path exceptionFile;

  @Option(names = "--max-instructions", paramLabel = "N", description = "end after so many")
  private Long maxInstructions;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "end after so long")
  private Double timeout;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (maxInstructions != null && maxInstructions < 1) {
      throw new ParameterException(spec.commandLine(), "--max-instructions must be 1 or more");
    }
    Sources.Text around = around();
    Program program;
    try {
      program = assemble(around);
    } catch (AssemblyException e) {
      e.diagnostics().forEach(spec.commandLine().getErr()::println);
      return ExitCode.ASSEMBLY.code;
    }
    SpimMachine.Settings settings =
        new SpimMachine.Settings(bare || delayedBranches, bare || delayedLoads, mappedIo);
    List<String> argv = new ArrayList<>(arguments);
    argv.add(0, file.toString());
    SpimConsoleHost host = new SpimConsoleHost(System.in, System.out, spec.commandLine().getErr());
    return run(new SpimMachine(SpimProgram.of(program), settings, host, argv).powerOn());
  }

  /** The handler and the start-up code; null if there are none. */
  private Sources.Text around() {
    if (exceptionFile != null) {
      return SourceFiles.read(exceptionFile);
    }
    return bare || noException ? null : SpimProgram.surroundings();
  }

  private Program assemble(Sources.Text around) {
    MipsAssembler isa = new MipsAssembler(ByteOrder.LITTLE_ENDIAN, !bare, bare || delayedBranches);
    Assembler assembler = new Assembler(isa, new SourceFiles());
    if (around != null) {
      assembler.add(around);
    }
    return assembler.add(SourceFiles.read(file)).finish();
  }

  private int run(SpimMachine machine) {
    long most = maxInstructions == null ? Long.MAX_VALUE : maxInstructions;
    long end = timeout == null ? Long.MAX_VALUE : System.nanoTime() + (long) (timeout * 1e9);
    Stop stop = Stop.INSTRUCTIONS;
    long limit = timeout == null ? most : Math.min(most, SLICE);
    while (true) {
      stop = machine.run(limit);
      if (stop != Stop.INSTRUCTIONS) {
        break;
      }
      if (limit == most) {
        return say("the limit of " + most + " instructions is reached", ExitCode.INSTRUCTION_LIMIT);
      }
      if (System.nanoTime() - end >= 0) {
        return say("the limit of " + timeout + " seconds is reached", ExitCode.TIME_LIMIT);
      }
      limit = Math.min(most, limit + SLICE);
    }
    return stop == Stop.EXIT ? machine.exitCode() : ExitCode.GUEST_FAULT.code;
  }

  private int say(String what, ExitCode code) {
    spec.commandLine().getErr().println("quimera: " + file + ": " + what);
    return code.code;
  }
}
