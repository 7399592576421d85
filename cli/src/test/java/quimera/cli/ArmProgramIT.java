package quimera.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assembles ARM programs and runs them on the bare board, as a user does. */
class ArmProgramIT {
  /** Prints by semihosting from both instruction sets and leaves by SYS_EXIT. */
  private static final String PROGRAM =
      """
              .global _start
      _start: ldr     sp, =0x00700000
              ldr     r1, =hello
              mov     r0, #4
              svc     0x123456
              ldr     r3, =thumb
              mov     lr, pc
              bx      r3
              ldr     r1, =0x20026
              mov     r0, #0x18
              svc     0x123456
              .ltorg
              .thumb_func
      thumb:  push    {r4, lr}
              movs    r4, #2
      1:      ldr     r1, =line
              movs    r0, #4
              svc     0xAB
              subs    r4, #1
              bne     1b
              pop     {r4}
              pop     {r0}
              bx      r0
              .data
      hello:  .asciz  "from ARM\\n"
      line:   .asciz  "from Thumb\\n"
      """;

  @TempDir private Path folder;

  /** What a command printed and returned. */
  private record Ran(int code, String out, String err) {}

  private Path source(String text) throws IOException {
    return Files.writeString(folder.resolve("p.s"), text, ISO_8859_1);
  }

  private static Ran run(String... words) {
    PrintStream realOut = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    try {
      System.setOut(new PrintStream(out, true, ISO_8859_1));
      int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(words);
      return new Ran(code, out.toString(ISO_8859_1), err.toString());
    } finally {
      System.setOut(realOut);
    }
  }

  private Ran runs(String program, String... options) {
    String[] words = {
      "run", "arm-test", program, "--display", "none", "--max-instructions", "9999"
    };
    String[] all = new String[words.length + options.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    return run(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arm7tdmi", "arm926", "arm1176", "cortex-a15"})
  void aSourceIsAssembledAndRun(String cpu) throws IOException {
    Ran ran = runs(source(PROGRAM).toString(), "--cpu", cpu);

    assertThat(ran.err).isEmpty();
    assertThat(ran.out).isEqualTo("from ARM\nfrom Thumb\nfrom Thumb\n");
    assertThat(ran.code).isZero();
  }

  @Test
  void anAssembledFileRunsTheSame() throws IOException {
    Path elf = folder.resolve("p.elf");

    assertThat(run("asm", "--arch", "arm", source(PROGRAM).toString()).code).isZero();
    assertThat(runs(elf.toString()).out).isEqualTo("from ARM\nfrom Thumb\nfrom Thumb\n");
  }

  @Test
  void aWrongSourceIsExplained() throws IOException {
    Path wrong = source("_start: mvo r0, #1\n");
    String complaint =
        wrong + ":1:9: there is no instruction 'mvo'; did you mean 'mvn'" + System.lineSeparator();

    assertThat(runs(wrong.toString())).isEqualTo(new Ran(4, "", complaint));
    assertThat(run("asm", "--arch", "arm", wrong.toString())).isEqualTo(new Ran(4, "", complaint));
  }

  @Test
  void boardsOfOtherProcessorsTakeNoArmSource() throws IOException {
    Ran ran = run("run", "malta", source(PROGRAM).toString(), "--display", "none");

    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains("is assembly source, which spim and ARM's boards take");
  }
}
