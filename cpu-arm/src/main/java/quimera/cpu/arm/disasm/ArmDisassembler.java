package quimera.cpu.arm.disasm;

import java.util.List;
import quimera.core.cpu.CpuView.Line;

/**
 * Writes machine words as assembler lines, in the unified assembler language (ARM ARM A8.8).
 *
 * <p>Deviations: what has no encoding is shown as {@code .inst}, and so are Advanced SIMD's
 * scalars, shifts, immediates and single elements; the conditions that an IT block gives its
 * instructions are not shown with them.
 */
public final class ArmDisassembler {
  private final List<Row> conditional = Row.parse(ArmRows.CONDITIONAL);
  private final List<Row> unconditional = Row.parse(ArmRows.UNCONDITIONAL);
  private final List<Row> floating = Row.parse(VfpRows.TABLE);
  private final List<Row> simd = Row.parse(SimdRows.TABLE);
  private final List<Row> narrow = Row.parse(ThumbRows.NARROW);
  private final List<Row> wide = Row.parse(ThumbRows.WIDE);

  /** An instruction of the ARM set. */
  public String arm(int word, int address) {
    if (word >>> 25 == 0x79 || word >>> 24 == 0xF4 && (word & 1 << 20) == 0) {
      return text(simd, new SimdFields(word, address));
    }
    if (word >>> 28 == 15) {
      return text(unconditional, new Fields(word, address));
    }
    if ((word & 0x0C00_0E00) == 0x0C00_0A00) {
      return text(floating, new VfpFields(word, address, false));
    }
    return text(conditional, new Fields(word, address));
  }

  /**
   * An instruction of the Thumb set.
   *
   * @param half its first halfword
   * @param next the one after it, which may not be part of the instruction
   */
  public Line thumb(int half, int next, int address) {
    if (half < 0xE800) {
      return new Line(text(narrow, new ThumbFields(half, address)), 2);
    }
    int word = half << 16 | next;
    if ((word & 0xEF00_0000) == 0xEF00_0000) {
      int same = word & 0x00FF_FFFF | 0xF200_0000 | word >>> 4 & 1 << 24;
      return new Line(text(simd, new SimdFields(same, address)), 4);
    }
    if (word >>> 24 == 0xF9 && (word & 1 << 20) == 0) {
      int same = word & 0x00FF_FFFF | 0xF400_0000;
      return new Line(text(simd, new SimdFields(same, address)), 4);
    }
    boolean coprocessor = (word & 0xFC00_0E00) == 0xEC00_0A00;
    return new Line(
        coprocessor
            ? text(floating, new VfpFields(word, address, true))
            : text(wide, new ThumbFields(word, address)),
        4);
  }

  private static String text(List<Row> rows, Fields fields) {
    for (Row row : rows) {
      if (row.matches(fields.word)) {
        return fields.text(row.template());
      }
    }
    return ".inst " + Fields.hex(fields.word);
  }
}
