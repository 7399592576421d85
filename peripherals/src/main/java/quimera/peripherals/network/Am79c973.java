package quimera.peripherals.network;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.host.NetworkPort;
import quimera.core.host.NetworkSink;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;
import quimera.peripherals.pci.PciFunction;

/**
 * AMD's PCnet-FAST III: Ethernet at 10 and 100 Mbit/s with bus-master DMA, the PCI descendant of
 * the LANCE.
 *
 * <p>Datasheet: AMD Am79C973/Am79C975 PCnet-FAST III, 21510, revision E.
 *
 * <p>Deviations: a cable of its own at 100 Mbit/s full duplex with no other station on it, so that
 * there are no collisions or late errors; loopback ends a transmission without receiving it; no
 * boot ROM, EEPROM programming, magic packets or look-ahead packet processing.
 */
public final class Am79c973 extends PciFunction implements NetworkPort {
  private static final int PORTS = 32;
  private static final int RDP = 0x10;

  // CSR0, the controller's status and control.
  private static final int INIT = 0x0001;
  private static final int STRT = 0x0002;
  private static final int STOP = 0x0004;
  private static final int TDMD = 0x0008;
  private static final int TXON = 0x0010;
  private static final int RXON = 0x0020;
  private static final int IENA = 0x0040;
  private static final int INTR = 0x0080;
  private static final int IDON = 0x0100;
  private static final int TINT = 0x0200;
  private static final int RINT = 0x0400;
  private static final int MISS = 0x1000;
  private static final int BABL = 0x4000;
  private static final int ERR = 0x8000;
  private static final int EVENTS = 0x7F00; // cleared by ones

  // Other control and status registers.
  private static final int INTERRUPT_MASKS = 3;
  private static final int FEATURES = 4;
  private static final int DPOLL = 0x1000;
  private static final int TXSTRT = 0x0008;
  private static final int TXSTRTM = 0x0004;
  private static final int FEATURE_EVENTS = 0x026A;
  private static final int EXTENDED = 5;
  private static final int SPND = 0x0001;
  private static final int LADRF = 8;
  private static final int PADR = 12;
  private static final int MODE = 15;
  private static final int DTX = 0x0002;
  private static final int DRX = 0x0001;
  private static final int LOOP = 0x0004;
  private static final int PROM = 0x8000;
  private static final int DRCVBC = 0x4000;
  private static final int DRCVPA = 0x2000;
  private static final int SOFTWARE_STYLE_ALIAS = 58;
  private static final int RECEIVE_COUNTER = 72;
  private static final int TRANSMIT_COUNTER = 74;
  private static final int RECEIVE_LENGTH = 76;
  private static final int TRANSMIT_LENGTH = 78;
  private static final int CHIP_LOW = 88;
  private static final int CHIP_HIGH = 89;
  private static final int MISSED_FRAMES = 112;
  private static final int CHIP_ID = 0x0262_5003;

  // Bus control registers.
  private static final int LED_0 = 4;
  private static final int LINK = 0x0080;
  private static final int BUS_CONTROL = 18;
  private static final int DWIO = 0x0080;
  private static final int SOFTWARE_STYLE = 20;
  private static final int SSIZE32 = 0x0100;
  private static final int MII_ADDRESS = 33;
  private static final int MII_DATA = 34;

  // The transceiver inside, at address 30 (section "10/100 PHY").
  private static final int PHY = 30;
  private static final int PHY_STATUS = 0x782D;
  private static final int PHY_ID_HIGH = 0x0000;
  private static final int PHY_ID_LOW = 0x6B60;
  private static final int PHY_ABILITY = 0x01E1;
  private static final int PHY_PARTNER = 0x45E1;

  private static final int CHECKSUM = 4;
  private static final int OVERHEAD = 24;
  private static final long NS_A_BYTE = 80; // 100 Mbit/s
  private static final long POLL = 1_638_400; // 65,536 bus clocks of 40 MHz

