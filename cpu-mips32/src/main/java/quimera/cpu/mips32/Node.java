package quimera.cpu.mips32;

/**
 * A decoded instruction, linked to the one after it.
 *
 * <p>Nodes know where in their page they are, not at which address: a page may be mapped at
 * several. Links never leave a page, so that dropping the nodes of a page needs no look at any
 * other.
 */
abstract class Node {
  /** The instruction after this one in memory, or what finds it. */
  Node next;

  /** The offset in the page; 4096 in what stands for the next page. */
  int at;

  /**
   * Executes the instruction.
   *
   * @return the one to execute next; null if it has to be found at {@link MipsState#pc} first, or
   *     if this one has met an exception, which then stands in the core
   */
  abstract Node execute(Interpreter cpu);

  /** What stands here once it is decoded; null if that is not in this page. */
  Node decoded() {
    return this;
  }

  /** The first instruction, of a node that stands for several. */
  Node first() {
    return this;
  }

  /** Whether a branch may execute it as part of itself, when it is in the delay slot. */
  boolean fitsSlot() {
    return true;
  }

  /** An instruction that is not decoded yet. */
  static final class Link extends Node {
    private final CodePage page;
    private final Node from;

    /** What follows {@code from}, at an offset of the same page. */
    Link(CodePage page, Node from, int at) {
      this.page = page;
      this.from = from;
      this.at = at;
    }

    @Override
    Node execute(Interpreter cpu) {
      return decoded().execute(cpu);
    }

    @Override
    Node decoded() {
      Node found = page.at(at);
      from.next = found;
      return found;
    }
  }

  /** An instruction that has to be fetched by its address, as the first one in the next page. */
  static final class Elsewhere extends Node {
    Elsewhere(int at) {
      this.at = at;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.remaining++; // nothing has been executed
      return cpu.leaveFor(cpu.address(this));
    }

    @Override
    Node decoded() {
      return null;
    }
  }

  /** NOP, and what comes to the same. */
  static final class Nop extends Node {
    @Override
    Node execute(Interpreter cpu) {
      return next;
    }
  }

  /** An instruction that {@link Rare} executes. */
  static final class Other extends Node {
    private final int word;

    Other(int word) {
      this.word = word;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.rare(this, word);
    }
  }
}
