package quimera.cpu.x86;

/** Instructions that change or ask about the state of the system. */
final class SystemNodes {
  private SystemNodes() {}

  /** MOV to a segment register. */
  static final class LoadSegment extends Node {
    private final int index;
    private final Operand rm;

    LoadSegment(int index, Operand rm) {
      this.index = index;
      this.rm = rm;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int selector = rm.read(cpu, 2);
      cpu.eip = after();
      cpu.segmentation.load(index, selector);
      if (index == Segment.SS) {
        cpu.inhibit();
      }
      return index == Segment.CS ? cpu.code.jump(cpu.eip) : next;
    }
  }

  /** MOV from a segment register: 16 bits to memory, zero-extended to a register. */
  static final class StoreSegment extends Node {
    private final Segment segment;
    private final Operand rm;
    private final int bytes;

    StoreSegment(Segment segment, Operand rm, int bytes) {
      this.segment = segment;
      this.rm = rm;
      this.bytes = rm.isMemory() ? 2 : bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      rm.write(cpu, bytes, segment.selector);
      return next;
    }
  }

  /** LES, LDS, LSS, LFS and LGS. */
  static final class LoadPointer extends Node {
    private final int index;
    private final Operand rm;
    private final int register;
    private final int bytes;

    LoadPointer(int index, Operand rm, int register, int bytes) {
      this.index = index;
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int offset = rm.read(cpu, bytes);
      int selector = cpu.read16(rm.segment, rm.offset(cpu) + bytes & rm.mask);
      cpu.eip = after();
      cpu.segmentation.load(index, selector);
      cpu.setReg(register, bytes, offset);
      return next;
    }
  }

  /** XLAT. */
  static final class Translate extends Node {
    private final Segment segment;
    private final int mask;

    Translate(Segment segment, int mask) {
      this.segment = segment;
      this.mask = mask;
    }

    @Override
    Node execute(X86Cpu cpu) {
      int at = cpu.r[X86State.EBX] + cpu.reg8(X86State.EAX) & mask;
      cpu.setReg8(X86State.EAX, cpu.read8(segment, at));
      return next;
    }
  }

  /** BSWAP; a 16-bit one gives 0, as the processors do. */
  static final class Swap extends Node {
    private final int register;
    private final int bytes;

    Swap(int register, int bytes) {
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      if (bytes == 4) {
        cpu.r[register] = Integer.reverseBytes(cpu.r[register]);
      } else {
        cpu.setReg16(register, 0);
      }
      return next;
    }
  }

  /** SLDT, STR, LLDT, LTR, VERR and VERW (0F 00). */
  static final class Group6 extends Node {
    private final int operation;
    private final Operand rm;
    private final int bytes;

    Group6(int operation, Operand rm, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.bytes = rm.isMemory() ? 2 : bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      Segmentation segmentation = cpu.segmentation;
      segmentation.requireProtected();
      switch (operation) {
        case 0 -> rm.write(cpu, bytes, segmentation.sldt());
        case 1 -> rm.write(cpu, bytes, segmentation.str());
        case 2 -> segmentation.lldt(rm.read(cpu, 2));
        case 3 -> segmentation.ltr(rm.read(cpu, 2));
        case 4 -> setZero(cpu, segmentation.verr(rm.read(cpu, 2)));
        default -> setZero(cpu, segmentation.verw(rm.read(cpu, 2)));
      }
      return next;
    }
  }

  static void setZero(X86Cpu cpu, boolean zero) {
    cpu.setArithmetic(cpu.arithmetic() & ~Flag.ZF | (zero ? Flag.ZF : 0));
  }

  /** SGDT, SIDT, LGDT, LIDT, SMSW, LMSW and INVLPG (0F 01). */
  static final class Group7 extends Node {
    private final int operation;
    private final Operand rm;
    private final int bytes;

    Group7(int operation, Operand rm, int bytes) {
      this.operation = operation;
      this.rm = rm;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.eip = after();
      switch (operation) {
        case 0 -> storeTable(cpu, cpu.gdtrLimit, cpu.gdtrBase);
        case 1 -> storeTable(cpu, cpu.idtrLimit, cpu.idtrBase);
        case 2 -> cpu.segmentation.lgdt(rm.read(cpu, 2), tableBase(cpu), bytes == 4);
        case 3 -> cpu.segmentation.lidt(rm.read(cpu, 2), tableBase(cpu), bytes == 4);
        case 4 -> rm.write(cpu, rm.isMemory() ? 2 : bytes, cpu.control.smsw());
        case 6 -> cpu.control.lmsw(rm.read(cpu, 2));
        default -> cpu.control.invlpg(rm.segment.base + rm.offset(cpu));
      }
      return operation < 4 ? next : cpu.code.jump(cpu.eip);
    }

