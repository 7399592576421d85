package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/**
 * The engine: takes one decoded operation after the other, of either instruction set.
 *
 * <p>{@link #execute} holds what programs do all the time, in one method; what is rare or large is
 * called. It goes from one taken branch to the next: within such a stretch nothing is counted and
 * no translation is looked at, as {@link #fetchEnd}, the nearer of the page's end and the budget's,
 * stands for both. Whoever wants attention earlier moves it ({@link #attend}).
 *
 * <p>A Thumb instruction of 32 bits moves {@link #start} along, so that half the way from there is
 * still the number of instructions. In an IT block each instruction is a stretch of its own, which
 * keeps the block out of the inner loop: before it the condition is looked at, and after it the
 * flags are put back that the 16-bit encodings set only outside of such a block.
 *
 * <p>How it is written matters to HotSpot: an expression that two cases share is computed before
 * the switch, for every operation. Hence the few fields that all operations use alike; hence no
 * loop around the switch, and conditions in a method of their own.
 *
 * <p>Datasheet: ARM ARM (DDI 0406C) A8.8 for what instructions do; DDI 0100I for versions 4 and 5.
 */
abstract class Interpreter extends Alu {
  private static final int WITHIN = Page.SIZE - 1;

  /** By condition: bit <i>n</i> says whether it holds with N, Z, C and V as bits 3 to 0 of n. */
  private static final int[] CONDITIONS = {
    0xF0F0, 0x0F0F, 0xCCCC, 0x3333, 0xFF00, 0x00FF, 0xAAAA, 0x5555, 0x0C0C, 0xF3F3, 0xAA55, 0x55AA,
    0x0A05, 0xF5FA, 0xFFFF, 0xFFFF
  };

  /** Instructions left in the inner loop when the stretch from {@link #start} on began. */
  transient int remaining;

  /** Where the stretch began, as it were: less two for each instruction of 32 bits in Thumb. */
  private transient int start;

  /** The address at which the inner loop has to look around. */
  private transient int fetchEnd;

  /** log2 of the bytes of an instruction in the inner loop: 2 for ARM, 1 for Thumb. */
  private transient int sizeShift = 2;

  /** The page that instructions come from; null if they come one at a time. */
  private transient DecodedPage codePage;

  private transient long[] operations;

  /** What is executed when instructions do not come from memory, or cross a page's end. */
  private final transient long[] single = new long[Page.SIZE >> 1];

  /** CPSR.IT of the instruction that is being executed in an IT block; 0 outside. */
  transient int blockIt;

  /** The flags that a 16-bit instruction of an IT block leaves alone. */
  private transient int blockFlags;

  private transient boolean blockQuiet;

  private final ArmDecoder armDecoder;
  private final ThumbDecoder thumbDecoder;

  Interpreter(ArmModel model, Bus bus) {
    super(model, bus);
    armDecoder = new ArmDecoder(model);
    thumbDecoder = new ThumbDecoder(model);
  }

  // What an operation may be that is not executed here. The result says whether it was a branch,
  // to {@link #pc}.

  abstract boolean armRest(int word);

  abstract boolean armUnconditional(int word);

  abstract boolean thumbRest(int half);

  abstract boolean thumbWide(int word);

  abstract void coprocessor(int word);

  abstract void waitForInterrupt();

  abstract void waitForEvent();

  abstract void sendEvent();

  // Where execution is.

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

  /** How long the instruction at {@code at} is, which was executed last. */
  final int length(int at) {
    if (!thumb) {
      return 4;
    }
    boolean isWide = (operations[(at & WITHIN) >> 1] & Op.WIDE) != 0;
    return isWide ? 4 : 2;
  }

  private int fetchHalf(int at) {
    return codePage != null && (at & PAGE) == codeTag
        ? Bytes.get16(codePage.page.bytes, at & WITHIN)
        : fetchSlow(at, 2) & 0xFFFF;
  }

  /** Begins a stretch at {@code at}, in the current instruction set. */
  private void enterStretch(int at) {
    int shift = thumb ? 1 : 2;
    start = at;
    if ((at & PAGE) != codeTag || shift != sizeShift) {
      sizeShift = shift;
      r[15] = at + (2 << shift);
      codePage = codePage(at);
      if (codePage != null) {
        operations = codePage.operations(shift);
        codeTag = at & PAGE;
      }
    }
    if (codePage != null) {
      int page = Page.SIZE - (at & WITHIN);
      fetchEnd = at + Math.min(page, remaining << shift);
    } else {
      operations = single;
      single[(at & WITHIN) >> shift] = Op.UNKNOWN;
      fetchEnd = at + (1 << shift);
    }
  }

