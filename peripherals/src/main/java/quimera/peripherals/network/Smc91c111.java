package quimera.peripherals.network;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Bytes;
import quimera.core.device.Device;
import quimera.core.host.NetworkPort;
import quimera.core.host.NetworkSink;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * An Ethernet controller with four packets of 2 KiB in its own memory, which driver and cable hand
 * each other by number.
 *
 * <p>Datasheet: SMSC LAN91C111, revision C (2011), section 8.
 *
 * <p>Deviations: no EEPROM, no collisions, no early receive, no loopback, no power-down; the link
 * is always up at 100 Mbit/s.
 */
public final class Smc91c111 implements Device, BusTarget, NetworkPort {
  /** Bytes of its window; it answers in the first sixteen. */
  public static final int SIZE = 0x10000;

  // bank and offset                       access  function
  private static final int TCR = 0x00; //      R/W transmit control
  private static final int EPH_STATUS = 0x02; // R what became of the last frame
  private static final int RCR = 0x04; //      R/W receive control
  private static final int COUNTERS = 0x06; // R   collisions, cleared by reading
  private static final int MIR = 0x08; //      R   memory: free and all, in packets
  private static final int RPCR = 0x0A; //     R/W lights and speed
  private static final int CONFIG = 0x10; //   R/W
  private static final int BASE = 0x12; //     R/W
  private static final int IA0 = 0x14; //      R/W station address, to 19
  private static final int GENERAL = 0x1A; //  R/W
  private static final int CONTROL = 0x1C; //  R/W
  private static final int MMU = 0x20; //      R/W command
  private static final int PNR = 0x22; //      R/W packet of the driver's, and what it was given
  private static final int FIFOS = 0x24; //    R   packets sent, and received
  private static final int POINTER = 0x26; //  R/W where in the packet
  private static final int DATA = 0x28; //     R/W
  private static final int INTERRUPT = 0x2C; // R/W requests; W drops them; mask above
  private static final int MULTICAST = 0x30; // R/W 64 bits of hash
  private static final int MGMT = 0x38; //     R/W wires of the physical layer
  private static final int REVISION = 0x3A; // R
  private static final int ERCV = 0x3C; //     R/W
  private static final int BANK_SELECT = 0x0E;

  private static final int TCR_ENABLE = 1;
  private static final int TCR_PAD = 1 << 7;
  private static final int EPH_LINK = 1 << 14;
  private static final int EPH_SUCCESS = 1;
  private static final int RCR_PROMISCUOUS = 1 << 1;
  private static final int RCR_ALL_MULTICAST = 1 << 2;
  private static final int RCR_ENABLE = 1 << 8;
  private static final int RCR_STRIP_CRC = 1 << 9;
  private static final int RCR_SOFT_RESET = 1 << 15;
  private static final int CONTROL_AUTO_RELEASE = 1 << 11;
  private static final int POINTER_AUTO = 1 << 14;
  private static final int POINTER_RECEIVE = 1 << 15;
  private static final int NONE = 0x80; // no packet: in PNR's upper half and in the FIFOs
  private static final int INT_RECEIVE = 1;
  private static final int INT_TRANSMIT = 1 << 1;
  private static final int INT_TRANSMIT_EMPTY = 1 << 2;
  private static final int INT_ALLOCATED = 1 << 3;
  private static final int INT_OVERRUN = 1 << 4;
  private static final int INT_EPH = 1 << 5;
  private static final int ODD = 0x20; // in a packet's control byte
  private static final int STATUS_ODD = 1 << 12;
  private static final int STATUS_BROADCAST = 1 << 14;
  private static final int STATUS_MULTICAST = 1;

  private static final int PACKETS = 4;
  private static final int PACKET = 2048;
  private static final int OVERHEAD = 6; // status, count and control words
  private static final int SHORTEST = 60;
  private static final long BYTE_NS = 80; // at 100 Mbit/s

  /** INTR0. */
  public final OutputLine irq = new OutputLine("irq");

  private final byte[] address;
  private final NetworkSink cable;
  private final Alarm sent;
  private final Alarm arrived;
  private final MiiPhy phy = new MiiPhy(0);

