package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs conformance suites as a user does, and looks at the exit code. */
class ConformIT {
  private static final Path ROMS =
      Path.of("../test-roms/src/main/resources/quimera/testroms/conform");
  private static final Path VECTORS = Path.of("../../shared/conformance/data/8086.ctv.gz");

  @TempDir private Path folder;

  private static int conform(Object... words) {
    String[] args = new String[words.length + 1];
    args[0] = "conform";
    for (int i = 0; i < words.length; i++) {
      args[i + 1] = words[i].toString();
    }
    return Main.run(args);
  }

  @Test
  void suitesThatPassAreASuccessAndReportsAreWritten() throws IOException {
    Path junit = folder.resolve("junit.xml");
    Path json = folder.resolve("report.json");
    Path coverage = folder.resolve("coverage.json");
    int code = conform(ROMS, "--junit", junit, "--json", json, "--coverage", coverage, "--tap");
    assertThat(code).isEqualTo(ExitCode.SUCCESS.code);
    assertThat(Files.readString(junit)).contains("<testsuite name=\"post\" tests=\"1\"");
    assertThat(Files.readString(json)).contains("\"name\" : \"post\"");
    assertThat(coverage).exists();
  }

  @Test
  void aTestThatFailsIsAFailure() throws IOException {
    for (String file : new String[] {"post.bin", "post.txt", "post.toml"}) {
      Files.copy(ROMS.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("post.txt"), "another text\n");
    assertThat(conform(folder)).isEqualTo(ExitCode.FAILED.code);
  }

  @Test
  void aRunWithoutATestIsAFailure() {
    assertThat(conform(folder)).isEqualTo(ExitCode.FAILED.code);
    assertThat(conform(ROMS, "--filter", "matches nothing")).isEqualTo(ExitCode.FAILED.code);
    assertThat(conform(ROMS, "--arch", "arm")).isEqualTo(ExitCode.FAILED.code);
    assertThat(conform(ROMS, "--shard", "2/2")).isEqualTo(ExitCode.FAILED.code);
  }

  @Test
  void wordsThatMeanNothingAreUsage() {
    assertThat(conform()).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--shard", "4/3")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--shard", "x")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--jobs", "0")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--filter", "(")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--model", "z80")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--arch", "z80")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--engine", "steam")).isEqualTo(ExitCode.USAGE.code);
    assertThat(conform(ROMS, "--stop-after", "0")).isEqualTo(ExitCode.USAGE.code);
  }

  @Test
  void whatIsMissingOrBrokenIsAConfigurationError() throws IOException {
    assertThat(conform(folder.resolve("none"))).isEqualTo(ExitCode.CONFIGURATION.code);
    Path text = Files.writeString(folder.resolve("readme.txt"), "no suite");
    assertThat(conform(text)).isEqualTo(ExitCode.CONFIGURATION.code);
    Files.writeString(folder.resolve("bad.toml"), "[suite]\narch = \"x86\"\n");
    assertThat(conform(folder)).isEqualTo(ExitCode.CONFIGURATION.code);
  }

  @Test
  void aVectorFileThatIsCutOffIsAConfigurationError() throws IOException {
    assumeTrue(Files.exists(VECTORS), () -> "no vectors at " + VECTORS + ": not run");
    byte[] whole = Files.readAllBytes(VECTORS);
    Path cut = folder.resolve("8086.ctv.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 3));
    assertThat(conform(cut)).isEqualTo(ExitCode.CONFIGURATION.code);
  }

  @Test
  void theVectorsOfThe8086Pass() {
    assumeTrue(Files.exists(VECTORS), () -> "no vectors at " + VECTORS + ": not run");
    assertThat(conform(VECTORS, "--shard", "1/10")).isEqualTo(ExitCode.SUCCESS.code);
  }
}
