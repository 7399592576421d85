package quimera.cpu.x86;

import quimera.cpu.x86.fpu.Float80;

/** An x87 instruction with a memory operand in one of the formats that fit into 64 bits. */
abstract class X87Memory extends MemoryNode {
  static final int FLOAT = 0;
  static final int DOUBLE = 1;
  static final int INT16 = 2;
  static final int INT32 = 3;
  static final int INT64 = 4;

  final int format;
  final int fop;

  X87Memory(int format, Operand rm, int fop) {
    super(rm);
    this.format = format;
    this.fop = fop;
  }

  /** The operand as it stands in memory. */
  final long fetch(X86Cpu cpu, int offset) {
    return switch (format) {
      case FLOAT, INT32 -> cpu.read32(segment, offset);
      case INT16 -> (short) cpu.read16(segment, offset);
      default -> cpu.read64(segment, offset);
    };
  }

  /** Loads the unit's result with the operand. */
  final void widen(Float80 unit, long value) {
    switch (format) {
      case FLOAT -> unit.fromFloat((int) value);
      case DOUBLE -> unit.fromDouble(value);
      default -> unit.fromInt(value);
    }
  }

  /** A register's value in the operand's format. */
  final long narrow(Float80 unit, int se, long sig) {
    return switch (format) {
      case FLOAT -> unit.toFloat(se, sig);
      case DOUBLE -> unit.toDouble(se, sig);
      case INT16 -> unit.toInt(se, sig, 16);
      case INT32 -> unit.toInt(se, sig, 32);
      default -> unit.toInt(se, sig, 64);
    };
  }

  /** What a masked stack fault stores: the indefinite of the format. */
  final long indefinite() {
    return switch (format) {
      case FLOAT -> 0xFFC00000L;
      case DOUBLE -> 0xFFF8000000000000L;
      case INT16 -> 0x8000;
      case INT32 -> 0x80000000L;
      default -> Long.MIN_VALUE;
    };
  }

  final void store(X86Cpu cpu, int offset, long value) {
    switch (format) {
      case FLOAT, INT32 -> cpu.write32(segment, offset, (int) value);
      case INT16 -> cpu.write16(segment, offset, (int) value);
      default -> cpu.write64(segment, offset, value);
    }
  }
}
