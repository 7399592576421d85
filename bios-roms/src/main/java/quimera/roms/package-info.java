/** Firmware of our own: the images that boards map, built from the assembly in this module. */
package quimera.roms;
