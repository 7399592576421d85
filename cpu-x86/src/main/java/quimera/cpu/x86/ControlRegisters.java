package quimera.cpu.x86;

import static quimera.cpu.x86.Vector.GP;
import static quimera.cpu.x86.Vector.UD;

import quimera.core.state.StateIo;

/**
 * The control, test and model-specific registers, and what identifies the processor (Intel SDM
 * volume 3, 2.5, and volume 2 under MOV, LMSW, CPUID, RDMSR; Pentium Processor User's Manual volume
 * 3, chapters 16 and 18; 80386 PRM chapter 10; i486 PRM chapter 4).
 *
 * <p>Deviations: the test registers hold what is written and test nothing; the Pentium's two event
 * counters hold what is written and count nothing; no machine check ever happens.
 */
final class ControlRegisters {
  // CR0 (SDM volume 3, 2.5).
  static final int CR0_PE = 1;
  static final int CR0_MP = 1 << 1;
  static final int CR0_EM = 1 << 2;
  static final int CR0_TS = 1 << 3;
  static final int CR0_ET = 1 << 4;
  static final int CR0_NE = 1 << 5;
  static final int CR0_WP = 1 << 16;
  static final int CR0_AM = 1 << 18;
  static final int CR0_NW = 1 << 29;
  static final int CR0_CD = 1 << 30;
  static final int CR0_PG = 1 << 31;

  private static final int MSW = CR0_PE | CR0_MP | CR0_EM | CR0_TS;
  private static final int CR0_386 = MSW | CR0_ET | CR0_PG;
  private static final int CR0_486 = CR0_386 | CR0_NE | CR0_WP | CR0_AM | CR0_NW | CR0_CD;

  /** Bits whose change makes translations stale. */
  private static final int CR0_TRANSLATION = CR0_PE | CR0_WP | CR0_PG;

  // CR4 of the Pentium.
  static final int CR4_VME = 1;
  static final int CR4_PVI = 1 << 1;
  static final int CR4_TSD = 1 << 2;
  static final int CR4_DE = 1 << 3;
  static final int CR4_PSE = 1 << 4;
  static final int CR4_MCE = 1 << 6;
  private static final int CR4_PENTIUM = CR4_VME | CR4_PVI | CR4_TSD | CR4_DE | CR4_PSE | CR4_MCE;

  static final int CR4_PGE = 1 << 7;
  static final int CR4_PCE = 1 << 8;
  static final int CR4_OSFXSR = 1 << 9;
  static final int CR4_OSXMMEXCPT = 1 << 10;

  /** CPUID leaf 1, EDX, of the Pentium: VME, DE, PSE, TSC, MSR, MCE, CX8. */
  private static final int FEATURES = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8;

  /** 47 characters and a zero, to the right as Intel has it. */
  private static final String BRAND = "              Intel(R) Pentium(R) 4 CPU 1.50GHz\0";

  /** A local APIC that is on. */
  private static final int FEATURE_APIC = 1 << 9;

  /** PGE, of the P6. */
  private static final int FEATURE_PGE = 1 << 13;

  /** CLFLUSH, which came with SSE2. */
  private static final int FEATURE_CLFSH = 1 << 19;

  // Model-specific registers of the Pentium (User's Manual volume 3, table 16-3).
  private static final int MC_ADDRESS = 0x00;
  private static final int MC_TYPE = 0x01;
  private static final int TR12 = 0x0E;
  private static final int TSC = 0x10;
  private static final int CESR = 0x11;
  private static final int CTR0 = 0x12;
  private static final int CTR1 = 0x13;

  // Of the P6 (SDM volume 4, table 2-21).
  private static final int APIC_BASE = 0x1B;
  private static final int SYSENTER_CS = 0x174;
  private static final int SYSENTER_ESP = 0x175;
  private static final int SYSENTER_EIP = 0x176;

  private final X86Cpu cpu;

  /** TR3 to TR7 by number. */
  private final int[] test = new int[8];

  private int test12;
  private int eventSelect;
  private final long[] eventCounters = new long[2];

