package quimera.peripherals.image;

import java.util.Arrays;

/** How the bytes of an image file are packed, told by what it begins with, never by its name. */
enum Packing {
  GZIP(".gz", 0x1F, 0x8B, 0x08),
  XZ(".xz", 0xFD, '7', 'z', 'X', 'Z', 0),
  ZSTD(".zst", 0x28, 0xB5, 0x2F, 0xFD),
  ZIP(".zip", 'P', 'K', 3, 4),
  ZIP_EMPTY(".zip", 'P', 'K', 5, 6),
  SEVEN_ZIP(".7z", '7', 'z', 0xBC, 0xAF, 0x27, 0x1C);

  /** The longest signature. */
  static final int LONGEST = 8;

  final String suffix;
  private final byte[] signature;

  Packing(String suffix, int... signature) {
    this.suffix = suffix;
    this.signature = new byte[signature.length];
    for (int i = 0; i < signature.length; i++) {
      this.signature[i] = (byte) signature[i];
    }
  }

  /** The packing of a file that begins so, or null if it is none of these. */
  static Packing of(byte[] head) {
    for (Packing each : values()) {
      if (begins(head, each.signature)) {
        return each;
      }
    }
    return null;
  }

  static boolean begins(byte[] head, byte[] signature) {
    return head.length >= signature.length
        && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
  }
}
