/** Interrupt controllers. */
package quimera.peripherals.interrupt;
