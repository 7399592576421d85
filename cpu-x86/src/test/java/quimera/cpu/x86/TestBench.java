package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** A bare processor on 4 MiB of RAM, with what a test needs to lay out its tables. */
final class TestBench {
  static final int GDT = 0x1000;
  static final int IDT = 0x2000;
  static final int TSS = 0x3000;
  static final int TSS_B = 0x3400;
  static final int LDT = 0x3800;
  static final int KERNEL_STACK = 0x9000;
  static final int USER_STACK = 0x8000;
  static final int CODE = 0x10000;

  // The GDT of {@link #protectedMode}: flat segments, but for the last ones.
  static final int KERNEL_CODE = 0x08;
  static final int KERNEL_DATA = 0x10;
  static final int USER_CODE = 0x18 | 3;
  static final int USER_DATA = 0x20 | 3;
  static final int TASK = 0x28;
  static final int TASK_B = 0x30;
  static final int CONFORMING = 0x38;
  static final int LOCAL = 0x40;
  static final int KERNEL_CODE16 = 0x48;
  static final int KERNEL_DATA16 = 0x50;
  static final int FREE = 0x58;

  // Access bytes.
  static final int CODE0 = 0x9A;
  static final int DATA0 = 0x92;
  static final int CODE3 = 0xFA;
  static final int DATA3 = 0xF2;

  /** Flags nibble of a descriptor: 4 KiB granules and 32 bits. */
  static final int FLAT = 0xC;

  final Memory ram = Memory.ram("ram", 4 << 20);
  final Scheduler scheduler = new Scheduler();
  final PortSpace ports = new PortSpace();
  final Bus bus;
  final X86Cpu cpu;

  /** What the interrupt controller answers. */
  int interrupt;

  TestBench(X86Model model) {
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    bus = new Bus(map, model == X86Model.I8086 ? 20 : model == X86Model.I80286 ? 24 : 32);
    cpu =
        new X86Cpu(
            model, bus, ports, () -> interrupt, Clock.hertz("cpu", 1_000_000_000), scheduler);
    cpu.reset(Reset.POWER_ON);
    cpu.settle();
  }

  /** A processor at level 0 in flat 32-bit protected mode, its task a 32-bit TSS. */
  static TestBench flat(X86Model model) {
    TestBench bench = new TestBench(model);
    bench.protectedMode();
    return bench;
  }

  private void protectedMode() {
    describe(KERNEL_CODE, segment(0, 0xFFFFF, CODE0, FLAT));
    describe(KERNEL_DATA, segment(0, 0xFFFFF, DATA0, FLAT));
    describe(USER_CODE, segment(0, 0xFFFFF, CODE3, FLAT));
    describe(USER_DATA, segment(0, 0xFFFFF, DATA3, FLAT));
    describe(TASK, segment(TSS, 0x67, cpu.model.is32() ? 0x89 : 0x81, 0));
    describe(TASK_B, segment(TSS_B, 0x67, 0x89, 0));
    describe(CONFORMING, segment(0, 0xFFFFF, 0x9E, FLAT));
    describe(LOCAL, segment(LDT, 0xFF, 0x82, 0));
    describe(KERNEL_CODE16, segment(0, 0xFFFF, CODE0, 0));
    describe(KERNEL_DATA16, segment(0, 0xFFFF, DATA0, 0));
    if (cpu.model.is32()) {
      put32(TSS + 4, KERNEL_STACK);
      put32(TSS + 8, KERNEL_DATA);
      put16(TSS + 0x66, 0x68);
    } else {
      put16(TSS + 2, KERNEL_STACK);
      put16(TSS + 4, KERNEL_DATA);
    }
    cpu.gdtrBase = GDT;
    cpu.gdtrLimit = 0xFF;
    cpu.idtrBase = IDT;
    cpu.idtrLimit = 0x7FF;
    cpu.control.write(0, cpu.cr0 | ControlRegisters.CR0_PE);
    cpu.segmentation.ltr(TASK);
    enter(KERNEL_CODE, KERNEL_DATA, KERNEL_STACK);
  }

