package quimera.cpu.x86;

/**
 * Arithmetic and logic on 16-bit registers: one class an operation, since these are most of what
 * runs.
 */
final class Alu16 {
  private Alu16() {}

  static Node ofRegister(int operation, int target, int source) {
    return switch (operation) {
      case Alu.ADD -> new AddRegister(target, source);
      case Alu.OR -> new OrRegister(target, source);
      case Alu.ADC -> new AdcRegister(target, source);
      case Alu.SBB -> new SbbRegister(target, source);
      case Alu.AND -> new AndRegister(target, source);
      case Alu.SUB -> new SubRegister(target, source);
      case Alu.XOR -> new XorRegister(target, source);
      case Alu.CMP -> new CmpRegister(target, source);
      default -> new TestRegister(target, source);
    };
  }

  static Node ofImmediate(int operation, int target, int immediate) {
    return switch (operation) {
      case Alu.ADD -> new AddImmediate(target, immediate);
      case Alu.OR -> new OrImmediate(target, immediate);
      case Alu.ADC -> new AdcImmediate(target, immediate);
      case Alu.SBB -> new SbbImmediate(target, immediate);
      case Alu.AND -> new AndImmediate(target, immediate);
      case Alu.SUB -> new SubImmediate(target, immediate);
      case Alu.XOR -> new XorImmediate(target, immediate);
      case Alu.CMP -> new CmpImmediate(target, immediate);
      default -> new TestImmediate(target, immediate);
    };
  }

  /** Two registers. */
  private abstract static class RegisterForm extends Node {
    final int target;
    final int source;

    RegisterForm(int target, int source) {
      this.target = target;
      this.source = source;
    }
  }

  /** A register and an immediate. */
  private abstract static class ImmediateForm extends Node {
    final int target;
    final int immediate;

    ImmediateForm(int target, int immediate) {
      this.target = target;
      this.immediate = immediate;
    }
  }

  /** ADD r16, r16. */
  static final class AddRegister extends RegisterForm {
    AddRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.add16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** ADD r16, imm. */
  static final class AddImmediate extends ImmediateForm {
    AddImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.add16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** OR r16, r16. */
  static final class OrRegister extends RegisterForm {
    OrRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.or16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** OR r16, imm. */
  static final class OrImmediate extends ImmediateForm {
    OrImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.or16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** ADC r16, r16. */
  static final class AdcRegister extends RegisterForm {
    AdcRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.adc16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** ADC r16, imm. */
  static final class AdcImmediate extends ImmediateForm {
    AdcImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.adc16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** SBB r16, r16. */
  static final class SbbRegister extends RegisterForm {
    SbbRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.sbb16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** SBB r16, imm. */
  static final class SbbImmediate extends ImmediateForm {
    SbbImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.sbb16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** AND r16, r16. */
  static final class AndRegister extends RegisterForm {
    AndRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.and16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** AND r16, imm. */
  static final class AndImmediate extends ImmediateForm {
    AndImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.and16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** SUB r16, r16. */
  static final class SubRegister extends RegisterForm {
    SubRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.sub16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** SUB r16, imm. */
  static final class SubImmediate extends ImmediateForm {
    SubImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.sub16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** XOR r16, r16. */
  static final class XorRegister extends RegisterForm {
    XorRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.xor16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** XOR r16, imm. */
  static final class XorImmediate extends ImmediateForm {
    XorImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      int value = Alu.xor16(cpu, r[target] & 0xFFFF, immediate);
      r[target] = r[target] & 0xFFFF0000 | value & 0xFFFF;
      return next;
    }
  }

  /** CMP r16, r16. */
  static final class CmpRegister extends RegisterForm {
    CmpRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      Alu.cmp16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      return next;
    }
  }

  /** CMP r16, imm. */
  static final class CmpImmediate extends ImmediateForm {
    CmpImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      Alu.cmp16(cpu, r[target] & 0xFFFF, immediate);
      return next;
    }
  }

  /** TEST r16, r16. */
  static final class TestRegister extends RegisterForm {
    TestRegister(int target, int source) {
      super(target, source);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      Alu.test16(cpu, r[target] & 0xFFFF, r[source] & 0xFFFF);
      return next;
    }
  }

  /** TEST r16, imm. */
  static final class TestImmediate extends ImmediateForm {
    TestImmediate(int target, int immediate) {
      super(target, immediate);
    }

    @Override
    Node execute(X86Cpu cpu) {
      int[] r = cpu.r;
      Alu.test16(cpu, r[target] & 0xFFFF, immediate);
      return next;
    }
  }
}
