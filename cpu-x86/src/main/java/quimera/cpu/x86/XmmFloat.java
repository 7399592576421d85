package quimera.cpu.x86;

/** Arithmetic, comparison and shuffles of SSE and SSE2 (SDM volume 1, 10.4.1 and 11.4.1). */
final class XmmFloat {
  private static final long LOW = 0xFFFFFFFFL;

  private XmmFloat() {}

  private static long pair(int low, int high) {
    return low & LOW | (long) high << 32;
  }

  /** The scalar operand: a single in the low half of the long, or a double. */
  private static long scalar(X86Cpu cpu, Sse sse, Operand rm, boolean single) {
    if (!rm.isMemory()) {
      return sse.xmm[2 * rm.register];
    }
    return single ? cpu.read32(rm.segment, rm.offset(cpu)) : cpu.read64(rm.segment, rm.offset(cpu));
  }

  /** Four singles. */
  static final class PackedSingle extends SimdNode {
    private final int operation;

    PackedSingle(int operation, int register, Operand rm) {
      super(register, rm);
      this.operation = operation;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long b0 = XmmMoves.low(cpu, sse, rm);
      long b1 = XmmMoves.high(cpu, sse, rm);
      SseFloat unit = sse.begin();
      long low = both(unit, sse.xmm[2 * register], b0);
      long high = both(unit, sse.xmm[2 * register + 1], b1);
      sse.accept(cpu);
      sse.set(register, low, high);
      return next;
    }

    private long both(SseFloat unit, long a, long b) {
      int low = unit.apply32(operation, (int) a, (int) b);
      return pair(low, unit.apply32(operation, (int) (a >>> 32), (int) (b >>> 32)));
    }
  }

  /** Two doubles. */
  static final class PackedDouble extends SimdNode {
    private final int operation;

    PackedDouble(int operation, int register, Operand rm) {
      super(register, rm);
      this.operation = operation;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long b0 = XmmMoves.low(cpu, sse, rm);
      long b1 = XmmMoves.high(cpu, sse, rm);
      SseFloat unit = sse.begin();
      long low = unit.apply64(operation, sse.xmm[2 * register], b0);
      long high = unit.apply64(operation, sse.xmm[2 * register + 1], b1);
      sse.accept(cpu);
      sse.set(register, low, high);
      return next;
    }
  }

  /** The lowest single; the rest of the register stays. */
  static final class ScalarSingle extends SimdNode {
    private final int operation;

    ScalarSingle(int operation, int register, Operand rm) {
      super(register, rm);
      this.operation = operation;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      int b = (int) scalar(cpu, sse, rm, true);
      long a = sse.xmm[2 * register];
      int result = sse.begin().apply32(operation, (int) a, b);
      sse.accept(cpu);
      sse.xmm[2 * register] = a & ~LOW | result & LOW;
      return next;
    }
  }

  /** The low double; the high one stays. */
  static final class ScalarDouble extends SimdNode {
    private final int operation;

    ScalarDouble(int operation, int register, Operand rm) {
      super(register, rm);
      this.operation = operation;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long b = scalar(cpu, sse, rm, false);
      long result = sse.begin().apply64(operation, sse.xmm[2 * register], b);
      sse.accept(cpu);
      sse.xmm[2 * register] = result;
      return next;
    }
  }

  /** RCPPS, RCPSS, RSQRTPS and RSQRTSS: approximations that raise nothing. */
  static final class Approximate extends SimdNode {
    private final boolean root;
    private final boolean packed;

    Approximate(boolean root, boolean packed, int register, Operand rm) {
      super(register, rm);
      this.root = root;
      this.packed = packed;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      if (packed) {
        long b0 = XmmMoves.low(cpu, sse, rm);
        long b1 = XmmMoves.high(cpu, sse, rm);
        sse.set(
            register,
            pair(one((int) b0), one((int) (b0 >>> 32))),
            pair(one((int) b1), one((int) (b1 >>> 32))));
      } else {
        int b = (int) scalar(cpu, sse, rm, true);
        sse.xmm[2 * register] = sse.xmm[2 * register] & ~LOW | one(b) & LOW;
      }
      return next;
    }

    private int one(int bits) {
      return root ? SseFloat.reciprocalRoot(bits) : SseFloat.reciprocal(bits);
    }
  }

  /** CMPPS, CMPSS, CMPPD and CMPSD: all ones where the predicate holds. */
  static final class Compare extends SimdNode {
    private final boolean single;
    private final boolean packed;
    private final int predicate;

