package quimera.peripherals.malta;

import java.nio.ByteOrder;
import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Window;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.pci.PciBus;
import quimera.peripherals.pci.PciFunction;

/**
 * The system controller of a Malta's core card: it decodes the processor's addresses to PCI and
 * hands configuration and interrupt acknowledge cycles on to that bus; it has four timers.
 *
 * <p>Datasheet: Galileo Technology GT-64120, revision 1.4. Its registers are little-endian,
 * whatever the processor is (section 5.2).
 *
 * <p>Deviations: DRAM and device chip selects only keep what is written, the board places memory
 * and flash; masters on PCI see all of memory at its own addresses; only the low 16 bits of an I/O
 * address count; no second PCI bus, DMA engines or message unit.
 */
public final class Gt64120 extends PciFunction {
  private static final int REGISTERS = 0x1000;

  // Section 17: the processor's side.
  private static final int CPU_CONFIGURATION = 0x000;
  private static final int PCI0_IO_LOW = 0x048;
  private static final int PCI0_IO_HIGH = 0x050;
  private static final int PCI0_M0_LOW = 0x058;
  private static final int PCI0_M0_HIGH = 0x060;
  private static final int INTERNAL_SPACE = 0x068;
  private static final int PCI0_M1_LOW = 0x080;
  private static final int PCI0_M1_HIGH = 0x088;
  private static final int PCI0_IO_REMAP = 0x0F0;
  private static final int PCI0_M0_REMAP = 0x0F8;
  private static final int PCI0_M1_REMAP = 0x100;

  private static final int TIMER_0 = 0x850;
  private static final int TIMER_CONTROL = 0x864;

  private static final int PCI0_COMMAND = 0xC00;
  private static final int INTERRUPT_CAUSE = 0xC18;
  private static final int CPU_INTERRUPT_MASK = 0xC1C;
  private static final int PCI0_INTERRUPT_ACK = 0xC34;
  private static final int PCI0_CONFIG_ADDRESS = 0xCF8;
  private static final int PCI0_CONFIG_DATA = 0xCFC;

  private static final int MASTER_BYTE_SWAP_OFF = 0x0000_0001;
  private static final int SLAVE_BYTE_SWAP_OFF = 0x0001_0000;
  private static final int CONFIG_ENABLE = 0x8000_0000;
  private static final int SUMMARY = 1;
  private static final int TIMER_EXPIRED_0 = 1 << 8;

  private static final int UNIT = 21; // windows come in 2 MiB
  private static final int LOW_BITS = 0x7FFF;
  private static final int HIGH_BITS = 0x7F;
  private static final int REMAP_BITS = 0x7FF;
  private static final long LARGEST = 0x1000_0000;
  private static final int PORTS_MASK = PortSpace.SIZE - 1;

  /** Interrupt to the processor: timers, as far as the mask lets them through. */
  public final OutputLine cpuInterrupt = new OutputLine("cpu-interrupt");

  private final PciBus pci;
  private final InterruptAck pic;
  private final int[] registers = new int[REGISTERS / 4];
  private final boolean bigEndian;
  private final GtTimers timers;
  private final Window internalSpace;
  private final Window io;
  private final Window[] memory = new Window[2];

  /**
   * @param map the processor's addresses
   * @param order of the processor
   * @param pciMemory memory space of the PCI bus
   * @param ports I/O space of the PCI bus
   * @param tclk the chip's clock
   * @param pic who answers interrupt acknowledge cycles
   */
  public Gt64120(
      MemoryMap map,
      ByteOrder order,
      PciBus pci,
      MemoryMap pciMemory,
      PortSpace ports,
      Scheduler scheduler,
      Clock tclk,
      InterruptAck pic) {
    super(0x11AB, 0x4620, 0x060000, 0x10);
    this.pci = pci;
    this.pic = pic;
    bigEndian = order == ByteOrder.BIG_ENDIAN;
    timers = new GtTimers(tclk, scheduler, this::timerExpired);
    preset(0x04, 2, 0x0006);
    writable(0x04, 2, 0x0147);
    preset(0x06, 2, 0x0280);
    int[] bases = {0x0000_0008, 0x0100_0008, 0x1C00_0000, 0x1F00_0000, 0x1400_0000, 0x1400_0001};
    for (int i = 0; i < bases.length; i++) {
      preset(0x10 + 4 * i, 4, bases[i]);
    }
    interruptPin(1);
    Bus pciBus = new Bus(pciMemory, 32);
    internalSpace = map.floating("gt64120", REGISTERS, 4, new ByteLanes(new RegisterFile(), order));
    io = map.floating("pci-io", LARGEST, 4, new ByteLanes(new IoWindow(ports), order));
    for (int i = 0; i < 2; i++) {
      BusTarget target = new MemoryWindow(pciBus, i == 0 ? PCI0_M0_LOW : PCI0_M1_LOW);
      memory[i] = map.floating("pci-memory" + i, LARGEST, 4, new ByteLanes(target, order));
    }
  }

