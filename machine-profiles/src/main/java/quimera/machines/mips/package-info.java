/** Boards with a MIPS32 processor. */
package quimera.machines.mips;
