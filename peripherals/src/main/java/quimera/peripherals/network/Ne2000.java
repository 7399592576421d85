package quimera.peripherals.network;

import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.NetworkPort;
import quimera.core.host.NetworkSink;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

/**
 * An NE2000 Ethernet adapter: a DP8390 network interface controller, 16 KiB of buffer memory, an
 * address PROM, and the data port through which the host reaches both.
 *
 * <p>Datasheet: National Semiconductor DP8390D/NS32490D (July 1995); for the card's ports and PROM,
 * National's application note AN-729.
 *
 * <p>Deviations: a cable of its own with no other station on it, so that there are no collisions,
 * deferrals or transmission errors; loopback modes end a transmission without receiving it; network
 * test registers (CLDA, FIFO) read as zero.
 */
public final class Ne2000 implements Device, BusTarget, NetworkPort {
  /** Ports that the card takes. */
  public static final int PORTS = 32;

  private static final int DATA_PORT = 0x10;
  private static final int RESET_PORT = 0x18;

  // The command register.
  private static final int STP = 0x01;
  private static final int STA = 0x02;
  private static final int TXP = 0x04;
  private static final int REMOTE_READ = 0x08;
  private static final int REMOTE_WRITE = 0x10;
  private static final int REMOTE_SEND = 0x18;
  private static final int REMOTE_ABORT = 0x20;

  // The interrupt status register.
  private static final int PRX = 0x01;
  private static final int PTX = 0x02;
  private static final int OVW = 0x10;
  private static final int CNT = 0x20;
  private static final int RDC = 0x40;
  private static final int RST = 0x80;

  // The receive configuration and status registers.
  private static final int AB = 0x04;
  private static final int AM = 0x08;
  private static final int PRO = 0x10;
  private static final int MON = 0x20;
  private static final int INTACT = 0x01;
  private static final int TO_GROUP = 0x20;

  private static final int WORDS = 0x01; // DCR.WTS
  private static final int LOOPBACK = 0x06; // TCR.LB

  private static final int PAGE = 256;
  private static final int MEMORY_FIRST = 0x4000;
  private static final int MEMORY_SIZE = 0x4000;
  private static final int HEADER = 4;
  private static final int CHECKSUM = 4;

  /** Preamble, checksum and gap of a frame, in bytes. */
  private static final int OVERHEAD = 24;

  private static final long NS_A_BYTE = 800; // 10 Mbit/s

  /** The interrupt line. */
  public final OutputLine irq = new OutputLine("irq");

  private final NetworkSink cable;
  private final Alarm sent;
  private final Alarm arrival;
  private final byte[] prom = new byte[32];
  private final byte[] memory = new byte[MEMORY_SIZE];
  private final FrameQueue waiting = new FrameQueue();

  private int command;
  private int pageStart;
  private int pageStop;
  private int boundary;
  private int current;
  private int transmitPage;
  private int transmitCount;
  private int transmitStatus;
  private int interruptStatus;
  private int interruptMask;
  private int remoteAddress;
  private int remoteCount;
  private int receiveConfiguration;
  private int receiveStatus;
  private int transmitConfiguration;
  private int dataConfiguration;
  private int missed;
  private final byte[] physical = new byte[6];
  private final byte[] multicast = new byte[8];

  /**
   * @param address the station's address, six bytes
   * @param cable the far end
   */
  public Ne2000(Scheduler scheduler, byte[] address, NetworkSink cable) {
    this.cable = cable;
    sent = scheduler.alarm("sent", this::sent);
    arrival = scheduler.alarm("arrival", this::arrive);
    // Each byte stands twice, for 16-bit reading; "W" twice marks a 16-bit card.
    for (int i = 0; i < 6; i++) {
      prom[2 * i] = prom[2 * i + 1] = address[i];
    }
    Arrays.fill(prom, 28, 32, (byte) 'W');
    reset(Reset.POWER_ON);
  }

