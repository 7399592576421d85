package quimera.cpu.x86;

/** Transfers of control within and between code segments. */
final class Branches {
  private Branches() {}

  private static void checkTarget(X86Cpu cpu, int target) {
    if (Integer.compareUnsigned(target, cpu.cs.limit) > 0) {
      throw new Fault(Vector.GP, 0);
    }
  }

  /** A node with a second successor. */
  abstract static class Branch extends Node {
    final int target;

    /** Where it goes when it is taken. */
    Node taken;

    Branch(int target) {
      this.target = target;
      taken = new Link(this, target);
    }

    @Override
    void unlink(Node gone) {
      super.unlink(gone);
      if (taken == gone) {
        taken = new Link(this, target);
      }
    }

    @Override
    void relink(Link link, Node found) {
      super.relink(link, found);
      if (taken == link) {
        taken = found;
      }
    }
  }

  /** A jump whose target lies beyond the limit of CS, if it is taken. */
  static final class BeyondLimit extends Node {
    private final int condition;

    /**
     * @param condition -1 for always
     */
    BeyondLimit(int condition) {
      this.condition = condition;
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (condition < 0 || cpu.condition(condition)) {
        throw new Fault(Vector.GP, 0);
      }
      return next;
    }
  }

  /** JMP rel. */
  static final class Jump extends Branch {
    Jump(int target) {
      super(target);
    }

    @Override
    Node execute(X86Cpu cpu) {
      return taken;
    }
  }

  /** CALL rel. */
  static final class Call extends Branch {
    private final int bytes;

    Call(int target, int bytes) {
      super(target);
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Stack.push(cpu, after(), bytes);
      return taken;
    }
  }

  /** LOOP. */
  static final class CountedLoop extends Branch {
    private final int mask;

    /**
     * @param mask the bits of ECX that count
     */
    CountedLoop(int target, int mask) {
      super(target);
      this.mask = mask;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[X86State.ECX];
      int count = old - 1 & mask;
      if (count != 0) {
        checkTarget(cpu, target);
      }
      cpu.r[X86State.ECX] = old & ~mask | count;
      return count != 0 ? taken : next;
    }
  }

  /** LOOPE, LOOPNE and JCXZ. */
  static final class Loop extends Branch {
    private final int operation;
    private final int mask;

    /**
     * @param operation E0, E1 or E3
     * @param mask the bits of ECX that count
     */
    Loop(int target, int operation, int mask) {
      super(target);
      this.operation = operation;
      this.mask = mask;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[X86State.ECX];
      int count = (operation == 0xE3 ? old : old - 1) & mask;
      boolean jumps =
          switch (operation) {
            case 0xE0 -> count != 0 && !cpu.zf();
            case 0xE1 -> count != 0 && cpu.zf();
            default -> count == 0;
          };
      if (jumps) {
        checkTarget(cpu, target);
      }
      cpu.r[X86State.ECX] = old & ~mask | count;
      return jumps ? taken : next;
    }
  }

  /** JMP and CALL through a register or memory. */
  static final class Indirect extends Node {
    private final Operand rm;
    private final int bytes;
    private final boolean call;

    Indirect(Operand rm, int bytes, boolean call) {
      this.rm = rm;
      this.bytes = bytes;
      this.call = call;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int target = rm.read(cpu, bytes);
      checkTarget(cpu, target);
      if (call) {
        Stack.push(cpu, after(), bytes);
      }
      return cpu.code.jump(target);
    }
  }

  /** RET within the segment. */
  static final class Return extends Node {
    private final int bytes;
    private final int release;

    Return(int bytes, int release) {
      this.bytes = bytes;
      this.release = release;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int target = Stack.top(cpu, bytes);
      checkTarget(cpu, target);
      Stack.release(cpu, bytes + release);
      return cpu.code.jump(target);
    }
  }

  /** JMP and CALL to another segment, directly. */
  static final class Far extends Node {
    private final int selector;
    private final int target;
    private final int bytes;
    private final boolean call;

    Far(int selector, int target, int bytes, boolean call) {
      this.selector = selector;
      this.target = target;
      this.bytes = bytes;
      this.call = call;
    }

    @Override
    Node execute(X86Cpu cpu) {
      return transfer(cpu, after(), selector, target, bytes, call);
    }
  }

  /** JMP and CALL to another segment, through memory. */
  static final class FarIndirect extends Node {
    private final Operand rm;
    private final int bytes;
    private final boolean call;

    FarIndirect(Operand rm, int bytes, boolean call) {
      this.rm = rm;
      this.bytes = bytes;
      this.call = call;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int target = rm.read(cpu, bytes);
      int selector = cpu.read16(rm.segment, rm.offset(cpu) + bytes & rm.mask);
      return transfer(cpu, after(), selector, target, bytes, call);
    }
  }

  private static Node transfer(
      X86Cpu cpu, int after, int selector, int target, int bytes, boolean call) {
    cpu.eip = after;
    if (call) {
      cpu.far.call(selector, target, bytes == 4);
    } else {
      cpu.far.jump(selector, target, bytes == 4);
    }
    return cpu.code.jump(cpu.eip);
  }

  /** RET to another segment. */
  static final class FarReturn extends Node {
    private final int bytes;
    private final int release;

    FarReturn(int bytes, int release) {
      this.bytes = bytes;
      this.release = release;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.eip = after();
      cpu.far.ret(bytes == 4, release);
      return cpu.code.jump(cpu.eip);
    }
  }

  /** IRET. */
  static final class InterruptReturn extends Node {
    private final int bytes;

    InterruptReturn(int bytes) {
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.eip = after();
      cpu.far.iret(bytes == 4);
      cpu.nmiMasked = false;
      cpu.attend();
      return cpu.code.jump(cpu.eip);
    }
  }

  /** INT n, INT3 and INTO. */
  static final class Interrupt extends Node {
    private final int vector;
    private final Interrupts.Kind kind;

    Interrupt(int vector, Interrupts.Kind kind) {
      this.vector = vector;
      this.kind = kind;
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (vector == Vector.OF && kind == Interrupts.Kind.SOFTWARE_TRAP && !cpu.of()) {
        return next;
      }
      cpu.eip = after();
      cpu.interrupts.deliver(vector, kind, Fault.NO_CODE);
      return cpu.code.jump(cpu.eip);
    }
  }

  /** BOUND. */
  static final class Bound extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    Bound(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int index = Alu.extend(cpu.reg(register, bytes), bytes);
      int lower = Alu.extend(rm.read(cpu, bytes), bytes);
      int high = cpu.read(rm.segment, rm.offset(cpu) + bytes & rm.mask, bytes);
      if (index < lower || index > Alu.extend(high, bytes)) {
        throw new Fault(Vector.BR);
      }
      return next;
    }
  }

  /** An opcode that does not exist, or not so. */
  static final class Undefined extends Node {
    private final int vector;

    Undefined(int vector) {
      this.vector = vector;
    }

    @Override
    Node execute(X86Cpu cpu) {
      throw vector == Vector.GP ? new Fault(vector, 0) : new Fault(vector);
    }
  }
}
