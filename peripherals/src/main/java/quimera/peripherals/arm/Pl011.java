package quimera.peripherals.arm;

import quimera.core.host.CharPort;
import quimera.core.host.CharSink;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.serial.InputQueue;

/**
 * A serial line: bytes out to a sink and in from a queue, through two FIFOs, at the rate that the
 * guest has set.
 *
 * <p>Datasheet: ARM PrimeCell UART (PL011), DDI 0183G, chapter 3; when interrupts rise and fall:
 * section 2.8.
 *
 * <p>Deviations: the host at the other end waits while the receiver is full, so that only loopback
 * can overrun; it sends no errors and no breaks; no IrDA, no DMA requests; a divisor of 0 counts as
 * 1.
 */
public final class Pl011 extends PrimeCell implements CharPort {
  //                 register       access  reset  function
  private static final int DR = 0x00; //    R/W        data, with the byte's errors in bits 8 to 11
  private static final int RSR = 0x04; //   R/W   000  errors of the byte read last; W clears
  private static final int FR = 0x18; //    R          flags
  private static final int ILPR = 0x20; //  R/W   000  IrDA's low-power divisor
  private static final int IBRD = 0x24; //  R/W   000  divisor; both take effect with LCR_H
  private static final int FBRD = 0x28; //  R/W   000  its fraction, in 64ths
  private static final int LCR_H = 0x2C; // R/W   000  frame
  private static final int CR = 0x30; //    R/W   300  control
  private static final int IFLS = 0x34; //  R/W   012  trigger levels
  private static final int IMSC = 0x38; //  R/W   000  interrupts enabled
  private static final int RIS = 0x3C; //   R     000  requests
  private static final int MIS = 0x40; //   R     000  requests that are enabled
  private static final int ICR = 0x44; //   W          1 drops the request
  private static final int DMACR = 0x48; // R/W   000

  private static final int FR_CTS = 1;
  private static final int FR_DSR = 1 << 1;
  private static final int FR_DCD = 1 << 2;
  private static final int FR_BUSY = 1 << 3;
  private static final int FR_RXFE = 1 << 4;
  private static final int FR_TXFF = 1 << 5;
  private static final int FR_RXFF = 1 << 6;
  private static final int FR_TXFE = 1 << 7;
  private static final int FR_RI = 1 << 8;
  private static final int MODEM = FR_CTS | FR_DSR | FR_DCD | FR_RI;
  private static final int LCR_BRK = 1;
  private static final int LCR_PEN = 1 << 1;
  private static final int LCR_STP2 = 1 << 3;
  private static final int LCR_FEN = 1 << 4;
  private static final int CR_UARTEN = 1;
  private static final int CR_LBE = 1 << 7;
  private static final int CR_TXE = 1 << 8;
  private static final int CR_RXE = 1 << 9;
  private static final int CR_OUTPUTS = 10; // DTR, RTS, OUT1, OUT2 from this bit on
  private static final int INT_RX = 1 << 4;
  private static final int INT_TX = 1 << 5;
  private static final int INT_RT = 1 << 6;
  private static final int INT_FE = 1 << 7;
  private static final int INT_OE = 1 << 10;
  private static final int ALL_INTS = 0x7FF;
  private static final int ERR_BREAK = 1 << 10 | 1 << 8; // BE and FE in DR
  private static final int ERR_OVERRUN = 1 << 11;

  /** An access over the peripheral bus, some clocks of 24 MHz: a driver that polls feels it. */
  private static final long ACCESS_NS = 333;

  private static final int DEPTH = 16;
  private static final int[] TRIGGER = {2, 4, 8, 12, 14, 14, 14, 14}; // of 16, by a field of IFLS
  private static final int TIMEOUT_BITS = 32;
  private static final int EMPTY = -1;

  /** UARTINTR, all requests together. */
  public final OutputLine irq = new OutputLine("irq");

  private final Clock clock;
  private final Scheduler scheduler;
  private final CharSink sink;
  private final Alarm transmitted;
  private final Alarm arrived;
  private final Alarm timedOut;

  private int lineControl;
  private int control;
  private int integer;
  private int fraction;
  private int divisor; // in 64ths, as it was when LCR_H was written
  private int levels;
  private int mask;
  private int requests;
  private int lowPower;
  private int dma;
  private int lastErrors;
  private boolean overrun;
  private int modem;
  private final int[] rx = new int[DEPTH]; // a byte each, its errors as in DR
  private int rxHead;
  private int rxSize;
  private final int[] tx = new int[DEPTH];
  private int txHead;
  private int txSize;
  private int shift = EMPTY; // in the transmitter's shift register
  private final InputQueue input = new InputQueue();

