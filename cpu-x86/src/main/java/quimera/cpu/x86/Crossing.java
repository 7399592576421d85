package quimera.cpu.x86;

/** An instruction whose last bytes lie in the next page, which must still be the same one. */
final class Crossing extends Node {
  final Node inner;
  final CodePage second;

  /** Bytes in the second page. */
  final int tail;

  /** The mapping under which the second page was found right. */
  private int checked;

  private int base;

  Crossing(Node inner, CodePage second, int tail) {
    this.inner = inner;
    this.second = second;
    this.tail = tail;
    eip = inner.eip;
    length = inner.length;
  }

  @Override
  Node execute(X86Cpu cpu) {
    if (checked != cpu.codeEpoch || base != cpu.cs.base) {
      if (cpu.code.pageAt(cpu.cs.base + eip + length - 1) != second) {
        cpu.code.remove(this);
        return cpu.code.at(eip).execute(cpu);
      }
      checked = cpu.codeEpoch;
      base = cpu.cs.base;
    }
    return inner.execute(cpu);
  }

  @Override
  void kill() {
    super.kill();
    inner.key = DEAD;
  }
}
