package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.host.BlockStore;
import quimera.core.host.MediaSlot;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;

/**
 * A floppy drive: head position, motor, medium and the lines that a controller sees.
 *
 * <p>An image holds the data of sectors 1 to n of each track and nothing else. What a guest can do
 * to a real track beyond that is kept beside the image while the medium is in: deleted-data marks,
 * and sectors that a format left out. Behind the end of an image that stops at its content the
 * floppy is blank, and it is write-protected, since there is no place for what would be written.
 */
public final class FloppyDrive implements MediaSlot {
  private static final byte BLANK = (byte) 0xF6; // what a format of the time leaves

  private final String name;
  private final FloppyType type;
  private BlockStore medium;
  private FloppyGeometry geometry;
  private int cylinder;
  private boolean motor;
  private boolean changed = true;
  private long[] missing = new long[0]; // by track; bit n: sector n + 1 has no ID field
  private long[] deleted = new long[0];

  /**
   * An empty drive.
   *
   * @param name what the user calls it
   */
  public FloppyDrive(String name, FloppyType type) {
    this.name = name;
    this.type = type;
  }

  /** What the user calls it. */
  public String name() {
    return name;
  }

  /** What kind of drive it is. */
  public FloppyType type() {
    return type;
  }

  /**
   * Changes the medium; the disk-change line is active until the next step with a medium in.
   *
   * @throws quimera.core.host.HostException if the image's size is no floppy's; the old medium
   *     stays
   */
  @Override
  public void insert(BlockStore inserted) {
    FloppyGeometry read = inserted == null ? null : FloppyGeometry.of(inserted);
    if (medium != null && medium != inserted) {
      medium.flush();
    }
    medium = inserted;
    geometry = read;
    changed = true;
    int tracks = read == null ? 0 : read.cylinders() * read.heads();
    missing = new long[tracks];
    deleted = new long[tracks];
  }

  @Override
  public BlockStore medium() {
    return medium;
  }

  /** The layout of the medium, or null in an empty drive. */
  public FloppyGeometry geometry() {
    return geometry;
  }

  // The lines of the cable.

  void motor(boolean on) {
    if (motor && !on && medium != null) {
      medium.flush();
    }
    motor = on;
  }

  boolean motor() {
    return motor;
  }

  /** Whether index pulses come. */
  boolean turning() {
    return motor && medium != null;
  }

  boolean diskChange() {
    return changed;
  }

  boolean trackZero() {
    return cylinder == 0;
  }

  boolean writeProtected() {
    return medium != null && (medium.readOnly() || medium.size() < geometry.bytes());
  }

  /** One step pulse; the head stops at the ends of its way. */
  void step(boolean inward) {
    cylinder = inward ? Math.min(cylinder + 1, type.lastCylinder()) : Math.max(cylinder - 1, 0);
    if (medium != null) {
      changed = false;
    }
  }

  // The track under a head.

  /** Whether there is a recorded track that this data rate can read. */
  boolean readable(int head, int rate) {
    return track(head) >= 0
        && rate == type.rate(geometry)
        && missing[track(head)] != (1L << geometry.sectors()) - 1;
  }

  /** The cylinder number in the ID fields here; only meaningful on a track. */
  int recordedCylinder() {
    return cylinder / type.pitch(geometry);
  }

  private int track(int head) {
    int pitch = type.pitch(geometry);
    int at = cylinder / pitch;
    return cylinder % pitch != 0 || at >= geometry.cylinders() || head >= geometry.heads()
        ? -1
        : at * geometry.heads() + head;
  }

  /** Whether the track has an ID field for this sector. */
  boolean has(int head, int sector) {
    return sector >= 1
        && sector <= geometry.sectors()
        && (missing[track(head)] >>> sector - 1 & 1) == 0;
  }

  boolean deleted(int head, int sector) {
    return (deleted[track(head)] >>> sector - 1 & 1) != 0;
  }

  void read(int head, int sector, byte[] target) {
    long at = geometry.position(recordedCylinder(), head, sector);
    if (at < medium.size()) {
      medium.read(at, target, 0, FloppyGeometry.SECTOR);
    } else {
      Arrays.fill(target, 0, FloppyGeometry.SECTOR, BLANK);
    }
  }

  void write(int head, int sector, byte[] source, boolean deletedMark) {
    int track = track(head);
    long bit = 1L << sector - 1;
    deleted[track] = deletedMark ? deleted[track] | bit : deleted[track] & ~bit;
    medium.write(
        geometry.position(recordedCylinder(), head, sector), source, 0, FloppyGeometry.SECTOR);
  }

  /**
   * Writes a track anew.
   *
   * @param ids four bytes a sector: cylinder, head, sector, size code
   * @param count of sectors
   */
  void format(int head, int rate, byte[] ids, int count, int filler) {
    int track = track(head);
    if (track < 0) {
      return; // between or beyond the tracks that an image of this size can hold
    }
    byte[] fill = new byte[FloppyGeometry.SECTOR];
    Arrays.fill(fill, (byte) filler);
    missing[track] = (1L << geometry.sectors()) - 1;
    deleted[track] = 0;
    for (int i = 0; i < count; i++) {
      int sector = ids[4 * i + 2] & 0xFF;
      boolean fits =
          rate == type.rate(geometry)
              && (ids[4 * i] & 0xFF) == recordedCylinder()
              && (ids[4 * i + 1] & 0xFF) == head
              && sector >= 1
              && sector <= geometry.sectors()
              && ids[4 * i + 3] == 2;
      if (fits) {
        missing[track] &= ~(1L << sector - 1);
        write(head, sector, fill, false);
      }
    }
  }

  void state(StateIo io) {
    cylinder = io.i32("cylinder", cylinder);
    motor = io.bit("motor", motor);
    changed = io.bit("changed", changed);
    String was = io.text("medium", medium == null ? "" : medium.name());
    if (io.loading() && was.isEmpty() != (medium == null)) {
      throw new StateException(
          was.isEmpty()
              ? "drive " + name + " was empty when the state was saved; leave it empty"
              : "drive " + name + " held '" + was + "' when the state was saved; give it again");
    }
    if (medium != null) {
      io.section("content", medium::state);
      io.longs("missing", missing);
      io.longs("deleted", deleted);
    }
  }
}
