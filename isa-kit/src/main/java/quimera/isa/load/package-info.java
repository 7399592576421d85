/** Program files: what a loader puts into a machine's memory. */
package quimera.isa.load;
