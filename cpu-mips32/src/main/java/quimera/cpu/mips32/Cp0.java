package quimera.cpu.mips32;

import quimera.core.line.InputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The system control coprocessor: its registers, the exceptions it delivers and the interrupts it
 * weighs (MIPS32 volume III, chapters 6 and 9).
 */
final class Cp0 {
  private static final int STATUS_IE = 1;
  private static final int STATUS_EXL = 1 << 1;
  private static final int STATUS_ERL = 1 << 2;
  private static final int STATUS_UM = 1 << 4;
  private static final int STATUS_NMI = 1 << 19;
  private static final int STATUS_SR = 1 << 20;
  private static final int STATUS_TS = 1 << 21;
  private static final int STATUS_BEV = 1 << 22;
  private static final int STATUS_FR = 1 << 26;
  private static final int STATUS_CU0 = 1 << 28;
  private static final int STATUS_CU1 = 1 << 29;

  private static final int CAUSE_SOFTWARE = 3 << 8;
  private static final int CAUSE_WP = 1 << 22;
  private static final int CAUSE_IV = 1 << 23;
  private static final int CAUSE_DC = 1 << 27;
  private static final int CAUSE_TI = 1 << 30;
  private static final int CAUSE_BD = 1 << 31;

  /** IntCtl.IPTI and IPPCI: timer and performance counters on interrupt 7. */
  private static final int INTCTL_FIXED = 7 << 29 | 7 << 26;

  private static final int INTCTL_VS = 0x1F << 5;

  private static final int WATCH_WRITE = 1;
  private static final int WATCH_READ = 2;
  private static final int WATCH_FETCH = 4;
  private static final int WATCH_GLOBAL = 1 << 30;

  private final MipsCpu cpu;
  private final Timer timer;

  int index;
  int random;
  int entryLo0;
  int entryLo1;
  int context;
  int pageMask;
  int wired;
  int hwrEna;
  int badVAddr;
  int entryHi;
  int status;

  /** Without the interrupt lines, which {@link #cause} adds. */
  private int cause;

  int epc;
  int eBase;
  int config;
  int intCtl;
  int watchLo;
  int watchHi;
  int errorEpc;
  int llAddr;

  /** The tag and data registers of the cache, and others that hold what was written to them. */
  private final int[] held = new int[8];

  /** Cause.IP of the pins, bits 10 to 15. */
  private int pins;

  private boolean nmiLevel;
  boolean nmiPending;

  Cp0(MipsCpu cpu, Clock clock, Scheduler scheduler) {
    this.cpu = cpu;
    timer = new Timer(clock, scheduler, this::timerExpired);
  }

  /** The values after a reset exception; what the manual leaves undefined is 0. */
  void reset() {
    index = 0;
    entryLo0 = 0;
    entryLo1 = 0;
    context = 0;
    pageMask = 0;
    hwrEna = 0;
    badVAddr = 0;
    entryHi = 0;
    cause = 0;
    epc = 0;
    errorEpc = 0;
    eBase = 0x8000_0000;
    intCtl = INTCTL_FIXED;
    watchLo = 0;
    watchHi = 0;
    llAddr = 0;
    nmiPending = false;
    java.util.Arrays.fill(held, 0);
    timer.reset();
    config = cpu.model.config(cpu.big);
    wired = 0;
    random = cpu.model.tlbEntries - 1;
    status = STATUS_BEV | STATUS_ERL;
  }

  /** Sets the timer's alarm, after a reset. */
  void settle() {
    timer.rearm();
  }

  boolean userMode() {
    return (status & (STATUS_UM | STATUS_EXL | STATUS_ERL)) == STATUS_UM;
  }

  boolean errorLevel() {
    return (status & STATUS_ERL) != 0;
  }

  /** Whether privileged instructions may be executed. */
  boolean privileged() {
    return !userMode() || (status & STATUS_CU0) != 0;
  }

  boolean usable(int unit) {
    return (status & STATUS_CU0 << unit) != 0;
  }

  boolean fpuUsable() {
    return (status & STATUS_CU1) != 0;
  }

  /** Status.FR: 32 floating-point registers of 64 bits. */
  boolean wideFpu() {
    return (status & STATUS_FR) != 0;
  }

