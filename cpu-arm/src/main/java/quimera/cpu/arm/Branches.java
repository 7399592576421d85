package quimera.cpu.arm;

import quimera.core.bus.Page;

/** Branches (ARM ARM A4.3). */
final class Branches {
  private Branches() {}

  /** What goes a fixed way from where it is. */
  abstract static class Relative extends Node {
    private final int displacement;

    /** The target, or what finds it. */
    Node taken;

    /**
     * @param displacement of the target from the instruction itself
     */
    Relative(int displacement) {
      this.displacement = displacement;
    }

    @Override
    void place(CodeSource code, int offset, int bytes) {
      super.place(code, offset, bytes);
      taken = code.link(offset + displacement, this);
    }

    @Override
    void join(Node.Link link, Node found) {
      if (taken == link) {
        taken = found;
      }
      super.join(link, found);
    }
  }

  /** B, with a condition or without. */
  abstract static class OnFlags extends Relative {
    OnFlags(int displacement) {
      super(displacement);
    }
  }

  /** B. */
  static final class Jump extends OnFlags {
    Jump(int displacement) {
      super(displacement);
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      return taken;
    }
  }

  /** BL. */
  static final class Call extends Relative {
    private final byte link;

    /**
     * @param link how far behind the instruction the return address is, with 1 for Thumb
     */
    Call(int displacement, int link) {
      super(displacement);
      this.link = (byte) link;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      cpu.r[14] = cpu.address(this) + link;
      return taken;
    }
  }

  /** BL to another page. */
  static final class FarCall extends Node {
    private final int displacement;
    private final byte link;

    /**
     * @param displacement with 1 for Thumb
     * @param link how far behind the instruction the return address is, with 1 for Thumb
     */
    FarCall(int displacement, int link) {
      this.displacement = displacement;
      this.link = (byte) link;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      int address = cpu.address(this);
      cpu.r[14] = address + link;
      return cpu.find(address + displacement);
    }
  }

  /**
   * A branch on a condition behind a comparison.
   *
   * @param mask the condition as {@link Conditions#mask} has it
   * @param displacement of the target from the comparison
   * @param bytes how long the branch is
   */
  record Behind(int mask, int displacement, int bytes) {
    boolean isEquality() {
      return onZero() || mask == Conditions.mask(1);
    }

    /** Whether it is BEQ. */
    boolean onZero() {
      return mask == Conditions.mask(0);
    }
  }

  /**
   * BL.
   *
   * @param instructionSet 1 for Thumb
   */
  static Node call(int offset, int displacement, int bytes, int instructionSet) {
    int link = bytes | instructionSet;
    return (offset + displacement & -Page.SIZE) == 0
        ? new Call(displacement, link)
        : new FarCall(displacement | instructionSet, link);
  }

  /** B on a condition, by its number. */
  static Relative on(int condition, int displacement) {
    return switch (condition) {
      case 0 -> new Eq(displacement);
      case 1 -> new Ne(displacement);
      case 2 -> new Cs(displacement);
      case 3 -> new Cc(displacement);
      case 4 -> new Mi(displacement);
      case 5 -> new Pl(displacement);
      case 6 -> new Vs(displacement);
      case 7 -> new Vc(displacement);
      case 8 -> new Hi(displacement);
      case 9 -> new Ls(displacement);
      case 10 -> new Ge(displacement);
      case 11 -> new Lt(displacement);
      case 12 -> new Gt(displacement);
      case 13 -> new Le(displacement);
      default -> new Jump(displacement);
    };
  }

  /** BEQ. */
  private static final class Eq extends OnFlags {
    Eq(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.z == 0 ? taken : next;
    }
  }

  /** BNE. */
  private static final class Ne extends OnFlags {
    Ne(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.z != 0 ? taken : next;
    }
  }

  /** BCS. */
  private static final class Cs extends OnFlags {
    Cs(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.c != 0 ? taken : next;
    }
  }

