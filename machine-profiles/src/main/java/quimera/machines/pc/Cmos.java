package quimera.machines.pc;

import quimera.core.host.BlockStore;
import quimera.peripherals.storage.FloppyDrive;
import quimera.peripherals.timer.Mc146818Rtc;

/**
 * What a PC's SETUP would have written into the battery-backed bytes.
 *
 * <p>Layout: IBM PC/AT Technical Reference 6280070, section 5, registers 0Eh-2Fh; 34h/35h (memory
 * above 16 MB in 64 KiB) and 38h/3Dh (boot order) as Bochs, QEMU and SeaBIOS have them.
 */
final class Cmos {
  private static final int FLOPPY_TYPES = 0x10;
  private static final int DISK_TYPES = 0x12;
  private static final int EQUIPMENT = 0x14;
  private static final int BASE_KB = 0x15;
  private static final int EXTENDED_KB = 0x17;
  private static final int DISK_0 = 0x19;
  private static final int DISK_1 = 0x1A;
  private static final int CHECKSUM = 0x2E;
  private static final int EXTENDED_KB_AGAIN = 0x30;
  private static final int CENTURY = 0x32;
  private static final int ABOVE_16M = 0x34;
  private static final int BOOT_THIRD = 0x38;
  private static final int BOOT_FIRST = 0x3D;

  private static final int USER_DISK_TYPE = 47;

  private Cmos() {}

  static void configure(
      Mc146818Rtc rtc,
      long ramBytes,
      boolean fpu,
      FloppyDrive[] floppies,
      BlockStore[] disks,
      String boot) {
    rtc.setCmos(FLOPPY_TYPES, floppies[0].type().cmos() << 4 | floppies[1].type().cmos());
    rtc.setCmos(DISK_TYPES, (disks[0] == null ? 0 : 0xF0) | (disks[1] == null ? 0 : 0x0F));
    rtc.setCmos(DISK_0, disks[0] == null ? 0 : USER_DISK_TYPE);
    rtc.setCmos(DISK_1, disks[1] == null ? 0 : USER_DISK_TYPE);
    // Bits 7-6: two floppies; 2: PS/2 mouse; 1: coprocessor; 0: any floppy. The display bits are 0
    // for a VGA.
    rtc.setCmos(EQUIPMENT, 0x40 | 0x04 | (fpu ? 0x02 : 0) | 0x01);
    long extended = Math.max(0, ramBytes - (1 << 20)) >> 10;
    word(rtc, BASE_KB, (int) Math.min(640, ramBytes >> 10));
    word(rtc, EXTENDED_KB, (int) Math.min(extended, 0xFFFF));
    word(rtc, EXTENDED_KB_AGAIN, (int) Math.min(extended, 0xFFFF));
    word(rtc, ABOVE_16M, (int) Math.min(Math.max(0, ramBytes - (16 << 20)) >> 16, 0xFFFF));
    rtc.setCmos(CENTURY, rtc.cmos(CENTURY));
    bootOrder(rtc, boot);
    int sum = 0;
    for (int register = FLOPPY_TYPES; register < CHECKSUM; register++) {
      sum += rtc.cmos(register);
    }
    rtc.setCmos(CHECKSUM, sum >> 8 & 0xFF);
    rtc.setCmos(CHECKSUM + 1, sum & 0xFF);
  }

  /** Three nibbles: 1 floppy, 2 disk, 3 CD, 0 nothing more. */
  private static void bootOrder(Mc146818Rtc rtc, String letters) {
    int[] nibbles = new int[3];
    for (int i = 0; i < Math.min(3, letters.length()); i++) {
      nibbles[i] = "acd".indexOf(letters.charAt(i)) + 1;
    }
    rtc.setCmos(BOOT_FIRST, nibbles[0] | nibbles[1] << 4);
    rtc.setCmos(BOOT_THIRD, nibbles[2] << 4);
  }

  private static void word(Mc146818Rtc rtc, int register, int value) {
    rtc.setCmos(register, value & 0xFF);
    rtc.setCmos(register + 1, value >> 8 & 0xFF);
  }
}
