package quimera.cpu.x86;

/** An MMX or SSE instruction with a register and an operand that is a register or memory. */
abstract class SimdNode extends Node {
  final int register;
  final Operand rm;

  SimdNode(int register, Operand rm) {
    this.register = register;
    this.rm = rm;
  }
}
