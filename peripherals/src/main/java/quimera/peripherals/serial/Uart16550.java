package quimera.peripherals.serial;

import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.CharPort;
import quimera.core.host.CharSink;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A serial line: bytes out to a sink and in from a queue, at the rate that the guest has set.
 *
 * <p>Datasheet: National Semiconductor PC16550D, June 1995 (registers: section 8); the older parts
 * after its table of differences; OUT2 as the interrupt's gate after the IBM Asynchronous Adapter,
 * 6361508.
 *
 * <p>Deviations: the host at the other end waits while the receiver is full, so that only loopback
 * can overrun; it sends no errors and no breaks; a byte reaches the transmitter's shift register at
 * once; DMA mode has no pins to show.
 */
public final class Uart16550 implements Device, BusTarget, CharPort {
  /** What the part can do. */
  public enum Variant {
    /** The first: no scratch register. */
    INS8250,
    /** With a scratch register. */
    NS16450,
    /** With FIFOs of sixteen bytes. */
    NS16550A
  }

  // offset                access  function
  private static final int RBR_THR = 0; // R receive, W transmit; with DLAB the divisor's low byte
  private static final int IER = 1; //     R/W interrupt enables; with DLAB the divisor's high byte
  private static final int IIR_FCR = 2; // R interrupt identification, W FIFO control
  private static final int LCR = 3; //     R/W line control
  private static final int MCR = 4; //     R/W modem control
  private static final int LSR = 5; //     R line status
  private static final int MSR = 6; //     R modem status
  //                       7      R/W scratch

  private static final int IER_RDA = 1;
  private static final int IER_THRE = 1 << 1;
  private static final int IER_LINE = 1 << 2;
  private static final int IER_MODEM = 1 << 3;
  private static final int IIR_NONE = 0x01;
  private static final int IIR_MODEM = 0x00;
  private static final int IIR_THRE = 0x02;
  private static final int IIR_RDA = 0x04;
  private static final int IIR_LINE = 0x06;
  private static final int IIR_TIMEOUT = 0x0C;
  private static final int IIR_FIFOS = 0xC0;
  private static final int FCR_ENABLE = 1;
  private static final int FCR_CLEAR_RX = 1 << 1;
  private static final int FCR_CLEAR_TX = 1 << 2;
  private static final int[] TRIGGER = {1, 4, 8, 14}; // FCR bits 7 and 6
  private static final int LCR_STOP = 1 << 2;
  private static final int LCR_PARITY = 1 << 3;
  private static final int LCR_BREAK = 1 << 6;
  private static final int LCR_DLAB = 1 << 7;
  private static final int MCR_OUT2 = 1 << 3;
  private static final int MCR_LOOP = 1 << 4;
  private static final int LSR_DR = 1;
  private static final int LSR_OE = 1 << 1;
  private static final int LSR_FE = 1 << 3;
  private static final int LSR_BI = 1 << 4;
  private static final int LSR_THRE = 1 << 5;
  private static final int LSR_TEMT = 1 << 6;
  private static final int LSR_FIFO_ERROR = 1 << 7;
  private static final int MSR_RI = 1 << 6;
  private static final int MSR_CONNECTED = 0xB0; // CTS, DSR and DCD

  private static final int DEPTH = 16;
  private static final int EMPTY = -1;
  private static final int BREAK = 0x100; // in the shift register: a break, for loopback

  /** The interrupt request, gated by OUT2. */
  public final OutputLine irq;

  private final Variant variant;
  private final Clock clock;
  private final CharSink sink;
  private final Alarm transmitted;
  private final Alarm arrived;
  private final Alarm timedOut;

  private int divisor;
  private int ier;
  private int fcr;
  private int lcr;
  private int mcr;
  private int scratch;
  private int errors; // OE, and PE, FE, BI of the byte at the head
  private int msr;
  private boolean threPending;
  private boolean timeoutPending;
  private final int[] rx = new int[DEPTH]; // a byte each, its errors in bits 8 and up
  private int rxHead;
  private int rxSize;
  private final int[] tx = new int[DEPTH];
  private int txHead;
  private int txSize;
  private int shift; // in the transmitter's shift register, or EMPTY
  private final InputQueue input = new InputQueue();

