package quimera.machines.mips;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import quimera.core.bus.Memory;
import quimera.core.host.HostException;
import quimera.core.machine.Options;
import quimera.isa.load.ElfImage;
import quimera.machines.boot.RamImage;

/**
 * A kernel of the user's in a Malta's memory, with its initial RAM disk and the environment that
 * YAMON would hand to it.
 */
final class MaltaKernel {
  private static final int EM_MIPS = 8;
  private static final long SEGMENT_MASK = 0x1FFF_FFFFL; // KSEG0 and KSEG1 to physical
  private static final int KSEG0 = 0x8000_0000;
  private static final int INITRD_ALIGNMENT = 0x1_0000;

  /** What is in memory before the first instruction. */
  final RamImage image;

  /** The entry and the four arguments. */
  final int[] boot;

  /** Takes the kernel among the options apart. */
  MaltaKernel(Options options, ByteOrder order, Memory ram) {
    ElfImage kernel = ElfImage.read(options.firmware.get("kernel"), "the kernel");
    if (kernel.machine() != EM_MIPS) {
      throw new HostException("the kernel is an ELF file for another processor than MIPS");
    }
    if (!kernel.order().equals(order)) {
      throw new HostException("kernel and processor differ in their byte order");
    }
    image = new RamImage(ram);
    image.put(kernel, SEGMENT_MASK, 0, "the kernel");
    String line = options.commandLine;
    byte[] initrd = options.firmware.get("initrd");
    if (initrd != null) {
      int at = image.end() + INITRD_ALIGNMENT - 1 & -INITRD_ALIGNMENT;
      image.put(at, initrd, "the initrd");
      line =
          String.format("rd_start=0x%08x rd_size=%d %s", KSEG0 | at, initrd.length, line).strip();
    }
    List<String> words = new ArrayList<>(List.of("kernel"));
    if (!line.isEmpty()) {
      words.add(line);
    }
    String size = Long.toString(ram.size());
    YamonEnvironment environment =
        new YamonEnvironment(
            order, words, List.of("memsize", size, "ememsize", size, "modetty0", "38400n8r"));
    image.put(YamonEnvironment.BASE, environment.image, "the kernel's environment");
    boot =
        new int[] {
          kernel.entry(),
          environment.argumentCount,
          environment.arguments,
          environment.variables,
          (int) ram.size()
        };
  }

  /** The byte order of the kernel among the options; big-endian if there is none. */
  static ByteOrder order(Options options) {
    byte[] kernel = options.firmware.get("kernel");
    return kernel == null ? ByteOrder.BIG_ENDIAN : ElfImage.read(kernel, "the kernel").order();
  }
}