  /** Whether frames come or go, for a lamp. */
  public boolean active() {
    return sent.isSet() || arrival.isSet();
  }

  // Registers. Pages are selected by the two top bits of the command register.

  private int register(int offset) {
    if (offset == 0) {
      return command;
    }
    return switch (command >> 6) {
      case 0 -> status(offset);
      case 1 ->
          offset < 7
              ? physical[offset - 1] & 0xFF
              : offset == 7 ? current : multicast[offset - 8] & 0xFF;
      case 2 -> configuration(offset);
      default -> 0;
    };
  }

  private int status(int offset) {
    return switch (offset) {
      case 3 -> boundary;
      case 4 -> transmitStatus;
      case 7 -> interruptStatus;
      case 8 -> remoteAddress & 0xFF;
      case 9 -> remoteAddress >> 8;
      case 0xA -> 0x50; // "P" and "C" tell an RTL8019 and its kin; an NE2000 leaves them open
      case 0xB -> 0x43;
      case 0xC -> receiveStatus;
      case 0xF -> missed;
      default -> 0;
    };
  }

  private int configuration(int offset) {
    return switch (offset) {
      case 1 -> pageStart;
      case 2 -> pageStop;
      case 4 -> transmitPage;
      case 0xC -> receiveConfiguration | 0xC0;
      case 0xD -> transmitConfiguration | 0xE0;
      case 0xE -> dataConfiguration | 0x80;
      case 0xF -> interruptMask | 0x80;
      default -> 0;
    };
  }

  private void write(int offset, int value) {
    if (offset == 0) {
      command(value);
    } else if (command >> 6 == 0) {
      control(offset, value);
    } else if (command >> 6 == 1) {
      if (offset < 7) {
        physical[offset - 1] = (byte) value;
      } else if (offset == 7) {
        current = value;
      } else {
        multicast[offset - 8] = (byte) value;
      }
    }
  }

  private void control(int offset, int value) {
    switch (offset) {
      case 1 -> pageStart = value;
      case 2 -> pageStop = value;
      case 3 -> {
        boundary = value;
        expect();
      }
      case 4 -> transmitPage = value;
      case 5 -> transmitCount = transmitCount & 0xFF00 | value;
      case 6 -> transmitCount = transmitCount & 0xFF | value << 8;
      case 7 -> {
        interruptStatus &= ~(value & ~RST);
        update();
      }
      case 8 -> remoteAddress = remoteAddress & 0xFF00 | value;
      case 9 -> remoteAddress = remoteAddress & 0xFF | value << 8;
      case 0xA -> remoteCount = remoteCount & 0xFF00 | value;
      case 0xB -> remoteCount = remoteCount & 0xFF | value << 8;
      case 0xC -> receiveConfiguration = value & 0x3F;
      case 0xD -> transmitConfiguration = value & 0x1F;
      case 0xE -> dataConfiguration = value & 0x7F;
      case 0xF -> {
        interruptMask = value & 0x7F;
        update();
      }
      default -> {} // reserved
    }
  }

  private void command(int value) {
    command = value & ~TXP | command & TXP;
    if ((value & STP) != 0) {
      interruptStatus |= RST;
      command &= ~TXP;
      sent.cancel();
      return;
    }
    interruptStatus &= ~RST;
    int remote = value & (REMOTE_SEND | REMOTE_ABORT);
    if (remote == REMOTE_SEND) {
      // "Send packet" reads the next one of the ring (section 7.0).
      remoteAddress = boundary << 8;
      remoteCount = byteAt(remoteAddress + 2) | byteAt(remoteAddress + 3) << 8;
    } else if ((remote == REMOTE_READ || remote == REMOTE_WRITE) && remoteCount == 0) {
      complete();
    }
    if ((value & TXP) != 0 && !sent.isSet()) {
      command |= TXP;
      sent.in((transmitCount + OVERHEAD) * NS_A_BYTE);
    }
    expect();
    update();
  }