  /**
   * A serial port.
   *
   * @param clock UARTCLK
   * @param sink the far end; with {@link CharSink#NONE} the modem lines are inactive
   */
  public Pl011(Clock clock, Scheduler scheduler, CharSink sink) {
    super(0x011, 1, 0);
    this.clock = clock;
    this.scheduler = scheduler;
    this.sink = sink;
    transmitted = scheduler.alarm("transmitted", this::transmitted);
    arrived = scheduler.alarm("arrived", this::arrived);
    timedOut = scheduler.alarm("timedOut", this::timedOut);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    lineControl = 0;
    control = CR_TXE | CR_RXE;
    integer = 0;
    fraction = 0;
    divisor = 0;
    levels = 0x12;
    mask = 0;
    requests = 0;
    lowPower = 0;
    dma = 0;
    lastErrors = 0;
    overrun = false;
    modem = modemInputs();
    rxHead = 0;
    rxSize = 0;
    txHead = 0;
    txSize = 0;
    shift = EMPTY;
  }

  @Override
  public void settle() {
    transmitted.cancel();
    timedOut.cancel();
    arrived.cancel();
    arm();
    update();
  }

  // --- Registers -------------------------------------------------------------------------------

  @Override
  int value(int register) {
    return switch (register) {
      case DR -> rx[rxHead];
      case RSR -> lastErrors >> 8 | (overrun ? ERR_OVERRUN >> 8 : 0);
      case FR -> flags();
      case ILPR -> lowPower;
      case IBRD -> integer;
      case FBRD -> fraction;
      case LCR_H -> lineControl;
      case CR -> control;
      case IFLS -> levels;
      case IMSC -> mask;
      case RIS -> requests;
      case MIS -> requests & mask;
      case DMACR -> dma;
      default -> 0;
    };
  }

  @Override
  int load(int register) {
    int value = value(register);
    if (register == DR) {
      takeReceived();
      update();
    } else if (register == FR) {
      scheduler.stall(ACCESS_NS);
    }
    return value;
  }

  @Override
  void store(int register, int value) {
    switch (register) {
      case DR -> transmit(value & 0xFF);
      case RSR -> {
        lastErrors = 0;
        overrun = false;
      }
      case ILPR -> lowPower = value & 0xFF;
      case IBRD -> integer = value & 0xFFFF;
      case FBRD -> fraction = value & 0x3F;
      case LCR_H -> setLineControl(value & 0xFF);
      case CR -> setControl(value & 0xFF87);
      case IFLS -> levels = value & 0x3F;
      case IMSC -> mask = value & ALL_INTS;
      case ICR -> requests &= ~value;
      case DMACR -> dma = value & 7;
      default -> {
        return;
      }
    }
    update();
  }

  private int flags() {
    return modem
        | (shift != EMPTY || txSize != 0 ? FR_BUSY : 0)
        | (rxSize == 0 ? FR_RXFE : 0)
        | (txSize == depth() ? FR_TXFF : 0)
        | (rxSize == depth() ? FR_RXFF : 0)
        | (txSize == 0 ? FR_TXFE : 0);
  }

  /** Bytes that each FIFO takes; without FIFOs, one in a holding register. */
  private int depth() {
    return (lineControl & LCR_FEN) != 0 ? DEPTH : 1;
  }

  private int rxTrigger() {
    return depth() == 1 ? 1 : TRIGGER[levels >> 3 & 7];
  }

  private int txTrigger() {
    return depth() == 1 ? 0 : TRIGGER[levels & 7];
  }

  private void setLineControl(int value) {
    boolean toggled = ((value ^ lineControl) & LCR_FEN) != 0;
    boolean breakBegins = (value & ~lineControl & LCR_BRK) != 0;
    lineControl = value;
    divisor = integer * 64 + fraction;
    if (toggled) {
      rxSize = 0;
      txSize = 0;
    }
    if (breakBegins && loop()) {
      receiveEntry(ERR_BREAK);
    }
    arm();
  }

  private void setControl(int value) {
    control = value;
    int inputs = modemInputs();
    int changed = modem ^ inputs;
    modem = inputs;
    // RI, CTS, DCD, DSR are bits 0-3 of the interrupts, but 8, 0, 2, 1 of the flags.
    requests |= changed >> 8 & 1 | (changed & 1) << 1 | changed & 4 | (changed & 2) << 2;
    if (transmitting() && shift == EMPTY && txSize != 0) {
      nextCharacter();
    }
    arm();
  }

  // --- Transmitter -----------------------------------------------------------------------------

  private boolean transmitting() {
    return (control & (CR_UARTEN | CR_TXE)) == (CR_UARTEN | CR_TXE);
  }

  /** Time on the line of so many bits, in ns: sixteen times the divisor of UARTCLK each. */
  private long time(int bits) {
    return clock.timeOf((long) bits * Math.max(64, divisor) / 4);
  }

