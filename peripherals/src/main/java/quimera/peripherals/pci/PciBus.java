package quimera.peripherals.pci;

import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Window;

/**
 * A PCI bus: 32 slots of eight functions, and the two address spaces that their windows lie in.
 *
 * <p>Source: PCI Local Bus Specification, revision 2.1, section 3.2.2. A configuration cycle to a
 * place where nothing is ends in a master abort: ones are read, and a write is lost.
 */
public final class PciBus {
  private static final int PLACES = 256;

  private final MemoryMap memory;
  private final PortSpace ports;
  private final PciFunction[] functions = new PciFunction[PLACES];

  /** Where a base address register puts its window. */
  interface Placement {
    /** Moves the window and switches it. */
    void place(long base, boolean on);
  }

  /** An empty bus in front of these address spaces. */
  public PciBus(MemoryMap memory, PortSpace ports) {
    this.memory = memory;
    this.ports = ports;
  }

  /**
   * Plugs a function in.
   *
   * @param device slot, 0-31
   * @param function 0-7
   */
  public <F extends PciFunction> F add(int device, int function, F part) {
    int place = device << 3 | function;
    if (functions[place] != null) {
      throw new IllegalArgumentException("two functions at " + device + "." + function);
    }
    functions[place] = part;
    part.attach(this);
    return part;
  }

  /**
   * A configuration read of 1, 2 or 4 bytes, aligned.
   *
   * @param place device in bits 7-3, function in bits 2-0
   */
  public int configRead(int place, int offset, int bytes) {
    PciFunction function = functions[place];
    return function == null ? -1 >>> 32 - 8 * bytes : function.configRead(offset, bytes);
  }

  /** A configuration write of 1, 2 or 4 bytes, aligned. */
  public void configWrite(int place, int offset, int bytes, int value) {
    PciFunction function = functions[place];
    if (function != null) {
      function.configWrite(offset, bytes, value);
    }
  }

  Placement memory(String name, Memory content) {
    return placing(memory.floating(name, content));
  }

  Placement registers(String name, long size, int widest, BusTarget target) {
    return placing(memory.floating(name, size, widest, target));
  }

  private static Placement placing(Window window) {
    return (base, on) -> {
      if (on) {
        window.move(base);
      }
      window.enable(on);
    };
  }

  Placement ports(String name, int size, int widest, BusTarget target) {
    return new Placement() {
      private PortSpace.Range range;

      @Override
      public void place(long base, boolean on) {
        boolean fits = on && base + size <= PortSpace.SIZE;
        if (range != null && (!fits || range.base() != base)) {
          ports.unmap(range);
          range = null;
        }
        if (range == null && fits) {
          range = ports.mapUnder(name, (int) base, size, widest, target);
        }
      }
    };
  }
}
