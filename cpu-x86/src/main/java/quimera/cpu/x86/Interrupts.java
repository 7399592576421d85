package quimera.cpu.x86;

import static quimera.cpu.x86.Vector.DF;
import static quimera.cpu.x86.Vector.GP;
import static quimera.cpu.x86.Vector.NP;
import static quimera.cpu.x86.Vector.PF;
import static quimera.cpu.x86.Vector.SS;
import static quimera.cpu.x86.Vector.TS;

/**
 * Delivers interrupts and exceptions (Intel SDM volume 3, chapter 6 and 21.2; SDM volume 2, INT n;
 * 80386 PRM chapter 9; 80286 PRM chapter 9).
 *
 * <p>Everything that a delivery reads or writes is checked before the processor's state changes, so
 * that an exception during delivery finds the machine as it was.
 */
final class Interrupts {
  /** Who asks for the interrupt. */
  enum Kind {
    /** INT n: the gate's DPL and, in V86 mode, IOPL are checked. */
    SOFTWARE,
    /** INT3 and INTO: the gate's DPL is checked. */
    SOFTWARE_TRAP,
    /** INTR and NMI. */
    HARDWARE,
    /** An exception reported at the instruction that caused it. */
    FAULT,
    /** An exception reported after the instruction. */
    TRAP;

    boolean software() {
      return this == SOFTWARE || this == SOFTWARE_TRAP;
    }
  }

  /** In an error code: the event came from outside the program. */
  private static final int EXT = 1;

  /** In an error code: the index is one of the IDT. */
  private static final int IDT = 2;

  private static final int CONTRIBUTORY = 1 << 0 | 1 << TS | 1 << NP | 1 << SS | 1 << GP;

  /** Where a V86 task's interrupt redirection map ends, counted from the I/O map (SDM 21.3). */
  private static final int REDIRECTION_BYTES = 32;

  private final X86Cpu cpu;
  private final StackFrame stack;

  Interrupts(X86Cpu cpu) {
    this.cpu = cpu;
    stack = new StackFrame(cpu);
  }

  /**
   * Enters the handler of a vector; CS:EIP is the address to return to.
   *
   * @param errorCode what the handler finds on the stack, or {@link Fault#NO_CODE}; ignored in real
   *     mode
   * @throws Fault only for the software kinds, whose delivery is part of an instruction; other
   *     failures are delivered in turn, up to the shutdown
   */
  void deliver(int vector, Kind kind, int errorCode) {
    if (kind.software()) {
      int flags = cpu.system;
      enter(vector, kind, Fault.NO_CODE);
      cpu.debug.softwareInterrupt(flags);
      return;
    }
    int event = vector;
    Kind how = kind;
    int code = errorCode;
    while (true) {
      try {
        enter(event, how, code);
        if (event == Vector.DB) {
          cpu.debug.entered();
        }
        return;
      } catch (Fault second) {
        if (event == DF && how == Kind.FAULT) {
          cpu.shutDown("triple fault");
          return;
        }
        if (second.vector == PF) {
          cpu.cr2 = second.cr2;
        }
        boolean exception = how != Kind.HARDWARE;
        if (second.vector == DF || exception && makesDoubleFault(event, second.vector)) {
          event = DF;
          code = 0;
        } else {
          boolean external = second.vector != PF && second.errorCode != Fault.NO_CODE;
          event = second.vector;
          code = external ? second.errorCode | EXT : second.errorCode;
        }
        how = Kind.FAULT;
      }
    }
  }

  /** Delivers an exception at CS:EIP, which is the address of the instruction that caused it. */
  void raise(Fault fault) {
    if (fault.vector == PF) {
      cpu.cr2 = fault.cr2;
    }
    cpu.debug.forget();
    deliver(fault.vector, Kind.FAULT, fault.errorCode);
  }

  /** SDM volume 3, table 6-5. */
  private static boolean makesDoubleFault(int first, int second) {
    return first == PF
        ? second == PF || contributory(second)
        : contributory(first) && contributory(second);
  }

  private static boolean contributory(int vector) {
    return vector < 32 && (CONTRIBUTORY >> vector & 1) != 0;
  }

  private void enter(int vector, Kind kind, int errorCode) {
    if (!cpu.protectedMode()) {
      enterReal(vector);
    } else if (kind == Kind.SOFTWARE && cpu.v86() && virtualized(vector)) {
      return;
    } else {
      enterProtected(vector, kind, errorCode);
    }
  }

