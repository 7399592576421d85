package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/**
 * The engine for Thumb instructions, built like {@link ArmInterpreter}.
 *
 * <p>An instruction of 32 bits moves {@link #start} along, so that half the way from there is still
 * the number of instructions. In an IT block each instruction is a stretch of its own, which keeps
 * the block out of the inner loop: before it the condition is looked at, and after it the flags are
 * put back that the 16-bit encodings set only outside of such a block.
 *
 * <p>Datasheet: ARM ARM (DDI 0406C) A6 for the encodings, A8.8 for what they do.
 */
abstract class ThumbInterpreter extends ArmInterpreter {
  /** CPSR.IT of the instruction that is being executed in an IT block; 0 outside. */
  transient int blockIt;

  /** The flags that a 16-bit instruction of an IT block leaves alone. */
  private transient int blockFlags;

  private transient boolean blockQuiet;

  ThumbInterpreter(ArmModel model, Bus bus) {
    super(model, bus);
  }

  /** An instruction of the kind {@link ThumbDecoder#RARE}. */
  abstract void thumbRare(int half);

  /**
   * An instruction of 32 bits.
   *
   * @return whether it was a branch, to {@link #pc}
   */
  abstract boolean wide(int word);

  /** How long the instruction is that was executed last, at {@code at}. */
  final int thumbLength(int at) {
    int half = Bytes.get16(code, at & Page.SIZE - 1);
    return half >= 0xE800 && (v7 || half >>> 11 == 0x1E) ? 4 : 2;
  }

  /** CPSR.IT after one more instruction of its block (ARM ARM A2.5.2). */
  private int itAdvanced() {
    return (it & 7) == 0 ? 0 : it & 0xE0 | it << 1 & 0x1F;
  }

  /** Whether a 16-bit instruction sets flags outside an IT block only. */
  private static boolean quietInBlock(int half) {
    if (half < 0x4000) {
      return half >>> 11 != 5; // all but CMP
    }
    int op = half >>> 6 & 15;
    return half < 0x4400 && op != 8 && op != 10 && op != 11;
  }

  /** Begins an instruction of an IT block; whether its condition holds. */
  private boolean enterBlock(int half) {
    blockIt = it;
    it = itAdvanced();
    blockQuiet = quietInBlock(half);
    blockFlags = flags();
    return passes(blockIt >>> 4);
  }

  private void leaveBlock() {
    if (blockQuiet) {
      setFlags(blockFlags);
    }
    blockIt = 0;
  }

  /** The second half of an instruction of 32 bits at {@code at}. */
  private int secondHalf(int at) {
    int next = at + 2;
    return (next & Page.SIZE - 1) != 0 && codeTag == (at & PAGE)
        ? Bytes.get16(code, next & Page.SIZE - 1)
        : fetchSlow(next, 2);
  }

  /** Adds the flags N and Z to a result. */
  private int set(int result) {
    n = result;
    z = result;
    return result;
  }

  /** Half of a BL or BLX on its own, before ARMv6T2; whether it was the second one. */
  private boolean halfOfPair(int half) {
    if (half >>> 11 == 0x1E) {
      r[14] = r[15] + (half << 21 >> 9);
      return false;
    }
    int target = r[14] + (half << 1 & 0xFFE);
    r[14] = r[15] - 2 | 1;
    if (half >>> 11 == 0x1D) {
      if (!v5 || (half & 1) != 0) {
        throw undefined();
      }
      thumb = false;
      pc = target & ~3;
    } else {
      pc = target & ~1;
    }
    return true;
  }

