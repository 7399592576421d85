package quimera.cpu.x86;

/**
 * The MMX instructions, those of SSE and SSE2 on MMX registers included (SDM volume 1, chapter 9).
 */
final class Mmx {
  private Mmx() {}

  /** What every MMX instruction needs: #UD with EM set, #NM with TS set, #MF if one is pending. */
  static Fpu available(X86Cpu cpu) {
    if ((cpu.cr0 & ControlRegisters.CR0_EM) != 0) {
      throw new Fault(Vector.UD);
    }
    return Fpu.waiting(cpu);
  }

  /** 64 bits of a register or of memory. */
  static long read(X86Cpu cpu, Fpu fpu, Operand rm) {
    return rm.isMemory() ? cpu.read64(rm.segment, rm.offset(cpu)) : fpu.mmx(rm.register);
  }

  /** Two operands, the first is the destination. */
  static final class Operate extends SimdNode {
    private final PackedInteger.Operation operation;
    private final boolean half;

    /**
     * @param half whether a memory operand has 32 bits only, as PUNPCKL's
     */
    Operate(PackedInteger.Operation operation, int register, Operand rm, boolean half) {
      super(register, rm);
      this.operation = operation;
      this.half = half && rm.isMemory();
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      long b = half ? cpu.read32(rm.segment, rm.offset(cpu)) : read(cpu, fpu, rm);
      fpu.enterMmx();
      fpu.setMmx(register, operation.apply(fpu.mmx(register), b));
      return next;
    }
  }

  /** Shift by an immediate. */
  static final class Shift extends Node {
    private final PackedInteger.Operation operation;
    private final int register;
    private final int count;

    Shift(PackedInteger.Operation operation, int register, int count) {
      this.operation = operation;
      this.register = register;
      this.count = count;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      fpu.enterMmx();
      fpu.setMmx(register, operation.apply(fpu.mmx(register), count));
      return next;
    }
  }

  /** MOVQ mm, mm/m64, and MOVD mm, r/m32. */
  static final class Load extends SimdNode {
    private final boolean dword;

    Load(int register, Operand rm, boolean dword) {
      super(register, rm);
      this.dword = dword;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      long value = dword ? rm.read(cpu, 4) & 0xFFFFFFFFL : read(cpu, fpu, rm);
      fpu.enterMmx();
      fpu.setMmx(register, value);
      return next;
    }
  }

  /** MOVQ mm/m64, mm, MOVNTQ, and MOVD r/m32, mm. */
  static final class Store extends SimdNode {
    private final boolean dword;

    Store(int register, Operand rm, boolean dword) {
      super(register, rm);
      this.dword = dword;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      long value = fpu.mmx(register);
      if (dword) {
        rm.write(cpu, 4, (int) value);
        fpu.enterMmx();
      } else if (rm.isMemory()) {
        cpu.write64(rm.segment, rm.offset(cpu), value);
        fpu.enterMmx();
      } else {
        fpu.enterMmx();
        fpu.setMmx(rm.register, value);
      }
      return next;
    }
  }

  /** EMMS. */
  static final class Empty extends Node {
    @Override
    Node execute(X86Cpu cpu) {
      available(cpu).emms();
      return next;
    }
  }

  /** PSHUFW. */
  static final class Shuffle extends SimdNode {
    private final int order;

    Shuffle(int register, Operand rm, int order) {
      super(register, rm);
      this.order = order;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      long value = read(cpu, fpu, rm);
      fpu.enterMmx();
      fpu.setMmx(register, PackedInteger.shuffleWords(value, order));
      return next;
    }
  }

  /** PINSRW. */
  static final class Insert extends SimdNode {
    private final int shift;

    Insert(int register, Operand rm, int index) {
      super(register, rm);
      shift = 16 * (index & 3);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      long word = rm.read(cpu, 2) & 0xFFFFL;
      fpu.enterMmx();
      fpu.setMmx(register, fpu.mmx(register) & ~(0xFFFFL << shift) | word << shift);
      return next;
    }
  }

  /** PEXTRW and PMOVMSKB, to a general register. */
  static final class ToGeneral extends Node {
    /** In place of an index: the sign bits of all bytes. */
    static final int SIGNS = -1;

    private final int general;
    private final int register;
    private final int index;

    ToGeneral(int general, int register, int index) {
      this.general = general;
      this.register = register;
      this.index = index;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      fpu.enterMmx();
      long value = fpu.mmx(register);
      cpu.r[general] =
          index == SIGNS ? PackedInteger.signs(value) : (int) (value >>> 16 * (index & 3)) & 0xFFFF;
      return next;
    }
  }

  /** MASKMOVQ: bytes to DS:EDI where the mask's bytes have their top bits set. */
  static final class MaskedStore extends Node {
    private final Segment segment;
    private final int addressMask;
    private final int register;
    private final int mask;

    MaskedStore(Segment segment, int addressMask, int register, int mask) {
      this.segment = segment;
      this.addressMask = addressMask;
      this.register = register;
      this.mask = mask;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = available(cpu);
      int at = cpu.r[X86State.EDI] & addressMask;
      int signs = PackedInteger.signs(fpu.mmx(mask));
      store(cpu, segment, at, fpu.mmx(register), signs);
      fpu.enterMmx();
      return next;
    }

    /** Stores those of eight bytes whose bit is set in {@code chosen}; all or none. */
    static void store(X86Cpu cpu, Segment segment, int at, long bytes, int chosen) {
      for (int i = 0; i < 8; i++) {
        if ((chosen >> i & 1) != 0) {
          cpu.willWrite(segment, at + i, 1);
        }
      }
      for (int i = 0; i < 8; i++) {
        if ((chosen >> i & 1) != 0) {
          cpu.write8(segment, at + i, (int) (bytes >>> 8 * i));
        }
      }
    }
  }
}
