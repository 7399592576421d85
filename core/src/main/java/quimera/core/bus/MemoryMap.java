package quimera.core.bus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The declared form of an address space: named windows with priorities that can be switched. */
public final class MemoryMap {
  private static final int FLOATING = -1;

  private final String name;
  private final Unmapped unmapped;
  private final List<Window> windows = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();

  /** An empty address space. */
  public MemoryMap(String name, Unmapped unmapped) {
    this.name = name;
    this.unmapped = unmapped;
  }

  /** The whole of a memory at {@code base}. */
  public Window memory(String windowName, long base, Memory memory) {
    return memory(windowName, base, memory.size(), memory, 0, 0);
  }

  /** A part of a memory at {@code base}; a higher priority lies above a lower one. */
  public Window memory(
      String windowName, long base, long size, Memory memory, long offset, int priority) {
    if (offset + size > memory.size()) {
      throw new IllegalArgumentException(
          name + ": window '" + windowName + "' is larger than " + memory);
    }
    return add(new Window(this, windowName, base, size, priority, memory, offset, null, 8));
  }

  /**
   * A device at {@code base}.
   *
   * @param widest the widest access that the target takes, in bytes; the bus splits wider ones
   */
  public Window io(String windowName, long base, long size, int widest, BusTarget target) {
    return io(windowName, base, size, widest, target, 0);
  }

  /** A device above or below others. */
  public Window io(
      String windowName, long base, long size, int widest, BusTarget target, int priority) {
    return add(new Window(this, windowName, base, size, priority, null, 0, target, widest));
  }

  /**
   * A window that has no place yet: switched off, to be {@link Window#move moved} and enabled by
   * whoever decodes it. It lies under every window that was declared at an address.
   */
  public Window floating(String windowName, Memory memory) {
    return nowhere(new Window(this, windowName, 0, memory.size(), FLOATING, memory, 0, null, 8));
  }

  /** A device's window without a place yet. */
  public Window floating(String windowName, long size, int widest, BusTarget target) {
    return nowhere(new Window(this, windowName, 0, size, FLOATING, null, 0, target, widest));
  }

  private Window nowhere(Window window) {
    window.enable(false);
    windows.add(window);
    moved();
    return window;
  }

  private Window add(Window window) {
    for (Window other : windows) {
      if (other.priority == window.priority && other.overlaps(window.base, window.size)) {
        throw new IllegalArgumentException(
            String.format(
                "%s: '%s' at 0x%x..0x%x overlaps '%s' at 0x%x..0x%x; move one of them",
                name,
                window.name,
                window.base,
                window.base + window.size - 1,
                other.name,
                other.base,
                other.base + other.size - 1));
      }
    }
    windows.add(window);
    moved();
    return window;
  }

  void moved() {
    windows.sort(Comparator.comparingInt((Window w) -> -w.priority).thenComparingLong(w -> w.base));
    changed();
  }

  /** The map's name. */
  public String name() {
    return name;
  }

  /** What an unclaimed address does. */
  public Unmapped unmapped() {
    return unmapped;
  }

  /** All windows, those above first, then by address. */
  public List<Window> windows() {
    return List.copyOf(windows);
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void changed() {
    listeners.forEach(Runnable::run);
  }
}
