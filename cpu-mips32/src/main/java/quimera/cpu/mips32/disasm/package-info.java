/** MIPS32 machine code as assembly text. */
package quimera.cpu.mips32.disasm;
