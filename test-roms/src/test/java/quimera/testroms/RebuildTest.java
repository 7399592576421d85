package quimera.testroms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebuildTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "lab, lab/boot.asm",
    "triplefault, faults/triplefault.asm",
    "endless, faults/endless.asm",
    "sound, sound/sound.asm"
  })
  void theCheckedInImageIsWhatItsSourceMakes(String name, String source)
      throws IOException, InterruptedException {
    Path sources = Path.of("src/main/asm").toAbsolutePath();
    Path built = folder.resolve(name + ".img");
    File asm = sources.resolve(source).toFile();
    assertThat(nasm(asm, built)).as("nasm's exit code").isZero();
    assertThat(Files.readAllBytes(built)).isEqualTo(TestRoms.image(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"post", "gcd", "smc", "limits", "paging", "debug", "tasks", "v86", "irq", "modes"})
  void theCheckedInRomIsWhatItsSourceMakes(String name) throws IOException, InterruptedException {
    Path sources = Path.of("src/main/asm/conform").toAbsolutePath();
    Path built = folder.resolve(name + ".bin");
    assertThat(nasm(sources.resolve(name + ".asm").toFile(), built)).as("nasm's code").isZero();
    Path kept = Path.of("src/main/resources/quimera/testroms/conform", name + ".bin");
    assertThat(Files.readAllBytes(built)).isEqualTo(Files.readAllBytes(kept));
  }

  private static int nasm(File source, Path to) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("nasm", "-f", "bin", "-o", to.toString(), source.getName())
          .directory(source.getParentFile())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      return abort("nasm is not installed: the images cannot be rebuilt and compared");
    }
  }
}
