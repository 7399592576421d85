package quimera.cpu.arm.asm;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the assembler must know of the processor that {@code .cpu} or {@code .arch} names.
 *
 * @param hints whether NOP is a hint of its own; before, it is a MOV of a register to itself
 * @param wideThumb whether Thumb has instructions of 32 bits, besides BL and BLX
 */
record Architecture(boolean hints, boolean wideThumb) {
  /** ARMv7, as long as the source names no other. */
  static final Architecture NEWEST = new Architecture(true, true);

  /** ARMv4 to ARMv6, of which the ones with a K have hints. */
  private static final Pattern BEFORE_HINTS =
      Pattern.compile("armv[45].*|armv6|armv6j|arm[79].*|arm10.*|arm1136.*|sa1.*|xscale");

  private static final Pattern BEFORE_WIDE =
      Pattern.compile("armv6k.*|armv6z.*|arm1176.*|mpcore.*|" + BEFORE_HINTS.pattern());

  static Architecture named(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return new Architecture(
        !BEFORE_HINTS.matcher(name).matches(), !BEFORE_WIDE.matcher(name).matches());
  }
}
