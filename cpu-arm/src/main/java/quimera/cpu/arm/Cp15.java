package quimera.cpu.arm;

import java.util.Arrays;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Coprocessor 15, system control: what MRC and MCR reach, and what the rest of the core asks of it.
 *
 * <p>Registers are named by CRn, opc1, CRm and opc2 as one hexadecimal number, as in {@code 0x1020}
 * for {@code p15, 0, Rt, c1, c2, 0}.
 *
 * <p>Datasheet: ARM926EJ-S TRM (DDI 0198E) chapter 2; ARM1176JZF-S TRM (DDI 0301H) chapter 3;
 * ARMv7-A (DDI 0406C) B4.1; Cortex-A15 TRM (DDI 0438I) chapter 4.
 *
 * <p>Deviations: no caches and no TCM, so that their operations do nothing and their lockdown
 * registers only keep what is written; no performance monitor; no security or virtualization
 * extension; registers of implementation-defined tests read as zero.
 */
final class Cp15 {
  // SCTLR (DDI 0406C B4.1.130).
  private static final int SCTLR_M = 1;
  private static final int SCTLR_A = 1 << 1;
  private static final int SCTLR_V = 1 << 13;
  private static final int SCTLR_U = 1 << 22;
  private static final int SCTLR_XP = 1 << 23;
  private static final int SCTLR_EE = 1 << 25;
  private static final int SCTLR_AFE = 1 << 29;
  private static final int SCTLR_TE = 1 << 30;

  /** PAR says that it has the format of the long descriptors. */
  private static final int LONG_PAR = 1 << 11;

  private final ArmCpu cpu;
  private final int version;
  private final int sctlrWritable;
  private final GenericTimer timer;
  private final IdRegisters id;

  private int sctlr;
  private int actlr;

  /** Coprocessor access control; before ARMv6 all coprocessors may be used. */
  private int cpacr;

  private int ttbr0;
  private int ttbr1;
  private int ttbcr;

  /** The upper halves that some registers have with the large physical address extension. */
  private int ttbr0High;

  private int ttbr1High;
  private int parHigh;

  /** Two bits for each of 16 domains. */
  int dacr;

  private int dfsr;
  private int ifsr;
  private int dfar;
  private int ifar;
  private int par;
  private int vbar;

  /** The process number of the FCSE, as what is put over an address. */
  int fcse;

  private int contextId;
  private int csselr;
  private int prrr;
  private int nmrr;

  /** TPIDRURW, TPIDRURO and TPIDRPRW. */
  private final int[] threadIds = new int[3];

  /** Registers that have no effect here: lockdown and auxiliary ones. */
  private final int[] kept = new int[8];

  Cp15(ArmCpu cpu, Clock clock, Scheduler scheduler) {
    this.cpu = cpu;
    version = cpu.model.version;
    id = new IdRegisters(cpu.model);
    timer = version >= 7 ? new GenericTimer(scheduler) : null;
    sctlrWritable =
        switch (version) {
          case 5 -> 0x0000_F307;
          case 6 -> 0x33E0_FF07;
          default -> 0x7200_3C07;
        };
  }

  GenericTimer timer() {
    return timer;
  }

  void reset() {
    sctlr = cpu.model.sctlr;
    actlr = 0;
    cpacr = 0;
    ttbr0 = 0;
    ttbr1 = 0;
    ttbcr = 0;
    ttbr0High = 0;
    ttbr1High = 0;
    parHigh = 0;
    dacr = 0;
    dfsr = 0;
    ifsr = 0;
    dfar = 0;
    ifar = 0;
    par = 0;
    vbar = 0;
    fcse = 0;
    contextId = 0;
    csselr = 0;
    prrr = 0x0009_8AA4; // DDI 0438I 4.3.41
    nmrr = 0x44E0_48E0;
    Arrays.fill(threadIds, 0);
    Arrays.fill(kept, 0);
    if (timer != null) {
      timer.reset();
    }
  }

  // What the core asks.

  boolean mmuOn() {
    return (sctlr & SCTLR_M) != 0;
  }

  /** Whether the table formats of ARMv6 are in use. */
  boolean extended() {
    return version >= 7 || version == 6 && (sctlr & SCTLR_XP) != 0;
  }

