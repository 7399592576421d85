package quimera.cpu.x86;

import static quimera.cpu.x86.Vector.GP;
import static quimera.cpu.x86.Vector.NP;
import static quimera.cpu.x86.Vector.TS;

/**
 * Switches tasks through task-state segments of 16 and 32 bits, and reads what else a TSS holds:
 * inner stacks and the I/O permission map (Intel SDM volume 3, chapter 7; 80386 PRM chapter 7 and
 * 8.3.2; 80286 PRM chapter 8).
 *
 * <p>A switch is checked and its memory touched before anything changes. What goes wrong while the
 * new task's segments load belongs to the new task, as the manuals say.
 *
 * <p>Deviations: a 16-bit TSS sets the upper halves of the general registers, which it does not
 * hold, to ones.
 */
final class Tasks {
  /** Why tasks are switched (SDM volume 3, table 7-2). */
  enum Source {
    JUMP,
    /** CALL and INT n: nests. */
    CALL,
    /** Exceptions and external interrupts through a task gate: nests. */
    INTERRUPT,
    /** IRET with NT set: unnests. */
    RETURN;

    boolean nests() {
      return this == CALL || this == INTERRUPT;
    }
  }

  // 32-bit TSS (SDM volume 3, figure 7-2).
  private static final int CR3 = 0x1C;
  private static final int EIP = 0x20;
  private static final int EFLAGS = 0x24;
  private static final int REGISTERS = 0x28;
  private static final int SELECTORS = 0x48;
  private static final int LDT = 0x60;
  private static final int TRAP = 0x64;
  static final int IO_MAP = 0x66;
  static final int LAST = 0x67;

  // 16-bit TSS (SDM volume 3, figure 7-10).
  private static final int IP16 = 0x0E;
  private static final int FLAGS16 = 0x10;
  private static final int REGISTERS16 = 0x12;
  private static final int SELECTORS16 = 0x22;
  private static final int LDT16 = 0x2A;
  private static final int LAST16 = 0x2B;

  /** L0-L3 and LE, the breakpoints of one task. */
  private static final int DR7_LOCAL = 0x155;

  private static final int CR0_TS = 1 << 3;

  private final X86Cpu cpu;
  private final int[] registers = new int[8];
  private final int[] selectors = new int[6];

  Tasks(X86Cpu cpu) {
    this.cpu = cpu;
  }

  /** Whether the current TSS is of the 32-bit form. */
  boolean is32() {
    return (cpu.tr.rights & Descriptor.TYPE_32) != 0;
  }

  /** The SS selector of an inner stack; #TS if the TSS is too short (SDM volume 2, CALL). */
  int stackSelector(int level) {
    int offset = stackSlot(level);
    return cpu.sysRead16(cpu.tr.base + offset + (is32() ? 4 : 2));
  }

  /** The stack pointer of an inner stack. */
  int stackPointer(int level) {
    int at = cpu.tr.base + stackSlot(level);
    return is32() ? cpu.sysRead32(at) : cpu.sysRead16(at);
  }

  private int stackSlot(int level) {
    int offset = is32() ? 4 + 8 * level : 2 + 4 * level;
    int last = offset + (is32() ? 7 : 3);
    if (Integer.compareUnsigned(last, cpu.tr.limit) > 0) {
      throw new Fault(TS, Segmentation.errorCode(cpu.tr.selector));
    }
    return offset;
  }

  /**
   * Whether the current task may access these ports (SDM volume 1, 19.5.2). The map is consulted
   * where IOPL does not already allow it, and always in V86 mode; only a 32-bit TSS has one.
   */
  boolean ioAllowed(int port, int bytes) {
    if (!cpu.protectedMode() || !cpu.v86() && cpu.cpl <= cpu.iopl()) {
      return true;
    }
    if (!is32()
        || !Segmentation.present(cpu.tr)
        || Integer.compareUnsigned(cpu.tr.limit, LAST) < 0) {
      return false;
    }
    int at = cpu.sysRead16(cpu.tr.base + IO_MAP) + (port >>> 3);
    if (Integer.compareUnsigned(at + 1, cpu.tr.limit) > 0) {
      return false;
    }
    int bits = cpu.sysRead16(cpu.tr.base + at) >> (port & 7);
    return (bits & (1 << bytes) - 1) == 0;
  }

