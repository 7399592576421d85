/** Images of floppies, disks and CDs on the host; the only package of this module that does I/O. */
package quimera.peripherals.image;
