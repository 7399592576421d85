package quimera.cpu.arm;

import quimera.core.bus.Bus;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/**
 * The engine: takes one decoded operation after the other, of either instruction set.
 *
 * <p>{@link #execute} holds what programs do all the time, in one method; what is rare or large is
 * called. It goes from one taken branch to the next: within such a stretch nothing is counted and
 * no translation is looked at, as {@link #end}, the nearer of the page's end and the budget's,
 * stands for both. Whoever wants attention earlier moves it.
 *
 * <p>A Thumb instruction of 32 bits has two places and moves {@link #start} along, so that the way
 * from there is still the number of instructions. In an IT block each instruction is a stretch of
 * its own, which keeps the block out of the inner loop: before it the condition is looked at, and
 * after it the flags are put back that the 16-bit encodings set only outside of such a block.
 *
 * <p>How it is written matters to HotSpot: an expression that two cases share is computed before
 * the switch, for every operation, and what a case calls is inlined first. Hence the few fields
 * that all operations use alike; hence no loop around the switch; hence the methods with a name
 * that ends in {@code Slow}, which keeps them out of line: most of them are not slow at all.
 *
 * <p>Datasheet: ARM ARM (DDI 0406C) A8.8 for what instructions do; DDI 0100I for versions 4 and 5.
 */
abstract class Interpreter extends Alu {
  private static final int WITHIN = Page.SIZE - 1;

  /**
   * By condition exclusive-or 14, as {@link Op} has it: bit <i>n</i> says whether it holds with N,
   * Z, C and V as bits 3 to 0 of n.
   */
  private static final int[] CONDITIONS = {
    0xFFFF, 0xFFFF, 0x0A05, 0xF5FA, 0xAA55, 0x55AA, 0x0C0C, 0xF3F3, 0xAAAA, 0x5555, 0xFF00, 0x00FF,
    0xCCCC, 0x3333, 0xF0F0, 0x0F0F
  };

  /** Instructions left in the inner loop when the stretch from {@link #start} on began. */
  transient int remaining;

  /** The index of the current instruction in its page: by word, or by halfword in Thumb. */
  private transient int at;

  /** Where the stretch began, as it were: one more for each instruction of 32 bits in Thumb. */
  private transient int start;

  /** The index at which the inner loop has to look around. */
  private transient int end;

  /** The indices below this may be branched to within the stretch: those of the page, or none. */
  private transient int limit;

  /** log2 of the bytes of an instruction in the inner loop: 2 for ARM, 1 for Thumb. */
  private transient int sizeShift = 2;

  /** The virtual address of the page of the stretch. */
  private transient int base;

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

  abstract boolean armRestSlow(int word);

  abstract boolean armUnconditionalSlow(int word);

  abstract boolean thumbRestSlow(int half);

  abstract boolean thumbWideSlow(int word);

  abstract void coprocessorSlow(int word);

  /** Takes the exception of SVC; goes on at {@link #pc}. */
  abstract void supervisorCallSlow();

  /** Takes the exception that the current instruction has met; where to go on. */
  abstract int trapped();

  abstract void waitForInterrupt();

  abstract void waitForEvent();

  abstract void sendEvent();

  // Where execution is.

  /** The address of the instruction that is being executed. */
  final int currentPc() {
    return base + (at << sizeShift);
  }

  /** The next instruction begins a new stretch. */
  @Override
  final void endStretch() {
    end = at + 1;
    limit = 0;
  }

  /** How many instructions of this stretch were executed before the current one. */
  final int executed() {
    return at - start;
  }

  /** How long the current instruction is. */
  final int length() {
    return sizeShift == 2 || (operations[at] & Op.WIDE) != 0 ? 4 : 2;
  }

  private int fetchHalf(int address) {
    return codePage != null && (address & PAGE) == base
        ? Bytes.get16(codePage.page.bytes, address & WITHIN)
        : fetchSlow(address, 2) & 0xFFFF;
  }

