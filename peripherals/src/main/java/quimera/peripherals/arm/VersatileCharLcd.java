package quimera.peripherals.arm;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * The Versatile boards' interface to a display of two lines of sixteen characters, with that
 * display's controller.
 *
 * <p>Datasheet: DUI 0225D, section 4.5; Hitachi HD44780U, ADE-207-272(Z).
 *
 * <p>Deviations: no characters of one's own, no shifting; every command takes 40 µs.
 */
public final class VersatileCharLcd implements Device, BusTarget {
  //                       register         access  function
  private static final int CHAR_COM = 0x00; //  W   command; R starts reading the status
  private static final int CHAR_DAT = 0x04; //  W   character; R starts reading one
  private static final int CHAR_RD = 0x08; //   R   what was read
  private static final int CHAR_RAW = 0x0C; //  R/W bit 0: the access has ended; W clears
  private static final int CHAR_MASK = 0x10; // R/W
  private static final int CHAR_STAT = 0x14; // R

  // Commands: the highest bit that is set tells which.
  private static final int SET_ADDRESS = 0x80;
  private static final int HOME = 0x02;
  private static final int CLEAR = 0x01;

  private static final int MEMORY = 0x80;
  private static final int SECOND_LINE = 0x40;
  private static final int COLUMNS = 16;
  private static final long ACCESS_NS = 40_000;

  /** The interrupt of an access that has ended. */
  public final OutputLine irq = new OutputLine("irq");

  private final Alarm ended;
  private final byte[] characters = new byte[MEMORY];
  private int address;
  private int readData;
  private int pendingRead;
  private boolean done;
  private boolean enabled;

  /** A display of blanks. */
  public VersatileCharLcd(Scheduler scheduler) {
    ended = scheduler.alarm("ended", this::ended);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    Arrays.fill(characters, (byte) ' ');
    address = 0;
    readData = 0;
    pendingRead = 0;
    done = false;
    enabled = false;
  }

  @Override
  public void settle() {
    ended.cancel();
    update();
  }

  /** What is shown, in two lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COLUMNS; i++) {
      text.append((char) (characters[i] & 0xFF));
    }
    text.append('\n');
    for (int i = 0; i < COLUMNS; i++) {
      text.append((char) (characters[SECOND_LINE + i] & 0xFF));
    }
    return text.toString();
  }

  @Override
  public long read(int offset, int bytes) {
    if (offset == CHAR_COM) {
      begin(address);
    } else if (offset == CHAR_DAT) {
      begin(characters[address] & 0xFF);
      address = (address + 1) % MEMORY;
    }
    return value(offset);
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(value(offset));
  }

  private int value(int offset) {
    return switch (offset) {
      case CHAR_RD -> readData;
      case CHAR_RAW -> done ? 1 : 0;
      case CHAR_MASK -> enabled ? 1 : 0;
      case CHAR_STAT -> done && enabled ? 1 : 0;
      default -> 0;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    switch (offset) {
      case CHAR_COM -> {
        command(v);
        begin(0);
      }
      case CHAR_DAT -> {
        characters[address] = (byte) v;
        address = (address + 1) % MEMORY;
        begin(0);
      }
      case CHAR_RAW -> done = false;
      case CHAR_MASK -> enabled = (v & 1) != 0;
      default -> {
        // Nothing there, or nothing that can be written.
      }
    }
    update();
  }

  private void command(int value) {
    if ((value & SET_ADDRESS) != 0) {
      address = value & MEMORY - 1;
    } else if (value == CLEAR) {
      Arrays.fill(characters, (byte) ' ');
      address = 0;
    } else if ((value & ~1) == HOME) {
      address = 0;
    }
  }

  private void begin(int read) {
    pendingRead = read;
    ended.in(ACCESS_NS);
  }

  private void ended() {
    readData = pendingRead;
    done = true;
    update();
  }

  private void update() {
    irq.set(done && enabled);
  }

  @Override
  public void state(StateIo io) {
    io.bytes("characters", characters);
    address = io.i32("address", address);
    readData = io.i32("readData", readData);
    pendingRead = io.i32("pendingRead", pendingRead);
    done = io.bit("done", done);
    enabled = io.bit("enabled", enabled);
    ended.state(io);
    irq.state(io);
  }
}