  /** Executes Thumb instructions until {@link #remaining} are done or the state changes. */
  final void thumb() {
    final int[] r = this.r;
    int pc = this.pc & ~1;
    stretches:
    while (remaining > 0) {
      enterStretch(pc, 2);
      byte[] code = this.code;
      if (it != 0) {
        int half = Bytes.get16(code, pc & Page.SIZE - 1);
        if (!enterBlock(half)) {
          pc += half >= 0xE800 ? 4 : 2;
          blockIt = 0;
          remaining--;
          continue stretches;
        }
        fetchEnd = pc + 2;
      }
      int target;
      taken:
      {
        do {
          r[15] = pc + 4;
          int w = Bytes.get16(code, pc & Page.SIZE - 1);
          switch (ThumbDecoder.KINDS[w >>> 6]) {
            case ThumbDecoder.LSL_IMM -> {
              int value = r[w >>> 3 & 7];
              int amount = w >>> 6 & 31;
              if (amount != 0) {
                c = value >>> 32 - amount & 1;
                value <<= amount;
              }
              r[w & 7] = set(value);
            }
            case ThumbDecoder.LSR_IMM -> {
              int value = r[w >>> 3 & 7];
              int amount = w >>> 6 & 31;
              c = value >>> amount - 1 & 1;
              r[w & 7] = set(amount == 0 ? 0 : value >>> amount);
            }
            case ThumbDecoder.ASR_IMM -> {
              int value = r[w >>> 3 & 7];
              int amount = w >>> 6 & 31;
              c = value >>> amount - 1 & 1;
              r[w & 7] = set(amount == 0 ? value >> 31 : value >> amount);
            }
            case ThumbDecoder.ADD_REG -> r[w & 7] = addFlags(r[w >>> 3 & 7], r[w >>> 6 & 7]);
            case ThumbDecoder.SUB_REG -> r[w & 7] = subtractFlags(r[w >>> 3 & 7], r[w >>> 6 & 7]);
            case ThumbDecoder.ADD_IMM3 -> r[w & 7] = addFlags(r[w >>> 3 & 7], w >>> 6 & 7);
            case ThumbDecoder.SUB_IMM3 -> r[w & 7] = subtractFlags(r[w >>> 3 & 7], w >>> 6 & 7);
            case ThumbDecoder.MOV_IMM -> r[w >>> 8 & 7] = set(w & 0xFF);
            case ThumbDecoder.CMP_IMM -> subtractFlags(r[w >>> 8 & 7], w & 0xFF);
            case ThumbDecoder.ADD_IMM -> r[w >>> 8 & 7] = addFlags(r[w >>> 8 & 7], w & 0xFF);
            case ThumbDecoder.SUB_IMM -> r[w >>> 8 & 7] = subtractFlags(r[w >>> 8 & 7], w & 0xFF);
            case ThumbDecoder.AND -> r[w & 7] = set(r[w & 7] & r[w >>> 3 & 7]);
            case ThumbDecoder.EOR -> r[w & 7] = set(r[w & 7] ^ r[w >>> 3 & 7]);
            case ThumbDecoder.LSL ->
                r[w & 7] = set(shiftedByRegister(r[w & 7], 0, r[w >>> 3 & 7] & 0xFF, true));
            case ThumbDecoder.LSR ->
                r[w & 7] = set(shiftedByRegister(r[w & 7], 1, r[w >>> 3 & 7] & 0xFF, true));
            case ThumbDecoder.ASR ->
                r[w & 7] = set(shiftedByRegister(r[w & 7], 2, r[w >>> 3 & 7] & 0xFF, true));
            case ThumbDecoder.ADC -> r[w & 7] = addCarryFlags(r[w & 7], r[w >>> 3 & 7]);
            case ThumbDecoder.SBC -> r[w & 7] = addCarryFlags(r[w & 7], ~r[w >>> 3 & 7]);
            case ThumbDecoder.ROR ->
                r[w & 7] = set(shiftedByRegister(r[w & 7], 3, r[w >>> 3 & 7] & 0xFF, true));
            case ThumbDecoder.TST -> set(r[w & 7] & r[w >>> 3 & 7]);
            case ThumbDecoder.RSB -> r[w & 7] = subtractFlags(0, r[w >>> 3 & 7]);
            case ThumbDecoder.CMP -> subtractFlags(r[w & 7], r[w >>> 3 & 7]);
            case ThumbDecoder.CMN -> addFlags(r[w & 7], r[w >>> 3 & 7]);
            case ThumbDecoder.ORR -> r[w & 7] = set(r[w & 7] | r[w >>> 3 & 7]);
            case ThumbDecoder.MUL -> r[w & 7] = set(r[w & 7] * r[w >>> 3 & 7]);
            case ThumbDecoder.BIC -> r[w & 7] = set(r[w & 7] & ~r[w >>> 3 & 7]);
            case ThumbDecoder.MVN -> r[w & 7] = set(~r[w >>> 3 & 7]);
            case ThumbDecoder.ADD_HIGH -> {
              int d = w & 7 | w >>> 4 & 8;
              int result = r[d] + r[w >>> 3 & 15];
              if (d == 15) {
                target = result & ~1;
                break taken;
              }
              r[d] = result;
            }
            case ThumbDecoder.CMP_HIGH -> subtractFlags(r[w & 7 | w >>> 4 & 8], r[w >>> 3 & 15]);
            case ThumbDecoder.MOV_HIGH -> {
              int d = w & 7 | w >>> 4 & 8;
              int result = r[w >>> 3 & 15];
              if (d == 15) {
                target = result & ~1;
                break taken;
              }
              r[d] = result;
            }
            case ThumbDecoder.BX -> {
              int address = r[w >>> 3 & 15];
              if ((w & 1 << 7) != 0) {
                if (!v5) {
                  throw undefined();
                }
                r[14] = pc + 2 | 1;
              }
              branchExchange(address);
              target = this.pc;
              break taken;
            }
            case ThumbDecoder.LDR_LITERAL ->
                r[w >>> 8 & 7] = loadWord((pc + 4 & ~3) + (w << 2 & 0x3FC));
            case ThumbDecoder.STR_REG -> storeWord(r[w >>> 3 & 7] + r[w >>> 6 & 7], r[w & 7]);
            case ThumbDecoder.STRH_REG -> store16(r[w >>> 3 & 7] + r[w >>> 6 & 7], r[w & 7]);
            case ThumbDecoder.STRB_REG -> store8(r[w >>> 3 & 7] + r[w >>> 6 & 7], r[w & 7]);
            case ThumbDecoder.LDRSB_REG -> r[w & 7] = (byte) load8(r[w >>> 3 & 7] + r[w >>> 6 & 7]);
            case ThumbDecoder.LDR_REG -> r[w & 7] = loadWord(r[w >>> 3 & 7] + r[w >>> 6 & 7]);
            case ThumbDecoder.LDRH_REG -> r[w & 7] = load16(r[w >>> 3 & 7] + r[w >>> 6 & 7]);
            case ThumbDecoder.LDRB_REG -> r[w & 7] = load8(r[w >>> 3 & 7] + r[w >>> 6 & 7]);
            case ThumbDecoder.LDRSH_REG ->
                r[w & 7] = ExtraTransfer.signedHalf(this, r[w >>> 3 & 7] + r[w >>> 6 & 7]);
            case ThumbDecoder.STR_IMM -> storeWord(r[w >>> 3 & 7] + (w >>> 4 & 0x7C), r[w & 7]);
            case ThumbDecoder.LDR_IMM -> r[w & 7] = loadWord(r[w >>> 3 & 7] + (w >>> 4 & 0x7C));
            case ThumbDecoder.STRB_IMM -> store8(r[w >>> 3 & 7] + (w >>> 6 & 31), r[w & 7]);
            case ThumbDecoder.LDRB_IMM -> r[w & 7] = load8(r[w >>> 3 & 7] + (w >>> 6 & 31));
            case ThumbDecoder.STRH_IMM -> store16(r[w >>> 3 & 7] + (w >>> 5 & 0x3E), r[w & 7]);
            case ThumbDecoder.LDRH_IMM -> r[w & 7] = load16(r[w >>> 3 & 7] + (w >>> 5 & 0x3E));
            case ThumbDecoder.STR_SP -> storeWord(r[13] + (w << 2 & 0x3FC), r[w >>> 8 & 7]);
            case ThumbDecoder.LDR_SP -> r[w >>> 8 & 7] = loadWord(r[13] + (w << 2 & 0x3FC));
            case ThumbDecoder.ADR -> r[w >>> 8 & 7] = (pc + 4 & ~3) + (w << 2 & 0x3FC);
            case ThumbDecoder.ADD_SP -> r[w >>> 8 & 7] = r[13] + (w << 2 & 0x3FC);
            case ThumbDecoder.MOVE_SP -> {
              int offset = w << 2 & 0x1FC;
              r[13] += (w & 1 << 7) != 0 ? -offset : offset;
            }
            case ThumbDecoder.PUSH ->
                BlockTransfer.store(this, BlockTransfer.PUSH | w & 0xFF | w << 6 & 1 << 14);
            case ThumbDecoder.POP -> {
              BlockTransfer.load(this, BlockTransfer.POP | w & 0xFF | w << 7 & 1 << 15);
              if ((w & 1 << 8) != 0) {
                target = this.pc;
                break taken;
              }
            }
            case ThumbDecoder.STM ->
                BlockTransfer.store(this, BlockTransfer.INCREMENT | w << 8 & 7 << 16 | w & 0xFF);
            case ThumbDecoder.LDM -> {
              int base = w >>> 8 & 7;
              int list = w & 0xFF;
              int update = (list >>> base & 1) != 0 ? 0 : BlockTransfer.WRITEBACK;
              BlockTransfer.load(this, BlockTransfer.UP | update | base << 16 | list);
              if (list == 0 && !v5) {
                target = this.pc;
                break taken;
              }
            }
            case ThumbDecoder.SVC -> throw refuse(ArmException.SUPERVISOR_CALL);
            case ThumbDecoder.B -> {
              target = pc + 4 + (w << 21 >> 20);
              break taken;
            }
            case ThumbDecoder.CBZ -> {
              if (!v7) {
                throw undefined();
              }
              if (r[w & 7] == 0 != ((w & 1 << 11) != 0)) {
                target = pc + 4 + (w >>> 3 & 0x40 | w >>> 2 & 0x3E);
                break taken;
              }
            }
            case ThumbDecoder.EXTEND -> {
              if (!v6) {
                throw undefined();
              }
              int value = r[w >>> 3 & 7];
              r[w & 7] =
                  switch (w >>> 6 & 3) {
                    case 0 -> (short) value;
                    case 1 -> (byte) value;
                    case 2 -> value & 0xFFFF;
                    default -> value & 0xFF;
                  };
            }
            case ThumbDecoder.WIDE -> {
              if (!v7 && (w >>> 11 != 0x1E || (pc & Page.SIZE - 1) == Page.SIZE - 2)) {
                if (halfOfPair(w)) {
                  target = this.pc;
                  break taken;
                }
                break;
              }
              int word = w << 16 | secondHalf(pc);
              if (!v7 && (word & 0xE000) != 0xE000) {
                halfOfPair(w);
                break;
              }
              if ((word & 0xF800_D000) == 0xF000_D000) { // BL
                r[14] = pc + 4 | 1;
                target = pc + 4 + branchOffset(word);
                break taken;
              }
              if (wide(word)) {
                target = this.pc;
                break taken;
              }
              pc += 2;
              start += 2;
            }
            case ThumbDecoder.B_COND + 0 -> {
              if (z == 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 1 -> {
              if (z != 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 2 -> {
              if (c != 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 3 -> {
              if (c == 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 4 -> {
              if (n < 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 5 -> {
              if (n >= 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 6 -> {
              if (v < 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 7 -> {
              if (v >= 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 8 -> {
              if (c != 0 && z != 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 9 -> {
              if (c == 0 || z == 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 10 -> {
              if ((n ^ v) >= 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 11 -> {
              if ((n ^ v) < 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 12 -> {
              if (z != 0 && (n ^ v) >= 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            case ThumbDecoder.B_COND + 13 -> {
              if (z == 0 || (n ^ v) < 0) {
                target = pc + 4 + ((byte) w << 1);
                break taken;
              }
            }
            default -> thumbRare(w);
          }
          pc += 2;
        } while (fetchEnd - pc > 0);
        remaining -= pc - start >> 1;
        if (blockIt != 0) {
          leaveBlock();
        }
        continue stretches;
      }
      blockIt = 0;
      remaining -= (pc - start >> 1) + 1;
      if (!thumb) {
        this.pc = target;
        return;
      }
      pc = target;
    }
    this.pc = pc;
  }

  /** The offset of BL, BLX and B.W: S, J1 and J2 make the upper bits (ARM ARM A8.8.25). */
  static int branchOffset(int word) {
    int s = word << 5 >> 31;
    int i1 = ~(word >>> 13 ^ s) & 1;
    int i2 = ~(word >>> 11 ^ s) & 1;
    return s << 24 | i1 << 23 | i2 << 22 | word >>> 4 & 0x3F_F000 | word << 1 & 0xFFE;
  }
}
