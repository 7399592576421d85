package quimera.cpu.x86;

import java.util.OptionalLong;
import java.util.function.IntConsumer;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Window;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The local APIC of a Pentium or later: it stands between the interrupt controllers of the board
 * and the processor, orders interrupts by priority, and has a timer.
 *
 * <p>Source: SDM volume 3A, chapter 10 (xAPIC as the P6 has it).
 *
 * <p>Deviations: there is one processor, so that interprocessor messages reach itself or nobody;
 * after reset LINT0 and LINT1 are programmed as a boot processor's firmware leaves them (8259
 * through, NMI), so that firmware that knows no APIC works; performance and thermal entries hold
 * what is written.
 */
public final class LocalApic implements Device, BusTarget, InterruptAck {
  /** Where it answers after reset. */
  public static final long BASE = 0xFEE00000L;

  /** Bytes that it takes. */
  public static final int SIZE = 0x1000;

  private static final int ID = 0x020;
  private static final int VERSION = 0x030;
  private static final int TPR = 0x080;
  private static final int PPR = 0x0A0;
  private static final int EOI = 0x0B0;
  private static final int LDR = 0x0D0;
  private static final int DFR = 0x0E0;
  private static final int SVR = 0x0F0;
  private static final int ISR = 0x100;
  private static final int TMR = 0x180;
  private static final int IRR = 0x200;
  private static final int ESR = 0x280;
  private static final int ICR_LOW = 0x300;
  private static final int ICR_HIGH = 0x310;
  private static final int LVT_FIRST = 0x320; // timer, thermal, performance, LINT0, LINT1, error
  private static final int INITIAL_COUNT = 0x380;
  private static final int CURRENT_COUNT = 0x390;
  private static final int DIVIDE = 0x3E0;

  // Entries of the local vector table.
  private static final int TIMER = 0;
  private static final int LINT0 = 3;
  private static final int LINT1 = 4;
  private static final int ERROR = 5;
  private static final int ENTRIES = 6;
  private static final int MASKED = 1 << 16;
  private static final int PERIODIC = 1 << 17;
  private static final int ENTRY_BITS = 0x3F7FF;

  // Delivery modes.
  private static final int FIXED = 0;
  private static final int LOWEST_PRIORITY = 1;
  private static final int NMI = 4;
  private static final int EXT_INT = 7;

  private static final int SOFTWARE_ENABLE = 0x100;
  private static final int GLOBAL_ENABLE = 0x800;
  private static final int BOOT_PROCESSOR = 0x100;
  private static final int SEND_ILLEGAL_VECTOR = 0x20;
  private static final int VERSION_P6 = 0x00040011;
  private static final int VERSION_P4 = 0x00050014;

  /** To the processor's INTR. */
  public final OutputLine intr = new OutputLine("intr");

  /** To the processor's NMI. */
  public final OutputLine nmi = new OutputLine("nmi");

  /** The pin LINT0: the 8259's INTR. */
  public final InputLine lint0 = this::lint0Changed;

  private final Scheduler scheduler;
  private final Clock busClock;
  private final InterruptAck pic;
  private final int version;
  private final Alarm expiry;
  private transient IntConsumer endOfInterrupt = vector -> {};
  private transient Window window;

  private long base;
  private int id;
  private int taskPriority;
  private int logicalDestination;
  private int destinationFormat;
  private int spurious;
  private final int[] inService = new int[8];
  private final int[] triggerMode = new int[8];
  private final int[] request = new int[8];
  private int errors;
  private int errorStatus;
  private final int[] commandRegister = new int[2];
  private final int[] table = new int[ENTRIES];
  private int divide;
  private int initialCount;
  private long countStart; // ticks of the divided clock at which the count was the initial one
  private boolean lint0Level;
  private boolean external; // an ExtINT message waits

