package quimera.peripherals.arm;

import quimera.core.bus.Bytes;
import quimera.core.device.Device;
import quimera.core.host.BlockStore;
import quimera.core.host.MediaSlot;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;

/**
 * A card socket, and an SD memory card in it: takes commands, answers, and sends or takes blocks.
 *
 * <p>SD Specifications, Part 1, Physical Layer Simplified Specification 6.00, chapter 4.
 *
 * <p>Deviations: programming takes no time; no password, no high speed, no SPI mode; a card of a
 * size that its registers cannot tell shows a little less.
 */
public final class SdCard implements Device, MediaSlot {
  /** A card's answer on the command line. */
  enum Answer {
    NONE,
    /** 48 bits with a checksum. */
    SHORT,
    /** 48 bits whose checksum is all ones (R3). */
    UNCHECKED,
    /** 136 bits. */
    LONG
  }

  private enum State {
    IDLE,
    READY,
    IDENTIFICATION,
    STANDBY,
    TRANSFER,
    SENDING,
    RECEIVING,
    PROGRAMMING,
    DISCONNECTED
  }

  private static final int OUT_OF_RANGE = 1 << 31;
  private static final int BLOCK_LENGTH_ERROR = 1 << 29;
  private static final int WRITE_PROTECTED = 1 << 26;
  private static final int ILLEGAL_COMMAND = 1 << 22;
  private static final int READY_FOR_DATA = 1 << 8;
  private static final int APP_CMD = 1 << 5;
  private static final int CLEARED_BY_READING = OUT_OF_RANGE | BLOCK_LENGTH_ERROR | WRITE_PROTECTED;
  private static final int OCR_VOLTAGES = 0xFF8000; // 2.7 to 3.6 V
  private static final int OCR_HIGH_CAPACITY = 1 << 30;
  private static final int OCR_POWERED_UP = 1 << 31;
  private static final int BLOCK = 512;
  private static final int RELATIVE_ADDRESS = 0x4567;

  private BlockStore medium;
  private State state = State.IDLE;
  private int status;
  private boolean application;
  private int address; // RCA
  private int blockLength;
  private int busWidth;
  private int eraseFirst;
  private int eraseLast;
  private long position;
  private boolean many;
  private boolean registerData; // what is sent is a register, not the medium
  private int at;
  private int length;
  private final byte[] buffer = new byte[BLOCK];
  private final int[] response = new int[4];

  /**
   * @param medium the card that is in, or null
   * @throws quimera.core.host.HostException if the image cannot be a card
   */
  public SdCard(BlockStore medium) {
    if (medium != null) {
      medium.sectors();
    }
    this.medium = medium;
    reset(Reset.POWER_ON);
  }

  /**
   * Changes the card.
   *
   * @throws quimera.core.host.HostException if the image cannot be a card; the old one stays
   */
  @Override
  public void insert(BlockStore newMedium) {
    if (newMedium != null) {
      newMedium.sectors();
    }
    medium = newMedium;
    power();
  }

  @Override
  public BlockStore medium() {
    return medium;
  }

  /** Whether a card is in. */
  public boolean present() {
    return medium != null;
  }

  @Override
  public void reset(Reset kind) {
    power();
  }

  private void power() {
    state = State.IDLE;
    status = 0;
    application = false;
    address = 0;
    blockLength = BLOCK;
    busWidth = 0;
    eraseFirst = 0;
    eraseLast = 0;
    position = 0;
    many = false;
    registerData = false;
    at = 0;
    length = 0;
  }

  private boolean high() {
    return SdRegisters.highCapacity(medium.size());
  }

  // --- Commands --------------------------------------------------------------------------------

  /** The words of the answer, the first 32 bits first. */
  int response(int n) {
    return response[n];
  }

  /** Takes a command with its argument. */
  Answer command(int index, int argument) {
    if (medium == null) {
      return Answer.NONE;
    }
    boolean app = application;
    application = false;
    Answer answer = app ? application(index, argument) : null;
    if (answer == null) {
      answer = standard(index, argument);
    }
    return answer;
  }

  private boolean addressed(int argument) {
    return argument >>> 16 == address;
  }

  /** R1: the card's status as it was when the command came. */
  private Answer statusOf(State was, boolean app) {
    response[0] = status | was.ordinal() << 9 | READY_FOR_DATA | (app ? APP_CMD : 0);
    status &= ~(CLEARED_BY_READING | ILLEGAL_COMMAND);
    return Answer.SHORT;
  }

