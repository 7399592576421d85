package quimera.cpu.mips32;

/**
 * Instructions that the engine calls instead of holding them: system control, traps, bit fields,
 * unaligned access, accumulating multiplications.
 */
final class Rare {
  private static final int LINK_ADDRESS_SHIFT = 4;

  private Rare() {}

  /**
   * Executes an instruction.
   *
   * @throws Trap if it meets an exception
   */
  static void execute(Interpreter cpu, int word) {
    int[] r = cpu.r;
    int s = r[word >>> 21 & 31];
    int target = word >>> 16 & 31;
    int t = r[target];
    int address = s + (short) word;
    switch (word >>> 26) {
      case 0x00 -> special(cpu, word, s, t);
      case 0x01 -> regimm(cpu, word, s);
      case 0x10 -> cop0(cpu, word, t);
      case 0x11 -> cpu.fpu().execute(word);
      case 0x13 -> cpu.fpu().executeExtended(word, s, t);
      case 0x1C -> special2(cpu, word, s, t);
      case 0x1F -> special3(cpu, word, s, t);
      case 0x20 -> r[target] = cpu.load8(address); // this and the next to register 0
      case 0x21 -> r[target] = (short) cpu.load16(address);
      case 0x22 -> lwl(cpu, word, s, t);
      case 0x23 -> r[target] = cpu.load32(address);
      case 0x24 -> r[target] = cpu.load8(address) & 0xFF;
      case 0x25 -> r[target] = cpu.load16(address);
      case 0x26 -> lwr(cpu, word, s, t);
      case 0x2A -> swl(cpu, address, t);
      case 0x2E -> swr(cpu, address, t);
      case 0x31 -> cpu.fpu().loadWord(word, address);
      case 0x35 -> cpu.fpu().loadDouble(word, address);
      case 0x39 -> cpu.fpu().storeWord(word, address);
      case 0x3D -> cpu.fpu().storeDouble(word, address);
      default -> other(cpu, word, s, t);
    }
  }

  private static Trap reserved(Interpreter cpu) {
    return cpu.refuse(ExcCode.RI);
  }

  private static void needRelease2(Interpreter cpu) {
    if (!cpu.release2) {
      throw reserved(cpu);
    }
  }

  private static void needKernel(Interpreter cpu) {
    if (!cpu.cp0().privileged()) {
      throw cpu.unusable(0);
    }
  }

  /** SPECIAL: HI and LO, traps. */
  private static void special(Interpreter cpu, int word, int s, int t) {
    switch (word & 63) {
      case 0x01 -> moveOnFpu(cpu, word, s);
      case 0x11 -> cpu.hi = s; // MTHI
      case 0x13 -> cpu.lo = s; // MTLO
      case 0x30, 0x31, 0x32, 0x33, 0x36 -> trapIf(cpu, word & 7, s, t);
      default -> throw reserved(cpu);
    }
  }

  /** MOVF and MOVT of a general register. */
  private static void moveOnFpu(Interpreter cpu, int word, int s) {
    if ((word & 1 << 17) != 0) {
      throw reserved(cpu);
    }
    if (cpu.fpu().branches(word)) {
      cpu.r[word >>> 11 & 31] = s;
    }
  }

  /** TGE, TGEU, TLT, TLTU, TEQ, -, TNE: by the low three bits of both encodings. */
  private static void trapIf(Interpreter cpu, int kind, int s, int t) {
    boolean met =
        switch (kind) {
          case 0 -> s >= t;
          case 1 -> Integer.compareUnsigned(s, t) >= 0;
          case 2 -> s < t;
          case 3 -> Integer.compareUnsigned(s, t) < 0;
          case 4 -> s == t;
          default -> s != t;
        };
    if (met) {
      throw cpu.refuse(ExcCode.TR);
    }
  }

  /** REGIMM but its branches: traps with an immediate, SYNCI. */
  private static void regimm(Interpreter cpu, int word, int s) {
    int kind = word >>> 16 & 31;
    switch (kind) {
      case 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0E -> trapIf(cpu, kind & 7, s, (short) word);
      case 0x1F -> needRelease2(cpu); // SYNCI: nothing is cached
      default -> throw reserved(cpu);
    }
  }

  /** SPECIAL2. */
  private static void special2(Interpreter cpu, int word, int s, int t) {
    int d = word >>> 11 & 31;
    switch (word & 63) {
      case 0x00 -> accumulate(cpu, (long) s * t);
      case 0x01 -> accumulate(cpu, (s & 0xFFFF_FFFFL) * (t & 0xFFFF_FFFFL));
      case 0x04 -> accumulate(cpu, -((long) s * t));
      case 0x05 -> accumulate(cpu, -((s & 0xFFFF_FFFFL) * (t & 0xFFFF_FFFFL)));
      case 0x02 -> cpu.r[d] = s * t; // MUL
      case 0x20 -> cpu.r[d] = Integer.numberOfLeadingZeros(s); // CLZ
      case 0x21 -> cpu.r[d] = Integer.numberOfLeadingZeros(~s); // CLO
      default -> throw reserved(cpu);
    }
  }

  private static void accumulate(Interpreter cpu, long product) {
    long sum = ((long) cpu.hi << 32 | cpu.lo & 0xFFFF_FFFFL) + product;
    cpu.hi = (int) (sum >> 32);
    cpu.lo = (int) sum;
  }

