package quimera.peripherals.arm;

import java.util.Arrays;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * A smart card interface with nothing in its slot: keeps what it is set to and waits for a card.
 *
 * <p>Datasheet: ARM PrimeCell Smart Card Interface (PL131), DDI 0228A, chapter 3.
 *
 * <p>Deviations: there is no card, so that the transmit FIFO only fills.
 */
public final class Pl131 extends PrimeCell {
  //                       register           access  function
  private static final int SCI_DATA = 0x00; //    R/W FIFOs
  private static final int SCI_CR2 = 0x0C; //     W   starts and ends a card's session
  private static final int SCI_FIFO_STATUS = 0x60; // R; W clears the FIFOs
  private static final int SCI_TX_COUNT = 0x64; // R
  private static final int SCI_RX_COUNT = 0x68; // R
  private static final int SCI_IMSC = 0x6C; //    R/W
  private static final int SCI_RIS = 0x70; //     R
  private static final int SCI_MIS = 0x74; //     R
  private static final int SCI_ICR = 0x78; //     W
  private static final int SETTINGS_END = 0x60;

  private static final int TX_FULL = 1;
  private static final int TX_EMPTY = 1 << 1;
  private static final int RX_EMPTY = 1 << 3;
  private static final int INT_TX_LEVEL = 1 << 13;
  private static final int DEPTH = 8;

  /** SCIINTR, all requests together. */
  public final OutputLine irq = new OutputLine("irq");

  private final int[] settings = new int[SETTINGS_END / 4];
  private int mask;
  private int txSize;

  /** An interface with an empty slot. */
  public Pl131() {
    super(0x131, 0, 0);
  }

  @Override
  public void reset(Reset kind) {
    Arrays.fill(settings, 0);
    mask = 0;
    txSize = 0;
  }

  @Override
  public void settle() {
    update();
  }

  @Override
  int value(int register) {
    if (register == SCI_DATA || register == SCI_CR2) {
      return 0;
    }
    if (register < SETTINGS_END) {
      return settings[register / 4];
    }
    return switch (register) {
      case SCI_FIFO_STATUS ->
          RX_EMPTY | (txSize == 0 ? TX_EMPTY : 0) | (txSize == DEPTH ? TX_FULL : 0);
      case SCI_TX_COUNT -> txSize;
      case SCI_RX_COUNT -> 0;
      case SCI_IMSC -> mask;
      case SCI_RIS -> requests();
      case SCI_MIS -> requests() & mask;
      default -> 0;
    };
  }

  /** SCITIDE, register 1C, holds the level of the transmit FIFO in bits 3-0. */
  private int requests() {
    return txSize <= (settings[0x1C / 4] & 0xF) ? INT_TX_LEVEL : 0;
  }

  @Override
  void store(int register, int value) {
    if (register == SCI_DATA) {
      txSize = Math.min(DEPTH, txSize + 1);
    } else if (register < SETTINGS_END) {
      settings[register / 4] = value & 0xFFFF;
    }
    switch (register) {
      case SCI_TX_COUNT -> txSize = 0;
      case SCI_IMSC -> mask = value & 0x7FFF;
      case SCI_ICR -> {
        // What is requested here follows from the FIFO, and cannot be dropped.
      }
      default -> {
        // Done above, or a register that cannot be written.
      }
    }
    update();
  }

  private void update() {
    irq.set((requests() & mask) != 0);
  }

  @Override
  public void state(StateIo io) {
    io.ints("settings", settings);
    mask = io.i32("mask", mask);
    txSize = io.i32("txSize", txSize);
    irq.state(io);
  }
}
