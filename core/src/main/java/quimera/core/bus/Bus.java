package quimera.core.bus;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The decoded form of a {@link MemoryMap}, as one master sees it: a directory of 4 KiB pages,
 * filled when first used and dropped when a window changes.
 *
 * <p>Which bus a part holds says who asks. Processors cache {@link #readable} and {@link #writable}
 * pages in their TLBs, so that an access to RAM never comes here.
 */
public final class Bus {
  private static final int LEAF_BITS = 10;

  private final MemoryMap map;
  private final boolean bigEndian;
  private final long mask;
  private final Entry[][] directory;
  private final List<Runnable> listeners = new ArrayList<>();
  private long lines = -1;

  /** What a page decodes to: memory as a whole, by direction, or a list of windows to search. */
  private static final class Entry {
    Page read;
    Page write;
    Window[] windows;
  }

  /** A little-endian bus with this many address lines. */
  public Bus(MemoryMap map, int addressBits) {
    this(map, addressBits, ByteOrder.LITTLE_ENDIAN);
  }

  /** A bus with this many address lines, 20 to 40, whose master orders bytes so. */
  public Bus(MemoryMap map, int addressBits, ByteOrder order) {
    this.map = map;
    this.bigEndian = order == ByteOrder.BIG_ENDIAN;
    mask = (1L << addressBits) - 1;
    directory = new Entry[1 << Math.max(0, addressBits - Page.SHIFT - LEAF_BITS)][];
    map.onChange(this::redecode);
  }

  /** The address space that this decodes. */
  public MemoryMap map() {
    return map;
  }

  /** {@code listener} runs whenever an address may mean something else than before. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Holds address lines low: those that are 0 in {@code newLines} (the A20 gate). */
  public void gate(long newLines) {
    if (lines != newLines) {
      lines = newLines;
      listeners.forEach(Runnable::run);
    }
  }

  private void redecode() {
    java.util.Arrays.fill(directory, null);
    listeners.forEach(Runnable::run);
  }

  /** The page behind an address if all of it is memory, else null. */
  public Page readable(long address) {
    return entry(address & mask & lines).read;
  }

  /** The page that stores to an address go to if all of it is RAM, else null. It may be watched. */
  public Page writable(long address) {
    return entry(address & mask & lines).write;
  }

  private Entry entry(long address) {
    int page = (int) (address >>> Page.SHIFT);
    Entry[] leaf = directory[page >> LEAF_BITS];
    if (leaf == null) {
      leaf = new Entry[1 << LEAF_BITS];
      directory[page >> LEAF_BITS] = leaf;
    }
    Entry entry = leaf[page & (1 << LEAF_BITS) - 1];
    return entry != null ? entry : entrySlow(address);
  }

  private Entry entrySlow(long address) {
    long base = address & -Page.SIZE;
    Entry entry = new Entry();
    entry.windows =
        map.windows().stream().filter(w -> w.overlaps(base, Page.SIZE)).toArray(Window[]::new);
    entry.read = direct(entry.windows, base, false);
    entry.write = direct(entry.windows, base, true);
    int page = (int) (address >>> Page.SHIFT);
    directory[page >> LEAF_BITS][page & (1 << LEAF_BITS) - 1] = entry;
    return entry;
  }

  private static Page direct(Window[] windows, long base, boolean write) {
    for (Window w : windows) {
      if (w.answers(write)) {
        boolean whole = w.base <= base && base + Page.SIZE <= w.base + w.size;
        long offset = base - w.base + w.memoryOffset;
        boolean plain = whole && w.memory != null && offset % Page.SIZE == 0;
        return plain && (!write || w.memory.writable())
            ? w.memory.page((int) (offset >> Page.SHIFT))
            : null;
      }
    }
    return null;
  }

  /** 8 bits, zero-extended. */
  public int read8(long address) {
    return (int) read(address, 1) & 0xFF;
  }

  /** 16 bits, zero-extended. */
  public int read16(long address) {
    return (int) read(address, 2) & 0xFFFF;
  }

  /** 32 bits. */
  public int read32(long address) {
    return (int) read(address, 4);
  }

  /** 64 bits. */
  public long read64(long address) {
    return read(address, 8);
  }

  /** 8 bits. */
  public void write8(long address, int value) {
    write(address, 1, value);
  }

  /** 16 bits. */
  public void write16(long address, int value) {
    write(address, 2, value);
  }

  /** 32 bits. */
  public void write32(long address, int value) {
    write(address, 4, value & 0xFFFFFFFFL);
  }

  /** 64 bits. */
  public void write64(long address, long value) {
    write(address, 8, value);
  }

  /**
   * A read of 1, 2, 4 or 8 bytes, at any alignment.
   *
   * @return the value, zero-extended
   * @throws BusFault if nothing answers and the map says so
   */
  public long read(long address, int bytes) {
    long at = address & mask & lines;
    int offset = (int) at & Page.SIZE - 1;
    if (offset + bytes > Page.SIZE) {
      return split(address, bytes);
    }
    Entry entry = entry(at);
    if (entry.read != null) {
      return get(entry.read.bytes, offset, bytes);
    }
    Window w = find(entry.windows, at, false);
    if (w == null) {
      return unmapped(at, bytes);
    }
    if (bytes > w.widest || (offset & bytes - 1) != 0 || !w.covers(at + bytes - 1)) {
      return split(address, bytes);
    }
    long within = at - w.base;
    if (w.memory != null) {
      byte[] part = new byte[bytes];
      w.memory.store(within + w.memoryOffset, part, 0, bytes);
      return get(part, 0, bytes);
    }
    return w.target.read((int) within, bytes) & -1L >>> (64 - 8 * bytes);
  }

  /**
   * A write of 1, 2, 4 or 8 bytes, at any alignment.
   *
   * @throws BusFault if nothing answers and the map says so
   */
  public void write(long address, int bytes, long value) {
    long at = address & mask & lines;
    int offset = (int) at & Page.SIZE - 1;
    if (offset + bytes > Page.SIZE) {
      split(address, bytes, value);
      return;
    }
    Entry entry = entry(at);
    if (entry.write != null) {
      put(entry.write.bytes, offset, bytes, value);
      if (entry.write.watched() != 0) {
        entry.write.written(offset, bytes);
      }
      return;
    }
    Window w = find(entry.windows, at, true);
    if (w == null) {
      unmapped(at, bytes);
    } else if (bytes > w.widest || (offset & bytes - 1) != 0 || !w.covers(at + bytes - 1)) {
      split(address, bytes, value);
    } else if (w.target != null) {
      w.target.write((int) (at - w.base), bytes, value & -1L >>> (64 - 8 * bytes));
    } else if (w.memory.writable()) {
      byte[] part = new byte[bytes];
      put(part, 0, bytes, value);
      w.memory.load(at - w.base + w.memoryOffset, part, 0, bytes);
    }
  }

  /** What a read would return, without side effects; empty where a device does not say. */
  public OptionalLong peek(long address, int bytes) {
    long at = address & mask & lines;
    Window w = find(entry(at).windows, at, false);
    if (w == null) {
      return map.unmapped() == Unmapped.FAULT
          ? OptionalLong.empty()
          : OptionalLong.of(unmapped(at, bytes));
    }
    if (w.memory != null && w.covers(at + bytes - 1)) {
      byte[] part = new byte[bytes];
      w.memory.store(at - w.base + w.memoryOffset, part, 0, bytes);
      return OptionalLong.of(get(part, 0, bytes));
    }
    if (bytes <= w.widest && w.target != null) {
      return w.target.peek((int) (at - w.base), bytes);
    }
    OptionalLong low = bytes == 1 ? OptionalLong.empty() : peek(address, bytes / 2);
    OptionalLong high = bytes == 1 ? low : peek(address + bytes / 2, bytes / 2);
    return low.isEmpty() || high.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(join(low.getAsLong(), high.getAsLong(), bytes / 2));
  }

  /** Reads a run of bytes, as a DMA master does. */
  public void read(long address, byte[] target, int to, int length) {
    int done = 0;
    while (done < length) {
      Page page = readable(address + done);
      int offset = (int) (address + done) & Page.SIZE - 1;
      int part = page == null ? 1 : Math.min(length - done, Page.SIZE - offset);
      if (page == null) {
        target[to + done] = (byte) read8(address + done);
      } else {
        System.arraycopy(page.bytes, offset, target, to + done, part);
      }
      done += part;
    }
  }

  /** Writes a run of bytes, as a DMA master does. */
  public void write(long address, byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      Page page = writable(address + done);
      int offset = (int) (address + done) & Page.SIZE - 1;
      int part = page == null ? 1 : Math.min(length - done, Page.SIZE - offset);
      if (page == null) {
        write8(address + done, source[from + done] & 0xFF);
      } else {
        System.arraycopy(source, from + done, page.bytes, offset, part);
        page.written(offset, part);
      }
      done += part;
    }
  }

  private static Window find(Window[] windows, long address, boolean write) {
    for (Window w : windows) {
      if (w.answers(write) && w.covers(address)) {
        return w;
      }
    }
    return null;
  }

  private long unmapped(long address, int bytes) {
    return switch (map.unmapped()) {
      case ONES -> -1L >>> (64 - 8 * bytes);
      case ZEROS -> 0;
      case FAULT -> throw new BusFault(address);
    };
  }

  private long split(long address, int bytes) {
    int half = bytes / 2;
    long first = read(address, half);
    return join(first, read(address + half, half), half);
  }

  private long join(long first, long second, int half) {
    return bigEndian ? first << 8 * half | second : second << 8 * half | first;
  }

  private void split(long address, int bytes, long value) {
    int half = bytes / 2;
    write(address, half, bigEndian ? value >>> 8 * half : value);
    write(address + half, half, bigEndian ? value : value >>> 8 * half);
  }

  private long get(byte[] array, int offset, int bytes) {
    return switch (bytes) {
      case 1 -> array[offset] & 0xFF;
      case 2 -> bigEndian ? Bytes.get16be(array, offset) : Bytes.get16(array, offset);
      case 4 ->
          (bigEndian ? Bytes.get32be(array, offset) : Bytes.get32(array, offset)) & 0xFFFFFFFFL;
      default -> bigEndian ? Bytes.get64be(array, offset) : Bytes.get64(array, offset);
    };
  }

  private void put(byte[] array, int offset, int bytes, long value) {
    switch (bytes) {
      case 1 -> array[offset] = (byte) value;
      case 2 -> {
        if (bigEndian) {
          Bytes.put16be(array, offset, (int) value);
        } else {
          Bytes.put16(array, offset, (int) value);
        }
      }
      case 4 -> {
        if (bigEndian) {
          Bytes.put32be(array, offset, (int) value);
        } else {
          Bytes.put32(array, offset, (int) value);
        }
      }
      default -> {
        if (bigEndian) {
          Bytes.put64be(array, offset, value);
        } else {
          Bytes.put64(array, offset, value);
        }
      }
    }
  }
}