  boolean accessFlags() {
    return version >= 7 && (sctlr & SCTLR_AFE) != 0;
  }

  /** SCTLR.R and S as a number of two bits. */
  int systemAndRom() {
    return version >= 7 ? 0 : sctlr >>> 8 & 3;
  }

  boolean strictAlignment() {
    return (sctlr & SCTLR_A) != 0;
  }

  boolean unalignedAccess() {
    return version >= 7 || version == 6 && (sctlr & SCTLR_U) != 0;
  }

  /** The bits of CPSR that an exception sets or clears besides I and the mode. */
  int exceptionStatus() {
    int thumb = version >= 7 && (sctlr & SCTLR_TE) != 0 ? ArmState.T : 0;
    return thumb | (bigEndianTables() ? ArmState.E : 0);
  }

  /** Whether translation tables are in big-endian order, and data is after an exception. */
  boolean bigEndianTables() {
    return version >= 6 && (sctlr & SCTLR_EE) != 0;
  }

  int vectors() {
    return (sctlr & SCTLR_V) != 0 ? 0xFFFF_0000 : vbar;
  }

  /** Starts with vectors at 0xFFFF0000 (the VINITHI pin). */
  void highVectors(boolean high) {
    sctlr = high ? sctlr | SCTLR_V : sctlr & ~SCTLR_V;
  }

  /** Opens all coprocessors to all modes. */
  void enableAll() {
    cpacr = cpacrMask() & 0x00F0_0000;
  }

  /** The first-level table for an address with bit 0 set, or 0 if walks are disabled there. */
  int table(int address) {
    int bits = version >= 6 ? ttbcr & 7 : 0;
    if (bits != 0 && address >>> 32 - bits != 0) {
      return (ttbcr & 1 << 5) != 0 ? 0 : ttbr1 & ~0x3FFF | 1;
    }
    return (ttbcr & 1 << 4) != 0 ? 0 : ttbr0 & -(1 << 14 - bits) | 1;
  }

  /** Which bits of the index into that table count. */
  int tableMask(int address) {
    int bits = version >= 6 ? ttbcr & 7 : 0;
    return bits != 0 && address >>> 32 - bits == 0 ? (1 << 14 - bits) - 1 : 0x3FFF;
  }

  /** Whether the long-descriptor tables are in use (TTBCR.EAE). */
  boolean longDescriptors() {
    return ttbcr < 0;
  }

  /** T0SZ or T1SZ: by how many bits the range of a long-descriptor table is narrowed. */
  int narrowed(boolean upper) {
    return upper ? ttbcr >>> 16 & 7 : ttbcr & 7;
  }

  /** Whether TTBR1 translates an address (DDI 0406C B3.6.4). */
  boolean usesUpperTable(int address) {
    int lower = ttbcr & 7;
    int upper = ttbcr >>> 16 & 7;
    boolean below = lower == 0 || address >>> 32 - lower == 0;
    return upper == 0 ? !below : address >> 32 - upper == -1;
  }

  /** Whether either table translates an address: it lies in its range, and walks are enabled. */
  boolean walks(int address, boolean upper) {
    int lower = ttbcr & 7;
    boolean inRange = upper || lower == 0 || address >>> 32 - lower == 0;
    return inRange && (ttbcr >>> (upper ? 23 : 7) & 1) == 0;
  }

  /** TTBR1 or TTBR0, all of it. */
  long longTable(boolean upper) {
    return upper
        ? (long) ttbr1High << 32 | ttbr1 & 0xFFFF_FFFFL
        : (long) ttbr0High << 32 | ttbr0 & 0xFFFF_FFFFL;
  }

  /** Whether CPACR lets the current mode use coprocessors 10 and 11. */
  boolean floatingPointUsable() {
    if (version < 6) {
      return true;
    }
    int access = cpacr >>> 20 & 3;
    return access == 3 || access == 1 && cpu.privileged();
  }

  /** Whether CPACR lets Advanced SIMD be used: ASEDIS is clear. */
  boolean simdUsable() {
    return floatingPointUsable() && cpacr >= 0;
  }

