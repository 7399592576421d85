package quimera.cpu.mips32;

import java.nio.ByteOrder;
import java.util.Arrays;
import quimera.core.bus.Bus;
import quimera.core.cpu.Cpu;
import quimera.core.cpu.CpuView;
import quimera.core.line.InputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A MIPS32 processor, release 1 or 2, in either byte order.
 *
 * <p>{@link Interpreter} executes; this class decides how long, takes interrupts between two
 * instructions and is what a machine holds.
 *
 * <p>Datasheet: MIPS32 Architecture For Programmers, volumes I to III (MD00082, MD00086, MD00090);
 * MIPS32 4K and 24K Processor Core Family Software User's Manuals.
 *
 * <p>Deviations: one instruction lasts one tick of the clock; no caches, so that CACHE and SYNC
 * have nothing to do; no EJTAG; Random moves with TLBWR only; denormal numbers are computed with
 * instead of raising Unimplemented Operation.
 */
public final class MipsCpu extends Interpreter implements Cpu {
  private static final int LONGEST_SLICE = 1 << 30;

  final Cp0 cp0;
  final Mmu mmu;
  final Fpu fpu;
  private final MipsView view;

  /** Interrupt pins as in Cause.IP: the six lines of the package are 2 to 7. */
  public final InputLine ir2;

  public final InputLine ir3;
  public final InputLine ir4;
  public final InputLine ir5;
  public final InputLine ir6;
  public final InputLine ir7;

  /** The NMI pin, in positive logic; its rising edge counts. */
  public final InputLine nmi;

  /** Instructions given to the inner loop in this run. */
  private transient long granted;

  /** How many this run may execute. */
  private transient long total;

  private boolean waiting;
  private boolean asking; // the simulated operating system waits for input
  private transient Services services = (cpu, code) -> Served.NOT;

  /** How virtual addresses become physical ones. */
  public enum Translation {
    /** By the fixed segments and the TLB, as the architecture has it. */
    TLB,
    /** Not at all: a bare machine of 4 GiB for simulators of programs. */
    FLAT
  }

  /**
   * A processor with its TLB.
   *
   * @param bus in the byte order of the processor
   * @param clock ticks once an instruction; Count at half its rate
   */
  public MipsCpu(MipsModel model, ByteOrder order, Bus bus, Clock clock, Scheduler scheduler) {
    this(model, order, Translation.TLB, bus, clock, scheduler);
  }

  /** A processor whose addresses are translated so. */
  public MipsCpu(
      MipsModel model,
      ByteOrder order,
      Translation translation,
      Bus bus,
      Clock clock,
      Scheduler scheduler) {
    this(model, order, translation, true, bus, clock, scheduler);
  }

  /**
   * A processor that may lack delay slots, as simulators of programs have it: an instruction after
   * a branch is then an instruction like any other, and calls return to it.
   */
  public MipsCpu(
      MipsModel model,
      ByteOrder order,
      Translation translation,
      boolean delaySlots,
      Bus bus,
      Clock clock,
      Scheduler scheduler) {
    super(model, order == ByteOrder.BIG_ENDIAN, delaySlots, bus);
    fpu = new Fpu(this);
    cp0 = new Cp0(this, clock, scheduler);
    mmu = new Mmu(this, cp0, translation == Translation.FLAT);
    ir2 = cp0.line(2);
    ir3 = cp0.line(3);
    ir4 = cp0.line(4);
    ir5 = cp0.line(5);
    ir6 = cp0.line(6);
    ir7 = cp0.line(7);
    nmi = cp0::nmi;
    view = new MipsView(this);
    bus.onChange(this::forgetTranslations);
    reset(Reset.POWER_ON);
  }

  /** Does for programs what an operating system would. */
  @FunctionalInterface
  public interface Services {
    /**
     * Told of each exception but interrupts before it is taken. Registers may be read and changed.
     *
     * @param code Cause.ExcCode
     */
    Served serve(MipsCpu cpu, int code);
  }

  /** What {@link Services} have made of an exception. */
  public enum Served {
    /** Nothing: it is taken. */
    NOT,
    /** All: execution goes on after the instruction. */
    DONE,
    /** It has to wait: the instruction is executed again after {@link #answer}, or an interrupt. */
    LATER
  }

