package quimera.cpu.x86;

import static quimera.cpu.x86.Vector.GP;
import static quimera.cpu.x86.Vector.NP;
import static quimera.cpu.x86.Vector.SS;
import static quimera.cpu.x86.Vector.UD;

/**
 * Loads segment and descriptor-table registers, and answers the instructions that ask about
 * descriptors (Intel SDM volume 3, chapters 3 and 5; 80386 PRM chapters 5 and 6).
 *
 * <p>Deviations: LAR gives bits 19:16, which the manuals leave undefined, as zeros.
 */
final class Segmentation {

  /** System types that LAR accepts: TSSs, LDT, call and task gates (SDM volume 2, LAR). */
  private static final int LAR_TYPES =
      1 << Descriptor.TSS16_AVAILABLE
          | 1 << Descriptor.LDT
          | 1 << Descriptor.TSS16_BUSY
          | 1 << Descriptor.CALL_GATE16
          | 1 << Descriptor.TASK_GATE
          | 1 << Descriptor.TSS32_AVAILABLE
          | 1 << Descriptor.TSS32_BUSY
          | 1 << Descriptor.CALL_GATE32;

  /** System types that have a limit (SDM volume 2, LSL). */
  private static final int LSL_TYPES =
      1 << Descriptor.TSS16_AVAILABLE
          | 1 << Descriptor.LDT
          | 1 << Descriptor.TSS16_BUSY
          | 1 << Descriptor.TSS32_AVAILABLE
          | 1 << Descriptor.TSS32_BUSY;

  /** What {@link #lookUp} gives for a selector beyond its table; no descriptor in use is zero. */
  private static final long NONE = 0;

  private final X86Cpu cpu;

  Segmentation(X86Cpu cpu) {
    this.cpu = cpu;
  }

  /** The selector with its RPL cleared, as error codes name it. */
  static int errorCode(int selector) {
    return selector & 0xFFFC;
  }

  static boolean isNull(int selector) {
    return (selector & 0xFFFC) == 0;
  }

  /**
   * MOV, POP and LxS into ES, SS, DS, FS or GS; in real and V86 mode also CS.
   *
   * @throws Fault as SDM volume 2, MOV, says; nothing has changed then
   */
  void load(int index, int selector) {
    selector &= 0xFFFF;
    if (!cpu.protectedMode() || cpu.v86()) {
      loadReal(index, selector);
    } else if (index == Segment.SS) {
      loadStack(selector);
    } else {
      loadData(index, selector);
    }
  }

  /**
   * Real and V86 mode: the base is the selector times 16. Real mode leaves limit and rights of a
   * data segment as they are; V86 mode sets those of an 8086 (SDM volume 3, 21.1.1).
   */
  void loadReal(int index, int selector) {
    Segment segment = cpu.seg[index];
    if (cpu.v86()) {
      segment.load(selector, selector << 4, 0xFFFF, Segment.V86_RIGHTS);
    } else if (index == Segment.CS) {
      // The jump after leaving protected mode makes CS writable again; limit and size stay.
      segment.load(
          selector,
          selector << 4,
          segment.limit,
          segment.rights & Segment.BIG | Segment.REAL_ACCESS);
    } else {
      segment.load(selector, selector << 4, segment.limit, segment.rights);
    }
    cpu.segmentChanged(index);
  }

  private void loadStack(int selector) {
    long descriptor = checkStack(selector, cpu.cpl, GP);
    install(Segment.SS, selector, markAccessed(selector, descriptor));
  }

  /**
   * The rules for SS (SDM volume 2, MOV; for stacks taken from a TSS, CALL).
   *
   * @param cpl the privilege level that will use the stack
   * @param vector the exception for a selector that breaks them: #GP or #TS
   */
  long checkStack(int selector, int cpl, int vector) {
    if (isNull(selector)) {
      throw new Fault(vector, 0);
    }
    long descriptor = fetch(selector, vector);
    if ((selector & 3) != cpl
        || !Descriptor.writableData(descriptor)
        || Descriptor.dpl(descriptor) != cpl) {
      throw new Fault(vector, errorCode(selector));
    }
    if (!Descriptor.present(descriptor)) {
      throw new Fault(SS, errorCode(selector));
    }
    return descriptor;
  }

  private void loadData(int index, int selector) {
    if (isNull(selector)) {
      installNull(index, selector);
      return;
    }
    long descriptor = checkData(selector, GP);
    install(index, selector, markAccessed(selector, descriptor));
  }