  /** Whether CPACR.D32DIS hides D16 to D31. */
  boolean upperRegistersHidden() {
    return (cpacr & 1 << 30) != 0;
  }

  void dataAborted(int status, int address) {
    dfsr = longDescriptors() ? LongTables.status(status) : status;
    dfar = address;
  }

  void prefetchAborted(int status, int address) {
    int shown = version >= 7 ? status & ~0xF0 : status;
    ifsr = longDescriptors() ? LongTables.status(status) : shown;
    if (version >= 6) {
      ifar = address;
    }
  }

  // MRC and MCR.

  private static int key(int crn, int opc1, int crm, int opc2) {
    return crn << 12 | opc1 << 8 | crm << 4 | opc2;
  }

  /** Whether user mode may read (or else write) a register; others are undefined there. */
  private boolean userMay(int key, boolean write) {
    return switch (key) {
      case 0xD002 -> version >= 6;
      case 0xD003 -> version >= 6 && !write;
      case 0x7054, 0x70A4, 0x70A5 -> version >= 6 && write;
      default -> key >>> 12 == 14 && timer != null && timer.userMay(key, write);
    };
  }

  /**
   * MRC.
   *
   * @throws Trap if there is no such register
   */
  int read(int crn, int opc1, int crm, int opc2) {
    int key = key(crn, opc1, crm, opc2);
    if (!cpu.privileged() && !userMay(key, false)) {
      throw cpu.undefined();
    }
    return switch (crn) {
      case 0 -> key == 0x0200 ? csselr : id.read(key, csselr);
      case 1 -> readControl(key);
      case 2 -> key == 0x2000 ? ttbr0 : key == 0x2001 ? ttbr1 : key == 0x2002 ? ttbcr : other(key);
      case 3 -> dacr;
      case 5 -> key == 0x5000 ? dfsr : key == 0x5001 ? ifsr : other(key);
      case 6 -> key == 0x6000 ? dfar : key == 0x6002 || key == 0x6001 ? ifar : other(key);
      case 7 -> readCache(key);
      case 9 -> kept[opc2 & 1];
      case 10 -> readMemoryMapping(key);
      case 12 -> key == 0xC000 && version >= 7 ? vbar : key == 0xC010 ? pending() : other(key);
      case 13 -> readProcess(key);
      case 14 -> {
        if (timer == null) {
          throw cpu.undefined();
        }
        yield timer.read(key, cpu);
      }
      case 15 -> 0;
      default -> other(key);
    };
  }

  /** A register that there is not: undefined in ARMv7, and without meaning before. */
  private int other(int key) {
    if (version >= 7 && key >>> 12 != 8) {
      throw cpu.undefined();
    }
    return 0;
  }

  private int readControl(int key) {
    return switch (key) {
      case 0x1000 -> sctlr;
      case 0x1001 -> actlr;
      case 0x1002 -> cpacr;
      default -> other(key);
    };
  }

  private int readCache(int key) {
    return switch (key) {
      case 0x70A3, 0x70E3 -> ArmState.Z; // test and clean: all is clean
      case 0x7040 -> par;
      default -> other(key);
    };
  }

  private int readMemoryMapping(int key) {
    return switch (key) {
      case 0xA020 -> prrr;
      case 0xA021 -> nmrr;
      case 0xA000, 0xA001 -> kept[2 + (key & 1)];
      default -> version >= 7 ? 0 : other(key);
    };
  }

  private int readProcess(int key) {
    return switch (key) {
      case 0xD000 -> fcse;
      case 0xD001 -> contextId;
      case 0xD002, 0xD003, 0xD004 -> version >= 6 ? threadIds[(key & 7) - 2] : other(key);
      default -> other(key);
    };
  }

  private int pending() {
    return cpu.pendingInterrupts();
  }

