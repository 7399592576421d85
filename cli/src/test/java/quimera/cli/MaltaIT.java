package quimera.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Boots a Malta: the monitor in its flash, Linux, and firmware from elsewhere. */
class MaltaIT {
  private static final Path GUESTS = Path.of("../../shared/guests/malta");
  private static final Path KERNEL = GUESTS.resolve("linux-6.1-malta-be.elf");
  private static final Path INITRD = GUESTS.resolve("linux-malta-be.initramfs.gz");

  @TempDir private Path folder;

  /** What a command printed and returned. */
  private record Ran(int code, String out, String err) {}

  private static Ran run(Object... words) {
    List<String> args = new ArrayList<>(List.of("run", "malta", "--display", "none"));
    args.addAll(List.of("--timeout", "240"));
    for (Object word : words) {
      args.add(word.toString());
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    int code = line.execute(args.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  private static void requires(Path... files) {
    for (Path file : files) {
      assumeTrue(Files.exists(file), () -> file + " is not here");
    }
  }

  private static Object[] linux(Object... more) {
    List<Object> words = new ArrayList<>(List.of("--cpu", "4Kc", "-m", "64"));
    words.addAll(List.of("--kernel", KERNEL, "--initrd", INITRD));
    words.addAll(List.of("--append", "console=ttyS0 rdinit=/init"));
    words.addAll(List.of(more));
    return words.toArray();
  }

  @Test
  void linuxPassesTheSelfTest() {
    requires(KERNEL, INITRD);

    assertThat(run(linux("--expect-serial", LinuxIT.SELF_TEST)).code).isZero();
  }

  @Test
  void linuxFindsTheScreenAndTheKeyboard() {
    requires(KERNEL, INITRD);

    Object[] words =
        linux("--type-after", "kit# =cat /proc/uptime\n", "--expect-screen", "[0-9.]+ [0-9.]+\\s");
    words[9] = "console=tty0 rdinit=/init";

    assertThat(run(words).code).isZero();
  }

  @Test
  void linuxReachesTheGatewayThroughItsNetworkAdapter() {
    requires(KERNEL, INITRD);

    Object[] words =
        linux(
            "--net",
            "user",
            "--type-after",
            "kit# =ifconfig eth0 10.0.2.15 up\\nping 10.0.2.2\\n",
            "--expect-screen",
            "10.0.2.2 is alive!");
    words[9] = "console=tty0 rdinit=/init";

    assertThat(run(words).code).isZero();
  }

  @Test
  void aStateSavedInTheMiddleOfTheBootGoesOnToTheSameEnd() {
    requires(KERNEL, INITRD);
    Path state = folder.resolve("boot.state");
    Object[] quiet = {"--serial", "none", "--max-instructions"};

    Ran whole = run(linux(quiet[0], quiet[1], quiet[2], 260_000_000, "--print-hash"));
    Ran first = run(linux(quiet[0], quiet[1], quiet[2], 150_000_000, "--save-state", state));
    Ran second =
        run(
            linux(
                quiet[0], quiet[1], quiet[2], 260_000_000, "--print-hash", "--load-state", state));

    assertThat(first.code).isEqualTo(ExitCode.INSTRUCTION_LIMIT.code);
    assertThat(second.out).isEqualTo(whole.out).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"24Kf", "4Kc", "24Kc-le"})
  void theMonitorTakesCommandsFromTheKeyboard(String cpu) {
    Ran ran =
        run(
            "--cpu",
            cpu,
            "--serial",
            "none",
            "--type-after",
            "quimera> =pci\n",
            "--expect-screen",
            "Memory   128 MiB[\\s\\S]*00\\.0  462011ab[\\s\\S]*0a\\.0  71108086");

    assertThat(ran.code).isZero();
  }

  @Test
  void aResetByTheGuestEndsARunThatAsksForIt() {
    assertThat(run("--type-after", "quimera> =reset\n", "--no-reboot").code).isZero();
  }

  @Test
  void theMonitorLoadsAndRunsAProgram() {
    // jr ra with addiu at,zero,1 in its delay slot; then a record with a wrong checksum.
    String good = "S30D8020000003e000082401000102";
    String typed =
        "load\\n"
            + checked(good)
            + "\\nS70580200000"
            + "5A\\ngo\\nd 80200000 8\\nload\\nS3050102\\n";

    Ran ran =
        run(
            "--type-after",
            "quimera> =" + typed.replace("\\n", "\n"),
            "--expect-screen",
            "00000008 bytes loaded[\\s\\S]*80200000  03 e0 00 08 24 01 00 01[\\s\\S]*wrong");

    assertThat(ran.code).isZero();
  }

  /** The record with the checksum that its bytes want. */
  private static String checked(String record) {
    int sum = 0;
    for (int i = 2; i < record.length() - 2; i += 2) {
      sum += Integer.parseInt(record.substring(i, i + 2), 16);
    }
    return record.substring(0, record.length() - 2) + String.format("%02X", ~sum & 0xFF);
  }

  @Test
  void uBootRunsFromTheFlash() {
    Path boot = DebianPackage.file("all", "u-boot-qemu", "usr/lib/u-boot/maltael/u-boot.bin");

    Ran ran =
        run(
            "--cpu",
            "24Kc-le",
            "-m",
            "256",
            "--bios",
            boot,
            "--expect-serial",
            "Board: MIPS Malta[\\s\\S]*DRAM:  256 MiB[\\s\\S]*maltael #");

    assertThat(ran.code).isZero();
  }

  @Test
  void debiansKernelGoesAsFarAsItCanWithoutARootFileSystem() {
    Path kernel = DebianPackage.file("mipsel", "linux-image-4kc-malta", "boot/vmlinuz-*-4kc-malta");

    Ran ran =
        run(
            "--cpu",
            "24Kc-le",
            "-m",
            "256",
            "--kernel",
            kernel,
            "--append",
            "console=ttyS0",
            "--expect-serial",
            "Linux version 6\\.1[\\s\\S]*MIPS 24Kc[\\s\\S]*Kernel panic");

    assertThat(ran.code).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not ELF at all, however long it may be          | no ELF file",
        "\u007fELF\u0001\u0001 cut                       | no ELF file",
      })
  void aKernelThatIsNoneIsRefused(String content, String said) throws IOException {
    Path file = folder.resolve("kernel");
    Files.writeString(file, content, ISO_8859_1);

    Ran ran = run("--kernel", file);

    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains(said).hasLineCount(1);
  }

  @Test
  void aKernelThatIsCutOffIsRefused() throws IOException {
    requires(KERNEL);
    byte[] start;
    try (var in = Files.newInputStream(KERNEL)) {
      start = in.readNBytes(100_000);
    }
    Path file = Files.write(folder.resolve("kernel"), start);

    Ran ran = run("--kernel", file);

    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains("cut off").hasLineCount(1);
  }

  @Test
  void aFlashImageIsCheckedForItsSize() throws IOException {
    Path file = Files.write(folder.resolve("flash"), new byte[5 << 20]);

    Ran ran = run("--bios", file);

    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains("4 MiB").hasLineCount(1);
  }

  @Test
  void moreMemoryThanTheBoardTakesIsRefused() {
    Ran ran = run("-m", "512");

    assertThat(ran.code).isEqualTo(3);
    assertThat(ran.err).contains("1M to 256M").hasLineCount(1);
  }
}