  /**
   * A serial port as PCs have it: a 16550A on 1.8432 MHz.
   *
   * @param sink the far end; with {@link CharSink#NONE} the modem lines are inactive
   */
  public Uart16550(Scheduler scheduler, CharSink sink) {
    this("irq", Variant.NS16550A, Clock.hertz("uart", 1_843_200), scheduler, sink);
  }

  /**
   * A serial port.
   *
   * @param name of its interrupt line, for example {@code irq4}
   * @param clock the baud rate generator's, 1.8432 MHz on a PC
   * @param sink the far end; with {@link CharSink#NONE} the modem lines are inactive
   */
  public Uart16550(String name, Variant variant, Clock clock, Scheduler scheduler, CharSink sink) {
    this.variant = variant;
    this.clock = clock;
    this.sink = sink;
    irq = new OutputLine(name);
    transmitted = scheduler.alarm("transmitted", this::transmitted);
    arrived = scheduler.alarm("arrived", this::arrived);
    timedOut = scheduler.alarm("timedOut", this::timedOut);
    reset(Reset.POWER_ON);
  }

  /** The MR pin (table I of the data sheet); the divisor and the scratch register keep theirs. */
  @Override
  public void reset(Reset kind) {
    if (kind == Reset.POWER_ON) {
      divisor = 12; // 9600 baud; the chip's is undefined
      scratch = 0;
    }
    ier = 0;
    fcr = 0;
    lcr = 0;
    mcr = 0;
    msr = modemInputs();
    threPending = false;
    clearRx();
    clearTx();
    shift = EMPTY;
  }

  @Override
  public void settle() {
    transmitted.cancel();
    timedOut.cancel();
    arm();
    update();
  }

  // --- Registers -------------------------------------------------------------------------------

  private boolean latchOpen() {
    return (lcr & LCR_DLAB) != 0;
  }

  private boolean fifos() {
    return (fcr & FCR_ENABLE) != 0;
  }

  @Override
  public long read(int offset, int bytes) {
    int value = value(offset);
    switch (offset) {
      case RBR_THR -> {
        if (!latchOpen()) {
          takeReceived();
        }
      }
      case IIR_FCR -> {
        if ((value & 0x0F) == IIR_THRE) {
          threPending = false;
        }
      }
      case LSR -> {
        errors = 0;
        rx[rxHead] &= 0xFF; // the byte stays, its errors have been told
      }
      case MSR -> msr &= 0xF0;
      default -> {
        return value;
      }
    }
    update();
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(value(offset));
  }