  private final Bus memory;
  private final NetworkSink cable;
  private final byte[] prom = new byte[16];
  private final int[] csr = new int[128];
  private final int[] bcr = new int[64];
  private final int[] phy = new int[32];
  private final FrameQueue waiting = new FrameQueue();
  private final PcnetRing receiving;
  private final PcnetRing transmitting;
  private final Alarm sent;
  private final Alarm arrival;
  private final Alarm poll;
  private byte[] frame = new byte[0]; // on its way out
  private int addressPort;

  /**
   * @param memory what the controller reads and writes
   * @param address the station's address, six bytes
   * @param cable the far end
   */
  public Am79c973(Bus memory, Scheduler scheduler, byte[] address, NetworkSink cable) {
    super(0x1022, 0x2000, 0x020000, 0x40);
    this.memory = memory;
    this.cable = cable;
    receiving = new PcnetRing(memory);
    transmitting = new PcnetRing(memory);
    sent = scheduler.alarm("sent", this::sent);
    arrival = scheduler.alarm("arrival", this::arrive);
    poll = scheduler.alarm("poll", this::poll);
    System.arraycopy(address, 0, prom, 0, 6);
    Arrays.fill(prom, 14, 16, (byte) 'W');
    int sum = 0;
    for (byte each : prom) {
      sum += each & 0xFF;
    }
    prom[12] = (byte) sum;
    prom[13] = (byte) (sum >> 8);
    preset(0x06, 2, 0x0280);
    preset(0x3E, 2, 0x1818); // MIN_GNT, MAX_LAT
    interruptPin(1);
    Registers registers = new Registers();
    ports(0, "pcnet", PORTS, 4, registers);
    registers(1, "pcnet-registers", PORTS, 4, registers);
  }

  /** Whether frames come or go, for a lamp. */
  public boolean active() {
    return sent.isSet() || arrival.isSet();
  }

  private boolean on(int bit) {
    return (csr[0] & bit) != 0;
  }

  // Control and status registers.

  private int readCsr(int number) {
    return switch (number) {
      case 0 -> csr[0] | ((csr[0] & 0x7800) != 0 ? ERR : 0) | (pending() ? INTR : 0);
      case SOFTWARE_STYLE_ALIAS -> bcr[SOFTWARE_STYLE];
      case RECEIVE_COUNTER -> receiving.count() - receiving.at();
      case TRANSMIT_COUNTER -> transmitting.count() - transmitting.at();
      case CHIP_LOW -> CHIP_ID & 0xFFFF;
      case CHIP_HIGH -> CHIP_ID >>> 16;
      default -> number < csr.length ? csr[number] : 0;
    };
  }

  private void writeCsr(int number, int value) {
    switch (number) {
      case 0 -> control(value);
      case FEATURES -> {
        int events = csr[FEATURES] & FEATURE_EVENTS & ~value;
        csr[FEATURES] = value & ~FEATURE_EVENTS & 0xFFFF | events;
      }
      case EXTENDED -> csr[EXTENDED] = value & 0x8D7D;
      case SOFTWARE_STYLE_ALIAS -> writeBcr(SOFTWARE_STYLE, value);
      case CHIP_LOW, CHIP_HIGH, RECEIVE_COUNTER, TRANSMIT_COUNTER -> {} // read-only
      default -> {
        // The address and ring registers only take writes while the controller stands still.
        boolean still = on(STOP) || (csr[EXTENDED] & SPND) != 0;
        if (number < csr.length && (still || number < LADRF || number > MISSED_FRAMES - 1)) {
          csr[number] = value;
        }
      }
    }
    update();
  }

  /** Section "CSR0": STOP ends everything, INIT reads the initialization block, STRT begins. */
  private void control(int value) {
    csr[0] &= ~(value & EVENTS);
    csr[0] = csr[0] & ~IENA | value & IENA;
    if ((value & STOP) != 0) {
      stop();
      return;
    }
    if ((value & INIT) != 0 && !on(INIT)) {
      initialize();
    }
    if ((value & STRT) != 0 && !on(STRT)) {
      start();
    }
    if ((value & TDMD) != 0) {
      transmit();
    }
  }

