package quimera.cpu.x86;

/**
 * Chooses the node for a form: a special class for the frequent ones, the general one for the rest.
 */
final class Hot {
  private Hot() {}

  static Node aluFromRegister(int operation, Operand rm, int register, int bytes) {
    if (rm.isMemory()) {
      return switch (bytes) {
        case 1 -> Alu8Memory.ofRegister(operation, rm, register);
        case 2 -> Alu16Memory.ofRegister(operation, rm, register);
        default -> Alu32Memory.ofRegister(operation, rm, register);
      };
    }
    return registers(operation, rm.register, register, bytes);
  }

  static Node aluToRegister(int operation, Operand rm, int register, int bytes) {
    if (rm.isMemory()) {
      return switch (bytes) {
        case 1 -> Alu8Memory.ofLoad(operation, rm, register);
        case 2 -> Alu16Memory.ofLoad(operation, rm, register);
        default -> Alu32Memory.ofLoad(operation, rm, register);
      };
    }
    return registers(operation, register, rm.register, bytes);
  }

  private static Node registers(int operation, int target, int source, int bytes) {
    return switch (bytes) {
      case 1 -> Alu8.ofRegister(operation, target, source);
      case 2 -> Alu16.ofRegister(operation, target, source);
      default -> Alu32.ofRegister(operation, target, source);
    };
  }

  static Node aluImmediate(int operation, Operand rm, int immediate, int bytes) {
    int value = Alu.clip(immediate, bytes);
    if (rm.isMemory()) {
      return switch (bytes) {
        case 1 -> Alu8Memory.ofImmediate(operation, rm, value);
        case 2 -> Alu16Memory.ofImmediate(operation, rm, value);
        default -> Alu32Memory.ofImmediate(operation, rm, value);
      };
    }
    return switch (bytes) {
      case 1 -> Alu8.ofImmediate(operation, rm.register, value);
      case 2 -> Alu16.ofImmediate(operation, rm.register, value);
      default -> Alu32.ofImmediate(operation, rm.register, value);
    };
  }
}
