package quimera.peripherals.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;

/** What users give as images, good and bad. */
class DiskImagesTest {
  @TempDir Path folder;

  private final byte[] content = content();

  private static byte[] content() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Arrays.fill(bytes, 100_000, 250_000, (byte) 0);
    return bytes;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] all(BlockStore store) {
    byte[] bytes = new byte[(int) store.size()];
    store.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(Path path, Access access) {
    return assertThatThrownBy(() -> DiskImages.open(path, access).close())
        .isInstanceOf(HostException.class)
        .hasMessageContaining("'" + path + "'")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aRawImageIsWrittenInPlaceAtOnce() throws IOException {
    Path path = file("disk.img", content);
    try (BlockStore store = DiskImages.open(path, Access.READ_WRITE)) {
      assertThat(store.name()).isEqualTo("disk.img");
      assertThat(all(store)).isEqualTo(content);
      store.write(1000, new byte[] {1, 2, 3, 4}, 1, 2);
      byte[] now = Files.readAllBytes(path);
      assertThat(Arrays.copyOfRange(now, 1000, 1002)).containsExactly(2, 3);
      assertThat(now).hasSize(content.length);
    }
  }

  @Test
  void aSnapshotLeavesTheFileAlone() throws IOException {
    Path path = file("disk.img", content);
    try (BlockStore store = DiskImages.open(path, Access.SNAPSHOT)) {
      assertThat(store.readOnly()).isFalse();
      store.write(1000, new byte[] {1, 2, 3, 4}, 0, 4);
      store.flush();
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(content);
  }

  @Test
  void packedImagesAreKnownByTheirContentNotTheirName() throws IOException {
    byte[][] archives = {
      Archives.gzip(content),
      Archives.xz(content),
      Archives.zstd(content),
      Archives.zip(content, "floppies/", "floppies/disk.img"),
      Archives.sevenZip(folder, content, "disk.img")
    };
    for (byte[] archive : archives) {
      Path path = file("disk.img", archive);
      try (BlockStore store = DiskImages.open(path, Access.READ_WRITE)) {
        assertThat(all(store)).isEqualTo(content);
        store.write(0, new byte[512], 0, 512);
        assertThat(all(store)).as("written to the overlay").startsWith(new byte[512]);
      }
      assertThat(Files.readAllBytes(path)).as("never back").isEqualTo(archive);
      try (BlockStore store = DiskImages.open(path, Access.READ_ONLY)) {
        assertThat(store.readOnly()).isTrue();
      }
    }
  }

  @Test
  void aFileThatNobodyMayWriteIsAWriteProtectedMedium() throws IOException {
    Path path = file("disk.img", content);
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
    try (BlockStore store = DiskImages.open(path, Access.READ_WRITE)) {
      assertThat(store.readOnly()).isTrue();
    }
    try (BlockStore store = DiskImages.open(path, Access.SNAPSHOT)) {
      assertThat(store.readOnly()).isFalse();
    }
  }

  @Test
  void thereIsOneWriterOrManyReaders() throws IOException {
    Path path = file("disk.img", content);
    try (BlockStore writer = DiskImages.open(path, Access.READ_WRITE)) {
      assertThat(writer.readOnly()).isFalse();
      refused(path, Access.READ_WRITE).hasMessageContaining("in use");
      refused(path, Access.READ_ONLY).hasMessageContaining("in use");
      refused(path, Access.SNAPSHOT).hasMessageContaining("in use");
    }
    try (BlockStore one = DiskImages.open(path, Access.READ_ONLY);
        BlockStore two = DiskImages.open(path, Access.SNAPSHOT)) {
      assertThat(all(one)).isEqualTo(all(two));
      refused(path, Access.READ_WRITE).hasMessageContaining("in use");
    }
    DiskImages.open(path, Access.READ_WRITE).close();
  }

  @Test
  void anotherProcessIsKeptOutToo() throws Exception {
    Path path = file("disk.img", content);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder other =
        new ProcessBuilder(
            java.toString(),
            "-cp",
            String.join(
                File.pathSeparator,
                home(LockTry.class),
                home(DiskImages.class),
                home(HostException.class)),
            LockTry.class.getName(),
            path.toString());
    try (BlockStore writer = DiskImages.open(path, Access.READ_WRITE)) {
      assertThat(other.start().waitFor()).as(writer.name()).isEqualTo(3);
    }
    assertThat(other.start().waitFor()).isZero();
  }

  private static String home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** Opens an image for writing in a process of its own; exit code 3 if it may not. */
  static final class LockTry {
    private LockTry() {}

    public static void main(String[] arguments) {
      try {
        DiskImages.open(Path.of(arguments[0]), Access.READ_WRITE).close();
      } catch (HostException e) {
        System.exit(3);
      }
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    refused(folder.resolve("nowhere.img"), Access.READ_WRITE).hasMessageContaining("no such image");
    refused(folder, Access.READ_WRITE).hasMessageContaining("is a directory");
    refused(file("empty.img", new byte[0]), Access.READ_WRITE).hasMessageContaining("is empty");
  }

  @Test
  void anUnreadableFileIsRefused() throws IOException {
    Path path = file("disk.img", content);
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(path), "an administrator may read everything");
    refused(path, Access.READ_WRITE).hasMessageContaining("permission denied");
  }

  @Test
  void aTruncatedArchiveIsRefused() throws IOException {
    byte[][] archives = {
      Archives.gzip(content),
      Archives.xz(content),
      Archives.zstd(content),
      Archives.zip(content, "disk.img"),
      Archives.sevenZip(folder, content, "disk.img")
    };
    for (byte[] archive : archives) {
      for (int length : new int[] {16, archive.length / 2, archive.length - 3}) {
        refused(file("cut.img", Arrays.copyOf(archive, length)), Access.READ_WRITE)
            .hasMessageContaining("damaged or cut short");
      }
    }
  }

  @Test
  void aDamagedArchiveIsRefused() throws IOException {
    byte[][] archives = {Archives.gzip(content), Archives.xz(content), Archives.zip(content, "d")};
    for (byte[] archive : archives) {
      byte[] damaged = archive.clone();
      for (int i = 0; i < 64; i++) {
        damaged[archive.length / 2 + i] ^= 0x55;
      }
      refused(file("bad.img", damaged), Access.READ_WRITE).hasMessageContaining("damaged");
    }
  }

  @Test
  void anArchiveOfSeveralFilesIsRefused() throws IOException {
    refused(file("two.zip", Archives.zip(content, "a.img", "b.img")), Access.READ_WRITE)
        .hasMessageContaining("2 files (a.img, b.img)");
    refused(
            file("four.7z", Archives.sevenZip(folder, content, "a", "b", "c", "d")),
            Access.READ_WRITE)
        .hasMessageContaining("4 files (a, b, c, ...)");
  }

  @Test
  void anArchiveWithoutAFileIsRefused() throws IOException {
    refused(file("none.zip", Archives.zip(content, "folder/")), Access.READ_WRITE)
        .hasMessageContaining("holds no file");
    refused(file("blank.gz", Archives.gzip(new byte[0])), Access.READ_WRITE)
        .hasMessageContaining("empty file");
  }

  @Test
  void aFormatThatIsNotReadIsNamed() throws IOException {
    byte[] qcow = Arrays.copyOf(new byte[] {'Q', 'F', 'I', (byte) 0xFB, 0, 0, 0, 3}, 70_000);
    refused(file("disk.qcow2", qcow), Access.READ_WRITE).hasMessageContaining("a qcow2 image");
  }

  @Test
  void anArchiveCannotUnpackWithoutLimit() throws IOException {
    Path path = file("bomb.gz", Archives.gzip(new byte[3 << 20]));
    assertThatThrownBy(() -> new Unpacker(path, Packing.GZIP, 1 << 20).unpack())
        .isInstanceOf(HostException.class)
        .hasMessageContaining("unpacks to more than 1 MiB");
  }
}
