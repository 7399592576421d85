package quimera.machines.arm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import quimera.core.bus.Bytes;
import quimera.core.bus.Memory;
import quimera.core.host.HostException;
import quimera.core.machine.Options;
import quimera.machines.arm.KernelImage.Piece;
import quimera.machines.boot.RamImage;

/**
 * Boots a kernel of the user's: after every reset it lies in memory with its initial RAM disk and
 * the description of the board, and the board's boot memory holds a program that enters it.
 *
 * <p>Linux, Documentation/arm/booting.rst: r0 is 0, r1 the machine's number, r2 the address of a
 * device tree or of a list of tags.
 */
final class KernelBoot {
  /**
   * What of the board a kernel is told.
   *
   * @param ram its memory
   * @param base where that begins
   * @param machine its number in Linux's register of machines
   */
  record Board(Memory ram, long base, int machine) {
    long end() {
      return base + ram.size();
    }
  }

  private static final long TAGS_OFFSET = 0x100;
  private static final long MOST_INITRD_OFFSET = 128L << 20; // out of a decompressor's way
  private static final int PAGE = 4096;
  private static final int UARTIBRD = 0x24;
  private static final int UARTFBRD = 0x28;
  private static final int UARTLCR_H = 0x2C;
  private static final int UARTCR = 0x30;

  // Tags, each led by its size in words and this (arch/arm/include/uapi/asm/setup.h).
  private static final int ATAG_CORE = 0x54410001;
  private static final int ATAG_MEM = 0x54410002;
  private static final int ATAG_INITRD2 = 0x54420005;
  private static final int ATAG_CMDLINE = 0x54410009;

  private final Board board;
  private final List<Piece> pieces = new ArrayList<>();
  private final long entry;
  private long description; // what r2 shall point to, or 0

  /**
   * Takes kernel, RAM disk and device tree from the user's options.
   *
   * @param tree the board's own device tree, or null if it has none; the user's goes first
   */
  KernelBoot(Board board, Options options, DeviceTree tree) {
    this.board = board;
    KernelImage kernel = KernelImage.of(options.firmware.get("kernel"), board.base);
    entry = kernel.entry();
    kernel.pieces().forEach(this::add);
    byte[] initrd = options.firmware.get("initrd");
    long kernelEnd = pieces.stream().mapToLong(Piece::end).max().orElseThrow();
    long free = board.base + Math.min(board.ram.size() / 2, MOST_INITRD_OFFSET);
    free = Math.max(free, kernelEnd + PAGE - 1 & -PAGE);
    Piece disk = null;
    if (initrd != null) {
      disk = new Piece("initrd", free, initrd);
      add(disk);
      free = disk.end() + PAGE - 1 & -PAGE;
    }
    byte[] dtb = options.firmware.get("dtb");
    DeviceTree used = dtb == null ? tree : DeviceTree.parse(dtb);
    if (used != null) {
      describe(used, options.commandLine, disk);
      describeAt(new Piece("device tree", free, used.flat()));
    } else {
      describeAt(new Piece("tags", board.base + TAGS_OFFSET, tags(options.commandLine, disk)));
    }
  }

  private void add(Piece piece) {
    if (piece.address() < board.base || piece.end() > board.end()) {
      throw new HostException(
          String.format(
              "the %s does not fit into memory: it wants 0x%x..0x%x, memory is 0x%x..0x%x; %s",
              piece.what(),
              piece.address(),
              piece.end() - 1,
              board.base,
              board.end() - 1,
              piece.address() < board.base ? "it is for another board" : "give more with -m"));
    }
    pieces.add(piece);
  }

  /** A program that lies where the description should go gets none: it does not read one. */
  private void describeAt(Piece piece) {
    if (pieces.stream().noneMatch(p -> p.address() < piece.end() && piece.address() < p.end())) {
      add(piece);
      description = piece.address();
    }
  }

