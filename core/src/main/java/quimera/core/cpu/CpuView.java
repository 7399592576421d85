package quimera.core.cpu;

import java.util.List;
import java.util.OptionalLong;

/** A processor as a debugger sees it. Nothing here changes the run, but setting a register. */
public interface CpuView {
  /** Every register, in the manual's order. */
  List<Register> registers();

  /** The address of the next instruction, as translated by {@link #physical}. */
  long pc();

  /** The instruction set's name for the next instruction's mode, for example {@code x86-16}. */
  String mode();

  /** The physical address behind a linear or virtual one; empty where nothing is mapped. */
  OptionalLong physical(long virtual);

  /** Disassembles one instruction at a linear or virtual address. */
  Line disassemble(long virtual);

  /** A disassembled instruction and its length in bytes (1 or more). */
  record Line(String text, int bytes) {}
}
