/** ARM's PrimeCells, and the parts of ARM's own boards. */
package quimera.peripherals.arm;
