package quimera.testroms.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomSuiteTest {
  private static final Path OURS = Path.of("src/main/resources/quimera/testroms/conform");
  private static final String BOARD =
      """
      [board]
      name = "b"
      cpu = { core = "8086" }
      map = [ { at = 0, ram = "ram", size = "64K" }, { at = 0xFFFF0, rom = "rom.bin" } ]
      """;

  @TempDir private Path folder;

  /** MOV AL, 41h; OUT E9h, AL; MOV [1234h], AL; JMP $. */
  private static final int[] LOOP = {0xB0, 0x41, 0xE6, 0xE9, 0xA2, 0x34, 0x12, 0xEB, 0xFE};

  @BeforeEach
  void aRomThatSaysA() throws IOException {
    rom(LOOP);
  }

  private void rom(int... code) throws IOException {
    byte[] rom = new byte[16];
    for (int i = 0; i < code.length; i++) {
      rom[i] = (byte) code[i];
    }
    Files.write(folder.resolve("rom.bin"), rom);
  }

  private ConformReport run(Path path) {
    ConformPlan plan = new ConformPlan();
    plan.paths.add(path);
    return Conformance.run(plan, (suite, tests, failed) -> {});
  }

  private ConformReport run(String suite, String... passes) throws IOException {
    StringBuilder toml = new StringBuilder("[suite]\narch = \"x86\"\n" + suite + "\n" + BOARD);
    for (String pass : passes) {
      toml.append("[[pass]]\n").append(pass).append('\n');
    }
    return run(Files.writeString(folder.resolve("suite.toml"), toml));
  }

  private List<String> differences(ConformReport report) {
    assertThat(report.failed()).isEqualTo(1);
    return report.suites.get(0).categories.get("rom").first.differences;
  }

  private String broken(ConformReport report) {
    return report.suites.get(0).broken;
  }

  @Test
  void ourOwnRomsPass() {
    ConformReport report = run(OURS);
    assertThat(report.passed()).isGreaterThanOrEqualTo(2);
    assertThat(report.failed()).isZero();
    assertThat(report.broken()).isFalse();
  }

  @Test
  void everyRuleMustBeMet() throws IOException {
    String[] met = {
      "port = 0xE9\ntext = \"A\"",
      "port = 0xE9\nsequence = [0x41]",
      "port = 0xE9\nlast = 65",
      "register = \"ax\"\nvalue = 0x41",
      "memory = 0x1234\nvalue = 0x41\nwidth = 2",
      "memory = 0x1234\nbytes = [0x41, 0]",
      "memory = 0x1234\ntext = \"A\""
    };
    assertThat(run("end = \"loop\"", met).passed()).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsShown() throws IOException {
    assertThat(differences(run("", "port = 0xE9\ntext = \"B\"")))
        .containsExactly("port e9h: line 1: expected \"B\", got \"A\"");
    assertThat(differences(run("", "port = 0xE9\nsequence = [1, 2]")))
        .containsExactly("port e9h: expected 01 02, got 41");
    assertThat(differences(run("", "register = \"ax\"\nvalue = 0x42")))
        .containsExactly("register ax: expected 42, got 41");
    assertThat(differences(run("", "memory = 0x1234\nvalue = 1")))
        .containsExactly("memory 1234: expected 01 00 00 00, got 41 00 00 00");
  }

  @Test
  void aReferenceFileIsComparedAsAWhole() throws IOException {
    Files.writeString(folder.resolve("reference.txt"), "A");
    assertThat(run("", "port = 0xE9\nfile = \"reference.txt\"").passed()).isEqualTo(1);
    Files.writeString(folder.resolve("reference.txt"), "A\nB\n");
    assertThat(differences(run("", "port = 0xE9\nfile = \"reference.txt\"")))
        .containsExactly("port e9h: line 2: expected \"B\", got the end");
  }

  @Test
  void theRightEndIsPartOfAPass() throws IOException {
    assertThat(differences(run("end = \"halt\"\ninstructions = 1000", "port = 0xE9\nlast = 65")))
        .containsExactly("ended by the limit after 1000 instructions at ffff7, expected a halt");
    rom(0xFA, 0xF4); // CLI; HLT
    assertThat(run("end = \"halt\"", "register = \"ax\"\nvalue = 0").passed()).isEqualTo(1);
    assertThat(differences(run("end = \"loop\"", "register = \"ax\"\nvalue = 0")).get(0))
        .startsWith("ended by a halt");
  }

  @Test
  void aLoopOfSeveralInstructionsIsRecognised() throws IOException {
    rom(0x90, 0x90, 0xEB, 0xFC);
    assertThat(run("", "register = \"ax\"\nvalue = 0").passed()).isEqualTo(1);
    rom(0x40, 0x90, 0xEB, 0xFC); // counts
    assertThat(differences(run("instructions = 300000", "register = \"bx\"\nvalue = 0")).get(0))
        .startsWith("ended by the limit");
  }

  @Test
  void aRunCanEndAsSoonAsTheRulesAreMet() throws IOException {
    rom(0x40, 0xB0, 0x41, 0xE6, 0xE9, 0x40, 0xEB, 0xFD);
    assertThat(run("end = \"passed\"", "port = 0xE9\nlast = 65").passed()).isEqualTo(1);
  }

  @Test
  void timeIsLimitedInVirtualTime() throws IOException {
    // 10 MHz for 2 ms, less the 720 ns of the one port access
    assertThat(differences(run("end = \"halt\"\ntime = \"2 ms\"", "port = 0xE9\nlast = 65")).get(0))
        .startsWith("ended by the limit after 19993 instructions");
  }

  @Test
  void registersCanBeSetBeforeTheStart() throws IOException {
    rom(0xEB, 0xFE);
    ConformReport report = run("[registers]\nbx = 7", "register = \"bx\"\nvalue = 7");
    assertThat(report.passed()).isEqualTo(1);
  }

  @Test
  void anUnknownKeyNamesTheNearest() throws IOException {
    assertThat(broken(run("instrctions = 5", "port = 1\nlast = 1")))
        .contains("suite: unknown key \"instrctions\"; did you mean \"instructions\"?");
    assertThat(broken(run("", "port = 1\nlast = 1\nvalu = 3")))
        .contains("pass[0]: unknown key \"valu\"");
    assertThat(broken(run("", "register = \"axx\"\nvalue = 1")))
        .contains("no register \"axx\"; did you mean \"ax\"?");
    assertThat(broken(run("end = \"hlt\"", "port = 1\nlast = 1"))).contains("end must be halt");
  }

  @Test
  void aSuiteThatCannotFailIsRefused() throws IOException {
    assertThat(broken(run(""))).contains("nothing says what a pass is");
    assertThat(broken(run("", "port = 1"))).contains("needs what the output must be");
    assertThat(broken(run("", "value = 1"))).contains("needs one of port, line");
  }

  @Test
  void aRomForAFamilyWithoutACoreIsSkipped() throws IOException {
    Path file = folder.resolve("suite.toml");
    run("", "port = 1\nlast = 1");
    Files.writeString(file, Files.readString(file).replace("x86", "armv4t"));
    ConformReport report = run(file);
    assertThat(report.passed() + report.failed() + report.skipped()).isEqualTo(1);
  }
}