  /**
   * @param busClock what the timer counts
   * @param pic names the vector of an interrupt of the 8259s
   */
  public LocalApic(X86Model model, Scheduler scheduler, Clock busClock, InterruptAck pic) {
    this.scheduler = scheduler;
    this.busClock = busClock;
    this.pic = pic;
    version = model.generation >= 7 ? VERSION_P4 : VERSION_P6;
    expiry = scheduler.alarm("timer", this::expired);
    reset(Reset.POWER_ON);
  }

  /** Where the registers lie; moved and switched by IA32_APIC_BASE. */
  public void placedBy(Window registers) {
    window = registers;
  }

  /** Hears of the end of level-triggered interrupts, by vector: the I/O APIC. */
  public void onEndOfInterrupt(IntConsumer listener) {
    endOfInterrupt = listener;
  }

  // IA32_APIC_BASE, section 10.4.4.

  boolean enabled() {
    return (base & GLOBAL_ENABLE) != 0;
  }

  long base() {
    return base;
  }

  void setBase(long value) {
    base = value & 0xFFFFFF000L | value & GLOBAL_ENABLE | BOOT_PROCESSOR;
    place();
    update();
  }

  private void place() {
    if (window != null) {
      window.move(base & 0xFFFFF000L);
      window.enable(enabled());
    }
  }

  // Priorities, section 10.8.3.

  private static int highest(int[] bits) {
    for (int i = 7; i >= 0; i--) {
      if (bits[i] != 0) {
        return 32 * i + 31 - Integer.numberOfLeadingZeros(bits[i]);
      }
    }
    return -1;
  }

  private static void set(int[] bits, int vector, boolean on) {
    int bit = 1 << (vector & 31);
    bits[vector >> 5] = on ? bits[vector >> 5] | bit : bits[vector >> 5] & ~bit;
  }

  private static boolean has(int[] bits, int vector) {
    return (bits[vector >> 5] >> (vector & 31) & 1) != 0;
  }

  private int processorPriority() {
    int serviced = Math.max(highest(inService), 0) & 0xF0;
    return (taskPriority & 0xF0) >= serviced ? taskPriority : serviced;
  }

  /** The vector that may interrupt the processor now, or -1. */
  private int pending() {
    int vector = highest(request);
    return vector >= 0 && (vector & 0xF0) > (processorPriority() & 0xF0) ? vector : -1;
  }

  private boolean externalPending() {
    boolean throughPin =
        lint0Level && (table[LINT0] & (MASKED | 0x700)) == EXT_INT << 8 || !enabled() && lint0Level;
    return throughPin || external;
  }

  private void update() {
    intr.set(externalPending() || enabled() && softwareEnabled() && pending() >= 0);
  }

  private boolean softwareEnabled() {
    return (spurious & SOFTWARE_ENABLE) != 0;
  }

  @Override
  public int acknowledge() {
    int vector = enabled() && softwareEnabled() ? pending() : -1;
    if (vector >= 0) {
      set(request, vector, false);
      set(inService, vector, true);
    } else if (externalPending()) {
      external = false;
      vector = pic.acknowledge();
    } else {
      vector = spurious & 0xFF;
    }
    update();
    return vector;
  }

  // What arrives.

  private void lint0Changed(boolean level) {
    boolean rises = level && !lint0Level;
    lint0Level = level;
    int entry = table[LINT0];
    if (rises && enabled() && (entry & MASKED) == 0 && (entry >> 8 & 7) != EXT_INT) {
      accept(entry >> 8 & 7, entry & 0xFF, false);
    }
    update();
  }

  /**
   * A message of the I/O APIC or of a processor.
   *
   * @param destination an APIC's number, or a set of them if {@code logical}
   * @param delivery its mode, 0-7
   */
  public void message(
      int destination, boolean logical, int delivery, int vector, boolean levelTriggered) {
    if (enabled() && addressed(destination, logical)) {
      accept(delivery, vector, levelTriggered);
    }
  }

