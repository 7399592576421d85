package quimera.cpu.x86;

/**
 * Addition, subtraction and logic, with their flags (SDM volume 1, 3.4.3.1).
 *
 * <p>Operands of 8 and 16 bits come zero-extended; results are right in their low bits.
 */
final class Alu {
  // In the order of the opcodes 00-3F and of the reg field of 80-83.
  static final int ADD = 0;
  static final int OR = 1;
  static final int ADC = 2;
  static final int SBB = 3;
  static final int AND = 4;
  static final int SUB = 5;
  static final int XOR = 6;
  static final int CMP = 7;

  /** AND that keeps no result. */
  static final int TEST = 8;

  private Alu() {}

  /** Whether an operation stores what it computes. */
  static boolean stores(int operation) {
    return operation < CMP;
  }

  static int compute(X86State cpu, int operation, int a, int b, int bytes) {
    return switch (operation) {
      case ADD -> add(cpu, a, b, a + b, bytes);
      case OR -> logic(cpu, a | b, bytes);
      case ADC -> add(cpu, a, b, a + b + cpu.carry(), bytes);
      case SBB -> subtract(cpu, a, b, a - b - cpu.carry(), bytes);
      case AND, TEST -> logic(cpu, a & b, bytes);
      case XOR -> logic(cpu, a ^ b, bytes);
      default -> subtract(cpu, a, b, a - b, bytes);
    };
  }

  private static int add(X86State cpu, int a, int b, int sum, int bytes) {
    return set(cpu, sum, a & b | (a | b) & ~sum, bytes);
  }

  private static int subtract(X86State cpu, int a, int b, int difference, int bytes) {
    return set(cpu, difference, ~a & b | ~(a ^ b) & difference, bytes);
  }

  private static int logic(X86State cpu, int value, int bytes) {
    return set(cpu, value, 0, bytes);
  }

  /** Keeps a result and its vector of carries out of each bit. */
  static int set(X86State cpu, int value, int carries, int bytes) {
    switch (bytes) {
      case 1 -> set8(cpu, value, carries);
      case 2 -> set16(cpu, value, carries);
      default -> {
        cpu.result = value;
        cpu.carries = carries;
      }
    }
    return value;
  }

  static void set32(X86State cpu, int value, int carries) {
    cpu.result = value;
    cpu.carries = carries;
  }

  static void set8(X86State cpu, int value, int carries) {
    cpu.result = (byte) value;
    cpu.carries = carries << 24 | carries & 8;
  }

  static void set16(X86State cpu, int value, int carries) {
    cpu.result = (short) value;
    cpu.carries = carries << 16 | carries & 8;
  }

  // One method a size and operation, for the nodes that are most of what runs.

  static int add32(X86State cpu, int a, int b) {
    int sum = a + b;
    set32(cpu, sum, a & b | (a | b) & ~sum);
    return sum;
  }

  static int adc32(X86State cpu, int a, int b) {
    int sum = a + b + cpu.carry();
    set32(cpu, sum, a & b | (a | b) & ~sum);
    return sum;
  }

  static int sub32(X86State cpu, int a, int b) {
    int difference = a - b;
    set32(cpu, difference, ~a & b | ~(a ^ b) & difference);
    return difference;
  }

  static int sbb32(X86State cpu, int a, int b) {
    int difference = a - b - cpu.carry();
    set32(cpu, difference, ~a & b | ~(a ^ b) & difference);
    return difference;
  }

  static void cmp32(X86State cpu, int a, int b) {
    sub32(cpu, a, b);
  }

  static int and32(X86State cpu, int a, int b) {
    int value = a & b;
    set32(cpu, value, 0);
    return value;
  }

  static int or32(X86State cpu, int a, int b) {
    int value = a | b;
    set32(cpu, value, 0);
    return value;
  }

  static int xor32(X86State cpu, int a, int b) {
    int value = a ^ b;
    set32(cpu, value, 0);
    return value;
  }

  static void test32(X86State cpu, int a, int b) {
    set32(cpu, a & b, 0);
  }

  static int add16(X86State cpu, int a, int b) {
    int sum = a + b;
    set16(cpu, sum, a & b | (a | b) & ~sum);
    return sum;
  }

  static int adc16(X86State cpu, int a, int b) {
    int sum = a + b + cpu.carry();
    set16(cpu, sum, a & b | (a | b) & ~sum);
    return sum;
  }

