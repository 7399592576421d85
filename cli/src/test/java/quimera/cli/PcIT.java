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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The PC with PCI runs systems, under our firmware and under Debian's SeaBIOS. */
class PcIT {
  private static final Path FREEDOS = RunIT.GUESTS.resolve("freedos-1440.img");
  private static final Path KERNEL = RunIT.GUESTS.resolve("linux-6.1-i486.bzImage");
  private static final Path INITRD = RunIT.GUESTS.resolve("linux-i486.initramfs.gz");
  private static final Path DISC = RunIT.GUESTS.resolve("linux-6.1-i486.iso");

  private static final Path SEABIOS = Path.of("/usr/share/seabios");

  private static final String INSTALLER_FILES =
      "usr/lib/debian-installer/images/12/i386/text/debian-installer/i386/";

  private static Path installer(String file) {
    return DebianPackage.file("all", "debian-installer-12-netboot-i386", INSTALLER_FILES + file);
  }

  private static Path grub(String file) {
    return DebianPackage.file("i386", "grub-rescue-pc", "usr/lib/grub-rescue/" + file);
  }

  @TempDir private Path folder;

  private static void requires(Path... files) {
    for (Path file : files) {
      assumeTrue(Files.exists(file), () -> file + " is not here");
    }
  }

  private static int run(String firmware, Object... words) {
    List<String> args = new ArrayList<>(List.of("run", "pc", "--display", "none"));
    if (firmware.equals("seabios")) {
      requires(SEABIOS);
      args.addAll(List.of("--bios", SEABIOS.resolve("bios.bin").toString()));
      args.addAll(List.of("--vgabios", SEABIOS.resolve("vgabios-stdvga.bin").toString()));
    }
    for (Object word : words) {
      args.add(word.toString());
    }
    if (!args.contains("--timeout")) {
      args.addAll(List.of("--timeout", "400"));
    }
    return Main.run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quimera", "seabios"})
  void freeDosReachesItsPrompt(String firmware) {
    requires(FREEDOS);
    assertThat(run(firmware, "--fda", FREEDOS, "--snapshot", "-m", 32, "--expect-screen", "^A:.>"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quimera", "seabios"})
  void aKernelWithItsInitrdPassesTheSelfTest(String firmware) {
    requires(KERNEL, INITRD);
    assertThat(
            run(
                firmware,
                "-m",
                32,
                "--kernel",
                KERNEL,
                "--initrd",
                INITRD,
                "--append",
                "console=ttyS0 rdinit=/init",
                "--expect-serial",
                LinuxIT.SELF_TEST))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quimera", "seabios"})
  void aDiscBootsThroughElTorito(String firmware) {
    requires(DISC);
    assertThat(run(firmware, "-m", 32, "--cdrom", DISC, "--expect-serial", LinuxIT.SELF_TEST))
        .isZero();
  }

  @Test
  void theShellOnTheScreenReachesTheGatewayOfItsNetwork() {
    requires(KERNEL, INITRD);
    assertThat(
            run(
                "quimera",
                "-m",
                32,
                "--kernel",
                KERNEL,
                "--initrd",
                INITRD,
                "--append",
                "console=tty0 rdinit=/init",
                "--net",
                "user",
                "--type-after",
                "kit#=ifconfig eth0 10.0.2.15 up\\n",
                "--type-after",
                "kit# ifconfig[^$]*kit#=ping 10.0.2.2\\n",
                "--expect-screen",
                "10.0.2.2 is alive"))
        .isZero();
  }

  @Test
  void theLabBootsFromItsDiscAndShowsItsPicture() {
    assertThat(
            run(
                "quimera",
                "--boot",
                "d",
                "--type-after",
                "LAB READY=6",
                "--expect-serial",
                "LAB PICTURE"))
        .isZero();
  }

  @Test
  void aStateSavedWhileLinuxBootsGoesOnInAnotherMachineToTheSameEnd() throws IOException {
    requires(KERNEL, INITRD);
    Object[] machine = {
      "-m", 32, "--kernel", KERNEL, "--initrd", INITRD, "--append", "console=ttyS0 rdinit=/init"
    };
    Path state = folder.resolve("half.state");
    String whole = hash(machine, "--max-instructions", 700_000_000, "--print-hash");
    assertThat(hash(machine, "--max-instructions", 400_000_000, "--save-state", state)).isEmpty();
    assertThat(
            hash(machine, "--load-state", state, "--max-instructions", 700_000_000, "--print-hash"))
        .isEqualTo(whole)
        .isNotEmpty();
  }

  @Test
  void aStateSavedInAGraphicsModeGoesOnToTheSamePicture() {
    Object[] machine = {"--boot", "d", "--type-after", "LAB READY=6"};
    Path state = folder.resolve("picture.state");
    String whole = hash(machine, "--max-instructions", 400_000_000, "--print-hash");
    assertThat(hash(machine, "--max-instructions", 300_000_000, "--save-state", state)).isEmpty();
    assertThat(
            hash(machine, "--load-state", state, "--max-instructions", 400_000_000, "--print-hash"))
        .isEqualTo(whole)
        .isNotEmpty();
  }

  /** What a run writes to its output, which ends at its instruction limit. */
  private static String hash(Object[] machine, Object... more) {
    List<String> args = new ArrayList<>(List.of("run", "pc", "--display", "none"));
    args.addAll(List.of("--serial", "none"));
    for (Object word : machine) {
      args.add(word.toString());
    }
    for (Object word : more) {
      args.add(word.toString());
    }
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(out));
    assertThat(command.execute(args.toArray(String[]::new)))
        .isEqualTo(ExitCode.INSTRUCTION_LIMIT.code);
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quimera", "seabios"})
  void theInstallerOfDebianAsksForALanguage(String firmware) {
    assertThat(
            run(
                firmware,
                "--cpu",
                "pentium3",
                "-m",
                512,
                "--kernel",
                installer("linux"),
                "--initrd",
                installer("initrd.gz"),
                "--append",
                "console=ttyS0 priority=low",
                "--expect-serial",
                "Choose language"))
        .isZero();
  }

  @Test
  void memtestFindsNoErrors() {
    Path disc = DebianPackage.file("i386", "memtest86+", "usr/lib/memtest86+/memtest86+ia32.iso");
    assertThat(
            run("quimera", "-m", 16, "--cdrom", disc, "--expect-screen", "Test #10[^$]*Errors: 0"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quimera", "seabios"})
  void theRescueFloppyOfGrubShowsItsPrompt(String firmware) {
    assertThat(
            run(
                firmware,
                "--fda",
                grub("grub-rescue-floppy.img"),
                "--type-after",
                "Change the colors=c",
                "--expect-screen",
                "^grub>"))
        .isZero();
  }

  @Test
  void ourVideoFirmwareOffersTheModesOfVbe() {
    assertThat(
            run(
                "quimera",
                "--cdrom",
                grub("grub-rescue-cdrom.iso"),
                "--type-after",
                "Change the colors=c",
                "--type-after",
                "grub>=insmod vbe\\nvideoinfo\\n",
                "--expect-screen",
                "0x147 1600 x 1200 x 32 \\(6400\\)"))
        .isZero();
  }
}
