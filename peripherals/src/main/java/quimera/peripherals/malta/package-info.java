/** What the MIPS Malta board has and no PC: the GT-64120 and the board's FPGA. */
package quimera.peripherals.malta;
