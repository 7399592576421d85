/** Direct memory access: the ISA controllers and what a device sees of them. */
package quimera.peripherals.dma;
