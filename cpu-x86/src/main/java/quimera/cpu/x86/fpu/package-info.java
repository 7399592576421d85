/**
 * The arithmetic of the x87, as a chapter of its own: nothing here knows of registers, instructions
 * or the CPU.
 *
 * <p>Read {@link quimera.cpu.x86.fpu.Float80} first, the unit and its contract. An operation goes
 * through three stages: {@code Operands} settles NaNs, unsupported formats and denormals in the
 * architecture's order; a class for each group of operations ({@code Arithmetic}, {@code
 * Conversions}, {@code Exponents}, {@code Remainder}, {@code Bcd}) computes to 128 bits; {@code
 * Rounding} packs that and raises overflow, underflow and precision. The elementary functions
 * ({@code Exponentials}, {@code Trigonometry}, {@code ArcTangent}) evaluate a {@code Series} in
 * {@code Wide} numbers of 128 bits, so that their results are nearly always those that exact
 * computation would round to, and therefore monotonic.
 */
package quimera.cpu.x86.fpu;
