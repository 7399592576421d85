package quimera.cpu.x86;

/**
 * Group 15 (0F AE): FXSAVE, FXRSTOR, LDMXCSR, STMXCSR, the fences and CLFLUSH (SDM volume 1, 10.5
 * and 10.4.6).
 */
final class Fxsave {
  private static final int FXSAVE = 0;
  private static final int FXRSTOR = 1;
  private static final int LDMXCSR = 2;
  private static final int STMXCSR = 3;

  /** Bytes of the area that are written; the last 48 of 512 are the system's. */
  private static final int WRITTEN = 288;

  private static final int MXCSR_AT = 24;
  private static final int REGISTERS_AT = 32;
  private static final int XMM_AT = 160;

  private Fxsave() {}

  /** The instruction whose opcode has been read; null if the model has none such. */
  static Node decode(Decoder d, int prefix) {
    d.fetchModRm();
    X86Model model = d.cpu.model;
    if (prefix != 0) {
      return null;
    }
    if (!d.rm.isMemory()) {
      // LFENCE and MFENCE came with SSE2, SFENCE with SSE; stores here are never out of order.
      boolean fence =
          switch (d.modRm) {
            case 0xE8, 0xF0 -> model.has(Extension.SSE2);
            case 0xF8 -> model.has(Extension.SSE);
            default -> false;
          };
      return fence ? new Simple(0x90, 0, 0) : null;
    }
    return switch (d.reg) {
      case FXSAVE, FXRSTOR -> model.has(Extension.FXSR) ? new Image(d.reg == FXSAVE, d.rm) : null;
      case LDMXCSR, STMXCSR ->
          model.has(Extension.SSE) ? new Control(d.reg == LDMXCSR, d.rm) : null;
      case 7 -> model.has(Extension.SSE2) ? new Flush(d.rm) : null;
      default -> null;
    };
  }

  /** The bits of MXCSR that exist: DAZ came with the Pentium 4. */
  static int mxcsrMask(X86Model model) {
    return model.has(Extension.SSE2) ? 0xFFFF : 0xFFBF;
  }

  private static void requireKnown(X86Cpu cpu, int mxcsr) {
    if ((mxcsr & ~mxcsrMask(cpu.model)) != 0) {
      throw new Fault(Vector.GP, 0);
    }
  }

  /** FXSAVE and FXRSTOR: #NM with EM or TS, #GP unless the area is aligned. */
  private static final class Image extends MemoryNode {
    private final boolean save;

    Image(boolean save, Operand rm) {
      super(rm);
      this.save = save;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Fpu fpu = Fpu.available(cpu);
      int offset = offset(cpu.r);
      Sse.requireAligned(segment, offset);
      boolean sse = cpu.model.has(Extension.SSE);
      if (save) {
        save(cpu, fpu, offset, sse);
      } else {
        restore(cpu, fpu, offset, sse);
      }
      return next;
    }

    private void save(X86Cpu cpu, Fpu fpu, int offset, boolean sse) {
      for (int i = 0; i < WRITTEN; i += 8) {
        cpu.willWrite(segment, offset + i, 8);
      }
      cpu.write16(segment, offset, fpu.control());
      cpu.write16(segment, offset + 2, fpu.statusWord());
      cpu.write16(segment, offset + 4, ~fpu.empty & 0xFF);
      cpu.write16(segment, offset + 6, fpu.opcode);
      cpu.write32(segment, offset + 8, fpu.instruction);
      cpu.write32(segment, offset + 12, fpu.instructionSegment);
      cpu.write32(segment, offset + 16, fpu.operand);
      cpu.write32(segment, offset + 20, fpu.operandSegment);
      cpu.write32(segment, offset + MXCSR_AT, sse ? cpu.sse.mxcsr : 0);
      cpu.write32(segment, offset + MXCSR_AT + 4, sse ? mxcsrMask(cpu.model) : 0);
      for (int i = 0; i < 8; i++) {
        int from = fpu.physical(i);
        cpu.write64(segment, offset + REGISTERS_AT + 16 * i, fpu.sig[from]);
        cpu.write64(segment, offset + REGISTERS_AT + 16 * i + 8, fpu.se[from] & 0xFFFFL);
      }
      if (sse && (cpu.cr4 & ControlRegisters.CR4_OSFXSR) != 0) {
        for (int i = 0; i < cpu.sse.xmm.length; i++) {
          cpu.write64(segment, offset + XMM_AT + 8 * i, cpu.sse.xmm[i]);
        }
      }
    }

    private void restore(X86Cpu cpu, Fpu fpu, int offset, boolean sse) {
      boolean wide = sse && (cpu.cr4 & ControlRegisters.CR4_OSFXSR) != 0;
      long[] image = new long[(XMM_AT + 128) / 8];
      int read = wide ? image.length : XMM_AT / 8;
      for (int i = 0; i < read; i++) {
        image[i] = cpu.read64(segment, offset + 8 * i);
      }
      if (wide) {
        requireKnown(cpu, (int) image[MXCSR_AT / 8]);
        cpu.sse.mxcsr = (int) image[MXCSR_AT / 8];
        System.arraycopy(image, XMM_AT / 8, cpu.sse.xmm, 0, cpu.sse.xmm.length);
      }
      fpu.setControl((int) image[0] & 0xFFFF);
      fpu.setStatusWord((int) (image[0] >>> 16) & 0xFFFF);
      fpu.empty = ~(int) (image[0] >>> 32) & 0xFF;
      fpu.opcode = (int) (image[0] >>> 48) & 0x7FF;
      fpu.instruction = (int) image[1];
      fpu.instructionSegment = (int) (image[1] >>> 32) & 0xFFFF;
      fpu.operand = (int) image[2];
      fpu.operandSegment = (int) (image[2] >>> 32) & 0xFFFF;
      for (int i = 0; i < 8; i++) {
        int to = fpu.physical(i);
        fpu.sig[to] = image[REGISTERS_AT / 8 + 2 * i];
        fpu.se[to] = (int) image[REGISTERS_AT / 8 + 2 * i + 1] & 0xFFFF;
      }
    }
  }

  /** LDMXCSR and STMXCSR. */
  private static final class Control extends MemoryNode {
    private final boolean load;

    Control(boolean load, Operand rm) {
      super(rm);
      this.load = load;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Sse sse = Sse.available(cpu);
      int offset = offset(cpu.r);
      if (load) {
        int value = cpu.read32(segment, offset);
        requireKnown(cpu, value);
        sse.mxcsr = value;
      } else {
        cpu.write32(segment, offset, sse.mxcsr);
      }
      return next;
    }
  }

  /** CLFLUSH: nothing is cached, but the byte must be there to be read. */
  private static final class Flush extends MemoryNode {
    Flush(Operand rm) {
      super(rm);
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.read8(segment, offset(cpu.r));
      return next;
    }
  }
}