  private int bank;
  private int transmitControl;
  private int ephStatus;
  private int receiveControl;
  private int lights;
  private int configuration;
  private int base;
  private int general;
  private int control;
  private int packet; // PNR
  private int allocated; // its result, NONE if it failed or waits
  private boolean allocating;
  private int pointer;
  private int latched; // requests that stay until they are dropped
  private int mask;
  private int management;
  private int early;
  private final byte[] station = new byte[6];
  private final byte[] hash = new byte[8];
  private final byte[] memory = new byte[PACKETS * PACKET];
  private int used; // bit n: packet n belongs to somebody
  private final PacketFifo toSend = new PacketFifo(PACKETS);
  private final PacketFifo done = new PacketFifo(PACKETS);
  private final PacketFifo received = new PacketFifo(PACKETS);
  private final FrameQueue waiting = new FrameQueue();

  /**
   * @param address the station's, as its EEPROM has it
   * @param cable where frames go
   */
  public Smc91c111(Scheduler scheduler, byte[] address, NetworkSink cable) {
    this.address = address.clone();
    this.cable = cable;
    sent = scheduler.alarm("sent", this::sent);
    arrived = scheduler.alarm("arrived", this::arrived);
    reset(Reset.POWER_ON);
  }

  @Override
  public void reset(Reset kind) {
    bank = 0;
    softReset();
    lights = 0;
    configuration = 0xA0B1;
    base = 0x1801;
    general = 0;
    mask = 0;
    management = 0x30;
    early = 0x001F;
    System.arraycopy(address, 0, station, 0, station.length);
    Arrays.fill(hash, (byte) 0);
    phy.reset();
    waiting.clear();
  }

  private void softReset() {
    transmitControl = 0;
    ephStatus = 0;
    receiveControl = 0;
    control = 0x1210;
    pointer = 0;
    latched = 0;
    packet = 0;
    resetMmu();
  }

  private void resetMmu() {
    used = 0;
    allocated = NONE;
    allocating = false;
    toSend.clear();
    done.clear();
    received.clear();
  }

  @Override
  public void settle() {
    sent.cancel();
    arrived.cancel();
    update();
  }

  // --- Registers -------------------------------------------------------------------------------