  /** SYSENTER_CS, SYSENTER_ESP and SYSENTER_EIP. */
  private final int[] sysenter = new int[3];

  /** What the time-stamp counter is ahead of the processor's clock. */
  private long timeStampOffset;

  private final P6Registers p6;

  ControlRegisters(X86Cpu cpu) {
    this.cpu = cpu;
    p6 = new P6Registers(cpu.model);
  }

  /** The values after reset (SDM volume 3, table 9-1; i486 PRM 10.1). */
  void reset() {
    cpu.cr0 = cpu.model.generation >= 4 ? CR0_CD | CR0_NW | CR0_ET : 0;
    cpu.cr2 = 0;
    cpu.cr3 = 0;
    cpu.cr4 = 0;
    java.util.Arrays.fill(test, 0);
    test12 = 0;
    eventSelect = 0;
    java.util.Arrays.fill(eventCounters, 0);
    java.util.Arrays.fill(sysenter, 0);
    p6.reset();
    timeStampOffset = -ticks();
  }

  void state(StateIo io) {
    io.ints("tr", test);
    test12 = io.i32("tr12", test12);
    eventSelect = io.i32("cesr", eventSelect);
    io.longs("ctr", eventCounters);
    io.ints("sysenter", sysenter);
    p6.state(io);
    timeStampOffset = io.i64("tscOffset", timeStampOffset);
  }

  /** MOV from CR0, CR2, CR3 or CR4. */
  int read(int index) {
    requireRegister(index);
    cpu.segmentation.requireCpl0();
    return switch (index) {
      case 0 -> cpu.cr0;
      case 2 -> cpu.cr2;
      case 3 -> cpu.cr3;
      default -> cpu.cr4;
    };
  }

  /** MOV to CR0, CR2, CR3 or CR4. */
  void write(int index, int value) {
    requireRegister(index);
    cpu.segmentation.requireCpl0();
    switch (index) {
      case 0 -> writeCr0(value);
      case 2 -> cpu.cr2 = value;
      case 3 -> writeCr3(value);
      default -> writeCr4(value);
    }
  }

  private void requireRegister(int index) {
    boolean exists = index == 0 || index == 2 || index == 3 || index == 4 && pentium();
    if (!exists) {
      throw new Fault(UD);
    }
  }

  private boolean pentium() {
    return cpu.model.generation >= 5;
  }

  private void writeCr0(int value) {
    boolean later = cpu.model.generation >= 4;
    if ((value & CR0_PG) != 0 && (value & CR0_PE) == 0
        || later && (value & CR0_NW) != 0 && (value & CR0_CD) == 0) {
      throw new Fault(GP, 0);
    }
    setCr0(later ? value & CR0_486 | CR0_ET : value & CR0_386);
  }

  private void setCr0(int value) {
    int changed = cpu.cr0 ^ value;
    cpu.cr0 = value;
    if ((changed & CR0_PE) != 0) {
      cpu.cpl = 0;
    }
    if ((changed & CR0_TRANSLATION) != 0) {
      cpu.flushTlb();
    }
    cpu.modeChanged();
  }

  private void writeCr3(int value) {
    cpu.cr3 = cpu.model.generation >= 4 ? value & 0xFFFFF018 : value & 0xFFFFF000;
    cpu.flushTlb();
  }

  private void writeCr4(int value) {
    if ((value & ~cr4Bits()) != 0) {
      throw new Fault(GP, 0);
    }
    cpu.cr4 = value;
    cpu.debug.arm();
    cpu.flushTlb();
    cpu.modeChanged();
  }

  private int cr4Bits() {
    X86Model model = cpu.model;
    return CR4_PENTIUM
        | (model.has(Extension.MMX) ? CR4_PCE : 0)
        | (model.generation >= 6 ? CR4_PGE : 0)
        | (model.has(Extension.FXSR) ? CR4_OSFXSR : 0)
        | (model.has(Extension.SSE) ? CR4_OSXMMEXCPT : 0);
  }

  /** SMSW: all of CR0, of which the operand size takes its part. */
  int smsw() {
    return cpu.model == X86Model.I80286 ? cpu.cr0 | 0xFFF0 : cpu.cr0;
  }

