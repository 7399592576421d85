package quimera.peripherals.timer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Keeps the date and the PC's configuration bytes behind a battery, and interrupts by the clock.
 *
 * <p>Datasheet: Motorola MC146818A Real-Time Clock Plus RAM, ADI1026R2 (1988), with the 128 bytes
 * and the missing square-wave pin of the PC's later parts; ports 70h and 71h and the NMI mask after
 * the IBM PC/AT Technical Reference 6280070, section 1, "Real-Time Clock".
 *
 * <p>Deviations: no daylight saving (DSE is kept, nothing happens); any divider but 010 (32.768
 * kHz) stops the clock; registers show their old value until an update has ended.
 */
public final class Mc146818Rtc implements Device, BusTarget {
  // offset                access  function
  private static final int INDEX = 0; // W D6-0 register, D7 masks the NMI
  //                          1   R/W  the register

  // register              function
  private static final int SECONDS = 0x00;
  private static final int SECONDS_ALARM = 0x01;
  private static final int MINUTES = 0x02;
  private static final int MINUTES_ALARM = 0x03;
  private static final int HOURS = 0x04;
  private static final int HOURS_ALARM = 0x05;
  private static final int DAY_OF_WEEK = 0x06; // Sunday is 1
  private static final int DAY = 0x07;
  private static final int MONTH = 0x08;
  private static final int YEAR = 0x09;
  private static final int A = 0x0A; // UIP DV2-0 RS3-0
  private static final int B = 0x0B; // SET PIE AIE UIE SQWE DM 24/12 DSE
  private static final int C = 0x0C; // IRQF PF AF UF, read-only; a read clears it
  private static final int D = 0x0D; // VRT, read-only
  // 0x0E-0x7F: RAM, of which the PC keeps the century (BCD) at 0x32
  private static final int CENTURY = 0x32;

  private static final int A_UIP = 0x80;
  private static final int A_DIVIDER = 0x70;
  private static final int A_DIVIDER_RUN = 0x20;
  private static final int A_DIVIDER_RESET = 0x60; // 110 and 111
  private static final int B_SET = 0x80;
  private static final int B_UIE = 0x10;
  private static final int B_SQWE = 0x08;
  private static final int B_BINARY = 0x04;
  private static final int B_24H = 0x02;
  private static final int C_IRQF = 0x80;
  private static final int PERIODIC = 0x40; // PIE in B, PF in C
  private static final int ALARM = 0x20; // AIE, AF
  private static final int UPDATE = 0x10; // UIE, UF
  private static final int PM = 0x80; // in the hours of 12-hour mode
  private static final int ANY = 0xC0; // an alarm byte with both bits set matches always

  private static final long SECOND = 1_000_000_000L;
  private static final int DAY_SECONDS = 86_400;

  /** UIP rises this long before an update has ended: tBUC 244 us and tUC 1984 us. */
  private static final long UIP_NS = (244 + 1984) * 1_000L;

  /** The interrupt request (the inverse of the IRQ pin). */
  public final OutputLine irq8 = new OutputLine("irq8");

  private final Scheduler scheduler;
  private final Clock crystal = Clock.hertz("rtc crystal", 32_768);
  private final Alarm next;

  private final byte[] ram = new byte[128];
  private int index;
  private boolean nmiMasked;
  private long origin; // the time of update number 0: the divider chain's phase
  private long updated; // the updates that the registers show
  private long periodSeen; // the crystal's tick, from the origin, up to which PF is right

  /**
   * A clock with a good battery, set to BCD and 24 hours.
   *
   * @param epoch the date and time at power-on, as the guest shall see it, in seconds since
   *     1970-01-01 00:00
   */
  public Mc146818Rtc(Scheduler scheduler, long epoch) {
    this.scheduler = scheduler;
    next = scheduler.alarm("next", this::catchUp);
    ram[A] = A_DIVIDER_RUN | 6;
    ram[B] = B_24H;
    LocalDateTime start = LocalDateTime.ofEpochSecond(epoch, 0, ZoneOffset.UTC);
    show(start.toLocalDate(), start.toLocalTime().toSecondOfDay());
    ram[CENTURY] = (byte) encode(start.getYear() / 100 % 100);
    ram[DAY_OF_WEEK] = (byte) encode(start.getDayOfWeek().getValue() % 7 + 1);
  }

