package quimera.cpu.arm.asm;

import java.util.Map;

/** Operands. */
final class ThumbOperands {
  private ThumbOperands() {}

  static void define(Map<String, Operands.Kind> kinds) {}
}
