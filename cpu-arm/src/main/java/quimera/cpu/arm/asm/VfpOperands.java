package quimera.cpu.arm.asm;

import java.util.Map;

/** Operands. */
final class VfpOperands {
  private VfpOperands() {}

  static void define(Map<String, Operands.Kind> kinds) {}
}