  /** SPECIAL3: EXT, INS, BSHFL, RDHWR. */
  private static void special3(Interpreter cpu, int word, int s, int t) {
    needRelease2(cpu);
    int target = word >>> 16 & 31;
    int high = word >>> 11 & 31;
    int low = word >>> 6 & 31;
    switch (word & 63) {
      case 0x00 -> cpu.r[target] = s >>> low & -1 >>> 31 - high; // EXT
      case 0x04 -> { // INS
        int mask = -1 >>> 31 - (high - low & 31) << low;
        cpu.r[target] = t & ~mask | s << low & mask;
      }
      case 0x20 -> shuffle(cpu, low, high, t);
      case 0x3B -> cpu.r[target] = hardware(cpu, high);
      default -> throw reserved(cpu);
    }
  }

  private static void shuffle(Interpreter cpu, int kind, int d, int t) {
    cpu.r[d] =
        switch (kind) {
          case 0x02 -> Integer.rotateRight(Integer.reverseBytes(t), 16); // WSBH
          case 0x10 -> (byte) t; // SEB
          case 0x18 -> (short) t; // SEH
          default -> throw reserved(cpu);
        };
  }

  /** RDHWR. */
  private static int hardware(Interpreter cpu, int register) {
    Cp0 cp0 = cpu.cp0();
    if (register > 3 || !cp0.privileged() && (cp0.hwrEna >> register & 1) == 0) {
      throw reserved(cpu);
    }
    return switch (register) {
      case 0 -> cp0.read(15, 1) & 0x3FF; // CPUNum
      case 1 -> 0; // SYNCI_Step: no cache to keep in step
      case 2 -> cp0.count();
      default -> 2; // CCRes: Count moves every second cycle
    };
  }

  /** COP0 but MFC0, MTC0 and ERET. */
  private static void cop0(Interpreter cpu, int word, int t) {
    needKernel(cpu);
    int register = word >>> 11 & 31;
    switch (word >>> 21 & 31) {
      case 0x0A, 0x0E -> { // RDPGPR, WRPGPR: there is one register set
        needRelease2(cpu);
        cpu.r[register] = t;
      }
      case 0x0B -> { // MFMC0: DI, EI
        needRelease2(cpu);
        int old = cpu.cp0().enableInterrupts((word & 1 << 5) != 0);
        cpu.r[word >>> 16 & 31] = old;
      }
      default -> control(cpu, word);
    }
  }

  private static void control(Interpreter cpu, int word) {
    if ((word & 1 << 25) == 0) {
      throw reserved(cpu);
    }
    Cp0 cp0 = cpu.cp0();
    Mmu mmu = cpu.mmu();
    switch (word & 63) {
      case 0x01 -> mmu.read(cp0.index);
      case 0x02 -> mmu.write(cp0.index);
      case 0x06 -> mmu.write(cp0.nextRandom());
      case 0x08 -> cp0.index = mmu.probe();
      case 0x20 -> cpu.waitForInterrupt();
      default -> throw reserved(cpu);
    }
  }

  // Unaligned words (volume II, LWL): the byte at the address and those towards one end of the
  // aligned word around it.

  private static int bitsBelow(Interpreter cpu, int address) {
    return 8 * (cpu.big ? ~address & 3 : address & 3);
  }

  private static void lwl(Interpreter cpu, int word, int s, int t) {
    int address = s + (short) word;
    int shift = 24 - bitsBelow(cpu, address);
    int keep = (1 << shift) - 1;
    cpu.r[word >>> 16 & 31] = cpu.loadAround(address) << shift | t & keep;
  }

  private static void lwr(Interpreter cpu, int word, int s, int t) {
    int address = s + (short) word;
    int shift = bitsBelow(cpu, address);
    int keep = ~(-1 >>> shift);
    cpu.r[word >>> 16 & 31] = cpu.loadAround(address) >>> shift | t & keep;
  }

  /** Stores the upper bytes of {@code t}, from the address down to the word's low end. */
  private static void swl(Interpreter cpu, int address, int t) {
    int count = bitsBelow(cpu, address) / 8 + 1;
    int step = cpu.big ? 1 : -1;
    for (int i = 0; i < count; i++) {
      cpu.store8(address + i * step, t >>> 24 - 8 * i);
    }
  }

  /** Stores the lower bytes of {@code t}, from the address up to the word's high end. */
  private static void swr(Interpreter cpu, int address, int t) {
    int count = 4 - bitsBelow(cpu, address) / 8;
    int step = cpu.big ? -1 : 1;
    for (int i = 0; i < count; i++) {
      cpu.store8(address + i * step, t >>> 8 * i);
    }
  }

  /** The remaining primary opcodes: LL, SC, CACHE, PREF, coprocessor 2. */
  private static void other(Interpreter cpu, int word, int s, int t) {
    int target = word >>> 16 & 31;
    int address = s + (short) word;
    switch (word >>> 26) {
      case 0x2F -> needKernel(cpu); // CACHE: nothing is cached
      case 0x30 -> { // LL
        cpu.r[target] = cpu.load32(address);
        cpu.linked = true;
        if (cpu.mmu().translate(address, Mmu.LOAD)) {
          cpu.cp0().llAddr = cpu.mmu().physical >>> LINK_ADDRESS_SHIFT;
        }
      }
      case 0x38 -> { // SC
        if (cpu.linked) {
          cpu.store32(address, t);
        } else if ((address & 3) != 0) {
          throw cpu.refuse(ExcCode.ADES, address);
        }
        cpu.r[target] = cpu.linked ? 1 : 0;
        cpu.linked = false;
      }
      case 0x12, 0x32, 0x36, 0x3A, 0x3E -> throw coprocessor2(cpu);
      default -> throw reserved(cpu);
    }
  }

  private static Trap coprocessor2(Interpreter cpu) {
    return cpu.cp0().usable(2) ? reserved(cpu) : cpu.unusable(2);
  }
}
