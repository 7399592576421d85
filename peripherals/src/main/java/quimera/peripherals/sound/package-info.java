/** Loudspeakers. */
package quimera.peripherals.sound;