  private Answer illegal() {
    status |= ILLEGAL_COMMAND;
    return Answer.NONE;
  }

  private Answer register(byte[] bytes) {
    for (int i = 0; i < 4; i++) {
      response[i] = Bytes.get32be(bytes, 4 * i);
    }
    return Answer.LONG;
  }

  private Answer standard(int index, int argument) {
    State was = state;
    return switch (index) {
      case 0 -> { // GO_IDLE_STATE
        power();
        yield Answer.NONE;
      }
      case 2 -> { // ALL_SEND_CID
        if (was != State.READY) {
          yield illegal();
        }
        state = State.IDENTIFICATION;
        yield register(SdRegisters.cid());
      }
      case 3 -> { // SEND_RELATIVE_ADDR
        if (was != State.IDENTIFICATION && was != State.STANDBY) {
          yield illegal();
        }
        state = State.STANDBY;
        address = RELATIVE_ADDRESS;
        int bits = status >> 8 & 0xC000 | status >> 6 & 0x2000;
        response[0] = address << 16 | bits | was.ordinal() << 9 | READY_FOR_DATA;
        yield Answer.SHORT;
      }
      case 7 -> select(argument, was);
      case 8 -> { // SEND_IF_COND
        if (was != State.IDLE || (argument >> 8 & 0xF) != 1) {
          yield Answer.NONE;
        }
        response[0] = argument & 0xFFF;
        yield Answer.SHORT;
      }
      case 9 -> identified(argument) ? register(SdRegisters.csd(medium.size())) : Answer.NONE;
      case 10 -> identified(argument) ? register(SdRegisters.cid()) : Answer.NONE;
      case 12 -> { // STOP_TRANSMISSION
        state = was == State.SENDING || was == State.RECEIVING ? State.TRANSFER : was;
        yield was == state ? illegal() : statusOf(was, false);
      }
      case 13 -> addressed(argument) && was.ordinal() >= 3 ? statusOf(was, false) : Answer.NONE;
      case 55 -> { // APP_CMD
        if (!addressed(argument)) {
          yield Answer.NONE;
        }
        application = true;
        yield statusOf(was, true);
      }
      default -> was == State.TRANSFER ? transfer(index, argument) : illegal();
    };
  }

  private boolean identified(int argument) {
    return state == State.STANDBY && addressed(argument);
  }

  private Answer select(int argument, State was) {
    if (addressed(argument) && was == State.STANDBY) {
      state = State.TRANSFER;
      return statusOf(was, false);
    }
    if (!addressed(argument) && was.ordinal() > State.STANDBY.ordinal()) {
      state = State.STANDBY;
    }
    return Answer.NONE;
  }

  /** Commands of a selected card that is not busy. */
  private Answer transfer(int index, int argument) {
    return switch (index) {
      case 6 -> { // SWITCH_FUNC: the default function of each group is all there is
        byte[] functions = new byte[64];
        functions[1] = 100; // mA
        for (int group = 0; group < 6; group++) {
          Bytes.put16be(functions, 2 + 2 * group, 0x8001);
          int asked = argument >> 20 - 4 * group & 0xF;
          int result = asked == 0 || asked == 0xF ? 0 : 0xF;
          functions[14 + group / 2] |= (byte) (result << ((group & 1) == 0 ? 4 : 0));
        }
        yield send(functions);
      }
      case 16 -> { // SET_BLOCKLEN
        if (argument < 1 || argument > BLOCK) {
          status |= BLOCK_LENGTH_ERROR;
        } else {
          blockLength = argument;
        }
        yield statusOf(State.TRANSFER, false);
      }
      case 17, 18 -> data(argument, index == 18, State.SENDING);
      case 24, 25 -> data(argument, index == 25, State.RECEIVING);
      case 32 -> {
        eraseFirst = argument;
        yield statusOf(State.TRANSFER, false);
      }
      case 33 -> {
        eraseLast = argument;
        yield statusOf(State.TRANSFER, false);
      }
      case 38 -> erase();
      default -> illegal();
    };
  }

