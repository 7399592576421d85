/** Controllers and drives for floppies and disks. */
package quimera.peripherals.storage;