  private void update() {
    irq.set((interruptStatus & interruptMask & 0x7F) != 0);
  }

  // The buffer memory and the data port (remote DMA, section 7.0).

  private int byteAt(int address) {
    if (address < prom.length) {
      return prom[address] & 0xFF;
    }
    int at = address - MEMORY_FIRST;
    return at >= 0 && at < MEMORY_SIZE ? memory[at] & 0xFF : 0xFF;
  }

  private void store(int address, int value) {
    int at = address - MEMORY_FIRST;
    if (at >= 0 && at < MEMORY_SIZE) {
      memory[at] = (byte) value;
    }
  }

  private long readData(int bytes) {
    long value = 0;
    for (int i = 0; i < width(bytes); i++) {
      value |= (long) byteAt(remoteAddress) << 8 * i;
      step();
    }
    return value;
  }

  private void writeData(int bytes, long value) {
    if (remoteCount == 0) {
      return;
    }
    for (int i = 0; i < width(bytes); i++) {
      store(remoteAddress, (int) (value >> 8 * i) & 0xFF);
      step();
    }
  }

  /** In word mode a transfer moves two bytes whatever the width of the cycle. */
  private int width(int bytes) {
    return bytes == 1 && (dataConfiguration & WORDS) != 0 ? 2 : bytes;
  }

  private void step() {
    remoteAddress = remoteAddress + 1 & 0xFFFF;
    if (remoteAddress == pageStop << 8) {
      remoteAddress = pageStart << 8;
    }
    if (remoteCount > 0 && --remoteCount == 0) {
      complete();
    }
  }

  private void complete() {
    interruptStatus |= RDC;
    update();
  }

  // Sending.

