package quimera.cpu.arm;

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

  /** The offset in the page. */
  short at;

  /**
   * Executes the instruction.
   *
   * @return the one to execute next; null if that has to be found at {@link ArmState#pc} first, or
   *     if this one has met an exception, which then stands in the core
   */
  abstract Node execute(Interpreter cpu);

  /** The offset from the start of the page. */
  int offset() {
    return at;
  }

  /** Puts the node, which is {@code bytes} long, into its place. */
  void place(CodeSource code, int offset, int bytes) {
    at = (short) offset;
    next = code.next(offset + bytes);
  }

  /** Puts another node behind this one. */
  void follow(Node following) {
    next = following;
  }

  /** A link from this node has led to an instruction. */
  void join(Link link, Node found) {
    if (next == link) {
      follow(found);
    }
  }

  /** Whether what is behind it is executed later, if at all. */
  boolean ends() {
    return false;
  }

  /**
   * The same instruction, executed on a condition.
   *
   * @param mask as {@link Conditions#mask} has it
   */
  Node on(int mask) {
    return new Conditions.Conditional(mask, this);
  }

  /** This instruction and a branch behind it as one; null if it does not go with any. */
  Node with(Branches.Behind branch) {
    return null;
  }

  /** An instruction of the same page that nobody has come to yet. */
  static final class Link extends Node {
    private final CodePage page;
    private final Node from;

    Link(CodePage page, int at, Node from) {
      this.page = page;
      this.at = (short) at;
      this.from = from;
    }

    @Override
    Node execute(Interpreter cpu) {
      return joinedSlow().execute(cpu);
    }

    private Node joinedSlow() {
      Node found = page.at(at);
      from.join(this, found);
      return found;
    }
  }

  /** An instruction in another page, at a distance from this one's start. */
  static final class Elsewhere extends Node {
    private final int offset;
    private final byte instructionSet;

    /**
     * @param instructionSet 1 for Thumb, as in an address that BX takes
     */
    Elsewhere(int offset, int instructionSet) {
      this.offset = offset;
      this.instructionSet = (byte) instructionSet;
    }

    @Override
    int offset() {
      return offset;
    }

    @Override
    Node execute(Interpreter cpu) {
      Node found = cpu.find(cpu.addressOfNext(this) | instructionSet);
      if (found == null) {
        cpu.remaining++; // nothing has been executed
        return null;
      }
      return found.execute(cpu);
    }
  }

  /** What has no effect. */
  static final class Nop extends Node {
    @Override
    Node execute(Interpreter cpu) {
      return next;
    }
  }

  /** An instruction around another one, in the same place. */
  abstract static class Wrapper extends Node {
    final Node inner;

    Wrapper(Node inner) {
      this.inner = inner;
    }

    @Override
    void place(CodeSource code, int offset, int bytes) {
      super.place(code, offset, bytes);
      inner.place(code, offset, bytes);
    }

    @Override
    void follow(Node following) {
      super.follow(following);
      inner.follow(following);
    }
  }

  /** An instruction that reads PC as a register. */
  static final class ReadsPc extends Wrapper {
    private final int ahead;

    /**
     * @param ahead how far ahead of the instruction PC is: 8, or 4 in Thumb
     */
    ReadsPc(Node inner, int ahead) {
      super(inner);
      this.ahead = ahead;
    }

    @Override
    boolean ends() {
      return inner.ends();
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[15] = cpu.address(this) + ahead;
      return inner.execute(cpu);
    }
  }
}
