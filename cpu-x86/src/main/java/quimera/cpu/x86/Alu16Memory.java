package quimera.cpu.x86;

/**
 * Arithmetic and logic between 16-bit memory and a register or an immediate: one class an operation
 * and a direction.
 */
final class Alu16Memory {
  private Alu16Memory() {}

  static Node ofLoad(int operation, Operand rm, int register) {
    return switch (operation) {
      case Alu.ADD -> new AddLoad(rm, register);
      case Alu.OR -> new OrLoad(rm, register);
      case Alu.ADC -> new AdcLoad(rm, register);
      case Alu.SBB -> new SbbLoad(rm, register);
      case Alu.AND -> new AndLoad(rm, register);
      case Alu.SUB -> new SubLoad(rm, register);
      case Alu.XOR -> new XorLoad(rm, register);
      case Alu.CMP -> new CmpLoad(rm, register);
      default -> new TestLoad(rm, register);
    };
  }

  static Node ofRegister(int operation, Operand rm, int register) {
    return switch (operation) {
      case Alu.ADD -> new AddRegister(rm, register);
      case Alu.OR -> new OrRegister(rm, register);
      case Alu.ADC -> new AdcRegister(rm, register);
      case Alu.SBB -> new SbbRegister(rm, register);
      case Alu.AND -> new AndRegister(rm, register);
      case Alu.SUB -> new SubRegister(rm, register);
      case Alu.XOR -> new XorRegister(rm, register);
      case Alu.CMP -> new CmpRegister(rm, register);
      default -> new TestRegister(rm, register);
    };
  }

  static Node ofImmediate(int operation, Operand rm, int immediate) {
    return switch (operation) {
      case Alu.ADD -> new AddImmediate(rm, immediate);
      case Alu.OR -> new OrImmediate(rm, immediate);
      case Alu.ADC -> new AdcImmediate(rm, immediate);
      case Alu.SBB -> new SbbImmediate(rm, immediate);
      case Alu.AND -> new AndImmediate(rm, immediate);
      case Alu.SUB -> new SubImmediate(rm, immediate);
      case Alu.XOR -> new XorImmediate(rm, immediate);
      case Alu.CMP -> new CmpImmediate(rm, immediate);
      default -> new TestImmediate(rm, immediate);
    };
  }

  /** ADD r16, m16. */
  static final class AddLoad extends MemoryNode {
    private final int register;

    AddLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.add16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** ADD m16, r16. */
  static final class AddRegister extends MemoryNode {
    private final int register;

    AddRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.add16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** ADD m16, imm. */
  static final class AddImmediate extends MemoryNode {
    private final int immediate;

    AddImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.add16(cpu, value, immediate));
      return next;
    }
  }

  /** OR r16, m16. */
  static final class OrLoad extends MemoryNode {
    private final int register;

    OrLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.or16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** OR m16, r16. */
  static final class OrRegister extends MemoryNode {
    private final int register;

    OrRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.or16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** OR m16, imm. */
  static final class OrImmediate extends MemoryNode {
    private final int immediate;

    OrImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.or16(cpu, value, immediate));
      return next;
    }
  }

  /** ADC r16, m16. */
  static final class AdcLoad extends MemoryNode {
    private final int register;

    AdcLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.adc16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** ADC m16, r16. */
  static final class AdcRegister extends MemoryNode {
    private final int register;

    AdcRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.adc16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** ADC m16, imm. */
  static final class AdcImmediate extends MemoryNode {
    private final int immediate;

    AdcImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.adc16(cpu, value, immediate));
      return next;
    }
  }

  /** SBB r16, m16. */
  static final class SbbLoad extends MemoryNode {
    private final int register;

    SbbLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.sbb16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** SBB m16, r16. */
  static final class SbbRegister extends MemoryNode {
    private final int register;

    SbbRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.sbb16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** SBB m16, imm. */
  static final class SbbImmediate extends MemoryNode {
    private final int immediate;

    SbbImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.sbb16(cpu, value, immediate));
      return next;
    }
  }

  /** AND r16, m16. */
  static final class AndLoad extends MemoryNode {
    private final int register;

    AndLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.and16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** AND m16, r16. */
  static final class AndRegister extends MemoryNode {
    private final int register;

    AndRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.and16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** AND m16, imm. */
  static final class AndImmediate extends MemoryNode {
    private final int immediate;

    AndImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.and16(cpu, value, immediate));
      return next;
    }
  }

  /** SUB r16, m16. */
  static final class SubLoad extends MemoryNode {
    private final int register;

    SubLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.sub16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** SUB m16, r16. */
  static final class SubRegister extends MemoryNode {
    private final int register;

    SubRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.sub16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** SUB m16, imm. */
  static final class SubImmediate extends MemoryNode {
    private final int immediate;

    SubImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.sub16(cpu, value, immediate));
      return next;
    }
  }

  /** XOR r16, m16. */
  static final class XorLoad extends MemoryNode {
    private final int register;

    XorLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      int result = Alu.xor16(cpu, r[register] & 0xFFFF, value);
      r[register] = r[register] & 0xFFFF0000 | result & 0xFFFF;
      return next;
    }
  }

  /** XOR m16, r16. */
  static final class XorRegister extends MemoryNode {
    private final int register;

    XorRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.xor16(cpu, value, r[register] & 0xFFFF));
      return next;
    }
  }

  /** XOR m16, imm. */
  static final class XorImmediate extends MemoryNode {
    private final int immediate;

    XorImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int at = offset(r);
      cpu.willWrite(segment, at, 2);
      int value = cpu.read16(segment, at);
      cpu.write16(segment, at, Alu.xor16(cpu, value, immediate));
      return next;
    }
  }

  /** CMP r16, m16. */
  static final class CmpLoad extends MemoryNode {
    private final int register;

    CmpLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      Alu.cmp16(cpu, r[register] & 0xFFFF, value);
      return next;
    }
  }

  /** CMP m16, r16. */
  static final class CmpRegister extends MemoryNode {
    private final int register;

    CmpRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      Alu.cmp16(cpu, value, r[register] & 0xFFFF);
      return next;
    }
  }

  /** CMP m16, imm. */
  static final class CmpImmediate extends MemoryNode {
    private final int immediate;

    CmpImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      Alu.cmp16(cpu, value, immediate);
      return next;
    }
  }

  /** TEST r16, m16. */
  static final class TestLoad extends MemoryNode {
    private final int register;

    TestLoad(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      Alu.test16(cpu, r[register] & 0xFFFF, value);
      return next;
    }
  }

  /** TEST m16, r16. */
  static final class TestRegister extends MemoryNode {
    private final int register;

    TestRegister(Operand rm, int register) {
      super(rm);
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      Alu.test16(cpu, value, r[register] & 0xFFFF);
      return next;
    }
  }

  /** TEST m16, imm. */
  static final class TestImmediate extends MemoryNode {
    private final int immediate;

    TestImmediate(Operand rm, int immediate) {
      super(rm);
      this.immediate = immediate;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = cpu.read16(segment, offset(r));
      Alu.test16(cpu, value, immediate);
      return next;
    }
  }
}