  /** What a system call waits for may be there. */
  public void answer() {
    asking = false;
  }

  /** Hands exceptions to a simulated operating system first. */
  public void services(Services operatingSystem) {
    services = operatingSystem;
  }

  @Override
  boolean served(int code) {
    Served served = services.serve(this, code);
    if (served == Served.DONE) {
      jump(next);
    } else if (served == Served.LATER) {
      asking = true;
      attend();
    }
    return served != Served.NOT;
  }

  /** General register {@code number}. */
  public int register(int number) {
    return r[number];
  }

  /** Sets general register {@code number}. */
  public void register(int number, int value) {
    r[number] = value;
  }

  /** A floating-point register of 32 bits. */
  public int single(int number) {
    return fpu.single(number);
  }

  /** Sets a floating-point register of 32 bits. */
  public void single(int number, int value) {
    fpu.setSingle(number, value);
  }

  /** Goes on at {@code address} in kernel mode, with interrupts as in {@code status}. */
  public void start(int address, int status) {
    cp0.writeStatus(status);
    jump(address);
  }

  @Override
  Mmu mmu() {
    return mmu;
  }

  @Override
  Cp0 cp0() {
    return cp0;
  }

  @Override
  Fpu fpu() {
    return fpu;
  }

  /** Goes on at {@code address}, out of any delay slot. */
  void jump(int address) {
    pc = address;
    next = address + 4;
    slot = false;
  }

  @Override
  void waitForInterrupt() {
    waiting = true;
    attend();
  }

  /** Ends the inner loop after the current instruction, for a look at what is due. */
  @Override
  void attend() {
    attention = true;
  }

  @Override
  public long run(long budget) {
    total = budget;
    granted = 0;
    remaining = 0;
    while (granted < total) {
      attention = false;
      attended();
      if (waiting || asking) {
        break;
      }
      remaining = (int) Math.min(total - granted, LONGEST_SLICE);
      granted += remaining;
      execute();
      granted -= remaining;
      remaining = 0;
    }
    return granted;
  }

  /**
   * Takes what is due between two instructions, in the order of volume III, "exception priority".
   */
  private void attended() {
    if (cp0.nmiPending) {
      waiting = false;
      cp0.deliverNmi(pc, slot);
    } else if (cp0.interruptDue()) {
      waiting = false;
      asking = false;
      cp0.deliver(ExcCode.INT, false, 0, pc, slot);
    } else if (cp0.watchDue()) {
      waiting = false;
      cp0.deliver(ExcCode.WATCH, false, 0, pc, slot);
    } else if (waiting && cp0.interruptRequested()) {
      // Some cores wake up on an interrupt that IE holds back; both of this family's do.
      waiting = false;
    }
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
    return waiting && !cp0.nmiPending && !cp0.interruptRequested() || asking && !cp0.interruptDue();
  }

  @Override
  public boolean deaf() {
    return waiting && cp0.deaf();
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
    Arrays.fill(r, 0);
    hi = 0;
    lo = 0;
    linked = false;
    waiting = false;
    asking = false;
    trapCode = ExcCode.NONE;
    jump(0xBFC0_0000);
    cp0.reset();
    mmu.reset();
    fpu.reset();
    restored();
  }

  @Override
  public void settle() {
    cp0.settle();
  }

  @Override
  public void state(StateIo io) {
    io.ints("r", r);
    hi = io.i32("hi", hi);
    lo = io.i32("lo", lo);
    pc = io.i32("pc", pc);
    next = io.i32("next", next);
    slot = io.bit("slot", slot);
    linked = io.bit("linked", linked);
    waiting = io.bit("waiting", waiting);
    asking = io.bit("asking", asking);
    io.section("cp0", cp0::state);
    io.section("tlb", mmu::state);
    io.section("fpu", fpu::state);
  }

  @Override
  public void restored() {
    code().clear();
    forgetTranslations();
    selectTlb(cp0.userMode());
    fpu.select(cp0.wideFpu());
  }
}