  // Interrupts

  /** Interrupt pin {@code number}, 2 to 7 as in Cause.IP. */
  InputLine line(int number) {
    int bit = 1 << 8 + number;
    return level -> {
      pins = level ? pins | bit : pins & ~bit;
      cpu.attend();
    };
  }

  void nmi(boolean level) {
    nmiPending |= level && !nmiLevel;
    nmiLevel = level;
    cpu.attend();
  }

  private void timerExpired() {
    cause |= CAUSE_TI;
    cpu.attend();
  }

  /** The Cause register; release 1 has the timer on interrupt 7, but no bit that tells so. */
  int cause() {
    int lines = cause | pins;
    if ((cause & CAUSE_TI) != 0) {
      lines |= 1 << 15;
    }
    return cpu.release2 ? lines : lines & ~CAUSE_TI;
  }

  /** Whether an interrupt is asked for and not masked, in whatever mode. */
  boolean interruptRequested() {
    return (cause() & status & 0xFF00) != 0;
  }

  boolean interruptDue() {
    return (status & (STATUS_IE | STATUS_EXL | STATUS_ERL)) == STATUS_IE && interruptRequested();
  }

  /** Whether interrupts are off altogether. */
  boolean deaf() {
    return (status & 0xFF00) == 0;
  }

  // Exceptions

  /**
   * Enters the handler of an exception (volume III, 6.2.2 and the pseudocode of 9.3).
   *
   * @param at the address of the instruction
   * @param slot whether that is in a delay slot
   */
  void deliver(int code, boolean refill, int unit, int at, boolean slot) {
    int offset = 0x180;
    if ((status & STATUS_EXL) == 0) {
      epc = slot ? at - 4 : at;
      cause = slot ? cause | CAUSE_BD : cause & ~CAUSE_BD;
      if (refill) {
        offset = 0;
      } else if (code == ExcCode.INT && (cause & CAUSE_IV) != 0) {
        offset = interruptOffset();
      }
    }
    cause = cause & ~(3 << 28 | 0x7C) | unit << 28 | code << 2;
    report(code);
    status |= STATUS_EXL;
    int base = (status & STATUS_BEV) != 0 ? 0xBFC0_0200 : eBase & 0xFFFF_F000;
    enter(base + offset);
  }

  private int interruptOffset() {
    int spacing = intCtl & INTCTL_VS;
    if (spacing == 0 || (status & STATUS_BEV) != 0) {
      return 0x200;
    }
    int highest = 31 - Integer.numberOfLeadingZeros((cause() & status) >>> 8 & 0xFF);
    return 0x200 + highest * spacing;
  }

  private void report(int code) {
    if (code >= ExcCode.MOD && code <= ExcCode.ADES) {
      badVAddr = cpu.trapAddress;
      if (code <= ExcCode.TLBS) {
        context = context & 0xFF80_0000 | badVAddr >>> 9 & 0x007F_FFF0;
        entryHi = badVAddr & 0xFFFF_E000 | entryHi & 0xFF;
      }
    }
  }

  /** A non-maskable interrupt, which goes to the reset vector. */
  void deliverNmi(int at, boolean slot) {
    nmiPending = false;
    errorEpc = slot ? at - 4 : at;
    status = status & ~(STATUS_SR | STATUS_TS) | STATUS_BEV | STATUS_ERL | STATUS_NMI;
    enter(0xBFC0_0000);
    cpu.forgetTranslations();
  }

  private void enter(int vector) {
    cpu.jump(vector);
    cpu.linked = false;
    cpu.selectTlb(false);
  }

  /** ERET: returns where to go on. */
  int exceptionReturn() {
    int target;
    if ((status & STATUS_ERL) != 0) {
      target = errorEpc;
      status &= ~STATUS_ERL;
      cpu.forgetTranslations();
    } else {
      target = epc;
      status &= ~STATUS_EXL;
    }
    cpu.linked = false;
    cpu.selectTlb(userMode());
    if (interruptDue() || watchDue()) {
      cpu.attend();
    }
    return target;
  }

