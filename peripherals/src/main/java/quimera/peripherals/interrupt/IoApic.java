package quimera.peripherals.interrupt;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.state.StateIo;

/**
 * The I/O APIC: 24 interrupt inputs, each of which becomes a message to a local APIC as its entry
 * of the redirection table says.
 *
 * <p>Datasheet: Intel 82093AA, 290566-001, section 3.
 *
 * <p>Deviations: messages are delivered at once, so that the delivery status is always idle; there
 * is nobody to arbitrate with; a wire carries "asserted" here, not a voltage, so that the polarity
 * of an entry is kept and changes nothing.
 */
public final class IoApic implements Device, BusTarget {
  /** Where the first one of a board answers. */
  public static final long BASE = 0xFEC00000L;

  /** Bytes that it takes. */
  public static final int SIZE = 0x1000;

  /** Inputs. */
  public static final int PINS = 24;

  private static final int SELECT = 0x00;
  private static final int DATA = 0x10;

  private static final int ID = 0;
  private static final int VERSION = 1;
  private static final int ARBITRATION = 2;
  private static final int TABLE = 0x10;
  private static final int VERSION_VALUE = 0x11 | (PINS - 1) << 16;

  // The low half of an entry.
  private static final int LOGICAL = 1 << 11;
  private static final int REMOTE_IRR = 1 << 14;
  private static final int LEVEL = 1 << 15;
  private static final int MASKED = 1 << 16;
  private static final int WRITABLE = 0x1AFFF;

  /** The local APICs at the far end of the bus. */
  @FunctionalInterface
  public interface Messages {
    /** A message for the APICs of this destination; see the local APIC. */
    void send(int destination, boolean logical, int delivery, int vector, boolean level);
  }

  private final Messages bus;
  private int select;
  private int id;
  private int pins; // levels, a bit each
  private final int[] low = new int[PINS];
  private final int[] high = new int[PINS];

  /** An I/O APIC on this bus. */
  public IoApic(Messages bus) {
    this.bus = bus;
    reset(Reset.POWER_ON);
  }

  /** Input {@code n}, 0-23. */
  public InputLine pin(int n) {
    return level -> {
      boolean was = asserted(n);
      pins = level ? pins | 1 << n : pins & ~(1 << n);
      if ((low[n] & LEVEL) != 0) {
        offer(n);
      } else if (asserted(n) && !was && (low[n] & MASKED) == 0) {
        send(n);
      }
    };
  }

  private boolean asserted(int n) {
    return (pins >> n & 1) != 0;
  }

  /** A level-triggered interrupt goes out once, and again after its end if it still stands. */
  private void offer(int n) {
    if ((low[n] & (LEVEL | MASKED | REMOTE_IRR)) == LEVEL && asserted(n)) {
      low[n] |= REMOTE_IRR;
      send(n);
    }
  }

  private void send(int n) {
    bus.send(
        high[n] >>> 24,
        (low[n] & LOGICAL) != 0,
        low[n] >> 8 & 7,
        low[n] & 0xFF,
        (low[n] & LEVEL) != 0);
  }

  /** A local APIC has ended the service of a level-triggered interrupt. */
  public void endOfInterrupt(int vector) {
    for (int n = 0; n < PINS; n++) {
      if ((low[n] & (REMOTE_IRR | LEVEL)) == (REMOTE_IRR | LEVEL) && (low[n] & 0xFF) == vector) {
        low[n] &= ~REMOTE_IRR;
        offer(n);
      }
    }
  }

  private int register() {
    if (select >= TABLE && select < TABLE + 2 * PINS) {
      int n = (select - TABLE) / 2;
      return (select & 1) == 0 ? low[n] : high[n];
    }
    return switch (select) {
      case ID, ARBITRATION -> id;
      case VERSION -> VERSION_VALUE;
      default -> 0;
    };
  }

  private void setRegister(int value) {
    if (select == ID) {
      id = value & 0x0F000000;
    } else if (select >= TABLE && select < TABLE + 2 * PINS) {
      int n = (select - TABLE) / 2;
      if ((select & 1) == 0) {
        low[n] = low[n] & REMOTE_IRR | value & WRITABLE;
        if ((low[n] & LEVEL) == 0) {
          low[n] &= ~REMOTE_IRR;
        }
        offer(n);
      } else {
        high[n] = value & 0xFF000000;
      }
    }
  }

  @Override
  public long read(int offset, int bytes) {
    return switch (offset & 0xFF) {
      case SELECT -> select;
      case DATA -> register() & 0xFFFFFFFFL;
      default -> 0;
    };
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(read(offset, bytes));
  }

  @Override
  public void write(int offset, int bytes, long value) {
    switch (offset & 0xFF) {
      case SELECT -> select = (int) value & 0xFF;
      case DATA -> setRegister((int) value);
      default -> {} // nothing else is there
    }
  }

  @Override
  public void reset(Reset kind) {
    select = id = 0;
    java.util.Arrays.fill(low, MASKED);
    java.util.Arrays.fill(high, 0);
  }

  @Override
  public void state(StateIo io) {
    select = io.i32("select", select);
    id = io.i32("id", id);
    pins = io.i32("pins", pins);
    io.ints("low", low);
    io.ints("high", high);
  }
}
