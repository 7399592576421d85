/** Keyboard, mouse and their controller. */
package quimera.peripherals.input;
