package quimera.cpu.x86;

/** Instructions that move and compute data, in their general form: any operand, any size. */
final class Data {
  private Data() {}

  /** ADD to CMP and TEST with a register or memory as destination and a register as source. */
  static final class AluFromRegister extends Node {
    private final int operation;
    private final Operand rm;
    private final int register;
    private final int bytes;

    AluFromRegister(int operation, Operand rm, int register, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      alu(cpu, operation, rm, cpu.reg(register, bytes), bytes);
      return next;
    }
  }

  /** ADD to CMP and TEST with a register or memory as destination and an immediate as source. */
  static final class AluImmediate extends Node {
    private final int operation;
    private final Operand rm;
    private final int immediate;
    private final int bytes;

    AluImmediate(int operation, Operand rm, int immediate, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.immediate = Alu.clip(immediate, bytes);
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      alu(cpu, operation, rm, immediate, bytes);
      return next;
    }
  }

  private static void alu(X86Cpu cpu, int operation, Operand rm, int source, int bytes) {
    if (Alu.stores(operation)) {
      int old = rm.readForWrite(cpu, bytes);
      rm.write(cpu, bytes, Alu.compute(cpu, operation, old, source, bytes));
    } else {
      Alu.compute(cpu, operation, rm.read(cpu, bytes), source, bytes);
    }
  }

  /** ADD to CMP with a register as destination and a register or memory as source. */
  static final class AluToRegister extends Node {
    private final int operation;
    private final Operand rm;
    private final int register;
    private final int bytes;

    AluToRegister(int operation, Operand rm, int register, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int source = rm.read(cpu, bytes);
      int value = Alu.compute(cpu, operation, cpu.reg(register, bytes), source, bytes);
      if (Alu.stores(operation)) {
        cpu.setReg(register, bytes, value);
      }
      return next;
    }
  }

  /** INC, DEC, NOT and NEG. */
  static final class Unary extends Node {
    static final int INC = 0;
    static final int DEC = 1;
    static final int NOT = 2;
    static final int NEG = 3;

    private final int operation;
    private final Operand rm;
    private final int bytes;

    Unary(int operation, Operand rm, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = rm.readForWrite(cpu, bytes);
      int value =
          switch (operation) {
            case INC -> Alu.increment(cpu, old, bytes);
            case DEC -> Alu.decrement(cpu, old, bytes);
            case NOT -> ~old;
            default -> Alu.negate(cpu, old, bytes);
          };
      rm.write(cpu, bytes, value);
      return next;
    }
  }

  /** ROL to SAR by an immediate count or by CL. */
  static final class Shift extends Node {
    private final int operation;
    private final Operand rm;
    private final int count;
    private final int bytes;

    /**
     * @param count -1 for CL
     */
    Shift(int operation, Operand rm, int count, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.count = count;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int by = count >= 0 ? count : cpu.r[X86State.ECX] & 0xFF;
      if (cpu.model != X86Model.I8086) {
        by &= 31;
      }
      int old = rm.readForWrite(cpu, bytes);
      rm.write(cpu, bytes, Shifts.compute(cpu, operation, old, by, bytes));
      return next;
    }
  }

  /** SHLD and SHRD. */
  static final class DoubleShift extends Node {
    private final boolean left;
    private final Operand rm;
    private final int register;
    private final int count;
    private final int bytes;

    DoubleShift(boolean left, Operand rm, int register, int count, int bytes) {
      this.left = left;
      this.rm = rm;
      this.register = register;
      this.count = count;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int by = (count >= 0 ? count : cpu.r[X86State.ECX]) & 31;
      int old = rm.readForWrite(cpu, bytes);
      int more = cpu.reg(register, bytes);
      int value =
          left ? Shifts.shld(cpu, old, more, by, bytes) : Shifts.shrd(cpu, old, more, by, bytes);
      rm.write(cpu, bytes, value);
      return next;
    }
  }

