package quimera.cpu.arm;

import quimera.core.bus.Bus;

/** Additions, shifts and conditions as both instruction sets have them (ARM ARM A2.2, A8.4). */
abstract class Alu extends ArmAccess {
  /** Bit <i>n</i>: data-processing opcode <i>n</i> sets C from the shifter. */
  private static final int LOGICAL = 0xF303;

  Alu(ArmModel model, Bus bus) {
    super(model, bus);
  }

  /** N, Z, C and V as bits 3 to 0. */
  final int nzcv() {
    return n >>> 31 << 3 | (z == 0 ? 4 : 0) | c << 1 | v >>> 31;
  }

  /** Register or immediate operand 2 shifted by an immediate, its carry dropped. */
  final int shifted(int word) {
    int value = r[word & 15];
    int amount = word >>> 7 & 31;
    return switch (word >>> 5 & 3) {
      case 0 -> value << amount;
      case 1 -> amount == 0 ? 0 : value >>> amount;
      case 2 -> amount == 0 ? value >> 31 : value >> amount;
      default -> amount == 0 ? c << 31 | value >>> 1 : Integer.rotateRight(value, amount);
    };
  }

  /** The same, its carry put into C. */
  final int shiftedCarry(int word) {
    int value = r[word & 15];
    int amount = word >>> 7 & 31;
    int type = word >>> 5 & 3;
    if (amount == 0) {
      if (type == 0) {
        return value;
      }
      int carry = c;
      c = type == 3 ? value & 1 : value >>> 31;
      return type == 1 ? 0 : type == 2 ? value >> 31 : carry << 31 | value >>> 1;
    }
    return shiftCarry(value, type, amount);
  }

  /** A shift by 1 to 31, its carry put into C. */
  final int shiftCarry(int value, int type, int amount) {
    if (type == 0) {
      c = value >>> 32 - amount & 1;
      return value << amount;
    }
    c = value >>> amount - 1 & 1;
    return type == 1
        ? value >>> amount
        : type == 2 ? value >> amount : Integer.rotateRight(value, amount);
  }

  /** A shift by a register's low byte; its carry becomes C if {@code carry} says so. */
  final int shiftedByRegister(int value, int type, int amount, boolean carry) {
    if (amount == 0) {
      return value;
    }
    int kept = c;
    int result;
    if (amount < 32) {
      result = shiftCarry(value, type, amount);
    } else if (type == 3) {
      result = Integer.rotateRight(value, amount);
      c = result >>> 31;
    } else if (type == 2) {
      result = value >> 31;
      c = result & 1;
    } else {
      result = 0;
      c = amount > 32 ? 0 : type == 0 ? value & 1 : value >>> 31;
    }
    if (!carry) {
      c = kept;
    }
    return result;
  }

  /** The same, its carry dropped. */
  static int shiftedByRegister(int value, int type, int amount) {
    if (type == 3) {
      return Integer.rotateRight(value, amount);
    }
    if (amount >= 32) {
      return type == 2 ? value >> 31 : 0;
    }
    return type == 0 ? value << amount : type == 1 ? value >>> amount : value >> amount;
  }

  /** Operand 2 of an ARM data-processing instruction that has no PC in it. */
  final int operand(int word) {
    if ((word & 1 << 25) != 0) {
      return rotatedImmediate(word);
    }
    if ((word & 1 << 4) == 0) {
      return setsCarry(word) ? shiftedCarry(word) : shifted(word);
    }
    int amount = r[word >>> 8 & 15] & 0xFF;
    int type = word >>> 5 & 3;
    return setsCarry(word)
        ? shiftedByRegister(r[word & 15], type, amount, true)
        : shiftedByRegister(r[word & 15], type, amount);
  }

  /** Whether a data-processing instruction takes C from the shifter. */
  final boolean setsCarry(int word) {
    return (word & 1 << 20) != 0 && (LOGICAL >>> (word >>> 21 & 15) & 1) != 0;
  }

  /** Operand 2 of a data-processing instruction that shifts by a register. */
  final int operandByRegister(int word) {
    // PC reads as 12 more, since the shift amount takes a cycle; ARMv7 leaves it undefined.
    r[15] += 4;
    int amount = r[word >>> 8 & 15] & 0xFF;
    return shiftedByRegister(r[word & 15], word >>> 5 & 3, amount, setsCarry(word));
  }

