package quimera.cpu.x86;

/** Conversions of SSE and SSE2 (SDM volume 1, 10.4.3 and 11.4.1.6). */
final class XmmConversions {
  /** From what to what; {@code T_} truncates. */
  enum Kind {
    PI_PS,
    PI_PD,
    SI_SS,
    SI_SD,
    PS_PI,
    T_PS_PI,
    PD_PI,
    T_PD_PI,
    SS_SI,
    T_SS_SI,
    SD_SI,
    T_SD_SI,
    PS_PD,
    PD_PS,
    SS_SD,
    SD_SS,
    DQ_PS,
    PS_DQ,
    T_PS_DQ,
    DQ_PD,
    PD_DQ,
    T_PD_DQ
  }

  private static final long LOW = 0xFFFFFFFFL;

  private XmmConversions() {}

  private static long pair(int low, int high) {
    return low & LOW | (long) high << 32;
  }

  private static int high(long value) {
    return (int) (value >>> 32);
  }

  /** From 32 or 64 bits of a register or memory, to part of an XMM register. */
  static final class FromScalar extends SimdNode {
    private final Kind kind;

    FromScalar(Kind kind, int register, Operand rm) {
      super(register, rm);
      this.kind = kind;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long a = operand(cpu, sse);
      long[] xmm = sse.xmm;
      int at = 2 * register;
      SseFloat unit = sse.begin();
      long low = xmm[at];
      long high = xmm[at + 1];
      switch (kind) {
        case SI_SS -> low = low & ~LOW | unit.integerToSingle((int) a) & LOW;
        case SI_SD -> low = SseFloat.integerToDouble((int) a);
        case SS_SD -> low = unit.toDouble((int) a);
        case SD_SS -> low = low & ~LOW | unit.toSingle(a) & LOW;
        case PS_PD -> {
          low = unit.toDouble((int) a);
          high = unit.toDouble(high(a));
        }
        default -> { // DQ_PD
          low = SseFloat.integerToDouble((int) a);
          high = SseFloat.integerToDouble(high(a));
        }
      }
      sse.accept(cpu);
      sse.set(register, low, high);
      return next;
    }

    private long operand(X86Cpu cpu, Sse sse) {
      if (kind == Kind.SI_SS || kind == Kind.SI_SD) {
        return rm.read(cpu, 4);
      }
      if (!rm.isMemory()) {
        return sse.xmm[2 * rm.register];
      }
      return kind == Kind.SS_SD
          ? cpu.read32(rm.segment, rm.offset(cpu))
          : cpu.read64(rm.segment, rm.offset(cpu));
    }
  }

  /** From 128 bits to an XMM register. */
  static final class Packed extends SimdNode {
    private final Kind kind;

    Packed(Kind kind, int register, Operand rm) {
      super(register, rm);
      this.kind = kind;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long b0 = XmmMoves.low(cpu, sse, rm);
      long b1 = XmmMoves.high(cpu, sse, rm);
      SseFloat unit = sse.begin();
      boolean truncate = kind == Kind.T_PS_DQ || kind == Kind.T_PD_DQ;
      long low;
      long high = 0;
      switch (kind) {
        case PD_PS -> low = pair(unit.toSingle(b0), unit.toSingle(b1));
        case PD_DQ, T_PD_DQ ->
            low = pair(unit.doubleToInteger(b0, truncate), unit.doubleToInteger(b1, truncate));
        case DQ_PS -> {
          low = pair(unit.integerToSingle((int) b0), unit.integerToSingle(high(b0)));
          high = pair(unit.integerToSingle((int) b1), unit.integerToSingle(high(b1)));
        }
        default -> {
          low = integers(unit, b0, truncate);
          high = integers(unit, b1, truncate);
        }
      }
      sse.accept(cpu);
      sse.set(register, low, high);
      return next;
    }
  }

  private static long integers(SseFloat unit, long singles, boolean truncate) {
    int low = unit.singleToInteger((int) singles, truncate);
    return pair(low, unit.singleToInteger(high(singles), truncate));
  }

  /** CVTSS2SI, CVTSD2SI and their truncating forms. */
  static final class ToGeneral extends Node {
    private final Kind kind;
    private final int general;
    private final Operand rm;

    ToGeneral(Kind kind, int general, Operand rm) {
      this.kind = kind;
      this.general = general;
      this.rm = rm;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      boolean single = kind == Kind.SS_SI || kind == Kind.T_SS_SI;
      boolean truncate = kind == Kind.T_SS_SI || kind == Kind.T_SD_SI;
      long value;
      if (!rm.isMemory()) {
        value = sse.xmm[2 * rm.register];
      } else if (single) {
        value = cpu.read32(rm.segment, rm.offset(cpu));
      } else {
        value = cpu.read64(rm.segment, rm.offset(cpu));
      }
      SseFloat unit = sse.begin();
      int result =
          single
              ? unit.singleToInteger((int) value, truncate)
              : unit.doubleToInteger(value, truncate);
      sse.accept(cpu);
      cpu.r[general] = result;
      return next;
    }
  }

  /** CVTPI2PS and CVTPI2PD, from an MMX register or memory. */
  static final class FromMmx extends SimdNode {
    private final Kind kind;

    FromMmx(Kind kind, int register, Operand rm) {
      super(register, rm);
      this.kind = kind;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      // From memory CVTPI2PD leaves the x87 alone (SDM volume 2, CVTPI2PD).
      boolean untouched = rm.isMemory() && kind == Kind.PI_PD;
      Fpu fpu = untouched ? cpu.fpu : Mmx.available(cpu);
      long value = Mmx.read(cpu, fpu, rm);
      SseFloat unit = sse.begin();
      long low = SseFloat.integerToDouble((int) value);
      long high = SseFloat.integerToDouble(high(value));
      if (kind == Kind.PI_PS) {
        low = pair(unit.integerToSingle((int) value), unit.integerToSingle(high(value)));
        high = sse.xmm[2 * register + 1];
      }
      if (!untouched) {
        fpu.enterMmx();
      }
      sse.accept(cpu);
      sse.set(register, low, high);
      return next;
    }
  }

  /** CVTPS2PI, CVTPD2PI and their truncating forms, to an MMX register. */
  static final class ToMmx extends SimdNode {
    private final Kind kind;

    ToMmx(Kind kind, int register, Operand rm) {
      super(register, rm);
      this.kind = kind;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      Fpu fpu = Mmx.available(cpu);
      boolean truncate = kind == Kind.T_PS_PI || kind == Kind.T_PD_PI;
      SseFloat unit = sse.begin();
      long result;
      if (kind == Kind.PS_PI || kind == Kind.T_PS_PI) {
        long singles =
            rm.isMemory() ? cpu.read64(rm.segment, rm.offset(cpu)) : sse.xmm[2 * rm.register];
        result = integers(unit, singles, truncate);
      } else {
        long b0 = XmmMoves.low(cpu, sse, rm);
        long b1 = XmmMoves.high(cpu, sse, rm);
        int low = unit.doubleToInteger(b0, truncate);
        result = pair(low, unit.doubleToInteger(b1, truncate));
      }
      fpu.enterMmx();
      sse.accept(cpu);
      fpu.setMmx(register, result);
      return next;
    }
  }
}
