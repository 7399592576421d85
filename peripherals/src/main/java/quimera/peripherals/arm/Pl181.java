package quimera.peripherals.arm;

import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.arm.SdCard.Answer;

/**
 * A multimedia card interface: commands and their answers, and a FIFO of sixteen words between the
 * bus and a card's data lines.
 *
 * <p>Datasheet: ARM PrimeCell Multimedia Card Interface (PL181), DDI 0205B, chapter 3.
 *
 * <p>Deviations: the card's clock waits while the FIFO is full or empty, so that nothing overruns;
 * no DMA requests, no streams, no interrupt from the card.
 */
public final class Pl181 extends PrimeCell {
  //                         register           access  function
  private static final int MCI_POWER = 0x00; //     R/W
  private static final int MCI_CLOCK = 0x04; //     R/W divider, enable, width of the bus
  private static final int MCI_ARGUMENT = 0x08; //  R/W
  private static final int MCI_COMMAND = 0x0C; //   R/W
  private static final int MCI_RESP_CMD = 0x10; //  R
  private static final int MCI_RESPONSE = 0x14; //  R   four
  private static final int MCI_DATA_TIMER = 0x24; // R/W
  private static final int MCI_DATA_LENGTH = 0x28; // R/W
  private static final int MCI_DATA_CTRL = 0x2C; // R/W
  private static final int MCI_DATA_CNT = 0x30; //  R
  private static final int MCI_STATUS = 0x34; //    R
  private static final int MCI_CLEAR = 0x38; //     W
  private static final int MCI_MASK0 = 0x3C; //     R/W
  private static final int MCI_MASK1 = 0x40; //     R/W
  private static final int MCI_FIFO_CNT = 0x48; //  R
  private static final int MCI_FIFO = 0x80; //      R/W sixteen places, all the same
  private static final int MCI_FIFO_END = 0xC0;

  private static final int POWER_ON = 3;
  private static final int CLOCK_ENABLE = 1 << 8;
  private static final int CLOCK_BYPASS = 1 << 10;
  private static final int CLOCK_WIDE = 1 << 11;
  private static final int COMMAND_RESPONSE = 1 << 6;
  private static final int COMMAND_ENABLE = 1 << 10;
  private static final int DATA_ENABLE = 1;
  private static final int DATA_READ = 1 << 1;

  private static final int CMD_CRC_FAIL = 1;
  private static final int CMD_TIME_OUT = 1 << 2;
  private static final int DATA_TIME_OUT = 1 << 3;
  private static final int CMD_RESP_END = 1 << 6;
  private static final int CMD_SENT = 1 << 7;
  private static final int DATA_END = 1 << 8;
  private static final int DATA_BLOCK_END = 1 << 10;
  private static final int CMD_ACTIVE = 1 << 11;
  private static final int TX_ACTIVE = 1 << 12;
  private static final int RX_ACTIVE = 1 << 13;
  private static final int TX_HALF_EMPTY = 1 << 14;
  private static final int RX_HALF_FULL = 1 << 15;
  private static final int TX_FULL = 1 << 16;
  private static final int RX_FULL = 1 << 17;
  private static final int TX_EMPTY = 1 << 18;
  private static final int RX_EMPTY = 1 << 19;
  private static final int TX_AVAILABLE = 1 << 20;
  private static final int RX_AVAILABLE = 1 << 21;
  private static final int CLEARABLE = 0x7FF;

  private static final int DEPTH = 16;
  private static final int BURST = DEPTH / 2; // words moved at a time
  private static final int COMMAND_BITS = 48 + 8; // and the gap before an answer
  private static final int LONG_BITS = 136;

  /** MCIINTR0. */
  public final OutputLine irq0 = new OutputLine("irq0");

  /** MCIINTR1. */
  public final OutputLine irq1 = new OutputLine("irq1");

  private final Clock clock;
  private final SdCard card;
  private final Alarm answered;
  private final Alarm moved;
  private final Alarm dataTimedOut;

  private int power;
  private int clockControl;
  private int argument;
  private int command;
  private int responded;
  private int dataTimer;
  private int dataLength;
  private int dataControl;
  private int left; // bytes of the transfer that the card has not sent or taken yet
  private int latched; // the status bits that stay until they are cleared
  private int mask0;
  private int mask1;
  private Answer answer = Answer.NONE;
  private final int[] response = new int[4];
  private boolean active; // the data path
  private final int[] fifo = new int[DEPTH];
  private int head;
  private int size;