  /** BCC. */
  private static final class Cc extends OnFlags {
    Cc(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.c == 0 ? taken : next;
    }
  }

  /** BMI. */
  private static final class Mi extends OnFlags {
    Mi(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.n < 0 ? taken : next;
    }
  }

  /** BPL. */
  private static final class Pl extends OnFlags {
    Pl(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.n >= 0 ? taken : next;
    }
  }

  /** BVS. */
  private static final class Vs extends OnFlags {
    Vs(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.v < 0 ? taken : next;
    }
  }

  /** BVC. */
  private static final class Vc extends OnFlags {
    Vc(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.v >= 0 ? taken : next;
    }
  }

  /** BHI. */
  private static final class Hi extends OnFlags {
    Hi(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.c != 0 && cpu.z != 0 ? taken : next;
    }
  }

  /** BLS. */
  private static final class Ls extends OnFlags {
    Ls(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.c == 0 || cpu.z == 0 ? taken : next;
    }
  }

  /** BGE. */
  private static final class Ge extends OnFlags {
    Ge(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return (cpu.n ^ cpu.v) >= 0 ? taken : next;
    }
  }

  /** BLT. */
  private static final class Lt extends OnFlags {
    Lt(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return (cpu.n ^ cpu.v) < 0 ? taken : next;
    }
  }

  /** BGT. */
  private static final class Gt extends OnFlags {
    Gt(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.z != 0 && (cpu.n ^ cpu.v) >= 0 ? taken : next;
    }
  }

  /** BLE. */
  private static final class Le extends OnFlags {
    Le(int displacement) {
      super(displacement);
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.z == 0 || (cpu.n ^ cpu.v) < 0 ? taken : next;
    }
  }

  /** CBZ and CBNZ. */
  static final class OnZero extends Relative {
    private final byte n;
    private final boolean zero;

    OnZero(int n, boolean zero, int displacement) {
      super(displacement);
      this.n = (byte) n;
      this.zero = zero;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.r[n] == 0 == zero ? taken : next;
    }
  }

  /** BX. */
  static final class Exchange extends Node {
    private final byte m;

    Exchange(int m) {
      this.m = (byte) m;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.exchange(cpu.r[m]);
    }
  }

  /** BLX of a register. */
  static final class CallExchange extends Node {
    private final byte m;
    private final byte link;

    CallExchange(int m, int link) {
      this.m = (byte) m;
      this.link = (byte) link;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      int target = cpu.r[m];
      cpu.r[14] = cpu.address(this) + link;
      return cpu.exchange(target);
    }
  }

  /** MOV PC, m of Thumb, which does not change the instruction set. */
  static final class MoveToPc extends Node {
    private final byte m;

    MoveToPc(int m) {
      this.m = (byte) m;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.find(cpu.r[m] | 1);
    }
  }

  /** LDR of PC at a base and a constant. */
  static final class LoadPc extends Node {
    private final byte n;
    private final int offset;

    LoadPc(int n, int offset) {
      this.n = (byte) n;
      this.offset = offset;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      try {
        return cpu.exchangeLoaded(cpu.loadWord(cpu.r[n] + offset));
      } catch (Trap trapped) {
        return cpu.trap(this);
      }
    }
  }

  /** LDR of PC at the sum of a base and a shifted register: a table of addresses. */
  static final class LoadPcIndexed extends Node {
    private final byte n;
    private final Shift m;

    LoadPcIndexed(int n, Shift m) {
      this.n = (byte) n;
      this.m = m;
    }

    @Override
    boolean ends() {
      return true;
    }

    @Override
    Node execute(Interpreter cpu) {
      int[] r = cpu.r;
      try {
        return cpu.exchangeLoaded(cpu.loadWord(r[n] + m.of(r)));
      } catch (Trap trapped) {
        return cpu.trap(this);
      }
    }
  }
}