  private long characterTime() {
    int bits = 7 + (lineControl >> 5 & 3); // start, 5 to 8, stop
    bits += (lineControl & LCR_PEN) != 0 ? 1 : 0;
    bits += (lineControl & LCR_STP2) != 0 ? 1 : 0;
    return time(bits);
  }

  private int dataMask() {
    return 0xFF >> 3 - (lineControl >> 5 & 3);
  }

  private void transmit(int value) {
    if (txSize == depth()) {
      return; // "the data is lost" (section 3.3.1)
    }
    tx[(txHead + txSize++) % DEPTH] = value;
    if (txSize > txTrigger()) {
      requests &= ~INT_TX;
    }
    if (transmitting() && shift == EMPTY) {
      nextCharacter();
    }
  }

  /** The request rises as the FIFO falls through its level, not because it is below. */
  private void nextCharacter() {
    shift = tx[txHead] & dataMask();
    txHead = (txHead + 1) % DEPTH;
    txSize--;
    if (txSize == txTrigger()) {
      requests |= INT_TX;
    }
    transmitted.in(characterTime());
  }

  private void transmitted() {
    int value = shift;
    shift = EMPTY;
    if (loop()) {
      receiveEntry((lineControl & LCR_BRK) != 0 ? ERR_BREAK : value);
    } else if ((lineControl & LCR_BRK) == 0) {
      sink.send(value);
    }
    if (txSize != 0 && transmitting()) {
      nextCharacter();
    }
    update();
  }

  // --- Receiver --------------------------------------------------------------------------------

  /** A byte from the host joins the line's queue. */
  @Override
  public void receive(int value) {
    input.add(value);
    arm();
  }

  private boolean receiving() {
    return (control & (CR_UARTEN | CR_RXE)) == (CR_UARTEN | CR_RXE);
  }

  /** The next byte is on the line if there is one, somebody listens and has room for it. */
  private void arm() {
    if (input.isEmpty() || loop() || !receiving() || rxSize == depth()) {
      arrived.cancel();
    } else if (!arrived.isSet()) {
      arrived.in(characterTime());
    }
  }

  private void arrived() {
    receiveEntry(input.take() & dataMask());
    arm();
    update();
  }

  private void receiveEntry(int entry) {
    if (!receiving()) {
      return;
    }
    if (rxSize == depth()) {
      overrun = true;
      requests |= INT_OE;
      return;
    }
    rx[(rxHead + rxSize++) % DEPTH] = entry;
    requests |= (entry >> 8 & 7) * INT_FE;
    if (rxSize == rxTrigger()) {
      requests |= INT_RX;
    }
    timedOut.in(time(TIMEOUT_BITS));
  }

  private void takeReceived() {
    lastErrors = rx[rxHead] & 0x700;
    if (rxSize == 0) {
      return;
    }
    rxSize--;
    rxHead = (rxHead + 1) % DEPTH;
    if (rxSize < rxTrigger()) {
      requests &= ~INT_RX;
    }
    if (rxSize == 0) {
      requests &= ~INT_RT;
      timedOut.cancel();
    }
    arm();
  }

  private void timedOut() {
    requests |= INT_RT;
    update();
  }

  // --- Modem lines and the interrupt -----------------------------------------------------------

  private boolean loop() {
    return (control & CR_LBE) != 0;
  }

  /** The modem's lines as FR shows them; in loopback the outputs come back as inputs. */
  private int modemInputs() {
    if (!loop()) {
      return sink == CharSink.NONE ? 0 : FR_CTS | FR_DSR | FR_DCD;
    }
    int outputs = control >> CR_OUTPUTS;
    int looped = (outputs & 1) << 1 | (outputs & 2) >> 1 | outputs & 4 | (outputs & 8) << 5;
    return looped & MODEM;
  }

  private void update() {
    irq.set((requests & mask) != 0);
  }

  @Override
  public void state(StateIo io) {
    lineControl = io.i32("lineControl", lineControl);
    control = io.i32("control", control);
    integer = io.i32("integer", integer);
    fraction = io.i32("fraction", fraction);
    divisor = io.i32("divisor", divisor);
    levels = io.i32("levels", levels);
    mask = io.i32("mask", mask);
    requests = io.i32("requests", requests);
    lowPower = io.i32("lowPower", lowPower);
    dma = io.i32("dma", dma);
    lastErrors = io.i32("lastErrors", lastErrors);
    overrun = io.bit("overrun", overrun);
    modem = io.i32("modem", modem);
    io.ints("rx", rx);
    rxHead = io.i32("rxHead", rxHead);
    rxSize = io.i32("rxSize", rxSize);
    io.ints("tx", tx);
    txHead = io.i32("txHead", txHead);
    txSize = io.i32("txSize", txSize);
    shift = io.i32("shift", shift);
    input.state(io);
    transmitted.state(io);
    arrived.state(io);
    timedOut.state(io);
    irq.state(io);
  }
}
