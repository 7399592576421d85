/** The classroom's simulator: MIPS programs with SPIM's memory layout and system calls. */
package quimera.machines.spim;