  private int value(int offset) {
    return switch (offset) {
      case RBR_THR -> latchOpen() ? divisor & 0xFF : rx[rxHead] & 0xFF;
      case IER -> latchOpen() ? divisor >> 8 : ier;
      case IIR_FCR -> identification() | (fifos() ? IIR_FIFOS : 0);
      case LCR -> lcr;
      case MCR -> mcr;
      case LSR -> lineStatus();
      case MSR -> msr;
      default -> variant == Variant.INS8250 ? 0xFF : scratch;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    switch (offset) {
      case RBR_THR -> {
        if (latchOpen()) {
          divisor = divisor & 0xFF00 | v;
        } else {
          transmit(v);
        }
      }
      case IER -> {
        if (latchOpen()) {
          divisor = divisor & 0xFF | v << 8;
        } else {
          setInterruptEnables(v & 0x0F);
        }
      }
      case IIR_FCR -> setFifoControl(v);
      case LCR -> setLineControl(v);
      case MCR -> {
        mcr = v & 0x1F;
        modemChanged();
      }
      case LSR, MSR -> {
        // "LSR is intended for read operations only", and so is MSR.
      }
      default -> scratch = v;
    }
    update();
  }

  private int identification() {
    if ((ier & IER_LINE) != 0 && errors != 0) {
      return IIR_LINE;
    }
    if ((ier & IER_RDA) != 0 && rxSize >= trigger()) {
      return IIR_RDA;
    }
    if ((ier & IER_RDA) != 0 && timeoutPending) {
      return IIR_TIMEOUT;
    }
    if ((ier & IER_THRE) != 0 && threPending) {
      return IIR_THRE;
    }
    return (ier & IER_MODEM) != 0 && (msr & 0x0F) != 0 ? IIR_MODEM : IIR_NONE;
  }

  private int lineStatus() {
    int status = errors | (rxSize != 0 ? LSR_DR : 0);
    if (txSize == 0) {
      status |= LSR_THRE | (shift == EMPTY ? LSR_TEMT : 0);
    }
    if (fifos()) {
      for (int i = 0; i < rxSize; i++) {
        status |= rx[(rxHead + i) % DEPTH] >> 8 != 0 ? LSR_FIFO_ERROR : 0;
      }
    }
    return status;
  }

  /** Enabling the transmitter's interrupt while it is empty raises it at once. */
  private void setInterruptEnables(int v) {
    if ((v & ~ier & IER_THRE) != 0 && txSize == 0) {
      threPending = true;
    }
    ier = v;
  }

  private void setFifoControl(int v) {
    if (variant != Variant.NS16550A) {
      return;
    }
    boolean toggled = ((v ^ fcr) & FCR_ENABLE) != 0; // "when changing modes, the FIFOs are cleared"
    if (toggled || (v & FCR_CLEAR_RX) != 0) {
      clearRx();
      timedOut.cancel();
    }
    if (toggled || (v & FCR_CLEAR_TX) != 0) {
      threPending |= txSize != 0;
      clearTx();
    }
    fcr = (v & FCR_ENABLE) != 0 ? v & 0xC9 : 0;
    arm();
  }

  private void setLineControl(int v) {
    boolean breakBegins = (v & ~lcr & LCR_BREAK) != 0;
    lcr = v;
    if (breakBegins && loop() && shift == EMPTY) {
      shift = BREAK;
      transmitted.in(characterTime());
    }
  }

  // --- Transmitter -----------------------------------------------------------------------------

  /** Start, data, parity and stop bits, at sixteen clocks a bit; in ns. */
  private long characterTime() {
    int dataBits = 5 + (lcr & 3);
    int halfBits = 2 + 2 * dataBits + ((lcr & LCR_PARITY) != 0 ? 2 : 0);
    halfBits += (lcr & LCR_STOP) == 0 ? 2 : dataBits == 5 ? 3 : 4;
    return clock.timeOf(8L * halfBits * Math.max(1, divisor));
  }

  private void transmit(int v) {
    threPending = false;
    update(); // the request falls, even if it rises again below
    if (!fifos()) {
      txHead = 0;
      txSize = 0; // an unsent byte is overwritten
    }
    if (txSize < DEPTH) {
      tx[(txHead + txSize++) % DEPTH] = v;
    }
    if (shift == EMPTY) {
      nextCharacter();
    }
  }

  private void nextCharacter() {
    shift = tx[txHead] & 0xFF >> 3 - (lcr & 3);
    txHead = (txHead + 1) % DEPTH;
    txSize--;
    if (txSize == 0) {
      threPending = true;
    }
    transmitted.in(characterTime());
  }

  private void transmitted() {
    int value = shift;
    shift = EMPTY;
    if (loop()) {
      boolean spacing = (lcr & LCR_BREAK) != 0 || value == BREAK;
      store(spacing ? (LSR_BI | LSR_FE) << 8 : value);
    } else if ((lcr & LCR_BREAK) == 0 && value != BREAK) {
      sink.send(value);
    }
    if (txSize != 0) {
      nextCharacter();
    }
    update();
  }

  private void clearTx() {
    txHead = 0;
    txSize = 0;
  }

  // --- Receiver --------------------------------------------------------------------------------

  /** A byte from the host joins the line's queue. */
  @Override
  public void receive(int value) {
    input.add(value);
    arm();
  }

  private int room() {
    return (fifos() ? DEPTH : 1) - rxSize;
  }

  /** The next byte is on the line if there is one, somebody listens and has room for it. */
  private void arm() {
    if (input.isEmpty() || loop() || room() == 0) {
      arrived.cancel();
    } else if (!arrived.isSet()) {
      arrived.in(characterTime());
    }
  }

  private void arrived() {
    int value = input.take() & 0xFF >> 3 - (lcr & 3);
    store(value);
    arm();
    update();
  }

  private void store(int entry) {
    if (room() > 0) {
      rx[(rxHead + rxSize++) % DEPTH] = entry;
      if (rxSize == 1) {
        errors |= entry >> 8;
      }
    } else {
      errors |= LSR_OE;
      if (!fifos()) {
        rx[rxHead] = entry; // the unread byte is lost; with FIFOs it is the new one
      }
    }
    watchTimeout();
  }

  private void takeReceived() {
    timeoutPending = false;
    if (rxSize != 0) {
      rxSize--;
      if (fifos()) {
        rxHead = (rxHead + 1) % DEPTH; // without, the register shows the old byte until the next
      }
      if (rxSize != 0) {
        errors |= rx[rxHead] >> 8;
      }
      watchTimeout();
      arm();
    }
  }

  /** Bytes that have lain in the FIFO for four character times ask for attention. */
  private void watchTimeout() {
    if (fifos() && rxSize != 0) {
      timedOut.in(4 * characterTime());
    } else {
      timedOut.cancel();
    }
  }

  private void timedOut() {
    timeoutPending = true;
    update();
  }

  private int trigger() {
    return fifos() ? TRIGGER[fcr >> 6] : 1;
  }

  private void clearRx() {
    rxHead = 0;
    rxSize = 0;
    errors = 0;
    timeoutPending = false;
  }

  // --- Modem lines and the interrupt -----------------------------------------------------------

  private boolean loop() {
    return (mcr & MCR_LOOP) != 0;
  }

  /** The upper half of MSR; in loopback the outputs come back as inputs. */
  private int modemInputs() {
    if (!loop()) {
      return sink == CharSink.NONE ? 0 : MSR_CONNECTED;
    }
    int swapped = (mcr & 1) << 1 | (mcr & 2) >> 1; // DTR is DSR, RTS is CTS
    return (swapped | mcr & 0x0C) << 4; // OUT1 is RI, OUT2 is DCD
  }

  private void modemChanged() {
    int inputs = modemInputs();
    int changed = (msr ^ inputs) & 0xF0;
    int ended = msr & ~inputs & MSR_RI; // TERI: only the end of a ring counts
    msr = inputs | msr & 0x0F | (changed & ~MSR_RI | ended) >> 4;
    arm();
  }

  private void update() {
    boolean gated = (mcr & MCR_OUT2) != 0 && !loop(); // loopback holds the OUT2 pin inactive
    irq.set(gated && identification() != IIR_NONE);
  }

  @Override
  public void state(StateIo io) {
    divisor = io.i32("divisor", divisor);
    ier = io.i32("ier", ier);
    fcr = io.i32("fcr", fcr);
    lcr = io.i32("lcr", lcr);
    mcr = io.i32("mcr", mcr);
    scratch = io.i32("scratch", scratch);
    errors = io.i32("errors", errors);
    msr = io.i32("msr", msr);
    threPending = io.bit("threPending", threPending);
    timeoutPending = io.bit("timeoutPending", timeoutPending);
    io.ints("rx", rx);
    rxHead = io.i32("rxHead", rxHead);
    rxSize = io.i32("rxSize", rxSize);
    io.ints("tx", tx);
    txHead = io.i32("txHead", txHead);
    txSize = io.i32("txSize", txSize);
    shift = io.i32("shift", shift);
    input.state(io);
    irq.state(io);
    transmitted.state(io);
    arrived.state(io);
    timedOut.state(io);
  }
}
