package quimera.isa.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quimera.core.host.HostException;

/**
 * An executable ELF file of 32 bits, taken apart into what is loaded.
 *
 * <p>Datasheet: System V Application Binary Interface, edition 4.1, chapters 4 and 5.
 *
 * @param machine e_machine: 3 for the 80386, 8 for MIPS, 40 for ARM
 * @param entry virtual address of the first instruction
 */
public record ElfImage(ByteOrder order, int machine, int entry, List<Segment> segments) {
  private static final int EXECUTABLE = 2;
  private static final int DYNAMIC = 3; // position-independent executables, too
  private static final int PT_LOAD = 1;
  private static final int HEADER = 52;
  private static final int PROGRAM_HEADER = 32;

  /**
   * A part of the file that belongs into memory.
   *
   * @param virtual address at which the program sees it
   * @param physical address for loaders that place by that
   * @param content what the file holds of it; zeros follow
   * @param size in memory, in bytes
   */
  public record Segment(int virtual, int physical, byte[] content, int size) {}

  /** Whether these bytes begin as any ELF file does. */
  public static boolean isElf(byte[] file) {
    return file.length > 16
        && file[0] == 0x7F
        && file[1] == 'E'
        && file[2] == 'L'
        && file[3] == 'F';
  }

  /**
   * Takes a file apart.
   *
   * @param what the file is called in messages, for example "the kernel"
   * @throws HostException if it is no executable of 32 bits, or is cut off
   */
  public static ElfImage read(byte[] file, String what) {
    if (!isElf(file) || file.length < HEADER) {
      throw new HostException(what + " is no ELF file");
    }
    if (file[4] != 1) {
      throw new HostException(what + " is an ELF file of 64 bits; give one of 32 bits");
    }
    ByteOrder order = file[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer in = ByteBuffer.wrap(file.clone()).order(order);
    int type = in.getShort(16);
    if (type != EXECUTABLE && type != DYNAMIC) {
      throw new HostException(what + " is an ELF file, but no executable; link it first");
    }
    int table = in.getInt(28);
    int step = in.getShort(42) & 0xFFFF;
    int count = in.getShort(44) & 0xFFFF;
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = Integer.toUnsignedLong(table) + (long) i * step;
      if (at + PROGRAM_HEADER > file.length) {
        throw new HostException(what + " ends within its program headers; it is cut off");
      }
      segment(in, (int) at, file, what, segments);
    }
    if (segments.isEmpty()) {
      throw new HostException(what + " holds nothing to load");
    }
    return new ElfImage(order, in.getShort(18) & 0xFFFF, in.getInt(24), List.copyOf(segments));
  }

  private static void segment(
      ByteBuffer in, int header, byte[] file, String what, List<Segment> segments) {
    int size = in.getInt(header + 20);
    if (in.getInt(header) != PT_LOAD || size == 0) {
      return;
    }
    long from = Integer.toUnsignedLong(in.getInt(header + 4));
    long length = Integer.toUnsignedLong(in.getInt(header + 16));
    if (from + length > file.length || length > Integer.toUnsignedLong(size)) {
      throw new HostException(
          what + " ends before the " + length + " bytes at offset " + from + "; it is cut off");
    }
    byte[] content = Arrays.copyOfRange(file, (int) from, (int) (from + length));
    segments.add(new Segment(in.getInt(header + 8), in.getInt(header + 12), content, size));
  }
}
