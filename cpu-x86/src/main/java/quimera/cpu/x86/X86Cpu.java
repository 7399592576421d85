package quimera.cpu.x86;

import quimera.core.bus.Bus;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Tlb;
import quimera.core.cpu.Cpu;
import quimera.core.cpu.CpuView;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** Skeleton. */
public final class X86Cpu implements Cpu {
  static final int EAX = 0;
  static final int ECX = 1;
  static final int EDX = 2;
  static final int EBX = 3;
  static final int ESP = 4;
  static final int EBP = 5;
  static final int ESI = 6;
  static final int EDI = 7;

  final X86Model model;
  final Bus bus;
  final PortSpace ports;
  final InterruptAck pic;
  final Clock clock;
  final Scheduler scheduler;

  /** General registers; entry 8 is always 0, for addresses without a base or index. */
  final int[] r = new int[16];

  /** Offset in CS: inside the system code that of the next instruction, between instructions current. */
  int eip;

  int cr0;
  int cr2;
  int cr3;
  int cr4;
  final int[] dr = new int[8];
  final Segment[] seg = {
    new Segment("es"), new Segment("cs"), new Segment("ss"),
    new Segment("ds"), new Segment("fs"), new Segment("gs")
  };
  final Segment ldtr = new Segment("ldtr");
  final Segment tr = new Segment("tr");
  int gdtrBase;
  int gdtrLimit;
  int idtrBase;
  int idtrLimit;
  int cpl;
  final Tlb userTlb = new Tlb();
  final Tlb systemTlb = new Tlb();

  final Paging paging;
  final Segmentation segmentation;
  final FarTransfers far;
  final Interrupts interrupts;
  final Tasks tasks;
  final ControlRegisters control;
  final DebugRegisters debug;

  private String shutdown;

  public X86Cpu(
      X86Model model, Bus memory, PortSpace ports, InterruptAck pic, Clock clock, Scheduler scheduler) {
    this.model = model;
    this.bus = memory;
    this.ports = ports;
    this.pic = pic;
    this.clock = clock;
    this.scheduler = scheduler;
    paging = new Paging(this);
    segmentation = new Segmentation(this);
    far = new FarTransfers(this);
    interrupts = new Interrupts(this);
    tasks = new Tasks(this);
    control = new ControlRegisters(this);
    debug = new DebugRegisters(this);
  }

  /** The INTR pin. */
  public final InputLine intr = level -> {};

  /** The NMI pin. */
  public final InputLine nmi = level -> {};

  int reg32(int index) {
    return r[index];
  }

  void setReg32(int index, int value) {
    r[index] = value;
  }

  int reg16(int index) {
    return r[index] & 0xFFFF;
  }

  void setReg16(int index, int value) {
    r[index] = r[index] & 0xFFFF0000 | value & 0xFFFF;
  }

  /** AL CL DL BL AH CH DH BH. */
  int reg8(int index) {
    return index < 4 ? r[index] & 0xFF : r[index & 3] >> 8 & 0xFF;
  }

  void setReg8(int index, int value) {
    if (index < 4) {
      r[index] = r[index] & ~0xFF | value & 0xFF;
    } else {
      r[index & 3] = r[index & 3] & ~0xFF00 | (value & 0xFF) << 8;
    }
  }

  /** All of EFLAGS, computed from the deferred state. */
  int eflags() {
    return 0;
  }

  /** Sets all of EFLAGS as given (bit 1 and the model's fixed bits are forced). */
  void setEflags(int value) {}

  int iopl() {
    return eflags() >> 12 & 3;
  }

  boolean protectedMode() {
    return (cr0 & 1) != 0;
  }

  /** In virtual-8086 mode (EFLAGS.VM in protected mode). */
  boolean v86() {
    return false;
  }

  /** Linear reads and writes by the processor itself, with supervisor rights. */
  int sysRead8(int linear) {
    return paging.read(linear, 1, false);
  }

  int sysRead16(int linear) {
    return paging.read(linear, 2, false);
  }

  int sysRead32(int linear) {
    return paging.read(linear, 4, false);
  }

  void sysWrite8(int linear, int value) {
    paging.write(linear, 1, value, false);
  }

  void sysWrite16(int linear, int value) {
    paging.write(linear, 2, value, false);
  }

  void sysWrite32(int linear, int value) {
    paging.write(linear, 4, value, false);
  }

  /** Reads through a segment, with limit, right and page checks at the current privilege. */
  int readSeg16(Segment s, int offset) {
    return 0;
  }

  int readSeg32(Segment s, int offset) {
    return 0;
  }

  void writeSeg16(Segment s, int offset, int value) {}

  void writeSeg32(Segment s, int offset, int value) {}

  /** The system code has changed a segment register in place. */
  void segmentChanged(int index) {}

  /** PE, PG, WP, VM, CPL or anything else has changed that decides how memory is reached. */
  void modeChanged() {}

  void flushTlb() {}

  void flushTlb(int linear) {}

  /** CS:EIP was set: the current instruction has no successor in line. */
  void jumped() {}

  /** Interrupts are to be looked at after the current instruction (IF, TF, a breakpoint set...). */
  void attend() {}

  /** No interrupt and no single-step trap before the instruction after the next (MOV SS, STI). */
  void inhibit() {}

  /** Stops for good, as after a triple fault. */
  void shutDown(String reason) {
    shutdown = reason;
  }

  @Override
  public void reset(Reset kind) {}

  @Override
  public void state(StateIo io) {}

  @Override
  public long run(long budget) {
    return 0;
  }

  @Override
  public long used() {
    return 0;
  }

  @Override
  public void stop() {}

  @Override
  public void limit(long total) {}

  @Override
  public boolean idle() {
    return false;
  }

  @Override
  public String shutdown() {
    return shutdown;
  }

  @Override
  public CpuView view() {
    return null;
  }
}
