package quimera.cpu.mips32;

import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/**
 * The engine: fetch, decode, execute, one instruction after the other.
 *
 * <p>{@link #execute} holds what programs do all the time, in one method with the two program
 * counters in locals; what is rare or large is called. A branch only sets {@code next}, so that its
 * delay slot is simply the next instruction; an instruction that ends the iteration by {@code
 * continue} says that its successor is in a delay slot.
 *
 * <p>Datasheet: MIPS32 volume II, and the encodings in volume I, appendix A.
 */
abstract class Interpreter extends MipsAccess {
  private static final int PAGE_OR_MISALIGNED = -Page.SIZE | 3;

  /** Instructions left in the inner loop, the current one included. */
  transient int remaining;

  /** Whether the instruction after a branch is executed before its target. */
  private final boolean delaySlots;

  Interpreter(MipsModel model, boolean big, boolean delaySlots, Bus bus) {
    super(model, big, bus);
    this.delaySlots = delaySlots;
  }

  /** Whether something outside has done what an exception asked for. */
  abstract boolean served(int code);

  abstract Fpu fpu();

  abstract void attend();

  abstract void waitForInterrupt();

  /** Executes {@link #remaining} instructions; one that traps counts. */
  final void execute() {
    while (remaining > 0) {
      try {
        instructions();
      } catch (Trap trap) {
        int code = trapCode;
        trapCode = ExcCode.NONE;
        if (!served(code)) {
          cp0().deliver(code, trapRefill, trapUnit, pc, slot);
        }
        remaining--;
      }
    }
  }

  /** One instruction; returns the exception that it met, undelivered, or NONE. */
  final int step() {
    remaining = 1;
    try {
      instructions();
      return ExcCode.NONE;
    } catch (Trap trap) {
      int code = trapCode;
      trapCode = ExcCode.NONE;
      return code;
    } finally {
      remaining = 0;
    }
  }