  /**
   * @param clock MCLK
   * @param card the socket
   */
  public Pl181(Clock clock, Scheduler scheduler, SdCard card) {
    super(0x181, 0, 0);
    this.clock = clock;
    this.card = card;
    answered = scheduler.alarm("answered", this::answered);
    moved = scheduler.alarm("moved", this::moved);
    dataTimedOut = scheduler.alarm("dataTimedOut", this::dataTimedOut);
  }

  @Override
  public void reset(Reset kind) {
    power = 0;
    clockControl = 0;
    argument = 0;
    command = 0;
    responded = 0;
    dataTimer = 0;
    dataLength = 0;
    dataControl = 0;
    left = 0;
    latched = 0;
    mask0 = 0;
    mask1 = 0;
    answer = Answer.NONE;
    java.util.Arrays.fill(response, 0);
    active = false;
    head = 0;
    size = 0;
  }

  @Override
  public void settle() {
    answered.cancel();
    moved.cancel();
    dataTimedOut.cancel();
    update();
  }

  // --- Registers -------------------------------------------------------------------------------

  @Override
  int value(int register) {
    if (register >= MCI_FIFO && register < MCI_FIFO_END) {
      return size == 0 ? 0 : fifo[head];
    }
    if (register >= MCI_RESPONSE && register < MCI_DATA_TIMER) {
      return response[(register - MCI_RESPONSE) / 4];
    }
    return switch (register) {
      case MCI_POWER -> power;
      case MCI_CLOCK -> clockControl;
      case MCI_ARGUMENT -> argument;
      case MCI_COMMAND -> command;
      case MCI_RESP_CMD -> responded;
      case MCI_DATA_TIMER -> dataTimer;
      case MCI_DATA_LENGTH -> dataLength;
      case MCI_DATA_CTRL -> dataControl;
      case MCI_DATA_CNT -> left;
      case MCI_STATUS -> status();
      case MCI_MASK0 -> mask0;
      case MCI_MASK1 -> mask1;
      case MCI_FIFO_CNT -> (left + 3) / 4; // words between the FIFO and the card
      default -> 0;
    };
  }

  @Override
  int load(int register) {
    int value = value(register);
    if (register >= MCI_FIFO && register < MCI_FIFO_END && reading()) {
      if (size != 0) {
        head = (head + 1) % DEPTH;
        size--;
      }
      move();
      update();
    }
    return value;
  }

  @Override
  void store(int register, int value) {
    if (register >= MCI_FIFO && register < MCI_FIFO_END) {
      if (!reading() && size < DEPTH) {
        fifo[(head + size++) % DEPTH] = value;
        move();
      }
    }
    switch (register) {
      case MCI_POWER -> power = value & 0xFF;
      case MCI_CLOCK -> {
        clockControl = value & 0xFFF;
        move();
      }
      case MCI_ARGUMENT -> argument = value;
      case MCI_COMMAND -> setCommand(value & 0x7FF);
      case MCI_DATA_TIMER -> dataTimer = value;
      case MCI_DATA_LENGTH -> dataLength = value & 0xFFFF;
      case MCI_DATA_CTRL -> setDataControl(value & 0xFF);
      case MCI_CLEAR -> latched &= ~(value & CLEARABLE);
      case MCI_MASK0 -> mask0 = value & 0x3FFFFF;
      case MCI_MASK1 -> mask1 = value & 0x3FFFFF;
      default -> {
        // The FIFO, done above, or a register that cannot be written.
      }
    }
    update();
  }

  private boolean reading() {
    return (dataControl & DATA_READ) != 0;
  }

  private int status() {
    int status = latched | (answered.isSet() ? CMD_ACTIVE : 0);
    if (reading()) {
      // Drivers read the FIFO only while the path is active, so it is until that is empty.
      status |= (active || size != 0 ? RX_ACTIVE : 0) | (size >= BURST ? RX_HALF_FULL : 0);
      status |= (size == DEPTH ? RX_FULL : 0) | (size == 0 ? RX_EMPTY : RX_AVAILABLE);
      return status;
    }
    if (active) {
      status |= TX_ACTIVE | (size <= BURST ? TX_HALF_EMPTY : 0);
      status |= (size == DEPTH ? TX_FULL : 0) | (size == 0 ? TX_EMPTY : TX_AVAILABLE);
    }
    return status | RX_EMPTY;
  }

  // --- Commands --------------------------------------------------------------------------------

  /** The time of so many of the card's clocks, in ns; 0 if it has none. */
  private long time(long ticks) {
    boolean bypass = (clockControl & CLOCK_BYPASS) != 0;
    return clock.timeOf(ticks * (bypass ? 1 : 2L * ((clockControl & 0xFF) + 1)));
  }

