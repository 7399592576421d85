package quimera.cpu.x86;

/** Jcc: one class a condition, since a switch on each jump would cost more than the jump. */
final class Conditions {
  private Conditions() {}

  /** The conditional jump of this condition, numbered as in the opcode. */
  static Node jump(int condition, int target) {
    return switch (condition) {
      case 2 -> new IfBelow(target);
      case 3 -> new IfNotBelow(target);
      case 4 -> new IfZero(target);
      case 5 -> new IfNotZero(target);
      case 6 -> new IfNotAbove(target);
      case 7 -> new IfAbove(target);
      case 8 -> new IfSign(target);
      case 9 -> new IfNotSign(target);
      case 12 -> new IfLess(target);
      case 13 -> new IfNotLess(target);
      case 14 -> new IfNotGreater(target);
      case 15 -> new IfGreater(target);
      default -> new If(target, condition);
    };
  }

  /** JO, JNO, JP and JNP, which are rare. */
  private static final class If extends Branches.Branch {
    private final int condition;

    If(int target, int condition) {
      super(target);
      this.condition = condition;
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.condition(condition) ? taken : next;
    }
  }

  /** JB. */
  private static final class IfBelow extends Branches.Branch {
    IfBelow(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.cf() ? taken : next;
    }
  }

  /** JAE. */
  private static final class IfNotBelow extends Branches.Branch {
    IfNotBelow(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return !cpu.cf() ? taken : next;
    }
  }

  /** JE. */
  private static final class IfZero extends Branches.Branch {
    IfZero(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.zf() ? taken : next;
    }
  }

  /** JNE. */
  private static final class IfNotZero extends Branches.Branch {
    IfNotZero(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return !cpu.zf() ? taken : next;
    }
  }

  /** JBE. */
  private static final class IfNotAbove extends Branches.Branch {
    IfNotAbove(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.cf() || cpu.zf() ? taken : next;
    }
  }

  /** JA. */
  private static final class IfAbove extends Branches.Branch {
    IfAbove(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return !cpu.cf() && !cpu.zf() ? taken : next;
    }
  }

  /** JS. */
  private static final class IfSign extends Branches.Branch {
    IfSign(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.sf() ? taken : next;
    }
  }

  /** JNS. */
  private static final class IfNotSign extends Branches.Branch {
    IfNotSign(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return !cpu.sf() ? taken : next;
    }
  }

  /** JL. */
  private static final class IfLess extends Branches.Branch {
    IfLess(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.sf() != cpu.of() ? taken : next;
    }
  }

  /** JGE. */
  private static final class IfNotLess extends Branches.Branch {
    IfNotLess(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.sf() == cpu.of() ? taken : next;
    }
  }

  /** JLE. */
  private static final class IfNotGreater extends Branches.Branch {
    IfNotGreater(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return cpu.zf() || cpu.sf() != cpu.of() ? taken : next;
    }
  }

  /** JG. */
  private static final class IfGreater extends Branches.Branch {
    IfGreater(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return !cpu.zf() && cpu.sf() == cpu.of() ? taken : next;
    }
  }
}