  private void stop() {
    csr[0] = STOP;
    sent.cancel();
    arrival.cancel();
    poll.cancel();
  }

  private void initialize() {
    boolean wide = (bcr[SOFTWARE_STYLE] & SSIZE32) != 0;
    long block = csr[1] | (long) csr[2] << 16;
    csr[MODE] = memory.read16(block);
    long addresses = block + (wide ? 4 : 2);
    for (int i = 0; i < 3; i++) {
      csr[PADR + i] = memory.read16(addresses + 2L * i);
    }
    long filter = addresses + (wide ? 8 : 6);
    for (int i = 0; i < 4; i++) {
      csr[LADRF + i] = memory.read16(filter + 2L * i);
    }
    long rings = filter + 8;
    int receive = memory.read32(rings);
    int transmit = memory.read32(rings + 4);
    int lengths = wide ? memory.read16(block + 2) : 0;
    int receiveLength = 1 << (wide ? lengths >> 4 & 15 : receive >>> 29);
    int transmitLength = 1 << (wide ? lengths >> 12 & 15 : transmit >>> 29);
    long mask = wide ? 0xFFFF_FFFFL : 0xFF_FFFFL;
    base(24, receive & mask);
    base(30, transmit & mask);
    csr[RECEIVE_LENGTH] = -receiveLength & 0xFFFF;
    csr[TRANSMIT_LENGTH] = -transmitLength & 0xFFFF;
    csr[0] = csr[0] & ~STOP | INIT | IDON;
  }

  private void base(int register, long address) {
    csr[register] = (int) address & 0xFFFF;
    csr[register + 1] = (int) (address >> 16);
  }

  private void start() {
    int style = bcr[SOFTWARE_STYLE] & 0xFF;
    receiving.place(csr[24] | (long) csr[25] << 16, 0x10000 - csr[RECEIVE_LENGTH], style);
    transmitting.place(csr[30] | (long) csr[31] << 16, 0x10000 - csr[TRANSMIT_LENGTH], style);
    csr[0] = csr[0] & ~STOP | STRT;
    csr[0] |= (csr[MODE] & DTX) == 0 ? TXON : 0;
    csr[0] |= (csr[MODE] & DRX) == 0 ? RXON : 0;
    csr[EXTENDED] &= ~SPND;
    transmit();
    expect();
  }

  // Sending.