  /** The task gate's target, checked as JMP and CALL say. */
  void throughGate(long gate, Source source, int savedFlags) {
    int selector = Descriptor.gateSelector(gate);
    if (Segmentation.isNull(selector)) {
      throw new Fault(GP, 0);
    }
    long descriptor = cpu.segmentation.fetchGlobal(selector, GP);
    if (!Descriptor.availableTss(descriptor)) {
      throw new Fault(GP, Segmentation.errorCode(selector));
    }
    enter(selector, descriptor, source, savedFlags);
  }

  /** IRET with NT set: back to the task that the back link names (SDM volume 2, IRET). */
  void back() {
    int selector = cpu.sysRead16(cpu.tr.base);
    if (Segmentation.isNull(selector)) {
      throw new Fault(TS, 0);
    }
    long descriptor = cpu.segmentation.fetchGlobal(selector, TS);
    if (!Descriptor.busyTss(descriptor)) {
      throw new Fault(TS, Segmentation.errorCode(selector));
    }
    enter(selector, descriptor, Source.RETURN, cpu.eflags() & ~Flag.NT);
  }

  /**
   * Switches to the task of a TSS descriptor that the caller has found fit.
   *
   * @param savedFlags EFLAGS as the old task keeps them
   * @throws Fault before anything has changed; or, for {@link Source#INTERRUPT}, in the new task
   */
  void enter(int selector, long descriptor, Source source, int savedFlags) {
    boolean wide = Descriptor.is32(descriptor);
    int limit = Descriptor.limit(descriptor);
    if (!Descriptor.present(descriptor)) {
      throw new Fault(NP, Segmentation.errorCode(selector));
    }
    if (Integer.compareUnsigned(limit, wide ? LAST : LAST16) < 0) {
      throw new Fault(TS, Segmentation.errorCode(selector));
    }
    int old = cpu.tr.selector;
    touch(Descriptor.base(descriptor), wide, source);
    int base = Descriptor.base(descriptor);
    int cr3 = wide ? cpu.sysRead32(base + CR3) : 0;
    int eip = wide ? cpu.sysRead32(base + EIP) : cpu.sysRead16(base + IP16);
    int eflags = wide ? cpu.sysRead32(base + EFLAGS) : cpu.sysRead16(base + FLAGS16);
    int ldt = cpu.sysRead16(base + (wide ? LDT : LDT16));
    boolean trap = wide && (cpu.sysRead16(base + TRAP) & 1) != 0;
    readState(base, wide);

    if (!source.nests()) {
      cpu.segmentation.markBusy(old, false);
    }
    save(savedFlags);
    if (source != Source.RETURN) {
      cpu.segmentation.markBusy(selector, true);
    }
    if (source.nests()) {
      cpu.sysWrite16(base, old);
      eflags |= Flag.NT;
    }

    cpu.segmentation.installTask(selector, descriptor);
    commit(wide, cr3, eip, eflags);
    if (trap) {
      cpu.debug.taskTrap();
    }
    if (source == Source.INTERRUPT) {
      loadSegments(ldt, wide, eip);
    } else {
      try {
        loadSegments(ldt, wide, eip);
      } catch (Fault fault) {
        cpu.interrupts.raise(fault);
      }
    }
    cpu.jumped();
  }

  /** Faults, if the switch would, while it still can be undone. */
  private void touch(int base, boolean wide, Source source) {
    int lastOld = is32() ? SELECTORS + 24 : SELECTORS16 + 8;
    if (!Segmentation.present(cpu.tr) || Integer.compareUnsigned(cpu.tr.limit, lastOld - 1) < 0) {
      throw new Fault(TS, Segmentation.errorCode(cpu.tr.selector));
    }
    int firstOld = is32() ? EIP : IP16;
    cpu.paging.probeWrite(cpu.tr.base + firstOld, lastOld - firstOld, false);
    cpu.paging.probeRead(base, (wide ? LAST : LAST16) + 1, false);
    if (source.nests()) {
      cpu.paging.probeWrite(base, 2, false);
    }
  }

  private void readState(int base, boolean wide) {
    for (int i = 0; i < 8; i++) {
      registers[i] =
          wide
              ? cpu.sysRead32(base + REGISTERS + 4 * i)
              : 0xFFFF0000 | cpu.sysRead16(base + REGISTERS16 + 2 * i);
    }
    for (int i = 0; i < 6; i++) {
      boolean held = wide || i < 4;
      int at = wide ? base + SELECTORS + 4 * i : base + SELECTORS16 + 2 * i;
      selectors[i] = held ? cpu.sysRead16(at) : 0;
    }
  }

