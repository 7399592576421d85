package quimera.peripherals.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;

/**
 * Opens the files that users give as floppies, disks and CDs.
 *
 * <p>A raw image, or one packed as .gz, .xz, .zst, .zip or .7z, is recognised by its content.
 * Whatever is wrong with a file is a {@link HostException} with one line that says so.
 */
public final class DiskImages {
  /** Formats that are known but not read, by what a file of theirs begins with. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "QFI\u00FB", "a qcow2 image",
          "KDMV", "a VMDK image",
          "<<< ", "a VDI image",
          "conectix", "a VHD image",
          "vhdxfile", "a VHDX image",
          "BZh", "a bzip2 file",
          "Rar!", "a RAR archive");

  private DiskImages() {}

  /**
   * Opens an image.
   *
   * <p>A file that the host protects against writing becomes a write-protected medium. A packed
   * image that is opened for writing gets an overlay, as with {@link Access#SNAPSHOT}: the archive
   * is never written.
   *
   * @throws HostException if the file cannot be used; the message is for the user
   */
  public static BlockStore open(Path path, Access access) {
    byte[] head = head(path);
    Packing packing = Packing.of(head);
    if (packing != null) {
      BlockStore plain = new Unpacker(path, packing, Unpacker.LIMIT).unpack();
      return access == Access.READ_ONLY ? plain : new OverlayStore(plain);
    }
    refuseForeign(path, head);
    return switch (access) {
      case READ_WRITE -> RawFile.open(path, isProtected(path));
      case READ_ONLY -> RawFile.open(path, true);
      case SNAPSHOT -> new OverlayStore(RawFile.open(path, true));
    };
  }

  private static byte[] head(Path path) {
    if (Files.isDirectory(path)) {
      throw new HostException("'" + path + "' is a directory, not a disk image; name a file");
    }
    if (!Files.exists(path)) {
      throw new HostException("no such image: '" + path + "'; check the path");
    }
    if (!Files.isRegularFile(path)) {
      throw new HostException("'" + path + "' is no regular file; give an image file");
    }
    if (!Files.isReadable(path)) {
      throw new HostException("cannot read image '" + path + "': permission denied");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(Packing.LONGEST);
      if (head.length == 0) {
        throw new HostException("image '" + path + "' is empty (0 bytes); give a whole image");
      }
      return head;
    } catch (IOException e) {
      throw Failures.cannot("read", path, e);
    }
  }

  private static void refuseForeign(Path path, byte[] head) {
    for (Map.Entry<String, String> each : FOREIGN.entrySet()) {
      if (Packing.begins(head, each.getKey().getBytes(StandardCharsets.ISO_8859_1))) {
        throw new HostException(
            "'"
                + path
                + "' is "
                + each.getValue()
                + ", which is not read here; make it a raw image");
      }
    }
  }

  /** Nobody may write it; asked bit by bit, because an administrator may write everything. */
  private static boolean isProtected(Path path) {
    if (!Files.isWritable(path)) {
      return true;
    }
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
      return !rights.contains(PosixFilePermission.OWNER_WRITE)
          && !rights.contains(PosixFilePermission.GROUP_WRITE)
          && !rights.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system without these bits has answered above
    }
  }
}
