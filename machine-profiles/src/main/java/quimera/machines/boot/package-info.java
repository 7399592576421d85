/** Programs that are in memory before the processor's first instruction. */
package quimera.machines.boot;
