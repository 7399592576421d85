package quimera.peripherals.network;

import quimera.core.state.StateIo;

/**
 * A physical layer chip at the far end of two wires that a driver moves bit by bit: its registers,
 * and a link that is up at 100 Mbit/s, full duplex.
 *
 * <p>Datasheet: IEEE 802.3, clause 22.2.4; registers 0 to 5 and the identification of the LAN91C111
 * (SMSC, revision C, section 9).
 *
 * <p>Deviations: auto-negotiation is over at once; registers beyond 5 read as zero.
 */
final class MiiPhy {
  private static final int CONTROL = 0;
  private static final int STATUS = 1;
  private static final int ID1 = 2;
  private static final int ID2 = 3;
  private static final int ADVERTISEMENT = 4;
  private static final int PARTNER = 5;

  private static final int CONTROL_RESET = 1 << 15;
  private static final int CONTROL_RESTART = 1 << 9;
  private static final int CONTROL_DEFAULT = 0x3000; // 100 Mbit/s, negotiates
  private static final int STATUS_ALL = 0x782D; // all of 10 and 100 Mbit/s, negotiated, link up
  private static final int EVERYTHING = 0x01E1;

  // A frame: 01, two bits of operation, five of address, five of register, two to turn, sixteen.
  private static final int HEADER_BITS = 14;
  private static final int FRAME_BITS = 32;
  private static final int READ = 2;

  private final int address;
  private int control;
  private int advertisement;
  private int shift;
  private int bits; // of the frame that have gone by; 0 while idle
  private int output;

  MiiPhy(int address) {
    this.address = address;
    reset();
  }

  void reset() {
    control = CONTROL_DEFAULT;
    advertisement = EVERYTHING;
    shift = 0;
    bits = 0;
    output = 0xFFFF;
  }

  /** What the data wire carries while the driver listens. */
  boolean data() {
    int n = bits - HEADER_BITS - 2;
    return n < 0 ? bits < HEADER_BITS + 1 : n >= 16 || (output >> 15 - n & 1) != 0;
  }

  /**
   * The clock rises.
   *
   * @param data what the driver puts on the wire; ones if it only listens
   */
  void clock(boolean data) {
    if (bits == 0 && data) {
      return; // the preamble
    }
    shift = shift << 1 | (data ? 1 : 0);
    bits++;
    if (bits == 2 && (shift & 3) != 1) {
      bits = 0;
    } else if (bits == HEADER_BITS) {
      boolean mine = (shift >> 5 & 0x1F) == address;
      output = mine && operation() == READ ? register(shift & 0x1F) : 0xFFFF;
    } else if (bits == FRAME_BITS) {
      int header = shift >>> FRAME_BITS - HEADER_BITS;
      if ((header >> 10 & 3) == 1 && (header >> 5 & 0x1F) == address) {
        write(header & 0x1F, shift & 0xFFFF);
      }
      bits = 0;
      shift = 0;
    }
  }

  private int operation() {
    return shift >> 10 & 3;
  }

  private int register(int n) {
    return switch (n) {
      case CONTROL -> control;
      case STATUS -> STATUS_ALL;
      case ID1 -> 0x0016;
      case ID2 -> 0xF840;
      case ADVERTISEMENT -> advertisement;
      case PARTNER -> EVERYTHING | 1 << 14;
      default -> 0;
    };
  }

  private void write(int n, int value) {
    if (n == CONTROL) {
      control = (value & CONTROL_RESET) != 0 ? CONTROL_DEFAULT : value & ~CONTROL_RESTART;
    } else if (n == ADVERTISEMENT) {
      advertisement = value;
    }
  }

  void state(StateIo io) {
    control = io.i32("control", control);
    advertisement = io.i32("advertisement", advertisement);
    shift = io.i32("shift", shift);
    bits = io.i32("bits", bits);
    output = io.i32("output", output);
  }
}
