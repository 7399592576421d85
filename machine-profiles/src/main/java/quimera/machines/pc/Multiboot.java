package quimera.machines.pc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import quimera.core.host.HostException;
import quimera.peripherals.system.FwCfg;

/**
 * Loads a Multiboot kernel, an ELF or one that says in its header where it wants to be, and makes
 * the information structure for it (Multiboot Specification 0.6.96, 3.1 and 3.3).
 */
final class Multiboot {
  private static final int MAGIC = 0x1BADB002;

  /** The header is in the first 8 KiB. */
  private static final int SEARCHED = 8192;

  // Flags of the header.
  private static final int ADDRESSES = 1 << 16;
  private static final int UNSUPPORTED = 0xFFF8;

  // Flags of the information structure.
  private static final int HAS_MEMORY = 1;
  private static final int HAS_COMMAND_LINE = 1 << 2;
  private static final int HAS_MODULES = 1 << 3;
  private static final int HAS_MAP = 1 << 6;
  private static final int HAS_LOADER = 1 << 9;

  private static final int INFO_SIZE = 116;
  private static final int MAP_ENTRY = 24;
  private static final int USABLE = 1;
  private static final int RESERVED = 2;
  private static final int PAGE = 4096;

  private Multiboot() {}

  static boolean isKernel(byte[] image) {
    return header(image) >= 0;
  }

