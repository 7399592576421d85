package quimera.cli;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.AssemblyException;
import quimera.isa.asm.InstructionSet;
import quimera.isa.asm.Program;
import quimera.isa.load.ElfWriter;

/** {@code quimera asm}: assembles sources into an ELF file. */
@Command(
    name = "asm",
    description = {
      "Assembles sources into an ELF file: MIPS32 in the syntax of SPIM and MARS,",
      "ARM and Thumb in the unified syntax with GNU's directives."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 assembled, 2 usage, 3 a file is missing, 4 a source is wrong."})
final class AsmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "sources, which make one program")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "F",
      description = "the ELF file; the first source's name with .elf unless given")
  private Path output;

  @Option(
      names = "--arch",
      paramLabel = "A",
      description = "mips32 (little-endian), mips32be or arm")
  private String arch = "mips32";

  @Option(names = "--bare", description = "no pseudo-instructions (MIPS)")
  private boolean bare;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    InstructionSet isa =
        switch (arch.toLowerCase(Locale.ROOT)) {
          case "mips32", "mips", "mipsel" -> mips(ByteOrder.LITTLE_ENDIAN);
          case "mips32be", "mipsbe" -> mips(ByteOrder.BIG_ENDIAN);
          case "arm", "armv7" -> new UalAssembler();
          default ->
              throw new ParameterException(
                  spec.commandLine(),
                  "there is no assembler for \"" + arch + "\"; known: mips32, mips32be, arm");
        };
    Assembler assembler = new Assembler(isa, new SourceFiles());
    files.forEach(file -> assembler.add(SourceFiles.read(file)));
    Program program;
    try {
      program = assembler.finish();
    } catch (AssemblyException e) {
      e.diagnostics().forEach(spec.commandLine().getErr()::println);
      return ExitCode.ASSEMBLY.code;
    }
    WholeFile.write(output == null ? besides(files.get(0)) : output, ElfWriter.write(program, isa));
    return ExitCode.SUCCESS.code;
  }

  private InstructionSet mips(ByteOrder order) {
    return new MipsAssembler(order, !bare, true);
  }

  private static Path besides(Path source) {
    String name = source.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return source.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".elf");
  }
}