  /** Puts the processor at {@link #CODE}, at the level of these segments. */
  void enter(int code, int data, int esp) {
    cpu.cpl = code & 3;
    cpu.segmentation.install(Segment.CS, code, cpu.segmentation.fetch(code, Vector.GP));
    for (int i = 0; i < 6; i++) {
      if (i != Segment.CS) {
        cpu.segmentation.load(i, data);
      }
    }
    cpu.setReg32(X86Cpu.ESP, esp);
    jumpTo(CODE);
    cpu.modeChanged();
  }

  void user() {
    enter(USER_CODE, USER_DATA, USER_STACK);
  }

  void jumpTo(int eip) {
    cpu.eip = eip;
    cpu.jumped();
  }

  /** V86 mode at 0000:{@link #CODE}'s low half plus paragraphs, with this IOPL. */
  void v86(int iopl, int cs, int ip) {
    cpu.setEflags(Flag.VM | iopl << 12);
    cpu.cpl = 3;
    for (int i = 0; i < 6; i++) {
      cpu.segmentation.loadReal(i, i == Segment.CS ? cs : 0);
    }
    cpu.setReg32(X86Cpu.ESP, USER_STACK);
    jumpTo(ip);
    cpu.modeChanged();
  }

  /** A code, data or system descriptor. */
  static long segment(int base, int limit, int access, int flags) {
    return limit & 0xFFFF
        | (base & 0xFFFFFFL) << 16
        | (access & 0xFFL) << 40
        | (long) (limit >> 16 & 0xF) << 48
        | (flags & 0xFL) << 52
        | (base & 0xFF000000L) << 32;
  }

  /** A gate; {@code access} has type, DPL and P. */
  static long gate(int selector, int offset, int access, int count) {
    return offset & 0xFFFFL
        | (selector & 0xFFFFL) << 16
        | (count & 0x1FL) << 32
        | (access & 0xFFL) << 40
        | (offset & 0xFFFF0000L) << 32;
  }

  void describe(int selector, long descriptor) {
    put64(((selector & 4) == 0 ? GDT : LDT) + (selector & 0xFFF8), descriptor);
  }

  void interruptGate(int vector, long gate) {
    put64(IDT + 8 * vector, gate);
  }

  long descriptor(int selector) {
    return bus.read64(((selector & 4) == 0 ? GDT : LDT) + (selector & 0xFFF8));
  }

  int get8(int at) {
    return bus.read8(at);
  }

  int get16(int at) {
    return bus.read16(at);
  }

  int get32(int at) {
    return bus.read32(at);
  }

  void put8(int at, int value) {
    bus.write8(at, value);
  }

  void put16(int at, int value) {
    bus.write16(at, value);
  }

  void put32(int at, int value) {
    bus.write32(at, value);
  }

  void put64(int at, long value) {
    bus.write64(at, value);
  }

  /** Machine code in hexadecimal, at an address. */
  void code(int at, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    ram.load(at, bytes, 0, bytes.length);
  }

  /** Runs at the most this many instructions, one at a time, until it halts or shuts down. */
  void run(int instructions) {
    for (int i = 0; i < instructions && !cpu.idle() && cpu.shutdown() == null; i++) {
      cpu.run(1);
    }
  }

  int esp() {
    return cpu.reg32(X86Cpu.ESP);
  }

  /** The doubleword {@code index} places above the stack pointer. */
  int stack32(int index) {
    return get32(cpu.seg[Segment.SS].base + esp() + 4 * index);
  }

  int stack16(int index) {
    return get16(cpu.seg[Segment.SS].base + esp() + 2 * index);
  }

  int selector(int segment) {
    return cpu.seg[segment].selector;
  }

  /** The action raises this exception and changes no register. */
  void faults(int vector, int errorCode, ThrowingCallable action) {
    int esp = esp();
    int eip = cpu.eip;
    int flags = cpu.eflags();
    int cs = selector(Segment.CS);
    int cpl = cpu.cpl;
    Throwable thrown = catchThrowable(action);
    assertThat(thrown).isInstanceOf(Fault.class);
    Fault fault = (Fault) thrown;
    assertThat(fault.vector).as("vector").isEqualTo(vector);
    assertThat(fault.errorCode).as("error code").isEqualTo(errorCode);
    assertThat(new int[] {esp(), cpu.eip, cpu.eflags(), selector(Segment.CS), cpu.cpl})
        .as("esp, eip, eflags, cs, cpl")
        .containsExactly(esp, eip, flags, cs, cpl);
  }
}