  /** Real mode: the table of far pointers (SDM volume 3, 20.1.4). */
  private void enterReal(int vector) {
    int entry = cpu.idtrBase + 4 * vector;
    if (4 * vector + 3 > cpu.idtrLimit) {
      // "Interrupt table limit too small", interrupt 8 (80386 PRM 14.6, 80286 PRM 5.2).
      throw new Fault(DF, Fault.NO_CODE);
    }
    int offset = cpu.sysRead16(entry);
    int selector = cpu.sysRead16(entry + 2);
    pushFlagsAndAddress(cpu.eflags());
    clearFlags(Flag.IF | Flag.TF | Flag.AC | Flag.RF);
    jumpReal(selector, offset);
  }

  private void pushFlagsAndAddress(int flags) {
    stack.current();
    stack.reserve(3, 2);
    stack.push(flags, 2);
    stack.push(cpu.seg[Segment.CS].selector, 2);
    stack.push(cpu.eip, 2);
    cpu.setReg32(X86Cpu.ESP, stack.pointer());
  }

  private void jumpReal(int selector, int offset) {
    cpu.segmentation.loadReal(Segment.CS, selector);
    cpu.eip = offset;
    cpu.jumped();
  }

  /** Clears flags none of which is an arithmetic one, which alone would need more care. */
  private void clearFlags(int mask) {
    cpu.system &= ~mask;
  }

  /**
   * INT n in V86 mode: with CR4.VME and a clear bit in the redirection map the task's own real-mode
   * handler is entered; else IOPL below 3 is #GP(0) (SDM volume 3, 21.2.3 and table 21-2).
   *
   * @return whether the interrupt has been delivered so
   */
  private boolean virtualized(int vector) {
    boolean iopl3 = cpu.iopl() == 3;
    if ((cpu.cr4 & ControlRegisters.CR4_VME) == 0 || redirected(vector)) {
      if (!iopl3) {
        throw new Fault(GP, 0);
      }
      return false;
    }
    int entry = 4 * vector;
    int offset = cpu.paging.read(entry, 2, true);
    int selector = cpu.paging.read(entry + 2, 2, true);
    int flags = cpu.eflags();
    if (iopl3) {
      pushFlagsAndAddress(flags);
      clearFlags(Flag.IF | Flag.TF);
    } else {
      int virtual = (flags & Flag.VIF) != 0 ? Flag.IF : 0;
      pushFlagsAndAddress(flags & ~Flag.IF | Flag.IOPL | virtual);
      clearFlags(Flag.VIF | Flag.TF);
    }
    jumpReal(selector, offset);
    return true;
  }

  private boolean redirected(int vector) {
    int limit = cpu.tr.limit;
    if (!cpu.tasks.is32() || Integer.compareUnsigned(limit, Tasks.LAST) < 0) {
      throw new Fault(GP, 0);
    }
    int at = cpu.sysRead16(cpu.tr.base + Tasks.IO_MAP) - REDIRECTION_BYTES + (vector >>> 3);
    if (at < 0 || Integer.compareUnsigned(at, limit) > 0) {
      throw new Fault(GP, 0);
    }
    return (cpu.sysRead8(cpu.tr.base + at) >> (vector & 7) & 1) != 0;
  }

  private void enterProtected(int vector, Kind kind, int errorCode) {
    int idtCode = vector << 3 | IDT;
    if ((vector << 3 | 7) > cpu.idtrLimit) {
      throw new Fault(GP, idtCode);
    }
    long gate = cpu.segmentation.read(cpu.idtrBase + (vector << 3));
    if (!usable(gate) || kind.software() && Descriptor.dpl(gate) < cpu.cpl) {
      throw new Fault(GP, idtCode);
    }
    if (!Descriptor.present(gate)) {
      throw new Fault(NP, idtCode);
    }
    if (Descriptor.taskGate(gate)) {
      enterTask(gate, kind, errorCode, savedFlags(vector, kind));
    } else {
      enterHandler(gate, errorCode, savedFlags(vector, kind));
    }
  }

  private static boolean usable(long gate) {
    return Descriptor.system(gate)
        && switch (Descriptor.type(gate)) {
          case Descriptor.TASK_GATE,
              Descriptor.INTERRUPT_GATE16,
              Descriptor.TRAP_GATE16,
              Descriptor.INTERRUPT_GATE32,
              Descriptor.TRAP_GATE32 ->
              true;
          default -> false;
        };
  }

  /** RF lets a faulting instruction restart without meeting its breakpoint again (SDM 17.3.1.1). */
  private int savedFlags(int vector, Kind kind) {
    return kind == Kind.FAULT && vector != Vector.DB ? cpu.eflags() | Flag.RF : cpu.eflags();
  }

