/** Serial lines and the printer port. */
package quimera.peripherals.serial;