  /** Begins a stretch at {@code address}, in the current instruction set. */
  private void enterStretch(int address) {
    int shift = thumb ? 1 : 2;
    base = address & PAGE;
    at = (address & WITHIN) >> shift;
    start = at;
    if (base != codeTag || shift != sizeShift) {
      sizeShift = shift;
      codePage = codePage(address);
      if (codePage != null) {
        operations = codePage.operations(shift);
        codeTag = base;
      }
    }
    if (codePage != null) {
      limit = Page.SIZE >> shift;
      end = Math.min(limit, at + remaining);
    } else {
      operations = single;
      single[at] = Op.UNKNOWN;
      limit = 0;
      end = at + 1;
    }
  }

  /**
   * Decodes the current instruction.
   *
   * @return where its operation is now
   */
  private long[] decodeSlow() {
    int address = currentPc();
    int within = address & WITHIN;
    boolean cached = codePage != null;
    long operation;
    if (sizeShift == 2) {
      int word = cached ? Bytes.get32(codePage.page.bytes, within) : fetchSlow(address, 4);
      operation = armDecoder.decode(word, within);
    } else {
      int half = fetchHalf(address);
      if (half < 0xE800) {
        operation = thumbDecoder.decode(half, within);
      } else {
        boolean crossing = within == Page.SIZE - 2;
        operation = decodeWide(address, half, crossing);
        if (crossing) {
          cached = false;
          end = at + 1;
          limit = 0;
        }
      }
    }
    if (!cached) {
      single[at] = operation;
      return single;
    }
    int bytes = (operation & Op.WIDE) != 0 ? 4 : 1 << sizeShift;
    codePage.remember(within, bytes, sizeShift, operation);
    return operations;
  }