  private boolean clocked() {
    return (clockControl & CLOCK_ENABLE) != 0 && (power & POWER_ON) == POWER_ON;
  }

  private void setCommand(int value) {
    command = value;
    if ((command & COMMAND_ENABLE) == 0 || !clocked()) {
      answered.cancel();
      return;
    }
    answer = card.command(command & 0x3F, argument);
    for (int i = 0; i < response.length; i++) {
      response[i] = card.response(i);
    }
    answered.in(time(COMMAND_BITS + (answer == Answer.LONG ? LONG_BITS : COMMAND_BITS)));
  }

  private void answered() {
    command &= ~COMMAND_ENABLE;
    if ((command & COMMAND_RESPONSE) == 0) {
      latched |= CMD_SENT;
    } else if (answer == Answer.NONE) {
      latched |= CMD_TIME_OUT;
    } else {
      responded = answer == Answer.SHORT ? command & 0x3F : 0x3F;
      latched |= answer == Answer.UNCHECKED ? CMD_CRC_FAIL : CMD_RESP_END;
    }
    move();
    update();
  }

  // --- Data ------------------------------------------------------------------------------------

  private void setDataControl(int value) {
    dataControl = value;
    active = (value & DATA_ENABLE) != 0;
    moved.cancel();
    dataTimedOut.cancel();
    if (active) {
      left = dataLength;
      head = 0;
      size = 0;
      if (reading()) {
        dataTimedOut.in(time(dataTimer & 0xFFFFFFFFL));
      }
      move();
    }
  }

  /** Words that can be moved now; the last of a transfer may be less than half the FIFO. */
  private int words() {
    if (!active || !clocked() || answered.isSet()) {
      return 0;
    }
    int burst = Math.min(BURST, (left + 3) / 4);
    if (reading()) {
      return card.sending() && DEPTH - size >= burst ? burst : 0;
    }
    return card.receiving() && size >= burst ? burst : 0;
  }

  private void move() {
    if (words() != 0 && !moved.isSet()) {
      boolean wide = (clockControl & CLOCK_WIDE) != 0;
      moved.in(time(32L * words() / (wide ? 4 : 1)));
    }
  }

  private void moved() {
    dataTimedOut.cancel();
    for (int words = words(); words > 0; words--) {
      if (reading()) {
        fifo[(head + size++) % DEPTH] = receiveWord();
      } else {
        sendWord(fifo[head]);
        head = (head + 1) % DEPTH;
        size--;
      }
      if ((left & blockMask()) == 0) {
        latched |= DATA_BLOCK_END;
      }
    }
    if (left == 0) {
      latched |= DATA_END | DATA_BLOCK_END;
      active = false;
      dataControl &= ~DATA_ENABLE;
    }
    move();
    update();
  }

  private int blockMask() {
    return (1 << (dataControl >> 4 & 0xF)) - 1;
  }

  private int receiveWord() {
    int word = 0;
    for (int i = 0; i < 4 && left > 0; i++, left--) {
      word |= (card.sending() ? card.read() : 0) << 8 * i;
    }
    return word;
  }

  private void sendWord(int word) {
    for (int i = 0; i < 4 && left > 0; i++, left--) {
      if (card.receiving()) {
        card.write(word >> 8 * i & 0xFF);
      }
    }
  }

  private void dataTimedOut() {
    if (active && !moved.isSet() && left == dataLength) {
      latched |= DATA_TIME_OUT;
      active = false;
      dataControl &= ~DATA_ENABLE;
      update();
    }
  }

  private void update() {
    irq0.set((status() & mask0) != 0);
    irq1.set((status() & mask1) != 0);
  }

  @Override
  public void state(StateIo io) {
    power = io.i32("power", power);
    clockControl = io.i32("clockControl", clockControl);
    argument = io.i32("argument", argument);
    command = io.i32("command", command);
    responded = io.i32("responded", responded);
    dataTimer = io.i32("dataTimer", dataTimer);
    dataLength = io.i32("dataLength", dataLength);
    dataControl = io.i32("dataControl", dataControl);
    left = io.i32("left", left);
    latched = io.i32("latched", latched);
    mask0 = io.i32("mask0", mask0);
    mask1 = io.i32("mask1", mask1);
    answer = io.constant("answer", Answer.class, answer);
    io.ints("response", response);
    active = io.bit("active", active);
    io.ints("fifo", fifo);
    head = io.i32("head", head);
    size = io.i32("size", size);
    answered.state(io);
    moved.state(io);
    dataTimedOut.state(io);
    irq0.state(io);
    irq1.state(io);
  }
}
