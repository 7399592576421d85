package quimera.isa.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import quimera.isa.asm.Chunk;
import quimera.isa.asm.InstructionSet;
import quimera.isa.asm.Program;

/**
 * Writes an assembled program as an executable ELF file of 32 bits: a segment and a section for
 * each chunk, and the labels as symbols.
 *
 * <p>Datasheet: System V Application Binary Interface, edition 4.1, chapters 4 and 5.
 */
public final class ElfWriter {
  private static final int HEADER = 52;
  private static final int PROGRAM_HEADER = 32;
  private static final int SECTION_HEADER = 40;
  private static final int SYMBOL = 16;
  private static final int FUNCTION = 2;
  private static final int PROGBITS = 1;
  private static final int SYMTAB = 2;
  private static final int STRTAB = 3;
  private static final int ALLOC_WRITE = 3;
  private static final int ALLOC_EXECUTE = 6;
  private static final int ABSOLUTE = 0xFFF1;

  private final Program program;
  private final InstructionSet isa;
  private final List<Chunk> chunks;
  private final StringBuilder names = new StringBuilder("\0");

  private ElfWriter(Program program, InstructionSet isa) {
    this.program = program;
    this.isa = isa;
    chunks = program.chunks();
  }

  /** The bytes of the file. */
  public static byte[] write(Program program, InstructionSet isa) {
    return new ElfWriter(program, isa).file();
  }

  private byte[] file() {
    byte[] symbols = symbols();
    int[] sectionNames = new int[chunks.size()];
    for (int i = 0; i < sectionNames.length; i++) {
      sectionNames[i] = name(chunks.get(i).section());
    }
    int symtabName = name(".symtab");
    int strtabName = name(".strtab");
    int size = HEADER + PROGRAM_HEADER * chunks.size();
    int[] offsets = new int[chunks.size()];
    for (int i = 0; i < offsets.length; i++) {
      size = size + 15 & -16;
      offsets[i] = size;
      size += chunks.get(i).length();
    }
    int symbolsAt = size + 3 & -4;
    int namesAt = symbolsAt + symbols.length;
    int headersAt = namesAt + names.length() + 3 & -4;
    int sections = chunks.size() + 3;

    ByteBuffer out = ByteBuffer.allocate(headersAt + SECTION_HEADER * sections);
    out.order(program.order());
    header(out, headersAt, sections);
    for (int i = 0; i < offsets.length; i++) {
      segment(out, chunks.get(i), offsets[i]);
    }
    for (int i = 0; i < offsets.length; i++) {
      out.position(offsets[i]).put(chunks.get(i).content());
    }
    out.position(symbolsAt).put(symbols);
    out.put(names.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.position(headersAt + SECTION_HEADER);
    for (int i = 0; i < offsets.length; i++) {
      Chunk chunk = chunks.get(i);
      int flags = executable(chunk) ? ALLOC_EXECUTE : ALLOC_WRITE;
      section(out, sectionNames[i], PROGBITS, flags, chunk.start(), offsets[i], chunk.length());
      out.putInt(0).putInt(0).putInt(4).putInt(0);
    }
    section(out, symtabName, SYMTAB, 0, 0, symbolsAt, symbols.length);
    out.putInt(sections - 1).putInt(locals()).putInt(4).putInt(SYMBOL);
    section(out, strtabName, STRTAB, 0, 0, namesAt, names.length());
    out.putInt(0).putInt(0).putInt(1).putInt(0);
    return contents(out);
  }

  private static byte[] contents(ByteBuffer out) {
    byte[] file = new byte[out.capacity()];
    out.position(0).get(file);
    return file;
  }

  private static boolean executable(Chunk chunk) {
    return chunk.section().contains("text");
  }

  private void header(ByteBuffer out, int headersAt, int sections) {
    boolean little = program.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
    out.put(new byte[] {0x7F, 'E', 'L', 'F', 1, (byte) (little ? 1 : 2), 1}).position(16);
    out.putShort((short) 2).putShort((short) isa.elfMachine()).putInt(1);
    out.putInt(program.entry()).putInt(HEADER).putInt(headersAt).putInt(isa.elfFlags());
    out.putShort((short) HEADER).putShort((short) PROGRAM_HEADER);
    out.putShort((short) chunks.size()).putShort((short) SECTION_HEADER);
    out.putShort((short) sections).putShort((short) (sections - 1));
  }

  private static void segment(ByteBuffer out, Chunk chunk, int offset) {
    out.putInt(1).putInt(offset).putInt(chunk.start()).putInt(chunk.start());
    out.putInt(chunk.length()).putInt(chunk.length());
    out.putInt(executable(chunk) ? 5 : 6).putInt(16);
  }

  private static void section(
      ByteBuffer out, int name, int type, int flags, int address, int offset, int size) {
    out.putInt(name).putInt(type).putInt(flags).putInt(address).putInt(offset).putInt(size);
  }

  private int name(String text) {
    int at = names.length();
    names.append(text).append('\0');
    return at;
  }

  /** Local symbols come first, as the format wants it; the first of all is empty. */
  private byte[] symbols() {
    Map<String, Long> labels = program.symbols().labels();
    ByteBuffer out = ByteBuffer.allocate(SYMBOL * (labels.size() + 1)).order(program.order());
    out.position(SYMBOL);
    for (boolean global : new boolean[] {false, true}) {
      labels.forEach(
          (label, address) -> {
            if (program.symbols().globals().contains(label) == global) {
              boolean function = program.symbols().isMarked(label);
              out.putInt(name(label)).putInt(address.intValue() | (function ? 1 : 0)).putInt(0);
              out.put((byte) ((global ? 0x10 : 0) | (function ? FUNCTION : 0))).put((byte) 0);
              out.putShort((short) section(address.intValue()));
            }
          });
    }
    return contents(out);
  }

  private int section(int address) {
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (address - chunk.start() >= 0 && address - chunk.start() <= chunk.length()) {
        return i + 1;
      }
    }
    return ABSOLUTE;
  }

  private int locals() {
    long globals =
        program.symbols().labels().keySet().stream()
            .filter(program.symbols().globals()::contains)
            .count();
    return (int) (program.symbols().labels().size() - globals) + 1;
  }
}
