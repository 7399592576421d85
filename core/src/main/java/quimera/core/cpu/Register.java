package quimera.core.cpu;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A register as a debugger shows it.
 *
 * @param name the manual's name
 * @param bits its width
 * @param group for example {@code general}, {@code segment}, {@code control}
 * @param get reads it without side effects
 * @param set writes it between instructions
 */
public record Register(String name, int bits, String group, LongSupplier get, LongConsumer set) {}
