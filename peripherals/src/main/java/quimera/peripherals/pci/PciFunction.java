package quimera.peripherals.pci;

import java.util.ArrayList;
import java.util.List;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Bytes;
import quimera.core.bus.Memory;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;

/**
 * One function of a PCI device: its 256 bytes of configuration space, the base address registers
 * that place its windows, and its interrupt pin.
 *
 * <p>Source: PCI Local Bus Specification, revision 2.1, chapter 6. A subclass declares its windows
 * in its constructor and looks at what was written in {@link #configured}; a register that it does
 * not declare writable is read-only.
 */
public abstract class PciFunction implements Device {
  /** Bytes of configuration space. */
  public static final int SIZE = 256;

  // The type 00h header, section 6.1.
  static final int VENDOR_ID = 0x00;
  static final int DEVICE_ID = 0x02;
  static final int COMMAND = 0x04;
  static final int STATUS = 0x06;
  static final int REVISION_ID = 0x08;
  static final int CLASS_CODE = 0x09;
  static final int CACHE_LINE_SIZE = 0x0C;
  static final int LATENCY_TIMER = 0x0D;
  static final int HEADER_TYPE = 0x0E;
  static final int BASE_ADDRESS = 0x10;
  static final int SUBSYSTEM_VENDOR_ID = 0x2C;
  static final int SUBSYSTEM_ID = 0x2E;
  static final int ROM_ADDRESS = 0x30;
  static final int INTERRUPT_LINE = 0x3C;
  static final int INTERRUPT_PIN = 0x3D;

  // The command register, section 6.2.2.
  static final int IO_SPACE = 0x0001;
  static final int MEMORY_SPACE = 0x0002;
  static final int BUS_MASTER = 0x0004;

  private static final int MULTI_FUNCTION = 0x80;
  private static final int STATUS_CLEARED_BY_ONES = 0xF900;
  private static final int ROM_ENABLE = 0x00000001;

  /** The interrupt pin, INTA# to INTD#; high here means asserted. */
  public final OutputLine interrupt = new OutputLine("int");

  /** The registers, little-endian; a subclass may change what its chip changes. */
  protected final byte[] config = new byte[SIZE];

  private final byte[] initial = new byte[SIZE]; // after reset
  private final byte[] writable = new byte[SIZE]; // a bit that is set can be written
  private final List<Bar> bars = new ArrayList<>();
  private PciBus bus;

  /** A window that a base address register places. */
  private static final class Bar {
    final int register; // offset in configuration space
    final int flags;
    final long size;
    final String name;
    final Memory memory; // or null
    final BusTarget target; // or null
    final int widest;
    PciBus.Placement placement;

    Bar(
        int register,
        int flags,
        long size,
        String name,
        Memory memory,
        BusTarget target,
        int widest) {
      this.register = register;
      this.flags = flags;
      this.size = size;
      this.name = name;
      this.memory = memory;
      this.target = target;
      this.widest = widest;
    }

    boolean ports() {
      return register != ROM_ADDRESS && (flags & 1) != 0;
    }
  }

  /**
   * @param classCode base class, subclass and programming interface, 24 bits
   */
  protected PciFunction(int vendor, int device, int classCode, int revision) {
    preset(VENDOR_ID, 2, vendor);
    preset(DEVICE_ID, 2, device);
    preset(REVISION_ID, 1, revision);
    preset(CLASS_CODE, 2, classCode & 0xFFFF);
    preset(CLASS_CODE + 2, 1, classCode >> 16);
    writable(COMMAND, 2, 0x0147); // I/O, memory, master, parity, SERR#
    writable(CACHE_LINE_SIZE, 1, 0xFF);
    writable(LATENCY_TIMER, 1, 0xFF);
    writable(INTERRUPT_LINE, 1, 0xFF);
  }

  // What a subclass declares.

  /** The value of a register after reset. */
  protected final void preset(int offset, int bytes, int value) {
    for (int i = 0; i < bytes; i++) {
      initial[offset + i] = config[offset + i] = (byte) (value >> 8 * i);
    }
  }

  /** The bits of a register that can be written. */
  protected final void writable(int offset, int bytes, int mask) {
    for (int i = 0; i < bytes; i++) {
      writable[offset + i] = (byte) (mask >> 8 * i);
    }
  }

  /** Who made the board that the chip is on. */
  protected final void subsystem(int vendor, int id) {
    preset(SUBSYSTEM_VENDOR_ID, 2, vendor);
    preset(SUBSYSTEM_ID, 2, id);
  }

  /** Says that this is function 0 of several. */
  protected final void multiFunction() {
    preset(HEADER_TYPE, 1, MULTI_FUNCTION);
  }

