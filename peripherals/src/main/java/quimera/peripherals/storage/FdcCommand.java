package quimera.peripherals.storage;

/**
 * The commands of the 82077AA: opcode, bits that tell it from others, bytes that follow it (data
 * sheet, table 5-1).
 */
enum FdcCommand {
  READ_TRACK(0x02, 0xBF, 8),
  SPECIFY(0x03, 0xFF, 2),
  SENSE_DRIVE_STATUS(0x04, 0xFF, 1),
  WRITE_DATA(0x05, 0x3F, 8),
  READ_DATA(0x06, 0x1F, 8),
  RECALIBRATE(0x07, 0xFF, 1),
  SENSE_INTERRUPT(0x08, 0xFF, 0),
  WRITE_DELETED_DATA(0x09, 0x3F, 8),
  READ_ID(0x0A, 0xBF, 1),
  READ_DELETED_DATA(0x0C, 0x1F, 8),
  FORMAT_TRACK(0x0D, 0xBF, 5),
  DUMPREG(0x0E, 0xFF, 0),
  SEEK(0x0F, 0xFF, 2),
  VERSION(0x10, 0xFF, 0),
  SCAN_EQUAL(0x11, 0x1F, 8),
  PERPENDICULAR_MODE(0x12, 0xFF, 1),
  CONFIGURE(0x13, 0xFF, 3),
  LOCK(0x14, 0x7F, 0),
  VERIFY(0x16, 0x1F, 8),
  SCAN_LOW_OR_EQUAL(0x19, 0x1F, 8),
  SCAN_HIGH_OR_EQUAL(0x1D, 0x1F, 8),
  RELATIVE_SEEK(0x8F, 0xBF, 2),
  INVALID(0x00, 0x00, 0);

  private static final FdcCommand[] ALL = values();

  /** Bytes after the opcode. */
  final int parameters;

  private final int opcode;
  private final int mask;

  FdcCommand(int opcode, int mask, int parameters) {
    this.opcode = opcode;
    this.mask = mask;
    this.parameters = parameters;
  }

  static FdcCommand of(int opcode) {
    for (FdcCommand each : ALL) {
      if ((opcode & each.mask) == each.opcode) {
        return each;
      }
    }
    return INVALID;
  }

  /** Whether it moves bytes between memory and the FDC, towards the FDC. */
  boolean takesData() {
    return switch (this) {
      case WRITE_DATA,
          WRITE_DELETED_DATA,
          FORMAT_TRACK,
          SCAN_EQUAL,
          SCAN_LOW_OR_EQUAL,
          SCAN_HIGH_OR_EQUAL ->
          true;
      default -> false;
    };
  }

  /** Whether it moves bytes to memory. */
  boolean givesData() {
    return this == READ_DATA || this == READ_DELETED_DATA || this == READ_TRACK;
  }

  /** Whether it writes to the medium. */
  boolean writes() {
    return this == WRITE_DATA || this == WRITE_DELETED_DATA || this == FORMAT_TRACK;
  }

  boolean scans() {
    return this == SCAN_EQUAL || this == SCAN_LOW_OR_EQUAL || this == SCAN_HIGH_OR_EQUAL;
  }
}
