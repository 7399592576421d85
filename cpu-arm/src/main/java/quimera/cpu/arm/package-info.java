/** The ARM processors, from ARMv4T to ARMv7-A. */
package quimera.cpu.arm;