  /** The immediate of a data-processing instruction; its carry is put into C for {@code S}. */
  final int rotatedImmediate(int word) {
    int value = Integer.rotateRight(word & 0xFF, word >>> 7 & 30);
    if ((word & 0xF00) != 0 && setsCarry(word)) {
      c = value >>> 31;
    }
    return value;
  }

  final int addFlags(int a, int b) {
    int result = a + b;
    n = result;
    z = result;
    c = (a & b | (a | b) & ~result) >>> 31;
    v = (a ^ result) & (b ^ result);
    return result;
  }

  final int subtractFlags(int a, int b) {
    int result = a - b;
    n = result;
    z = result;
    c = a + Integer.MIN_VALUE >= b + Integer.MIN_VALUE ? 1 : 0;
    v = (a ^ b) & (a ^ result);
    return result;
  }

  /** a + b + C with flags; a subtraction is an addition of the complement. */
  final int addCarryFlags(int a, int b) {
    int result = a + b + c;
    n = result;
    z = result;
    c = (a & b | (a | b) & ~result) >>> 31;
    v = (a ^ result) & (b ^ result);
    return result;
  }

  final int logicFlags(int result) {
    n = result;
    z = result;
    return result;
  }

  /**
   * A data-processing operation.
   *
   * @param operation opcode and S, bits 24 to 20 of the instruction
   */
  final int data(int operation, int a, int b) {
    return switch (operation) {
      case 0x00 -> a & b; // AND
      case 0x01 -> logicFlags(a & b);
      case 0x02 -> a ^ b; // EOR
      case 0x03 -> logicFlags(a ^ b);
      case 0x04 -> a - b; // SUB
      case 0x05 -> subtractFlags(a, b);
      case 0x06 -> b - a; // RSB
      case 0x07 -> subtractFlags(b, a);
      case 0x08 -> a + b; // ADD
      case 0x09 -> addFlags(a, b);
      case 0x0A -> a + b + c; // ADC
      case 0x0B -> addCarryFlags(a, b);
      case 0x0C -> a + ~b + c; // SBC
      case 0x0D -> addCarryFlags(a, ~b);
      case 0x0E -> b + ~a + c; // RSC
      case 0x0F -> addCarryFlags(b, ~a);
      case 0x11 -> logicFlags(a & b); // TST
      case 0x13 -> logicFlags(a ^ b); // TEQ
      case 0x15 -> subtractFlags(a, b); // CMP
      case 0x17 -> addFlags(a, b); // CMN
      case 0x18 -> a | b; // ORR
      case 0x19 -> logicFlags(a | b);
      case 0x1A -> b; // MOV
      case 0x1B -> logicFlags(b);
      case 0x1C -> a & ~b; // BIC
      case 0x1D -> logicFlags(a & ~b);
      case 0x1E -> ~b; // MVN
      default -> logicFlags(~b);
    };
  }

  /** The offset of a single load or store, with its sign. */
  final int singleOffset(int word) {
    int offset = (word & 1 << 25) == 0 ? word & 0xFFF : shifted(word);
    return (word & 1 << 23) != 0 ? offset : -offset;
  }

  /** The offset register or immediate of a halfword or doubleword access, with its sign. */
  final int extraOffset(int word) {
    int offset = (word & 1 << 22) != 0 ? word >>> 4 & 0xF0 | word & 15 : r[word & 15];
    return (word & 1 << 23) != 0 ? offset : -offset;
  }

  /** A branch as BX does it: bit 0 says which instruction set goes on. */
  final void branchExchange(int address) {
    thumb = (address & 1) != 0;
    pc = address & (thumb ? ~1 : ~3);
  }

  /** A load of PC: since ARMv5 it may change the instruction set. */
  final void loadPc(int address) {
    if (v5) {
      branchExchange(address);
    } else {
      pc = address & (thumb ? ~1 : ~3);
    }
  }

  /** PC as the result of a data-processing instruction of the ARM set. */
  final void writePc(int word, int value) {
    if ((word & 1 << 20) != 0) {
      exceptionReturn(value);
    } else if (v7) {
      branchExchange(value);
    } else {
      pc = value & ~3;
    }
  }

  /** Goes on at {@code address} with the saved status. */
  final void exceptionReturn(int address) {
    int saved = spsr();
    setCpsr(saved, -1);
    pc = address & (thumb ? ~1 : ~3);
  }
}