  /**
   * MCR.
   *
   * @throws Trap if there is no such register
   */
  void write(int crn, int opc1, int crm, int opc2, int value) {
    int key = key(crn, opc1, crm, opc2);
    if (!cpu.privileged() && !userMay(key, true)) {
      throw cpu.undefined();
    }
    switch (crn) {
      case 0 -> {
        if (key == 0x0200) {
          csselr = value & 15;
        } else {
          other(key);
        }
      }
      case 1 -> writeControl(key, value);
      case 2 -> writeTables(key, value);
      case 3 -> {
        dacr = value;
        cpu.selectTlb(cpu.mode == Mode.USER, dacr);
      }
      case 5 -> writeStatus(key, value);
      case 6 -> writeAddress(key, value);
      case 7 -> writeCache(key, value);
      case 8 -> invalidate(crm, opc2, value);
      case 9 -> kept[opc2 & 1] = value;
      case 10 -> writeMemoryMapping(key, value);
      case 12 -> {
        if (key == 0xC000 && version >= 7) {
          vbar = value & ~31;
        } else {
          other(key);
        }
      }
      case 13 -> writeProcess(key, value);
      case 14 -> {
        if (timer == null) {
          throw cpu.undefined();
        }
        timer.write(key, value, cpu);
      }
      case 15 -> {}
      default -> other(key);
    }
  }

  private void writeControl(int key, int value) {
    switch (key) {
      case 0x1000 -> {
        int changed = sctlr;
        sctlr = sctlr & ~sctlrWritable | value & sctlrWritable;
        changed ^= sctlr;
        applyControl();
        if ((changed & ~(SCTLR_A | SCTLR_V)) != 0) {
          cpu.mmu.invalidate();
        }
      }
      case 0x1001 -> actlr = value;
      case 0x1002 -> cpacr = version >= 6 ? value & cpacrMask() : 0;
      default -> other(key);
    }
  }

  /** Only coprocessors 10 and 11 are there; ASEDIS and D32DIS with Advanced SIMD. */
  private int cpacrMask() {
    return version >= 7 ? 0xC0F0_0000 : 0x00F0_0000;
  }

  void applyControl() {
    cpu.strict = strictAlignment();
    cpu.unaligned = unalignedAccess();
  }

  private void writeTables(int key, int value) {
    switch (key) {
      case 0x2000 -> ttbr0 = value;
      case 0x2001 -> ttbr1 = value;
      case 0x2002 -> ttbcr = value & ttbcrMask(value);
      default -> other(key);
    }
    cpu.mmu.invalidate();
  }

  /** T0SZ, EPD0 and EPD1; in the long-descriptor format, all but what is reserved. */
  private int ttbcrMask(int value) {
    return version < 6 ? 0 : version >= 7 && value < 0 ? 0xBFC7_3F87 : 0x37;
  }

  private void writeStatus(int key, int value) {
    switch (key) {
      case 0x5000 -> dfsr = value;
      case 0x5001 -> ifsr = value;
      case 0x5010, 0x5011 -> kept[4 + (key & 1)] = value;
      default -> other(key);
    }
  }

  private void writeAddress(int key, int value) {
    switch (key) {
      case 0x6000 -> dfar = value;
      case 0x6001, 0x6002 -> ifar = value;
      default -> other(key);
    }
  }

  private void writeCache(int key, int value) {
    switch (key) {
      case 0x7004 -> {
        if (version < 7) { // wait for interrupt
          cpu.waitForInterrupt();
        }
      }
      case 0x7040 -> par = value;
      case 0x7080, 0x7081, 0x7082, 0x7083, 0x7084, 0x7085, 0x7086, 0x7087 ->
          translate(key & 7, value);
      default -> {} // there is no cache, and every instruction is a barrier
    }
  }

  /** VA to PA translation (DDI 0406C B4.2.4): the result or the fault in PAR. */
  private void translate(int operation, int address) {
    boolean user = (operation & 2) != 0;
    int access = (operation & 1) != 0 ? Mmu.STORE : Mmu.LOAD;
    int physical = cpu.mmu.physical;
    int status = 0;
    if (mmuOn()) {
      status = cpu.mmu.lookup(cpu.mmu.modified(address), access, user);
      physical = cpu.mmu.physical;
    } else {
      physical = address;
    }
    parHigh = 0;
    if (longDescriptors()) {
      par = LONG_PAR | (status == 0 ? physical & ~0xFFF : (status & 0x3F) << 1 | 1);
    } else {
      par = status == 0 ? physical & ~0xFFF : (status & 15) << 1 | 1;
    }
  }

