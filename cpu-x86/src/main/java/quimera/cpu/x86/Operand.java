package quimera.cpu.x86;

/** What a ModRM byte names: a general register or a place in memory. */
final class Operand {
  /** Number of the register, or -1 for memory. */
  final int register;

  final Segment segment;
  final int base;
  final int index;
  final int scale;
  final int displacement;

  /** FFFF or FFFFFFFF: what an address wraps at. */
  final int mask;

  /** A register. */
  Operand(int register) {
    this.register = register;
    segment = null;
    base = X86State.NONE;
    index = X86State.NONE;
    scale = 0;
    displacement = 0;
    mask = 0;
  }

  /** Memory; {@link X86State#NONE} for a missing base or index. */
  Operand(Segment segment, int base, int index, int scale, int displacement, int mask) {
    register = -1;
    this.segment = segment;
    this.base = base;
    this.index = index;
    this.scale = scale;
    this.displacement = displacement;
    this.mask = mask;
  }

  /** The same place seen from {@code more} bytes further on. */
  Operand plus(int more) {
    return new Operand(segment, base, index, scale, displacement + more, mask);
  }

  boolean isMemory() {
    return register < 0;
  }

  /** The offset in the segment. */
  int offset(X86State cpu) {
    int[] r = cpu.r;
    return r[base] + (r[index] << scale) + displacement & mask;
  }

  /** 1, 2 or 4 bytes, zero-extended. */
  int read(X86Cpu cpu, int bytes) {
    return register >= 0 ? cpu.reg(register, bytes) : cpu.read(segment, offset(cpu), bytes);
  }

  void write(X86Cpu cpu, int bytes, int value) {
    if (register >= 0) {
      cpu.setReg(register, bytes, value);
    } else {
      cpu.write(segment, offset(cpu), bytes, value);
    }
  }

  /** Like {@link #read}, but raises first what a later {@link #write} would. */
  int readForWrite(X86Cpu cpu, int bytes) {
    if (register >= 0) {
      return cpu.reg(register, bytes);
    }
    int offset = offset(cpu);
    cpu.willWrite(segment, offset, bytes);
    return cpu.read(segment, offset, bytes);
  }
}
