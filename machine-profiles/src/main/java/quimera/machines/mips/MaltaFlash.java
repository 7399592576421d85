package quimera.machines.mips;

import java.nio.ByteOrder;
import java.util.Arrays;
import quimera.core.host.HostException;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Chunk;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;
import quimera.roms.FirmwareCatalog;

/** What is in a Malta's flash: the user's image, or the boot monitor, assembled for the board. */
final class MaltaFlash {
  /** 4 MiB. */
  static final int SIZE = 4 << 20;

  private static final int BOOT = 0xBFC0_0000;
  private static final String FOLDER = "malta/";

  // Places that the monitor knows.
  private static final int FONT = 0x1_0000;
  private static final int BOOT_RECORD = 0x3F_F000;
  private static final int BOOT_MAGIC = 0x5142_4F54;

  private MaltaFlash() {}

  /** An image of the user's, as long as the flash or shorter. */
  static byte[] of(byte[] image) {
    if (image.length > SIZE) {
      throw new HostException(
          "the flash image has " + image.length + " bytes; this board's flash has 4 MiB");
    }
    if (image.length < 4096 || image.length % 4 != 0) {
      throw new HostException(
          "the flash image has "
              + image.length
              + " bytes, which is no boot code in whole words; it is cut off or no flash image");
    }
    byte[] flash = erased();
    System.arraycopy(image, 0, flash, 0, image.length);
    return flash;
  }

  /**
   * The monitor.
   *
   * @param boot null, or what it starts: the entry and the first four arguments
   */
  static byte[] monitor(ByteOrder order, int[] boot) {
    byte[] flash = erased();
    Program program = assemble(order);
    for (Chunk chunk : program.chunks()) {
      byte[] content = chunk.content();
      System.arraycopy(content, 0, flash, chunk.start() - BOOT, content.length);
    }
    byte[] font = FirmwareCatalog.bytes(FirmwareCatalog.FONT);
    System.arraycopy(font, 0, flash, FONT, font.length);
    if (boot != null) {
      word(flash, BOOT_RECORD, BOOT_MAGIC, order);
      for (int i = 0; i < boot.length; i++) {
        word(flash, BOOT_RECORD + 4 + 4 * i, boot[i], order);
      }
    }
    return flash;
  }

  private static Program assemble(ByteOrder order) {
    Sources sources = (name, from) -> source(name);
    return new Assembler(new MipsAssembler(order, true, true), sources)
        .add(source("monitor.s"))
        .finish();
  }

  private static Sources.Text source(String name) {
    return new Sources.Text(name, FirmwareCatalog.source(FOLDER + name));
  }

  private static byte[] erased() {
    byte[] flash = new byte[SIZE];
    Arrays.fill(flash, (byte) 0xFF);
    return flash;
  }

  private static void word(byte[] flash, int at, int value, ByteOrder order) {
    for (int i = 0; i < 4; i++) {
      int shift = order == ByteOrder.BIG_ENDIAN ? 24 - 8 * i : 8 * i;
      flash[at + i] = (byte) (value >> shift);
    }
  }
}