  /** LMSW: sets MP, EM and TS, and can set but not clear PE. */
  void lmsw(int value) {
    cpu.segmentation.requireCpl0();
    setCr0(cpu.cr0 & (~MSW | CR0_PE) | value & MSW);
  }

  /** CLTS. */
  void clts() {
    cpu.segmentation.requireCpl0();
    cpu.cr0 &= ~CR0_TS;
    cpu.modeChanged();
  }

  /** INVLPG, of the page that holds a linear address; a large page has many entries. */
  void invlpg(int linear) {
    cpu.segmentation.requireCpl0();
    if ((cpu.cr4 & CR4_PSE) != 0) {
      cpu.flushTlb();
    } else {
      cpu.flushTlb(linear);
    }
  }

  /** MOV from a test register: TR6 and TR7 of the 80386, TR3 to TR7 of the 80486. */
  int readTest(int index) {
    requireTest(index);
    return test[index];
  }

  /** MOV to a test register. */
  void writeTest(int index, int value) {
    requireTest(index);
    test[index] = value;
  }

  private void requireTest(int index) {
    int first = cpu.model.generation == 4 ? 3 : 6;
    if (pentium() || index < first) {
      throw new Fault(UD);
    }
    cpu.segmentation.requireCpl0();
  }

  /** CPUID, from EAX to EAX, EBX, ECX and EDX. */
  void cpuid() {
    if (!pentium()) {
      throw new Fault(UD);
    }
    int leaf = cpu.reg32(X86Cpu.EAX);
    if (cpu.model.generation >= 7 && leaf < 0) {
      extendedLeaf(leaf);
      return;
    }
    int last = cpu.model.generation >= 6 ? 2 : 1;
    // A leaf beyond the last gives what the last one does (SDM volume 2, CPUID).
    switch (Integer.compareUnsigned(leaf, last) > 0 ? last : leaf) {
      case 0 -> identify(last, 0x756E6547, 0x6C65746E, 0x49656E69); // "Genu" "ntel" "ineI"
      case 1 -> identify(cpu.model.signature, brand(), 0, features());
      default -> caches();
    }
  }

  private int features() {
    int features = FEATURES | (cpu.model.generation >= 6 ? FEATURE_PGE : 0);
    if (cpu.apic != null && cpu.apic.enabled()) {
      features |= FEATURE_APIC;
    }
    for (Extension extension : cpu.model.extensions()) {
      features |= extension.feature;
    }
    return features | (cpu.model.has(Extension.SSE2) ? FEATURE_CLFSH : 0);
  }

  /** The brand index (SDM volume 2, table 3-14), and the size of what CLFLUSH flushes. */
  private int brand() {
    return switch (cpu.model) {
      case PENTIUM3 -> 2;
      case PENTIUM4 -> 9 | 64 / 8 << 8;
      default -> 0;
    };
  }

  /** Leaf 2: the descriptors of caches and TLBs of the real chips (SDM volume 2, table 3-12). */
  private void caches() {
    switch (cpu.model) {
      case PENTIUM2 -> identify(0x03020101, 0, 0, 0x0C040843);
      case PENTIUM3 -> identify(0x03020101, 0, 0, 0x0C040882);
      default -> identify(0x665B5101, 0, 0, 0x007B7040);
    }
  }

  /** Leaves 80000000h to 80000004h: the brand string, in 16 bytes a leaf. */
  private void extendedLeaf(int leaf) {
    switch (leaf) {
      case 0x80000000 -> identify(0x80000004, 0, 0, 0);
      case 0x80000002, 0x80000003, 0x80000004 -> {
        int at = 16 * (leaf - 0x80000002);
        identify(brandWord(at), brandWord(at + 4), brandWord(at + 8), brandWord(at + 12));
      }
      default -> identify(0, 0, 0, 0);
    }
  }

  private static int brandWord(int at) {
    int word = 0;
    for (int i = 3; i >= 0; i--) {
      word = word << 8 | BRAND.charAt(at + i);
    }
    return word;
  }

