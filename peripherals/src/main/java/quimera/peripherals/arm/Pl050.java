package quimera.peripherals.arm;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;
import quimera.peripherals.input.Ps2Device;

/**
 * A PS/2 socket: clocks bytes in from a keyboard or mouse, and out to it.
 *
 * <p>Datasheet: ARM PrimeCell PS2 Keyboard/Mouse Interface (PL050), DDI 0143C, chapter 3.
 *
 * <p>Deviations: a byte takes 880 µs on the cable (11 bits at 12.5 kHz) whatever the clock divisor;
 * the parity is always right; the lines are not seen moving.
 */
public final class Pl050 extends PrimeCell {
  //                      register   access  reset  function
  private static final int KMICR = 0x00; //     R/W 00  control
  private static final int KMISTAT = 0x04; //   R   43  status
  private static final int KMIDATA = 0x08; //   R/W 00  the byte received; W sends
  private static final int KMICLKDIV = 0x0C; // R/W 00  divides KMIREFCLK to 8 MHz
  private static final int KMIIR = 0x10; //     R   00  requests

  private static final int CR_EN = 1 << 2;
  private static final int CR_TX_INTR_EN = 1 << 3;
  private static final int CR_RX_INTR_EN = 1 << 4;
  private static final int STAT_LINES_HIGH = 3; // data and clock
  private static final int STAT_RX_PARITY = 1 << 2;
  private static final int STAT_RX_BUSY = 1 << 3;
  private static final int STAT_RX_FULL = 1 << 4;
  private static final int STAT_TX_BUSY = 1 << 5;
  private static final int STAT_TX_EMPTY = 1 << 6;
  private static final int IR_RX = 1;
  private static final int IR_TX = 1 << 1;
  private static final long BYTE_NS = 880_000;

  /** KMIINTR, both requests together. */
  public final OutputLine irq = new OutputLine("irq");

  private final Ps2Device device;
  private final Alarm clockedIn;
  private final Alarm clockedOut;

  private int control;
  private int clockDivisor;
  private int received;
  private boolean full;
  private int sending;

  /**
   * @param device what is plugged in
   */
  public Pl050(Scheduler scheduler, Ps2Device device) {
    super(0x050, 1, 0);
    this.device = device;
    clockedIn = scheduler.alarm("clockedIn", this::clockedIn);
    clockedOut = scheduler.alarm("clockedOut", this::clockedOut);
    device.connect(this::listen);
  }

  @Override
  public void reset(Reset kind) {
    control = 0;
    clockDivisor = 0;
    received = 0;
    full = false;
    sending = 0;
  }

  @Override
  public void settle() {
    clockedIn.cancel();
    clockedOut.cancel();
    update();
  }

  @Override
  int value(int register) {
    return switch (register) {
      case KMICR -> control;
      case KMISTAT -> status();
      case KMIDATA -> received;
      case KMICLKDIV -> clockDivisor;
      case KMIIR -> requests();
      default -> 0;
    };
  }

  private int status() {
    boolean odd = (Integer.bitCount(received) & 1) == 0;
    return STAT_LINES_HIGH
        | (full && odd ? STAT_RX_PARITY : 0)
        | (clockedIn.isSet() ? STAT_RX_BUSY : 0)
        | (full ? STAT_RX_FULL : 0)
        | (clockedOut.isSet() ? STAT_TX_BUSY : STAT_TX_EMPTY);
  }

  @Override
  int load(int register) {
    int value = value(register);
    if (register == KMIDATA) {
      full = false;
      listen();
      update();
    }
    return value;
  }

  @Override
  void store(int register, int value) {
    switch (register) {
      case KMICR -> {
        control = value & 0x3F;
        listen();
      }
      case KMIDATA -> {
        if ((control & CR_EN) != 0 && !clockedOut.isSet()) {
          sending = value & 0xFF;
          clockedIn.cancel(); // the host's request to send takes the clock line
          clockedOut.in(BYTE_NS);
        }
      }
      case KMICLKDIV -> clockDivisor = value & 0xF;
      default -> {
        return;
      }
    }
    update();
  }

  /** Lets the device begin with its next byte if it has one and the register is free. */
  private void listen() {
    boolean open = (control & CR_EN) != 0 && !full && !clockedOut.isSet();
    if (!open) {
      clockedIn.cancel();
    } else if (device.waiting() && !clockedIn.isSet()) {
      clockedIn.in(BYTE_NS);
    }
  }

  private void clockedIn() {
    if (device.waiting()) {
      received = device.take();
      full = true;
    }
    update();
  }

  private void clockedOut() {
    device.receive(sending);
    listen();
    update();
  }

  private int requests() {
    boolean rx = full && (control & CR_RX_INTR_EN) != 0;
    boolean tx = !clockedOut.isSet() && (control & CR_TX_INTR_EN) != 0;
    return (rx ? IR_RX : 0) | (tx ? IR_TX : 0);
  }

  private void update() {
    irq.set(requests() != 0);
  }

  @Override
  public void state(StateIo io) {
    control = io.i32("control", control);
    clockDivisor = io.i32("clockDivisor", clockDivisor);
    received = io.i32("received", received);
    full = io.bit("full", full);
    sending = io.i32("sending", sending);
    clockedIn.state(io);
    clockedOut.state(io);
    irq.state(io);
  }
}
