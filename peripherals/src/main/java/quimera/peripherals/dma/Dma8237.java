package quimera.peripherals.dma;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.state.StateIo;

/**
 * Moves blocks between devices and memory on four channels, without the processor.
 *
 * <p>Datasheet: Intel 8237A High Performance Programmable DMA Controller, order number 231466-005;
 * the word-wide use of the second controller after the IBM PC/AT Technical Reference 6280070,
 * section 1, "System Board DMA".
 *
 * <p>Deviations: a transfer takes no bus time and is made when the device asks, so single, demand
 * and block mode move the same bytes; priority between channels and compressed timing thus have
 * nothing to decide; a software request moves nothing unless it is memory-to-memory;
 * memory-to-memory transfers (unusable on an AT, whose page registers hold one page for both) move
 * a whole block at the software request.
 */
public final class Dma8237 implements Device, BusTarget {
  // offset A3-A0                access  function
  //        0, 2, 4, 6           R/W     address of channel 0-3, low byte first
  //        1, 3, 5, 7           R/W     word count of channel 0-3, low byte first
  private static final int COMMAND = 8; //      W command; R status
  private static final int REQUEST = 9; //      W one request bit
  private static final int MASK_ONE = 10; //    W one mask bit
  private static final int MODE = 11; //        W mode of one channel
  private static final int CLEAR_FLIP_FLOP = 12;
  private static final int MASTER_CLEAR = 13; // W master clear; R temporary register
  private static final int CLEAR_MASK = 14; //  W clears all mask bits
  private static final int MASK_ALL = 15; //    W all mask bits; R the same on later parts

  private static final int COMMAND_MEMORY_TO_MEMORY = 1;
  private static final int COMMAND_HOLD_CHANNEL_0 = 1 << 1;
  private static final int COMMAND_DISABLE = 1 << 2;
  private static final int MODE_AUTOINIT = 1 << 4;
  private static final int MODE_DECREMENT = 1 << 5;
  private static final int TRANSFER = 3 << 2;
  private static final int TRANSFER_WRITE = 1 << 2; // device to memory
  private static final int TRANSFER_READ = 2 << 2; //  memory to device
  private static final int KIND = 3 << 6;
  private static final int KIND_CASCADE = 3 << 6;
  private static final int ON = 1 << 2; // in the request and mask registers

  private final int unit; // bytes a transfer: 1, or 2 where A0 carries the controller's A1
  private final Bus bus;
  private final IntUnaryOperator pages;
  private final BooleanSupplier granted; // HLDA reaches this controller
  private final Channel[] channels = new Channel[4];

  private int command;
  private int requests; // DREQ pins, bits 0-3
  private int softRequests;
  private int masks;
  private int reached; // terminal counts since the last status read
  private int temporary;
  private boolean highByte; // the flip-flop

  /**
   * A controller whose ports lie one apart.
   *
   * @param unit bytes a transfer, 1 or 2
   * @param bus what the controller sees as memory
   * @param pages the page register of each channel: A16-A23, without A16 if two bytes wide
   * @param granted whether a hold request would reach the processor: the cascade's state
   */
  public Dma8237(int unit, Bus bus, IntUnaryOperator pages, BooleanSupplier granted) {
    this.unit = unit;
    this.bus = bus;
    this.pages = pages;
    this.granted = granted;
    for (int n = 0; n < channels.length; n++) {
      channels[n] = new Channel(n);
    }
    reset(Reset.POWER_ON);
  }

  /** DREQ/DACK {@code n}, 0-3. */
  public DmaChannel channel(int n) {
    return channels[n];
  }

  /** Whether channel {@code n} passes another controller's requests on. */
  boolean cascades(int n) {
    return (command & COMMAND_DISABLE) == 0
        && (masks >> n & 1) == 0
        && (channels[n].mode & KIND) == KIND_CASCADE;
  }

  /** RESET and the master clear do the same. */
  @Override
  public void reset(Reset kind) {
    command = 0;
    softRequests = 0;
    masks = 0xF;
    reached = 0;
    temporary = 0;
    highByte = false;
    if (kind == Reset.POWER_ON) {
      for (Channel channel : channels) {
        channel.powerOn();
      }
    }
  }

  @Override
  public long read(int offset, int bytes) {
    long value = value(offset);
    if (offset < COMMAND) {
      highByte = !highByte;
    } else if (offset == COMMAND) {
      reached = 0;
    }
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    return OptionalLong.of(value(offset));
  }

