package quimera.peripherals.timer;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import quimera.core.device.Device;
import quimera.core.state.StateIo;
import quimera.core.time.Scheduler;

/**
 * A clock chip on a serial bus: seven registers of binary-coded decimals, and 56 bytes that a
 * battery keeps.
 *
 * <p>Datasheet: Maxim DS1338, 19-5861 rev. 3/15.
 *
 * <p>Deviations: no square wave; the time shows 24 hours, even if it was written in 12.
 */
public final class Ds1338 implements Device {
  /** Its address on the bus. */
  public static final int ADDRESS = 0x68;

  // register                                  function
  private static final int SECONDS = 0x00; //  bit 7: halted
  private static final int MINUTES = 0x01;
  private static final int HOURS = 0x02;
  private static final int DAY = 0x03; //      of the week
  private static final int DATE = 0x04;
  private static final int MONTH = 0x05;
  private static final int YEAR = 0x06;
  private static final int CONTROL = 0x07; //  then memory, to 3F
  private static final int REGISTERS = 0x40;

  private static final int CONTROL_DEFAULT = 0xB3;
  private static final int TWELVE_HOURS = 1 << 6;
  private static final int AFTERNOON = 1 << 5;
  private static final int CENTURY = 2000;
  private static final long SECOND = 1_000_000_000L;

  private final Scheduler scheduler;
  private final long epoch;
  private final byte[] memory = new byte[REGISTERS];
  private long offset; // seconds since 1970 at power-on, as the guest has set them
  private int dayOffset; // of the week, which is only counted
  private int pointer;
  private boolean addressed; // the next byte written is the pointer
  private boolean setting; // a transfer has written some of the time
  private final int[] written = new int[CONTROL];

  /**
   * @param epoch seconds since 1970 at power-on
   */
  public Ds1338(Scheduler scheduler, long epoch) {
    this.scheduler = scheduler;
    this.epoch = epoch;
    reset(Reset.POWER_ON);
  }

  /** There is no reset pin; the battery was put in before power-on. */
  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) {
      Arrays.fill(memory, (byte) 0);
      memory[CONTROL] = (byte) CONTROL_DEFAULT;
      offset = epoch;
      dayOffset = 0;
      pointer = 0;
    }
    addressed = false;
    setting = false;
    Arrays.fill(written, 0);
  }

  /** It was addressed. */
  public void start() {
    addressed = true;
  }

  /** Takes a byte: the first is the number of a register, the others go there and on. */
  public void write(int value) {
    if (addressed) {
      pointer = value % REGISTERS;
      addressed = false;
      return;
    }
    if (pointer < CONTROL) {
      setTime(pointer, value);
    } else {
      memory[pointer] = (byte) value;
    }
    pointer = (pointer + 1) % REGISTERS;
  }

  /** The register that the pointer is at; it moves on. */
  public int read() {
    int value = pointer < CONTROL ? time(pointer) : memory[pointer] & 0xFF;
    pointer = (pointer + 1) % REGISTERS;
    return value;
  }

  private LocalDateTime now() {
    return LocalDateTime.ofEpochSecond(offset + scheduler.now() / SECOND, 0, ZoneOffset.UTC);
  }

  private int time(int register) {
    LocalDateTime t = now();
    return switch (register) {
      case SECONDS -> bcd(t.getSecond());
      case MINUTES -> bcd(t.getMinute());
      case HOURS -> bcd(t.getHour());
      case DAY -> Math.floorMod(t.getDayOfWeek().getValue() + dayOffset, 7) + 1;
      case DATE -> bcd(t.getDayOfMonth());
      case MONTH -> bcd(t.getMonthValue());
      default -> bcd(t.getYear() % 100);
    };
  }

  /** The transfer has ended: what was written of the time becomes the time. */
  public void stop() {
    if (!setting) {
      return;
    }
    setting = false;
    int year = CENTURY + within(written[YEAR], 0, 99);
    int month = within(written[MONTH] & 0x1F, 1, 12);
    int longest = YearMonth.of(year, month).lengthOfMonth();
    LocalDateTime set =
        LocalDateTime.of(
            year,
            month,
            within(written[DATE] & 0x3F, 1, longest),
            hour(written[HOURS]),
            within(written[MINUTES] & 0x7F, 0, 59),
            within(written[SECONDS] & 0x7F, 0, 59));
    offset += set.toEpochSecond(ZoneOffset.UTC) - now().toEpochSecond(ZoneOffset.UTC);
    dayOffset = (written[DAY] & 7) - 1 - set.getDayOfWeek().getValue();
  }

  /** A transfer may change some of the registers; the others are those of its first write. */
  private void setTime(int register, int value) {
    if (!setting) {
      for (int i = SECONDS; i <= YEAR; i++) {
        written[i] = time(i);
      }
      setting = true;
    }
    written[register] = value;
  }

  private static int hour(int value) {
    if ((value & TWELVE_HOURS) == 0) {
      return within(value & 0x3F, 0, 23);
    }
    return within(value & 0x1F, 1, 12) % 12 + ((value & AFTERNOON) != 0 ? 12 : 0);
  }

  private static int bcd(int value) {
    return value / 10 << 4 | value % 10;
  }

  private static int within(int bcd, int least, int most) {
    int value = (bcd >> 4) * 10 + (bcd & 0xF);
    return Math.max(least, Math.min(most, value));
  }

  @Override
  public void state(StateIo io) {
    io.bytes("memory", memory);
    offset = io.i64("offset", offset);
    dayOffset = io.i32("dayOffset", dayOffset);
    pointer = io.i32("pointer", pointer);
    addressed = io.bit("addressed", addressed);
    setting = io.bit("setting", setting);
    io.ints("written", written);
  }
}