  /**
   * Memory, command line and RAM disk into the device tree (Devicetree Specification, 3.4, 3.6).
   */
  private void describe(DeviceTree tree, String commandLine, Piece initrd) {
    DeviceTree.Node root = tree.root();
    DeviceTree.Node memory =
        root.children().stream()
            .filter(node -> node.says("device_type", "memory"))
            .findFirst()
            .orElseGet(() -> root.child("memory").text("device_type", "memory"));
    List<Long> range = new ArrayList<>();
    cells(range, board.base, root.cell("#address-cells", 2));
    cells(range, board.ram.size(), root.cell("#size-cells", 1));
    memory.cells("reg", range.stream().mapToLong(Long::longValue).toArray());
    DeviceTree.Node chosen = root.child("chosen");
    if (!commandLine.isEmpty()) {
      chosen.text("bootargs", commandLine);
    }
    if (initrd != null) {
      chosen.cells("linux,initrd-start", initrd.address());
      chosen.cells("linux,initrd-end", initrd.end());
    }
  }

  private static void cells(List<Long> range, long value, int cells) {
    if (cells == 2) {
      range.add(value >>> 32);
    }
    range.add(value);
  }

  private byte[] tags(String commandLine, Piece initrd) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tag(out, ATAG_CORE, 0, PAGE, 0);
    tag(out, ATAG_MEM, (int) board.ram.size(), (int) board.base);
    if (initrd != null) {
      tag(out, ATAG_INITRD2, (int) initrd.address(), initrd.bytes().length);
    }
    if (!commandLine.isEmpty()) {
      byte[] text = (commandLine + "\0").getBytes(StandardCharsets.UTF_8);
      int[] words = new int[(text.length + 3) / 4];
      for (int i = 0; i < text.length; i++) {
        words[i / 4] |= (text[i] & 0xFF) << 8 * (i % 4);
      }
      tag(out, ATAG_CMDLINE, words);
    }
    word(out, 0); // ATAG_NONE has size 0
    word(out, 0);
    return out.toByteArray();
  }

  private static void tag(ByteArrayOutputStream out, int tag, int... words) {
    word(out, words.length + 2);
    word(out, tag);
    for (int each : words) {
      word(out, each);
    }
  }

  private static void word(ByteArrayOutputStream out, int value) {
    byte[] bytes = new byte[4];
    Bytes.put32(bytes, 0, value);
    out.writeBytes(bytes);
  }

  /**
   * The program for the boot memory: sets the serial port up as ARM's boot monitor leaves it, 38400
   * baud on 24 MHz, 8 bits, FIFOs on; stores what else the board needs; enters the kernel.
   *
   * @param at where the boot memory lies for good
   * @param uart a PL011
   * @param stores as address and value by turns
   */
  byte[] program(long at, long uart, int... stores) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    word(out, 0xE51FF004); //       ldr    pc, [pc, #-4]  @ from address 0 to its own
    word(out, (int) at + 8); //     .word  1f
    word(out, 0xE28F3014); // 1:    add    r3, pc, #4f - . - 8
    word(out, 0xE8B30003); // 2:    ldmia  r3!, {r0, r1}
    word(out, 0xE3500000); //       cmp    r0, #0
    word(out, 0x15801000); //       strne  r1, [r0]
    word(out, 0x1AFFFFFB); //       bne    2b
    word(out, 0xE893000F); //       ldm    r3, {r0-r3}
    word(out, 0xE12FFF13); //       bx     r3
    int base = (int) uart; // 4:
    int[] port = {
      base + UARTCR,
      0,
      base + UARTIBRD,
      39,
      base + UARTFBRD,
      4,
      base + UARTLCR_H,
      0x70,
      base + UARTCR,
      0x301
    };
    for (int each : port) {
      word(out, each);
    }
    for (int each : stores) {
      word(out, each);
    }
    word(out, 0);
    word(out, 0);
    word(out, 0);
    word(out, board.machine);
    word(out, (int) description);
    word(out, (int) entry);
    return out.toByteArray();
  }

  /** What lies in memory after each reset. */
  RamImage image() {
    RamImage image = new RamImage(board.ram);
    for (Piece piece : pieces) {
      image.put(piece.address() - board.base, piece.bytes(), "the " + piece.what());
    }
    return image;
  }
}
