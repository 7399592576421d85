/** Ports for firmware and test guests: a console, a verdict, the power switch. */
package quimera.peripherals.debug;