  @Override
  public void reset(Reset kind) {
    super.reset(kind);
    java.util.Arrays.fill(registers, 0);
    int[][] initial = {
      {0x008, 0x000},
      {0x010, 0x007},
      {0x018, 0x008},
      {0x020, 0x00F},
      {0x028, 0x0E0},
      {0x030, 0x070},
      {0x038, 0x0F8},
      {0x040, 0x07F},
      {PCI0_IO_LOW, 0x080},
      {PCI0_IO_HIGH, 0x00F},
      {PCI0_M0_LOW, 0x090},
      {PCI0_M0_HIGH, 0x01F},
      {PCI0_M1_LOW, 0x790},
      {PCI0_M1_HIGH, 0x01F},
      {INTERNAL_SPACE, 0x0A0},
      {0x090, 0x100},
      {0x098, 0x00F},
      {0x0A0, 0x110},
      {0x0A8, 0x01F},
      {0x0B0, 0x120},
      {0x0B8, 0x02F},
      {0x0D8, 0x008},
      {0x0E0, 0x0E0},
      {0x0E8, 0x0F8},
      {PCI0_IO_REMAP, 0x080},
      {PCI0_M0_REMAP, 0x090},
      {PCI0_M1_REMAP, 0x790},
      {0x108, 0x100},
      {0x110, 0x110},
      {0x118, 0x120},
      {0x448, 0x0000_0512}
    };
    for (int[] pair : initial) {
      registers[pair[0] / 4] = pair[1];
    }
    // A little-endian board is strapped so that nothing is swapped on the way to PCI.
    registers[PCI0_COMMAND / 4] = bigEndian ? 0 : MASTER_BYTE_SWAP_OFF | SLAVE_BYTE_SWAP_OFF;
    timers.reset();
    decode();
  }

  @Override
  public void settle() {
    super.settle();
    drive();
  }

  @Override
  public void restored() {
    super.restored();
    decode();
  }

  @Override
  public void state(StateIo stateIo) {
    super.state(stateIo);
    stateIo.ints("registers", registers);
    stateIo.section("timers", timers::state);
    cpuInterrupt.state(stateIo);
  }

  private int register(int offset) {
    return registers[offset / 4];
  }

  // Section 3: an address belongs to a window if its bits 35-28 equal the low register's bits 14-7
  // and its bits 27-21 lie between the low and the high register's bits 6-0.

  private void decode() {
    internalSpace.move((long) register(INTERNAL_SPACE) << UNIT & 0xFFFF_FFFFL);
    internalSpace.enable(true);
    place(io, PCI0_IO_LOW, PCI0_IO_HIGH);
    place(memory[0], PCI0_M0_LOW, PCI0_M0_HIGH);
    place(memory[1], PCI0_M1_LOW, PCI0_M1_HIGH);
  }

  private void place(Window window, int lowRegister, int highRegister) {
    int low = register(lowRegister) & LOW_BITS;
    int units = (register(highRegister) & HIGH_BITS) - (low & HIGH_BITS) + 1;
    long base = (long) low << UNIT;
    boolean on = units > 0 && base < 1L << 32;
    if (on) {
      window.place(base, (long) units << UNIT);
    }
    window.enable(on);
  }

  private void timerExpired(int n) {
    cause(register(INTERRUPT_CAUSE) | TIMER_EXPIRED_0 << n);
  }

  private void cause(int value) {
    int events = value & ~SUMMARY;
    registers[INTERRUPT_CAUSE / 4] = events | (events != 0 ? SUMMARY : 0);
    drive();
  }

  private void drive() {
    int through = register(INTERRUPT_CAUSE) & register(CPU_INTERRUPT_MASK) & ~SUMMARY;
    cpuInterrupt.set(through != 0);
  }

