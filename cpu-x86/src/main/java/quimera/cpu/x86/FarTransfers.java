package quimera.cpu.x86;

import static quimera.cpu.x86.Vector.GP;
import static quimera.cpu.x86.Vector.NP;
import static quimera.cpu.x86.Vector.TS;

/**
 * Transfers control between code segments, privilege levels and tasks: far JMP, CALL and RET, and
 * IRET (Intel SDM volume 2 under these names, and volume 3, 5.8; 80386 PRM 6.3; 80286 PRM 7.5).
 *
 * <p>CS:EIP is the address of the next instruction when a method is called. Each raises its faults
 * before it changes anything.
 */
final class FarTransfers {
  /** What IRET may change at any privilege. */
  private static final int FREE_FLAGS =
      Flag.CF | Flag.PF | Flag.AF | Flag.ZF | Flag.SF | Flag.TF | Flag.DF | Flag.OF | Flag.NT;

  /** What a 32-bit IRET changes besides. */
  private static final int FREE_FLAGS32 = Flag.RF | Flag.AC | Flag.ID;

  private static final int VIRTUAL_FLAGS = Flag.VIF | Flag.VIP;

  private final X86Cpu cpu;
  private final StackFrame stack;
  private final StackFrame inner;
  private final int[] parameters = new int[31];

  FarTransfers(X86Cpu cpu) {
    this.cpu = cpu;
    stack = new StackFrame(cpu);
    inner = new StackFrame(cpu);
  }

  private boolean likeReal() {
    return !cpu.protectedMode() || cpu.v86();
  }

  /** JMP ptr16:16, ptr16:32, m16:16 and m16:32. */
  void jump(int selector, int target, boolean operand32) {
    int offset = operand32 ? target : target & 0xFFFF;
    if (likeReal()) {
      checkStart(offset, cpu.v86() ? 0xFFFF : cpu.seg[Segment.CS].limit);
      goReal(selector, offset);
      return;
    }
    long descriptor = fetchTarget(selector);
    if (Descriptor.code(descriptor)) {
      checkDirect(selector, descriptor);
      go(selector, descriptor, offset, cpu.cpl);
    } else if (!throughTask(selector, descriptor, Tasks.Source.JUMP)) {
      int inGate = gateTarget(selector, descriptor);
      long code = cpu.segmentation.fetch(inGate, GP);
      checkGateCode(inGate, code, true);
      go(inGate, code, Descriptor.gateOffset(descriptor), cpu.cpl);
    }
  }

  /** CALL ptr16:16, ptr16:32, m16:16 and m16:32. */
  void call(int selector, int target, boolean operand32) {
    int bytes = operand32 ? 4 : 2;
    int offset = operand32 ? target : target & 0xFFFF;
    if (likeReal()) {
      reserveReturn(bytes);
      checkStart(offset, cpu.v86() ? 0xFFFF : cpu.seg[Segment.CS].limit);
      pushReturn(stack, bytes);
      cpu.setReg32(X86Cpu.ESP, stack.pointer());
      goReal(selector, offset);
      return;
    }
    long descriptor = fetchTarget(selector);
    if (Descriptor.code(descriptor)) {
      checkDirect(selector, descriptor);
      callSame(selector, descriptor, offset, bytes);
    } else if (!throughTask(selector, descriptor, Tasks.Source.CALL)) {
      callGate(selector, descriptor);
    }
  }

  private void callGate(int selector, long gate) {
    int target = gateTarget(selector, gate);
    long code = cpu.segmentation.fetch(target, GP);
    checkGateCode(target, code, false);
    int bytes = Descriptor.is32(gate) ? 4 : 2;
    int offset = Descriptor.gateOffset(gate);
    if (!Descriptor.conforming(code) && Descriptor.dpl(code) < cpu.cpl) {
      callInner(gate, target, code, offset, bytes);
    } else {
      callSame(target, code, offset, bytes);
    }
  }

  private void callSame(int selector, long code, int offset, int bytes) {
    reserveReturn(bytes);
    checkStart(offset, Descriptor.limit(code));
    code = cpu.segmentation.markAccessed(selector, code);
    pushReturn(stack, bytes);
    cpu.setReg32(X86Cpu.ESP, stack.pointer());
    go(selector, code, offset, cpu.cpl);
  }

  private void reserveReturn(int bytes) {
    stack.current();
    stack.reserve(2, bytes);
  }

  private void pushReturn(StackFrame frame, int bytes) {
    frame.push(cpu.seg[Segment.CS].selector, bytes);
    frame.push(cpu.eip, bytes);
  }

