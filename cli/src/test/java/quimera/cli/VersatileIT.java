package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Linux for ARM reaches its shell on the Versatile PB. */
class VersatileIT {
  private static final Path GUEST = Path.of("../../shared/guests/versatilepb");
  private static final Path KERNEL = GUEST.resolve("linux-6.1-armv5.zImage");
  private static final Path TREE = GUEST.resolve("versatile-pb.dtb");
  private static final Path INITRD = GUEST.resolve("linux-armel.initramfs.gz");

  private static int run(String... words) {
    String[] args = new String[words.length + 6];
    System.arraycopy(
        new String[] {"run", "versatilepb", "--display", "none", "--timeout", "240"},
        0,
        args,
        0,
        6);
    System.arraycopy(words, 0, args, 6, words.length);
    return Main.run(args);
  }

  @Test
  void aKernelWithItsTreePassesTheSelfTest() {
    for (Path file : new Path[] {KERNEL, TREE, INITRD}) {
      assumeTrue(Files.exists(file), () -> file + " is not here");
    }
    assertThat(
            run(
                "-m",
                "128",
                "--kernel",
                KERNEL.toString(),
                "--initrd",
                INITRD.toString(),
                "--dtb",
                TREE.toString(),
                "--append",
                "console=ttyAMA0 rdinit=/init",
                "--expect-serial",
                LinuxIT.SELF_TEST))
        .isZero();
  }

  @Test
  void aTreeWithoutAKernelIsRefused() {
    assumeTrue(Files.exists(TREE), () -> TREE + " is not here");
    assertThat(run("--dtb", TREE.toString())).isEqualTo(3);
  }

  @Test
  void aPcTakesNoTree() {
    assumeTrue(Files.exists(TREE), () -> TREE + " is not here");
    assertThat(RunIT.headless("--kernel", KERNEL.toString(), "--dtb", TREE.toString()))
        .isEqualTo(3);
  }
}
