package quimera.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Assembles and runs programs as a user does, and looks at output and exit code. */
class SpimIT {
  @TempDir private Path folder;

  /** What a command printed and returned. */
  private record Ran(int code, String out, String err) {}

  private Ran spim(String source, String... options) throws IOException {
    Path file = folder.resolve("p.s");
    Files.writeString(file, source.replace("; ", "\n"), ISO_8859_1);
    List<String> words = new ArrayList<>(List.of("spim"));
    words.addAll(List.of(options));
    words.add(file.toString());
    return run(words);
  }

  private static Ran run(List<String> words) {
    PrintStream realOut = System.out;
    InputStream realIn = System.in;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    try {
      System.setOut(new PrintStream(out, true, ISO_8859_1));
      System.setIn(new ByteArrayInputStream("12\nxyz\n".getBytes(ISO_8859_1)));
      CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
      int code = line.execute(words.toArray(String[]::new));
      return new Ran(code, out.toString(ISO_8859_1), err.toString());
    } finally {
      System.setOut(realOut);
      System.setIn(realIn);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | main: jr $ra",
        "42 | main: li $a0, 42; li $v0, 17; syscall",
        "4 | main: lww $t0, 0($t1)",
        "5 | main: lw $t0, 1($zero); jr $ra",
        "5 | main: li $v0, 99; syscall",
        "5 | main: li $t0, 0x30000000; jr $t0",
        "6 | main: b main"
      })
  void theExitCodeSaysHowItEnded(int code, String source) throws IOException {
    Ran ran = spim(source, "--max-instructions", "100000");

    assertThat(ran.code).isEqualTo(code);
    assertThat(ran.err.lines().count()).isEqualTo(code == 0 || code == 42 ? 0 : 1);
  }

  /** Debian's spim prints 59 and, with -delayed_loads, 75. */
  @ParameterizedTest
  @CsvSource({"59,", "75,--delayed-loads"})
  void aDelayedLoadArrivesOneInstructionLate(String printed, String option) throws IOException {
    String program =
        """
        main: la $t0, x
        li $t1, 7
        lw $t1, 0($t0)
        move $a0, $t1
        li $v0, 1
        syscall
        lw $t1, 0($t0)
        li $t1, 9
        nop
        move $a0, $t1
        syscall
        li $v0, 10
        syscall
        .data
        x: .word 5
        """;

    Ran ran = option == null ? spim(program) : spim(program, option);

    assertThat(ran.out).isEqualTo(printed);
  }

  @Test
  void aMissingFileIsSaidInOneLine() {
    Ran ran = run(List.of("spim", folder.resolve("none.s").toString()));

    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains("none.s: there is no such file").hasLineCount(1);
  }

  @Test
  void aBadSourceNamesFileLineAndColumn() throws IOException {
    assertThat(spim("main: nop; lw $t0, 4($f0)").err)
        .contains("p.s:2:11: expected a register, found '$f0'; write lw register");
  }

  @Test
  void theInputIsTheProgramsOwn() throws IOException {
    assertThat(spim("main: li $v0, 5; syscall; addi $a0, $v0, 1; li $v0, 1; syscall; jr $ra").out)
        .isEqualTo("13");
  }

  @Test
  void withDelayedBranchesTheInstructionAfterOneIsExecuted() throws IOException {
    String source =
        "main: li $a0, 1; b say; li $a0, 2; say: li $v0, 1; syscall; li $v0, 10; syscall";

    assertThat(spim(source).out).isEqualTo("1");
    assertThat(spim(source, "--delayed-branches").out).isEqualTo("2");
  }

  @Test
  void aProgramMayHandleItsExceptionsItself() throws IOException {
    String source =
        """
        main:   li      $a0, 0
                li      $t0, 0x7fffffff
                addi    $t0, $t0, 1
                li      $v0, 1
                syscall
                li      $v0, 10
                syscall
                .ktext  0x80000180
                mfc0    $a0, $13
                mfc0    $k0, $14
                addiu   $k0, $k0, 4
                mtc0    $k0, $14
                eret
        """;

    Ran ran = spim(source);

    assertThat(ran.out).isEqualTo(String.valueOf(12 << 2));
    assertThat(ran.code).isZero();
    assertThat(ran.err).isEmpty();
  }

  @Test
  void theTerminalInMemoryReceivesAndInterrupts() throws IOException {
    String source =
        """
        main:   li      $t0, 0xffff0000
                li      $t1, 2
                sw      $t1, 0($t0)             # receiver interrupts on
        wait:   bne     $s0, 2, wait
                li      $v0, 10
                syscall
                .ktext  0x80000180
                lw      $k0, 4($t0)
                sw      $k0, 12($t0)
                addi    $s0, $s0, 1
                eret
        """;

    assertThat(spim(source, "--mapped-io", "--max-instructions", "1000000").out).isEqualTo("12");
  }

  @Test
  void asmWritesAnElfFile() throws IOException {
    Path source = folder.resolve("q.s");
    Files.writeString(source, ".globl main\nmain: nop\n");

    assertThat(run(List.of("asm", source.toString())).code).isZero();
    assertThat(Files.readAllBytes(folder.resolve("q.elf"))).startsWith(0x7F, 'E', 'L', 'F', 1, 1);
  }

  @Test
  void asmLeavesNoFileBehindABadSource() throws IOException {
    Path source = folder.resolve("q.s");
    Files.writeString(source, "main: nopp\n");

    assertThat(run(List.of("asm", source.toString())).code).isEqualTo(4);
    assertThat(folder.resolve("q.elf")).doesNotExist();
  }
}
