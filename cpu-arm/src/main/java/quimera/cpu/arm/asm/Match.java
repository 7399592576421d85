package quimera.cpu.arm.asm;

import java.util.ArrayList;
import java.util.List;
import quimera.isa.asm.Code;
import quimera.isa.asm.Expression;

/** What the operands of one instruction came to: the word so far, and a field that waits. */
final class Match {
  /** The registers as they were read, which later operands may have to agree with. */
  final List<Integer> registers = new ArrayList<>();

  /** A number that a later operand builds on, such as the lowest bit of a field. */
  int number;

  int word;
  Expression value;
  Code.Patch patch;

  Match(int word) {
    this.word = word;
  }

  void put(int bits) {
    word |= bits;
  }

  void flip(int bits) {
    word ^= bits;
  }

  void later(Expression value, Code.Patch patch) {
    this.value = value;
    this.patch = patch;
  }
}
