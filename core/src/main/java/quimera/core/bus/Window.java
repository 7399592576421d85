package quimera.core.bus;

/**
 * A named range of a {@link MemoryMap}: memory or a target behind it, switchable by direction and
 * movable, as the window of a PCI base address register is.
 */
public final class Window {
  final MemoryMap map;
  final String name;
  long base;
  long size;
  final int priority;
  final Memory memory; // or null
  final long memoryOffset;
  final BusTarget target; // or null
  final int widest;
  boolean reads = true;
  boolean writes = true;

  Window(
      MemoryMap map,
      String name,
      long base,
      long size,
      int priority,
      Memory memory,
      long memoryOffset,
      BusTarget target,
      int widest) {
    this.map = map;
    this.name = name;
    this.base = base;
    this.size = size;
    this.priority = priority;
    this.memory = memory;
    this.memoryOffset = memoryOffset;
    this.target = target;
    this.widest = widest;
  }

  /** Switches the window on or off; what lies under it shows through while it is off. */
  public void enable(boolean on) {
    enable(on, on);
  }

  /**
   * Switches the window by direction: shadow RAM may take the writes while ROM answers the reads.
   */
  public void enable(boolean onReads, boolean onWrites) {
    if (reads != onReads || writes != onWrites) {
      reads = onReads;
      writes = onWrites;
      map.changed();
    }
  }

  /**
   * Moves the window to another base. It may come to lie over others of its priority, as while
   * firmware is still handing addresses out; the lowest base answers then.
   */
  public void move(long newBase) {
    if (base != newBase) {
      base = newBase;
      map.moved();
    }
  }

  /** Moves the window and changes its size, as a bridge does that decodes a range of addresses. */
  public void place(long newBase, long newSize) {
    if (memory != null && memoryOffset + newSize > memory.size()) {
      throw new IllegalArgumentException("window '" + name + "' is larger than " + memory);
    }
    if (base != newBase || size != newSize) {
      base = newBase;
      size = newSize;
      map.moved();
    }
  }

  /** The window's name. */
  public String name() {
    return name;
  }

  /** First address. */
  public long base() {
    return base;
  }

  /** Size in bytes. */
  public long size() {
    return size;
  }

  boolean covers(long address) {
    return address >= base && address - base < size;
  }

  boolean overlaps(long first, long bytes) {
    return first < base + size && base < first + bytes;
  }

  boolean answers(boolean write) {
    return write ? writes : reads;
  }

  @Override
  public String toString() {
    return String.format(
        "%08x-%08x %s%s",
        base, base + size - 1, name, priority == 0 ? "" : " (priority " + priority + ")");
  }
}
