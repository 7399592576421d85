package quimera.peripherals.storage;

import java.util.Arrays;
import quimera.core.bus.Bytes;

/** The 256 words that a disk answers IDENTIFY DEVICE with (ATA-2, table 11). */
final class AtaIdentity {
  private AtaIdentity() {}

  static void fill(byte[] target, AtaDisk disk) {
    Arrays.fill(target, 0, 512, (byte) 0);
    word(target, 0, 0x0040); // fixed disk
    word(target, 1, disk.cylinders());
    word(target, 3, AtaDisk.defaultHeads());
    word(target, 4, AtaDisk.defaultSectorsPerTrack() * 512);
    word(target, 5, 512);
    word(target, 6, AtaDisk.defaultSectorsPerTrack());
    text(target, 10, 10, "QM0000" + (disk.unit() + 1));
    word(target, 20, 3); // dual-ported buffer with look-ahead
    word(target, 21, AtaDisk.maxMultiple());
    text(target, 23, 4, "1.0");
    text(target, 27, 20, "QUIMERA HARDDISK");
    word(target, 47, 0x8000 | AtaDisk.maxMultiple());
    word(target, 48, 1); // 32-bit access to the data port
    word(target, 49, 0x0300); // LBA, DMA
    word(target, 51, 2 << 8); // PIO mode 2 without IORDY
    word(target, 53, 0x0003); // words 54-58 and 64-70 are valid
    int translated = disk.translatedCylinders();
    word(target, 54, translated);
    word(target, 55, disk.heads());
    word(target, 56, disk.sectorsPerTrack());
    Bytes.put32(target, 2 * 57, translated * disk.heads() * disk.sectorsPerTrack());
    word(target, 59, disk.multipleSetting() == 0 ? 0 : 0x0100 | disk.multipleSetting());
    Bytes.put32(target, 2 * 60, disk.sectors());
    word(target, 63, disk.dmaModes());
    word(target, 64, 0x0003); // PIO modes 3 and 4
    word(target, 65, 120); // ns a word of multiword DMA, at least and recommended
    word(target, 66, 120);
    word(target, 67, 120); // ns a word of PIO
    word(target, 68, 120);
    word(target, 80, 0x0006); // ATA-1 and ATA-2
  }

  private static void word(byte[] target, int index, int value) {
    Bytes.put16(target, 2 * index, value);
  }

  /** Text, padded with spaces, the first character in the upper half of a word. */
  static void text(byte[] target, int index, int words, String text) {
    for (int i = 0; i < 2 * words; i++) {
      target[2 * index + (i ^ 1)] = (byte) (i < text.length() ? text.charAt(i) : ' ');
    }
  }
}
