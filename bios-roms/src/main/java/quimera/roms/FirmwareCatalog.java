package quimera.roms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Hands out the firmware images of this module by name.
 *
 * <p>The images for PCs are resources, built from {@code src/main/asm} by {@code build.sh}, which
 * also writes the manifest. The monitors of other boards are kept as sources for the project's own
 * assembler. Nothing is cached: a board asks once.
 */
public final class FirmwareCatalog {
  /** System firmware of a PC: 64 KiB, at F0000h and at the top of 4 GiB. */
  public static final String BIOS = "bios";

  /** Option ROM of a standard VGA: 32 KiB, at C0000h. */
  public static final String VGABIOS = "vgabios";

  /** Option ROM that boots a kernel from fw_cfg: made for D0000h. */
  public static final String BOOTROM = "bootrom";

  /** The typeface of text modes: 256 characters of 16 rows, a byte each. */
  public static final String FONT = "font8x16";

  /** Boot monitor of the ARM boards, which fill in the record at {@link #ARM_RECORD}. */
  public static final String ARM_MONITOR = "armmon";

  /** Where the board's record is in {@link #ARM_MONITOR}; its fields are in the source. */
  public static final int ARM_RECORD = 0x40;

  private static final String MANIFEST = "manifest.txt";

  private FirmwareCatalog() {}

  /**
   * One line of the manifest.
   *
   * @param id name to ask for
   * @param size length in bytes
   * @param sha256 digest in lower-case hexadecimal
   */
  public record Image(String id, int size, String sha256) {}

  /**
   * Lists the images in the order of the manifest.
   *
   * @return every image there is
   */
  public static List<Image> images() {
    return new String(resource(MANIFEST), StandardCharsets.US_ASCII)
        .lines()
        .map(FirmwareCatalog::parse)
        .toList();
  }

  /**
   * Reads an image.
   *
   * @param id a name from {@link #images}
   * @return its bytes, a fresh array
   * @throws IllegalArgumentException if there is no image of that name
   */
  public static byte[] bytes(String id) {
    Image image =
        images().stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no firmware image '" + id + "'"));
    byte[] bytes = resource(id + ".bin");
    if (bytes.length != image.size()) {
      throw new IllegalStateException(
          "firmware image '%s' has %d bytes, the manifest says %d"
              .formatted(id, bytes.length, image.size()));
    }
    return bytes;
  }

  /**
   * Reads a source of firmware that is assembled when a board is built.
   *
   * @param name path below this package, for example {@code malta/monitor.s}
   */
  public static String source(String name) {
    return new String(resource(name), StandardCharsets.UTF_8);
  }

  private static Image parse(String line) {
    String[] columns = line.split(" ", -1);
    return new Image(columns[0], Integer.parseInt(columns[1]), columns[2]);
  }

  private static byte[] resource(String name) {
    try (InputStream in = FirmwareCatalog.class.getResourceAsStream("/quimera/roms/" + name)) {
      if (in == null) {
        throw new IllegalStateException("resource '" + name + "' is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
