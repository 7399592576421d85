package quimera.peripherals.timer;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * One counter of an 8254, in its own terms: CR is what the processor has written, CE what counts.
 *
 * <p>Nothing ticks. CE stood at {@link #start} at tick {@link #from} and follows from the tick
 * count when somebody looks; {@link #sync} applies what has happened since (loads, edges of OUT) in
 * order. Only if OUT is wired to something does an alarm ring at each of its edges.
 *
 * <p>Counts are kept as plain numbers; BCD is a matter of reading and writing.
 */
final class PitCounter {
  private static final long NEVER = Long.MAX_VALUE;

  private static final int RW_LSB = 1;
  private static final int RW_MSB = 2;
  private static final int RW_BOTH = 3;

  private static final int STATUS_OUT = 1 << 7;
  private static final int STATUS_NULL = 1 << 6;

  private final String name;
  private final OutputLine line;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Alarm edge;

  private boolean gate;
  private boolean out;
  private int control; // RW1 RW0 M2 M1 M0 BCD, as the status byte shows them
  private int cr; // what was written last, as a count of 1 to 65536 (10000 in BCD)
  private int lowByte; // the first byte of two
  private boolean highNext; // the next write is the second byte
  private boolean readHighNext;
  private boolean written; // a count was written since the control word
  private boolean loaded; // CR has gone to CE since the control word
  private boolean nullCount; // CR holds something that has not gone to CE
  private long loadAt; // the tick at which CR goes to CE, or NEVER
  private boolean running;
  private int length; // the count that this cycle was loaded with
  private int start; // CE at tick `from`
  private long from;
  private boolean armed; // modes 0, 1, 4, 5: the end of this count will move OUT
  private long strobeEnd; // modes 4, 5: the tick at which OUT returns high, or NEVER
  private boolean countLatched;
  private int latchedCount;
  private boolean statusLatched;
  private int latchedStatus;

  PitCounter(String name, OutputLine line, Clock clock, Scheduler scheduler) {
    this.name = name;
    this.line = line;
    this.clock = clock;
    this.scheduler = scheduler;
    edge = scheduler.alarm("edge", this::catchUp);
    powerOn();
  }

  String name() {
    return name;
  }

  void powerOn() {
    out = false;
    control = RW_BOTH << 4;
    cr = 0x10000;
    lowByte = 0;
    highNext = false;
    readHighNext = false;
    written = false;
    loaded = false;
    nullCount = true;
    loadAt = NEVER;
    running = false;
    length = 0;
    start = 0;
    from = 0;
    armed = false;
    strobeEnd = NEVER;
    countLatched = false;
    latchedCount = 0;
    statusLatched = false;
    latchedStatus = 0;
  }

  void settle() {
    line.set(out);
    catchUp();
  }

  boolean out() {
    catchUp();
    return out;
  }

  // --- Programming -----------------------------------------------------------------------------

  /** A control word (231164 page 7): stops the counter and puts OUT in the mode's first state. */
  void program(int word) {
    freeze();
    int m = word >> 1 & 7;
    control = word & 0x31 | (m > 5 ? m - 4 : m) << 1;
    highNext = false;
    readHighNext = false;
    written = false;
    loaded = false;
    nullCount = true;
    loadAt = NEVER;
    armed = false;
    strobeEnd = NEVER;
    countLatched = false;
    statusLatched = false;
    drive(mode() != 0);
    schedule();
  }

  void write(int v) {
    sync();
    switch (control >> 4) {
      case RW_LSB -> count(v);
      case RW_MSB -> count(v << 8);
      default -> {
        if (highNext) {
          highNext = false;
          count(lowByte | v << 8);
        } else {
          highNext = true;
          lowByte = v;
          if (mode() == 0) { // "writing the first byte disables counting; OUT is set low"
            freeze();
            armed = false;
            drive(false);
          }
        }
      }
    }
    schedule();
  }

  /** A whole count is in CR; when it goes to CE is the mode's business. */
  private void count(int value) {
    int binary = bcd() ? fromBcd(value) : value;
    cr = binary == 0 ? modulus() : binary;
    written = true;
    nullCount = true;
    switch (mode()) {
      case 0 -> {
        armed = false;
        drive(false);
        loadAt = tick() + 1;
      }
      case 4 -> loadAt = tick() + 1;
      case 2, 3 -> {
        if (!loaded) {
          loadAt = tick() + 1;
        } // else at the end of the present cycle, or when GATE triggers
      }
      default -> {
        // Modes 1 and 5 load on a trigger.
      }
    }
  }

  void gate(boolean level) {
    if (gate == level) {
      return;
    }
    sync();
    gate = level;
    switch (mode()) {
      case 0, 4 -> {
        if (!level) {
          freeze();
        } else if (loaded && !(mode() == 0 && highNext)) {
          from = tick();
          running = true;
        }
      }
      case 2, 3 -> {
        if (!level) {
          freeze();
          drive(true);
        } else if (written) {
          loadAt = tick() + 1;
        }
      }
      default -> {
        if (level && written) {
          loadAt = tick() + 1;
        }
      }
    }
    schedule();
  }

  // --- Time ------------------------------------------------------------------------------------

  private long tick() {
    return clock.ticksBy(scheduler.now());
  }

  private void catchUp() {
    sync();
    schedule();
  }

  /** Applies, in order, everything that has happened up to now. */
  private void sync() {
    long now = tick();
    if (!wired() && running && !nullCount && (mode() == 2 || mode() == 3) && length > 1) {
      long periods = (now - from) / length; // nobody has seen the edges in between
      from += Math.max(0, periods - 1) * length;
    }
    for (long next = nextEvent(); next <= now; next = nextEvent()) {
      event(next);
    }
  }

  private boolean wired() {
    return line.isConnected();
  }

  private void schedule() {
    long next = wired() ? nextEvent() : NEVER;
    if (next == NEVER) {
      edge.cancel();
    } else {
      long time = clock.timeOf(next);
      if (!edge.isSet() || edge.due() != time) {
        edge.at(time);
      }
    }
  }

  private long nextEvent() {
    return Math.min(Math.min(loadAt, strobeEnd), running ? nextOwn() : NEVER);
  }

  /** The tick of the next edge or reload that the count itself brings. */
  private long nextOwn() {
    return switch (mode()) {
      case 2 -> length == 1 ? NEVER : out ? from + start - 1 : from + start;
      case 3 -> length == 1 ? NEVER : from + half();
      default -> armed ? from + start : NEVER;
    };
  }

  /** Mode 3: how long this half of the cycle lasts; the high one takes the odd tick. */
  private int half() {
    return out ? length + 1 >> 1 : length >> 1;
  }

  private void event(long at) {
    if (at == strobeEnd) {
      strobeEnd = NEVER;
      drive(true);
    } else if (at == loadAt) {
      loadAt = NEVER;
      load(at);
      armed = true;
      running = gate || mode() == 1 || mode() == 5;
      if (mode() == 1) {
        drive(false);
      } else if (mode() == 2 || mode() == 3) {
        drive(true);
      }
    } else {
      switch (mode()) {
        case 2 -> {
          if (out) {
            drive(false);
          } else {
            load(at);
            drive(true);
          }
        }
        case 3 -> {
          out = !out; // first, since the half's length depends on it
          load(at);
          line.set(out);
        }
        default -> {
          armed = false;
          drive(mode() <= 1);
          strobeEnd = mode() >= 4 ? at + 1 : NEVER;
        }
      }
    }
  }

  /** CR goes to CE. */
  private void load(long at) {
    loaded = true;
    nullCount = false;
    length = cr;
    start = mode() == 3 ? cr & ~1 : cr;
    from = at;
  }

  /** CE stops where it is. */
  private void freeze() {
    sync();
    start = count();
    running = false;
  }

  private void drive(boolean level) {
    out = level;
    line.set(level);
  }

  /** CE now. */
  private int count() {
    if (!running) {
      return start;
    }
    long gone = tick() - from;
    return (int) Math.floorMod(start - (mode() == 3 ? 2 * gone : gone), (long) modulus());
  }

  // --- Reading ---------------------------------------------------------------------------------

  /** The counter latch and read-back commands; what is latched already stays. */
  void readBack(boolean count, boolean status) {
    catchUp();
    if (count && !countLatched) {
      countLatched = true;
      latchedCount = shown();
    }
    if (status && !statusLatched) {
      statusLatched = true;
      latchedStatus = (out ? STATUS_OUT : 0) | (nullCount ? STATUS_NULL : 0) | control;
    }
  }

  int read() {
    catchUp();
    int value = peek();
    if (statusLatched) {
      statusLatched = false;
    } else if (control >> 4 == RW_BOTH && !readHighNext) {
      readHighNext = true;
    } else {
      readHighNext = false;
      countLatched = false;
    }
    return value;
  }

  int peek() {
    if (statusLatched) {
      return latchedStatus;
    }
    int value = countLatched ? latchedCount : shown();
    boolean high = control >> 4 == RW_MSB || readHighNext;
    return high ? value >> 8 : value & 0xFF;
  }

  /** CE as the data bus shows it. */
  private int shown() {
    int value = count() % modulus();
    return bcd() ? toBcd(value) : value;
  }

  private int mode() {
    return control >> 1 & 7;
  }

  private boolean bcd() {
    return (control & 1) != 0;
  }

  private int modulus() {
    return bcd() ? 10_000 : 0x10000;
  }

  private static int fromBcd(int v) {
    return (v >> 12) * 1000 + (v >> 8 & 15) * 100 + (v >> 4 & 15) * 10 + (v & 15);
  }

  private static int toBcd(int v) {
    return v / 1000 << 12 | v / 100 % 10 << 8 | v / 10 % 10 << 4 | v % 10;
  }

  void state(StateIo io) {
    gate = io.bit("gate", gate);
    out = io.bit("out", out);
    control = io.i32("control", control);
    cr = io.i32("cr", cr);
    lowByte = io.i32("lowByte", lowByte);
    highNext = io.bit("highNext", highNext);
    readHighNext = io.bit("readHighNext", readHighNext);
    written = io.bit("written", written);
    loaded = io.bit("loaded", loaded);
    nullCount = io.bit("nullCount", nullCount);
    loadAt = io.i64("loadAt", loadAt);
    running = io.bit("running", running);
    length = io.i32("length", length);
    start = io.i32("start", start);
    from = io.i64("from", from);
    armed = io.bit("armed", armed);
    strobeEnd = io.i64("strobeEnd", strobeEnd);
    countLatched = io.bit("countLatched", countLatched);
    latchedCount = io.i32("latchedCount", latchedCount);
    statusLatched = io.bit("statusLatched", statusLatched);
    latchedStatus = io.i32("latchedStatus", latchedStatus);
    line.state(io);
    edge.state(io);
  }
}
