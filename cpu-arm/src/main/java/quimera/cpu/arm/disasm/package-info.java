/** The disassembler of both instruction sets, in the unified assembler language. */
package quimera.cpu.arm.disasm;
