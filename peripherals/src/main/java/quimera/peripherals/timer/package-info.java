/** Interval timers and clocks. */
package quimera.peripherals.timer;