  private void sent() {
    byte[] frame = new byte[Math.min(transmitCount, FrameQueue.LONGEST)];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) byteAt((transmitPage << 8) + i);
    }
    command &= ~TXP;
    transmitStatus = INTACT;
    interruptStatus |= PTX;
    if ((transmitConfiguration & LOOPBACK) == 0) {
      cable.send(frame);
    }
    update();
  }

  // Receiving.

  @Override
  public void receive(byte[] frame) {
    waiting.add(frame);
    expect();
  }

  /** The next frame that waits arrives when the cable has carried it. */
  private void expect() {
    boolean listening = (command & (STP | STA)) == STA;
    byte[] next = waiting.peek();
    if (next != null && listening && !arrival.isSet() && fits(next.length)) {
      arrival.in((next.length + OVERHEAD) * NS_A_BYTE);
    }
  }

  private boolean wanted(byte[] frame) {
    boolean group = Destination.isGroup(frame);
    if ((receiveConfiguration & PRO) != 0 && !group) {
      return true;
    }
    if (!group) {
      return Destination.is(frame, physical);
    }
    if (Destination.isBroadcast(frame)) {
      return (receiveConfiguration & AB) != 0;
    }
    // The six top bits (section 10.2, multicast address registers).
    int bit = Destination.checksum(frame) >>> 26;
    return (receiveConfiguration & AM) != 0 && (multicast[bit >> 3] >> (bit & 7) & 1) != 0;
  }

  private int pages(int length) {
    return (HEADER + length + CHECKSUM + PAGE - 1) / PAGE;
  }

  private boolean fits(int length) {
    int ring = pageStop - pageStart;
    int used = current - boundary;
    if (used < 0) {
      used += ring;
    }
    return ring > 0 && pages(length) < ring - used;
  }

  private void arrive() {
    byte[] frame = waiting.poll();
    if (frame != null && (command & (STP | STA)) == STA && wanted(frame)) {
      if ((receiveConfiguration & MON) != 0) {
        missed();
      } else if (fits(frame.length)) {
        keep(frame);
      } else {
        interruptStatus |= OVW;
        missed();
      }
    }
    expect();
    update();
  }

  private void missed() {
    missed = Math.min(missed + 1, 0xFF);
    if (missed >= 0x80) {
      interruptStatus |= CNT;
    }
  }

  private void keep(byte[] frame) {
    int next = current + pages(frame.length);
    if (next >= pageStop) {
      next -= pageStop - pageStart;
    }
    receiveStatus = INTACT | (Destination.isGroup(frame) ? TO_GROUP : 0);
    int length = frame.length + CHECKSUM;
    int at = current << 8;
    int[] header = {receiveStatus, next, length & 0xFF, length >> 8};
    for (int i = 0; i < HEADER; i++) {
      store(at++, header[i]);
    }
    for (byte each : frame) {
      store(at++, each & 0xFF);
      if (at == pageStop << 8) {
        at = pageStart << 8;
      }
    }
    current = next;
    interruptStatus |= PRX;
  }

  // The ports.

  @Override
  public long read(int offset, int bytes) {
    if (offset < DATA_PORT) {
      int value = register(offset);
      if (offset == 0xF && command >> 6 == 0) {
        missed = 0; // a counter is cleared by reading
      }
      return value;
    }
    if (offset < RESET_PORT) {
      return readData(bytes);
    }
    restart();
    return 0;
  }

  @Override
  public OptionalLong peek(int offset, int bytes) {
    if (offset < DATA_PORT) {
      return OptionalLong.of(register(offset));
    }
    return OptionalLong.of(offset < RESET_PORT ? byteAt(remoteAddress) : 0);
  }

  @Override
  public void write(int offset, int bytes, long value) {
    if (offset < DATA_PORT) {
      write(offset, (int) value & 0xFF);
    } else if (offset < RESET_PORT) {
      writeData(bytes, value);
    }
  }

  /** A pulse on the reset pin: only what section 11.0 names. */
  private void restart() {
    sent.cancel();
    arrival.cancel();
    command = STP | REMOTE_ABORT;
    interruptStatus = RST;
    interruptMask = 0;
    dataConfiguration &= ~WORDS;
    transmitConfiguration &= ~LOOPBACK;
    update();
  }

  @Override
  public void reset(Reset kind) {
    pageStart = pageStop = boundary = current = 0;
    transmitPage = transmitCount = transmitStatus = 0;
    remoteAddress = remoteCount = 0;
    receiveConfiguration = receiveStatus = 0;
    transmitConfiguration = dataConfiguration = missed = 0;
    Arrays.fill(physical, (byte) 0);
    Arrays.fill(multicast, (byte) 0);
    waiting.clear();
    sent.cancel();
    arrival.cancel();
    command = STP | REMOTE_ABORT;
    interruptStatus = RST;
    interruptMask = 0;
  }

  @Override
  public void settle() {
    update();
  }

  @Override
  public void state(StateIo io) {
    command = io.i32("command", command);
    pageStart = io.i32("pageStart", pageStart);
    pageStop = io.i32("pageStop", pageStop);
    boundary = io.i32("boundary", boundary);
    current = io.i32("current", current);
    transmitPage = io.i32("transmitPage", transmitPage);
    transmitCount = io.i32("transmitCount", transmitCount);
    transmitStatus = io.i32("transmitStatus", transmitStatus);
    interruptStatus = io.i32("interruptStatus", interruptStatus);
    interruptMask = io.i32("interruptMask", interruptMask);
    remoteAddress = io.i32("remoteAddress", remoteAddress);
    remoteCount = io.i32("remoteCount", remoteCount);
    receiveConfiguration = io.i32("receiveConfiguration", receiveConfiguration);
    receiveStatus = io.i32("receiveStatus", receiveStatus);
    transmitConfiguration = io.i32("transmitConfiguration", transmitConfiguration);
    dataConfiguration = io.i32("dataConfiguration", dataConfiguration);
    missed = io.i32("missed", missed);
    io.bytes("physical", physical);
    io.bytes("multicast", multicast);
    io.bytes("memory", memory);
    sent.state(io);
    arrival.state(io);
    irq.state(io);
    waiting.state(io);
  }
}
