package quimera.cpu.x86;

/**
 * Shifts and rotates, with their flags (SDM volume 2, RCL, SAL, SHLD; 8086 Family User's Manual
 * 2.7).
 */
final class Shifts {
  // In the order of the reg field of C0, C1 and D0-D3.
  static final int ROL = 0;
  static final int ROR = 1;
  static final int RCL = 2;
  static final int RCR = 3;
  static final int SHL = 4;
  static final int SHR = 5;
  static final int SETMO = 6;
  static final int SAR = 7;

  private Shifts() {}

  /**
   * Shifts a zero-extended operand.
   *
   * @param count already masked as the model masks it; 0 changes nothing
   */
  static int compute(X86State cpu, int operation, int a, int count, int bytes) {
    if (count == 0) {
      return a;
    }
    if (cpu.model == X86Model.I8086) {
      return stepwise(cpu, operation, a, count, bytes);
    }
    return once(cpu, operation, a, count, bytes);
  }

  /** The 8086 does not mask the count and shifts bit by bit; the last step makes the flags. */
  private static int stepwise(X86State cpu, int operation, int a, int count, int bytes) {
    if (operation == SETMO) {
      // Undocumented: sets all bits.
      return Alu.set(cpu, Alu.clip(-1, bytes), 0, bytes);
    }
    int value = a;
    for (int i = 0; i < count; i++) {
      value = once(cpu, operation, value, 1, bytes);
    }
    return value;
  }

  private static int once(X86State cpu, int operation, int a, int count, int bytes) {
    return switch (operation) {
      case ROL -> rol(cpu, a, count, bytes);
      case ROR -> ror(cpu, a, count, bytes);
      case RCL -> rcl(cpu, a, count, bytes);
      case RCR -> rcr(cpu, a, count, bytes);
      case SHR -> shr(cpu, a, count, bytes);
      case SAR -> sar(cpu, a, count, bytes);
      default -> shl(cpu, a, count, bytes);
    };
  }

  private static int rol(X86State cpu, int a, int count, int bytes) {
    int width = bytes * 8;
    int n = count & width - 1;
    long wide = a & 0xFFFFFFFFL;
    int value = Alu.clip((int) (wide << n | wide >>> width - n), bytes);
    int carry = value & 1;
    Alu.setCarryOverflow(cpu, carry, value >>> width - 1 ^ carry);
    return value;
  }

  private static int ror(X86State cpu, int a, int count, int bytes) {
    int width = bytes * 8;
    int n = count & width - 1;
    long wide = a & 0xFFFFFFFFL;
    int value = Alu.clip((int) (wide >>> n | wide << width - n), bytes);
    int top = value >>> width - 1;
    Alu.setCarryOverflow(cpu, top, top ^ value >>> width - 2 & 1);
    return value;
  }

  private static int rcl(X86State cpu, int a, int count, int bytes) {
    int width = bytes * 8;
    int n = count % (width + 1);
    long wide = a & 0xFFFFFFFFL | (long) cpu.carry() << width;
    long turned = n == 0 ? wide : wide << n | wide >>> width + 1 - n;
    int value = Alu.clip((int) turned, bytes);
    int carry = (int) (turned >>> width) & 1;
    Alu.setCarryOverflow(cpu, carry, value >>> width - 1 ^ carry);
    return value;
  }

  private static int rcr(X86State cpu, int a, int count, int bytes) {
    int width = bytes * 8;
    int n = count % (width + 1);
    long wide = a & 0xFFFFFFFFL | (long) cpu.carry() << width;
    long turned = n == 0 ? wide : wide >>> n | wide << width + 1 - n;
    int value = Alu.clip((int) turned, bytes);
    int carry = (int) (turned >>> width) & 1;
    Alu.setCarryOverflow(cpu, carry, (value >>> width - 1 ^ value >>> width - 2) & 1);
    return value;
  }

  static int shl(X86State cpu, int a, int count, int bytes) {
    int width = bytes * 8;
    long wide = (a & 0xFFFFFFFFL) << count;
    int value = Alu.clip((int) wide, bytes);
    int carry = (int) (wide >>> width) & 1;
    Alu.setShifted(cpu, value, carry, value >>> width - 1 ^ carry, bytes);
    return value;
  }

  static int shr(X86State cpu, int a, int count, int bytes) {
    int width = bytes * 8;
    int value = a >>> count;
    int carry = a >>> count - 1 & 1;
    Alu.setShifted(cpu, value, carry, (value << 1 ^ value) >>> width - 1 & 1, bytes);
    return value;
  }

  static int sar(X86State cpu, int a, int count, int bytes) {
    int signed = Alu.extend(a, bytes);
    int value = signed >> count;
    Alu.setShifted(cpu, value, signed >> count - 1 & 1, 0, bytes);
    return Alu.clip(value, bytes);
  }

  /** SHLD of 16 or 32 bits; a 16-bit count above 16 goes on with the bits of {@code a} again. */
  static int shld(X86State cpu, int a, int b, int count, int bytes) {
    if (count == 0) {
      return a;
    }
    int width = bytes * 8;
    long wide =
        bytes == 4
            ? (a & 0xFFFFFFFFL) << 32 | b & 0xFFFFFFFFL
            : (a & 0xFFFFL) << 32 | (b & 0xFFFFL) << 16 | a & 0xFFFFL;
    long shifted = wide << count;
    int value = (int) (shifted >>> 32) & (bytes == 4 ? -1 : 0xFFFF);
    int carry = bytes == 4 ? (int) (wide >>> 64 - count) & 1 : (int) (shifted >>> 48) & 1;
    int overflow = (value ^ a) >>> width - 1 & 1;
    Alu.setShifted(cpu, value, carry, overflow, bytes);
    return value;
  }

  /** SHRD of 16 or 32 bits. */
  static int shrd(X86State cpu, int a, int b, int count, int bytes) {
    if (count == 0) {
      return a;
    }
    int width = bytes * 8;
    long wide =
        bytes == 4
            ? (b & 0xFFFFFFFFL) << 32 | a & 0xFFFFFFFFL
            : (a & 0xFFFFL) << 32 | (b & 0xFFFFL) << 16 | a & 0xFFFFL;
    int value = Alu.clip((int) (wide >>> count), bytes);
    int carry = (int) (wide >>> count - 1) & 1;
    int overflow = (value ^ value << 1) >>> width - 1 & 1;
    Alu.setShifted(cpu, value, carry, overflow, bytes);
    return value;
  }
}
