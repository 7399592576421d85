package quimera.cpu.x86;

/** The frequent forms of INC, DEC, XCHG, shifts and rotates, on registers. */
final class Counts {
  private Counts() {}

  static Node unary(int operation, Operand rm, int bytes) {
    if (rm.isMemory() || bytes == 1) {
      return new Data.Unary(operation, rm, bytes);
    }
    return switch (operation) {
      case Data.Unary.INC -> bytes == 4 ? new Inc32(rm.register) : new Inc16(rm.register);
      case Data.Unary.DEC -> bytes == 4 ? new Dec32(rm.register) : new Dec16(rm.register);
      default -> new Data.Unary(operation, rm, bytes);
    };
  }

  static Node shift(X86Model model, int operation, Operand rm, int count, int bytes) {
    // The 8086 shifts bit by bit; by one bit that is the same.
    boolean known = count == 1 || count > 0 && model != X86Model.I8086 && (count & 31) != 0;
    boolean rotates = operation == Shifts.ROL || operation == Shifts.ROR;
    if (rotates
        && bytes == 2
        && !rm.isMemory()
        && (known || count < 0 && model != X86Model.I8086)) {
      return new Rotate16(rm.register, operation == Shifts.ROL, count);
    }
    if (!known || rm.isMemory()) {
      return new Data.Shift(operation, rm, count, bytes);
    }
    if (bytes == 2 && operation == Shifts.SHL) {
      return new Shl16(rm.register, count & 31);
    }
    if (bytes == 2 && operation == Shifts.SHR) {
      return new Shr16(rm.register, count & 31);
    }
    if (bytes == 4) {
      switch (operation) {
        case Shifts.SHL -> {
          return new Shl32(rm.register, count & 31);
        }
        case Shifts.SHR -> {
          return new Shr32(rm.register, count & 31);
        }
        case Shifts.SAR -> {
          return new Sar32(rm.register, count & 31);
        }
        default -> {
          return new Data.Shift(operation, rm, count, bytes);
        }
      }
    }
    return new Data.Shift(operation, rm, count, bytes);
  }

  static Node exchange(Operand rm, int register, int bytes) {
    return rm.isMemory()
        ? new Data.Exchange(rm, register, bytes)
        : switch (bytes) {
          case 1 -> new Exchange8(rm.register, register);
          case 2 -> new Exchange16(rm.register, register);
          default -> new Exchange32(rm.register, register);
        };
  }

  /** One register. */
  private abstract static class OnRegister extends Node {
    final int register;

    OnRegister(int register) {
      this.register = register;
    }
  }

  /** A register shifted by a constant from 1 to 31. */
  private abstract static class ShiftRegister extends OnRegister {
    final int count;

    ShiftRegister(int register, int count) {
      super(register);
      this.count = count;
    }
  }

  /** ROL r16 and ROR r16, by a constant or by CL. */
  private static final class Rotate16 extends OnRegister {
    private final boolean left;
    private final int count;

    /**
     * @param count negative for CL
     */
    Rotate16(int register, boolean left, int count) {
      super(register);
      this.left = left;
      this.count = count;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int by = (count < 0 ? r[X86State.ECX] : count) & 31;
      if (by == 0) {
        return next;
      }
      int old = r[register] & 0xFFFF;
      int n = (left ? by : -by) & 15;
      int value = (old << n | old >>> 16 - n) & 0xFFFF;
      int top = value >>> 15;
      int carry = left ? value & 1 : top;
      Alu.setCarryOverflow(cpu, carry, left ? top ^ carry : top ^ value >>> 14 & 1);
      r[register] = r[register] & 0xFFFF0000 | value;
      return next;
    }
  }

  /** XCHG r8, r8. */
  private static final class Exchange8 extends OnRegister {
    private final int other;

    Exchange8(int register, int other) {
      super(register);
      this.other = other;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.reg8(register);
      cpu.setReg8(register, cpu.reg8(other));
      cpu.setReg8(other, old);
      return next;
    }
  }

  /** XCHG r16, r16. */
  private static final class Exchange16 extends OnRegister {
    private final int other;

    Exchange16(int register, int other) {
      super(register);
      this.other = other;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      cpu.setReg16(register, cpu.r[other]);
      cpu.setReg16(other, old);
      return next;
    }
  }

  /** XCHG r32, r32. */
  private static final class Exchange32 extends OnRegister {
    private final int other;

    Exchange32(int register, int other) {
      super(register);
      this.other = other;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int old = r[register];
      r[register] = r[other];
      r[other] = old;
      return next;
    }
  }

  /** INC r32. */
  private static final class Inc32 extends OnRegister {
    Inc32(int register) {
      super(register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int sum = old + 1;
      int carry = cpu.carries;
      cpu.r[register] = sum;
      Alu.set32(cpu, sum, old & ~sum);
      Alu.keepCarry(cpu, carry);
      return next;
    }
  }

  /** DEC r32. */
  private static final class Dec32 extends OnRegister {
    Dec32(int register) {
      super(register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int difference = old - 1;
      int carry = cpu.carries;
      cpu.r[register] = difference;
      Alu.set32(cpu, difference, ~old & difference);
      Alu.keepCarry(cpu, carry);
      return next;
    }
  }

  /** INC r16. */
  private static final class Inc16 extends OnRegister {
    Inc16(int register) {
      super(register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int sum = old + 1;
      int carry = cpu.carries;
      cpu.r[register] = old & 0xFFFF0000 | sum & 0xFFFF;
      Alu.set16(cpu, sum, old & ~sum);
      Alu.keepCarry(cpu, carry);
      return next;
    }
  }

  /** DEC r16. */
  private static final class Dec16 extends OnRegister {
    Dec16(int register) {
      super(register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int difference = old - 1;
      int carry = cpu.carries;
      cpu.r[register] = old & 0xFFFF0000 | difference & 0xFFFF;
      Alu.set16(cpu, difference, ~old & difference);
      Alu.keepCarry(cpu, carry);
      return next;
    }
  }

  /** SHL r16, imm. */
  private static final class Shl16 extends ShiftRegister {
    Shl16(int register, int count) {
      super(register, count);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg16(register, Shifts.shl(cpu, cpu.reg16(register), count, 2));
      return next;
    }
  }

  /** SHR r16, imm. */
  private static final class Shr16 extends ShiftRegister {
    Shr16(int register, int count) {
      super(register, count);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg16(register, Shifts.shr(cpu, cpu.reg16(register), count, 2));
      return next;
    }
  }

  /** SHL r32, imm. */
  private static final class Shl32 extends ShiftRegister {
    Shl32(int register, int count) {
      super(register, count);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int value = old << count;
      cpu.r[register] = value;
      cpu.result = value;
      // CF, the last bit out, comes to bit 31; the bit under it is the result's sign (CF xor OF).
      cpu.carries = old << count - 1 & 0xC0000000;
      return next;
    }
  }

  /** SHR r32, imm. */
  private static final class Shr32 extends ShiftRegister {
    Shr32(int register, int count) {
      super(register, count);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int value = old >>> count;
      cpu.r[register] = value;
      cpu.result = value;
      int carry = old << 32 - count & 0x80000000;
      cpu.carries = carry | (carry >>> 1 ^ value & 0x40000000);
      return next;
    }
  }

  /** SAR r32, imm. */
  private static final class Sar32 extends ShiftRegister {
    Sar32(int register, int count) {
      super(register, count);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = cpu.r[register];
      int value = old >> count;
      cpu.r[register] = value;
      cpu.result = value;
      int carry = old << 32 - count & 0x80000000;
      cpu.carries = carry | carry >>> 1;
      return next;
    }
  }
}
