/** The ARM assembler's instruction sets: A32, T32 and VFP in the unified syntax (UAL). */
package quimera.cpu.arm.asm;
