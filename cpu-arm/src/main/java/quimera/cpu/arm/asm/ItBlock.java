package quimera.cpu.arm.asm;

import quimera.isa.asm.Position;
import quimera.isa.asm.SourceError;

/** The conditions that an IT instruction gives to the one to four instructions after it. */
final class ItBlock {
  private final int[] conditions = new int[4];
  private int length;
  private int next;

  /** Begins a block; the letters are those after "it". Returns the T16 instruction. */
  int begin(String letters, int condition) {
    length = letters.length() + 1;
    next = 0;
    conditions[0] = condition;
    int mask = 8 >> letters.length();
    for (int i = 0; i < letters.length(); i++) {
      int bit = condition & 1 ^ (letters.charAt(i) == 'e' ? 1 : 0);
      conditions[i + 1] = condition & 14 | bit;
      mask |= bit << 3 - i;
    }
    return 0xBF00 | condition << 4 | mask;
  }

  boolean active() {
    return next < length;
  }

  /** Checks an instruction's condition, in the block or outside of one, and counts it. */
  void check(int condition, boolean ends, Position at) {
    if (active()) {
      int expected = conditions[next++];
      if (ends && next < length) {
        throw new SourceError(at, "a branch can only be the last instruction of an IT block");
      }
      if (condition != expected) {
        throw new SourceError(
            at,
            "the IT block wants the condition '" + Names.condition(expected) + "' here",
            "write it after the mnemonic, or change the IT instruction");
      }
    } else if (condition != Names.ALWAYS) {
      throw new SourceError(
          at,
          "a conditional Thumb instruction outside of an IT block",
          "put 'it " + Names.condition(condition) + "' before it");
    }
  }

  void end() {
    length = 0;
    next = 0;
  }
}