  /** What depends on Status and Cause. */
  private void statusChanged() {
    boolean otherMode = cpu.selectTlb(userMode());
    if (otherMode || interruptDue() || watchDue()) {
      cpu.attend();
    }
  }

  // Watch registers

  /** Whether accesses to the page of {@code virtual} must be looked at one by one. */
  boolean watches(int virtual) {
    return (watchLo & 7) != 0 && ((watchLo ^ virtual) & ~0xFFF) == 0;
  }

  /** Whether an access meets the watch registers; its exception is noted if it is not deferred. */
  boolean watched(int virtual, int access) {
    int wanted = access == Mmu.FETCH ? WATCH_FETCH : access == Mmu.LOAD ? WATCH_READ : WATCH_WRITE;
    int outside = ~(watchHi & 0xFF8 | 7);
    boolean space = (watchHi & WATCH_GLOBAL) != 0 || ((watchHi >> 16 ^ entryHi) & 0xFF) == 0;
    if ((watchLo & wanted) == 0 || ((watchLo ^ virtual) & outside) != 0 || !space) {
      return false;
    }
    if (cpu.release2) {
      watchHi |= wanted;
    }
    if ((status & (STATUS_EXL | STATUS_ERL)) != 0) {
      cause |= CAUSE_WP;
      return false;
    }
    cpu.refuse(ExcCode.WATCH);
    return true;
  }

  /** A watch exception that was put off while EXL or ERL was set. */
  boolean watchDue() {
    return (cause & CAUSE_WP) != 0 && (status & (STATUS_EXL | STATUS_ERL)) == 0;
  }

  // Registers

  /** MFC0. */
  int read(int register, int select) {
    if (select != 0) {
      return readSelected(register, select);
    }
    return switch (register) {
      case 0 -> index;
      case 1 -> random;
      case 2 -> entryLo0;
      case 3 -> entryLo1;
      case 4 -> context;
      case 5 -> pageMask;
      case 6 -> wired;
      case 7 -> hwrEna;
      case 8 -> badVAddr;
      case 9 -> timer.count();
      case 10 -> entryHi;
      case 11 -> timer.compare();
      case 12 -> status;
      case 13 -> cause();
      case 14 -> epc;
      case 15 -> cpu.model.processorId;
      case 16 -> config;
      case 17 -> llAddr;
      case 18 -> watchLo;
      case 19 -> watchHi;
      case 26, 27 -> held[register - 26];
      case 28, 29 -> held[(register - 28) * 2 + 2];
      case 30 -> errorEpc;
      case 31 -> held[6];
      default -> 0;
    };
  }

  private int readSelected(int register, int select) {
    return switch (register << 3 | select) {
      case 12 << 3 | 1 -> cpu.release2 ? intCtl : 0;
      case 15 << 3 | 1 -> cpu.release2 ? eBase : 0;
      case 16 << 3 | 1 -> cpu.model.config1();
      case 16 << 3 | 2 -> cpu.release2 ? 1 << 31 : 0;
      case 16 << 3 | 3 -> cpu.model.config3();
      case 28 << 3 | 1 -> held[3];
      case 29 << 3 | 1 -> held[5];
      default -> 0;
    };
  }

  /** MTC0. */
  void write(int register, int select, int value) {
    if (select != 0) {
      writeSelected(register, select, value);
      return;
    }
    switch (register) {
      case 0 -> index = index & 1 << 31 | value & cpu.model.tlbEntries - 1;
      case 2 -> entryLo0 = value & 0x3FFF_FFFF;
      case 3 -> entryLo1 = value & 0x3FFF_FFFF;
      case 4 -> context = value & 0xFF80_0000 | context & 0x007F_FFF0;
      case 5 -> pageMask = value & 0x1FFF_E000;
      case 6 -> {
        wired = value & cpu.model.tlbEntries - 1;
        random = cpu.model.tlbEntries - 1;
      }
      case 7 -> hwrEna = cpu.release2 ? value & 0xF : 0;
      case 9 -> timer.setCount(value);
      case 10 -> writeEntryHi(value & 0xFFFF_E0FF);
      case 11 -> {
        cause &= ~CAUSE_TI;
        timer.setCompare(value);
      }
      case 12 -> writeStatus(value);
      case 13 -> writeCause(value);
      case 14 -> epc = value;
      case 16 -> config = config & ~7 | value & 7;
      case 18 -> writeWatchLo(value);
      case 19 -> watchHi = value & 0x40FF_0FF8 | watchHi & 7 & ~value;
      case 26, 27 -> held[register - 26] = value;
      case 28, 29 -> held[(register - 28) * 2 + 2] = value;
      case 30 -> errorEpc = value;
      case 31 -> held[6] = value;
      default -> {
        // Read-only or not there: ignored (volume III, 8.1).
      }
    }
  }