  /**
   * Decodes the instruction at {@code at}.
   *
   * @return where its operation is now
   */
  private long[] decodeSlow(int at) {
    int within = at & WITHIN;
    boolean cached = codePage != null;
    long operation;
    if (sizeShift == 2) {
      int word = cached ? Bytes.get32(codePage.page.bytes, within) : fetchSlow(at, 4);
      operation = armDecoder.decode(word);
    } else {
      int half = fetchHalf(at);
      if (half < 0xE800) {
        operation = thumbDecoder.decode(half, at & 2);
      } else {
        boolean crossing = within == Page.SIZE - 2;
        operation = decodeWide(at, half, crossing);
        if (crossing) {
          cached = false;
          fetchEnd = at + 2;
        }
      }
    }
    if (!cached) {
      single[within >> sizeShift] = operation;
      return single;
    }
    int bytes = (operation & Op.WIDE) != 0 ? 4 : 1 << sizeShift;
    codePage.remember(within, bytes, sizeShift, operation);
    return operations;
  }

  /** An instruction of 32 bits in Thumb, or the first half of BL before ARMv6T2. */
  private long decodeWide(int at, int half, boolean crossing) {
    if (!v7 && (half >>> 11 != 0x1E || crossing)) {
      return Op.raw(Op.THUMB_HALF, half);
    }
    int second = fetchHalf(at + 2);
    if (!v7 && (second & 0xE000) != 0xE000) {
      return Op.raw(Op.THUMB_HALF, half);
    }
    return thumbDecoder.decodeWide(half << 16 | second, at & 2);
  }

  // IT blocks.

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

  /** Begins an instruction of an IT block; returns how long it is if it is to be skipped, or 0. */
  private int enterBlock(int at) {
    r[15] = at + 4;
    int half = fetchHalf(at);
    blockIt = it;
    it = itAdvanced();
    if (!passesSlow(blockIt >>> 4)) {
      blockIt = 0;
      return half >= 0xE800 ? 4 : 2;
    }
    blockQuiet = quietInBlock(half);
    blockFlags = flags();
    fetchEnd = at + 2;
    return 0;
  }

