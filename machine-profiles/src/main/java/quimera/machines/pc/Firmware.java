package quimera.machines.pc;

import java.util.Set;
import quimera.core.host.HostException;
import quimera.core.machine.Options;
import quimera.roms.FirmwareCatalog;

/**
 * The two images a PC starts from: the project's own, or the user's, looked at before they are
 * trusted.
 */
final class Firmware {
  private static final int BLOCK = 4096;

  /**
   * What stands at the reset vector of a BIOS: a jump, or an instruction that firmware likes before
   * it.
   */
  private static final Set<Integer> FIRST =
      Set.of(
          /* JMP far */ 0xEA, /* JMP near */
          0xE9, /* JMP short */
          0xEB, /* CLI */
          0xFA, /* CLD */
          0xFC, /* NOP */
          0x90);

  private static final int LARGEST = 1 << 20;

  private Firmware() {}

  /** The system BIOS, whose last 16 bytes hold the reset vector. */
  static byte[] bios(Options options) {
    byte[] image = options.firmware.get("bios");
    if (image == null) {
      return FirmwareCatalog.bytes("bios");
    }
    if (image.length > LARGEST) {
      throw new HostException(
          "the BIOS image has " + image.length + " bytes; a PC takes " + LARGEST + " at most");
    }
    if (image.length % BLOCK != 0) {
      throw new HostException(
          "the BIOS image has "
              + image.length
              + " bytes, which is no whole number of 4 KiB blocks; it is cut off or no BIOS");
    }
    if (!FIRST.contains(image[image.length - 16] & 0xFF)) {
      throw new HostException(
          String.format(
              "the BIOS image has no jump at its reset vector (byte %02X, 16 bytes before its end);"
                  + " it is no PC BIOS",
              image[image.length - 16] & 0xFF));
    }
    return image;
  }

  /** The video BIOS, an option ROM. */
  static byte[] vgabios(Options options) {
    byte[] image = options.firmware.get("vgabios");
    if (image == null) {
      return FirmwareCatalog.bytes("vgabios");
    }
    if (image.length < 3 || (image[0] & 0xFF) != 0x55 || (image[1] & 0xFF) != 0xAA) {
      throw new HostException("the video BIOS does not begin with 55 AA; it is no option ROM");
    }
    int length = (image[2] & 0xFF) * 512;
    if (length == 0 || length > image.length) {
      throw new HostException(
          "the video BIOS says that it has "
              + length
              + " bytes, but the image has "
              + image.length
              + "; it is cut off");
    }
    return image;
  }
}