  /** Where the header is, or -1. */
  private static int header(byte[] image) {
    ByteBuffer words = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 12 <= Math.min(image.length, SEARCHED); at += 4) {
      if (words.getInt(at) == MAGIC
          && words.getInt(at) + words.getInt(at + 4) + words.getInt(at + 8) == 0) {
        return at;
      }
    }
    return -1;
  }

  static void offer(FwCfg config, byte[] image, byte[] module, String commandLine, long ramBytes) {
    ByteBuffer file = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int header = header(image);
    int flags = file.getInt(header + 4);
    if ((flags & UNSUPPORTED) != 0) {
      throw new HostException(
          "the Multiboot kernel asks for something unknown (flags "
              + Integer.toHexString(flags)
              + ")");
    }
    Loaded loaded = (flags & ADDRESSES) != 0 ? flat(file, header) : elf(file);
    long end = loaded.at + (long) loaded.bytes.length;
    int info = (int) (end + PAGE - 1 & -PAGE);
    byte[] structure = information(info, module, commandLine, ramBytes);
    if (info + (long) structure.length > ramBytes) {
      throw new HostException("the kernel does not fit into memory; give more with -m");
    }
    KernelBoot.piece(config, KernelBoot.KERNEL, loaded.at, loaded.bytes);
    KernelBoot.piece(config, KernelBoot.INITRD, info, structure);
    config.put(KernelBoot.ENTRY, loaded.entry, 4);
  }

  /** A kernel as it is to lie in memory. */
  private record Loaded(int at, byte[] bytes, int entry) {}

  private static Loaded flat(ByteBuffer file, int header) {
    int headerAt = file.getInt(header + 12);
    int at = file.getInt(header + 16);
    int dataEnd = file.getInt(header + 20);
    int bssEnd = file.getInt(header + 24);
    int start = header - (headerAt - at);
    int size = dataEnd == 0 ? file.capacity() - start : dataEnd - at;
    if (start < 0 || size < 0 || start + (long) size > file.capacity()) {
      throw new HostException(
          "the Multiboot header's addresses are not in the file; it is cut off");
    }
    byte[] bytes = new byte[Math.max(size, bssEnd == 0 ? 0 : bssEnd - at)];
    file.get(start, bytes, 0, size);
    return new Loaded(at, bytes, file.getInt(header + 28));
  }

  /** The segments of a 32-bit little-endian ELF (System V ABI, chapter 5) by physical address. */
  private static Loaded elf(ByteBuffer file) {
    if (file.getInt(0) != 0x464C457F || file.get(4) != 1 || file.get(5) != 1) {
      throw new HostException(
          "the Multiboot kernel is neither a 32-bit ELF nor says where to load");
    }
    int table = file.getInt(28);
    int entrySize = file.getShort(42) & 0xFFFF;
    int count = file.getShort(44) & 0xFFFF;
    long low = Long.MAX_VALUE;
    long high = 0;
    for (int i = 0; i < count; i++) {
      int at = programHeader(file, table, entrySize, i);
      if (file.getInt(at) == 1 && file.getInt(at + 20) != 0) {
        long address = Integer.toUnsignedLong(file.getInt(at + 12));
        low = Math.min(low, address);
        high = Math.max(high, address + Integer.toUnsignedLong(file.getInt(at + 20)));
      }
    }
    if (high <= low || high - low > 1 << 30) {
      throw new HostException("the kernel's ELF has nothing to load");
    }
    byte[] bytes = new byte[(int) (high - low)];
    for (int i = 0; i < count; i++) {
      int at = programHeader(file, table, entrySize, i);
      if (file.getInt(at) == 1) {
        int from = file.getInt(at + 4);
        int size = file.getInt(at + 16);
        if (from < 0 || size < 0 || from + (long) size > file.capacity()) {
          throw new HostException(
              "a segment of the kernel's ELF is not in the file; it is cut off");
        }
        int to = (int) (Integer.toUnsignedLong(file.getInt(at + 12)) - low);
        file.get(from, bytes, to, size);
      }
    }
    return new Loaded((int) low, bytes, file.getInt(24));
  }

  private static int programHeader(ByteBuffer file, int table, int size, int i) {
    long at = table + (long) i * size;
    if (table < 0 || size < 32 || at + 32 > file.capacity()) {
      throw new HostException("the kernel's ELF is cut off");
    }
    return (int) at;
  }

  /** The information structure for address {@code at}, and all that it points to. */
  private static byte[] information(int at, byte[] module, String commandLine, long ramBytes) {
    ByteBuffer info = ByteBuffer.allocate(INFO_SIZE + 2 * 16).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int restAt = at + info.capacity();
    int flags = HAS_MEMORY | HAS_COMMAND_LINE | HAS_MAP | HAS_LOADER;
    info.putInt(4, 640);
    info.putInt(8, (int) (ramBytes - (1 << 20) >> 10));
    info.putInt(16, restAt + rest.size());
    rest.writeBytes((commandLine + '\0').getBytes(StandardCharsets.UTF_8));
    info.putInt(64, restAt + rest.size());
    rest.writeBytes("Quimera\0".getBytes(StandardCharsets.US_ASCII));
    byte[] map = memoryMap(ramBytes);
    info.putInt(44, map.length);
    info.putInt(48, restAt + rest.size());
    rest.writeBytes(map);
    if (module != null) {
      flags |= HAS_MODULES;
      rest.writeBytes(new byte[-(restAt + rest.size()) & PAGE - 1]);
      int moduleAt = restAt + rest.size();
      rest.writeBytes(module);
      info.putInt(20, 1);
      info.putInt(24, at + INFO_SIZE);
      info.putInt(INFO_SIZE, moduleAt);
      info.putInt(INFO_SIZE + 4, moduleAt + module.length);
    }
    info.putInt(0, flags);
    byte[] all = new byte[info.capacity() + rest.size()];
    System.arraycopy(info.array(), 0, all, 0, info.capacity());
    System.arraycopy(rest.toByteArray(), 0, all, info.capacity(), rest.size());
    return all;
  }

  /** Base memory, what adapters and firmware have, and the rest. */
  private static byte[] memoryMap(long ramBytes) {
    ByteBuffer map = ByteBuffer.allocate(3 * MAP_ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    long[][] regions = {
      {0, 0x9FC00, USABLE}, {0xF0000, 0x10000, RESERVED}, {1 << 20, ramBytes - (1 << 20), USABLE}
    };
    for (long[] region : regions) {
      map.putInt(MAP_ENTRY - 4).putLong(region[0]).putLong(region[1]).putInt((int) region[2]);
    }
    return map.array();
  }
}
