package quimera.cpu.mips32;

/** What programs and their system meet at: calls, returns, the registers of coprocessor 0. */
final class SystemNodes {
  private SystemNodes() {}

  /** SYSCALL, BREAK: an exception that the program asks for. */
  static final class Call extends Node {
    private final int code;

    Call(int code) {
      this.code = code;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.trap(this, code);
    }
  }

  /** TEQ: compilers put one after each division. */
  static final class TrapEqual extends Node {
    private final int s;
    private final int t;

    TrapEqual(int word) {
      s = word >>> 21 & 31;
      t = word >>> 16 & 31;
    }

    @Override
    Node execute(Interpreter cpu) {
      return cpu.r[s] == cpu.r[t] ? cpu.trap(this, ExcCode.TR) : next;
    }
  }

  /** ERET. */
  static final class Eret extends Node {
    @Override
    Node execute(Interpreter cpu) {
      Cp0 cp0 = cpu.cp0();
      if (!cp0.privileged()) {
        cpu.unusable(0);
        return cpu.trap(this);
      }
      return cpu.leaveFor(cp0.exceptionReturn());
    }

    @Override
    boolean fitsSlot() {
      return false;
    }
  }

  /** MFC0. */
  static final class FromCp0 extends Node {
    private final int t;
    private final int register;
    private final int select;

    FromCp0(int word) {
      t = word >>> 16 & 31;
      register = word >>> 11 & 31;
      select = word & 7;
    }

    @Override
    Node execute(Interpreter cpu) {
      Cp0 cp0 = cpu.cp0();
      if (!cp0.privileged()) {
        cpu.unusable(0);
        return cpu.trap(this);
      }
      int value = cp0.read(register, select);
      cpu.r[t] = t == 0 ? 0 : value;
      return next;
    }
  }

  /** MTC0. */
  static final class ToCp0 extends Node {
    private final int t;
    private final int register;
    private final int select;

    ToCp0(int word) {
      t = word >>> 16 & 31;
      register = word >>> 11 & 31;
      select = word & 7;
    }

    @Override
    Node execute(Interpreter cpu) {
      Cp0 cp0 = cpu.cp0();
      if (!cp0.privileged()) {
        cpu.unusable(0);
        return cpu.trap(this);
      }
      cp0.write(register, select, cpu.r[t]);
      return cpu.done(this);
    }
  }
}
