/** The MIPS32 tables of the assembler: instructions, and what stands for several of them. */
package quimera.cpu.mips32.asm;