  /** Through a call gate to an inner level, with a new stack and copied parameters (SDM 5.8.5). */
  private void callInner(long gate, int target, long code, int offset, int bytes) {
    int level = Descriptor.dpl(code);
    int newSs = cpu.tasks.stackSelector(level);
    int newEsp = cpu.tasks.stackPointer(level);
    long ss = cpu.segmentation.checkStack(newSs, level, TS);
    int count = Descriptor.gateCount(gate);
    inner.other(newSs, ss, newEsp, level);
    inner.reserve(4 + count, bytes);
    stack.current();
    for (int i = 0; i < count; i++) {
      parameters[i] = stack.peek(i, bytes);
    }
    checkStart(offset, Descriptor.limit(code));
    ss = cpu.segmentation.markAccessed(newSs, ss);
    code = cpu.segmentation.markAccessed(target, code);

    inner.push(cpu.seg[Segment.SS].selector, bytes);
    inner.push(cpu.reg32(X86Cpu.ESP), bytes);
    for (int i = count - 1; i >= 0; i--) {
      inner.push(parameters[i], bytes);
    }
    pushReturn(inner, bytes);
    cpu.cpl = level;
    cpu.segmentation.install(Segment.SS, newSs, ss);
    cpu.setReg32(X86Cpu.ESP, inner.pointer());
    go(target, code, offset, level);
    cpu.modeChanged();
  }

  /** RET far; {@code popBytes} of parameters are released on both stacks. */
  void ret(boolean operand32, int popBytes) {
    int bytes = operand32 ? 4 : 2;
    stack.current();
    int offset = stack.peek(0, bytes);
    int selector = stack.peek(1, bytes) & 0xFFFF;
    if (likeReal()) {
      checkStart(offset, cpu.v86() ? 0xFFFF : cpu.seg[Segment.CS].limit);
      stack.release(2 * bytes + popBytes);
      cpu.setReg32(X86Cpu.ESP, stack.pointer());
      goReal(selector, offset);
      return;
    }
    long code = checkReturn(selector);
    checkStart(offset, Descriptor.limit(code));
    stack.release(2 * bytes + popBytes);
    if ((selector & 3) == cpu.cpl) {
      code = cpu.segmentation.markAccessed(selector, code);
      cpu.setReg32(X86Cpu.ESP, stack.pointer());
      go(selector, code, offset, cpu.cpl);
    } else {
      int esp = stack.peek(0, bytes);
      int ss = stack.peek(1, bytes) & 0xFFFF;
      returnOuter(selector, code, offset, ss, esp, bytes, popBytes);
    }
  }

  /** CS of a return (SDM volume 2, RET): an RPL below CPL is not allowed. */
  private long checkReturn(int selector) {
    if (Segmentation.isNull(selector)) {
      throw new Fault(GP, 0);
    }
    long code = cpu.segmentation.fetch(selector, GP);
    int rpl = selector & 3;
    int dpl = Descriptor.dpl(code);
    boolean fits = Descriptor.conforming(code) ? dpl <= rpl : dpl == rpl;
    if (!Descriptor.code(code) || rpl < cpu.cpl || !fits) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    if (!Descriptor.present(code)) {
      throw new Fault(NP, Segmentation.errorCode(selector));
    }
    return code;
  }

  /**
   * To an outer level: its stack comes back, and segments it may not see are nulled (SDM 5.8.6).
   */
  private void returnOuter(
      int selector, long code, int offset, int newSs, int esp, int bytes, int popBytes) {
    int level = selector & 3;
    long ss = cpu.segmentation.checkStack(newSs, level, GP);
    code = cpu.segmentation.markAccessed(selector, code);
    ss = cpu.segmentation.markAccessed(newSs, ss);
    cpu.cpl = level;
    cpu.segmentation.install(Segment.SS, newSs, ss);
    setStackPointer(esp + popBytes, bytes);
    go(selector, code, offset, level);
    hideInnerSegments();
    cpu.modeChanged();
  }

  /** A 16-bit stack segment takes SP only. */
  private void setStackPointer(int esp, int bytes) {
    if (cpu.seg[Segment.SS].big()) {
      cpu.setReg32(X86Cpu.ESP, bytes == 4 ? esp : esp & 0xFFFF);
    } else {
      cpu.setReg32(X86Cpu.ESP, cpu.reg32(X86Cpu.ESP) & 0xFFFF0000 | esp & 0xFFFF);
    }
  }

