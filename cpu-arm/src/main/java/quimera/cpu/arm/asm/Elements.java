package quimera.cpu.arm.asm;

import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/**
 * What VLD1 to VLD4 and VST1 to VST4 transfer: registers, or a part of each, and where they are in
 * memory (ARM ARM, A7.7).
 *
 * @param structure how many values belong together
 * @param count of registers
 * @param stride from one register to the next
 * @param part of each register; {@link #WHOLE} or {@link #EVERY} for all of them
 * @param align in bits, 0 if not written
 * @param step the register that is added to the base, 15 for none, 13 for the length
 */
record Elements(
    Position at,
    int structure,
    int first,
    int count,
    int stride,
    int part,
    int base,
    int align,
    int step) {
  private static final int WHOLE = -1;
  private static final int EVERY = -2;
  private static final int SINGLE = 1 << 23;

  static Elements read(Reader in, int structure) {
    Position at = in.at();
    boolean braces = in.skip("{");
    int[] row = in.doubles();
    int first = row[0];
    int last = row[1];
    int part = part(in);
    int stride = 1;
    if (in.skip("-")) {
      last = in.doubles()[1];
      part(in);
    }
    int count = last - first + 1;
    while (braces && in.skip(",")) {
      Position place = in.at();
      int[] next = in.doubles();
      stride = count == 1 ? next[0] - first : stride;
      if (part(in) != part || next[0] != last + stride || stride < 1 || stride > 2) {
        throw in.error(place, "the registers of a list must follow each other by one or by two");
      }
      count += next[1] - next[0] + 1;
      last = next[1];
    }
    if (braces) {
      in.expect("}");
    }
    in.expect(",");
    in.expect("[");
    int base = in.register();
    int align = 0;
    boolean comma = in.skip(",");
    if (in.skip(":") || comma) {
      align = in.number(16, 256);
    }
    in.expect("]");
    int step = in.skip("!") ? Names.SP : in.skip(",") ? in.register() : Names.PC;
    return new Elements(at, structure, first, count, stride, part, base, align, step);
  }

  private static int part(Reader in) {
    if (!in.skip("[")) {
      return WHOLE;
    }
    int part = in.words().peek().is("]") ? EVERY : in.number(0, 7);
    in.expect("]");
    return part;
  }

  void encode(Match match) {
    int size = match.word >>> 6 & 3;
    match.put((first & 15) << 12 | first >> 4 << 22 | base << 16 | step);
    if (part == WHOLE) {
      match.put(type() << 8 | (align == 0 ? 0 : Integer.numberOfTrailingZeros(align) - 5) << 4);
      return;
    }
    match.flip(size << 6);
    if (size == 3 || part >= 8 >> size) {
      throw wrong("there is no such part");
    }
    match.put(SINGLE | structure - 1 << 8);
    match.put(part == EVERY ? 0xC00 | every(size) : size << 10 | single(size));
  }

  private SourceError wrong(String what) {
    return new SourceError(at, what);
  }

  /** The number of registers and their stride, as bits 11 to 8. */
  private int type() {
    if (structure == 1 && stride == 1 && count <= 4) {
      return new int[] {7, 10, 6, 2}[count - 1];
    }
    if (structure == 2 && count == 4 && stride == 1) {
      return 3;
    }
    if (structure == 1 || count != structure) {
      throw wrong("another number of registers was expected");
    }
    return new int[] {8, 4, 0}[structure - 2] + stride - 1;
  }

  /** The number of the part, the stride and the alignment, as bits 7 to 4. */
  private int single(int size) {
    if (count != structure) {
      throw wrong("as many registers as values were expected");
    }
    int far = stride == 2 ? 1 << 4 + size : 0;
    int aligned = 0;
    if (align != 0) {
      boolean wide = size == 2 && structure != 2;
      aligned = !wide || align == 64 && structure == 4 ? 1 : structure == 1 ? 3 : 2;
    }
    return part << 5 + size | far | aligned << 4;
  }

  /** Size, number of registers or stride, and alignment, as bits 7 to 4. */
  private int every(int size) {
    boolean second = structure == 1 ? count == 2 : stride == 2;
    boolean widest = structure == 4 && size == 2 && align == 128;
    return (widest ? 3 : size) << 6 | (second ? 1 << 5 : 0) | (align != 0 ? 1 << 4 : 0);
  }
}
