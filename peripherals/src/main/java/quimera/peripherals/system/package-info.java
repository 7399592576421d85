/** The ports and gates of a PC's system board, and the game port. */
package quimera.peripherals.system;
