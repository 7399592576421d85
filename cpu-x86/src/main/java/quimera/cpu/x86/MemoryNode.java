package quimera.cpu.x86;

/** An instruction with a memory operand, its address kept at hand. */
abstract class MemoryNode extends Node {
  final Segment segment;
  private final int base;
  private final int index;
  private final int scale;
  private final int displacement;
  private final int mask;

  MemoryNode(Operand rm) {
    segment = rm.segment;
    base = rm.base;
    index = rm.index;
    scale = rm.scale;
    displacement = rm.displacement;
    mask = rm.mask;
  }

  /** The operand's offset in its segment: one sum for every addressing form, since r[8] is 0. */
  final int offset(int[] r) {
    return r[base] + (r[index] << scale) + displacement & mask;
  }
}