  /** An instruction of 32 bits in Thumb, or the first half of BL before ARMv6T2. */
  private long decodeWide(int address, int half, boolean crossing) {
    if (!v7 && (half >>> 11 != 0x1E || crossing)) {
      return Op.raw(Op.THUMB_HALF, half);
    }
    int second = fetchHalf(address + 2);
    if (!v7 && (second & 0xE000) != 0xE000) {
      return Op.raw(Op.THUMB_HALF, half);
    }
    return thumbDecoder.decodeWide(half << 16 | second, address & WITHIN);
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
  private int enterBlock() {
    int half = fetchHalf(currentPc());
    blockIt = it;
    it = itAdvanced();
    if (!passesSlow(blockIt >>> 4)) {
      blockIt = 0;
      return half >= 0xE800 ? 4 : 2;
    }
    blockQuiet = quietInBlock(half);
    blockFlags = flags();
    end = at + 1;
    limit = 0;
    return 0;
  }

  private void leaveBlock() {
    if (blockQuiet) {
      setFlags(blockFlags);
    }
    blockIt = 0;
  }

  /** Half of a BL or BLX on its own, before ARMv6T2; whether it was the second one. */
  private boolean halfOfPairSlow(int half) {
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

  /** A load or store that writes its base, once the access is done. */
  private void indexedSlow(int low, int immediate) {
    int d = low >>> 8 & 15;
    int n = low >>> 12 & 15;
    int base = r[n];
    int moved = base + immediate;
    int value = r[d];
    switch (low & 0xFF) {
      case Op.LDR_PRE -> value = loadWord(moved);
      case Op.LDR_POST -> value = loadWord(base);
      case Op.LDRB_PRE -> value = load8(moved);
      case Op.LDRB_POST -> value = load8(base);
      case Op.STR_PRE -> storeWord(moved, value);
      case Op.STR_POST -> storeWord(base, value);
      case Op.STRB_PRE -> store8(moved, value);
      default -> store8(base, value);
    }
    r[n] = moved;
    r[d] = value;
  }

  /** A branch to an address from a register or from memory. */
  private void branchSlow(int low, int immediate) {
    int to = r[low >>> 16 & 15];
    switch (low & 0xFF) {
      case Op.BX -> branchExchange(to);
      case Op.BLX -> {
        r[14] = base + (at << 2) + 4;
        branchExchange(to);
      }
      case Op.BLX_THUMB -> {
        r[14] = base + (at << 1) + 3;
        branchExchange(to);
      }
      case Op.MOV_PC -> pc = to & ~1;
      default -> loadPc(loadWord(r[low >>> 12 & 15] + immediate));
    }
  }

  private int addressSlow(int within) {
    return base + within;
  }

  private void doublewordSlow(int low, int immediate) {
    int d = low >>> 8 & 15;
    int other = low >>> 16 & 15;
    int address = r[low >>> 12 & 15] + immediate;
    if ((low & 0xFF) == Op.STRD) {
      store64(address, (long) r[other] << 32 | r[d] & 0xFFFF_FFFFL);
    } else {
      long both = load64(address);
      r[d] = (int) both;
      r[other] = (int) (both >>> 32);
    }
  }

  private int load8Slow(int address) {
    return load8(address);
  }

  private int load16Slow(int address) {
    return load16(address);
  }

  private int loadSignedHalfSlow(int address) {
    return ExtraTransfer.signedHalf(this, address);
  }

  private int loadWordSlow(int address) {
    return loadWord(address);
  }

  private void store8Slow(int address, int value) {
    store8(address, value);
  }

  private void store16Slow(int address, int value) {
    store16(address, value);
  }

  private void storeWordSlow(int address, int value) {
    storeWord(address, value);
  }

  private boolean loadMultipleSlow(int word) {
    return BlockTransfer.load(this, word);
  }

  private void storeMultipleSlow(int word) {
    BlockTransfer.store(this, word);
  }

  private void longMultiplySlow(int low) {
    int n = r[low >>> 12 & 15];
    int m = r[low >>> 16 & 15];
    long product =
        (low & 0xFF) == Op.SMULL ? (long) n * m : (n & 0xFFFF_FFFFL) * (m & 0xFFFF_FFFFL);
    r[low >>> 8 & 15] = (int) product;
    r[low >>> 20 & 15] = (int) (product >>> 32);
  }

  /** Executes instructions until {@link #remaining} are done; one that traps counts. */
  final void execute() {
    // An array that is made here has a length that the compiler knows: no index needs a check.
    final int[] r = new int[16];
    System.arraycopy(this.r, 0, r, 0, 16);
    this.r = r;
    int pc = this.pc & (thumb ? ~1 : ~3);
    while (remaining > 0) {
      try {
        stretches:
        while (remaining > 0) {
          enterStretch(pc);
          if (it != 0) {
            int skipped = enterBlock();
            if (skipped != 0) {
              pc += skipped;
              remaining--;
              continue stretches;
            }
          }
          long[] operations = this.operations;
          int at = this.at;
          taken:
          {
            do {
              this.at = at;
              long operation = operations[at];
              int low = (int) operation;
              if ((low & Op.PROLOGUE) != 0) {
                int nzcv = this.n >>> 31 << 3 | (z == 0 ? 4 : 0) | c << 1 | v >>> 31;
                if ((CONDITIONS[low >>> 28] >>> nzcv & 1) == 0) {
                  at++;
                  if ((low & Op.WIDE) != 0) {
                    at++;
                    start++;
                  }
                  continue;
                }
                if ((low & Op.NEEDS_PC) != 0) {
                  r[15] = base + (at + 2 << sizeShift);
                }
              }
              int immediate = (int) (operation >>> 32);
              int d = low >>> 8 & 15;
              int n = low >>> 12 & 15;
              int m = low >>> 16 & 15;
              // Each kind of access stands once, after its block, for all ways to make an address.
              int address;
              relative:
              {
                access:
                {
                  loadWord:
                  {
                    loadByte:
                    {
                      loadHalf:
                      {
                        loadSignedByte:
                        {
                          loadSignedHalf:
                          {
                            storeWord:
                            {
                              storeByte:
                              {
                                storeHalf:
                                {
                                  switch (low & 0xFF) {
                                    case Op.UNKNOWN -> {
                                      operations = decodeSlow();
                                      continue;
                                    }
                                    case Op.NOP -> {}
                                    case Op.ADD_IMM -> r[d] = r[n] + immediate;
                                    case Op.RSB_IMM -> r[d] = immediate - r[n];
                                    case Op.AND_IMM -> r[d] = r[n] & immediate;
                                    case Op.ORR_IMM -> r[d] = r[n] | immediate;
                                    case Op.EOR_IMM -> r[d] = r[n] ^ immediate;
                                    case Op.MOV_IMM -> r[d] = immediate;
                                    case Op.ADR -> r[d] = addressSlow(immediate);
                                    case Op.LDR_LITERAL -> r[d] = loadWordSlow(base + immediate);
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
                                    case Op.SUBS ->
                                        r[d] = subtractFlags(r[n], r[m] << (low >>> 20));
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
                                    case Op.LSLS ->
                                        r[d] = logicFlags(shiftCarry(r[m], 0, low >>> 20));
                                    case Op.LSRS ->
                                        r[d] = logicFlags(shiftCarry(r[m], 1, low >>> 20));
                                    case Op.ASRS ->
                                        r[d] = logicFlags(shiftCarry(r[m], 2, low >>> 20));
                                    case Op.SHIFTS -> {
                                      int value =
                                          shiftedByRegister(
                                              r[n], low >>> 20 & 3, r[m] & 0xFF, true);
                                      r[d] = logicFlags(value);
                                    }
                                    case Op.SXTB -> r[d] = (byte) r[m];
                                    case Op.SXTH -> r[d] = (short) r[m];
                                    case Op.UXTB -> r[d] = r[m] & 0xFF;
                                    case Op.UXTH -> r[d] = r[m] & 0xFFFF;
                                    case Op.MUL -> r[d] = r[n] * r[m];
                                    case Op.MULS -> r[d] = logicFlags(r[n] * r[m]);
                                    case Op.MLA -> r[d] = r[n] * r[m] + r[low >>> 20 & 15];
                                    case Op.UMULL, Op.SMULL -> longMultiplySlow(low);
                                    case Op.LDR -> {
                                      address = r[n] + immediate;
                                      break loadWord;
                                    }
                                    case Op.LDRB -> {
                                      address = r[n] + immediate;
                                      break loadByte;
                                    }
                                    case Op.LDRH -> {
                                      address = r[n] + immediate;
                                      break loadHalf;
                                    }
                                    case Op.LDRSB -> {
                                      address = r[n] + immediate;
                                      break loadSignedByte;
                                    }
                                    case Op.LDRSH -> {
                                      address = r[n] + immediate;
                                      break loadSignedHalf;
                                    }
                                    case Op.STR -> {
                                      address = r[n] + immediate;
                                      break storeWord;
                                    }
                                    case Op.STRB -> {
                                      address = r[n] + immediate;
                                      break storeByte;
                                    }
                                    case Op.STRH -> {
                                      address = r[n] + immediate;
                                      break storeHalf;
                                    }
                                    case Op.LDR_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break loadWord;
                                    }
                                    case Op.LDRB_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break loadByte;
                                    }
                                    case Op.LDRH_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break loadHalf;
                                    }
                                    case Op.LDRSB_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break loadSignedByte;
                                    }
                                    case Op.LDRSH_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break loadSignedHalf;
                                    }
                                    case Op.STR_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break storeWord;
                                    }
                                    case Op.STRB_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break storeByte;
                                    }
                                    case Op.STRH_REG -> {
                                      address = r[n] + (r[m] << (low >>> 20));
                                      break storeHalf;
                                    }
                                    case Op.LDR_PRE,
                                        Op.LDRB_PRE,
                                        Op.STR_PRE,
                                        Op.STRB_PRE,
                                        Op.LDR_POST,
                                        Op.LDRB_POST,
                                        Op.STR_POST,
                                        Op.STRB_POST ->
                                        indexedSlow(low, immediate);
                                    case Op.LDRD, Op.STRD -> doublewordSlow(low, immediate);
                                    case Op.LDM -> {
                                      if (loadMultipleSlow(immediate)) {
                                        break taken;
                                      }
                                    }
                                    case Op.STM -> storeMultipleSlow(immediate);
                                    case Op.B -> {
                                      break relative;
                                    }
                                    case Op.BL -> {
                                      r[14] = base + (at << 2) + 4;
                                      break relative;
                                    }
                                    case Op.CBZ -> {
                                      if (r[n] == 0) {
                                        break relative;
                                      }
                                    }
                                    case Op.CBNZ -> {
                                      if (r[n] != 0) {
                                        break relative;
                                      }
                                    }
                                    case Op.BX, Op.BLX, Op.BLX_THUMB, Op.MOV_PC, Op.LDR_PC -> {
                                      branchSlow(low, immediate);
                                      break taken;
                                    }
                                    case Op.BL_THUMB -> {
                                      r[14] = base + (at << 1) + 4 | 1;
                                      break relative;
                                    }
                                    case Op.SVC -> {
                                      supervisorCallSlow();
                                      break taken;
                                    }
                                    case Op.COPROCESSOR -> coprocessorSlow(immediate);
                                    case Op.ARM -> {
                                      if (armRestSlow(immediate)) {
                                        break taken;
                                      }
                                    }
                                    case Op.ARM_UNCONDITIONAL -> {
                                      if (armUnconditionalSlow(immediate)) {
                                        break taken;
                                      }
                                    }
                                    case Op.THUMB -> {
                                      if (thumbRestSlow(immediate)) {
                                        break taken;
                                      }
                                    }
                                    case Op.THUMB_WIDE -> {
                                      if (thumbWideSlow(immediate)) {
                                        break taken;
                                      }
                                    }
                                    case Op.THUMB_HALF -> {
                                      if (halfOfPairSlow(immediate)) {
                                        break taken;
                                      }
                                    }
                                    default ->
                                        throw new IllegalStateException(
                                            "operation " + (low & 0xFF));
                                  }
                                  break access;
                                }
                                store16Slow(address, r[d]);
                                break access;
                              }
                              store8Slow(address, r[d]);
                              break access;
                            }
                            storeWordSlow(address, r[d]);
                            break access;
                          }
                          r[d] = loadSignedHalfSlow(address);
                          break access;
                        }
                        r[d] = (byte) load8Slow(address);
                        break access;
                      }
                      r[d] = load16Slow(address);
                      break access;
                    }
                    r[d] = load8Slow(address);
                    break access;
                  }
                  r[d] = loadWordSlow(address);
                }
                at++;
                if ((low & Op.WIDE) != 0) {
                  at++;
                  start++;
                }
                continue;
              }
              // A branch by so many instructions. Within the page, what was executed is still the
              // way
              // from start, which goes along; only the budget's end has to be seen to.
              int to = at + immediate;
              if (to + Integer.MIN_VALUE < limit + Integer.MIN_VALUE) {
                start += immediate - 1;
                end = Math.min(limit, start + remaining);
                at = to;
                continue;
              }
              this.pc = base + (to << sizeShift);
              break taken;
            } while (at < end);
            remaining -= at - start;
            pc = base + (at << sizeShift);
            if (blockIt != 0) {
              leaveBlock();
            }
            continue stretches;
          }
          blockIt = 0;
          remaining -= at - start + 1;
          pc = this.pc;
        }
      } catch (Trap trapped) {
        pc = trapped();
      }
    }
    this.pc = pc;
  }
}
