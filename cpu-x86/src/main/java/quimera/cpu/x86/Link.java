package quimera.cpu.x86;

/**
 * Stands for a successor that is not known yet, or that lies in another page and may therefore be
 * another one next time: finds the instruction and executes it.
 *
 * <p>A fetch that faults thus faults when the instruction is due, at its own address.
 */
final class Link extends Node {
  private final Node from;
  private Node target;
  private int base;

  Link(Node from, int eip) {
    this.from = from;
    this.eip = eip;
  }

  @Override
  Node execute(X86Cpu cpu) {
    Node known = target;
    if (known != null
        && known.key == cpu.codeKey
        && epoch == cpu.codeEpoch
        && base == cpu.cs.base) {
      return known.execute(cpu);
    }
    return resolve(cpu).execute(cpu);
  }

  private Node resolve(X86Cpu cpu) {
    Node found = cpu.code.at(eip);
    if (found.page == null || from.key == DEAD) {
      return found;
    }
    if (found.page == from.page && found.offset - from.offset == found.eip - from.eip) {
      from.relink(this, found);
      found.linkedFrom(from);
    } else {
      target = found;
      epoch = cpu.codeEpoch;
      base = cpu.cs.base;
    }
    return found;
  }
}
