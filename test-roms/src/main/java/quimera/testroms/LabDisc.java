package quimera.testroms;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes a CD that boots a diskette: an ISO 9660 volume (ECMA-119) with one file, which El Torito's
 * boot catalog names as the image of a 1.44 MB floppy (El Torito 1.0, section 2).
 */
final class LabDisc {
  private static final int SECTOR = 2048;
  private static final int FLOPPY = 2880 * 512;

  // Where things lie, in sectors.
  private static final int PRIMARY = 16;
  private static final int BOOT_RECORD = 17;
  private static final int TERMINATOR = 18;
  private static final int CATALOG = 19;
  private static final int PATHS_LITTLE = 20;
  private static final int PATHS_BIG = 21;
  private static final int ROOT = 22;
  private static final int IMAGE = 23;
  private static final int SECTORS = IMAGE + FLOPPY / SECTOR;

  private static final int TRACK_SECTORS = 0x18; // of the BIOS parameter block
  private static final int FLOPPY_1440 = 2; // media type of the boot catalog
  private static final int DIRECTORY = 2;

  private final ByteBuffer disc = ByteBuffer.allocate(SECTORS * SECTOR);

  private LabDisc() {}

  /** A disc around a diskette's image of up to 1.44 MB. */
  static byte[] around(byte[] diskette) {
    return new LabDisc().build(diskette);
  }

  private byte[] build(byte[] diskette) {
    byte[] floppy = Arrays.copyOf(diskette, FLOPPY);
    floppy[TRACK_SECTORS] = 18; // the emulated drive's geometry; the file system stays as it is
    put(IMAGE * SECTOR, floppy);
    primary();
    text(BOOT_RECORD * SECTOR, "\0CD001\1EL TORITO SPECIFICATION", 71);
    little(BOOT_RECORD * SECTOR + 71, CATALOG);
    text(TERMINATOR * SECTOR, "\u00ffCD001\1", 7);
    catalog();
    paths(PATHS_LITTLE, ByteOrder.LITTLE_ENDIAN);
    paths(PATHS_BIG, ByteOrder.BIG_ENDIAN);
    int at = record(ROOT * SECTOR, "\0", ROOT, SECTOR, DIRECTORY);
    at = record(at, "\1", ROOT, SECTOR, DIRECTORY);
    record(at, "LAB.IMG;1", IMAGE, FLOPPY, 0);
    byte[] bytes = new byte[disc.capacity()];
    disc.rewind().get(bytes);
    return bytes;
  }

  /** The primary volume descriptor, ECMA-119 section 8.4. */
  private void primary() {
    int at = PRIMARY * SECTOR;
    text(at, "\1CD001\1", 7);
    text(at + 8, "QUIMERA", 32);
    text(at + 40, "QUIMERA_LAB", 32);
    both32(at + 80, SECTORS);
    both16(at + 120, 1);
    both16(at + 124, 1);
    both16(at + 128, SECTOR);
    both32(at + 132, 10);
    little(at + 140, PATHS_LITTLE);
    disc.order(ByteOrder.BIG_ENDIAN).putInt(at + 148, PATHS_BIG);
    record(at + 156, "\0", ROOT, SECTOR, DIRECTORY);
    for (int field = 190; field < 813; field++) {
      disc.put(at + field, (byte) ' ');
    }
    text(at + 574, "QUIMERA", 128);
    for (int date = 813; date < 881; date += 17) {
      text(at + date, date == 813 ? "2026112012000000" : "0000000000000000", 16);
      disc.put(at + date + 16, (byte) 0);
    }
    disc.put(at + 881, (byte) 1);
  }

  /** Validation entry and default entry. */
  private void catalog() {
    int at = CATALOG * SECTOR;
    disc.put(at, (byte) 1);
    text(at + 4, "QUIMERA", 24);
    for (int i = at + 4 + 7; i < at + 28; i++) {
      disc.put(i, (byte) 0);
    }
    disc.put(at + 30, (byte) 0x55);
    disc.put(at + 31, (byte) 0xAA);
    disc.order(ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    for (int i = 0; i < 32; i += 2) {
      sum += disc.getShort(at + i);
    }
    disc.putShort(at + 28, (short) -sum);
    disc.put(at + 32, (byte) 0x88);
    disc.put(at + 33, (byte) FLOPPY_1440);
    disc.putShort(at + 38, (short) 1);
    little(at + 40, IMAGE);
  }

  private void paths(int sector, ByteOrder order) {
    int at = sector * SECTOR;
    disc.order(order);
    disc.put(at, (byte) 1);
    disc.putInt(at + 2, ROOT);
    disc.putShort(at + 6, (short) 1);
  }

  /** A directory record, section 9.1; returns where the next one goes. */
  private int record(int at, String name, int sector, int bytes, int flags) {
    int length = 33 + name.length() + 1 & ~1;
    disc.put(at, (byte) length);
    both32(at + 2, sector);
    both32(at + 10, bytes);
    put(at + 18, new byte[] {126, 11, 20, 12, 0, 0, 0}); // 2026-11-20, noon
    disc.put(at + 25, (byte) flags);
    both16(at + 28, 1);
    disc.put(at + 32, (byte) name.length());
    put(at + 33, name.getBytes(StandardCharsets.ISO_8859_1));
    return at + length;
  }

  private void put(int at, byte[] bytes) {
    disc.position(at).put(bytes);
  }

  /** Text, filled up with spaces, or with zeros where it begins with a control character. */
  private void text(int at, String words, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, Character.isLetterOrDigit(words.charAt(0)) ? (byte) ' ' : 0);
    byte[] known = words.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(known, 0, bytes, 0, Math.min(length, known.length));
    put(at, bytes);
  }

  private void little(int at, int value) {
    disc.order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
  }

  private void both32(int at, int value) {
    little(at, value);
    disc.order(ByteOrder.BIG_ENDIAN).putInt(at + 4, value);
  }

  private void both16(int at, int value) {
    disc.order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
    disc.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) value);
  }
}
