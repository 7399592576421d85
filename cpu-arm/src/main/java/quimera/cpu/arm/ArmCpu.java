package quimera.cpu.arm;

import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.cpu.Cpu;
import quimera.core.cpu.CpuView;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * An ARM processor, from ARMv4T to ARMv7-A; from ARMv6 on, data may be big-endian.
 *
 * <p>{@link Interpreter} executes; this class decides how long, takes exceptions and is what a
 * machine holds.
 *
 * <p>Datasheet: ARM Architecture Reference Manual, DDI 0100I (to ARMv6) and DDI 0406C (ARMv7-A);
 * the manuals in {@link ArmModel}.
 *
 * <p>Deviations: one instruction lasts one tick of the clock; no caches, so that their maintenance
 * and the barriers have nothing to do; the word-invariant big-endian mode of older cores (SCTLR.B)
 * is not there; no Jazelle, debug, security or virtualization extension; imprecise aborts do not
 * occur.
 */
public final class ArmCpu extends Interpreter implements Cpu {
  private static final int LONGEST_SLICE = 1 << 28;

  final Cp15 cp15;
  final Mmu mmu;
  final VfpUnit vfp;
  private final Simd simd;
  final ExclusiveMonitor exclusive = new ExclusiveMonitor();
  private final Coprocessors coprocessors;
  private final ArmView view;

  /** The interrupt pins, in positive logic. */
  public final InputLine irq;

  public final InputLine fiq;

  private boolean irqLevel;
  private boolean fiqLevel;

  /** Instructions given to the inner loop in this run. */
  private transient long granted;

  /** How many this run may execute. */
  private transient long total;

  /** Whether {@link #step} executes, which keeps the exception in {@link #stepped}. */
  private transient boolean stepping;

  private transient int stepped;

  private boolean waiting;

  /** An event has happened that WFE has not yet waited for. */
  private boolean event;

  /** Whether vectors are at 0xFFFF0000 after a reset (the VINITHI pin). */
  private final boolean highVectors;

  private transient Services services = (cpu, vector) -> false;

  /** A processor that starts at address 0. */
  public ArmCpu(ArmModel model, Bus bus, Clock clock, Scheduler scheduler) {
    this(model, false, bus, clock, scheduler);
  }

  /**
   * A processor.
   *
   * @param highVectors the level of the VINITHI pin: whether it starts at 0xFFFF0000
   * @param clock ticks once an instruction
   */
  public ArmCpu(ArmModel model, boolean highVectors, Bus bus, Clock clock, Scheduler scheduler) {
    super(model, bus);
    this.highVectors = highVectors;
    cp15 = new Cp15(this, clock, scheduler);
    mmu = new Mmu(this, cp15);
    vfp = new VfpUnit(this);
    simd = new Simd(this, vfp);
    coprocessors = new Coprocessors(this);
    irq =
        level -> {
          irqLevel = level;
          attend();
        };
    fiq =
        level -> {
          fiqLevel = level;
          attend();
        };
    view = new ArmView(this);
    bus.onChange(
        () -> {
          mmu.forgetTables();
          forgetTranslations();
        });
    reset(Reset.POWER_ON);
  }

  /** Does for programs what an operating system or a debugger's semihosting would. */
  @FunctionalInterface
  public interface Services {
    /**
     * Told of each exception but interrupts before it is taken. Registers may be read and changed.
     *
     * @param vector its offset: 0x04 undefined, 0x08 SVC, 0x0C prefetch abort and BKPT, 0x10 data
     *     abort
     * @return true to go on after the instruction, false to take the exception
     */
    boolean serve(ArmCpu cpu, int vector);
  }

  /** Hands exceptions to a simulated operating system first. */
  public void services(Services operatingSystem) {
    services = operatingSystem;
  }

  /** Register {@code number}, 0 to 14, of the current mode; 15 is the next instruction. */
  public int register(int number) {
    return number == 15 ? pc : r[number];
  }

  /** Sets register {@code number} of the current mode; 15 goes on there in the same state. */
  public void register(int number, int value) {
    if (number == 15) {
      pc = value;
    } else {
      r[number] = value;
    }
  }

  /** Goes on at {@code address}, in Thumb state if its lowest bit is set. */
  public void start(int address) {
    branchExchange(address);
  }

  /** The generic timer's outputs, or null: the physical timer's. */
  public OutputLine physicalTimer() {
    return cp15.timer() == null ? null : cp15.timer().physicalIrq;
  }

  /** The virtual timer's output, or null. */
  public OutputLine virtualTimer() {
    return cp15.timer() == null ? null : cp15.timer().virtualIrq;
  }

  @Override
  Mmu mmu() {
    return mmu;
  }

  @Override
  void statusChanged() {
    selectTlb(mode == Mode.USER, cp15.dacr);
    dataOrder((masks & E) != 0);
    if ((pendingInterrupts() & ~masks) != 0) {
      attend();
    }
  }

  /** ISR: which interrupts are requested, in the places of CPSR's masks. */
  int pendingInterrupts() {
    return (irqLevel ? I : 0) | (fiqLevel ? F : 0);
  }

  @Override
  void waitForInterrupt() {
    waiting = true;
    attend();
  }

  @Override
  void waitForEvent() {
    if (event) {
      event = false;
    } else {
      waitForInterrupt();
    }
  }

