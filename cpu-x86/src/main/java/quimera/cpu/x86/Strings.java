package quimera.cpu.x86;

/**
 * String instructions: one iteration an execution, so that a repeated one can be left and resumed
 * between any two (SDM volume 2, REP).
 */
final class Strings {
  private static final int CX = X86State.ECX;
  private static final int SI = X86State.ESI;
  private static final int DI = X86State.EDI;

  private Strings() {}

  /** A string instruction with or without a repeat prefix. */
  abstract static class StringNode extends Node {
    final Segment source;
    final int bytes;

    /** The bits of ECX, ESI and EDI that count. */
    final int mask;

    /** 0, F2 or F3. */
    final int repeat;

    StringNode(Segment source, int bytes, int mask, int repeat) {
      this.source = source;
      this.bytes = bytes;
      this.mask = mask;
      this.repeat = repeat;
    }

    /** Repeats until the count, the flags, the run's budget or an interrupt end it. */
    final Node repeat(X86Cpu cpu) {
      int[] r = cpu.r;
      while (true) {
        int count = r[CX];
        if ((count & mask) == 0) {
          return next;
        }
        int done = (cpu.system & Flag.DF) == 0 ? many(cpu, count & mask) : 0;
        if (done == 0) {
          iterate(cpu);
          done = 1;
        }
        int left = count - done & mask;
        r[CX] = count & ~mask | left;
        if (left == 0 || finds(cpu)) {
          cpu.remaining -= done - 1;
          return next;
        }
        if (key == DEAD || cpu.remaining <= done) {
          cpu.remaining -= done - 1;
          return this;
        }
        cpu.remaining -= done;
      }
    }

    /** One iteration. */
    abstract void iterate(X86Cpu cpu);

    /**
     * Does up to {@code count} iterations upwards at once where all is plain memory; returns how
     * many, 0 if they must be done one by one.
     */
    int many(X86Cpu cpu, int count) {
      return 0;
    }

    /** Whether the flags end a repetition (CMPS, SCAS). */
    boolean finds(X86Cpu cpu) {
      return false;
    }

    final void advance(X86Cpu cpu, int register, int by) {
      int old = cpu.r[register];
      cpu.r[register] = old & ~mask | old + by & mask;
    }

    final int step(X86Cpu cpu) {
      return bytes * cpu.direction();
    }
  }

  /** MOVS. */
  static final class Move extends StringNode {
    Move(Segment source, int bytes, int mask, int repeat) {
      super(source, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      int value = cpu.read(source, cpu.r[SI] & mask, bytes);
      cpu.write(cpu.seg[Segment.ES], cpu.r[DI] & mask, bytes, value);
      int step = step(cpu);
      advance(cpu, SI, step);
      advance(cpu, DI, step);
    }

    @Override
    int many(X86Cpu cpu, int count) {
      int done = Bulk.copy(cpu, source, cpu.r[SI] & mask, cpu.r[DI] & mask, count, bytes, mask);
      advance(cpu, SI, done * bytes);
      advance(cpu, DI, done * bytes);
      return done;
    }
  }

  /** STOS. */
  static final class Store extends StringNode {
    Store(int bytes, int mask, int repeat) {
      super(null, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      cpu.write(cpu.seg[Segment.ES], cpu.r[DI] & mask, bytes, cpu.r[X86State.EAX]);
      advance(cpu, DI, step(cpu));
    }

    @Override
    int many(X86Cpu cpu, int count) {
      int done = Bulk.fill(cpu, cpu.r[DI] & mask, count, bytes, mask);
      advance(cpu, DI, done * bytes);
      return done;
    }
  }

  /** LODS. */
  static final class Load extends StringNode {
    Load(Segment source, int bytes, int mask, int repeat) {
      super(source, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      cpu.setReg(X86State.EAX, bytes, cpu.read(source, cpu.r[SI] & mask, bytes));
      advance(cpu, SI, step(cpu));
    }
  }

  /** CMPS. */
  static final class Compare extends StringNode {
    Compare(Segment source, int bytes, int mask, int repeat) {
      super(source, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      int a = cpu.read(source, cpu.r[SI] & mask, bytes);
      int b = cpu.read(cpu.seg[Segment.ES], cpu.r[DI] & mask, bytes);
      Alu.compute(cpu, Alu.CMP, a, b, bytes);
      int step = step(cpu);
      advance(cpu, SI, step);
      advance(cpu, DI, step);
    }

    @Override
    int many(X86Cpu cpu, int count) {
      boolean equal = repeat == 0xF3;
      int done = Bulk.compare(cpu, this, cpu.r[SI] & mask, cpu.r[DI] & mask, count, equal);
      advance(cpu, SI, done * bytes);
      advance(cpu, DI, done * bytes);
      return done;
    }

    @Override
    boolean finds(X86Cpu cpu) {
      return cpu.zf() == (repeat == 0xF2);
    }
  }

  /** SCAS. */
  static final class Scan extends StringNode {
    Scan(int bytes, int mask, int repeat) {
      super(null, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      int value = cpu.read(cpu.seg[Segment.ES], cpu.r[DI] & mask, bytes);
      Alu.compute(cpu, Alu.CMP, cpu.reg(X86State.EAX, bytes), value, bytes);
      advance(cpu, DI, step(cpu));
    }

    @Override
    int many(X86Cpu cpu, int count) {
      int done = Bulk.scan(cpu, cpu.r[DI] & mask, count, bytes, mask, repeat == 0xF3);
      advance(cpu, DI, done * bytes);
      return done;
    }

    @Override
    boolean finds(X86Cpu cpu) {
      return cpu.zf() == (repeat == 0xF2);
    }
  }

  /** INS: the store is checked before the port is read, which may have side effects. */
  static final class Input extends StringNode {
    Input(int bytes, int mask, int repeat) {
      super(null, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      int port = cpu.reg16(X86State.EDX);
      Ports.check(cpu, port, bytes);
      int at = cpu.r[DI] & mask;
      cpu.willWrite(cpu.seg[Segment.ES], at, bytes);
      cpu.write(cpu.seg[Segment.ES], at, bytes, Ports.in(cpu, port, bytes));
      advance(cpu, DI, step(cpu));
    }
  }

  /** OUTS. */
  static final class Output extends StringNode {
    Output(Segment source, int bytes, int mask, int repeat) {
      super(source, bytes, mask, repeat);
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (repeat != 0) {
        return repeat(cpu);
      }
      iterate(cpu);
      return next;
    }

    @Override
    void iterate(X86Cpu cpu) {
      int port = cpu.reg16(X86State.EDX);
      Ports.check(cpu, port, bytes);
      int value = cpu.read(source, cpu.r[SI] & mask, bytes);
      advance(cpu, SI, step(cpu));
      Ports.out(cpu, port, bytes, value);
    }
  }
}
