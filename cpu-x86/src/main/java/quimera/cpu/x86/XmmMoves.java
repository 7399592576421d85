package quimera.cpu.x86;

/** Moves between XMM registers, memory and general registers (SDM volume 1, 10.4.1.1, 11.4.1.1). */
final class XmmMoves {
  private XmmMoves() {}

  /** Bits 63-0 of an operand of 16 bytes, which is checked for its alignment. */
  static long low(X86Cpu cpu, Sse sse, Operand rm) {
    if (!rm.isMemory()) {
      return sse.xmm[2 * rm.register];
    }
    int offset = rm.offset(cpu);
    Sse.requireAligned(rm.segment, offset);
    return cpu.read64(rm.segment, offset);
  }

  /** Bits 127-64 of an operand whose low half has been read. */
  static long high(X86Cpu cpu, Sse sse, Operand rm) {
    return rm.isMemory()
        ? cpu.read64(rm.segment, rm.offset(cpu) + 8)
        : sse.xmm[2 * rm.register + 1];
  }

  /** 128 bits from memory or a register: MOVAPS and MOVUPS, by their other names too. */
  static final class Load extends SimdNode {
    private final boolean aligned;

    Load(int register, Operand rm, boolean aligned) {
      super(register, rm);
      this.aligned = aligned && rm.isMemory();
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      if (!rm.isMemory()) {
        sse.set(register, sse.xmm[2 * rm.register], sse.xmm[2 * rm.register + 1]);
        return next;
      }
      int offset = rm.offset(cpu);
      if (aligned) {
        Sse.requireAligned(rm.segment, offset);
      }
      long low = cpu.read64(rm.segment, offset);
      sse.set(register, low, cpu.read64(rm.segment, offset + 8));
      return next;
    }
  }

  /** 128 bits to memory or a register: MOVAPS, MOVUPS, MOVNTPS, by their other names too. */
  static final class Store extends SimdNode {
    private final boolean aligned;

    Store(int register, Operand rm, boolean aligned) {
      super(register, rm);
      this.aligned = aligned && rm.isMemory();
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long low = sse.xmm[2 * register];
      long high = sse.xmm[2 * register + 1];
      if (!rm.isMemory()) {
        sse.set(rm.register, low, high);
        return next;
      }
      int offset = rm.offset(cpu);
      if (aligned) {
        Sse.requireAligned(rm.segment, offset);
      }
      cpu.willWrite(rm.segment, offset, 8);
      cpu.willWrite(rm.segment, offset + 8, 8);
      cpu.write64(rm.segment, offset, low);
      cpu.write64(rm.segment, offset + 8, high);
      return next;
    }
  }

  /**
   * MOVSS, MOVSD and MOVQ: from memory the rest of the register becomes 0; from a register it stays
   * for MOVSS and MOVSD, and becomes 0 for MOVQ.
   */
  static final class LoadScalar extends SimdNode {
    private final boolean dword;
    private final boolean clears;

    LoadScalar(int register, Operand rm, int bytes, boolean clears) {
      super(register, rm);
      dword = bytes == 4;
      this.clears = clears || rm.isMemory();
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      long value;
      if (!rm.isMemory()) {
        value = sse.xmm[2 * rm.register];
      } else if (dword) {
        value = cpu.read32(rm.segment, rm.offset(cpu));
      } else {
        value = cpu.read64(rm.segment, rm.offset(cpu));
      }
      if (dword) {
        long rest = clears ? 0 : sse.xmm[2 * register] & 0xFFFFFFFF00000000L;
        value = value & 0xFFFFFFFFL | rest;
      }
      sse.set(register, value, clears ? 0 : sse.xmm[2 * register + 1]);
      return next;
    }
  }

  /** MOVSS, MOVSD, MOVQ, MOVLPS and MOVHPS to memory. */
  static final class StoreScalar extends Node {
    private final int half;
    private final Operand rm;
    private final boolean dword;

    /**
     * @param half index of the register's half to be stored
     */
    StoreScalar(int half, Operand rm, int bytes) {
      this.half = half;
      this.rm = rm;
      dword = bytes == 4;
    }

    @Override
    Node execute(X86Cpu cpu) {
      long value = Sse.available(cpu).xmm[half];
      if (dword) {
        cpu.write32(rm.segment, rm.offset(cpu), (int) value);
      } else {
        cpu.write64(rm.segment, rm.offset(cpu), value);
      }
      return next;
    }
  }

  /** 64 bits into one half: MOVLPS, MOVHPS, MOVHLPS, MOVLHPS. */
  static final class LoadHalf extends Node {
    private final int half;
    private final Operand rm;
    private final int otherHalf;

    /**
     * @param half index of the register's half to be loaded
     * @param otherHalf of a source register, the half that is taken: 0 or 1
     */
    LoadHalf(int half, Operand rm, int otherHalf) {
      this.half = half;
      this.rm = rm;
      this.otherHalf = otherHalf;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      sse.xmm[half] =
          rm.isMemory()
              ? cpu.read64(rm.segment, rm.offset(cpu))
              : sse.xmm[2 * rm.register + otherHalf];
      return next;
    }
  }

  /** MOVD xmm, r/m32. */
  static final class FromGeneral extends SimdNode {
    FromGeneral(int register, Operand rm) {
      super(register, rm);
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse.available(cpu).set(register, rm.read(cpu, 4) & 0xFFFFFFFFL, 0);
      return next;
    }
  }

  /** MOVD r/m32, xmm. */
  static final class ToGeneral extends SimdNode {
    ToGeneral(int register, Operand rm) {
      super(register, rm);
    }

    @Override
    Node execute(X86Cpu cpu) {
      rm.write(cpu, 4, (int) Sse.available(cpu).xmm[2 * register]);
      return next;
    }
  }

  /** MOVQ2DQ. */
  static final class FromMmx extends Node {
    private final int register;
    private final int from;

    FromMmx(int register, int from) {
      this.register = register;
      this.from = from;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      Fpu fpu = Mmx.available(cpu);
      fpu.enterMmx();
      sse.set(register, fpu.mmx(from), 0);
      return next;
    }
  }

  /** MOVDQ2Q. */
  static final class ToMmx extends Node {
    private final int register;
    private final int from;

    ToMmx(int register, int from) {
      this.register = register;
      this.from = from;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      Fpu fpu = Mmx.available(cpu);
      fpu.enterMmx();
      fpu.setMmx(register, sse.xmm[2 * from]);
      return next;
    }
  }
}
