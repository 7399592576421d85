package quimera.cpu.x86;

/** The integer instructions of SSE2 on XMM registers (SDM volume 1, 11.4.2 and 11.4.3). */
final class XmmInteger {
  private XmmInteger() {}

  /** Two operands of 128 bits, the first is the destination. */
  static final class Operate extends SimdNode {
    private final PackedForms.Shape shape;
    private final PackedInteger.Operation operation;
    private final PackedInteger.Operation other;

    Operate(PackedForms.Form form, int register, Operand rm) {
      super(register, rm);
      shape = form.shape();
      operation = form.operation();
      other = form.other();
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long[] xmm = sse.xmm;
      long b0;
      long b1;
      if (rm.isMemory()) {
        int offset = rm.offset(cpu);
        Sse.requireAligned(rm.segment, offset);
        b0 = cpu.read64(rm.segment, offset);
        b1 = cpu.read64(rm.segment, offset + 8);
      } else {
        b0 = xmm[2 * rm.register];
        b1 = xmm[2 * rm.register + 1];
      }
      long a0 = xmm[2 * register];
      long a1 = xmm[2 * register + 1];
      switch (shape) {
        case HALVES -> sse.set(register, operation.apply(a0, b0), operation.apply(a1, b1));
        case SHIFT -> sse.set(register, operation.apply(a0, b0), operation.apply(a1, b0));
        case PACK -> sse.set(register, operation.apply(a0, a1), operation.apply(b0, b1));
        case UNPACK_LOW -> sse.set(register, operation.apply(a0, b0), other.apply(a0, b0));
        default -> sse.set(register, other.apply(a1, b1), operation.apply(a1, b1));
      }
      return next;
    }
  }

  /** PUNPCKLQDQ and PUNPCKHQDQ, as a form of their own: both halves of one are halves of two. */
  static final PackedForms.Form LOW_QWORDS =
      new PackedForms.Form(PackedForms.Shape.UNPACK_LOW, (a, b) -> a, (a, b) -> b, Extension.SSE2);

  static final PackedForms.Form HIGH_QWORDS =
      new PackedForms.Form(PackedForms.Shape.UNPACK_HIGH, (a, b) -> b, (a, b) -> a, Extension.SSE2);

  /** Shift of each half by an immediate. */
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
      Sse sse = Sse.available(cpu);
      long[] xmm = sse.xmm;
      sse.set(
          register,
          operation.apply(xmm[2 * register], count),
          operation.apply(xmm[2 * register + 1], count));
      return next;
    }
  }

  /** PSLLDQ and PSRLDQ: all 128 bits by bytes. */
  static final class ShiftBytes extends Node {
    private final boolean left;
    private final int register;
    private final int bits;

    ShiftBytes(boolean left, int register, int count) {
      this.left = left;
      this.register = register;
      bits = 8 * Math.min(count, 16);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long low = sse.xmm[2 * register];
      long high = sse.xmm[2 * register + 1];
      if (left) {
        sse.set(register, shl(low, bits), shl(high, bits) | carried(low, bits, true));
      } else {
        sse.set(register, shr(low, bits) | carried(high, bits, false), shr(high, bits));
      }
      return next;
    }

    private static long shl(long value, int bits) {
      return bits >= 64 ? 0 : value << bits;
    }

    private static long shr(long value, int bits) {
      return bits >= 64 ? 0 : value >>> bits;
    }

    /** What goes from one half into the other. */
    private static long carried(long value, int bits, boolean left) {
      if (bits == 0) {
        return 0;
      }
      if (bits >= 64) {
        return left ? shl(value, bits - 64) : shr(value, bits - 64);
      }
      return left ? value >>> 64 - bits : value << 64 - bits;
    }
  }

  /** PSHUFD, PSHUFLW and PSHUFHW. */
  static final class Shuffle extends SimdNode {
    static final int DWORDS = 0;
    static final int LOW_WORDS = 1;
    static final int HIGH_WORDS = 2;

    private final int kind;
    private final int order;

    Shuffle(int kind, int register, Operand rm, int order) {
      super(register, rm);
      this.kind = kind;
      this.order = order;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long low = XmmMoves.low(cpu, sse, rm);
      long high = XmmMoves.high(cpu, sse, rm);
      switch (kind) {
        case LOW_WORDS -> sse.set(register, PackedInteger.shuffleWords(low, order), high);
        case HIGH_WORDS -> sse.set(register, low, PackedInteger.shuffleWords(high, order));
        default ->
            sse.set(
                register,
                dword(low, high, order) | dword(low, high, order >> 2) << 32,
                dword(low, high, order >> 4) | dword(low, high, order >> 6) << 32);
      }
      return next;
    }

    /** One of four double words, zero-extended. */
    static long dword(long low, long high, int index) {
      return ((index & 2) == 0 ? low : high) >>> 32 * (index & 1) & 0xFFFFFFFFL;
    }
  }

  /** PINSRW. */
  static final class Insert extends SimdNode {
    private final int index;

    Insert(int register, Operand rm, int index) {
      super(register, rm);
      this.index = index;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long word = rm.read(cpu, 2) & 0xFFFFL;
      int shift = 16 * (index & 3);
      int at = 2 * register + (index >> 2 & 1);
      sse.xmm[at] = sse.xmm[at] & ~(0xFFFFL << shift) | word << shift;
      return next;
    }
  }

  /** PEXTRW and PMOVMSKB, to a general register. */
  static final class ToGeneral extends Node {
    private final int general;
    private final int register;
    private final int index;

    /**
     * @param index of the word, or {@link Mmx.ToGeneral#SIGNS}
     */
    ToGeneral(int general, int register, int index) {
      this.general = general;
      this.register = register;
      this.index = index;
    }

    @Override
    Node execute(X86Cpu cpu) {
      long[] xmm = Sse.available(cpu).xmm;
      cpu.r[general] =
          index == Mmx.ToGeneral.SIGNS
              ? PackedInteger.signs(xmm[2 * register])
                  | PackedInteger.signs(xmm[2 * register + 1]) << 8
              : (int) (xmm[2 * register + (index >> 2 & 1)] >>> 16 * (index & 3)) & 0xFFFF;
      return next;
    }
  }

  /** MASKMOVDQU. */
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
      long[] xmm = Sse.available(cpu).xmm;
      int at = cpu.r[X86State.EDI] & addressMask;
      int low = PackedInteger.signs(xmm[2 * mask]);
      int high = PackedInteger.signs(xmm[2 * mask + 1]);
      for (int i = 0; i < 8; i++) {
        if ((high >> i & 1) != 0) {
          cpu.willWrite(segment, at + 8 + i, 1);
        }
      }
      Mmx.MaskedStore.store(cpu, segment, at, xmm[2 * register], low);
      Mmx.MaskedStore.store(cpu, segment, at + 8, xmm[2 * register + 1], high);
      return next;
    }
  }
}