  /** MOV to a register or memory from a register. */
  static final class Store extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    Store(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      rm.write(cpu, bytes, cpu.reg(register, bytes));
      return next;
    }
  }

  /** MOV to a register. */
  static final class Load extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    Load(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg(register, bytes, rm.read(cpu, bytes));
      return next;
    }
  }

  /** MOV of an immediate to a register or memory. */
  static final class StoreImmediate extends Node {
    private final Operand rm;
    private final int immediate;
    private final int bytes;

    StoreImmediate(Operand rm, int immediate, int bytes) {
      this.rm = rm;
      this.immediate = immediate;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      rm.write(cpu, bytes, immediate);
      return next;
    }
  }

  /** MOVZX and MOVSX. */
  static final class Extend extends Node {
    private final Operand rm;
    private final int register;
    private final int from;
    private final int to;
    private final boolean signed;

    Extend(Operand rm, int register, int from, int to, boolean signed) {
      this.rm = rm;
      this.register = register;
      this.from = from;
      this.to = to;
      this.signed = signed;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = rm.read(cpu, from);
      cpu.setReg(register, to, signed ? Alu.extend(value, from) : value);
      return next;
    }
  }

  /** LEA. */
  static final class LoadAddress extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    LoadAddress(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg(register, bytes, rm.offset(cpu));
      return next;
    }
  }

  /** XCHG. */
  static final class Exchange extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    Exchange(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = rm.readForWrite(cpu, bytes);
      rm.write(cpu, bytes, cpu.reg(register, bytes));
      cpu.setReg(register, bytes, old);
      return next;
    }
  }

  /** MUL, IMUL, DIV and IDIV by one operand (F6 and F7 /4 to /7). */
  static final class MultiplyDivide extends Node {
    private final int operation;
    private final Operand rm;
    private final int bytes;
    private final boolean repeated;

    MultiplyDivide(int operation, Operand rm, int bytes, boolean repeated) {
      this.operation = operation;
      this.rm = rm;
      this.bytes = bytes;
      this.repeated = repeated;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = rm.read(cpu, bytes);
      switch (operation) {
        case 4 -> Multiply.mul(cpu, value, bytes, repeated);
        case 5 -> Multiply.imul(cpu, value, bytes, repeated);
        case 6 -> Multiply.div(cpu, value, bytes);
        default -> Multiply.idiv(cpu, value, bytes, repeated);
      }
      return next;
    }
  }

  /** IMUL with two or three operands. */
  static final class MultiplyTo extends Node {
    private final Operand rm;
    private final Operand or;
    private final int immediate;
    private final int register;
    private final int bytes;

    /**
     * @param or the other factor, or null for {@code immediate}
     */
    MultiplyTo(Operand rm, Operand or, int immediate, int register, int bytes) {
      this.rm = rm;
      this.or = or;
      this.immediate = immediate;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int a = rm.read(cpu, bytes);
      int b = or == null ? immediate : or.read(cpu, bytes);
      cpu.setReg(register, bytes, Multiply.imul(cpu, a, b, bytes));
      return next;
    }
  }

  /** BT, BTS, BTR and BTC. */
  static final class BitTest extends Node {
    static final int SET = 1;
    static final int RESET = 2;

    private final int operation;
    private final Operand rm;
    private final int register;
    private final int immediate;
    private final int bytes;

    /**
     * @param register of the bit's number, which then also moves the address, or -1
     */
    BitTest(int operation, Operand rm, int register, int immediate, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.register = register;
      this.immediate = immediate;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int number = register < 0 ? immediate : Alu.extend(cpu.reg(register, bytes), bytes);
      int bit = 1 << (number & bytes * 8 - 1);
      int old;
      int offset = 0;
      if (rm.isMemory()) {
        int unit = register < 0 ? 0 : number >> (bytes == 4 ? 5 : 4);
        offset = rm.offset(cpu) + unit * bytes & rm.mask;
        if (operation != 0) {
          cpu.willWrite(rm.segment, offset, bytes);
        }
        old = cpu.read(rm.segment, offset, bytes);
      } else {
        old = cpu.reg(rm.register, bytes);
      }
      Alu.setCarryOverflow(cpu, (old & bit) != 0 ? 1 : 0, cpu.of() ? 1 : 0);
      if (operation != 0) {
        int value = operation == SET ? old | bit : operation == RESET ? old & ~bit : old ^ bit;
        if (rm.isMemory()) {
          cpu.write(rm.segment, offset, bytes, value);
        } else {
          cpu.setReg(rm.register, bytes, value);
        }
      }
      return next;
    }
  }

  /** BSF and BSR. A source of 0 leaves the destination as it is. */
  static final class BitScan extends Node {
    private final boolean reverse;
    private final Operand rm;
    private final int register;
    private final int bytes;

    BitScan(boolean reverse, Operand rm, int register, int bytes) {
      this.reverse = reverse;
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = rm.read(cpu, bytes);
      if (value != 0) {
        int at =
            reverse
                ? 31 - Integer.numberOfLeadingZeros(value)
                : Integer.numberOfTrailingZeros(value);
        cpu.setReg(register, bytes, at);
      }
      Alu.setShifted(cpu, value, 0, 0, bytes);
      return next;
    }
  }

  /** SETcc. */
  static final class SetOn extends Node {
    private final int condition;
    private final Operand rm;

    SetOn(int condition, Operand rm) {
      this.condition = condition;
      this.rm = rm;
    }

    @Override
    Node execute(X86Cpu cpu) {
      rm.write(cpu, 1, cpu.condition(condition) ? 1 : 0);
      return next;
    }
  }

  /** CMOVcc; what it does not move it reads all the same. */
  static final class MoveOn extends Node {
    private final int condition;
    private final Operand rm;
    private final int register;
    private final int bytes;

    MoveOn(int condition, Operand rm, int register, int bytes) {
      this.condition = condition;
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int value = rm.read(cpu, bytes);
      if (cpu.condition(condition)) {
        cpu.setReg(register, bytes, value);
      }
      return next;
    }
  }

  /** CMPXCHG. */
  static final class CompareExchange extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    CompareExchange(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = rm.readForWrite(cpu, bytes);
      int accumulator = cpu.reg(X86State.EAX, bytes);
      Alu.compute(cpu, Alu.CMP, accumulator, old, bytes);
      if (accumulator == old) {
        rm.write(cpu, bytes, cpu.reg(register, bytes));
      } else {
        // The destination is written in any case (SDM volume 2, CMPXCHG).
        rm.write(cpu, bytes, old);
        cpu.setReg(X86State.EAX, bytes, old);
      }
      return next;
    }
  }

  /** CMPXCHG8B. */
  static final class CompareExchange8 extends Node {
    private final Operand low;
    private final Operand high;

    CompareExchange8(Operand rm) {
      low = rm;
      high = rm.plus(4);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int oldLow = low.readForWrite(cpu, 4);
      int oldHigh = high.readForWrite(cpu, 4);
      boolean equal = oldLow == r[X86State.EAX] && oldHigh == r[X86State.EDX];
      low.write(cpu, 4, equal ? r[X86State.EBX] : oldLow);
      high.write(cpu, 4, equal ? r[X86State.ECX] : oldHigh);
      if (!equal) {
        r[X86State.EAX] = oldLow;
        r[X86State.EDX] = oldHigh;
      }
      cpu.setArithmetic(cpu.arithmetic() & ~Flag.ZF | (equal ? Flag.ZF : 0));
      return next;
    }
  }

  /** XADD. */
  static final class ExchangeAdd extends Node {
    private final Operand rm;
    private final int register;
    private final int bytes;

    ExchangeAdd(Operand rm, int register, int bytes) {
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int old = rm.readForWrite(cpu, bytes);
      int sum = Alu.compute(cpu, Alu.ADD, old, cpu.reg(register, bytes), bytes);
      if (rm.isMemory()) {
        rm.write(cpu, bytes, sum);
        cpu.setReg(register, bytes, old);
      } else {
        cpu.setReg(register, bytes, old);
        cpu.setReg(rm.register, bytes, sum);
      }
      return next;
    }
  }
}
