/** Boards with an ARM processor, and how they take a kernel. */
package quimera.machines.arm;
