package quimera.machines.arm;

import java.nio.charset.StandardCharsets;
import quimera.core.bus.Bytes;
import quimera.roms.FirmwareCatalog;

/**
 * The boot monitor for a board: what stands in flash when the user brings no firmware.
 *
 * @param uart a PL011
 * @param ram where memory begins
 * @param ramBytes how much of it there is
 * @param flash where the monitor lies for good
 * @param store a register to store once, or 0
 * @param value what to store there
 * @param machine Linux's number of the board
 * @param name what to call it
 */
record BootMonitor(
    long uart,
    long ram,
    long ramBytes,
    long flash,
    long store,
    int value,
    int machine,
    String name) {
  private static final int NAME = 0x20; // in the record, after its words
  private static final int NAME_BYTES = 32;

  /** The image with the board's record filled in. */
  byte[] image() {
    byte[] image = FirmwareCatalog.bytes(FirmwareCatalog.ARM_MONITOR);
    long[] words = {uart, ram, ramBytes, flash, store, value, machine};
    int record = FirmwareCatalog.ARM_RECORD;
    for (int i = 0; i < words.length; i++) {
      Bytes.put32(image, record + 4 + 4 * i, (int) words[i]); // after its magic
    }
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, image, record + NAME, Math.min(text.length, NAME_BYTES - 1));
    return image;
  }
}
