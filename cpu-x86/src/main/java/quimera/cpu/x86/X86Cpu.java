package quimera.cpu.x86;

import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.bus.PortSpace;
import quimera.core.cpu.Cpu;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.RegisterCall;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * An x86 processor, from the 8086 on; the x87 is on the chip from the 80486 on.
 *
 * <p>Instructions are decoded once into {@link Node}s that are linked to their successors; the
 * inner loop follows the links and counts. Whatever needs a look between two instructions (an
 * interrupt, a trap, a change of mode) ends the inner loop after the current one, by {@link
 * #attend}.
 *
 * <p>Datasheet: Intel 64 and IA-32 Architectures Software Developer's Manual; 80386 Programmer's
 * Reference Manual (1986); 80286 Programmer's Reference Manual (1987); 8086 Family User's Manual
 * (1979).
 *
 * <p>Deviations: one instruction, or one iteration of a repeated one, lasts one tick of the clock;
 * no prefetch queue; no coprocessor beside the older ones, no system management mode, no local
 * APIC.
 */
public final class X86Cpu extends X86Access implements Cpu {
  private static final int LONGEST_SLICE = 1 << 30;

  final PortSpace ports;
  final InterruptAck pic;
  final Clock clock;
  final Scheduler scheduler;

  final Paging paging;
  final Segmentation segmentation;
  final FarTransfers far;
  final Interrupts interrupts;
  final Tasks tasks;
  final ControlRegisters control;
  final DebugRegisters debug;
  final CodeCache code;
  final Fpu fpu = new Fpu();
  final Sse sse = new Sse();
  private final X86View view;

  /** What decoded instructions depend on: the default size and the limit of CS. */
  int codeKey;

  /** Changes whenever a linear address may lead to other code than before. */
  int codeEpoch;

  /** The bits of ESP that the stack uses. */
  int stackMask = 0xFFFF;

  /** Limits of CS that were seen; the index is part of {@link #codeKey}. */
  private int[] limits = {0xFFFF, -1};

  /** Instructions left in the inner loop, the current one included. */
  int remaining;

  /**
   * Instructions given to the inner loop in this run; those executed are this less {@link
   * #remaining}.
   */
  private long granted;

  /** How many this run may execute. */
  private long total;

  private boolean halted;
  private boolean intrLevel;
  private boolean nmiLevel;
  private boolean nmiPending;

  /** An NMI handler runs; further NMIs wait for IRET. */
  boolean nmiMasked;

  /** No interrupt and no trap before the next instruction (after MOV SS, POP SS, STI). */
  private boolean inhibited;

  private String shutdown = "";

  /**
   * @param memory with 20, 24 or 32 address lines, as the model has
   * @param pic names the vector when INTR is taken
   * @param clock ticks once an instruction
   */
  public X86Cpu(
      X86Model model,
      Bus memory,
      PortSpace ports,
      InterruptAck pic,
      Clock clock,
      Scheduler scheduler) {
    super(model, memory);
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
    code = new CodeCache(this);
    view = new X86View(this);
    memory.onChange(this::flushTlb);
    reset(Reset.POWER_ON);
  }

  /** The INTR pin. */
  public final InputLine intr = this::intrChanged;

  /** The NMI pin. */
  public final InputLine nmi = this::nmiChanged;

  /** The local APIC, or null where there is none. */
  transient LocalApic apic;

  private transient int callPort = -1;
  private transient int callMagic;
  private transient RegisterCall registerCall;

  /** Lets {@code call} answer IN of 32 bits from {@code port} while EAX holds {@code magic}. */
  public void attach(int port, int magic, RegisterCall call) {
    callPort = port;
    callMagic = magic;
    registerCall = call;
  }

  /** Whether an IN is a call with registers, which has been carried out then. */
  boolean called(int port, int bytes) {
    if (port != callPort || bytes != 4 || reg32(EAX) != callMagic) {
      return false;
    }
    int[] order = {EAX, EBX, ECX, EDX, ESI, EDI};
    int[] values = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      values[i] = reg32(order[i]);
    }
    registerCall.call(values);
    for (int i = 0; i < order.length; i++) {
      setReg32(order[i], values[i]);
    }
    return true;
  }

  /** Puts a local APIC into the processor: CPUID and IA32_APIC_BASE tell of it. */
  public void attach(LocalApic localApic) {
    apic = localApic;
  }

  /** The FERR# pin, in positive logic: an error of the x87 that CR0.NE leaves to the board. */
  public final OutputLine ferr = fpu.ferr;

  /** The IGNNE# pin, in positive logic: such an error does not stop the processor. */
  public final InputLine ignne = fpu.ignne;

  private void intrChanged(boolean level) {
    intrLevel = level;
    if (level) {
      attend();
    }
  }

  private void nmiChanged(boolean level) {
    nmiPending |= level && !nmiLevel;
    nmiLevel = level;
    if (level) {
      attend();
    }
  }

  @Override
  Paging paging() {
    return paging;
  }

  @Override
  DebugRegisters debug() {
    return debug;
  }

  /** Sets all of EFLAGS; the bits that the model fixes keep their values. */
  void setEflags(int value) {
    int flags = value & model.flagBits | model.fixedFlags;
    boolean alignment = ((system ^ flags) & Flag.AC) != 0;
    setArithmetic(flags);
    system = flags & ~ARITHMETIC;
    if ((flags & (Flag.TF | Flag.RF)) != 0 || (flags & Flag.IF) != 0 && intrLevel) {
      attend();
    }
    if (alignment) {
      selectTlb();
    }
  }

  /** The system code has changed a segment register in place. */
  void segmentChanged(int index) {
    if (index == Segment.CS) {
      codeKey = keyOf(cs.limit) << 1 | (cs.big() ? 1 : 0);
    } else if (index == Segment.SS) {
      stackMask = ss.big() ? -1 : 0xFFFF;
    }
  }

  private int keyOf(int limit) {
    for (int i = 0; i < limits.length; i++) {
      if (limits[i] == limit) {
        return i;
      }
    }
    limits = Arrays.copyOf(limits, limits.length + 1);
    limits[limits.length - 1] = limit;
    return limits.length - 1;
  }

  /** PE, PG, WP, TS, VM, CPL or anything else has changed that decides how memory is reached. */
  void modeChanged() {
    selectTlb();
    code.select(user);
    attend();
  }

  void flushTlb() {
    forgetTranslations();
    code.forgetMapping();
    attend();
  }

  void flushTlb(int linear) {
    forgetTranslation(linear);
    code.forgetMapping();
    attend();
  }

  /** CS:EIP was set by the system code; the instruction that called it goes on there. */
  void jumped() {
    // Far nodes always look their successor up.
  }

  /** Ends the inner loop after the current instruction, for a look at what is due. */
  void attend() {
    if (remaining > 1) {
      granted -= remaining - 1;
      remaining = 1;
    }
  }

  /** No interrupt and no trap before the instruction after the next one has begun. */
  void inhibit() {
    inhibited = true;
    attend();
  }

  /** HLT. */
  void halt() {
    halted = true;
    attend();
  }

  /** Stops for good, as after a triple fault. */
  void shutDown(String reason) {
    shutdown = reason;
    attend();
  }

  @Override
  public long run(long budget) {
    total = budget;
    granted = 0;
    remaining = 0;
    while (granted < total && shutdown.isEmpty()) {
      boolean inShadow = inhibited;
      inhibited = false;
      if (!inShadow && !attended()) {
        break;
      }
      boolean stepping = (system & Flag.TF) != 0;
      boolean resuming = (system & Flag.RF) != 0;
      if (debug.armed() && !resuming && debug.breaksAt(cs.base + eip)) {
        interrupts.raise(new Fault(Vector.DB));
        continue;
      }
      boolean single = inShadow || stepping || resuming || debug.armed();
      remaining = single ? 1 : (int) Math.min(total - granted, LONGEST_SLICE);
      granted += remaining;
      boolean completed = execute();
      if (completed && resuming) {
        system &= ~Flag.RF;
      }
      if (completed && stepping) {
        debug.stepped();
      }
      if (debug.pending() && !inhibited) {
        halted = false;
        debug.deliver();
      }
    }
    return granted;
  }

  /** Takes an interrupt if one is due; returns whether there is something to execute. */
  private boolean attended() {
    if (nmiPending && !nmiMasked) {
      nmiPending = false;
      nmiMasked = true;
      halted = false;
      interrupts.deliver(Vector.NMI, Interrupts.Kind.HARDWARE, Fault.NO_CODE);
    } else if (intrLevel && (system & Flag.IF) != 0) {
      halted = false;
      interrupts.deliver(pic.acknowledge(), Interrupts.Kind.HARDWARE, Fault.NO_CODE);
    }
    return !halted && shutdown.isEmpty();
  }

  /** Executes {@link #remaining} instructions, or fewer; returns whether none faulted. */
  private boolean execute() {
    Node node = code.jump(eip);
    try {
      do {
        node = node.execute(this);
      } while (--remaining > 0);
      eip = node.eip;
      return true;
    } catch (Fault fault) {
      granted -= remaining - 1;
      remaining = 0;
      eip = node.eip;
      debug.forget();
      raise(fault);
      return false;
    }
  }

  private void raise(Fault fault) {
    if (fault.vector == Fault.RETRY) {
      return;
    }
    if (model == X86Model.I8086) {
      // The 8086 returns to the instruction after the one that divided (8086 Family User's Manual
      // 2.6, "Divide error").
      eip = code.at(eip).after() & 0xFFFF;
    }
    interrupts.raise(fault);
  }

  @Override
  public long used() {
    return granted - remaining;
  }

  @Override
  public void stop() {
    limit(0);
  }

  @Override
  public void limit(long newTotal) {
    total = Math.min(total, Math.max(newTotal, used() + Math.min(remaining, 1)));
    if (granted > total) {
      remaining -= (int) (granted - total);
      granted = total;
    }
  }

  @Override
  public boolean idle() {
    return halted && !nmiPending && !(intrLevel && (system & Flag.IF) != 0);
  }

  @Override
  public boolean deaf() {
    return halted && (system & Flag.IF) == 0;
  }

  @Override
  public String shutdown() {
    return shutdown.isEmpty() ? null : shutdown;
  }

  @Override
  public CpuView view() {
    return view;
  }

  @Override
  public void reset(Reset kind) {
    initialize();
    restored();
  }

  /** The registers as after a reset; what is derived from them is not yet. */
  void initialize() {
    Arrays.fill(r, 0);
    r[EDX] = model.signature;
    for (int i = 0; i < seg.length; i++) {
      seg[i].load(0, 0, 0xFFFF, Segment.REAL_ACCESS);
    }
    // SDM volume 3, table 9-1; the 8086 has a plain selector of FFFF.
    cs.load(model.resetSelector, model.resetBase, 0xFFFF, Segment.REAL_ACCESS);
    eip = model.resetBase == 0xFFFF0 ? 0 : 0xFFF0;
    ldtr.load(0, 0, 0xFFFF, 0x82);
    tr.load(0, 0, 0xFFFF, 0x8B);
    gdtrBase = 0;
    gdtrLimit = 0xFFFF;
    idtrBase = 0;
    idtrLimit = model.generation == 0 ? 0xFFFF : 0x3FF;
    cpl = 0;
    halted = false;
    nmiPending = false;
    nmiMasked = false;
    inhibited = false;
    shutdown = "";
    control.reset();
    debug.reset();
    fpu.reset();
    sse.reset();
    setEflags(0);
  }

  @Override
  public void state(StateIo io) {
    registers(io);
    halted = io.bit("halted", halted);
    intrLevel = io.bit("intr", intrLevel);
    nmiLevel = io.bit("nmi", nmiLevel);
    nmiPending = io.bit("nmiPending", nmiPending);
    nmiMasked = io.bit("nmiMasked", nmiMasked);
    inhibited = io.bit("inhibited", inhibited);
    shutdown = io.text("shutdown", shutdown);
    io.section("control", control::state);
    io.section("debug", debug::state);
    io.section("fpu", fpu::state); // at rest where the model has none
    io.section("sse", sse::state);
  }

  @Override
  public void restored() {
    for (int i = 0; i < seg.length; i++) {
      segmentChanged(i);
    }
    debug.arm();
    flushTlb();
    modeChanged();
  }
}
