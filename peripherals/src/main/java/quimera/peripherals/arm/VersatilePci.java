package quimera.peripherals.arm;

import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.device.Device;
import quimera.core.state.StateIo;
import quimera.peripherals.pci.PciBus;
import quimera.peripherals.pci.PciFunction;

/**
 * The Versatile PB's PCI controller: windows from the processor's address space into those of the
 * bus, and the board's own function on it.
 *
 * <p>Datasheet: Versatile Platform Baseboard for ARM926EJ-S User Guide, DUI 0225D, section 4.17.
 *
 * <p>Deviations: masters on the bus see the board's memory at its own addresses (PCI_SMAPn are only
 * kept).
 */
public final class VersatilePci implements Device {
  /** The slot that the board has on its backplane. */
  public static final int OWN_SLOT = 11;

  //                          register        access  function
  private static final int PCI_IMAP0 = 0x00; // R/W three: bits 31-28 of addresses on the bus
  private static final int PCI_END = 0x20;
  private static final int IMAPS = 3;
  private static final int IMAP_MASK = 0xF;
  private static final int SLOT_SHIFT = 11; // of an address of configuration space
  private static final int BUS_SHIFT = 16;

  /** The control registers. */
  public final BusTarget registers = new Registers();

  /** Configuration space, from either of its windows. */
  public final BusTarget configuration = new Configuration();

  /** The bus's port space. */
  public final BusTarget io = new Io();

  private final PciBus bus;
  private final PortSpace ports;
  private final Bus memory;
  private final int[] values = new int[PCI_END / 4];

  /**
   * @param memory the bus's memory space
   */
  public VersatilePci(PciBus bus, MemoryMap memory, PortSpace ports) {
    this.bus = bus;
    this.ports = ports;
    this.memory = new Bus(memory, 32);
  }

  /** The board's own function, by which a driver finds its slot. */
  public static PciFunction ownFunction() {
    return new OwnFunction();
  }

  private static final class OwnFunction extends PciFunction {
    OwnFunction() {
      super(0x10EE, 0x0300, 0x0B4000, 0);
    }
  }

  /** A window into the bus's memory space; {@code n} is the IMAP register that leads it, 0 to 2. */
  public BusTarget window(int n, int base) {
    return new MemoryWindow(n, base);
  }

  @Override
  public void reset(Reset kind) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 0;
    }
  }

  private final class Registers implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return values[offset / 4] & 0xFFFFFFFFL;
    }

    @Override
    public OptionalLong peek(int offset, int bytes) {
      return OptionalLong.of(read(offset, bytes));
    }

    @Override
    public void write(int offset, int bytes, long value) {
      int register = offset / 4;
      values[register] = register < PCI_IMAP0 + IMAPS ? (int) value & IMAP_MASK : (int) value;
    }
  }

  private final class Configuration implements BusTarget {
    private boolean here(int offset) {
      return offset >>> BUS_SHIFT == 0;
    }

    private int place(int offset) {
      return offset >> SLOT_SHIFT - 3 & 0xFF;
    }

    @Override
    public long read(int offset, int bytes) {
      return here(offset) ? bus.configRead(place(offset), offset & 0xFF, bytes) : -1;
    }

    @Override
    public void write(int offset, int bytes, long value) {
      if (here(offset)) {
        bus.configWrite(place(offset), offset & 0xFF, bytes, (int) value);
      }
    }
  }

  private final class Io implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return ports.read(offset & 0xFFFF, bytes);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      ports.write(offset & 0xFFFF, bytes, (int) value);
    }
  }

  private final class MemoryWindow implements BusTarget {
    private final int map;
    private final int base;

    MemoryWindow(int map, int base) {
      this.map = map;
      this.base = base;
    }

    private long address(int offset) {
      return (values[map] << 28 | base + offset & 0x0FFFFFFF) & 0xFFFFFFFFL;
    }

    @Override
    public long read(int offset, int bytes) {
      return memory.read(address(offset), bytes);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      memory.write(address(offset), bytes, value);
    }
  }

  @Override
  public void state(StateIo io) {
    io.ints("values", values);
  }
}
