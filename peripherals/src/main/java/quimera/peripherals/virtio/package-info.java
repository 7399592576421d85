/** Devices made for virtual machines, by the Virtio specification. */
package quimera.peripherals.virtio;