    Compare(boolean single, boolean packed, int register, Operand rm, int predicate) {
      super(register, rm);
      this.single = single;
      this.packed = packed;
      this.predicate = predicate & 7;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long a0 = sse.xmm[2 * register];
      long a1 = sse.xmm[2 * register + 1];
      long b0 = packed ? XmmMoves.low(cpu, sse, rm) : scalar(cpu, sse, rm, single);
      long b1 = packed ? XmmMoves.high(cpu, sse, rm) : 0;
      SseFloat unit = sse.begin();
      long low = single ? mask32(unit, (int) a0, (int) b0) & LOW : mask64(unit, a0, b0);
      long high = a1;
      if (packed) {
        high = single ? both(unit, a1, b1) : mask64(unit, a1, b1);
      }
      if (single) {
        low |= packed ? mask32(unit, (int) (a0 >>> 32), (int) (b0 >>> 32)) << 32 : a0 & ~LOW;
      }
      sse.accept(cpu);
      sse.set(register, low, high);
      return next;
    }

    private long both(SseFloat unit, long a, long b) {
      return mask32(unit, (int) a, (int) b) & LOW
          | mask32(unit, (int) (a >>> 32), (int) (b >>> 32)) << 32;
    }

    private long mask32(SseFloat unit, int a, int b) {
      int outcome = unit.compare32(a, b, SseFloat.signalling(predicate));
      return SseFloat.holds(predicate, outcome) ? -1 : 0;
    }

    private long mask64(SseFloat unit, long a, long b) {
      int outcome = unit.compare64(a, b, SseFloat.signalling(predicate));
      return SseFloat.holds(predicate, outcome) ? -1 : 0;
    }
  }

  /** COMISS, UCOMISS, COMISD and UCOMISD: to ZF, PF and CF. */
  static final class CompareFlags extends SimdNode {
    private final boolean single;
    private final boolean signalling;

    CompareFlags(boolean single, boolean signalling, int register, Operand rm) {
      super(register, rm);
      this.single = single;
      this.signalling = signalling;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long b = scalar(cpu, sse, rm, single);
      long a = sse.xmm[2 * register];
      SseFloat unit = sse.begin();
      int outcome =
          single ? unit.compare32((int) a, (int) b, signalling) : unit.compare64(a, b, signalling);
      sse.accept(cpu);
      cpu.setArithmetic(
          switch (outcome) {
            case -1 -> Flag.CF;
            case 0 -> Flag.ZF;
            case 1 -> 0;
            default -> Flag.ZF | Flag.PF | Flag.CF;
          });
      return next;
    }
  }

  /** SHUFPS and SHUFPD: the low half from the destination, the high one from the operand. */
  static final class Shuffle extends SimdNode {
    private final boolean single;
    private final int order;

    Shuffle(boolean single, int register, Operand rm, int order) {
      super(register, rm);
      this.single = single;
      this.order = order;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long a0 = sse.xmm[2 * register];
      long a1 = sse.xmm[2 * register + 1];
      long b0 = XmmMoves.low(cpu, sse, rm);
      long b1 = XmmMoves.high(cpu, sse, rm);
      if (single) {
        sse.set(register, two(a0, a1, order), two(b0, b1, order >> 4));
      } else {
        sse.set(register, (order & 1) == 0 ? a0 : a1, (order & 2) == 0 ? b0 : b1);
      }
      return next;
    }

    private static long two(long low, long high, int order) {
      return XmmInteger.Shuffle.dword(low, high, order)
          | XmmInteger.Shuffle.dword(low, high, order >> 2) << 32;
    }
  }

  /** MOVMSKPS and MOVMSKPD: the signs to a general register. */
  static final class Signs extends Node {
    private final boolean single;
    private final int general;
    private final int register;

    Signs(boolean single, int general, int register) {
      this.single = single;
      this.general = general;
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      long[] xmm = Sse.available(cpu).xmm;
      long low = xmm[2 * register];
      long high = xmm[2 * register + 1];
      int signs = (int) (low >>> 63) | (int) (high >>> 63) << 1;
      if (single) {
        signs =
            (int) (low >>> 31 & 1)
                | (int) (low >>> 63) << 1
                | (int) (high >>> 31 & 1) << 2
                | (int) (high >>> 63) << 3;
      }
      cpu.r[general] = signs;
      return next;
    }
  }
}
