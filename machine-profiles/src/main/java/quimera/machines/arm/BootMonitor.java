package quimera.machines.arm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import quimera.core.bus.Bytes;
import quimera.roms.FirmwareCatalog;

/**
 * The boot monitor for a board: what stands in flash when the user brings no firmware.
 *
 * @param uart a PL011
 * @param ram where memory begins
 * @param ramBytes how much of it there is
 * @param flash where the monitor lies for good
 * @param machine Linux's number of the board
 * @param cp15 whether the processor has a coprocessor 15
 * @param name what to call it
 * @param stores registers that it sets, as address and value by turns: at least those that let the
 *     port's interrupt through, which ends its waiting
 */
record BootMonitor(
    long uart,
    long ram,
    long ramBytes,
    long flash,
    int machine,
    boolean cp15,
    String name,
    List<Long> stores) {
  // Offsets in the record; its words follow the magic.
  private static final int WORDS = 0x04;
  private static final int NAME = 0x20;
  private static final int STORES = 0x40;
  private static final int NAME_BYTES = 32;

  /** The image with the board's record filled in. */
  byte[] image() {
    byte[] image = FirmwareCatalog.bytes(FirmwareCatalog.ARM_MONITOR);
    long[] words = {uart, ram, ramBytes, flash, machine, cp15 ? 1 : 0};
    int record = FirmwareCatalog.ARM_RECORD;
    for (int i = 0; i < words.length; i++) {
      Bytes.put32(image, record + WORDS + 4 * i, (int) words[i]);
    }
    for (int i = 0; i < stores.size(); i++) {
      Bytes.put32(image, record + STORES + 4 * i, stores.get(i).intValue());
    }
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, image, record + NAME, Math.min(text.length, NAME_BYTES - 1));
    return image;
  }
}
