package quimera.machines.pc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import quimera.core.host.HostException;
import quimera.peripherals.system.FwCfg;

/**
 * Takes a Linux kernel apart for the boot ROM, which finds the pieces in {@link FwCfg}: {@code
 * bzImage} and {@code zImage} by Linux's boot protocol 2.00 and later (Linux,
 * Documentation/x86/boot.rst).
 */
final class KernelBoot {
  // Items of fw_cfg: address, size and data of each piece (QEMU, docs/specs/fw_cfg.rst).
  static final int[] KERNEL = {0x07, 0x08, 0x11};
  static final int[] INITRD = {0x0A, 0x0B, 0x12};
  static final int[] COMMAND_LINE = {0x13, 0x14, 0x15};
  static final int[] SETUP = {0x16, 0x17, 0x18};
  static final int ENTRY = 0x10;

  /** Where the real-mode part of a kernel goes, the largest with its heap below the next one. */
  private static final int SETUP_AT = 0x10000;

  private static final int COMMAND_LINE_AT = 0x20000;

  // Fields of the real-mode header.
  private static final int SETUP_SECTS = 0x1F1;
  private static final int BOOT_FLAG = 0x1FE;
  private static final int HEADER = 0x202;
  private static final int VERSION = 0x206;
  private static final int TYPE_OF_LOADER = 0x210;
  private static final int LOADFLAGS = 0x211;
  private static final int RAMDISK_IMAGE = 0x218;
  private static final int RAMDISK_SIZE = 0x21C;
  private static final int HEAP_END_PTR = 0x224;
  private static final int CMD_LINE_PTR = 0x228;
  private static final int INITRD_ADDR_MAX = 0x22C;
  private static final int CMDLINE_SIZE = 0x238;

  private static final int MAGIC = 0x53726448; // "HdrS"
  private static final int LOADED_HIGH = 1;
  private static final int CAN_USE_HEAP = 0x80;
  private static final int UNKNOWN_LOADER = 0xFF;

  /** Up to where an initrd may reach if the kernel does not say. */
  private static final int OLD_INITRD_MAX = 0x37FFFFFF;

  private static final int OLD_COMMAND_LINE = 255;
  private static final int PAGE = 4096;

  private KernelBoot() {}

  /**
   * Offers a kernel.
   *
   * @param initrd null for none
   * @throws HostException if that is no kernel, or memory is too small
   */
  static void offer(FwCfg config, byte[] kernel, byte[] initrd, String commandLine, long ramBytes) {
    if (Multiboot.isKernel(kernel)) {
      Multiboot.offer(config, kernel, initrd, commandLine, ramBytes);
    } else {
      linux(config, kernel, initrd, commandLine, ramBytes);
    }
  }

  private static void linux(
      FwCfg config, byte[] image, byte[] initrd, String commandLine, long ramBytes) {
    ByteBuffer header = ByteBuffer.wrap(image.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (image.length < CMDLINE_SIZE + 4
        || header.getShort(BOOT_FLAG) != (short) 0xAA55
        || header.getInt(HEADER) != MAGIC) {
      throw new HostException(
          "the kernel is neither a Linux bzImage nor a Multiboot image; this board boots no other");
    }
    int version = header.getShort(VERSION) & 0xFFFF;
    int sectors = header.get(SETUP_SECTS) & 0xFF;
    int setupSize = ((sectors == 0 ? 4 : sectors) + 1) * 512;
    if (setupSize >= image.length || setupSize > 0x8000) {
      throw new HostException("the kernel ends in its set-up code; it is cut off");
    }
    boolean high = (header.get(LOADFLAGS) & LOADED_HIGH) != 0;
    header.put(TYPE_OF_LOADER, (byte) UNKNOWN_LOADER);
    byte[] line = (commandLine + '\0').getBytes(StandardCharsets.UTF_8);
    int longest = version >= 0x206 ? header.getInt(CMDLINE_SIZE) : OLD_COMMAND_LINE;
    if (line.length - 1 > longest) {
      throw new HostException(
          "the kernel takes a command line of "
              + longest
              + " bytes; this one has "
              + (line.length - 1));
    }
    if (version >= 0x201) {
      header.put(LOADFLAGS, (byte) (header.get(LOADFLAGS) | CAN_USE_HEAP));
      header.putShort(HEAP_END_PTR, (short) (COMMAND_LINE_AT - SETUP_AT - 0x200));
    }
    if (version >= 0x202) {
      header.putInt(CMD_LINE_PTR, COMMAND_LINE_AT);
    } else {
      header.putShort(0x20, (short) 0xA33F);
      header.putShort(0x22, (short) (COMMAND_LINE_AT - SETUP_AT));
    }
    byte[] data = Arrays.copyOfRange(image, setupSize, image.length);
    int at = high ? 0x100000 : 0x10000;
    if (at + (long) data.length > ramBytes) {
      throw new HostException("the kernel does not fit into memory; give more with -m");
    }
    if (initrd != null) {
      int most = version >= 0x203 ? header.getInt(INITRD_ADDR_MAX) : OLD_INITRD_MAX;
      int place = initrdPlace(initrd.length, Integer.toUnsignedLong(most) + 1, ramBytes);
      if (place < at + data.length) {
        throw new HostException("kernel and initrd do not fit into memory; give more with -m");
      }
      header.putInt(RAMDISK_IMAGE, place);
      header.putInt(RAMDISK_SIZE, initrd.length);
      piece(config, INITRD, place, initrd);
    }
    piece(config, SETUP, SETUP_AT, Arrays.copyOf(header.array(), setupSize));
    piece(config, COMMAND_LINE, COMMAND_LINE_AT, line);
    piece(config, KERNEL, at, data);
  }

  /** As high as the kernel and the memory allow, on a page; the top is left to ACPI tables. */
  private static int initrdPlace(int size, long most, long ramBytes) {
    long top = Math.min(most, ramBytes - 0x10000);
    return (int) (top - size & -PAGE);
  }

  static void piece(FwCfg config, int[] items, int address, byte[] data) {
    config.put(items[0], address, 4);
    config.put(items[1], data.length, 4);
    config.put(items[2], data);
  }
}
