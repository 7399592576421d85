package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.testroms.TestRoms;

/** Boots guests as a user does, and looks at the exit code. */
class RunIT {
  private static final Path GUESTS = Path.of("../../shared/guests/pc");

  @TempDir private Path folder;

  private static int headless(String... words) {
    String[] args = new String[words.length + 6];
    args[0] = "run";
    args[1] = "isapc";
    args[2] = "--display";
    args[3] = "none";
    args[4] = "--timeout";
    args[5] = "240";
    System.arraycopy(words, 0, args, 6, words.length);
    return Main.run(args);
  }

  private String image(String name) throws IOException {
    return Files.write(folder.resolve(name + ".img"), TestRoms.image(name)).toString();
  }

  @Test
  void withoutMediaTheLabStandsReady() {
    assertThat(headless("--expect-serial", "QUIMERA LAB READY", "--expect-screen", "Animation"))
        .isZero();
  }

  @Test
  void anExpectationThatIsNeverMetFailsTheRun() {
    assertThat(headless("--expect-serial", "no such text", "--max-instructions", "1000000"))
        .isEqualTo(ExitCode.INSTRUCTION_LIMIT.code);
  }

  @Test
  void aTripleFaultIsAGuestFault() throws IOException {
    assertThat(headless("--fda", image("triplefault"))).isEqualTo(ExitCode.GUEST_FAULT.code);
  }

  @Test
  void anEndlessLoopEndsAtTheInstructionLimitAndLeavesTheImageAlone() throws IOException {
    String image = image("endless");
    assertThat(headless("--fda", image, "--max-instructions", "20000000"))
        .isEqualTo(ExitCode.INSTRUCTION_LIMIT.code);
    assertThat(Files.readAllBytes(Path.of(image))).isEqualTo(TestRoms.image("endless"));
  }

  @ParameterizedTest
  @CsvSource({
    "1440, 80386",
    "1440, 80486",
    "1440, pentium",
    "720, 8086",
    "720, 80286",
    "720, 80486"
  })
  void freeDosAnswersAtItsPrompt(String size, String cpu) {
    Path image = GUESTS.resolve("freedos-" + size + ".img");
    assumeTrue(Files.exists(image), () -> "no FreeDOS image at " + image + ": not booted");
    assertThat(
            headless(
                "--cpu",
                cpu,
                "--fda",
                image.toString(),
                "--snapshot",
                "--type-after",
                "A:\\\\>=ver\\n",
                "--expect-screen",
                "FreeCom version"))
        .isZero();
  }
}