  /** Puts the next frame that the driver owns no more onto the cable. */
  private void transmit() {
    if (!on(TXON) || sent.isSet() || (csr[EXTENDED] & SPND) != 0 || !mayMaster()) {
      return;
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while ((transmitting.control() & PcnetRing.OWN) != 0) {
      int control = transmitting.control();
      byte[] part = new byte[transmitting.length()];
      memory.read(transmitting.buffer(), part, 0, part.length);
      data.writeBytes(part);
      if ((control & PcnetRing.ENP) != 0) {
        frame = data.toByteArray();
        sent.in((frame.length + OVERHEAD) * NS_A_BYTE);
        csr[FEATURES] |= TXSTRT;
        return;
      }
      transmitting.release(control & 0x7F00_0000, 0);
      transmitting.advance();
    }
    if ((csr[FEATURES] & DPOLL) == 0) {
      poll.in(POLL);
    }
  }

  private void poll() {
    transmit();
    update();
  }

  private void sent() {
    int control = transmitting.control();
    transmitting.release(control & 0x3F00_0000, 0);
    transmitting.advance();
    csr[0] |= TINT;
    if (frame.length > FrameQueue.LONGEST + CHECKSUM) {
      csr[0] |= BABL;
    } else if ((csr[MODE] & LOOP) == 0) {
      cable.send(frame);
    }
    frame = new byte[0];
    transmit();
    update();
  }

  // Receiving.

  @Override
  public void receive(byte[] incoming) {
    waiting.add(incoming);
    expect();
  }

  private void expect() {
    byte[] next = waiting.peek();
    if (next != null && on(RXON) && !arrival.isSet() && (csr[EXTENDED] & SPND) == 0) {
      arrival.in((next.length + OVERHEAD) * NS_A_BYTE);
    }
  }

  private boolean wanted(byte[] incoming) {
    int mode = csr[MODE];
    if ((mode & PROM) != 0) {
      return true;
    }
    if (!Destination.isGroup(incoming)) {
      byte[] own = new byte[6];
      for (int i = 0; i < own.length; i++) {
        own[i] = (byte) (csr[PADR + i / 2] >> 8 * (i & 1));
      }
      return (mode & DRCVPA) == 0 && Destination.is(incoming, own);
    }
    if (Destination.isBroadcast(incoming)) {
      return (mode & DRCVBC) == 0;
    }
    // The six top bits of the checksum as the LANCE counts them, lowest power first.
    int bit = Integer.reverse(Destination.checksum(incoming)) >>> 26;
    return (csr[LADRF + (bit >> 4)] >> (bit & 15) & 1) != 0;
  }

  private void arrive() {
    byte[] incoming = waiting.poll();
    if (incoming != null && on(RXON) && mayMaster() && wanted(incoming)) {
      keep(Arrays.copyOf(incoming, incoming.length + CHECKSUM));
    }
    expect();
    update();
  }

  /** Spreads a frame over as many buffers as it takes. */
  private void keep(byte[] whole) {
    if ((receiving.control() & PcnetRing.OWN) == 0) {
      csr[0] |= MISS;
      csr[MISSED_FRAMES] = csr[MISSED_FRAMES] + 1 & 0xFFFF;
      return;
    }
    int done = 0;
    int flags = PcnetRing.STP;
    while (true) {
      int part = Math.min(whole.length - done, receiving.length());
      memory.write(receiving.buffer(), whole, done, part);
      done += part;
      if (done == whole.length) {
        receiving.release(flags | PcnetRing.ENP, whole.length);
        receiving.advance();
        break;
      }
      int at = receiving.at();
      receiving.release(flags, 0);
      receiving.advance();
      flags = 0;
      if (receiving.at() == at || (receiving.control() & PcnetRing.OWN) == 0) {
        csr[0] |= MISS; // the rest has no place
        break;
      }
    }
    csr[0] |= RINT;
  }

  // Interrupts.

  private boolean pending() {
    int masks = csr[INTERRUPT_MASKS] & 0x5F00;
    boolean basic = (csr[0] & 0x5F00 & ~masks) != 0;
    boolean feature = (csr[FEATURES] & TXSTRT) != 0 && (csr[FEATURES] & TXSTRTM) == 0;
    return basic || feature;
  }

  private void update() {
    interrupt.set(on(IENA) && pending());
  }

  // Bus control registers, and the transceiver behind them.

  private int readBcr(int number) {
    return switch (number) {
      case LED_0 -> bcr[LED_0] | LINK;
      case MII_DATA -> (bcr[MII_ADDRESS] >> 5 & 31) == PHY ? phy[bcr[MII_ADDRESS] & 31] : 0xFFFF;
      default -> number < bcr.length ? bcr[number] : 0;
    };
  }

  private void writeBcr(int number, int value) {
    switch (number) {
      case BUS_CONTROL -> bcr[BUS_CONTROL] = bcr[BUS_CONTROL] & DWIO | value & 0xFFFF & ~DWIO;
      case SOFTWARE_STYLE -> {
        int style = value & 0xFF;
        boolean known = style == 0 || style == 2 || style == 3;
        bcr[SOFTWARE_STYLE] = (known ? style : 0) | (style == 2 || style == 3 ? SSIZE32 : 0);
      }
      case MII_DATA -> {
        int register = bcr[MII_ADDRESS] & 31;
        if ((bcr[MII_ADDRESS] >> 5 & 31) == PHY && (register == 0 || register == 4)) {
          phy[register] = register == 0 ? value & 0x3D00 : value; // resets complete at once
        }
      }
      default -> {
        if (number < bcr.length) {
          bcr[number] = value & 0xFFFF;
        }
      }
    }
  }

  @Override
  public void reset(Reset kind) {
    super.reset(kind);
    restart();
    waiting.clear();
    Arrays.fill(phy, 0);
    phy[0] = 0x3100;
    phy[1] = PHY_STATUS;
    phy[2] = PHY_ID_HIGH;
    phy[3] = PHY_ID_LOW;
    phy[4] = PHY_ABILITY;
    phy[5] = PHY_PARTNER;
    phy[6] = 0x0007;
  }

  /** H_RESET and S_RESET. */
  private void restart() {
    Arrays.fill(csr, 0);
    Arrays.fill(bcr, 0);
    stop();
    frame = new byte[0];
    csr[FEATURES] = 0x0115;
    for (int i = 0; i < 3; i++) {
      csr[PADR + i] = prom[2 * i] & 0xFF | (prom[2 * i + 1] & 0xFF) << 8;
    }
    bcr[0] = bcr[1] = 5;
    bcr[2] = 2;
    bcr[LED_0] = 0x00C0;
    bcr[BUS_CONTROL] = 0x9001;
    bcr[SOFTWARE_STYLE] = 0x0200;
    addressPort = 0;
  }

  @Override
  public void settle() {
    super.settle();
    update();
  }

  @Override
  public void state(StateIo io) {
    super.state(io);
    io.ints("csr", csr);
    io.ints("bcr", bcr);
    io.ints("phy", phy);
    frame = io.blob("frame", frame);
    addressPort = io.i32("addressPort", addressPort);
    io.section("receiving", receiving::state);
    io.section("transmitting", transmitting::state);
    sent.state(io);
    arrival.state(io);
    poll.state(io);
    waiting.state(io);
  }

  /**
   * Sixteen bytes of address PROM, then RDP, RAP, reset and BDP: 16 bits each, or 32 once a double
   * word was written to RDP (section "I/O resources").
   */
  private final class Registers implements BusTarget {
    private boolean wide() {
      return (bcr[BUS_CONTROL] & DWIO) != 0;
    }

    /** Which of the four, 0-3; -1 if the access is not the current mode's. */
    private int which(int offset, int bytes) {
      int step = wide() ? 4 : 2;
      return bytes == step && offset % step == 0 ? (offset - RDP) / step : -1;
    }

    @Override
    public long read(int offset, int bytes) {
      if (offset < RDP) {
        return prom(offset, bytes);
      }
      return switch (which(offset, bytes)) {
        case 0 -> readCsr(addressPort);
        case 1 -> addressPort;
        case 2 -> {
          restart();
          update();
          yield 0;
        }
        case 3 -> readBcr(addressPort);
        default -> -1;
      };
    }

    private long prom(int offset, int bytes) {
      long value = 0;
      for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | prom[offset + i & 15] & 0xFF;
      }
      return value;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      if (offset < RDP) {
        return OptionalLong.of(prom(offset, bytes));
      }
      return switch (which(offset, bytes)) {
        case 0 -> OptionalLong.of(readCsr(addressPort));
        case 1 -> OptionalLong.of(addressPort);
        case 3 -> OptionalLong.of(readBcr(addressPort));
        default -> OptionalLong.empty();
      };
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (offset < RDP) {
        return;
      }
      if (offset == RDP && bytes == 4 && !wide()) {
        bcr[BUS_CONTROL] |= DWIO;
      }
      int word = (int) value & 0xFFFF;
      switch (which(offset, bytes)) {
        case 0 -> writeCsr(addressPort, word);
        case 1 -> addressPort = word & 0x7F;
        case 3 -> writeBcr(addressPort, word);
        default -> {}
      }
    }
  }
}
