package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/**
 * The engine for ARM instructions: fetch, decode, execute, one after the other.
 *
 * <p>{@link #arm} holds what programs do all the time, in one method; what is rare or large is
 * called. It goes from one taken branch to the next: within such a stretch nothing is counted and
 * no translation is looked at, as {@link #fetchEnd}, the nearer of the page's end and the budget's,
 * stands for both. Whoever wants attention earlier moves it ({@link #attend}).
 *
 * <p>Datasheet: ARM ARM (DDI 0406C) A5 for the encodings, A8.8 for what they do; DDI 0100I for
 * versions 4 and 5.
 */
abstract class ArmInterpreter extends ArmAccess {
  /** Bit <i>n</i>: data-processing opcode <i>n</i> sets C from the shifter. */
  private static final int LOGICAL = 0xF303;

  /** Instructions left in the inner loop when the stretch from {@link #start} on began. */
  transient int remaining;

  /** Where the stretch began; moved along by instructions that are longer than the usual. */
  transient int start;

  /** The address at which the inner loop has to look around. */
  transient int fetchEnd;

  /** log2 of the bytes of an instruction in the inner loop: 2 for ARM, 1 for Thumb. */
  transient int sizeShift = 2;

  /** What is executed when instructions do not come from memory: one at a time, put here. */
  private final transient byte[] single = new byte[Page.SIZE];

  ArmInterpreter(ArmModel model, Bus bus) {
    super(model, bus);
  }

  /** The address of the instruction that is being executed. */
  final int currentPc() {
    return r[15] - (2 << sizeShift);
  }

  /** The next instruction begins a new stretch. */
  final void endStretch() {
    fetchEnd = r[15] - (1 << sizeShift);
  }

  /** How many instructions of this stretch were executed before the current one. */
  final int executed() {
    return currentPc() - start >> sizeShift;
  }

  /** Whether condition {@code condition}, 0 to 13, holds (ARM ARM A8.3). */
  final boolean passes(int condition) {
    return switch (condition) {
      case 0 -> z == 0;
      case 1 -> z != 0;
      case 2 -> c != 0;
      case 3 -> c == 0;
      case 4 -> n < 0;
      case 5 -> n >= 0;
      case 6 -> v < 0;
      case 7 -> v >= 0;
      case 8 -> c != 0 && z != 0;
      case 9 -> c == 0 || z == 0;
      case 10 -> (n ^ v) >= 0;
      case 11 -> (n ^ v) < 0;
      case 12 -> z != 0 && (n ^ v) >= 0;
      case 13 -> z == 0 || (n ^ v) < 0;
      default -> true;
    };
  }

