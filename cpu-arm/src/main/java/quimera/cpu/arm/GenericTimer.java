package quimera.cpu.arm;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * The generic timer: the system counter as CP15 c14 shows it, with a physical and a virtual timer.
 *
 * <p>Datasheet: DDI 0406C chapter B8.
 *
 * <p>Deviations: the virtual offset is 0, as there is no virtualization extension; no event stream.
 */
final class GenericTimer {
  /** The frequency of the system counter, in hertz. */
  static final int FREQUENCY = 62_500_000;

  private static final int PHYSICAL = 0;
  private static final int VIRTUAL = 1;

  private static final int ENABLE = 1;
  private static final int IMASK = 2;
  private static final int ISTATUS = 4;

  private final Clock clock = Clock.hertz("counter", FREQUENCY);
  private final Scheduler scheduler;
  private final Alarm[] alarms = new Alarm[2];

  /** The outputs, high while a timer's condition is met and not masked. */
  final OutputLine physicalIrq = new OutputLine("cntp");

  final OutputLine virtualIrq = new OutputLine("cntv");

  /** CNTFRQ tells software the frequency; it is firmware that writes it. */
  private int frequency;

  /** CNTKCTL. */
  private int kernelControl;

  private final int[] control = new int[2];
  private final long[] compare = new long[2];

  GenericTimer(Scheduler scheduler) {
    this.scheduler = scheduler;
    alarms[PHYSICAL] = scheduler.alarm("cntp", () -> update(PHYSICAL));
    alarms[VIRTUAL] = scheduler.alarm("cntv", () -> update(VIRTUAL));
  }

  void reset() {
    frequency = FREQUENCY;
    kernelControl = 0;
    for (int i = 0; i < 2; i++) {
      control[i] = 0;
      compare[i] = 0;
    }
  }

  void settle() {
    update(PHYSICAL);
    update(VIRTUAL);
  }

  private long count() {
    return clock.ticksBy(scheduler.now());
  }

  private boolean met(int timer) {
    return (control[timer] & ENABLE) != 0 && count() - compare[timer] >= 0;
  }

  private void update(int timer) {
    boolean met = met(timer);
    boolean enabled = (control[timer] & ENABLE) != 0;
    (timer == PHYSICAL ? physicalIrq : virtualIrq).set(met && (control[timer] & IMASK) == 0);
    long ahead = compare[timer] - count();
    if (enabled && !met && ahead < Long.MAX_VALUE / 32) { // later than that is never
      alarms[timer].at(clock.timeOf(compare[timer]));
    } else {
      alarms[timer].cancel();
    }
  }

  /** CNTKCTL says what user mode sees. */
  boolean userMay(int key, boolean write) {
    return switch (key) {
      case 0xE000 -> (kernelControl & 3) != 0 && !write;
      case 0xE020, 0xE021 -> (kernelControl & 1 << 9) != 0;
      case 0xE030, 0xE031 -> (kernelControl & 1 << 8) != 0;
      default -> false;
    };
  }

  int read(int key, ArmCpu cpu) {
    int timer = key >>> 4 & 1;
    return switch (key) {
      case 0xE000 -> frequency;
      case 0xE010 -> kernelControl;
      case 0xE020, 0xE030 -> (int) (compare[timer] - count());
      case 0xE021, 0xE031 -> control[timer] | (met(timer) ? ISTATUS : 0);
      default -> throw cpu.undefined();
    };
  }

  void write(int key, int value, ArmCpu cpu) {
    int timer = key >>> 4 & 1;
    switch (key) {
      case 0xE000 -> frequency = value;
      case 0xE010 -> kernelControl = value;
      case 0xE020, 0xE030 -> {
        compare[timer] = count() + value;
        update(timer);
      }
      case 0xE021, 0xE031 -> {
        control[timer] = value & (ENABLE | IMASK);
        update(timer);
      }
      default -> throw cpu.undefined();
    }
  }

  private boolean userMay64(int opc1) {
    return switch (opc1) {
      case 0, 1 -> (kernelControl >>> opc1 & 1) != 0;
      case 2 -> (kernelControl & 1 << 9) != 0;
      case 3 -> (kernelControl & 1 << 8) != 0;
      default -> false;
    };
  }

  long read64(int opc1, ArmCpu cpu) {
    if (!cpu.privileged() && !userMay64(opc1)) {
      throw cpu.undefined();
    }
    return switch (opc1) {
      case 0, 1 -> count();
      case 2, 3 -> compare[opc1 - 2];
      default -> throw cpu.undefined();
    };
  }

  void write64(int opc1, long value, ArmCpu cpu) {
    if (opc1 != 2 && opc1 != 3 || !cpu.privileged() && !userMay64(opc1)) {
      throw cpu.undefined();
    }
    compare[opc1 - 2] = value;
    update(opc1 - 2);
  }

  void state(StateIo io) {
    frequency = io.i32("frequency", frequency);
    kernelControl = io.i32("kernelControl", kernelControl);
    io.ints("control", control);
    io.longs("compare", compare);
    physicalIrq.state(io);
    virtualIrq.state(io);
    alarms[PHYSICAL].state(io);
    alarms[VIRTUAL].state(io);
  }
}
