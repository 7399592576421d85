/** Network adapters. */
package quimera.peripherals.network;
