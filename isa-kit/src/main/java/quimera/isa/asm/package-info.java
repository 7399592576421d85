/** The assembler that every instruction set shares: source text to a {@link Program}. */
package quimera.isa.asm;
