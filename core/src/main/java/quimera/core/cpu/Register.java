package quimera.core.cpu;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A register as a debugger shows it.
 *
 * @param name the manual's name
 * @param bits its width, 128 at the most
 * @param group for example {@code general}, {@code segment}, {@code control}
 * @param get reads its bits 63 to 0 without side effects
 * @param set writes its bits 63 to 0 between instructions
 * @param high reads bits 64 and up, of a register that is as wide
 * @param setHigh writes bits 64 and up
 */
public record Register(
    String name,
    int bits,
    String group,
    LongSupplier get,
    LongConsumer set,
    LongSupplier high,
    LongConsumer setHigh) {

  /** A register of 64 bits or fewer. */
  public Register(String name, int bits, String group, LongSupplier get, LongConsumer set) {
    this(name, bits, group, get, set, () -> 0, value -> {});
  }
}