  /** The inner loop; at a trap {@link #pc} and {@link #slot} are those of the instruction. */
  private void instructions() {
    final int[] r = this.r;
    final boolean delaySlots = this.delaySlots;
    int at = this.pc;
    int pc = at;
    int next = this.next;
    boolean slot = this.slot;
    try {
      do {
        branch:
        {
          at = pc;
          int word;
          if ((at & PAGE_OR_MISALIGNED) == codeTag) {
            byte[] page = code;
            word =
                big
                    ? Bytes.get32be(page, at & Page.SIZE - 1)
                    : Bytes.get32(page, at & Page.SIZE - 1);
          } else {
            word = fetchSlow(at);
            if (trapCode != ExcCode.NONE) {
              throw refusal;
            }
          }
          pc = next;
          next += 4;
          r[0] = 0;
          int s = r[word >>> 21 & 31];
          int t = r[word >>> 16 & 31];
          switch (word >>> 26) {
            case 0x00 -> { // SPECIAL
              int d = word >>> 11 & 31;
              switch (word & 63) {
                case 0x00 -> r[d] = t << (word >>> 6); // SLL
                case 0x02 -> // SRL, ROTR
                    r[d] =
                        (word & 1 << 21) == 0 || !release2
                            ? t >>> (word >>> 6)
                            : Integer.rotateRight(t, word >>> 6);
                case 0x03 -> r[d] = t >> (word >>> 6); // SRA
                case 0x04 -> r[d] = t << s; // SLLV
                case 0x06 -> // SRLV, ROTRV
                    r[d] = (word & 1 << 6) == 0 || !release2 ? t >>> s : Integer.rotateRight(t, s);
                case 0x07 -> r[d] = t >> s; // SRAV
                case 0x08 -> { // JR
                  next = s;
                  break branch;
                }
                case 0x09 -> { // JALR
                  r[d] = delaySlots ? next : pc;
                  next = s;
                  break branch;
                }
                case 0x0A -> { // MOVZ
                  if (t == 0) {
                    r[d] = s;
                  }
                }
                case 0x0B -> { // MOVN
                  if (t != 0) {
                    r[d] = s;
                  }
                }
                case 0x10 -> r[d] = hi; // MFHI
                case 0x12 -> r[d] = lo; // MFLO
                case 0x18 -> { // MULT
                  long product = (long) s * t;
                  lo = (int) product;
                  hi = (int) (product >> 32);
                }
                case 0x19 -> { // MULTU
                  long product = (s & 0xFFFF_FFFFL) * (t & 0xFFFF_FFFFL);
                  lo = (int) product;
                  hi = (int) (product >> 32);
                }
                case 0x20 -> { // ADD
                  int sum = s + t;
                  if (((s ^ sum) & (t ^ sum)) < 0) {
                    throw refuse(ExcCode.OV);
                  }
                  r[d] = sum;
                }
                case 0x21 -> r[d] = s + t; // ADDU
                case 0x22 -> { // SUB
                  int difference = s - t;
                  if (((s ^ t) & (s ^ difference)) < 0) {
                    throw refuse(ExcCode.OV);
                  }
                  r[d] = difference;
                }
                case 0x23 -> r[d] = s - t; // SUBU
                case 0x24 -> r[d] = s & t; // AND
                case 0x25 -> r[d] = s | t; // OR
                case 0x26 -> r[d] = s ^ t; // XOR
                case 0x27 -> r[d] = ~(s | t); // NOR
                case 0x2A -> r[d] = s < t ? 1 : 0; // SLT
                case 0x2B -> // SLTU
                    r[d] = s + Integer.MIN_VALUE < t + Integer.MIN_VALUE ? 1 : 0;
                default -> Rare.special(this, word, s, t);
              }
            }
            case 0x01 -> { // REGIMM
              int kind = word >>> 16 & 31;
              if ((kind & 0x0C) != 0) {
                Rare.regimm(this, word, s);
              } else {
                boolean taken = s < 0 != ((kind & 1) != 0);
                if ((kind & 0x10) != 0) {
                  r[31] = delaySlots ? next : pc;
                }
                if (taken) {
                  next = pc + ((short) word << 2);
                  break branch;
                } else if ((kind & 2) != 0 && delaySlots) {
                  pc = next;
                  next += 4;
                  slot = false;
                  continue;
                }
                slot = delaySlots;
                continue;
              }
            }
            case 0x02 -> { // J
              next = pc & 0xF000_0000 | word << 6 >>> 4;
              break branch;
            }
            case 0x03 -> { // JAL
              r[31] = delaySlots ? next : pc;
              next = pc & 0xF000_0000 | word << 6 >>> 4;
              break branch;
            }
            case 0x04 -> { // BEQ
              if (s == t) {
                next = pc + ((short) word << 2);
                break branch;
              }
              slot = delaySlots;
              continue;
            }
            case 0x05 -> { // BNE
              if (s != t) {
                next = pc + ((short) word << 2);
                break branch;
              }
              slot = delaySlots;
              continue;
            }
            case 0x06 -> { // BLEZ
              if (s <= 0) {
                next = pc + ((short) word << 2);
                break branch;
              }
              slot = delaySlots;
              continue;
            }
            case 0x07 -> { // BGTZ
              if (s > 0) {
                next = pc + ((short) word << 2);
                break branch;
              }
              slot = delaySlots;
              continue;
            }
            case 0x08 -> { // ADDI
              int immediate = (short) word;
              int sum = s + immediate;
              if (((s ^ sum) & (immediate ^ sum)) < 0) {
                throw refuse(ExcCode.OV);
              }
              r[word >>> 16 & 31] = sum;
            }
            case 0x09 -> r[word >>> 16 & 31] = s + (short) word; // ADDIU
            case 0x0A -> r[word >>> 16 & 31] = s < (short) word ? 1 : 0; // SLTI
            case 0x0B -> // SLTIU
                r[word >>> 16 & 31] =
                    s + Integer.MIN_VALUE < (short) word + Integer.MIN_VALUE ? 1 : 0;
            case 0x0C -> r[word >>> 16 & 31] = s & word & 0xFFFF; // ANDI
            case 0x0D -> r[word >>> 16 & 31] = s | word & 0xFFFF; // ORI
            case 0x0E -> r[word >>> 16 & 31] = s ^ word & 0xFFFF; // XORI
            case 0x0F -> r[word >>> 16 & 31] = word << 16; // LUI
            case 0x10 -> { // COP0
              if (Rare.cop0(this, word, t)) {
                pc = cp0().exceptionReturn();
                next = pc + 4;
              }
            }
            case 0x11 -> { // COP1
              if ((word >>> 21 & 31) != 8) {
                fpu().execute(word);
              } else if (fpu().branches(word)) {
                next = pc + ((short) word << 2);
                break branch;
              } else if ((word & 1 << 17) == 0) {
                slot = delaySlots;
                continue;
              } else if (delaySlots) {
                pc = next;
                next += 4;
              }
            }
            case 0x13 -> fpu().executeExtended(word, s, t); // COP1X
            case 0x14, 0x15, 0x16, 0x17 -> { // BEQL, BNEL, BLEZL, BGTZL
              boolean taken =
                  switch (word >>> 26 & 3) {
                    case 0 -> s == t;
                    case 1 -> s != t;
                    case 2 -> s <= 0;
                    default -> s > 0;
                  };
              if (taken) {
                next = pc + ((short) word << 2);
                break branch;
              }
              if (delaySlots) {
                pc = next;
                next += 4;
              }
            }
            case 0x1C -> { // SPECIAL2
              if ((word & 63) == 2) {
                r[word >>> 11 & 31] = s * t; // MUL
              } else {
                Rare.special2(this, word, s, t);
              }
            }
            case 0x1F -> Rare.special3(this, word, s, t);
            case 0x20 -> r[word >>> 16 & 31] = load8(s + (short) word); // LB
            case 0x21 -> r[word >>> 16 & 31] = (short) load16(s + (short) word); // LH
            case 0x22 -> Rare.lwl(this, word, s, t);
            case 0x23 -> r[word >>> 16 & 31] = load32(s + (short) word); // LW
            case 0x24 -> r[word >>> 16 & 31] = load8(s + (short) word) & 0xFF; // LBU
            case 0x25 -> r[word >>> 16 & 31] = load16(s + (short) word); // LHU
            case 0x26 -> Rare.lwr(this, word, s, t);
            case 0x28 -> store8(s + (short) word, t); // SB
            case 0x29 -> store16(s + (short) word, t); // SH
            case 0x2A -> Rare.swl(this, s + (short) word, t);
            case 0x2B -> store32(s + (short) word, t); // SW
            case 0x2E -> Rare.swr(this, s + (short) word, t);
            case 0x31 -> fpu().loadWord(word, s + (short) word); // LWC1
            case 0x35 -> fpu().loadDouble(word, s + (short) word); // LDC1
            case 0x39 -> fpu().storeWord(word, s + (short) word); // SWC1
            case 0x3D -> fpu().storeDouble(word, s + (short) word); // SDC1
            default -> Rare.other(this, word, s, t);
          }
          slot = false;
          continue;
        }
        // A branch is taken: its target comes after the delay slot, if the machine has them.
        if (delaySlots) {
          slot = true;
        } else {
          pc = next;
          next += 4;
        }
      } while (--remaining > 0);
    } catch (Trap trap) {
      this.pc = at;
      this.next = pc;
      this.slot = slot;
      throw trap;
    }
    this.pc = pc;
    this.next = next;
    this.slot = slot;
  }
}
