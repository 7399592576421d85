package quimera.isa.asm;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What a source came to.
 *
 * @param chunks in the order of the source; where two overlap, the later one counts
 * @param lines which statement each instruction came from, by address
 */
public record Program(
    List<Chunk> chunks, Symbols symbols, int entry, ByteOrder order, List<SourceLine> lines) {
  /** An instruction's address and where it was written. */
  public record SourceLine(int address, Position at) {}

  /** Where the instruction at an address was written; null if nobody knows. */
  public Position written(int address) {
    Position found = null;
    for (SourceLine line : lines) {
      if (line.address == address) {
        found = line.at;
      }
    }
    return found;
  }
}
