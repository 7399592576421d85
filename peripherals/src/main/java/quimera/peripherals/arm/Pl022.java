package quimera.peripherals.arm;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A synchronous serial port, master of a bus (SPI) that is free: what comes in is all ones, or, in
 * loopback, what goes out.
 *
 * <p>Datasheet: ARM PrimeCell Synchronous Serial Port (PL022), DDI 0194H, chapter 3.
 *
 * <p>Deviations: as a slave it waits for a clock that never comes; no DMA requests.
 */
public final class Pl022 extends PrimeCell {
  //                       register       access  function
  private static final int SSPCR0 = 0x00; //  R/W rate, format, size
  private static final int SSPCR1 = 0x04; //  R/W slave output, master or slave, enable, loopback
  private static final int SSPDR = 0x08; //   R/W FIFOs
  private static final int SSPSR = 0x0C; //   R   status
  private static final int SSPCPSR = 0x10; // R/W prescale divisor, even
  private static final int SSPIMSC = 0x14; // R/W
  private static final int SSPRIS = 0x18; //  R
  private static final int SSPMIS = 0x1C; //  R
  private static final int SSPICR = 0x20; //  W
  private static final int SSPDMACR = 0x24; // R/W

  private static final int CR1_LOOPBACK = 1;
  private static final int CR1_ENABLE = 1 << 1;
  private static final int CR1_SLAVE = 1 << 2;
  private static final int SR_TX_EMPTY = 1;
  private static final int SR_TX_NOT_FULL = 1 << 1;
  private static final int SR_RX_NOT_EMPTY = 1 << 2;
  private static final int SR_RX_FULL = 1 << 3;
  private static final int SR_BUSY = 1 << 4;
  private static final int INT_OVERRUN = 1;
  private static final int INT_TIMEOUT = 1 << 1;
  private static final int INT_RX = 1 << 2;
  private static final int INT_TX = 1 << 3;
  private static final int DEPTH = 8;

  /** SSPINTR, all requests together. */
  public final OutputLine irq = new OutputLine("irq");

  private final Clock clock;
  private final Alarm shifted;
  private final Alarm timedOut;

  private int control0;
  private int control1;
  private int prescale;
  private int mask;
  private int latched; // overrun and timeout
  private int dma;
  private final int[] tx = new int[DEPTH];
  private int txHead;
  private int txSize;
  private final int[] rx = new int[DEPTH];
  private int rxHead;
  private int rxSize;
  private int frame;

  /**
   * @param clock SSPCLK
   */
  public Pl022(Clock clock, Scheduler scheduler) {
    super(0x022, 1, 0);
    this.clock = clock;
    shifted = scheduler.alarm("shifted", this::shifted);
    timedOut = scheduler.alarm("timedOut", this::timedOut);
  }

  @Override
  public void reset(Reset kind) {
    control0 = 0;
    control1 = 0;
    prescale = 0;
    mask = 0;
    latched = 0;
    dma = 0;
    txHead = 0;
    txSize = 0;
    rxHead = 0;
    rxSize = 0;
    frame = 0;
  }

  @Override
  public void settle() {
    shifted.cancel();
    timedOut.cancel();
    update();
  }

  @Override
  int value(int register) {
    return switch (register) {
      case SSPCR0 -> control0;
      case SSPCR1 -> control1;
      case SSPDR -> rxSize == 0 ? 0 : rx[rxHead];
      case SSPSR -> status();
      case SSPCPSR -> prescale;
      case SSPIMSC -> mask;
      case SSPRIS -> requests();
      case SSPMIS -> requests() & mask;
      case SSPDMACR -> dma;
      default -> 0;
    };
  }

  private int status() {
    return (txSize == 0 ? SR_TX_EMPTY : 0)
        | (txSize < DEPTH ? SR_TX_NOT_FULL : 0)
        | (rxSize != 0 ? SR_RX_NOT_EMPTY : 0)
        | (rxSize == DEPTH ? SR_RX_FULL : 0)
        | (txSize != 0 || shifted.isSet() ? SR_BUSY : 0);
  }

  private int requests() {
    return latched | (rxSize >= DEPTH / 2 ? INT_RX : 0) | (txSize <= DEPTH / 2 ? INT_TX : 0);
  }

  @Override
  int load(int register) {
    int value = value(register);
    if (register == SSPDR && rxSize != 0) {
      rxHead = (rxHead + 1) % DEPTH;
      rxSize--;
      if (rxSize == 0) {
        timedOut.cancel();
      }
      update();
    }
    return value;
  }

  @Override
  void store(int register, int value) {
    switch (register) {
      case SSPCR0 -> control0 = value & 0xFFFF;
      case SSPCR1 -> {
        control1 = value & 0xF;
        shift();
      }
      case SSPDR -> {
        if (txSize < DEPTH) {
          tx[(txHead + txSize++) % DEPTH] = value & dataMask();
          shift();
        }
      }
      case SSPCPSR -> prescale = value & 0xFE;
      case SSPIMSC -> mask = value & 0xF;
      case SSPICR -> latched &= ~value;
      case SSPDMACR -> dma = value & 3;
      default -> {
        return;
      }
    }
    update();
  }

  private int dataBits() {
    return (control0 & 0xF) + 1;
  }

  private int dataMask() {
    return (1 << dataBits()) - 1;
  }

  private long time(int bits) {
    return clock.timeOf((long) bits * Math.max(2, prescale) * ((control0 >> 8) + 1));
  }

  private void shift() {
    boolean master = (control1 & (CR1_ENABLE | CR1_SLAVE)) == CR1_ENABLE;
    if (master && txSize != 0 && !shifted.isSet()) {
      frame = tx[txHead];
      txHead = (txHead + 1) % DEPTH;
      txSize--;
      shifted.in(time(dataBits()));
    }
  }

  private void shifted() {
    int in = (control1 & CR1_LOOPBACK) != 0 ? frame : dataMask();
    if (rxSize == DEPTH) {
      latched |= INT_OVERRUN;
    } else {
      rx[(rxHead + rxSize++) % DEPTH] = in;
      timedOut.in(time(32));
    }
    shift();
    update();
  }

  private void timedOut() {
    latched |= INT_TIMEOUT;
    update();
  }

  private void update() {
    irq.set((requests() & mask) != 0);
  }

  @Override
  public void state(StateIo io) {
    control0 = io.i32("control0", control0);
    control1 = io.i32("control1", control1);
    prescale = io.i32("prescale", prescale);
    mask = io.i32("mask", mask);
    latched = io.i32("latched", latched);
    dma = io.i32("dma", dma);
    io.ints("tx", tx);
    txHead = io.i32("txHead", txHead);
    txSize = io.i32("txSize", txSize);
    io.ints("rx", rx);
    rxHead = io.i32("rxHead", rxHead);
    rxSize = io.i32("rxSize", rxSize);
    frame = io.i32("frame", frame);
    shifted.state(io);
    timedOut.state(io);
    irq.state(io);
  }
}