  /** The registers as little-endian words. */
  private final class RegisterFile implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      int register = offset & ~3;
      int value =
          switch (register) {
            case TIMER_0, TIMER_0 + 4, TIMER_0 + 8, TIMER_0 + 12 ->
                (int) timers.read(register - TIMER_0 >> 2);
            case TIMER_CONTROL -> timers.control();
            case PCI0_INTERRUPT_ACK -> acknowledge();
            case PCI0_CONFIG_DATA -> configRead();
            default -> register(register);
          };
      return value >>> 8 * (offset & 3) & 0xFFFF_FFFFL;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return (offset & ~3) == PCI0_INTERRUPT_ACK
          ? OptionalLong.empty()
          : OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      int register = offset & ~3;
      int written = (int) value;
      if (bytes != 4) {
        int shift = 8 * (offset & 3);
        int mask = (1 << 8 * bytes) - 1 << shift;
        written = (int) read(register, 4) & ~mask | written << shift & mask;
      }
      store(register, written);
    }
  }

  private void store(int register, int value) {
    switch (register) {
      case TIMER_0, TIMER_0 + 4, TIMER_0 + 8, TIMER_0 + 12 ->
          timers.write(register - TIMER_0 >> 2, value & 0xFFFF_FFFFL);
      case TIMER_CONTROL -> timers.control(value);
      case INTERRUPT_CAUSE -> cause(register(INTERRUPT_CAUSE) & value); // zeros clear
      case CPU_INTERRUPT_MASK -> {
        registers[register / 4] = value;
        drive();
      }
      case PCI0_CONFIG_DATA -> configWrite(value);
      case PCI0_CONFIG_ADDRESS -> registers[register / 4] = value & 0x80FF_FFFC;
      case PCI0_IO_LOW -> window(register, PCI0_IO_REMAP, value);
      case PCI0_M0_LOW -> window(register, PCI0_M0_REMAP, value);
      case PCI0_M1_LOW -> window(register, PCI0_M1_REMAP, value);
      case PCI0_IO_HIGH, PCI0_M0_HIGH, PCI0_M1_HIGH -> {
        registers[register / 4] = value & HIGH_BITS;
        decode();
      }
      case INTERNAL_SPACE -> {
        registers[register / 4] = value & LOW_BITS;
        decode();
      }
      case PCI0_IO_REMAP, PCI0_M0_REMAP, PCI0_M1_REMAP ->
          registers[register / 4] = value & REMAP_BITS;
      case CPU_CONFIGURATION -> registers[0] = value & 0x000F_FFFF;
      case PCI0_INTERRUPT_ACK -> {} // read-only
      default -> registers[register / 4] = value;
    }
  }

  /** A write of the low decode register brings the remap register along (section 3.4). */
  private void window(int register, int remap, int value) {
    registers[register / 4] = value & LOW_BITS;
    registers[remap / 4] = value & REMAP_BITS;
    decode();
  }

  private int acknowledge() {
    return pic.acknowledge();
  }

  // Section 7.8. The bridge's own registers are never swapped, those of others unless the command
  // register's MByteSwap says so.

  private int place() {
    return register(PCI0_CONFIG_ADDRESS) >> 8 & 0xFF;
  }

  private boolean selects() {
    int address = register(PCI0_CONFIG_ADDRESS);
    return (address & CONFIG_ENABLE) != 0 && (address >> 16 & 0xFF) == 0;
  }

  private int swapped(int value) {
    boolean own = place() >> 3 == 0;
    boolean off = (register(PCI0_COMMAND) & MASTER_BYTE_SWAP_OFF) != 0;
    return own || off ? value : Integer.reverseBytes(value);
  }

  private int configRead() {
    return selects()
        ? swapped(pci.configRead(place(), register(PCI0_CONFIG_ADDRESS) & 0xFC, 4))
        : -1;
  }

  private void configWrite(int value) {
    if (selects()) {
      pci.configWrite(place(), register(PCI0_CONFIG_ADDRESS) & 0xFC, 4, swapped(value));
    }
  }

  /** The processor's window on PCI I/O space. */
  private record IoWindow(PortSpace ports) implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return ports.read(offset & PORTS_MASK, bytes) & 0xFFFF_FFFFL;
    }

    @Override
    public void write(int offset, int bytes, long value) {
      ports.write(offset & PORTS_MASK, bytes, (int) value);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return bytes == 1 ? ports.peek(offset & PORTS_MASK) : OptionalLong.empty();
    }
  }

  /** One of the processor's two windows on PCI memory space. */
  private final class MemoryWindow implements BusTarget {
    private final Bus bus;
    private final int lowRegister;

    MemoryWindow(Bus bus, int lowRegister) {
      this.bus = bus;
      this.lowRegister = lowRegister;
    }

    /** The remap register takes the place of address bits 31-21 that the window does not vary. */
    private long address(int offset) {
      int remapRegister = lowRegister == PCI0_M0_LOW ? PCI0_M0_REMAP : PCI0_M1_REMAP;
      return ((long) register(remapRegister) << UNIT) + offset & 0xFFFF_FFFFL;
    }

    @Override
    public long read(int offset, int bytes) {
      return bus.read(address(offset), bytes);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      bus.write(address(offset), bytes, value);
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return bus.peek(address(offset), bytes);
    }
  }
}
