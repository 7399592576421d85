package quimera.testroms.spim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quimera.core.machine.Stop;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;
import quimera.machines.spim.SpimHost;
import quimera.machines.spim.SpimMachine;
import quimera.machines.spim.SpimProgram;

/** Programs of our own print what Debian's spim lets them print. */
final class SpimProgramsTest {
  private static final Path FOLDER = Path.of("src/main/asm/spim");
  private static final long MOST_INSTRUCTIONS = 2_000_000;

  static Stream<String> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".s"))
          .map(n -> n.substring(0, n.length() - 2))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereAreFortyProgramsOrMore() throws IOException {
    assertThat(programs().count()).isGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theProgramPrintsWhatSpimPrints(String name) throws IOException {
    String source = text(name + ".s");
    Path input = FOLDER.resolve(name + ".in");
    Host host = new Host(Files.exists(input) ? Files.readAllBytes(input) : new byte[0]);
    SpimMachine.Settings settings =
        new SpimMachine.Settings(false, false, source.contains("# Options: --mapped-io"));
    SpimProgram program = SpimProgram.of(assemble(name, source));
    SpimMachine machine = new SpimMachine(program, settings, host, List.of(name + ".s")).powerOn();
    boolean fault =
        program.handler() == SpimProgram.Handler.STANDARD
            && text(name + ".out").contains(" occurred and ignored");

    assertThat(machine.run(MOST_INSTRUCTIONS)).isEqualTo(fault ? Stop.FAULT : Stop.EXIT);
    assertThat(host.output.toString(ISO_8859_1)).isEqualTo(text(name + ".out"));
  }

  private static Program assemble(String name, String source) {
    MipsAssembler isa = new MipsAssembler(ByteOrder.LITTLE_ENDIAN, true, false);
    return new Assembler(isa, Sources.NONE)
        .add(SpimProgram.surroundings())
        .add(new Sources.Text(name + ".s", source))
        .finish();
  }

  private static String text(String name) throws IOException {
    return new String(Files.readAllBytes(FOLDER.resolve(name)), ISO_8859_1);
  }

  /** Input from a file, output into memory, no files. */
  private static final class Host implements SpimHost {
    private final ByteArrayInputStream input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    Host(byte[] input) {
      this.input = new ByteArrayInputStream(input);
    }

    @Override
    public int read() {
      return input.read();
    }

    @Override
    public void write(int value) {
      output.write(value);
    }

    @Override
    public void flush() {}

    @Override
    public void complain(String line) {}

    @Override
    public long epoch() {
      return 0;
    }
  }
}
