package quimera.peripherals.storage;

import quimera.peripherals.storage.FloppyGeometry.Density;

/**
 * A kind of floppy drive: its mechanics, and the number by which a PC's CMOS names it.
 *
 * <p>A medium of the other form factor, which nobody could push into the real slot, is taken as one
 * of the same recording in the drive's own form.
 */
public enum FloppyType {
  /** 5.25", double density, 40 tracks. */
  DD_5_25(1, 40, 300),
  /** 5.25", high density, 80 tracks, turns faster. */
  HD_5_25(2, 80, 360),
  /** 3.5", double density. */
  DD_3_5(3, 80, 300),
  /** 3.5", high density. */
  HD_3_5(4, 80, 300),
  /** 3.5", extra density. */
  ED_3_5(5, 80, 300);

  private static final int SPARE_CYLINDERS = 3;

  private final int cmos;
  private final int cylinders;
  private final int rpm;

  FloppyType(int cmos, int cylinders, int rpm) {
    this.cmos = cmos;
    this.cylinders = cylinders;
    this.rpm = rpm;
  }

  /** The drive's nibble in CMOS register 10h. */
  public int cmos() {
    return cmos;
  }

  /** How far in the head can go. */
  int lastCylinder() {
    return cylinders - 1 + SPARE_CYLINDERS;
  }

  /** One turn of the medium, in ns. */
  long revolution() {
    return 60_000_000_000L / rpm;
  }

  /** The data rate in kbit/s at which a medium must be read here, or 0 if this drive cannot. */
  int rate(FloppyGeometry medium) {
    return switch (medium.density()) {
      case DOUBLE -> this == HD_5_25 ? 300 : 250;
      case HIGH -> this == DD_5_25 || this == DD_3_5 ? 0 : 500;
      case EXTENDED -> this == ED_3_5 ? 1000 : 0;
    };
  }

  /**
   * Steps of the head for one cylinder of a medium: two for a 40-track medium under an 80-track
   * head.
   */
  int pitch(FloppyGeometry medium) {
    return this == HD_5_25 && medium.cylinders() <= 42 ? 2 : 1;
  }

  /** The usual drive for a medium. */
  public static FloppyType suited(FloppyGeometry medium) {
    if (medium.density() == Density.EXTENDED) {
      return ED_3_5;
    }
    if (medium.density() == Density.HIGH) {
      return medium.sectors() <= 15 ? HD_5_25 : HD_3_5;
    }
    return medium.cylinders() <= 42 ? DD_5_25 : HD_3_5;
  }
}
