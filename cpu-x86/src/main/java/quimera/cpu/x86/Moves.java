package quimera.cpu.x86;

/** The frequent forms of MOV, MOVZX, MOVSX and LEA, one class each. */
final class Moves {
  private Moves() {}

  static Node store(Operand rm, int register, int bytes) {
    if (!rm.isMemory()) {
      return move(rm.register, register, bytes);
    }
    return switch (bytes) {
      case 1 -> new Store8(rm, register);
      case 2 -> new Store16(rm, register);
      default -> new Store32(rm, register);
    };
  }

  static Node load(Operand rm, int register, int bytes) {
    if (!rm.isMemory()) {
      return move(register, rm.register, bytes);
    }
    return switch (bytes) {
      case 1 -> new Load8(rm, register);
      case 2 -> new Load16(rm, register);
      default -> new Load32(rm, register);
    };
  }

  private static Node move(int target, int source, int bytes) {
    return switch (bytes) {
      case 1 -> new Move8(target, source);
      case 2 -> new Move16(target, source);
      default -> new Move32(target, source);
    };
  }

  static Node immediate(Operand rm, int value, int bytes) {
    if (rm.isMemory()) {
      return new Data.StoreImmediate(rm, value, bytes);
    }
    return switch (bytes) {
      case 1 -> new Set8(rm.register, value);
      case 2 -> new Set16(rm.register, value);
      default -> new Set32(rm.register, value);
    };
  }

  static Node extend(Operand rm, int register, int from, int to, boolean signed) {
    if (to == 4 && rm.isMemory()) {
      return from == 1
          ? signed ? new LoadSigned8(rm, register) : new LoadZero8(rm, register)
          : signed ? new LoadSigned16(rm, register) : new LoadZero16(rm, register);
    }
    if (to == 4 && !signed) {
      return from == 1 ? new Zero8(register, rm.register) : new Zero16(register, rm.register);
    }
    return new Data.Extend(rm, register, from, to, signed);
  }

  static Node address(Operand rm, int register, int bytes) {
    return bytes == 4 ? new Address32(rm, register) : new Address16(rm, register);
  }

  /** Two registers. */
  private abstract static class Pair extends Node {
    final int target;
    final int source;

    Pair(int target, int source) {
      this.target = target;
      this.source = source;
    }
  }

  /** Memory and a register. */
  private abstract static class WithMemory extends MemoryNode {
    final int register;

    WithMemory(Operand rm, int register) {
      super(rm);
      this.register = register;
    }
  }

  /** MOV r32, r32. */
  private static final class Move32 extends Pair {
    Move32(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[target] = r[source];
      return next;
    }
  }

  /** MOV r16, r16. */
  private static final class Move16 extends Pair {
    Move16(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[target] = r[target] & 0xFFFF0000 | r[source] & 0xFFFF;
      return next;
    }
  }

  /** MOV r8, r8. */
  private static final class Move8 extends Pair {
    Move8(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg8(target, cpu.reg8(source));
      return next;
    }
  }

  /** MOVZX r32, r8. */
  private static final class Zero8 extends Pair {
    Zero8(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.r[target] = cpu.reg8(source);
      return next;
    }
  }

  /** MOVZX r32, r16. */
  private static final class Zero16 extends Pair {
    Zero16(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[target] = r[source] & 0xFFFF;
      return next;
    }
  }

  /** MOV r32, imm. */
  private static final class Set32 extends Pair {
    Set32(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.r[target] = source;
      return next;
    }
  }

  /** MOV r16, imm. */
  private static final class Set16 extends Pair {
    Set16(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg16(target, source);
      return next;
    }
  }

  /** MOV r8, imm. */
  private static final class Set8 extends Pair {
    Set8(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg8(target, source);
      return next;
    }
  }

  /** MOV r32, m32. */
  private static final class Load32 extends WithMemory {
    Load32(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[register] = cpu.read32(segment, offset(r));
      return next;
    }
  }

  /** MOV r16, m16. */
  private static final class Load16 extends WithMemory {
    Load16(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      r[register] = r[register] & 0xFFFF0000 | value;
      return next;
    }
  }

  /** MOV r8, m8. */
  private static final class Load8 extends WithMemory {
    Load8(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg8(register, cpu.read8(segment, offset(cpu.r)));
      return next;
    }
  }

  /** MOVZX r32, m8. */
  private static final class LoadZero8 extends WithMemory {
    LoadZero8(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[register] = cpu.read8(segment, offset(r));
      return next;
    }
  }

  /** MOVZX r32, m16. */
  private static final class LoadZero16 extends WithMemory {
    LoadZero16(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[register] = cpu.read16(segment, offset(r));
      return next;
    }
  }

  /** MOVSX r32, m8. */
  private static final class LoadSigned8 extends WithMemory {
    LoadSigned8(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[register] = (byte) cpu.read8(segment, offset(r));
      return next;
    }
  }

  /** MOVSX r32, m16. */
  private static final class LoadSigned16 extends WithMemory {
    LoadSigned16(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[register] = (short) cpu.read16(segment, offset(r));
      return next;
    }
  }

  /** MOV m32, r32. */
  private static final class Store32 extends WithMemory {
    Store32(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      cpu.write32(segment, offset(r), r[register]);
      return next;
    }
  }

  /** MOV m16, r16. */
  private static final class Store16 extends WithMemory {
    Store16(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      cpu.write16(segment, offset(r), r[register]);
      return next;
    }
  }

  /** MOV m8, r8. */
  private static final class Store8 extends WithMemory {
    Store8(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.write8(segment, offset(cpu.r), cpu.reg8(register));
      return next;
    }
  }

  /** LEA r32, m. */
  private static final class Address32 extends WithMemory {
    Address32(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      r[register] = offset(r);
      return next;
    }
  }

  /** LEA r16, m. */
  private static final class Address16 extends WithMemory {
    Address16(Operand rm, int register) {
      super(rm, register);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.setReg16(register, offset(cpu.r));
      return next;
    }
  }
}