  @Override
  void sendEvent() {
    event = true;
  }

  @Override
  boolean armRest(int word) {
    return ArmRest.execute(this, word);
  }

  @Override
  boolean armUnconditional(int word) {
    return ArmRest.unconditional(this, word);
  }

  @Override
  boolean thumbRest(int half) {
    return ThumbRest.execute(this, half);
  }

  @Override
  boolean thumbWide(int word) {
    return ThumbWide.execute(this, word);
  }

  @Override
  void coprocessor(int word) {
    coprocessors.execute(word);
  }

  /** An Advanced SIMD instruction in its ARM encoding. */
  void simd(int word) {
    simd.execute(word);
  }

  @Override
  void attend() {
    if (remaining > 1) {
      granted -= remaining - 1;
      remaining = 1;
    }
  }

  @Override
  public long run(long budget) {
    total = budget;
    granted = 0;
    remaining = 0;
    while (granted < total) {
      attended();
      if (waiting) {
        break;
      }
      remaining = (int) Math.min(total - granted, LONGEST_SLICE);
      granted += remaining;
      execute();
    }
    r[15] = 0;
    return granted;
  }

  @Override
  void take(int exception) {
    if (stepping) {
      stepped = exception;
    } else if (services.serve(this, exception)) {
      pc += length();
    } else {
      deliver(exception);
    }
  }

  /** How long the instruction at {@link #pc} is. */
  private int length() {
    OptionalLong at = thumb ? mmu.peek(pc) : OptionalLong.empty();
    if (at.isEmpty()) {
      return thumb ? 2 : 4;
    }
    boolean wide = v7 && bus.peek(at.getAsLong(), 2).orElse(0) >= 0xE800;
    return wide ? 4 : 2;
  }

  /** One instruction; returns the exception that it met, undelivered, or NONE. */
  int step() {
    stepped = ArmException.NONE;
    stepping = true;
    remaining = 1;
    execute();
    stepping = false;
    remaining = 0;
    r[15] = 0;
    return stepped;
  }

  /** User mode with everything usable, as test vectors have it. */
  void prepareForTest() {
    setCpsr(Mode.USER, -1);
    exclusive.clear();
    forgetCode();
    cp15.enableAll();
    vfp.setFpscr(0);
    vfp.setFpexc(VfpUnit.ENABLE);
  }

  /** Takes the interrupt that is due between two instructions, if there is one. */
  private void attended() {
    int requests = pendingInterrupts();
    if (requests == 0) {
      return;
    }
    waiting = false;
    requests &= ~masks;
    if ((requests & F) != 0) {
      enter(ArmException.FIQ, Mode.FIQ, pc + 4);
    } else if ((requests & I) != 0) {
      enter(ArmException.IRQ, Mode.IRQ, pc + 4);
    }
  }

  /** Takes the exception that the instruction at {@link #pc} has met (ARM ARM B1.8). */
  void deliver(int exception) {
    switch (exception) {
      case ArmException.UNDEFINED -> enter(exception, Mode.UNDEFINED, pc + (thumb ? 2 : 4));
      case ArmException.SUPERVISOR_CALL -> enter(exception, Mode.SUPERVISOR, pc + (thumb ? 2 : 4));
      case ArmException.PREFETCH_ABORT -> {
        cp15.prefetchAborted(faultStatus, faultAddress);
        enter(exception, Mode.ABORT, pc + 4);
      }
      default -> {
        cp15.dataAborted(faultStatus, faultAddress);
        enter(exception, Mode.ABORT, pc + 8);
      }
    }
  }

  private void enter(int exception, int newMode, int returnAddress) {
    int saved = cpsr();
    int also = exception == ArmException.FIQ ? F : 0;
    if (v6 && newMode != Mode.SUPERVISOR && newMode != Mode.UNDEFINED) {
      also |= A;
    }
    int status = newMode | (masks & ~E) | I | also | cp15.exceptionStatus();
    setCpsr(status, E | A | I | F | T | 31);
    it = 0;
    setSpsr(saved);
    r[14] = returnAddress;
    pc = cp15.vectors() + exception;
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
      attend();
    }
  }

  @Override
  public boolean idle() {
    return waiting && pendingInterrupts() == 0;
  }

  @Override
  public String shutdown() {
    return null;
  }

  @Override
  public CpuView view() {
    return view;
  }

  @Override
  public void reset(Reset kind) {
    resetState();
    waiting = false;
    event = false;
    cp15.reset();
    cp15.highVectors(highVectors);
    vfp.reset();
    exclusive.clear();
    pc = cp15.vectors();
    restored();
  }

  @Override
  public void settle() {
    if (cp15.timer() != null) {
      cp15.timer().settle();
    }
  }

  @Override
  public void state(StateIo io) {
    generalState(io);
    irqLevel = io.bit("irq", irqLevel);
    fiqLevel = io.bit("fiq", fiqLevel);
    waiting = io.bit("waiting", waiting);
    event = io.bit("event", event);
    io.section("exclusive", exclusive::state);
    // Every model has them: on one without an MMU or a VFP they only never change.
    io.section("cp15", cp15::state);
    io.section("vfp", vfp::state);
  }

  @Override
  public void restored() {
    cp15.applyControl();
    forgetTranslations();
    selectTlb(mode == Mode.USER, cp15.dacr);
    dataOrder((masks & E) != 0);
  }
}