  private void enterTask(long gate, Kind kind, int errorCode, int flags) {
    cpu.tasks.throughGate(
        gate, kind.software() ? Tasks.Source.CALL : Tasks.Source.INTERRUPT, flags);
    if (errorCode != Fault.NO_CODE) {
      int bytes = cpu.tasks.is32() ? 4 : 2;
      stack.current();
      stack.reserve(1, bytes);
      stack.push(errorCode, bytes);
      cpu.setReg32(X86Cpu.ESP, stack.pointer());
    }
  }

  private void enterHandler(long gate, int errorCode, int flags) {
    int selector = Descriptor.gateSelector(gate);
    long code = checkHandler(selector);
    int level = Descriptor.dpl(code);
    boolean inner = !Descriptor.conforming(code) && level < cpu.cpl;
    if (cpu.v86() && (!inner || level != 0)) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    int bytes = Descriptor.is32(gate) ? 4 : 2;
    int offset = Descriptor.gateOffset(gate);
    int extra = errorCode == Fault.NO_CODE ? 0 : 1;
    if (inner) {
      enterInner(selector, code, offset, bytes, errorCode, flags);
    } else {
      stack.current();
      stack.reserve(3 + extra, bytes);
      checkStart(offset, code);
      code = cpu.segmentation.markAccessed(selector, code);
      pushReturn(bytes, errorCode, flags);
      cpu.segmentation.install(Segment.CS, selector & ~3 | cpu.cpl, code);
      cpu.setReg32(X86Cpu.ESP, stack.pointer());
    }
    int type = Descriptor.type(gate) & ~Descriptor.TYPE_32;
    int masked = type == Descriptor.INTERRUPT_GATE16 ? Flag.IF : 0;
    clearFlags(masked | Flag.TF | Flag.NT | Flag.VM | Flag.RF);
    cpu.eip = offset;
    cpu.jumped();
  }

  private long checkHandler(int selector) {
    if (Segmentation.isNull(selector)) {
      throw new Fault(GP, 0);
    }
    long code = cpu.segmentation.fetch(selector, GP);
    if (!Descriptor.code(code) || Descriptor.dpl(code) > cpu.cpl) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    if (!Descriptor.present(code)) {
      throw new Fault(NP, Segmentation.errorCode(selector));
    }
    return code;
  }

  private static void checkStart(int offset, long code) {
    if (Integer.compareUnsigned(offset, Descriptor.limit(code)) > 0) {
      throw new Fault(GP, 0);
    }
  }

  private void enterInner(
      int selector, long code, int offset, int bytes, int errorCode, int flags) {
    int level = Descriptor.dpl(code);
    boolean v86 = cpu.v86();
    int newSs = cpu.tasks.stackSelector(level);
    int newEsp = cpu.tasks.stackPointer(level);
    long ss = cpu.segmentation.checkStack(newSs, level, TS);
    stack.other(newSs, ss, newEsp, level);
    stack.reserve((v86 ? 9 : 5) + (errorCode == Fault.NO_CODE ? 0 : 1), bytes);
    checkStart(offset, code);
    ss = cpu.segmentation.markAccessed(newSs, ss);
    code = cpu.segmentation.markAccessed(selector, code);

    if (v86) {
      stack.push(cpu.seg[Segment.GS].selector, bytes);
      stack.push(cpu.seg[Segment.FS].selector, bytes);
      stack.push(cpu.seg[Segment.DS].selector, bytes);
      stack.push(cpu.seg[Segment.ES].selector, bytes);
    }
    stack.push(cpu.seg[Segment.SS].selector, bytes);
    stack.push(cpu.reg32(X86Cpu.ESP), bytes);
    pushReturn(bytes, errorCode, flags);

    if (v86) {
      clearFlags(Flag.VM);
    }
    cpu.cpl = level;
    if (v86) {
      cpu.segmentation.installNull(Segment.GS, 0);
      cpu.segmentation.installNull(Segment.FS, 0);
      cpu.segmentation.installNull(Segment.DS, 0);
      cpu.segmentation.installNull(Segment.ES, 0);
    }
    cpu.segmentation.install(Segment.SS, newSs, ss);
    cpu.segmentation.install(Segment.CS, selector & ~3 | level, code);
    cpu.setReg32(X86Cpu.ESP, stack.pointer());
    cpu.modeChanged();
  }

  private void pushReturn(int bytes, int errorCode, int flags) {
    stack.push(flags, bytes);
    stack.push(cpu.seg[Segment.CS].selector, bytes);
    stack.push(cpu.eip, bytes);
    if (errorCode != Fault.NO_CODE) {
      stack.push(errorCode, bytes);
    }
  }
}
