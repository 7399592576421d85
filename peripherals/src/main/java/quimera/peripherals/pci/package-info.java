/** The PCI bus: configuration space, base address registers, host bridges and the chips behind. */
package quimera.peripherals.pci;