  /** The rules for DS, ES, FS and GS (SDM volume 2, MOV; with {@code #TS} for a task switch). */
  long checkData(int selector, int vector) {
    long descriptor = fetch(selector, vector);
    int dpl = Descriptor.dpl(descriptor);
    boolean tooPrivileged =
        !Descriptor.conforming(descriptor) && (dpl < cpu.cpl || dpl < (selector & 3));
    if (!Descriptor.readable(descriptor) || tooPrivileged) {
      throw new Fault(vector, errorCode(selector));
    }
    if (!Descriptor.present(descriptor)) {
      throw new Fault(NP, errorCode(selector));
    }
    return descriptor;
  }

  /** Puts a checked descriptor into a segment register's hidden part. */
  void install(int index, int selector, long descriptor) {
    set(cpu.seg[index], selector, descriptor);
    cpu.segmentChanged(index);
  }

  /** Puts a null selector into a data segment register: any use of it faults. */
  void installNull(int index, int selector) {
    cpu.seg[index].load(selector, 0, 0, 0);
    cpu.segmentChanged(index);
  }

  /** Puts a descriptor into the hidden part of a register. */
  static void set(Segment segment, int selector, long descriptor) {
    segment.load(
        selector,
        Descriptor.base(descriptor),
        Descriptor.limit(descriptor),
        Segment.rights(descriptor));
  }

  /**
   * Reads a descriptor from the GDT or LDT.
   *
   * @param vector raised with the selector if it lies outside its table: #GP or #TS
   */
  long fetch(int selector, int vector) {
    if (!inTable(selector)) {
      throw new Fault(vector, errorCode(selector));
    }
    return read(address(selector));
  }

  /** A descriptor of the GDT; a selector with TI set breaks the rule for LDTs and TSSs. */
  long fetchGlobal(int selector, int vector) {
    if ((selector & 4) != 0) {
      throw new Fault(vector, errorCode(selector));
    }
    return fetch(selector, vector);
  }

  /** The linear address of a descriptor. */
  int address(int selector) {
    int base = (selector & 4) == 0 ? cpu.gdtrBase : cpu.ldtr.base;
    return base + (selector & 0xFFF8);
  }

  private boolean inTable(int selector) {
    int last = selector & 0xFFFF | 7;
    if ((selector & 4) == 0) {
      return last <= cpu.gdtrLimit;
    }
    return present(cpu.ldtr) && Integer.compareUnsigned(last, cpu.ldtr.limit) <= 0;
  }

  /** The eight bytes of a descriptor at a linear address. */
  long read(int at) {
    long descriptor = cpu.paging.readQuad(at);
    return cpu.model == X86Model.I80286 ? as286(descriptor) : descriptor;
  }

  /** The 80286 ignores the last two bytes, and system types above 7 are invalid (its PRM, 7.4). */
  private static long as286(long descriptor) {
    long known = descriptor & 0xFFFFFFFFFFFFL;
    boolean unknown = Descriptor.system(known) && Descriptor.is32(known);
    return unknown ? known & ~(0xFL << 40) : known;
  }

  /** Sets the accessed bit in memory if it is not yet set, and gives the descriptor with it. */
  long markAccessed(int selector, long descriptor) {
    if ((Descriptor.access(descriptor) & Descriptor.ACCESSED) != 0) {
      return descriptor;
    }
    cpu.sysWrite8(address(selector) + 5, Descriptor.access(descriptor) | Descriptor.ACCESSED);
    return descriptor | (long) Descriptor.ACCESSED << 40;
  }

  /** Sets or clears the busy bit of a TSS descriptor (SDM volume 3, 7.2.2). */
  void markBusy(int selector, boolean busy) {
    int at = address(selector) + 5;
    int access = cpu.sysRead8(at);
    cpu.sysWrite8(at, busy ? access | Descriptor.TYPE_BUSY : access & ~Descriptor.TYPE_BUSY);
  }

  /** LLDT: loads the LDT register (SDM volume 2, LLDT). */
  void lldt(int selector) {
    requireProtected();
    requireCpl0();
    loadLdt(selector, GP, NP);
  }

  /** Loads the LDT register, with the exceptions of LLDT or those of a task switch. */
  void loadLdt(int selector, int invalid, int absent) {
    selector &= 0xFFFF;
    if (isNull(selector)) {
      cpu.ldtr.load(selector, 0, 0, 0);
      return;
    }
    long descriptor = fetchGlobal(selector, invalid);
    if (!Descriptor.system(descriptor) || Descriptor.type(descriptor) != Descriptor.LDT) {
      throw new Fault(invalid, errorCode(selector));
    }
    if (!Descriptor.present(descriptor)) {
      throw new Fault(absent, errorCode(selector));
    }
    set(cpu.ldtr, selector, descriptor);
  }

