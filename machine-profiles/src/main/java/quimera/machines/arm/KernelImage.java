package quimera.machines.arm;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import quimera.core.bus.Bytes;
import quimera.core.host.HostException;
import quimera.isa.load.ElfImage;

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

  private static final int EM_ARM = 40;

  /**
   * Recognizes an image.
   *
   * @param ram where the board's memory begins
   * @throws HostException if it is damaged
   */
  static KernelImage of(byte[] file, long ram) {
    if (ElfImage.isElf(file)) {
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
    ElfImage elf = ElfImage.read(file, "the kernel");
    if (elf.machine() != EM_ARM || elf.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new HostException("the kernel is an ELF file, but not of little-endian ARM");
    }
    int entry = elf.entry();
    int shift = 0; // from virtual to physical, of the segment that holds the entry
    List<Piece> pieces = new ArrayList<>();
    for (ElfImage.Segment segment : elf.segments()) {
      byte[] bytes = Arrays.copyOf(segment.content(), segment.size());
      pieces.add(new Piece("kernel", segment.physical() & 0xFFFFFFFFL, bytes));
      if (Integer.compareUnsigned(entry - segment.virtual(), segment.size()) < 0) {
        shift = segment.physical() - segment.virtual();
      }
    }
    return new KernelImage(List.copyOf(pieces), entry + shift & 0xFFFFFFFFL);
  }
}
