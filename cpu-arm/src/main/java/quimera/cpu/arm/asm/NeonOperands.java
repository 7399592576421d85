package quimera.cpu.arm.asm;

import java.util.Map;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** Operands of the Advanced SIMD instructions, except structures in memory. */
final class NeonOperands {
  /** The bit that makes VMOV of a constant a VMVN, and VORR a VBIC. */
  private static final int INVERTED = 1 << 5;

  private NeonOperands() {}

  static void define(Map<String, Operands.Kind> kinds) {
    for (String role : new String[] {"d", "n", "m"}) {
      kinds.put("Q" + role, bits -> Operand.of("q0-q15", (in, m) -> quadruple(in, m, bits)));
    }
    for (int size = 8; size <= 64; size *= 2) {
      int width = size;
      kinds.put("right/" + size, b -> Operand.of("#1-" + width, (in, m) -> right(in, m, width)));
      kinds.put("left/" + size, b -> shift(0, width));
      kinds.put("longer/" + size, b -> shift(1, width));
      kinds.put("part/" + size, b -> Operand.of("d[x]", (in, m) -> part(in, m, width)));
      kinds.put("part3/" + size, b -> Operand.of("d[x]", (in, m) -> factor(in, m, width)));
      kinds.put("packed/" + size, b -> Operand.of("#constant", (in, m) -> packed(in, m, width)));
    }
    kinds.put("packed/float", bits -> Operand.of("#constant", NeonOperands::floating));
    kinds.put("table", bits -> Operand.of("{d0-d3}", NeonOperands::table));
    for (int count = 1; count <= 4; count++) {
      int structure = count;
      kinds.put(
          "elements/" + count,
          b -> Operand.of("{d0}, [rn]", (in, m) -> Elements.read(in, structure).encode(m)));
    }
  }

  private static void quadruple(Reader in, Match match, int[] bits) {
    int number = 2 * in.numbered("q", 16);
    for (int i = 0; i < bits.length; i += 2) {
      match.put((number & 15) << bits[i] | number >> 4 << bits[i + 1]);
    }
  }

  /** Shifts to the right count down from twice the size. */
  private static void right(Reader in, Match match, int size) {
    put(match, 2 * size - in.number(1, size));
  }

  private static Operand shift(int least, int size) {
    return Operand.of(
        "#" + least + "-" + (size - 1),
        (in, match) -> put(match, size + in.number(least, size - 1)));
  }

  /** Six bits from bit 16; for 64 bits the seventh is bit 7. */
  private static void put(Match match, int count) {
    match.put((count & 0x3F) << 16 | (count & 0x40) << 1);
  }

  /** A part of a double register, its number above a bit that tells the size. */
  private static void part(Reader in, Match match, int size) {
    int number = in.numbered("d", 32);
    int index = index(in, 64 / size);
    match.put(number & 15 | number >> 4 << 5 | (2 * index + 1) * (size / 8) << 16);
  }

  private static int index(Reader in, int count) {
    in.expect("[");
    int index = in.number(0, count - 1);
    in.expect("]");
    return index;
  }

  /** A factor: d0 to d7 with four parts, or d0 to d15 with two. */
  private static void factor(Reader in, Match match, int size) {
    int number = in.numbered("d", size == 16 ? 8 : 16);
    int index = index(in, 64 / size);
    match.put(size == 16 ? number | (index & 1) << 3 | index >> 1 << 5 : number | index << 5);
  }

  /** One to four registers, for VTBL. */
  private static void table(Reader in, Match match) {
    Position at = in.at();
    in.expect("{");
    int first = in.numbered("d", 32);
    int last = first;
    if (in.skip("-")) {
      last = in.numbered("d", 32);
    }
    while (in.skip(",")) {
      Position place = in.at();
      if (in.numbered("d", 32) != ++last) {
        throw in.error(place, "the registers of a list must follow each other");
      }
    }
    in.expect("}");
    if (last < first || last > first + 3) {
      throw in.error(at, "one to four registers were expected");
    }
    match.put((first & 15) << 16 | first >> 4 << 7 | last - first << 8);
  }

  private static void floating(Reader in, Match match) {
    Position at = in.at();
    if (!in.skip("#")) {
      throw in.words().expected("#constant");
    }
    int packed = Immediates.vfp(in.words().real());
    if (packed < 0) {
      throw in.error(at, "this constant has no encoding of eight bits");
    }
    eight(match, packed);
  }

  /** i at bit 24, three bits at 16, four at 0; in T32 the first is bit 28. */
  private static void eight(Match match, int value) {
    boolean thumb = match.word >>> 28 == 14;
    match.put(value >> 7 << (thumb ? 28 : 24) | (value >> 4 & 7) << 16 | value & 15);
  }

  /** A constant of 8 bits in some place of a bigger one (ARM ARM, table A7-15). */
  private static void packed(Reader in, Match match, int size) {
    if (!in.skip("#")) {
      throw in.words().expected("#constant");
    }
    Position at = in.at();
    long value = in.number();
    boolean logic = (match.word & 0x100) != 0;
    int code = size == 64 ? bytes(value) : placed(value, size, logic);
    if (code < 0 && !logic && size < 64) {
      code = placed(~value, size, false);
      match.flip(INVERTED);
    }
    if (code < 0) {
      throw new SourceError(at, "this constant has no encoding of eight bits", "load it with vldr");
    }
    match.put(code & 0xF00);
    eight(match, code & 0xFF);
  }

  /** The kind of place in bits 11 to 8 and the eight bits; -1 if there are none. */
  private static int placed(long number, int size, boolean logic) {
    long value = number & (1L << size) - 1;
    if (size == 8) {
      return 0xE00 | (int) value;
    }
    for (int k = 0; k < size / 8; k++) {
      if ((value & ~(0xFFL << 8 * k)) == 0) {
        return (size == 16 ? 0x800 : 0) | k << 9 | (int) (value >>> 8 * k);
      }
    }
    if (!logic && size == 32 && (value & ~0xFF00L) == 0xFF) {
      return 0xC00 | (int) (value >>> 8);
    }
    if (!logic && size == 32 && (value & ~0xFF0000L) == 0xFFFF) {
      return 0xD00 | (int) (value >>> 16);
    }
    return -1;
  }

  /** A bit for each byte of ones. */
  private static int bytes(long value) {
    int code = 0xE00;
    for (int i = 0; i < 8; i++) {
      int one = (int) (value >>> 8 * i) & 0xFF;
      if (one != 0 && one != 0xFF) {
        return -1;
      }
      code |= one & 1 << i;
    }
    return code;
  }
}
