package quimera.cpu.x86;

/** Chooses the node for a form: a special class for the frequent ones, the general one for the rest. */
final class Hot {
  private Hot() {}

  static Node aluFromRegister(int operation, Operand rm, int register, int bytes) {
    return new Data.AluFromRegister(operation, rm, register, bytes);
  }

  static Node aluToRegister(int operation, Operand rm, int register, int bytes) {
    return new Data.AluToRegister(operation, rm, register, bytes);
  }

  static Node aluImmediate(int operation, Operand rm, int immediate, int bytes) {
    return new Data.AluImmediate(operation, rm, immediate, bytes);
  }

  static Node unary(int operation, Operand rm, int bytes) {
    return new Data.Unary(operation, rm, bytes);
  }

  static Node shift(int operation, Operand rm, int count, int bytes) {
    return new Data.Shift(operation, rm, count, bytes);
  }

  static Node store(Operand rm, int register, int bytes) {
    return new Data.Store(rm, register, bytes);
  }

  static Node load(Operand rm, int register, int bytes) {
    return new Data.Load(rm, register, bytes);
  }

  static Node storeImmediate(Operand rm, int immediate, int bytes) {
    return new Data.StoreImmediate(rm, immediate, bytes);
  }

  static Node extend(Operand rm, int register, int from, int to, boolean signed) {
    return new Data.Extend(rm, register, from, to, signed);
  }
}