  /** Sets {@link #code} and {@link #fetchEnd} for a stretch that begins at {@code at}. */
  final void enterStretch(int at, int instructionBytes) {
    start = at;
    sizeShift = instructionBytes >> 1;
    if ((at & PAGE) == codeTag || enterCodeSlow(at)) {
      int page = Page.SIZE - (at & Page.SIZE - 1);
      fetchEnd = at + Math.min(page, remaining * instructionBytes);
      return;
    }
    r[15] = at + 2 * instructionBytes;
    if (trap != ArmException.NONE) {
      throw refusal;
    }
    int word = fetchSlow(at, instructionBytes);
    if (instructionBytes == 4) {
      Bytes.put32(single, at & Page.SIZE - 1, word);
    } else {
      Bytes.put16(single, at & Page.SIZE - 1, word);
    }
    code = single;
    fetchEnd = at + instructionBytes;
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

  /** Operand 2 of a data-processing instruction that shifts by a register. */
  private int operandByRegister(int word) {
    // PC reads as 12 more, since the shift amount takes a cycle; ARMv7 leaves it undefined.
    r[15] += 4;
    boolean carry = (word & 1 << 20) != 0 && (LOGICAL >>> (word >>> 21 & 15) & 1) != 0;
    return shiftedByRegister(r[word & 15], word >>> 5 & 3, r[word >>> 8 & 15] & 0xFF, carry);
  }

  /** The immediate of a data-processing instruction; its carry is put into C for {@code S}. */
  private int rotatedImmediate(int word) {
    int value = Integer.rotateRight(word & 0xFF, word >>> 7 & 30);
    if ((word & 1 << 20) != 0 && (word & 0xF00) != 0 && (LOGICAL >>> (word >>> 21 & 15) & 1) != 0) {
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
  private int data(int operation, int a, int b) {
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
  private int singleOffset(int word) {
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
  private void writePc(int word, int value) {
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

  /**
   * An instruction of the kind {@link ArmDecoder#RARE}; whether it was a branch, to {@link #pc}.
   */
  abstract boolean rare(int word);

  /** An instruction that stands where others have a condition; the same. */
  abstract boolean unconditional(int word);

  /** A coprocessor instruction. */
  abstract void coprocessor(int word);

  abstract void waitForInterrupt();

  abstract void waitForEvent();

  abstract void sendEvent();

  /** Executes ARM instructions until {@link #remaining} are done or the instruction set changes. */
  final void arm() {
    final int[] r = this.r;
    int pc = this.pc & ~3;
    stretches:
    while (remaining > 0) {
      enterStretch(pc, 4);
      byte[] code = this.code;
      int target;
      taken:
      {
        do {
          r[15] = pc + 8;
          int w = Bytes.get32(code, pc & Page.SIZE - 1);
          int key = w >>> 16 & 0xFFF0 | w >>> 4 & 15;
          int result;
          instruction:
          for (; ; ) {
            switch (ArmDecoder.KINDS[key]) {
              case ArmDecoder.CONDITIONAL -> {
                if (!passes(w >>> 28)) {
                  break instruction;
                }
                key = ArmDecoder.ALWAYS | key & 0xFFF;
                continue instruction;
              }
              case ArmDecoder.AND_IMM ->
                  result = r[w >>> 16 & 15] & Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.SUB_IMM ->
                  result = r[w >>> 16 & 15] - Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.SUBS_IMM ->
                  result =
                      subtractFlags(r[w >>> 16 & 15], Integer.rotateRight(w & 0xFF, w >>> 7 & 30));
              case ArmDecoder.RSB_IMM ->
                  result = Integer.rotateRight(w & 0xFF, w >>> 7 & 30) - r[w >>> 16 & 15];
              case ArmDecoder.ADD_IMM ->
                  result = r[w >>> 16 & 15] + Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.ADDS_IMM ->
                  result = addFlags(r[w >>> 16 & 15], Integer.rotateRight(w & 0xFF, w >>> 7 & 30));
              case ArmDecoder.ORR_IMM ->
                  result = r[w >>> 16 & 15] | Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.MOV_IMM -> result = Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.BIC_IMM ->
                  result = r[w >>> 16 & 15] & ~Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.MVN_IMM -> result = ~Integer.rotateRight(w & 0xFF, w >>> 7 & 30);
              case ArmDecoder.TST_IMM -> {
                logicFlags(r[w >>> 16 & 15] & rotatedImmediate(w));
                break instruction;
              }
              case ArmDecoder.CMP_IMM -> {
                subtractFlags(r[w >>> 16 & 15], Integer.rotateRight(w & 0xFF, w >>> 7 & 30));
                break instruction;
              }
              case ArmDecoder.AND_LSL -> result = r[w >>> 16 & 15] & (r[w & 15] << (w >>> 7));
              case ArmDecoder.EOR_LSL -> result = r[w >>> 16 & 15] ^ (r[w & 15] << (w >>> 7));
              case ArmDecoder.SUB_LSL -> result = r[w >>> 16 & 15] - (r[w & 15] << (w >>> 7));
              case ArmDecoder.SUBS_LSL ->
                  result = subtractFlags(r[w >>> 16 & 15], r[w & 15] << (w >>> 7));
              case ArmDecoder.RSB_LSL -> result = (r[w & 15] << (w >>> 7)) - r[w >>> 16 & 15];
              case ArmDecoder.ADD_LSL -> result = r[w >>> 16 & 15] + (r[w & 15] << (w >>> 7));
              case ArmDecoder.ADDS_LSL ->
                  result = addFlags(r[w >>> 16 & 15], r[w & 15] << (w >>> 7));
              case ArmDecoder.ORR_LSL -> result = r[w >>> 16 & 15] | (r[w & 15] << (w >>> 7));
              case ArmDecoder.MOV_LSL -> result = r[w & 15] << (w >>> 7);
              case ArmDecoder.CMP_LSL -> {
                subtractFlags(r[w >>> 16 & 15], r[w & 15] << (w >>> 7));
                break instruction;
              }
              case ArmDecoder.DATA_IMM -> {
                int operand = rotatedImmediate(w);
                result = data(w >>> 20 & 31, r[w >>> 16 & 15], operand);
                if ((w & 3 << 23) == 1 << 24) {
                  break instruction; // a comparison
                }
              }
              case ArmDecoder.DATA_SHIFT -> {
                result = data(w >>> 20 & 31, r[w >>> 16 & 15], shifted(w));
                if ((w & 3 << 23) == 1 << 24) {
                  break instruction; // a comparison
                }
              }
              case ArmDecoder.LOGICAL_SHIFT -> {
                int operand = shiftedCarry(w);
                result = data(w >>> 20 & 31, r[w >>> 16 & 15], operand);
                if ((w & 3 << 23) == 1 << 24) {
                  break instruction; // a comparison
                }
              }
              case ArmDecoder.DATA_SHIFT_REG -> {
                int operand = operandByRegister(w);
                result = data(w >>> 20 & 31, r[w >>> 16 & 15], operand);
                if ((w & 3 << 23) == 1 << 24) {
                  break instruction; // a comparison
                }
              }
              case ArmDecoder.MUL -> {
                r[w >>> 16 & 15] = r[w & 15] * r[w >>> 8 & 15];
                break instruction;
              }
              case ArmDecoder.MLA -> {
                r[w >>> 16 & 15] = r[w & 15] * r[w >>> 8 & 15] + r[w >>> 12 & 15];
                break instruction;
              }
              case ArmDecoder.UMULL -> {
                long product = (r[w & 15] & 0xFFFF_FFFFL) * (r[w >>> 8 & 15] & 0xFFFF_FFFFL);
                r[w >>> 12 & 15] = (int) product;
                r[w >>> 16 & 15] = (int) (product >>> 32);
                break instruction;
              }
              case ArmDecoder.SMULL -> {
                long product = (long) r[w & 15] * r[w >>> 8 & 15];
                r[w >>> 12 & 15] = (int) product;
                r[w >>> 16 & 15] = (int) (product >>> 32);
                break instruction;
              }
              case ArmDecoder.STR_IMM, ArmDecoder.STR_REG -> {
                storeWord(r[w >>> 16 & 15] + singleOffset(w), r[w >>> 12 & 15]);
                break instruction;
              }
              case ArmDecoder.STRB_IMM, ArmDecoder.STRB_REG -> {
                store8(r[w >>> 16 & 15] + singleOffset(w), r[w >>> 12 & 15]);
                break instruction;
              }
              case ArmDecoder.LDR_IMM, ArmDecoder.LDR_REG -> {
                int value = loadWord(r[w >>> 16 & 15] + singleOffset(w));
                int d = w >>> 12 & 15;
                if (d == 15) {
                  loadPc(value);
                  target = this.pc;
                  break taken;
                }
                r[d] = value;
                break instruction;
              }
              case ArmDecoder.LDRB_IMM, ArmDecoder.LDRB_REG -> {
                r[w >>> 12 & 15] = load8(r[w >>> 16 & 15] + singleOffset(w));
                break instruction;
              }
              case ArmDecoder.STRH -> {
                store16(r[w >>> 16 & 15] + extraOffset(w), r[w >>> 12 & 15]);
                break instruction;
              }
              case ArmDecoder.LDRH -> {
                r[w >>> 12 & 15] = load16(r[w >>> 16 & 15] + extraOffset(w));
                break instruction;
              }
              case ArmDecoder.LDRSB -> {
                r[w >>> 12 & 15] = (byte) load8(r[w >>> 16 & 15] + extraOffset(w));
                break instruction;
              }
              case ArmDecoder.LDRSH -> {
                r[w >>> 12 & 15] = (short) load16(r[w >>> 16 & 15] + extraOffset(w));
                break instruction;
              }
              case ArmDecoder.STR_INDEXED -> {
                int base = r[w >>> 16 & 15];
                int moved = base + singleOffset(w);
                storeWord((w & 1 << 24) != 0 ? moved : base, r[w >>> 12 & 15]);
                r[w >>> 16 & 15] = moved;
                break instruction;
              }
              case ArmDecoder.STRB_INDEXED -> {
                int base = r[w >>> 16 & 15];
                int moved = base + singleOffset(w);
                store8((w & 1 << 24) != 0 ? moved : base, r[w >>> 12 & 15]);
                r[w >>> 16 & 15] = moved;
                break instruction;
              }
              case ArmDecoder.LDR_INDEXED -> {
                int base = r[w >>> 16 & 15];
                int moved = base + singleOffset(w);
                int value = loadWord((w & 1 << 24) != 0 ? moved : base);
                r[w >>> 16 & 15] = moved;
                int d = w >>> 12 & 15;
                if (d == 15) {
                  loadPc(value);
                  target = this.pc;
                  break taken;
                }
                r[d] = value;
                break instruction;
              }
              case ArmDecoder.LDRB_INDEXED -> {
                int base = r[w >>> 16 & 15];
                int moved = base + singleOffset(w);
                int value = load8((w & 1 << 24) != 0 ? moved : base);
                r[w >>> 16 & 15] = moved;
                r[w >>> 12 & 15] = value;
                break instruction;
              }
              case ArmDecoder.EXTRA -> {
                ExtraTransfer.execute(this, w);
                break instruction;
              }
              case ArmDecoder.STM -> {
                BlockTransfer.store(this, w);
                break instruction;
              }
              case ArmDecoder.LDM -> {
                BlockTransfer.load(this, w);
                if ((w & 1 << 15) != 0) {
                  target = this.pc;
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B -> {
                target = pc + 8 + (w << 8 >> 6);
                break taken;
              }
              case ArmDecoder.BL -> {
                r[14] = pc + 4;
                target = pc + 8 + (w << 8 >> 6);
                break taken;
              }
              case ArmDecoder.BLX_IMM -> {
                if (!v5) {
                  throw undefined();
                }
                r[14] = pc + 4;
                thumb = true;
                target = pc + 8 + (w << 8 >> 6) + (w >>> 23 & 2);
                break taken;
              }
              case ArmDecoder.BX -> {
                branchExchange(r[w & 15]);
                target = this.pc;
                break taken;
              }
              case ArmDecoder.BLX -> {
                if (!v5) {
                  throw undefined();
                }
                int address = r[w & 15];
                r[14] = pc + 4;
                branchExchange(address);
                target = this.pc;
                break taken;
              }
              case ArmDecoder.MOVW -> {
                if (!v7) {
                  throw undefined();
                }
                r[w >>> 12 & 15] = w >>> 4 & 0xF000 | w & 0xFFF;
                break instruction;
              }
              case ArmDecoder.MOVT -> {
                if (!v7) {
                  throw undefined();
                }
                int d = w >>> 12 & 15;
                r[d] = (w >>> 4 & 0xF000 | w & 0xFFF) << 16 | r[d] & 0xFFFF;
                break instruction;
              }
              case ArmDecoder.COPROCESSOR -> {
                coprocessor(w);
                break instruction;
              }
              case ArmDecoder.SVC -> throw refuse(ArmException.SUPERVISOR_CALL);
              case ArmDecoder.B_COND + 0 -> {
                if (z == 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 1 -> {
                if (z != 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 2 -> {
                if (c != 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 3 -> {
                if (c == 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 4 -> {
                if (n < 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 5 -> {
                if (n >= 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 6 -> {
                if (v < 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 7 -> {
                if (v >= 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 8 -> {
                if (c != 0 && z != 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 9 -> {
                if (c == 0 || z == 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 10 -> {
                if ((n ^ v) >= 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 11 -> {
                if ((n ^ v) < 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 12 -> {
                if (z != 0 && (n ^ v) >= 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.B_COND + 13 -> {
                if (z == 0 || (n ^ v) < 0) {
                  target = pc + 8 + (w << 8 >> 6);
                  break taken;
                }
                break instruction;
              }
              case ArmDecoder.UNCONDITIONAL -> {
                if (unconditional(w)) {
                  target = this.pc;
                  break taken;
                }
                break instruction;
              }
              default -> {
                if (rare(w)) {
                  target = this.pc;
                  break taken;
                }
                break instruction;
              }
            }
            int d = w >>> 12 & 15;
            if (d == 15) {
              writePc(w, result);
              target = this.pc;
              break taken;
            }
            r[d] = result;
            break;
          }
          pc += 4;
        } while (pc != fetchEnd);
        remaining -= pc - start >> 2;
        continue stretches;
      }
      remaining -= (pc - start >> 2) + 1;
      if (thumb) {
        this.pc = target;
        return;
      }
      pc = target;
    }
    this.pc = pc;
  }
}
