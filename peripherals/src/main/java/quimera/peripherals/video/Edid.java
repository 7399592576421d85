package quimera.peripherals.video;

import java.nio.charset.StandardCharsets;

/**
 * What a monitor says of itself: 128 bytes after VESA E-EDID 1.3 (Enhanced EDID Standard, release
 * A, section 3).
 */
final class Edid {
  private static final int SIZE = 128;

  private Edid() {}

  /** A colour monitor of 1024 x 768 at 60 Hz by preference, up to 1600 x 1200. */
  static byte[] monitor() {
    byte[] edid = new byte[SIZE];
    for (int i = 1; i < 7; i++) {
      edid[i] = (byte) 0xFF;
    }
    int maker = letter('Q') << 10 | letter('M') << 5 | letter('A');
    edid[8] = (byte) (maker >> 8);
    edid[9] = (byte) maker;
    edid[10] = 1; // product
    edid[16] = 1; // week and year of manufacture
    edid[17] = 36;
    edid[18] = 1; // version 1.3
    edid[19] = 3;
    edid[20] = (byte) 0x08; // analog, separate sync
    edid[21] = 32; // cm
    edid[22] = 24;
    edid[23] = 120; // gamma 2.2
    edid[24] = 0x0A; // colour, preferred timing first
    int[] sRgb = {0xEE, 0x91, 0xA3, 0x54, 0x4C, 0x99, 0x26, 0x0F, 0x50, 0x54};
    for (int i = 0; i < sRgb.length; i++) {
      edid[25 + i] = (byte) sRgb[i];
    }
    edid[35] = 0x21; // 640x480 and 800x600 at 60 Hz
    edid[36] = 0x08; // 1024x768 at 60 Hz
    standardTiming(edid, 38, 1280, 0x80, 60); // 5:4
    standardTiming(edid, 40, 1600, 0x40, 60); // 4:3
    for (int at = 42; at < 54; at++) {
      edid[at] = 1; // unused
    }
    preferred(edid, 54);
    name(edid, 72);
    limits(edid, 90);
    edid[108 + 3] = 0x10; // no more
    int sum = 0;
    for (int i = 0; i < SIZE - 1; i++) {
      sum += edid[i];
    }
    edid[SIZE - 1] = (byte) -sum;
    return edid;
  }

  private static int letter(char c) {
    return c - 'A' + 1;
  }

  private static void standardTiming(byte[] edid, int at, int width, int aspect, int hertz) {
    edid[at] = (byte) (width / 8 - 31);
    edid[at + 1] = (byte) (aspect | hertz - 60);
  }

  /** 1024 x 768 at 60 Hz (VESA DMT): 65 MHz, 1344 x 806 in all. */
  private static void preferred(byte[] edid, int at) {
    int[] timing = {
      0x64, 0x19, // 65.00 MHz
      0x00, 0x40, 0x41, // 1024 across, 320 blank
      0x00, 0x26, 0x30, // 768 down, 38 blank
      24, 136, 0x36, 0x00, // front porch and sync, across and down
      0x40, 0xF0, 0x10, // 320 x 240 mm
      0, 0, 0x18
    };
    for (int i = 0; i < timing.length; i++) {
      edid[at + i] = (byte) timing[i];
    }
  }

  private static void name(byte[] edid, int at) {
    edid[at + 3] = (byte) 0xFC;
    byte[] text = "Quimera\n     ".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, edid, at + 5, text.length);
  }

  private static void limits(byte[] edid, int at) {
    int[] limits = {0, 0, 0, 0xFD, 0, 50, 75, 30, 80, 17, 0, 10, 32, 32, 32, 32, 32, 32};
    for (int i = 0; i < limits.length; i++) {
      edid[at + i] = (byte) limits[i];
    }
  }
}