  private void save(int flags) {
    int base = cpu.tr.base;
    if (is32()) {
      cpu.sysWrite32(base + EIP, cpu.eip);
      cpu.sysWrite32(base + EFLAGS, flags);
      for (int i = 0; i < 8; i++) {
        cpu.sysWrite32(base + REGISTERS + 4 * i, cpu.reg32(i));
      }
      for (int i = 0; i < 6; i++) {
        cpu.sysWrite16(base + SELECTORS + 4 * i, cpu.seg[i].selector);
      }
      return;
    }
    cpu.sysWrite16(base + IP16, cpu.eip);
    cpu.sysWrite16(base + FLAGS16, flags);
    for (int i = 0; i < 8; i++) {
      cpu.sysWrite16(base + REGISTERS16 + 2 * i, cpu.reg16(i));
    }
    for (int i = 0; i < 4; i++) {
      cpu.sysWrite16(base + SELECTORS16 + 2 * i, cpu.seg[i].selector);
    }
  }

  private void commit(boolean wide, int cr3, int eip, int eflags) {
    cpu.cr0 |= CR0_TS;
    if (wide && cpu.paging.enabled() && cr3 != cpu.cr3) {
      cpu.cr3 = cr3;
      cpu.flushTlb();
    }
    cpu.debug.setDr7(cpu.dr[7] & ~DR7_LOCAL);
    for (int i = 0; i < 8; i++) {
      cpu.setReg32(i, registers[i]);
    }
    cpu.eip = eip;
    cpu.setEflags(eflags);
    cpu.cpl = cpu.v86() ? 3 : selectors[Segment.CS] & 3;
    // Selectors are the new task's at once; a segment that has not been loaded yet cannot be used.
    for (int i = 0; i < 6; i++) {
      cpu.segmentation.installNull(i, selectors[i]);
    }
    cpu.modeChanged();
  }

  private void loadSegments(int ldt, boolean wide, int eip) {
    cpu.ldtr.load(ldt, 0, 0, 0);
    cpu.segmentation.loadLdt(ldt, TS, TS);
    if (cpu.v86()) {
      for (int i = 0; i < 6; i++) {
        cpu.segmentation.loadReal(i, selectors[i]);
      }
      checkStart(eip, 0xFFFF);
      return;
    }
    int cs = selectors[Segment.CS];
    long code = checkCode(cs);
    cpu.segmentation.install(Segment.CS, cs, cpu.segmentation.markAccessed(cs, code));
    int ss = selectors[Segment.SS];
    long stack = cpu.segmentation.checkStack(ss, cpu.cpl, TS);
    cpu.segmentation.install(Segment.SS, ss, cpu.segmentation.markAccessed(ss, stack));
    for (int i = 0; i < (wide ? 6 : 4); i++) {
      if (i != Segment.CS && i != Segment.SS && !Segmentation.isNull(selectors[i])) {
        long data = cpu.segmentation.checkData(selectors[i], TS);
        cpu.segmentation.install(
            i, selectors[i], cpu.segmentation.markAccessed(selectors[i], data));
      }
    }
    checkStart(eip, cpu.seg[Segment.CS].limit);
  }

  private static void checkStart(int eip, int limit) {
    if (Integer.compareUnsigned(eip, limit) > 0) {
      throw new Fault(GP, 0);
    }
  }

  /** CS of a new task (SDM volume 3, table 7-1). */
  private long checkCode(int selector) {
    int code = Segmentation.errorCode(selector);
    if (Segmentation.isNull(selector)) {
      throw new Fault(TS, 0);
    }
    long descriptor = cpu.segmentation.fetch(selector, TS);
    int dpl = Descriptor.dpl(descriptor);
    int rpl = selector & 3;
    boolean fits = Descriptor.conforming(descriptor) ? dpl <= rpl : dpl == rpl;
    if (!Descriptor.code(descriptor) || !fits) {
      throw new Fault(TS, code);
    }
    if (!Descriptor.present(descriptor)) {
      throw new Fault(NP, code);
    }
    return descriptor;
  }
}
