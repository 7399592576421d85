package quimera.cpu.arm;

/** Instructions on a condition, in the ARM set and in IT blocks. */
final class Conditions {
  /**
   * By condition: bit <i>n</i> says whether it holds with N, Z, C and V as bits 3 to 0 of n (ARM
   * ARM A8.3).
   */
  private static final int[] HOLDS = {
    0xF0F0, 0x0F0F, 0xCCCC, 0x3333, 0xFF00, 0x00FF, 0xAAAA, 0x5555, 0x0C0C, 0xF3F3, 0xAA55, 0x55AA,
    0x0A05, 0xF5FA, 0xFFFF, 0xFFFF
  };

  private Conditions() {}

  static int mask(int condition) {
    return HOLDS[condition];
  }

  /** An instruction of the ARM set that is executed on a condition. */
  static final class Conditional extends Node.Wrapper {
    private final int mask;

    Conditional(int mask, Node inner) {
      super(inner);
      this.mask = mask;
    }

    @Override
    Node execute(Interpreter cpu) {
      return (mask >>> cpu.nzcv() & 1) != 0 ? inner.execute(cpu) : next;
    }
  }

  /** IT, which executes its block as well: the instructions of that are linked to it alone. */
  static final class IfThen extends Node {
    final int state;
    private Member first;

    IfThen(int state) {
      this.state = state;
    }

    @Override
    void follow(Node following) {
      super.follow(following);
      first = Member.of(following);
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.it = state;
      Node then = next;
      Member member = first;
      while (member != null && cpu.remaining > 1) {
        cpu.remaining--;
        then = member.execute(cpu);
        member = then == member.next ? member.following : null;
      }
      return then;
    }
  }

  /** An instruction of an IT block. */
  static final class Member extends Node.Wrapper {
    private final int mask;
    private final int state;
    private final int advanced;

    /** The next one, if it is in the block and in the page. */
    private Member following;

    /**
     * @param state CPSR.IT before it
     */
    Member(int state, Node inner) {
      super(inner);
      this.state = state;
      mask = HOLDS[state >>> 4];
      advanced = advanced(state);
    }

    private static Member of(Node node) {
      return node instanceof Member member ? member : null;
    }

    @Override
    void follow(Node behind) {
      super.follow(behind);
      following = of(behind);
    }

    /** CPSR.IT after one more instruction of its block (ARM ARM A2.5.2). */
    static int advanced(int state) {
      return (state & 7) == 0 ? 0 : state & 0xE0 | state << 1 & 0x1F;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.it = advanced;
      if ((mask >>> cpu.nzcv() & 1) == 0) {
        return next;
      }
      Node then = inner.execute(cpu);
      return then == inner.next ? then : elsewhere(cpu, then);
    }

    /** The instruction has branched or trapped. */
    private Node elsewhere(Interpreter cpu, Node then) {
      if (then != null) {
        // Whoever branches out of the middle of a block takes the rest of it along.
        return advanced == 0 ? then : cpu.leaveFor(cpu.addressOfNext(then));
      }
      if (cpu.trap != ArmException.NONE) {
        cpu.it = state;
      }
      return null;
    }
  }

  /** Ends the loop, since what follows is still in an IT block but not linked to it. */
  static final class Leave extends Node {
    Leave(int at) {
      this.at = (short) at;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.remaining++; // nothing has been executed
      return cpu.leaveFor(cpu.address(this));
    }
  }
}