  /** Sets a configuration byte, as the board's maker or the last set-up run has left it. */
  public void setCmos(int register, int value) {
    ram[register] = (byte) value;
  }

  /** A configuration byte. */
  public int cmos(int register) {
    return ram[register] & 0xFF;
  }

  /** Whether port 70h holds the non-maskable interrupt off. */
  public boolean nmiMasked() {
    return nmiMasked;
  }

  /** The RESET pin; time, date and RAM are behind the battery and stay. */
  @Override
  public void reset(Reset kind) {
    ram[B] &= ~(PERIODIC | ALARM | UPDATE | B_SQWE);
    ram[C] = 0;
    index = 0;
    nmiMasked = false;
  }

  @Override
  public void settle() {
    catchUp();
  }

  @Override
  public long read(int offset, int bytes) {
    if (offset == INDEX) {
      return 0xFF; // write-only on the AT
    }
    catchUp();
    long value = value();
    if (index == C) {
      ram[C] = 0;
      arm();
    }
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(offset == INDEX ? 0xFF : value());
  }

  private int value() {
    return switch (index) {
      case A -> ram[A] & 0xFF | (updateInProgress() ? A_UIP : 0);
      case D -> 0x80;
      default -> ram[index] & 0xFF;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    if (offset == INDEX) {
      index = v & 0x7F;
      nmiMasked = (v & 0x80) != 0;
      return;
    }
    catchUp();
    switch (index) {
      case A -> setA(v & 0x7F);
      case B -> ram[B] = (byte) ((v & B_SET) != 0 ? v & ~B_UIE : v);
      case C, D -> {
        // Read-only.
      }
      default -> ram[index] = (byte) v;
    }
    arm();
  }

  private void setA(int v) {
    boolean held = (ram[A] & A_DIVIDER_RESET) == A_DIVIDER_RESET;
    ram[A] = (byte) v;
    if (held && running()) { // "the first update cycle begins one-half second later"
      origin = scheduler.now() - SECOND / 2;
      updated = 0;
    }
    periodSeen = chainTicks();
  }

  // --- Time ------------------------------------------------------------------------------------

  private boolean running() {
    return (ram[A] & A_DIVIDER) == A_DIVIDER_RUN;
  }

  private boolean counting() {
    return running() && (ram[B] & B_SET) == 0;
  }

  private boolean updateInProgress() {
    return counting() && SECOND - Math.floorMod(scheduler.now() - origin, SECOND) <= UIP_NS;
  }

  private long chainTicks() {
    return crystal.ticksBy(scheduler.now() - origin);
  }

  /** Crystal ticks between periodic interrupts (table 5), 0 for none. */
  private int period() {
    int rate = ram[A] & 0xF;
    return rate == 0 ? 0 : 1 << (rate < 3 ? rate + 6 : rate - 1);
  }

  /** Brings registers, flags and the line to now. */
  private void catchUp() {
    long now = scheduler.now();
    long updates = Math.floorDiv(now - origin, SECOND);
    if (counting() && updates > updated) {
      advance(updates - updated);
    }
    updated = updates; // while SET or without a clock, updates do not happen
    long ticks = chainTicks();
    if (running() && period() != 0 && ticks / period() > periodSeen / period()) {
      ram[C] |= PERIODIC;
    }
    periodSeen = ticks;
    arm();
  }

  /** IRQ, and the alarm for the next flag that would raise it. */
  private void arm() {
    int enabled = ram[B] & (PERIODIC | ALARM | UPDATE);
    boolean request = (ram[C] & enabled) != 0;
    ram[C] = (byte) (request ? ram[C] | C_IRQF : ram[C] & ~C_IRQF);
    irq8.set(request);
    int wanted = enabled & ~ram[C];
    long due = Long.MAX_VALUE;
    if (counting() && (wanted & (UPDATE | ALARM)) != 0) {
      due = origin + (updated + 1) * SECOND;
    }
    if (running() && (wanted & PERIODIC) != 0 && period() != 0) {
      long tick = (periodSeen / period() + 1) * period();
      due = Math.min(due, origin + crystal.timeOf(tick));
    }
    if (due == Long.MAX_VALUE) {
      next.cancel();
    } else {
      next.at(due);
    }
  }

  /** So many update cycles: seconds pass, UF and perhaps AF are set. */
  private void advance(long seconds) {
    ram[C] |= UPDATE;
    int before = hours(ram[HOURS]) * 3600 + decode(ram[MINUTES]) * 60 + decode(ram[SECONDS]);
    if (alarmBetween(before, seconds)) {
      ram[C] |= ALARM;
    }
    long after = before + seconds;
    int days = (int) (after / DAY_SECONDS);
    int weekday = decode(ram[DAY_OF_WEEK]);
    show(date().plusDays(days), (int) (after % DAY_SECONDS));
    ram[DAY_OF_WEEK] = (byte) encode(Math.floorMod(weekday - 1 + days, 7) + 1);
  }

  private boolean alarmBetween(int before, long seconds) {
    for (int s = 1; s <= Math.min(seconds, DAY_SECONDS); s++) {
      int time = (before + s) % DAY_SECONDS;
      if (matches(ram[SECONDS_ALARM], time % 60)
          && matches(ram[MINUTES_ALARM], time / 60 % 60)
          && ((ram[HOURS_ALARM] & ANY) == ANY || hours(ram[HOURS_ALARM]) == time / 3600)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte alarm, int value) {
    return (alarm & ANY) == ANY || decode(alarm) == value;
  }

  /** The date in the registers; the chip knows two digits of the year and leaps every fourth. */
  private LocalDate date() {
    int year = 2000 + decode(ram[YEAR]) % 100;
    try {
      return LocalDate.of(year, decode(ram[MONTH]), decode(ram[DAY]));
    } catch (DateTimeException e) { // the guest has set a 30th of February or the like
      return LocalDate.of(year, 1, 1)
          .plusMonths(Math.max(0, decode(ram[MONTH]) - 1))
          .plusDays(Math.max(0, decode(ram[DAY]) - 1));
    }
  }

  private void show(LocalDate date, int secondOfDay) {
    ram[SECONDS] = (byte) encode(secondOfDay % 60);
    ram[MINUTES] = (byte) encode(secondOfDay / 60 % 60);
    int hour = secondOfDay / 3600;
    if ((ram[B] & B_24H) != 0) {
      ram[HOURS] = (byte) encode(hour);
    } else {
      ram[HOURS] = (byte) (encode((hour + 11) % 12 + 1) | (hour >= 12 ? PM : 0));
    }
    ram[DAY] = (byte) encode(date.getDayOfMonth());
    ram[MONTH] = (byte) encode(date.getMonthValue());
    ram[YEAR] = (byte) encode(date.getYear() % 100);
  }

  private int hours(byte register) {
    if ((ram[B] & B_24H) != 0) {
      return decode(register);
    }
    return decode((byte) (register & ~PM)) % 12 + ((register & PM) != 0 ? 12 : 0);
  }

  private int encode(int value) {
    return (ram[B] & B_BINARY) != 0 ? value : value / 10 << 4 | value % 10;
  }

  private int decode(byte register) {
    int v = register & 0xFF;
    return (ram[B] & B_BINARY) != 0 ? v : (v >> 4) * 10 + (v & 15);
  }

  @Override
  public void state(StateIo io) {
    io.bytes("ram", ram);
    index = io.i32("index", index);
    nmiMasked = io.bit("nmiMasked", nmiMasked);
    origin = io.i64("origin", origin);
    updated = io.i64("updated", updated);
    periodSeen = io.i64("periodSeen", periodSeen);
    irq8.state(io);
    next.state(io);
  }
}