  /** LTR: loads the task register and marks its TSS busy (SDM volume 2, LTR). */
  void ltr(int selector) {
    requireProtected();
    requireCpl0();
    selector &= 0xFFFF;
    if (isNull(selector)) {
      throw new Fault(GP, 0);
    }
    long descriptor = fetchGlobal(selector, GP);
    if (!Descriptor.availableTss(descriptor)) {
      throw new Fault(GP, errorCode(selector));
    }
    if (!Descriptor.present(descriptor)) {
      throw new Fault(NP, errorCode(selector));
    }
    markBusy(selector, true);
    set(cpu.tr, selector, descriptor | (long) Descriptor.TYPE_BUSY << 40);
  }

  /** Loads the task register without touching memory, as the last step of a task switch. */
  void installTask(int selector, long descriptor) {
    set(cpu.tr, selector, descriptor | (long) Descriptor.TYPE_BUSY << 40);
  }

  /** SLDT: the LDT's selector. */
  int sldt() {
    requireProtected();
    return cpu.ldtr.selector;
  }

  /** STR: the task's selector. */
  int str() {
    requireProtected();
    return cpu.tr.selector;
  }

  /** LGDT. */
  void lgdt(int limit, int base, boolean operand32) {
    requireCpl0();
    cpu.gdtrLimit = limit & 0xFFFF;
    cpu.gdtrBase = operand32 ? base : base & 0xFFFFFF;
  }

  /** LIDT. */
  void lidt(int limit, int base, boolean operand32) {
    requireCpl0();
    cpu.idtrLimit = limit & 0xFFFF;
    cpu.idtrBase = operand32 ? base : base & 0xFFFFFF;
  }

  /**
   * The four bytes of base that SGDT and SIDT store. The 80286 fills the last with ones (80286 PRM,
   * SGDT); later processors store all 32 bits, whatever the operand size.
   */
  int storedBase(int base) {
    return cpu.model == X86Model.I80286 ? base | 0xFF000000 : base;
  }

  /**
   * LAR: bits 23:8 of the descriptor's second half, or -1 if the selector is not for the caller.
   */
  long lar(int selector) {
    requireProtected();
    long descriptor = lookUp(selector);
    if (!visible(selector, descriptor, LAR_TYPES)) {
      return -1;
    }
    return descriptor >>> 32 & 0xF0FF00;
  }

  /** LSL: the limit in bytes, or -1 if the selector is not for the caller. */
  long lsl(int selector) {
    requireProtected();
    long descriptor = lookUp(selector);
    if (!visible(selector, descriptor, LSL_TYPES)) {
      return -1;
    }
    return Descriptor.limit(descriptor) & 0xFFFFFFFFL;
  }

  /** VERR: whether the caller may read the segment. */
  boolean verr(int selector) {
    requireProtected();
    long descriptor = lookUp(selector);
    return visible(selector, descriptor, 0) && Descriptor.readable(descriptor);
  }

  /** VERW: whether the caller may write to the segment. */
  boolean verw(int selector) {
    requireProtected();
    long descriptor = lookUp(selector);
    return visible(selector, descriptor, 0) && Descriptor.writableData(descriptor);
  }

  /** ARPL: {@code selector} with an RPL no smaller than that of {@code caller}. ZF is "changed". */
  int arpl(int selector, int caller) {
    requireProtected();
    return (selector & 3) < (caller & 3) ? selector & ~3 | caller & 3 : selector;
  }

  private boolean visible(int selector, long descriptor, int systemTypes) {
    if (descriptor == NONE) {
      return false;
    }
    if (Descriptor.system(descriptor) && (systemTypes >> Descriptor.type(descriptor) & 1) == 0) {
      return false;
    }
    int dpl = Descriptor.dpl(descriptor);
    return Descriptor.conforming(descriptor) || dpl >= cpu.cpl && dpl >= (selector & 3);
  }

  /** A descriptor for the instructions that only ask, {@link #NONE} if there is none. */
  private long lookUp(int selector) {
    return isNull(selector) || !inTable(selector) ? NONE : read(address(selector));
  }

  /** Whether a table or task register holds something. */
  static boolean present(Segment register) {
    return (register.rights & Descriptor.PRESENT) != 0;
  }

  /** #UD in real and V86 mode. */
  void requireProtected() {
    if (!cpu.protectedMode() || cpu.v86()) {
      throw new Fault(UD);
    }
  }

  /** #GP(0) outside of privilege level 0. */
  void requireCpl0() {
    if (cpu.cpl != 0) {
      throw new Fault(GP, 0);
    }
  }
}