  static int sub16(X86State cpu, int a, int b) {
    int difference = a - b;
    set16(cpu, difference, ~a & b | ~(a ^ b) & difference);
    return difference;
  }

  static int sbb16(X86State cpu, int a, int b) {
    int difference = a - b - cpu.carry();
    set16(cpu, difference, ~a & b | ~(a ^ b) & difference);
    return difference;
  }

  static void cmp16(X86State cpu, int a, int b) {
    sub16(cpu, a, b);
  }

  static int and16(X86State cpu, int a, int b) {
    int value = a & b;
    set16(cpu, value, 0);
    return value;
  }

  static int or16(X86State cpu, int a, int b) {
    int value = a | b;
    set16(cpu, value, 0);
    return value;
  }

  static int xor16(X86State cpu, int a, int b) {
    int value = a ^ b;
    set16(cpu, value, 0);
    return value;
  }

  static void test16(X86State cpu, int a, int b) {
    set16(cpu, a & b, 0);
  }

  static int add8(X86State cpu, int a, int b) {
    int sum = a + b;
    set8(cpu, sum, a & b | (a | b) & ~sum);
    return sum;
  }

  static int adc8(X86State cpu, int a, int b) {
    int sum = a + b + cpu.carry();
    set8(cpu, sum, a & b | (a | b) & ~sum);
    return sum;
  }

  static int sub8(X86State cpu, int a, int b) {
    int difference = a - b;
    set8(cpu, difference, ~a & b | ~(a ^ b) & difference);
    return difference;
  }

  static int sbb8(X86State cpu, int a, int b) {
    int difference = a - b - cpu.carry();
    set8(cpu, difference, ~a & b | ~(a ^ b) & difference);
    return difference;
  }

  static void cmp8(X86State cpu, int a, int b) {
    sub8(cpu, a, b);
  }

  static int and8(X86State cpu, int a, int b) {
    int value = a & b;
    set8(cpu, value, 0);
    return value;
  }

  static int or8(X86State cpu, int a, int b) {
    int value = a | b;
    set8(cpu, value, 0);
    return value;
  }

  static int xor8(X86State cpu, int a, int b) {
    int value = a ^ b;
    set8(cpu, value, 0);
    return value;
  }

  static void test8(X86State cpu, int a, int b) {
    set8(cpu, a & b, 0);
  }

  /** INC: ADD 1 that leaves CF alone. */
  static int increment(X86State cpu, int a, int bytes) {
    int carry = cpu.carries;
    int sum = add(cpu, a, 1, a + 1, bytes);
    keepCarry(cpu, carry);
    return sum;
  }

  /** DEC: SUB 1 that leaves CF alone. */
  static int decrement(X86State cpu, int a, int bytes) {
    int carry = cpu.carries;
    int difference = subtract(cpu, a, 1, a - 1, bytes);
    keepCarry(cpu, carry);
    return difference;
  }

  /** Puts the CF of {@code before} back; OF, the difference of the two top bits, stays. */
  static void keepCarry(X86State cpu, int before) {
    int now = cpu.carries;
    cpu.carries = now ^ ((now ^ before) >> 31 & 0xC0000000);
  }

  /** NEG. */
  static int negate(X86State cpu, int a, int bytes) {
    return subtract(cpu, 0, a, -a, bytes);
  }

  /** Sets CF and OF and keeps the other four, as rotates do. */
  static void setCarryOverflow(X86State cpu, int carry, int overflow) {
    cpu.carries = carry << 31 | (carry ^ overflow) << 30 | cpu.carries & 8;
  }

  /** Sets SF, ZF and PF from a result, and CF and OF; AF becomes 0. */
  static void setShifted(X86State cpu, int value, int carry, int overflow, int bytes) {
    cpu.result = extend(value, bytes);
    cpu.carries = carry << 31 | (carry ^ overflow) << 30;
  }

  /** Sign-extends 8, 16 or 32 bits. */
  static int extend(int value, int bytes) {
    return switch (bytes) {
      case 1 -> (byte) value;
      case 2 -> (short) value;
      default -> value;
    };
  }

  /** Zero-extends 8, 16 or 32 bits. */
  static int clip(int value, int bytes) {
    return switch (bytes) {
      case 1 -> value & 0xFF;
      case 2 -> value & 0xFFFF;
      default -> value;
    };
  }
}
