package quimera.cpu.x86;

/**
 * A string instruction of the 80286, which in real mode has already moved its pointers, and
 * counted, when a word at offset FFFF raises the segment overrun: it cannot be restarted (seen on
 * silicon; 80286 PRM 5.2, interrupt 13).
 */
final class SegmentOverrun extends Node {
  private static final int CX = X86State.ECX;
  private static final int SI = X86State.ESI;
  private static final int DI = X86State.EDI;

  private final Strings.StringNode inner;
  private final boolean loads;
  private final boolean stores;

  /**
   * @param opcode A4 to AF, or 6C to 6F
   */
  SegmentOverrun(int opcode, Strings.StringNode inner) {
    this.inner = inner;
    int row = opcode & 0xFE;
    loads = row == 0xA4 || row == 0xAC || row == 0x6E;
    stores = row == 0xA4 || row == 0xAA || row == 0x6C;
  }

  @Override
  Node execute(X86Cpu cpu) {
    inner.next = next;
    inner.eip = eip;
    try {
      Node after = inner.execute(cpu);
      return after == inner ? this : after;
    } catch (Fault fault) {
      if (!cpu.protectedMode() && fault.vector == Vector.GP) {
        overrun(cpu);
      }
      throw fault;
    }
  }

  private void overrun(X86Cpu cpu) {
    boolean reading = loads && (cpu.r[SI] & 0xFFFF) == 0xFFFF;
    int step = inner.step(cpu);
    if (loads) {
      inner.advance(cpu, SI, step);
    }
    if (!reading) {
      inner.advance(cpu, DI, step);
    }
    if (inner.repeat != 0) {
      inner.advance(cpu, CX, stores && !reading ? -2 : -1);
    }
  }
}