  private void identify(int eax, int ebx, int ecx, int edx) {
    cpu.setReg32(X86Cpu.EAX, eax);
    cpu.setReg32(X86Cpu.EBX, ebx);
    cpu.setReg32(X86Cpu.ECX, ecx);
    cpu.setReg32(X86Cpu.EDX, edx);
  }

  /** RDTSC. */
  void rdtsc() {
    if (!pentium()) {
      throw new Fault(UD);
    }
    if ((cpu.cr4 & CR4_TSD) != 0) {
      cpu.segmentation.requireCpl0();
    }
    result(timeStamp());
  }

  /** The time-stamp counter: ticks of the processor's clock, one an instruction. */
  private long timeStamp() {
    return ticks() + timeStampOffset;
  }

  private long ticks() {
    return cpu.clock.ticksBy(cpu.scheduler.now());
  }

  private void result(long value) {
    cpu.setReg32(X86Cpu.EAX, (int) value);
    cpu.setReg32(X86Cpu.EDX, (int) (value >>> 32));
  }

  /** RDMSR, of the register that ECX names. */
  void rdmsr() {
    requireMsr();
    result(
        switch (cpu.reg32(X86Cpu.ECX)) {
          case MC_ADDRESS, MC_TYPE -> 0;
          case TR12 -> test12;
          case TSC -> timeStamp();
          case CESR -> eventSelect;
          case CTR0 -> eventCounters[0];
          case CTR1 -> eventCounters[1];
          case APIC_BASE -> apic().base();
          case SYSENTER_CS, SYSENTER_ESP, SYSENTER_EIP -> sysenter[sysenterIndex()] & 0xFFFFFFFFL;
          default -> p6.read(cpu.reg32(X86Cpu.ECX));
        });
  }

  /** WRMSR. */
  void wrmsr() {
    requireMsr();
    int low = cpu.reg32(X86Cpu.EAX);
    long value = low & 0xFFFFFFFFL | (long) cpu.reg32(X86Cpu.EDX) << 32;
    switch (cpu.reg32(X86Cpu.ECX)) {
      case MC_ADDRESS, MC_TYPE -> {}
      case TR12 -> test12 = low & 0x3FF;
      case TSC -> timeStampOffset = value - ticks();
      case CESR -> eventSelect = low & 0x03FF03FF;
      case CTR0 -> eventCounters[0] = value & 0xFFFFFFFFFFL;
      case CTR1 -> eventCounters[1] = value & 0xFFFFFFFFFFL;
      case APIC_BASE -> apic().setBase(value);
      case SYSENTER_CS, SYSENTER_ESP, SYSENTER_EIP -> sysenter[sysenterIndex()] = low;
      default -> p6.write(cpu.reg32(X86Cpu.ECX), value);
    }
  }

  /** The local APIC whose base register the P6 brought; #GP where there is none. */
  private LocalApic apic() {
    if (cpu.apic == null || cpu.model.generation < 6) {
      throw new Fault(GP, 0);
    }
    return cpu.apic;
  }

  /** Which of the three ECX names; #GP if this model does not have them. */
  private int sysenterIndex() {
    if (!cpu.model.has(Extension.SEP)) {
      throw new Fault(GP, 0);
    }
    return cpu.reg32(X86Cpu.ECX) - SYSENTER_CS;
  }

  int sysenterCs() {
    return sysenter[0];
  }

  int sysenterEsp() {
    return sysenter[1];
  }

  int sysenterEip() {
    return sysenter[2];
  }

  /** RDPMC: one of the two event counters. */
  void rdpmc() {
    if ((cpu.cr4 & CR4_PCE) == 0) {
      cpu.segmentation.requireCpl0();
    }
    int index = cpu.reg32(X86Cpu.ECX);
    if (index != 0 && index != 1) {
      throw new Fault(GP, 0);
    }
    result(cpu.model.generation >= 6 ? p6.counter(index) : eventCounters[index]);
  }

  private void requireMsr() {
    if (!pentium()) {
      throw new Fault(UD);
    }
    cpu.segmentation.requireCpl0();
  }
}
