package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Linux for ARM reaches its shell on the Versatile PB. */
class VersatileIT {
  private static final Path GUEST = Path.of("../../shared/guests/versatilepb");
  private static final Path KERNEL = GUEST.resolve("linux-6.1-armv5.zImage");
  private static final Path TREE = GUEST.resolve("versatile-pb.dtb");
  private static final Path INITRD = GUEST.resolve("linux-armel.initramfs.gz");

  @TempDir private Path folder;

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
  void linuxFindsTheCardInItsSocket() throws IOException {
    for (Path file : new Path[] {KERNEL, TREE}) {
      assumeTrue(Files.exists(file), () -> file + " is not here");
    }
    Path card = Files.write(folder.resolve("card.img"), new byte[4 << 20]);
    assertThat(
            run(
                "--kernel",
                KERNEL.toString(),
                "--dtb",
                TREE.toString(),
                "--append",
                "console=ttyAMA0",
                "--hda",
                card.toString(),
                "--expect-serial",
                "mmcblk0: mmc0:4567 QUIMR 4.00 MiB"))
        .isZero();
  }

  @Test
  void aStateSavedInTheMiddleOfTheBootGoesOnToTheSameEnd() {
    for (Path file : new Path[] {KERNEL, TREE}) {
      assumeTrue(Files.exists(file), () -> file + " is not here");
    }
    Path state = folder.resolve("boot.state");
    Ran whole = linux("400000000", "--print-hash");
    Ran first = linux("250000000", "--save-state", state.toString());
    Ran second = linux("400000000", "--print-hash", "--load-state", state.toString());

    assertThat(first.code).isEqualTo(ExitCode.INSTRUCTION_LIMIT.code);
    assertThat(second.out).isEqualTo(whole.out).isNotEmpty();
  }

  /** What a command printed and returned. */
  private record Ran(int code, String out) {}

  private static Ran linux(String instructions, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "versatilepb", "--display", "none"));
    words.addAll(List.of("--serial", "none", "--max-instructions", instructions));
    words.addAll(List.of("--kernel", KERNEL.toString(), "--dtb", TREE.toString()));
    words.addAll(List.of("--append", "console=ttyAMA0", "--timeout", "240"));
    words.addAll(List.of(more));
    StringWriter out = new StringWriter();
    CommandLine line =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter(), true));
    int code = line.execute(words.toArray(String[]::new));
    return new Ran(code, out.toString());
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