  private int value(int offset) {
    if (offset < COMMAND) {
      Channel channel = channels[offset >> 1];
      int word = (offset & 1) == 0 ? channel.address : channel.count;
      return highByte ? word >> 8 : word & 0xFF;
    }
    return switch (offset) {
      case COMMAND -> reached | (requests | softRequests) << 4;
      case MASTER_CLEAR -> temporary;
      case MASK_ALL -> 0xF0 | masks;
      default -> 0xFF;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    int v = (int) value & 0xFF;
    int bit = 1 << (v & 3);
    switch (offset) {
      case COMMAND -> command = v;
      case REQUEST -> {
        softRequests = (v & ON) != 0 ? softRequests | bit : softRequests & ~bit;
        if (bit == 1 && (v & ON) != 0) {
          memoryToMemory();
        }
      }
      case MASK_ONE -> masks = (v & ON) != 0 ? masks | bit : masks & ~bit;
      case MODE -> channels[v & 3].mode = v & 0xFC;
      case CLEAR_FLIP_FLOP -> highByte = false;
      case MASTER_CLEAR -> reset(Reset.WARM);
      case CLEAR_MASK -> masks = 0;
      case MASK_ALL -> masks = v & 0xF;
      default -> {
        channels[offset >> 1].program((offset & 1) == 0, v, highByte);
        highByte = !highByte;
      }
    }
  }

  /** Channel 0 reads, the temporary register holds, channel 1 writes (231466 page 5). */
  private void memoryToMemory() {
    if ((command & (COMMAND_MEMORY_TO_MEMORY | COMMAND_DISABLE)) != COMMAND_MEMORY_TO_MEMORY
        || !granted.getAsBoolean()) {
      return;
    }
    Channel source = channels[0];
    Channel target = channels[1];
    boolean done = false;
    while (!done) {
      temporary = bus.read8(source.physical());
      bus.write8(target.physical(), temporary);
      if ((command & COMMAND_HOLD_CHANNEL_0) == 0) {
        source.advance(1);
      }
      target.advance(1);
      done = target.count == 0xFFFF;
    }
    softRequests &= ~1;
    target.end();
  }

  @Override
  public void state(StateIo io) {
    command = io.i32("command", command);
    requests = io.i32("requests", requests);
    softRequests = io.i32("softRequests", softRequests);
    masks = io.i32("masks", masks);
    reached = io.i32("reached", reached);
    temporary = io.i32("temporary", temporary);
    highByte = io.bit("highByte", highByte);
    for (Channel channel : channels) {
      io.section("channel" + channel.number, channel::state);
    }
  }

  /** One channel: base and current registers, and the transfers that its device asks for. */
  private final class Channel implements DmaChannel {
    private final int number;
    private int mode;
    private int baseAddress;
    private int baseCount;
    private int address;
    private int count; // transfers left, less one
    private boolean ended; // the last transfer brought the terminal count

    Channel(int number) {
      this.number = number;
    }

    void powerOn() {
      mode = 0;
      baseAddress = 0;
      baseCount = 0;
      address = 0;
      count = 0;
      ended = false;
    }

    /** A byte goes to the base and the current register at once. */
    void program(boolean toAddress, int v, boolean high) {
      int base = toAddress ? baseAddress : baseCount;
      int word = high ? base & 0xFF | v << 8 : base & 0xFF00 | v;
      if (toAddress) {
        baseAddress = word;
        address = high ? address & 0xFF | v << 8 : address & 0xFF00 | v;
      } else {
        baseCount = word;
        count = high ? count & 0xFF | v << 8 : count & 0xFF00 | v;
      }
    }

    @Override
    public void request(boolean asserted) {
      requests = asserted ? requests | 1 << number : requests & ~(1 << number);
    }

    @Override
    public boolean ready() {
      return (command & COMMAND_DISABLE) == 0
          && (masks >> number & 1) == 0
          && (mode & KIND) != KIND_CASCADE
          && granted.getAsBoolean();
    }

    @Override
    public boolean terminalCount() {
      return ended;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return transfer(buffer, offset, length, TRANSFER_READ);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
      return transfer(buffer, offset, length, TRANSFER_WRITE);
    }

    private int transfer(byte[] buffer, int offset, int length, int direction) {
      ended = false;
      boolean moves = (mode & TRANSFER) == direction;
      int done = 0;
      while (!ended && length - done >= unit && ready()) {
        int run = run((length - done) / unit);
        int bytes = run * unit;
        if (moves && direction == TRANSFER_READ) {
          bus.read(physical(), buffer, offset + done, bytes);
        } else if (moves) {
          bus.write(physical(), buffer, offset + done, bytes);
        }
        done += bytes;
        advance(run);
        if (count == 0xFFFF) {
          end();
        }
      }
      return done;
    }

    /**
     * How many transfers lie in one ascending run: to the terminal count or the end of the page.
     */
    private int run(int wanted) {
      int toWrap = (mode & MODE_DECREMENT) != 0 ? 1 : 0x10000 - address;
      return Math.min(Math.min(wanted, count + 1), toWrap);
    }

    /** The address on the bus; the count never carries into the page register. */
    long physical() {
      int page = pages.applyAsInt(number);
      return unit == 1 ? (long) page << 16 | address : (long) (page & 0xFE) << 16 | address << 1;
    }

    void advance(int transfers) {
      address = address + ((mode & MODE_DECREMENT) != 0 ? -transfers : transfers) & 0xFFFF;
      count = count - transfers & 0xFFFF;
    }

    /** Terminal count: the channel starts over, or is masked. */
    void end() {
      ended = true;
      reached |= 1 << number;
      softRequests &= ~(1 << number);
      if ((mode & MODE_AUTOINIT) != 0) {
        address = baseAddress;
        count = baseCount;
      } else {
        masks |= 1 << number;
      }
    }

    void state(StateIo io) {
      mode = io.i32("mode", mode);
      baseAddress = io.i32("baseAddress", baseAddress);
      baseCount = io.i32("baseCount", baseCount);
      address = io.i32("address", address);
      count = io.i32("count", count);
      ended = io.bit("ended", ended);
    }
  }
}