  private void hideInnerSegments() {
    for (int i = 0; i < cpu.seg.length; i++) {
      if (i != Segment.CS && i != Segment.SS) {
        int rights = cpu.seg[i].rights;
        boolean conforming =
            (rights & (Descriptor.EXECUTABLE | Descriptor.CONFORMING))
                == (Descriptor.EXECUTABLE | Descriptor.CONFORMING);
        if (!conforming && (rights >> 5 & 3) < cpu.cpl) {
          cpu.segmentation.installNull(i, 0);
        }
      }
    }
  }

  /** IRET and IRETD. */
  void iret(boolean operand32) {
    if (!cpu.protectedMode()) {
      iretReal(operand32);
    } else if (cpu.v86()) {
      iretV86(operand32);
    } else if ((cpu.eflags() & Flag.NT) != 0) {
      cpu.tasks.back();
    } else {
      iretProtected(operand32);
    }
  }

  private void iretReal(boolean operand32) {
    int bytes = operand32 ? 4 : 2;
    stack.current();
    stack.promise(3, bytes);
    int offset = stack.peek(0, bytes);
    int selector = stack.peek(1, bytes) & 0xFFFF;
    int flags = stack.peek(2, bytes);
    checkStart(offset, cpu.v86() ? 0xFFFF : cpu.seg[Segment.CS].limit);
    stack.release(3 * bytes);
    cpu.setReg32(X86Cpu.ESP, stack.pointer());
    int mask = FREE_FLAGS | Flag.IF | (operand32 ? FREE_FLAGS32 : 0);
    if (!cpu.model.is32()) {
      // The 80286 cannot set IOPL and NT in real mode (80286 PRM, IRET).
      mask &= ~Flag.NT;
    } else if (!cpu.v86()) {
      mask |= Flag.IOPL;
    }
    mergeFlags(flags, mask);
    goReal(selector, offset);
  }

  /** IRET in V86 mode needs IOPL 3, or the virtual interrupt flag (SDM volume 3, 21.2 and 21.3). */
  private void iretV86(boolean operand32) {
    if (cpu.iopl() == 3) {
      iretReal(operand32);
      return;
    }
    if ((cpu.cr4 & ControlRegisters.CR4_VME) == 0 || operand32) {
      throw new Fault(GP, 0);
    }
    stack.current();
    int offset = stack.peek(0, 2);
    int selector = stack.peek(1, 2);
    int flags = stack.peek(2, 2);
    boolean enables = (flags & Flag.IF) != 0;
    if ((flags & Flag.TF) != 0 || enables && (cpu.eflags() & Flag.VIP) != 0) {
      throw new Fault(GP, 0);
    }
    stack.release(6);
    cpu.setReg32(X86Cpu.ESP, stack.pointer());
    mergeFlags(flags | (enables ? Flag.VIF : 0), FREE_FLAGS | Flag.VIF);
    goReal(selector, offset);
  }

  private void iretProtected(boolean operand32) {
    int bytes = operand32 ? 4 : 2;
    stack.current();
    stack.promise(5, bytes);
    int offset = stack.peek(0, bytes);
    int selector = stack.peek(1, bytes) & 0xFFFF;
    int flags = stack.peek(2, bytes);
    if (operand32 && (flags & Flag.VM) != 0 && cpu.cpl == 0) {
      iretToV86(offset, selector, flags);
      return;
    }
    long code = checkReturn(selector);
    checkStart(offset, Descriptor.limit(code));
    int mask = flagsMask(operand32);
    if ((selector & 3) == cpu.cpl) {
      code = cpu.segmentation.markAccessed(selector, code);
      stack.release(3 * bytes);
      cpu.setReg32(X86Cpu.ESP, stack.pointer());
      go(selector, code, offset, cpu.cpl);
    } else {
      int esp = stack.peek(3, bytes);
      int ss = stack.peek(4, bytes) & 0xFFFF;
      returnOuter(selector, code, offset, ss, esp, bytes, 0);
    }
    mergeFlags(flags, mask);
  }

  /** What the current privilege may change (SDM volume 2, IRET; CPL is that before the return). */
  private int flagsMask(boolean operand32) {
    int mask = FREE_FLAGS | (operand32 ? FREE_FLAGS32 : 0);
    if (cpu.cpl == 0) {
      return mask | Flag.IF | Flag.IOPL | (operand32 ? VIRTUAL_FLAGS : 0);
    }
    return cpu.cpl <= cpu.iopl() ? mask | Flag.IF : mask;
  }