  private Answer application(int index, int argument) {
    return switch (index) {
      case 41 -> { // SD_SEND_OP_COND
        if (state != State.IDLE) {
          yield illegal();
        }
        boolean asks = (argument & OCR_VOLTAGES) == 0;
        boolean fits = !high() || (argument & OCR_HIGH_CAPACITY) != 0;
        response[0] = OCR_VOLTAGES;
        if (!asks && fits) {
          response[0] |= OCR_POWERED_UP | (high() ? OCR_HIGH_CAPACITY : 0);
          state = State.READY;
        }
        yield Answer.UNCHECKED;
      }
      case 6 -> { // SET_BUS_WIDTH
        if (state != State.TRANSFER) {
          yield illegal();
        }
        busWidth = argument & 3;
        yield statusOf(State.TRANSFER, true);
      }
      case 13 -> { // SD_STATUS
        byte[] all = new byte[64];
        all[0] = (byte) (busWidth << 6);
        yield state == State.TRANSFER ? send(all) : illegal();
      }
      case 22 -> state == State.TRANSFER ? send(new byte[4]) : illegal();
      case 23, 42 -> state == State.TRANSFER ? statusOf(State.TRANSFER, true) : illegal();
      case 51 -> state == State.TRANSFER ? send(SdRegisters.scr(high())) : illegal();
      default -> null;
    };
  }

  private Answer send(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, 0, bytes.length);
    at = 0;
    length = bytes.length;
    many = false;
    registerData = true;
    state = State.SENDING;
    return statusOf(State.TRANSFER, false);
  }

  private long byteAddress(int argument) {
    return (argument & 0xFFFFFFFFL) * (high() ? BLOCK : 1);
  }

  private int transferLength() {
    return high() ? BLOCK : blockLength;
  }

  private Answer data(int argument, boolean multiple, State direction) {
    position = byteAddress(argument);
    if (position + transferLength() > medium.size()) {
      status |= OUT_OF_RANGE;
      return statusOf(State.TRANSFER, false);
    }
    if (direction == State.RECEIVING && medium.readOnly()) {
      status |= WRITE_PROTECTED;
      return statusOf(State.TRANSFER, false);
    }
    many = multiple;
    registerData = false;
    length = transferLength();
    at = 0;
    state = direction;
    if (direction == State.SENDING) {
      medium.read(position, buffer, 0, length);
    }
    return statusOf(State.TRANSFER, false);
  }

  private Answer erase() {
    if (!medium.readOnly()) {
      byte[] zeros = new byte[BLOCK];
      long last = Math.min(byteAddress(eraseLast), medium.size() - BLOCK);
      for (long p = byteAddress(eraseFirst) & -BLOCK; p <= last; p += BLOCK) {
        medium.write(p, zeros, 0, BLOCK);
      }
    } else {
      status |= WRITE_PROTECTED;
    }
    return statusOf(State.TRANSFER, false);
  }

  // --- Data ------------------------------------------------------------------------------------

  boolean sending() {
    return state == State.SENDING;
  }

  boolean receiving() {
    return state == State.RECEIVING;
  }

  /** The next byte on the data lines. */
  int read() {
    int value = buffer[at++] & 0xFF;
    if (at == length) {
      nextBlock();
    }
    return value;
  }

  /** Takes a byte from the data lines. */
  void write(int value) {
    buffer[at++] = (byte) value;
    if (at == length) {
      medium.write(position, buffer, 0, length);
      nextBlock();
    }
  }

  private void nextBlock() {
    at = 0;
    position += length;
    boolean more = many && !registerData;
    if (more && position + length > medium.size()) {
      status |= OUT_OF_RANGE;
      more = false;
    }
    if (!more) {
      state = State.TRANSFER;
    } else if (state == State.SENDING) {
      medium.read(position, buffer, 0, length);
    }
  }

  @Override
  public void state(StateIo io) {
    state = io.constant("state", State.class, state);
    status = io.i32("status", status);
    application = io.bit("application", application);
    address = io.i32("address", address);
    blockLength = io.i32("blockLength", blockLength);
    busWidth = io.i32("busWidth", busWidth);
    eraseFirst = io.i32("eraseFirst", eraseFirst);
    eraseLast = io.i32("eraseLast", eraseLast);
    position = io.i64("position", position);
    many = io.bit("many", many);
    registerData = io.bit("registerData", registerData);
    at = io.i32("at", at);
    length = io.i32("length", length);
    io.bytes("buffer", buffer);
    io.ints("response", response);
    String was = io.text("medium", medium == null ? "" : medium.name());
    if (io.loading() && was.isEmpty() != (medium == null)) {
      throw new StateException(
          "saved with "
              + (was.isEmpty() ? "no card" : "card " + was)
              + " in the socket; start the machine so, too");
    }
    if (medium != null) {
      io.section("content", medium::state);
    }
  }
}
