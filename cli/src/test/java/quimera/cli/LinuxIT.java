package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linux reaches its shell, and computes on the way there what every processor must. */
class LinuxIT {
  private static final Path KERNEL = RunIT.GUESTS.resolve("linux-6.1-i486.bzImage");
  private static final Path INITRD = RunIT.GUESTS.resolve("linux-i486.initramfs.gz");
  private static final Path DISC = RunIT.GUESTS.resolve("linux-6.1-i486.iso");

  /** The self test: integer, floating point, packing, time, and the shell behind it. */
  static final String SELF_TEST =
      "e071f707df7bbeee2a6a1eb48011ddd0[\\s\\S]*awk fp 8\\.1783681036[\\s\\S]*"
          + "32e8d2bbb8984bd14d9ad0ccf2a33ea5[\\s\\S]*timer ok[\\s\\S]*KIT-INIT-OK[\\s\\S]*kit#";

  private static void requires(Path... files) {
    for (Path file : files) {
      assumeTrue(Files.exists(file), () -> file + " is not here");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80486", "pentium3"})
  void aKernelWithItsInitrdPassesTheSelfTest(String cpu) {
    requires(KERNEL, INITRD);
    assertThat(
            RunIT.headless(
                "--cpu",
                cpu,
                "-m",
                "32",
                "--kernel",
                KERNEL.toString(),
                "--initrd",
                INITRD.toString(),
                "--append",
                "console=ttyS0 rdinit=/init",
                "--expect-serial",
                SELF_TEST))
        .isZero();
  }

  @Test
  void aDiscBootsThroughElTorito() {
    requires(DISC);
    assertThat(RunIT.headless("--cdrom", DISC.toString(), "-m", "32", "--expect-serial", SELF_TEST))
        .isZero();
  }

  @Test
  void aCommandLineWithoutAKernelIsRefused() {
    assertThat(RunIT.headless("--append", "quiet")).isEqualTo(3);
  }
}
