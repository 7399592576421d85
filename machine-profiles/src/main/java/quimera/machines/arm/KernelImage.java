package quimera.machines.arm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quimera.core.bus.Bytes;
import quimera.core.host.HostException;

/**
 * A program for a bare board, taken apart: where its pieces go and where it begins.
 *
 * <p>Linux's {@code zImage} (Documentation/arm/booting.rst), ELF (System V ABI; ELF for the ARM
 * Architecture, IHI 0044) and flat binaries.
 *
 * <p>All are entered as Linux wants it; whoever does not care finds the registers as after a reset.
 *
 * @param pieces what goes where, in physical addresses
 * @param entry the first instruction; bit 0 set for Thumb
 */
record KernelImage(List<Piece> pieces, long entry) {
  /** Bytes and their place. */
  record Piece(String what, long address, byte[] bytes) {
    long end() {
      return address + bytes.length;
    }
  }

  /** Where an image that does not say goes, above the start of memory. */
  private static final long LOAD_OFFSET = 0x10000;

  private static final int ZIMAGE_MAGIC = 0x016F2818;
  private static final int ZIMAGE_MAGIC_AT = 0x24;
  private static final int ZIMAGE_END_AT = 0x2C;
  private static final int ZIMAGE_START_AT = 0x28;

  private static final int ELF_MAGIC = 0x464C457F;
  private static final int ELF_HEADER = 52;
  private static final int EM_ARM = 40;
  private static final int PT_LOAD = 1;

  /**
   * Recognizes an image.
   *
   * @param ram where the board's memory begins
   * @throws HostException if it is damaged
   */
  static KernelImage of(byte[] file, long ram) {
    if (file.length >= ELF_HEADER && Bytes.get32(file, 0) == ELF_MAGIC) {
      return elf(file);
    }
    boolean linux =
        file.length > ZIMAGE_END_AT + 4 && Bytes.get32(file, ZIMAGE_MAGIC_AT) == ZIMAGE_MAGIC;
    if (linux) {
      int size = Bytes.get32(file, ZIMAGE_END_AT) - Bytes.get32(file, ZIMAGE_START_AT);
      if (size > file.length) {
        throw new HostException(
            "the kernel says that it has "
                + size
                + " bytes, but the file has "
                + file.length
                + "; it is cut off");
      }
    }
    long at = ram + LOAD_OFFSET;
    return new KernelImage(List.of(new Piece("kernel", at, file)), at);
  }

  private static KernelImage elf(byte[] file) {
    if (file[4] != 1 || file[5] != 1 || Bytes.get16(file, 18) != EM_ARM) {
      throw new HostException("the kernel is an ELF file, but not of 32-bit little-endian ARM");
    }
    int headers = Bytes.get32(file, 28);
    int size = Bytes.get16(file, 42);
    int count = Bytes.get16(file, 44);
    long entry = Bytes.get32(file, 24) & 0xFFFFFFFFL;
    long shift = 0; // from virtual to physical, of the segment that holds the entry
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int header = headers + i * size;
      if (header < 0 || header + 32 > file.length) {
        throw cutOff();
      }
      if (Bytes.get32(file, header) == PT_LOAD) {
        Piece piece = segment(file, header);
        pieces.add(piece);
        long virtual = Bytes.get32(file, header + 8) & 0xFFFFFFFFL;
        if (entry >= virtual && entry - virtual < piece.bytes().length) {
          shift = piece.address() - virtual;
        }
      }
    }
    if (pieces.isEmpty()) {
      throw new HostException("the kernel is an ELF file without a segment to load");
    }
    return new KernelImage(List.copyOf(pieces), entry + shift);
  }

  private static Piece segment(byte[] file, int header) {
    int from = Bytes.get32(file, header + 4);
    long address = Bytes.get32(file, header + 12) & 0xFFFFFFFFL;
    int inFile = Bytes.get32(file, header + 16);
    int inMemory = Bytes.get32(file, header + 20);
    if (from < 0 || inFile < 0 || inMemory < inFile || (long) from + inFile > file.length) {
      throw cutOff();
    }
    byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(file, from, from + inFile), inMemory);
    return new Piece("kernel", address, bytes);
  }

  private static HostException cutOff() {
    return new HostException("the kernel is an ELF file that is cut off");
  }
}