  private void leaveBlock() {
    if (blockQuiet) {
      setFlags(blockFlags);
    }
    blockIt = 0;
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

  /** Executes instructions until {@link #remaining} are done. */
  final void execute() {
    final int[] r = this.r;
    int pc = this.pc & (thumb ? ~1 : ~3);
    stretches:
    while (remaining > 0) {
      enterStretch(pc);
      final int shift = sizeShift;
      final int size = 1 << shift;
      long[] operations = this.operations;
      if (it != 0) {
        int skipped = enterBlock(pc);
        if (skipped != 0) {
          pc += skipped;
          remaining--;
          continue stretches;
        }
      }
      int target;
      taken:
      {
        do {
          r[15] = pc + size + size;
          long operation = operations[(pc & WITHIN) >>> shift];
          int low = (int) operation;
          if (low >>> 28 != Op.ALWAYS && !passesSlow(low >>> 28 ^ 14)) {
            pc += size;
            continue;
          }
          int immediate = (int) (operation >>> 32);
          int d = low >>> 8 & 15;
          int n = low >>> 12 & 15;
          int m = low >>> 16 & 15;
          switch (low & 0xFF) {
            case Op.UNKNOWN -> {
              operations = decodeSlow(pc);
              continue;
            }
            case Op.NOP -> {}
            case Op.ADD_IMM -> r[d] = r[n] + immediate;
            case Op.RSB_IMM -> r[d] = immediate - r[n];
            case Op.AND_IMM -> r[d] = r[n] & immediate;
            case Op.ORR_IMM -> r[d] = r[n] | immediate;
            case Op.EOR_IMM -> r[d] = r[n] ^ immediate;
            case Op.MOV_IMM -> r[d] = immediate;
            case Op.MOVT -> r[d] = immediate << 16 | r[d] & 0xFFFF;
            case Op.ADDS_IMM -> r[d] = addFlags(r[n], immediate);
            case Op.SUBS_IMM -> r[d] = subtractFlags(r[n], immediate);
            case Op.RSBS_IMM -> r[d] = subtractFlags(immediate, r[n]);
            case Op.ANDS_IMM -> r[d] = logicFlags(r[n] & immediate);
            case Op.MOVS_IMM -> r[d] = logicFlags(immediate);
            case Op.CMP_IMM -> subtractFlags(r[n], immediate);
            case Op.CMN_IMM -> addFlags(r[n], immediate);
            case Op.TST_IMM -> logicFlags(r[n] & immediate);
            case Op.ADD -> r[d] = r[n] + (r[m] << (low >>> 20));
            case Op.SUB -> r[d] = r[n] - (r[m] << (low >>> 20));
            case Op.RSB -> r[d] = (r[m] << (low >>> 20)) - r[n];
            case Op.AND -> r[d] = r[n] & (r[m] << (low >>> 20));
            case Op.ORR -> r[d] = r[n] | (r[m] << (low >>> 20));
            case Op.EOR -> r[d] = r[n] ^ (r[m] << (low >>> 20));
            case Op.BIC -> r[d] = r[n] & ~(r[m] << (low >>> 20));
            case Op.MOV -> r[d] = r[m] << (low >>> 20);
            case Op.MVN -> r[d] = ~(r[m] << (low >>> 20));
            case Op.ADDS -> r[d] = addFlags(r[n], r[m] << (low >>> 20));
            case Op.SUBS -> r[d] = subtractFlags(r[n], r[m] << (low >>> 20));
            case Op.CMP -> subtractFlags(r[n], r[m] << (low >>> 20));
            case Op.CMN -> addFlags(r[n], r[m] << (low >>> 20));
            case Op.ADCS -> r[d] = addCarryFlags(r[n], r[m]);
            case Op.SBCS -> r[d] = addCarryFlags(r[n], ~r[m]);
            case Op.ANDS -> r[d] = logicFlags(r[n] & r[m]);
            case Op.ORRS -> r[d] = logicFlags(r[n] | r[m]);
            case Op.EORS -> r[d] = logicFlags(r[n] ^ r[m]);
            case Op.BICS -> r[d] = logicFlags(r[n] & ~r[m]);
            case Op.MOVS -> r[d] = logicFlags(r[m]);
            case Op.MVNS -> r[d] = logicFlags(~r[m]);
            case Op.TST -> logicFlags(r[n] & r[m]);
            case Op.ADC -> r[d] = r[n] + r[m] + c;
            case Op.SBC -> r[d] = r[n] + ~r[m] + c;
            case Op.LSR -> r[d] = r[m] >>> (low >>> 20);
            case Op.ASR -> r[d] = r[m] >> (low >>> 20);
            case Op.ROR -> r[d] = Integer.rotateRight(r[m], low >>> 20);
            case Op.LSLS -> r[d] = logicFlags(shiftCarry(r[m], 0, low >>> 20 & 31));
            case Op.LSRS -> r[d] = logicFlags(shiftCarry(r[m], 1, low >>> 20 & 31));
            case Op.ASRS -> r[d] = logicFlags(shiftCarry(r[m], 2, low >>> 20 & 31));
            case Op.SHIFTS -> {
              int value = shiftedByRegister(r[n], low >>> 20 & 3, r[m] & 0xFF, true);
              r[d] = logicFlags(value);
            }
            case Op.SXTB -> r[d] = (byte) r[m];
            case Op.SXTH -> r[d] = (short) r[m];
            case Op.UXTB -> r[d] = r[m] & 0xFF;
            case Op.UXTH -> r[d] = r[m] & 0xFFFF;
            case Op.MUL -> r[d] = r[n] * r[m];
            case Op.MULS -> r[d] = logicFlags(r[n] * r[m]);
            case Op.MLA -> r[d] = r[n] * r[m] + r[low >>> 20 & 15];
            case Op.UMULL -> {
              long product = (r[n] & 0xFFFF_FFFFL) * (r[m] & 0xFFFF_FFFFL);
              r[d] = (int) product;
              r[low >>> 20 & 15] = (int) (product >>> 32);
            }
            case Op.SMULL -> {
              long product = (long) r[n] * r[m];
              r[d] = (int) product;
              r[low >>> 20 & 15] = (int) (product >>> 32);
            }
            case Op.LDR -> r[d] = loadWord(r[n] + immediate);
            case Op.LDRB -> r[d] = load8(r[n] + immediate);
            case Op.LDRH -> r[d] = load16(r[n] + immediate);
            case Op.LDRSB -> r[d] = (byte) load8(r[n] + immediate);
            case Op.LDRSH -> r[d] = ExtraTransfer.signedHalf(this, r[n] + immediate);
            case Op.STR -> storeWord(r[n] + immediate, r[d]);
            case Op.STRB -> store8(r[n] + immediate, r[d]);
            case Op.STRH -> store16(r[n] + immediate, r[d]);
            case Op.LDR_REG -> r[d] = loadWord(r[n] + (r[m] << (low >>> 20)));
            case Op.LDRB_REG -> r[d] = load8(r[n] + (r[m] << (low >>> 20)));
            case Op.LDRH_REG -> r[d] = load16(r[n] + (r[m] << (low >>> 20)));
            case Op.LDRSB_REG -> r[d] = (byte) load8(r[n] + (r[m] << (low >>> 20)));
            case Op.LDRSH_REG ->
                r[d] = ExtraTransfer.signedHalf(this, r[n] + (r[m] << (low >>> 20)));
            case Op.STR_REG -> storeWord(r[n] + (r[m] << (low >>> 20)), r[d]);
            case Op.STRB_REG -> store8(r[n] + (r[m] << (low >>> 20)), r[d]);
            case Op.STRH_REG -> store16(r[n] + (r[m] << (low >>> 20)), r[d]);
            case Op.LDR_PRE -> {
              int address = r[n] + immediate;
              int value = loadWord(address);
              r[n] = address;
              r[d] = value;
            }
            case Op.LDR_POST -> {
              int base = r[n];
              int value = loadWord(base);
              r[n] = base + immediate;
              r[d] = value;
            }
            case Op.LDRB_PRE -> {
              int address = r[n] + immediate;
              int value = load8(address);
              r[n] = address;
              r[d] = value;
            }
            case Op.LDRB_POST -> {
              int base = r[n];
              int value = load8(base);
              r[n] = base + immediate;
              r[d] = value;
            }
            case Op.STR_PRE -> {
              int address = r[n] + immediate;
              storeWord(address, r[d]);
              r[n] = address;
            }
            case Op.STR_POST -> {
              int base = r[n];
              storeWord(base, r[d]);
              r[n] = base + immediate;
            }
            case Op.STRB_PRE -> {
              int address = r[n] + immediate;
              store8(address, r[d]);
              r[n] = address;
            }
            case Op.STRB_POST -> {
              int base = r[n];
              store8(base, r[d]);
              r[n] = base + immediate;
            }
            case Op.LDR_PC -> {
              loadPc(loadWord(r[n] + immediate));
              target = this.pc;
              break taken;
            }
            case Op.LDM -> {
              if (BlockTransfer.load(this, immediate)) {
                target = this.pc;
                break taken;
              }
            }
            case Op.STM -> BlockTransfer.store(this, immediate);
            case Op.B -> {
              target = pc + immediate;
              break taken;
            }
            case Op.BL -> {
              r[14] = pc + 4 | shift & 1;
              target = pc + immediate;
              break taken;
            }
            case Op.B_IF -> {
              int nzcv = this.n >>> 31 << 3 | (z == 0 ? 4 : 0) | c << 1 | v >>> 31;
              if ((CONDITIONS[d] >>> nzcv & 1) != 0) {
                target = pc + immediate;
                break taken;
              }
            }
            case Op.CBZ -> {
              if (r[n] == 0) {
                target = pc + immediate;
                break taken;
              }
            }
            case Op.CBNZ -> {
              if (r[n] != 0) {
                target = pc + immediate;
                break taken;
              }
            }
            case Op.BX -> {
              branchExchange(r[m]);
              target = this.pc;
              break taken;
            }
            case Op.BLX -> {
              int address = r[m];
              r[14] = pc + size | shift & 1;
              branchExchange(address);
              target = this.pc;
              break taken;
            }
            case Op.MOV_PC -> {
              target = r[m] & ~1;
              break taken;
            }
            case Op.SVC -> throw refuse(ArmException.SUPERVISOR_CALL);
            case Op.COPROCESSOR -> coprocessor(immediate);
            case Op.ARM -> {
              if (armRest(immediate)) {
                target = this.pc;
                break taken;
              }
            }
            case Op.ARM_UNCONDITIONAL -> {
              if (armUnconditional(immediate)) {
                target = this.pc;
                break taken;
              }
            }
            case Op.THUMB -> {
              if (thumbRest(immediate)) {
                target = this.pc;
                break taken;
              }
            }
            case Op.THUMB_WIDE -> {
              if (thumbWide(immediate)) {
                target = this.pc;
                break taken;
              }
            }
            case Op.THUMB_HALF -> {
              if (halfOfPair(immediate)) {
                target = this.pc;
                break taken;
              }
            }
            default -> throw new IllegalStateException("operation " + (low & 0xFF));
          }
          pc += size;
          if ((low & Op.WIDE) != 0) {
            pc += 2;
            start += 2;
          }
        } while (fetchEnd - pc > 0);
        remaining -= pc - start >> shift;
        if (blockIt != 0) {
          leaveBlock();
        }
        continue stretches;
      }
      blockIt = 0;
      remaining -= (pc - start >> shift) + 1;
      pc = target;
    }
    this.pc = pc;
  }
}
