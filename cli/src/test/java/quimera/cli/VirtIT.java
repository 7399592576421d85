package quimera.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's kernel for ARMv7 with Debian's busybox, on the board that is all device tree. */
class VirtIT {
  /** Mounts, sums as {@link LinuxIT#SELF_TEST} knows them, a disk, a shell or the end. */
  private static final String INIT =
      """
      #!/bin/busybox sh
      /bin/busybox --install -s /bin
      export PATH=/bin
      mount -t proc proc /proc
      mount -t devtmpfs dev /dev
      seq 1 20000 | md5sum
      awk 'BEGIN { for (i = 1; i <= 2000; i++) s += 1 / i; printf "awk fp %.10f\\n", s }'
      for m in virtio_mmio virtio_blk; do insmod /$m.ko; done
      md5sum /dev/vda
      echo "INIT-OK $(uname -m)"
      grep -q halt /proc/cmdline && poweroff -f
      exec sh
      """;

  private static final String SUMS =
      "e071f707df7bbeee2a6a1eb48011ddd0[\\s\\S]*awk fp 8\\.1783681036[\\s\\S]*";

  @TempDir private Path folder;

  /** An archive of cpio's "newc" format (cpio(5)). */
  private static final class Cpio {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int files;

    void add(String name, int mode, byte[] content) {
      int[] fields = {++files, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, 0};
      StringBuilder header = new StringBuilder("070701");
      for (int field : fields) {
        header.append(String.format("%08X", field));
      }
      out.writeBytes(header.append(name).append('\0').toString().getBytes(US_ASCII));
      pad();
      out.writeBytes(content);
      pad();
    }

    private void pad() {
      out.writeBytes(new byte[-out.size() & 3]);
    }

    byte[] bytes() {
      add("TRAILER!!!", 0, new byte[0]);
      return out.toByteArray();
    }
  }

  private static Path kernel() {
    return DebianPackage.file("armhf", "linux-image-armmp", "boot/vmlinuz-*-armmp");
  }

  private static byte[] busybox() throws IOException {
    byte[] program =
        Files.readAllBytes(DebianPackage.file("armhf", "busybox-static", "bin/busybox"));
    assumeTrue(program[18] == 40, "the busybox that is installed here is not ARM's");
    return program;
  }

  private Path initramfs() throws IOException {
    Cpio cpio = new Cpio();
    for (String name : new String[] {"bin", "proc", "dev"}) {
      cpio.add(name, 040755, new byte[0]);
    }
    cpio.add("bin/busybox", 0100755, busybox());
    cpio.add("init", 0100755, INIT.getBytes(US_ASCII));
    Path release = kernel();
    String version = release.getFileName().toString().substring("vmlinuz-".length());
    Path drivers = release.resolve("../../lib/modules/" + version + "/kernel/drivers").normalize();
    for (String module : new String[] {"virtio/virtio_mmio.ko", "block/virtio_blk.ko"}) {
      Path file = drivers.resolve(module);
      cpio.add(file.getFileName().toString(), 0100644, Files.readAllBytes(file));
    }
    return Files.write(folder.resolve("initramfs"), cpio.bytes());
  }

  private int run(String append, String... more) throws IOException {
    byte[] disk = new byte[1 << 20];
    Arrays.fill(disk, (byte) 'Q');
    String[] words = {
      "--kernel",
      kernel().toString(),
      "--initrd",
      initramfs().toString(),
      "--hda",
      Files.write(folder.resolve("disk.img"), disk).toString(),
      "--append",
      "console=ttyAMA0 " + append
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return headless(all);
  }

  @Test
  void debiansKernelReachesAShellAndReadsAVirtioDisk() throws IOException {
    String disk = "5adeaca8f33405d530ca76b947fbfb07  /dev/vda";
    String expected = SUMS + disk + "[\\s\\S]*INIT-OK armv7l[\\s\\S]*# ";
    assertThat(run("quiet", "--expect-serial", expected)).isZero();
  }

  @Test
  void itSwitchesTheBoardOff() throws IOException {
    assertThat(run("quiet halt")).isZero();
  }

  @Test
  void theMonitorIsTypedToOnTheSerialLineSinceThereIsNoKeyboard() {
    assertThat(headless("--type-after", "> =d 40000000 4\\n", "--expect-serial", "^40000000: "))
        .isZero();
  }

  @Test
  void uBootReachesItsPromptAndFindsTheFlash() {
    Path image = DebianPackage.file("all", "u-boot-qemu", "usr/lib/u-boot/qemu_arm/u-boot.bin");
    assertThat(
            headless(
                "--bios",
                image.toString(),
                "--type-after",
                "Net:   eth0: virtio-net#0[\\s\\S]*autoboot=\\n\\nprintenv board\\n",
                "--expect-serial",
                "=> printenv board\\r?\\nboard=qemu-arm"))
        .isZero();
  }

  private static int headless(String... more) {
    String[] words = {"run", "virt", "--display", "none", "--timeout", "400"};
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Main.run(all);
  }
}
