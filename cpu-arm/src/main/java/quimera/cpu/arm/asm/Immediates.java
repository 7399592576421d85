package quimera.cpu.arm.asm;

/** Constants that instructions hold in a packed form; -1 where a value has none. */
final class Immediates {
  private Immediates() {}

  /** Eight bits, rotated right by an even number (ARM ARM, A5.2.4). */
  static int arm(int value) {
    for (int rotation = 0; rotation < 16; rotation++) {
      int rotated = Integer.rotateLeft(value, 2 * rotation);
      if (rotated >>> 8 == 0) {
        return rotation << 8 | rotated;
      }
    }
    return -1;
  }

  /** Two constants of eight bits, rotated, that add up to a value; null if there are none. */
  static int[] armParts(int value) {
    for (int rotation = 0; rotation < 16; rotation++) {
      int turned = Integer.rotateLeft(value, 2 * rotation);
      int low = turned & 0xFF;
      int shift = low == 0 ? 0 : Integer.numberOfTrailingZeros(turned & ~0xFF) & 24;
      if (low != 0 && turned >>> shift >>> 8 == 0) {
        int high = rotation + 16 - shift / 2 & 15;
        return new int[] {rotation << 8 | low, high << 8 | turned >>> shift};
      }
    }
    return null;
  }

  /** Eight bits, repeated or shifted (ARM ARM, A6.3.2), as i:imm3:imm8 at 26, 12 and 0. */
  static int thumb(int value) {
    int low = value & 0xFF;
    int code = -1;
    if (value == low) {
      code = low;
    } else if (value == (low | low << 16)) {
      code = 0x100 | low;
    } else if (value == (value >>> 8 & 0xFF) * 0x0100_0100) {
      code = 0x200 | value >>> 8 & 0xFF;
    } else if (value == low * 0x0101_0101) {
      code = 0x300 | low;
    } else {
      int rotation = 8 + Integer.numberOfLeadingZeros(value);
      int byteWithTop = Integer.rotateLeft(value, rotation);
      if (rotation < 32 && byteWithTop >>> 8 == 0) {
        code = rotation << 7 | byteWithTop & 0x7F;
      }
    }
    return code < 0 ? -1 : split12(code);
  }

  /** Twelve bits as i:imm3:imm8. */
  static int split12(int value) {
    return (value & 0x800) << 15 | (value & 0x700) << 4 | value & 0xFF;
  }

  /** A sign, three bits of exponent and four of fraction (ARM ARM, A7.5.1). */
  static int vfp(double value) {
    for (int code = 0; code < 256; code++) {
      if (vfpValue(code) == value) {
        return code;
      }
    }
    return -1;
  }

  private static double vfpValue(int code) {
    int exponent = (code >> 4 & 7 ^ 4) - 3;
    double magnitude = (16 + (code & 15)) / 16.0 * Math.pow(2, exponent);
    return (code & 0x80) != 0 ? -magnitude : magnitude;
  }
}