  @Override
  public long read(int offset, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte(offset + i & 0xF) << 8 * i;
    }
    update();
    return value;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    int register = (offset & 0xF) | bank << 4;
    return (register & ~3) == DATA
        ? OptionalLong.empty()
        : OptionalLong.of(value(register & ~1) >> 8 * (offset & 1) & 0xFFFFL >> 16 - 8 * bytes);
  }

  private int readByte(int offset) {
    int register = offset | bank << 4;
    if (register >= DATA && register < DATA + 4) {
      return memory[place()] & 0xFF;
    }
    return value(register & ~1) >> 8 * (offset & 1) & 0xFF;
  }

  private int value(int register) {
    if ((register & 0xF) == BANK_SELECT) {
      return 0x3300 | bank;
    }
    if (register >= IA0 && register < IA0 + station.length) {
      return Bytes.get16(station, register - IA0);
    }
    if (register >= MULTICAST && register < MULTICAST + hash.length) {
      return Bytes.get16(hash, register - MULTICAST);
    }
    return switch (register) {
      case TCR -> transmitControl;
      case EPH_STATUS -> ephStatus | EPH_LINK;
      case RCR -> receiveControl;
      case COUNTERS -> 0;
      case MIR -> (PACKETS - Integer.bitCount(used)) << 8 | PACKETS;
      case RPCR -> lights;
      case CONFIG -> configuration;
      case BASE -> base;
      case GENERAL -> general;
      case CONTROL -> control;
      case MMU -> 0; // never busy
      case PNR -> packet | allocated << 8;
      case FIFOS -> done.first() | received.first() << 8;
      case POINTER -> pointer;
      case INTERRUPT -> requests() | mask << 8;
      case MGMT -> management & ~2 | (phy.data() ? 2 : 0) | 0x3330;
      case REVISION -> 0x3391;
      case ERCV -> early;
      default -> 0;
    };
  }

  @Override
  public void write(int offset, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      writeByte(offset + i & 0xF, (int) (value >> 8 * i) & 0xFF);
    }
    update();
  }

  private void writeByte(int offset, int value) {
    int register = offset | bank << 4;
    boolean upper = (offset & 1) != 0;
    if (offset == BANK_SELECT) {
      bank = value & 7;
    } else if (register >= DATA && register < DATA + 4) {
      memory[place()] = (byte) value;
    } else if (register >= IA0 && register < IA0 + station.length) {
      station[register - IA0] = (byte) value;
    } else if (register >= MULTICAST && register < MULTICAST + hash.length) {
      hash[register - MULTICAST] = (byte) value;
    } else if (register == MMU) {
      command(value >> 5);
    } else if (register == PNR) {
      packet = value & 0x3F;
    } else if (register == INTERRUPT) {
      acknowledge(value);
    } else if (register == INTERRUPT + 1) {
      mask = value;
    } else {
      store(register & ~1, upper ? 8 : 0, value);
    }
  }

  private static int merge(int old, int shift, int value) {
    return old & ~(0xFF << shift) | value << shift;
  }

  private void store(int register, int shift, int value) {
    switch (register) {
      case TCR -> {
        transmitControl = merge(transmitControl, shift, value);
        send();
      }
      case RCR -> {
        receiveControl = merge(receiveControl, shift, value);
        if ((receiveControl & RCR_SOFT_RESET) != 0) {
          softReset();
        }
        arm();
      }
      case RPCR -> lights = merge(lights, shift, value);
      case CONFIG -> configuration = merge(configuration, shift, value);
      case BASE -> base = merge(base, shift, value);
      case GENERAL -> general = merge(general, shift, value);
      case CONTROL -> control = merge(control, shift, value);
      case POINTER -> pointer = merge(pointer, shift, value);
      case ERCV -> early = merge(early, shift, value);
      case MGMT -> {
        int was = management;
        management = merge(management, shift, value);
        if ((management & ~was & 4) != 0) {
          phy.clock((management & 8) == 0 || (management & 1) != 0);
        }
      }
      default -> {
        // Nothing there, or nothing that can be written.
      }
    }
  }

  /** The byte that the data register means; the pointer moves on if it is to. */
  private int place() {
    int n = (pointer & POINTER_RECEIVE) != 0 ? received.first() & 3 : packet & 3;
    int at = n * PACKET + (pointer & PACKET - 1);
    if ((pointer & POINTER_AUTO) != 0) {
      pointer = pointer & ~(PACKET - 1) | pointer + 1 & PACKET - 1;
    }
    return at;
  }

  // --- Packets ---------------------------------------------------------------------------------

  private void command(int number) {
    switch (number) {
      case 1 -> {
        allocated = NONE;
        allocating = true;
        allocate();
      }
      case 2 -> resetMmu();
      case 3 -> received.take();
      case 4 -> release(received.take());
      case 5 -> release(packet);
      case 6 -> {
        toSend.add(packet & 3);
        send();
      }
      case 7 -> {
        toSend.clear();
        done.clear();
      }
      default -> {
        // No operation.
      }
    }
    arm();
  }

  private int take() {
    int n = Integer.numberOfTrailingZeros(~used);
    if (n >= PACKETS) {
      return NONE;
    }
    used |= 1 << n;
    return n;
  }

  private void allocate() {
    if (allocating) {
      allocated = take();
      if (allocated != NONE) {
        allocating = false;
        latched |= INT_ALLOCATED;
      }
    }
  }

  private void release(int n) {
    if (n < PACKETS) {
      used &= ~(1 << n);
      allocate();
    }
  }

  // --- Transmitter -----------------------------------------------------------------------------

  private void send() {
    if ((transmitControl & TCR_ENABLE) != 0 && !toSend.isEmpty() && !sent.isSet()) {
      sent.in(BYTE_NS * Bytes.get16(memory, toSend.first() * PACKET + 2));
    }
  }

  private void sent() {
    int n = toSend.take();
    int from = n * PACKET;
    int count = Math.min(Bytes.get16(memory, from + 2) & 0x7FE, PACKET);
    int length = Math.max(0, count - OVERHEAD);
    length += (memory[from + Math.max(1, count - 1)] & ODD) != 0 ? 1 : 0;
    boolean pad = (transmitControl & TCR_PAD) != 0 && length < SHORTEST;
    byte[] frame = new byte[pad ? SHORTEST : length];
    System.arraycopy(memory, from + 4, frame, 0, length);
    cable.send(frame);
    ephStatus = EPH_SUCCESS;
    Bytes.put16(memory, from, EPH_SUCCESS | EPH_LINK);
    if ((control & CONTROL_AUTO_RELEASE) != 0) {
      release(n);
    } else {
      done.add(n);
    }
    if (toSend.isEmpty()) {
      latched |= INT_TRANSMIT_EMPTY;
    }
    send();
    update();
  }

  // --- Receiver --------------------------------------------------------------------------------

  @Override
  public void receive(byte[] frame) {
    if (waiting.add(frame)) {
      arm();
    }
  }

  private void arm() {
    byte[] next = waiting.peek();
    if (next != null && !arrived.isSet()) {
      arrived.in(BYTE_NS * next.length);
    }
  }

  private void arrived() {
    byte[] frame = waiting.poll();
    if ((receiveControl & RCR_ENABLE) != 0 && isForMe(frame)) {
      int n = take();
      if (n == NONE) {
        latched |= INT_OVERRUN;
      } else {
        store(n, frame);
        received.add(n);
      }
    }
    arm();
    update();
  }

  private boolean isForMe(byte[] frame) {
    if ((receiveControl & RCR_PROMISCUOUS) != 0 || Destination.isBroadcast(frame)) {
      return true;
    }
    if (Destination.isGroup(frame)) {
      return (receiveControl & RCR_ALL_MULTICAST) != 0 || hashed(frame);
    }
    return Destination.is(frame, station);
  }

  /** The six upper bits of the destination's checksum choose a bit (section 8.20). */
  private boolean hashed(byte[] frame) {
    int bit = Destination.checksum(frame) >>> 26;
    return (hash[bit >> 3] >> (bit & 7) & 1) != 0;
  }

  private void store(int n, byte[] frame) {
    int at = n * PACKET;
    int crc = (receiveControl & RCR_STRIP_CRC) != 0 ? 0 : 4;
    int length = frame.length + crc;
    boolean odd = (length & 1) != 0;
    int status = odd ? STATUS_ODD : 0;
    if (Destination.isBroadcast(frame)) {
      status |= STATUS_BROADCAST;
    } else if (Destination.isGroup(frame)) {
      status |= STATUS_MULTICAST;
    }
    Bytes.put16(memory, at, status);
    Bytes.put16(memory, at + 2, (length & ~1) + OVERHEAD);
    System.arraycopy(frame, 0, memory, at + 4, frame.length);
    if (crc != 0) {
      CRC32 sum = new CRC32();
      sum.update(frame);
      Bytes.put32(memory, at + 4 + frame.length, (int) sum.getValue());
    }
    int end = at + 4 + length;
    memory[odd ? end : end + 1] = (byte) (odd ? ODD | 0x40 : 0x40);
  }

  // --- Interrupts ------------------------------------------------------------------------------

  private int requests() {
    return latched | (received.isEmpty() ? 0 : INT_RECEIVE) | (done.isEmpty() ? 0 : INT_TRANSMIT);
  }

  /** Dropping a transmit request takes the packet off the list of those that were sent. */
  private void acknowledge(int value) {
    latched &= ~(value & (INT_TRANSMIT_EMPTY | INT_OVERRUN | INT_EPH));
    if ((value & INT_TRANSMIT) != 0) {
      done.take();
    }
    if (allocated != NONE && (value & INT_ALLOCATED) != 0) {
      latched &= ~INT_ALLOCATED;
    }
  }

  private void update() {
    irq.set((requests() & mask) != 0);
  }

  @Override
  public void state(StateIo io) {
    bank = io.i32("bank", bank);
    transmitControl = io.i32("transmitControl", transmitControl);
    ephStatus = io.i32("ephStatus", ephStatus);
    receiveControl = io.i32("receiveControl", receiveControl);
    lights = io.i32("lights", lights);
    configuration = io.i32("configuration", configuration);
    base = io.i32("base", base);
    general = io.i32("general", general);
    control = io.i32("control", control);
    packet = io.i32("packet", packet);
    allocated = io.i32("allocated", allocated);
    allocating = io.bit("allocating", allocating);
    pointer = io.i32("pointer", pointer);
    latched = io.i32("latched", latched);
    mask = io.i32("mask", mask);
    management = io.i32("management", management);
    early = io.i32("early", early);
    io.bytes("station", station);
    io.bytes("hash", hash);
    io.bytes("memory", memory);
    used = io.i32("used", used);
    io.section("toSend", toSend::state);
    io.section("done", done::state);
    io.section("received", received::state);
    io.section("phy", phy::state);
    waiting.state(io);
    sent.state(io);
    arrived.state(io);
    irq.state(io);
  }
}