  /**
   * The pin that the function drives.
   *
   * @param pin 1 for INTA# to 4 for INTD#
   */
  protected final void interruptPin(int pin) {
    preset(INTERRUPT_PIN, 1, pin);
  }

  /**
   * Base address register {@code index}, 0-5, of a range of ports.
   *
   * @param size a power of two, at least 4
   */
  protected final void ports(int index, String name, int size, int widest, BusTarget target) {
    declare(new Bar(BASE_ADDRESS + 4 * index, 1, size, name, null, target, widest), ~0x3L);
  }

  /**
   * Base address register of a memory-mapped device.
   *
   * @param size a power of two, at least 16
   */
  protected final void registers(int index, String name, long size, int widest, BusTarget target) {
    declare(new Bar(BASE_ADDRESS + 4 * index, 0, size, name, null, target, widest), ~0xFL);
  }

  /** Base address register of memory on the card, prefetchable. */
  protected final void memory(int index, String name, Memory memory) {
    declare(new Bar(BASE_ADDRESS + 4 * index, 8, memory.size(), name, memory, null, 0), ~0xFL);
  }

  /** The expansion ROM of the card. */
  protected final void expansionRom(String name, Memory rom) {
    declare(new Bar(ROM_ADDRESS, 0, rom.size(), name, rom, null, 0), ~0x7FFL | ROM_ENABLE);
  }

  private void declare(Bar bar, long mask) {
    if (Long.bitCount(bar.size) != 1) {
      throw new IllegalArgumentException(bar.name + ": " + bar.size + " is no power of two");
    }
    preset(bar.register, 4, bar.flags);
    writable(bar.register, 4, (int) (-bar.size & mask | mask & ROM_ENABLE));
    bars.add(bar);
  }

  // What the bus calls.

  final void attach(PciBus to) {
    bus = to;
    for (Bar bar : bars) {
      bar.placement =
          bar.ports()
              ? to.ports(bar.name, (int) bar.size, bar.widest, bar.target)
              : bar.memory != null
                  ? to.memory(bar.name, bar.memory)
                  : to.registers(bar.name, bar.size, bar.widest, bar.target);
    }
    attached(to);
  }

  /** The place for windows that no base address register places. */
  void attached(PciBus to) {}

  /** A configuration read of 1, 2 or 4 bytes. */
  protected int configRead(int offset, int bytes) {
    return get(offset, bytes);
  }

  /** A configuration write of 1, 2 or 4 bytes, under the masks. */
  final void configWrite(int offset, int bytes, int value) {
    for (int i = 0; i < bytes; i++) {
      int at = offset + i;
      int mask = writable[at];
      int written = value >> 8 * i;
      int kept = config[at] & ~mask;
      if (at == STATUS || at == STATUS + 1) {
        kept &= ~(written & STATUS_CLEARED_BY_ONES >> 8 * (at - STATUS));
      }
      config[at] = (byte) (kept | written & mask);
    }
    if (offset < INTERRUPT_LINE) {
      decode();
    }
    configured(offset, bytes);
  }

  /** Registers {@code offset} to {@code offset + bytes - 1} were written. */
  protected void configured(int offset, int bytes) {}

  /** A register's value, zero-extended below four bytes. */
  protected final int get(int offset, int bytes) {
    return switch (bytes) {
      case 1 -> config[offset] & 0xFF;
      case 2 -> Bytes.get16(config, offset);
      default -> Bytes.get32(config, offset);
    };
  }

  /** Whether the function may read and write memory by itself. */
  protected final boolean mayMaster() {
    return (get(COMMAND, 2) & BUS_MASTER) != 0;
  }

  /** Section 6.2.5: a window answers at its base while its space is on. */
  private void decode() {
    if (bus == null) {
      return;
    }
    int command = get(COMMAND, 2);
    for (Bar bar : bars) {
      long base = get(bar.register, 4) & 0xFFFFFFFFL & -bar.size;
      boolean space = (command & (bar.ports() ? IO_SPACE : MEMORY_SPACE)) != 0;
      boolean rom = bar.register != ROM_ADDRESS || (get(ROM_ADDRESS, 4) & ROM_ENABLE) != 0;
      bar.placement.place(base, space && rom && base != 0);
    }
  }

  // Life.

  @Override
  public void reset(Reset kind) {
    System.arraycopy(initial, 0, config, 0, SIZE);
    decode();
  }

  @Override
  public void settle() {
    configured(0, SIZE);
  }

  @Override
  public void state(StateIo io) {
    io.bytes("config", config);
    interrupt.state(io);
  }

  @Override
  public void restored() {
    decode();
    configured(0, SIZE);
  }
}