  /** Section 10.6.2. */
  private boolean addressed(int destination, boolean logical) {
    if (!logical) {
      return destination == 0xFF || destination == id >>> 24;
    }
    int mine = logicalDestination >>> 24;
    boolean flat = destinationFormat >>> 28 == 15;
    return flat
        ? (mine & destination) != 0
        : (mine & destination & 15) != 0
            && ((destination & 0xF0) == 0xF0 || (mine & 0xF0) == (destination & 0xF0));
  }

  private void accept(int delivery, int vector, boolean levelTriggered) {
    switch (delivery) {
      case FIXED, LOWEST_PRIORITY -> {
        if (vector < 16) {
          error(0x40); // received an illegal vector
        } else if (softwareEnabled()) {
          set(request, vector, true);
          set(triggerMode, vector, levelTriggered);
        }
      }
      case NMI -> nmi.pulse();
      case EXT_INT -> external = true;
      default -> {} // SMI, INIT and start-up: the one processor runs already
    }
    update();
  }

  private void error(int bit) {
    errors |= bit;
    int entry = table[ERROR];
    if ((entry & MASKED) == 0 && (entry & 0xFF) >= 16) {
      set(request, entry & 0xFF, true);
    }
  }

  // The timer, section 10.5.4.

  private int divider() {
    int code = divide & 3 | divide >> 1 & 4;
    return code == 7 ? 1 : 2 << code;
  }

  private long ticks() {
    return busClock.ticksBy(scheduler.now()) / divider();
  }

  private long counted() {
    return Integer.toUnsignedLong(initialCount);
  }

  private int currentCount() {
    long gone = ticks() - countStart;
    long count = counted();
    if (count == 0) {
      return 0;
    }
    boolean periodic = (table[TIMER] & PERIODIC) != 0;
    return (int) (periodic ? count - gone % count : Math.max(0, count - gone));
  }

  private void arm() {
    if (initialCount == 0) {
      expiry.cancel();
    } else {
      expiry.at(busClock.timeOf((countStart + counted()) * divider()));
    }
  }

  private void expired() {
    int entry = table[TIMER];
    if ((entry & PERIODIC) != 0) {
      countStart += counted();
      arm();
    }
    if ((entry & MASKED) == 0) {
      accept(FIXED, entry & 0xFF, false);
    }
  }

  // Registers.

