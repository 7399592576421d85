package quimera.peripherals.arm;

import quimera.core.bus.Bytes;

/**
 * The registers of an SD card that say what it is.
 *
 * <p>SD Specifications, Part 1, Physical Layer Simplified Specification 6.00, chapter 5.
 */
final class SdRegisters {
  private static final long LARGEST_STANDARD = 2L << 30;
  private static final int HIGH_CAPACITY_UNIT = 512 << 10;

  private SdRegisters() {}

  /** Whether a card of this size counts its address in blocks (SDHC). */
  static boolean highCapacity(long bytes) {
    return bytes > LARGEST_STANDARD;
  }

  /** Card identification: name and number. */
  static byte[] cid() {
    byte[] cid = new byte[16];
    cid[0] = 0x51; // manufacturer
    byte[] name = {'Q', 'M', 'Q', 'U', 'I', 'M', 'R'};
    System.arraycopy(name, 0, cid, 1, name.length);
    cid[8] = 0x10; // revision 1.0
    cid[12] = 1; // serial number
    cid[13] = 0x01; // made in 2016, month 1
    cid[14] = 0x01;
    return closed(cid);
  }

  /** Card-specific data: its size, its speed and which classes of commands it knows. */
  static byte[] csd(long bytes) {
    byte[] csd = new byte[16];
    boolean high = highCapacity(bytes);
    csd[0] = (byte) (high ? 0x40 : 0x00);
    csd[1] = 0x0E; // TAAC 1 ms
    csd[3] = 0x32; // 25 MHz
    csd[4] = 0x5B; // classes 0, 2, 4, 5, 7, 8, 10
    if (high) {
      csd[5] = 0x59;
      int units = (int) (bytes / HIGH_CAPACITY_UNIT) - 1;
      csd[7] = (byte) (units >> 16 & 0x3F);
      Bytes.put16be(csd, 8, units);
    } else {
      standardSize(csd, bytes);
    }
    csd[10] |= 0x40 | 0x3F; // blocks can be erased singly; sectors of 128 blocks
    csd[11] |= (byte) 0x80;
    csd[12] = 0x0A; // write blocks of 512 bytes
    csd[13] = 0x40;
    return closed(csd);
  }

  /** (C_SIZE + 1) times 2 to the C_SIZE_MULT + 2 blocks of 2 to the READ_BL_LEN bytes. */
  private static void standardSize(byte[] csd, long bytes) {
    int blockBits = bytes > LARGEST_STANDARD / 2 ? 10 : 9;
    int multiplier = 0;
    while (multiplier < 7 && bytes >> blockBits + multiplier + 2 > 4096) {
      multiplier++;
    }
    int size = (int) Math.max(1, Math.min(4096, bytes >> blockBits + multiplier + 2)) - 1;
    csd[5] = (byte) (0x50 | blockBits);
    csd[6] = (byte) (0x80 | size >> 10);
    csd[7] = (byte) (size >> 2);
    csd[8] = (byte) (size << 6 | 0x2D);
    csd[9] = (byte) (0xB4 | multiplier >> 1);
    csd[10] = (byte) (multiplier << 7);
  }

  /** SD configuration: version 2.00, buses of one and four lines. */
  static byte[] scr(boolean highCapacity) {
    return new byte[] {0x02, (byte) (highCapacity ? 0x35 : 0x25), 0, 0, 0, 0, 0, 0};
  }

  /** Checksum and end bit into the last byte. */
  private static byte[] closed(byte[] register) {
    int crc = 0;
    for (int i = 0; i < 15 * 8; i++) {
      int bit = register[i / 8] >> 7 - i % 8 & 1;
      crc = crc << 1 ^ ((crc >> 6 & 1) != bit ? 0x09 : 0);
      crc &= 0x7F;
    }
    register[15] = (byte) (crc << 1 | 1);
    return register;
  }
}
