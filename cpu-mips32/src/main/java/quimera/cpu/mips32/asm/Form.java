package quimera.cpu.mips32.asm;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to write an instruction.
 *
 * @param word of a machine instruction, without its operands
 * @param body of a pseudo-instruction: what it stands for; null for a machine instruction
 */
record Form(String mnemonic, List<Operand> operands, int word, String body) {
  static Form machine(String mnemonic, String operands, int word) {
    return new Form(mnemonic, parse(operands), word, null);
  }

  static Form pseudo(String mnemonic, String operands, String body) {
    return new Form(mnemonic, parse(operands), 0, body);
  }

  Form named(String other) {
    return new Form(other, operands, word, body);
  }

  private static List<Operand> parse(String text) {
    List<Operand> operands = new ArrayList<>();
    if (!text.equals("-")) {
      for (String word : text.split(",", -1)) {
        operands.add(Operand.of(word));
      }
    }
    return operands;
  }

  /** How it is written, for messages. */
  String shown() {
    StringBuilder text = new StringBuilder(mnemonic);
    for (int i = 0; i < operands.size(); i++) {
      text.append(i == 0 ? " " : ", ").append(operands.get(i).shown());
    }
    return text.toString();
  }
}
