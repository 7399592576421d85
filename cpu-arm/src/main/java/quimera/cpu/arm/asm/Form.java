package quimera.cpu.arm.asm;

import java.util.List;

/**
 * One way to write and encode an instruction.
 *
 * @param name the mnemonic without S and condition, with its data types
 * @param word without its operands; a first digit of 0 stands for the condition
 */
record Form(String name, Flags flags, List<Operand> operands, int word, Width width) {
  /** Whether an instruction sets the flags. */
  enum Flags {
    /** The mnemonic says it all. */
    FIXED,
    /** If it has an S, which is bit 20. */
    OPTIONAL,
    /** Only the form with an S exists. */
    REQUIRED,
    /** Outside of an IT block always, inside never: the narrow instructions of Thumb. */
    OUTSIDE_IT
  }

  /** How long it is. */
  enum Width {
    A32,
    T16,
    T32
  }

  /** Whether a condition can be part of the word. */
  boolean conditional() {
    return word >>> 28 == 0;
  }

  /** How it is written, for messages. */
  String shown() {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).leading()) {
        text.append(i == 0 ? " " : ", ").append(operands.get(i).shown());
      }
    }
    return text.toString();
  }
}
