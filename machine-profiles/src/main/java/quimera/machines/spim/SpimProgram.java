package quimera.machines.spim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import quimera.core.host.HostException;
import quimera.cpu.mips32.asm.MipsAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Position;
import quimera.isa.asm.Program;
import quimera.isa.asm.Sources;
import quimera.isa.load.ElfImage;

/**
 * What is put into a {@link SpimMachine}.
 *
 * @param written where the instruction at an address was written; null if nobody knows
 * @param handler who handles exceptions
 */
public record SpimProgram(
    int entry, List<Piece> pieces, IntFunction<Position> written, Handler handler) {
  /** Where exceptions go to (MIPS32 volume III, table 5-4). */
  private static final int HANDLER = 0x8000_0180;

  private static final int MIPS = 8; // e_machine

  /** A name that no file of a user's has. */
  private static final String SURROUNDINGS = "<exceptions.s>";

  /** Bytes that belong together at an address. */
  public record Piece(int start, byte[] content) {
    int end() {
      return start + content.length;
    }
  }

  /** Who handles exceptions. */
  public enum Handler {
    NOBODY,
    /** {@link #surroundings}, which prints them and goes on. */
    STANDARD,
    OWN
  }

  /** Exception handler and start-up code, in assembly, for programs that bring none. */
  public static Sources.Text surroundings() {
    return new Sources.Text(SURROUNDINGS, resource("exceptions.s").content());
  }

  static Sources.Text resource(String name) {
    try (InputStream in = SpimProgram.class.getResourceAsStream(name)) {
      return new Sources.Text(name, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An assembled program; instructions of {@link #surroundings} are known by its name. */
  public static SpimProgram of(Program program) {
    Position handler = program.written(HANDLER);
    return new SpimProgram(
        program.entry(),
        program.chunks().stream().map(c -> new Piece(c.start(), c.content())).toList(),
        program::written,
        handler == null
            ? Handler.NOBODY
            : handler.file().equals(SURROUNDINGS) ? Handler.STANDARD : Handler.OWN);
  }

  /**
   * A program in a file.
   *
   * @throws HostException if the machine cannot execute it
   */
  static SpimProgram of(ElfImage file) {
    if (file.machine() != MIPS || file.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new HostException("the program is an ELF file, but not of little-endian MIPS");
    }
    List<Piece> pieces =
        file.segments().stream()
            .map(s -> new Piece(s.virtual(), Arrays.copyOf(s.content(), s.size())))
            .toList();
    byte[] standard = handlerOf(of(assemble(new Sources.Text("", "main:"))).pieces());
    byte[] found = handlerOf(pieces);
    boolean begins =
        found.length >= standard.length
            && Arrays.equals(found, 0, standard.length, standard, 0, standard.length);
    return new SpimProgram(
        file.entry(),
        pieces,
        address -> null,
        found.length == 0 ? Handler.NOBODY : begins ? Handler.STANDARD : Handler.OWN);
  }

  /** A program of one file with {@link #surroundings}. */
  static Program assemble(Sources.Text source) {
    MipsAssembler isa = new MipsAssembler(ByteOrder.LITTLE_ENDIAN, true, false);
    return new Assembler(isa, Sources.NONE).add(surroundings()).add(source).finish();
  }

  private static byte[] handlerOf(List<Piece> pieces) {
    return pieces.stream()
        .filter(p -> p.start() == HANDLER)
        .findFirst()
        .map(Piece::content)
        .orElse(new byte[0]);
  }
}