  /** To V86 mode, from level 0 only (SDM volume 3, 21.2.2). */
  private void iretToV86(int offset, int selector, int flags) {
    int esp = stack.peek(3, 4);
    int ss = stack.peek(4, 4);
    int es = stack.peek(5, 4);
    int ds = stack.peek(6, 4);
    int fs = stack.peek(7, 4);
    int gs = stack.peek(8, 4);
    checkStart(offset, 0xFFFF);
    cpu.setEflags(flags);
    cpu.cpl = 3;
    cpu.segmentation.loadReal(Segment.ES, es & 0xFFFF);
    cpu.segmentation.loadReal(Segment.DS, ds & 0xFFFF);
    cpu.segmentation.loadReal(Segment.FS, fs & 0xFFFF);
    cpu.segmentation.loadReal(Segment.GS, gs & 0xFFFF);
    cpu.segmentation.loadReal(Segment.SS, ss & 0xFFFF);
    cpu.setReg32(X86Cpu.ESP, esp);
    goReal(selector, offset);
    cpu.modeChanged();
  }

  private void mergeFlags(int value, int mask) {
    cpu.setEflags(cpu.eflags() & ~mask | value & mask);
  }

  private void goReal(int selector, int offset) {
    cpu.segmentation.loadReal(Segment.CS, selector);
    cpu.eip = offset;
    cpu.jumped();
  }

  /** Enters a checked code segment; the limit has the last word. */
  private void go(int selector, long code, int offset, int level) {
    checkStart(offset, Descriptor.limit(code));
    code = cpu.segmentation.markAccessed(selector, code);
    cpu.segmentation.install(Segment.CS, selector & ~3 | level, code);
    cpu.eip = offset;
    cpu.jumped();
  }

  private static void checkStart(int offset, int limit) {
    if (Integer.compareUnsigned(offset, limit) > 0) {
      throw new Fault(GP, 0);
    }
  }

  private long fetchTarget(int selector) {
    if (Segmentation.isNull(selector)) {
      throw new Fault(GP, 0);
    }
    return cpu.segmentation.fetch(selector, GP);
  }

  /** A code segment named in the instruction (SDM volume 3, 5.8.1). */
  private void checkDirect(int selector, long code) {
    int dpl = Descriptor.dpl(code);
    boolean fits =
        Descriptor.conforming(code) ? dpl <= cpu.cpl : dpl == cpu.cpl && (selector & 3) <= cpu.cpl;
    if (!fits) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    if (!Descriptor.present(code)) {
      throw new Fault(NP, Segmentation.errorCode(selector));
    }
  }

  /** A gate's or a TSS's own privilege (SDM volume 3, 5.8.4 and 7.3). */
  private void checkGate(int selector, long gate) {
    int dpl = Descriptor.dpl(gate);
    if (dpl < cpu.cpl || dpl < (selector & 3)) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
  }

  /** Checks a call gate and gives the selector that it leads to. */
  private int gateTarget(int selector, long gate) {
    if (!Descriptor.callGate(gate)) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    checkGate(selector, gate);
    if (!Descriptor.present(gate)) {
      throw new Fault(NP, Segmentation.errorCode(selector));
    }
    int target = Descriptor.gateSelector(gate);
    if (Segmentation.isNull(target)) {
      throw new Fault(GP, 0);
    }
    return target;
  }

  private void checkGateCode(int selector, long code, boolean jump) {
    int dpl = Descriptor.dpl(code);
    boolean fits = Descriptor.conforming(code) || !jump ? dpl <= cpu.cpl : dpl == cpu.cpl;
    if (!Descriptor.code(code) || !fits) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    if (!Descriptor.present(code)) {
      throw new Fault(NP, Segmentation.errorCode(selector));
    }
  }

  /** JMP or CALL to a task gate or a TSS; false if the descriptor is neither. */
  private boolean throughTask(int selector, long descriptor, Tasks.Source source) {
    if (Descriptor.taskGate(descriptor)) {
      checkGate(selector, descriptor);
      if (!Descriptor.present(descriptor)) {
        throw new Fault(NP, Segmentation.errorCode(selector));
      }
      cpu.tasks.throughGate(descriptor, source, cpu.eflags());
      return true;
    }
    if (Descriptor.availableTss(descriptor)) {
      checkGate(selector, descriptor);
      cpu.tasks.enter(selector, descriptor, source, cpu.eflags());
      return true;
    }
    return false;
  }
}
