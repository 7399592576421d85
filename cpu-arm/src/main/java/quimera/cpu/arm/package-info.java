/**
 * The ARM processors, from ARMv4T to ARMv7-A.
 *
 * <p>{@link quimera.cpu.arm.ArmCpu} is what a board holds. Below it, each adding to the one before:
 * {@code ArmState} has the registers, {@code ArmAccess} reaches memory, {@code Alu} computes, and
 * {@code Interpreter} runs nodes, as decoded instructions are called. {@code CodeCache} finds a
 * page of them, {@code CodePage} holds it, {@code ArmDecoder} and {@code ThumbDecoder} fill it.
 *
 * <p>The nodes, by what they do: {@code Immediates}, {@code Registers}, {@code RegistersFlags},
 * {@code Shifts} and {@code Multiplications} compute; {@code LoadStore}, {@code Moving}, {@code
 * Doublewords} and {@code Blocks} transfer; {@code Branches} branch, and with a comparison before
 * them they are {@code Comparisons}; {@code Conditions} and {@code ConditionalMoves} depend on the
 * flags. {@code Other} stands for all that is rare, and calls what executes an instruction as it is
 * encoded: {@code ArmRest}, {@code ThumbRest}, {@code ThumbWide}, {@code Coprocessors} and what
 * those call.
 */
package quimera.cpu.arm;