    private void storeTable(X86Cpu cpu, int limit, int base) {
      int at = rm.offset(cpu);
      cpu.willWrite(rm.segment, at + 2 & rm.mask, 4);
      cpu.write16(rm.segment, at, limit);
      cpu.write32(rm.segment, at + 2 & rm.mask, cpu.segmentation.storedBase(base));
    }

    private int tableBase(X86Cpu cpu) {
      return cpu.read32(rm.segment, rm.offset(cpu) + 2 & rm.mask);
    }
  }

  /** LAR and LSL. */
  static final class AskDescriptor extends Node {
    private final boolean limit;
    private final Operand rm;
    private final int register;
    private final int bytes;

    AskDescriptor(boolean limit, Operand rm, int register, int bytes) {
      this.limit = limit;
      this.rm = rm;
      this.register = register;
      this.bytes = bytes;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.segmentation.requireProtected();
      int selector = rm.read(cpu, 2);
      long answer = limit ? cpu.segmentation.lsl(selector) : cpu.segmentation.lar(selector);
      if (answer >= 0) {
        cpu.setReg(register, bytes, (int) answer);
      }
      setZero(cpu, answer >= 0);
      return next;
    }
  }

  /** ARPL. */
  static final class AdjustRpl extends Node {
    private final Operand rm;
    private final int register;

    AdjustRpl(Operand rm, int register) {
      this.rm = rm;
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.segmentation.requireProtected();
      int old = rm.readForWrite(cpu, 2);
      int value = cpu.segmentation.arpl(old, cpu.reg16(register));
      rm.write(cpu, 2, value);
      setZero(cpu, value != old);
      return next;
    }
  }

  /** MOV to and from control, debug and test registers (0F 20 to 0F 26). */
  static final class MoveSpecial extends Node {
    private final int opcode;
    private final int index;
    private final int register;

    MoveSpecial(int opcode, int index, int register) {
      this.opcode = opcode;
      this.index = index;
      this.register = register;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.eip = after();
      switch (opcode) {
        case 0x20 -> cpu.r[register] = cpu.control.read(index);
        case 0x21 -> cpu.r[register] = cpu.debug.read(index);
        case 0x22 -> cpu.control.write(index, cpu.r[register]);
        case 0x23 -> cpu.debug.write(index, cpu.r[register]);
        case 0x24 -> cpu.r[register] = cpu.control.readTest(index);
        default -> cpu.control.writeTest(index, cpu.r[register]);
      }
      return cpu.code.jump(cpu.eip);
    }
  }

  /** CLTS, INVD, WBINVD, WRMSR, RDTSC, RDMSR, RDPMC and CPUID, by their second opcode byte. */
  static final class Privileged extends Node {
    private final int opcode;

    Privileged(int opcode) {
      this.opcode = opcode;
    }

    @Override
    Node execute(X86Cpu cpu) {
      cpu.eip = after();
      switch (opcode) {
        case 0x06 -> cpu.control.clts();
        case 0x08, 0x09 -> cpu.segmentation.requireCpl0();
        case 0x30 -> cpu.control.wrmsr();
        case 0x31 -> cpu.control.rdtsc();
        case 0x32 -> cpu.control.rdmsr();
        case 0x33 -> cpu.control.rdpmc();
        default -> cpu.control.cpuid();
      }
      return cpu.code.jump(cpu.eip);
    }
  }

  /**
   * ESC without a coprocessor: nothing answers on the bus. The processor reads a memory operand's
   * address; from the 80286 on, EM or TS make it #NM (SDM volume 3, 2.5, table 2-2).
   */
  static final class Escape extends Node {
    private final Operand rm;

    Escape(Operand rm) {
      this.rm = rm;
    }

    @Override
    Node execute(X86Cpu cpu) {
      if ((cpu.cr0 & (ControlRegisters.CR0_EM | ControlRegisters.CR0_TS)) != 0) {
        throw new Fault(Vector.NM);
      }
      if (rm.isMemory() && cpu.model == X86Model.I8086) {
        rm.read(cpu, 2);
      }
      return next;
    }
  }

  /** WAIT: #NM if both MP and TS are set; then delivers a pending exception of the x87. */
  static final class Wait extends Node {
    @Override
    Node execute(X86Cpu cpu) {
      int both = ControlRegisters.CR0_MP | ControlRegisters.CR0_TS;
      if ((cpu.cr0 & both) == both) {
        throw new Fault(Vector.NM);
      }
      cpu.fpu.deliverPending(cpu);
      return next;
    }
  }
}
