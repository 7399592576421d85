package quimera.roms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in images are what {@code build.sh} makes of the checked-in sources. */
class FirmwareRebuildTest {
  @TempDir Path output;

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void rebuildingFromSourceGivesTheCheckedInImages() throws IOException, InterruptedException {
    assumeTrue(
        isInstalled("nasm") && isInstalled("sh"),
        "nasm or sh is not installed: the firmware was not rebuilt");
    Process build =
        new ProcessBuilder("sh", "build.sh", output.toString()).redirectErrorStream(true).start();
    String log = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(build.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(build.exitValue()).as(log).isZero();
    for (FirmwareCatalog.Image image : FirmwareCatalog.images()) {
      assertThat(output.resolve(image.id() + ".bin"))
          .as(image.id())
          .hasBinaryContent(FirmwareCatalog.bytes(image.id()));
    }
  }
}