  private void writeSelected(int register, int select, int value) {
    switch (register << 3 | select) {
      case 12 << 3 | 1 -> intCtl = INTCTL_FIXED | (cpu.release2 ? value & INTCTL_VS : 0);
      case 15 << 3 | 1 -> eBase = 0x8000_0000 | (cpu.release2 ? value & 0x3FFF_F000 : 0);
      case 28 << 3 | 1 -> held[3] = value;
      case 29 << 3 | 1 -> held[5] = value;
      default -> {
        // As above.
      }
    }
  }

  private void writeEntryHi(int value) {
    cpu.mmu.selectSpace(value);
    entryHi = value;
  }

  private void writeWatchLo(int value) {
    watchLo = value;
    cpu.forgetTranslations();
  }

  /**
   * Sets Status; the coprocessors and modes that the model does not have stay 0, and what has been
   * the reason of a reset can only be cleared.
   */
  void writeStatus(int value) {
    int writable = 0x1240_FF17 | (cpu.model.fpu ? STATUS_CU1 | STATUS_FR : 0);
    writable |= status & (STATUS_NMI | STATUS_SR | STATUS_TS);
    int changed = status ^ value & writable;
    status ^= changed;
    if ((changed & STATUS_ERL) != 0) {
      cpu.forgetTranslations();
    }
    if ((changed & STATUS_FR) != 0) {
      cpu.fpu.select(wideFpu());
    }
    statusChanged();
  }

  private void writeCause(int value) {
    int writable = CAUSE_SOFTWARE | CAUSE_WP & cause | CAUSE_IV | (cpu.release2 ? CAUSE_DC : 0);
    cause = cause & ~writable | value & writable;
    timer.stop((cause & CAUSE_DC) != 0);
    statusChanged();
  }

  /** DI and EI: returns the old Status. */
  int enableInterrupts(boolean enable) {
    int old = status;
    writeStatus(enable ? status | STATUS_IE : status & ~STATUS_IE);
    return old;
  }

  /** TLBWR's entry; Random counts down to Wired and starts again at the top. */
  int nextRandom() {
    int entry = random;
    random = random <= wired ? cpu.model.tlbEntries - 1 : random - 1;
    return entry;
  }

  int count() {
    return timer.count();
  }

  void state(StateIo io) {
    index = io.i32("index", index);
    random = io.i32("random", random);
    entryLo0 = io.i32("entryLo0", entryLo0);
    entryLo1 = io.i32("entryLo1", entryLo1);
    context = io.i32("context", context);
    pageMask = io.i32("pageMask", pageMask);
    wired = io.i32("wired", wired);
    hwrEna = io.i32("hwrEna", hwrEna);
    badVAddr = io.i32("badVAddr", badVAddr);
    entryHi = io.i32("entryHi", entryHi);
    status = io.i32("status", status);
    cause = io.i32("cause", cause);
    epc = io.i32("epc", epc);
    eBase = io.i32("eBase", eBase);
    config = io.i32("config", config);
    intCtl = io.i32("intCtl", intCtl);
    watchLo = io.i32("watchLo", watchLo);
    watchHi = io.i32("watchHi", watchHi);
    errorEpc = io.i32("errorEpc", errorEpc);
    llAddr = io.i32("llAddr", llAddr);
    io.ints("held", held);
    pins = io.i32("pins", pins);
    nmiLevel = io.bit("nmiLevel", nmiLevel);
    nmiPending = io.bit("nmiPending", nmiPending);
    io.section("timer", timer::state);
  }
}