  private void invalidate(int crm, int opc2, int value) {
    if (opc2 == 1 || opc2 == 3) {
      cpu.mmu.invalidate(value & ~0xFFF);
    } else {
      cpu.mmu.invalidate();
    }
    if (crm == 0) {
      other(key(8, 0, crm, opc2));
    }
  }

  private void writeMemoryMapping(int key, int value) {
    switch (key) {
      case 0xA020 -> prrr = value;
      case 0xA021 -> nmrr = value;
      case 0xA000, 0xA001 -> kept[2 + (key & 1)] = value;
      default -> other(version >= 7 ? 8 << 12 : key);
    }
  }

  private void writeProcess(int key, int value) {
    switch (key) {
      case 0xD000 -> {
        if (fcse != (value & 0xFE00_0000)) {
          fcse = value & 0xFE00_0000;
          cpu.mmu.invalidate();
        }
      }
      case 0xD001 -> {
        if (((contextId ^ value) & 0xFF) != 0) {
          cpu.mmu.invalidate();
        }
        contextId = value;
      }
      case 0xD002, 0xD003, 0xD004 -> {
        if (version >= 6) {
          threadIds[(key & 7) - 2] = value;
        } else {
          other(key);
        }
      }
      default -> other(key);
    }
  }

  /** MRRC: the timer's registers of 64 bits, TTBR0, TTBR1 and PAR. */
  long read64(int opc1, int crm) {
    if (timer == null) {
      throw cpu.undefined();
    }
    if (crm == 14) {
      return timer.read64(opc1, cpu);
    }
    if (crm == 2 && opc1 < 2 && cpu.privileged()) {
      return longTable(opc1 == 1);
    }
    if (crm == 7 && opc1 == 0 && cpu.privileged()) {
      return (long) parHigh << 32 | par & 0xFFFF_FFFFL;
    }
    throw cpu.undefined();
  }

  /** MCRR; before ARMv7 these are operations on ranges of the caches. */
  void write64(int opc1, int crm, long value) {
    if (timer != null && crm == 14) {
      timer.write64(opc1, value, cpu);
    } else if (timer != null && crm == 2 && opc1 < 2 && cpu.privileged()) {
      writeLongTable(opc1 == 1, value);
    } else if (timer != null && crm == 7 && opc1 == 0 && cpu.privileged()) {
      par = (int) value;
      parHigh = (int) (value >> 32) & 0xFF00_00FF;
    } else if (version != 6 || !cpu.privileged()) {
      throw cpu.undefined();
    }
  }

  /** The address has 40 bits; bits 55 to 48 are the ASID. */
  private void writeLongTable(boolean upper, long value) {
    int high = (int) (value >> 32) & 0x00FF_00FF;
    if (upper) {
      ttbr1 = (int) value;
      ttbr1High = high;
    } else {
      ttbr0 = (int) value;
      ttbr0High = high;
    }
    cpu.mmu.invalidate();
  }

  void state(StateIo io) {
    sctlr = io.i32("sctlr", sctlr);
    actlr = io.i32("actlr", actlr);
    cpacr = io.i32("cpacr", cpacr);
    ttbr0 = io.i32("ttbr0", ttbr0);
    ttbr1 = io.i32("ttbr1", ttbr1);
    ttbcr = io.i32("ttbcr", ttbcr);
    ttbr0High = io.i32("ttbr0High", ttbr0High);
    ttbr1High = io.i32("ttbr1High", ttbr1High);
    parHigh = io.i32("parHigh", parHigh);
    dacr = io.i32("dacr", dacr);
    dfsr = io.i32("dfsr", dfsr);
    ifsr = io.i32("ifsr", ifsr);
    dfar = io.i32("dfar", dfar);
    ifar = io.i32("ifar", ifar);
    par = io.i32("par", par);
    vbar = io.i32("vbar", vbar);
    fcse = io.i32("fcse", fcse);
    contextId = io.i32("contextId", contextId);
    csselr = io.i32("csselr", csselr);
    prrr = io.i32("prrr", prrr);
    nmrr = io.i32("nmrr", nmrr);
    io.ints("threadIds", threadIds);
    io.ints("kept", kept);
    if (timer != null) {
      io.section("timer", timer::state);
    }
  }
}
