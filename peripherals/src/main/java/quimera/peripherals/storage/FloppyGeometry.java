package quimera.peripherals.storage;

import java.util.List;
import java.util.stream.Collectors;
import quimera.core.bus.Bytes;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;

/**
 * How the sectors of a floppy image lie on its tracks: all of 512 bytes, cylinder by cylinder, head
 * by head, numbered from 1.
 *
 * @param name what the format is called, by its capacity
 * @param sectors a track
 * @param density of the recording, which decides the data rate
 */
public record FloppyGeometry(String name, int cylinders, int heads, int sectors, Density density) {
  /** Bytes a sector. */
  public static final int SECTOR = 512;

  /** How densely a medium is recorded. */
  public enum Density {
    /** 250 kbit/s at 300 rpm. */
    DOUBLE,
    /** 500 kbit/s. */
    HIGH,
    /** 1 Mbit/s, perpendicular recording. */
    EXTENDED
  }

  /** The formats that an image's size is looked up in. */
  public static final List<FloppyGeometry> KNOWN =
      List.of(
          new FloppyGeometry("160K", 40, 1, 8, Density.DOUBLE),
          new FloppyGeometry("180K", 40, 1, 9, Density.DOUBLE),
          new FloppyGeometry("320K", 40, 2, 8, Density.DOUBLE),
          new FloppyGeometry("360K", 40, 2, 9, Density.DOUBLE),
          new FloppyGeometry("640K", 80, 2, 8, Density.DOUBLE),
          new FloppyGeometry("720K", 80, 2, 9, Density.DOUBLE),
          new FloppyGeometry("800K", 80, 2, 10, Density.DOUBLE),
          new FloppyGeometry("820K", 82, 2, 10, Density.DOUBLE),
          new FloppyGeometry("1.2M", 80, 2, 15, Density.HIGH),
          new FloppyGeometry("1.44M", 80, 2, 18, Density.HIGH),
          new FloppyGeometry("1.48M", 82, 2, 18, Density.HIGH),
          new FloppyGeometry("1.6M", 80, 2, 20, Density.HIGH),
          new FloppyGeometry("1.68M (DMF)", 80, 2, 21, Density.HIGH),
          new FloppyGeometry("1.72M", 82, 2, 21, Density.HIGH),
          new FloppyGeometry("1.74M", 83, 2, 21, Density.HIGH),
          new FloppyGeometry("2.88M", 80, 2, 36, Density.EXTENDED),
          new FloppyGeometry("3.12M", 80, 2, 39, Density.EXTENDED));

  /** The capacity in bytes. */
  public int bytes() {
    return cylinders * heads * sectors * SECTOR;
  }

  /** Where a sector begins in the image. */
  long position(int cylinder, int head, int sector) {
    return ((long) (cylinder * heads + head) * sectors + sector - 1) * SECTOR;
  }

  private static final FloppyGeometry COMMON =
      KNOWN.stream().filter(g -> g.bytes() == 1474560).findFirst().orElseThrow();

  /**
   * The geometry of an image, by its size. A boot image that stops where its content does is what
   * lies at the beginning of a 1.44M floppy.
   *
   * @throws HostException if no floppy has this size
   */
  public static FloppyGeometry of(BlockStore medium) {
    for (FloppyGeometry each : KNOWN) {
      if (each.bytes() == medium.size()) {
        return each;
      }
    }
    if (stopsAtItsContent(medium)) {
      return COMMON;
    }
    throw new HostException(
        "'"
            + medium.name()
            + "' has "
            + medium.size()
            + " bytes, which is no floppy; "
            + advice(medium.size())
            + " (sizes: "
            + KNOWN.stream().map(FloppyGeometry::name).collect(Collectors.joining(", "))
            + ")");
  }

  /**
   * Whether it is a boot image meant to be copied onto a blank floppy: it has a boot sector, and no
   * file system that claims more sectors than there are.
   */
  private static boolean stopsAtItsContent(BlockStore medium) {
    if (medium.size() < SECTOR || medium.size() % SECTOR != 0 || medium.size() > COMMON.bytes()) {
      return false;
    }
    byte[] boot = new byte[SECTOR];
    medium.read(0, boot, 0, SECTOR);
    boolean bootable = Bytes.get16(boot, 510) == 0xAA55;
    boolean fileSystem = Bytes.get16(boot, 11) == SECTOR; // of a BIOS parameter block
    return bootable && (!fileSystem || Bytes.get16(boot, 19) * (long) SECTOR <= medium.size());
  }

  private static String advice(long size) {
    for (FloppyGeometry each : KNOWN) {
      if (size < each.bytes()) {
        return "if it is a truncated "
            + each.name()
            + " image, it needs "
            + each.bytes()
            + " bytes";
      }
    }
    return "it is too large, give it as a disk";
  }
}