  @Override
  public long read(int offset, int bytes) {
    return register(offset & ~15) >>> 8 * (offset & 3);
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes));
  }

  private long register(int at) {
    if (at >= ISR && at < ESR) {
      int[] bits = at < TMR ? inService : at < IRR ? triggerMode : request;
      return bits[at >> 4 & 7] & 0xFFFFFFFFL;
    }
    if (at >= LVT_FIRST && at < INITIAL_COUNT) {
      return table[(at - LVT_FIRST) >> 4];
    }
    return switch (at) {
      case ID -> id & 0xFFFFFFFFL;
      case VERSION -> version;
      case TPR -> taskPriority;
      case PPR -> processorPriority();
      case LDR -> logicalDestination & 0xFFFFFFFFL;
      case DFR -> destinationFormat & 0xFFFFFFFFL;
      case SVR -> spurious;
      case ESR -> errorStatus;
      case ICR_LOW -> commandRegister[0];
      case ICR_HIGH -> commandRegister[1] & 0xFFFFFFFFL;
      case INITIAL_COUNT -> counted();
      case CURRENT_COUNT -> currentCount() & 0xFFFFFFFFL;
      case DIVIDE -> divide;
      default -> 0;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    if (bytes != 4 || (offset & 15) != 0) {
      return; // only double words reach the registers (section 10.4.1)
    }
    int word = (int) value;
    if (offset >= LVT_FIRST && offset < INITIAL_COUNT) {
      entry((offset - LVT_FIRST) >> 4, word);
    } else {
      write(offset, word);
    }
    update();
  }

  private void write(int at, int value) {
    switch (at) {
      case ID -> id = value & 0xFF000000;
      case TPR -> taskPriority = value & 0xFF;
      case EOI -> endInterrupt();
      case LDR -> logicalDestination = value & 0xFF000000;
      case DFR -> destinationFormat = value | 0x0FFFFFFF;
      case SVR -> {
        spurious = value & 0x3FF;
        if (!softwareEnabled()) {
          for (int i = 0; i < ENTRIES; i++) {
            table[i] |= i == LINT0 || i == LINT1 ? 0 : MASKED;
          }
        }
      }
      case ESR -> {
        errorStatus = errors;
        errors = 0;
      }
      case ICR_LOW -> command(value);
      case ICR_HIGH -> commandRegister[1] = value & 0xFF000000;
      case INITIAL_COUNT -> {
        initialCount = value;
        countStart = ticks();
        arm();
      }
      case DIVIDE -> {
        long gone = ticks() - countStart;
        divide = value & 0xB;
        countStart = ticks() - gone;
        arm();
      }
      default -> {} // read-only or reserved
    }
  }

  private void entry(int number, int value) {
    table[number] = value & ENTRY_BITS;
    if (!softwareEnabled() && number != LINT0 && number != LINT1) {
      table[number] |= MASKED;
    }
  }

  private void endInterrupt() {
    int vector = highest(inService);
    if (vector >= 0) {
      set(inService, vector, false);
      if (has(triggerMode, vector)) {
        endOfInterrupt.accept(vector);
      }
    }
  }

  /** The interrupt command register, section 10.6.1. */
  private void command(int value) {
    commandRegister[0] = value & 0xCCFFF;
    int delivery = value >> 8 & 7;
    int vector = value & 0xFF;
    if (delivery == FIXED && vector < 16) {
      error(SEND_ILLEGAL_VECTOR);
      return;
    }
    boolean self =
        switch (value >> 18 & 3) {
          case 0 -> addressed(commandRegister[1] >>> 24, (value & 0x800) != 0);
          case 1, 2 -> true;
          default -> false;
        };
    if (self) {
      accept(delivery, vector, false);
    }
  }

  // Life.

  @Override
  public void reset(Reset kind) {
    base = BASE | GLOBAL_ENABLE | BOOT_PROCESSOR;
    id = taskPriority = logicalDestination = 0;
    destinationFormat = -1;
    spurious = 0xFF;
    java.util.Arrays.fill(inService, 0);
    java.util.Arrays.fill(triggerMode, 0);
    java.util.Arrays.fill(request, 0);
    java.util.Arrays.fill(commandRegister, 0);
    java.util.Arrays.fill(table, MASKED);
    table[LINT0] = EXT_INT << 8;
    table[LINT1] = NMI << 8;
    errors = errorStatus = divide = initialCount = 0;
    countStart = 0;
    external = false;
    expiry.cancel();
  }

  @Override
  public void settle() {
    place();
    update();
  }

  @Override
  public void state(StateIo io) {
    base = io.i64("base", base);
    id = io.i32("id", id);
    taskPriority = io.i32("tpr", taskPriority);
    logicalDestination = io.i32("ldr", logicalDestination);
    destinationFormat = io.i32("dfr", destinationFormat);
    spurious = io.i32("svr", spurious);
    io.ints("isr", inService);
    io.ints("tmr", triggerMode);
    io.ints("irr", request);
    errors = io.i32("errors", errors);
    errorStatus = io.i32("esr", errorStatus);
    io.ints("icr", commandRegister);
    io.ints("lvt", table);
    divide = io.i32("divide", divide);
    initialCount = io.i32("initialCount", initialCount);
    countStart = io.i64("countStart", countStart);
    lint0Level = io.bit("lint0", lint0Level);
    external = io.bit("external", external);
    expiry.state(io);
    intr.state(io);
    nmi.state(io);
  }

  @Override
  public void restored() {
    place();
  }
}
