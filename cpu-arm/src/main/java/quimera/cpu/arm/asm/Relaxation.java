package quimera.cpu.arm.asm;

import java.util.BitSet;
import quimera.isa.asm.Code;
import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/**
 * Which of the instructions that refer to labels further down must be wide.
 *
 * <p>All are narrow in the first pass. Those whose label turns out to be too far away are wide in
 * the next, and so on until all fit: an instruction never becomes narrow again, so this ends.
 */
final class Relaxation {
  private final BitSet wide = new BitSet();
  private int next;
  private boolean grown;

  /** Begins a pass; returns whether it is needed. */
  boolean again() {
    boolean needed = grown;
    grown = false;
    next = 0;
    return needed;
  }

  /** The number of the next instruction that can be narrow or wide. */
  int number() {
    return next++;
  }

  boolean isWide(int number) {
    return wide.get(number);
  }

  /** A field of a narrow instruction that asks for the wide one if the label is too far away. */
  Code.Patch narrow(int number, Code.Patch patch) {
    return (int word, long value, int address, Position at) -> {
      try {
        return patch.apply(word, value, address, at);
      } catch (SourceError tooFar) {
        wide.set(number);
        grown = true;
        return word;
      }
    };
  }
}
