package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.testroms.TestRoms;

/** Boots guests as a user does, and looks at the exit code. */
class RunIT {
  static final Path GUESTS = Path.of("../../shared/guests/pc");

  @TempDir private Path folder;

  static int headless(String... words) {
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

  /** The last item of the menu can only open once the page is left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; 80486; Code page 437; \\e",
        "3; 80386; Back in real mode; \\e",
        "3; 80486; #PF error 0003 at 0008:.* CR2 40003000; \\e",
        "3; 80286; an older one; \\e",
        "4; 8086; Press keys; \\e\\e",
        "4; 80486; PS/2 mouse; \\e\\e",
        "5; 8086; q leaves; q\\n",
        "6; 80486; no mode 101h; \\e",
        "7; 80486; 3.14159265358979324; \\e"
      })
  void aPageOfTheLabShowsItsLineAndLeadsBackToTheMenu(
      String key, String cpu, String line, String leave) {
    assertThat(
            headless(
                "--cpu",
                cpu,
                "--type-after",
                "QUIMERA LAB READY=" + key,
                "--type-after",
                line + "=" + leave,
                "--type-after",
                "Enter opens=8",
                "--expect-screen",
                "R restarts"))
        .isZero();
  }

  @Test
  void theMonitorOfTheLabTracesAnInstruction() {
    assertThat(
            headless(
                "--cpu",
                "8086",
                "--type-after",
                "QUIMERA LAB READY=5",
                "--type-after",
                "q leaves=e 2000:100 b8 34 12 40\\nt\\nt\\n",
                "--expect-screen",
                "AX=1235 .*\\R?CS=2000 IP=0104"))
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

  @Test
  void aFileCopiedToTheFloppyIsThereAfterAReset() throws IOException {
    Path floppy = GUESTS.resolve("freedos-1440.img");
    assumeTrue(Files.exists(floppy), () -> floppy + " is not here");
    Path copy = folder.resolve("copy.img");
    Files.write(copy, Files.readAllBytes(floppy));
    assertThat(
            headless(
                "--fda",
                copy.toString(),
                "--type-after",
                "A:.>=copy config.sys new.txt\\n",
                "--type-after",
                "> new.txt[^>]*A:.>=\\{ctrl-alt-del}",
                "--type-after",
                "\\A(?![^$]*new.txt)[^$]*^A:.>=type new.txt\\n",
                "--expect-screen",
                "type new.txt\n(.*\n)*FILES.20"))
        .isZero();
  }

  @Test
  void aTraceNamesEveryInstruction() throws IOException {
    Path trace = folder.resolve("trace.txt");
    assertThat(headless("--max-instructions", "1000", "--trace", trace.toString())).isEqualTo(6);
    List<String> lines = Files.readAllLines(trace);
    assertThat(lines).hasSize(1000);
    assertThat(lines.get(0)).startsWith("0 fffffff0 jmp");
    assertThat(lines.get(999)).startsWith("999 000f");
    assertThat(headless("--trace", folder.resolve("no/such/folder").toString())).isEqualTo(3);
  }

  @Test
  void whatAGuestPlaysIsWrittenDown() throws IOException {
    Path wav = folder.resolve("sound.wav");
    assertThat(
            headless(
                "--fda", image("sound"), "--wav", wav.toString(), "--expect-serial", "SOUND DONE"))
        .isZero();
    ByteBuffer pcm = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
    int loudest = 0;
    int crossings = 0; // upwards, on the left
    for (int at = 44 + 4; at < pcm.capacity(); at += 4) {
      int now = pcm.getShort(at);
      loudest = Math.max(loudest, now);
      crossings += pcm.getShort(at - 4) < 0 && now >= 0 ? 1 : 0;
    }
    assertThat(loudest).isBetween(20_000, Short.MAX_VALUE + 0);
    // 440 Hz for half a second, 1 kHz for half a second, 500 Hz for a quarter.
    assertThat(crossings).isBetween(800, 900);
    assertThat(Main.run(new String[] {"run", "virt", "--wav", wav.toString()})).isEqualTo(3);
  }

  @Test
  void whatNoBoardHasIsRefused() {
    assertThat(headless("--smp", "2")).isEqualTo(3);
    assertThat(headless("--dtb", "board.dtb")).isEqualTo(3);
    assertThat(headless("--engine", "translator")).isEqualTo(2);
  }
}
