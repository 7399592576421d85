package quimera.testroms.conform;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import quimera.core.bus.Memory;
import quimera.core.bus.Page;
import quimera.core.bus.Tlb;
import quimera.core.cpu.CpuUnderTest;

/**
 * The memory of a vector: sets it, compares all of it, and leaves it zero.
 *
 * <p>Of every page that the vector names there is an image of what it should become, compared page
 * by page. A page that it does not name must be zero; which of those may have been written is found
 * in the processor's {@linkplain CpuUnderTest#stores buffers}, which are emptied before the vector
 * and told the named pages, so that stores to those take the quick way.
 */
final class MemoryCheck {
  private static final byte[] ZEROS = new byte[Page.SIZE];
  private static final int MOST_PAGES = 1 << 14;
  private static final int MOST_ENTRIES = 32;
  private static final int[] NOTHING = new int[Tlb.SIZE];

  static {
    Arrays.fill(NOTHING, Tlb.NONE);
  }

  private final CpuUnderTest cpu;
  private final Memory ram;
  private final long mask;
  private final List<Tlb> stores;
  private byte[][] images = new byte[8][Page.SIZE];
  private Page[] pages = new Page[8];
  private int[] virtuals = new int[8];
  private int count;

  /** The vector does not name the page that its instruction is on. */
  private boolean lost;

  private final BitSet seen = new BitSet();

  MemoryCheck(CpuUnderTest cpu) {
    this.cpu = cpu;
    ram = cpu.ram();
    mask = ram.size() - 1;
    stores = cpu.stores();
  }

  /** Whether the memory has grown so much that a new processor is the cheaper way on. */
  boolean large() {
    return seen.cardinality() > MOST_PAGES;
  }

  /** Fills the memory. */
  void set(CtvRecord vector) {
    count = 0;
    expect(vector.data, vector.before, true);
    cpu.forgetStores();
  }

  /** Opens the quick way for stores to the named pages, but for the one with the code. */
  void open(long pc) {
    lost = true;
    int code = (int) ((cpu.place(pc) & mask) >> Page.SHIFT);
    for (int i = 0; i < count; i++) {
      if (pages[i].index != code) {
        for (Tlb each : stores) {
          each.mapWrite(virtuals[i], pages[i]);
        }
      } else {
        lost = false;
      }
    }
  }

  private void expect(byte[] data, CtvRecord.Runs runs, boolean load) {
    for (int i = 0; i < runs.count; i++) {
      int done = 0;
      int length = runs.lengths[i];
      while (done < length) {
        long virtual = runs.addresses[i] + done & 0xFFFFFFFFL;
        long address = cpu.place(virtual) & mask;
        int offset = (int) address & Page.SIZE - 1;
        int part = Math.min(length - done, Page.SIZE - offset);
        int slot = slot((int) (address >> Page.SHIFT), (int) virtual);
        System.arraycopy(data, runs.offsets[i] + done, images[slot], offset, part);
        if (load) {
          System.arraycopy(data, runs.offsets[i] + done, pages[slot].bytes, offset, part);
          pages[slot].written(offset, part);
        }
        done += part;
      }
    }
  }

  private int slot(int index, int virtual) {
    for (int i = 0; i < count; i++) {
      if (pages[i].index == index) {
        return i;
      }
    }
    if (count == pages.length) {
      pages = Arrays.copyOf(pages, count * 2);
      virtuals = Arrays.copyOf(virtuals, count * 2);
      images = Arrays.copyOf(images, count * 2);
      for (int i = count; i < images.length; i++) {
        images[i] = new byte[Page.SIZE];
      }
    }
    seen.set(index);
    pages[count] = ram.page(index);
    virtuals[count] = virtual & -Page.SIZE;
    return count++;
  }

  /** Whether the vector names the page that its instruction is on, as it must. */
  boolean hasCode() {
    return !lost;
  }

  /** Whether all of the memory is as the vector says. */
  boolean matches(CtvRecord vector) {
    expect(vector.data, vector.after, false);
    for (int i = 0; i < count; i++) {
      for (int at = differs(i, 0); at >= 0; at = differs(i, at + 1)) {
        if (!excused(vector, i, at)) {
          return false;
        }
      }
    }
    for (Tlb each : stores) {
      for (int slot = used(each, 0); slot >= 0; slot = used(each, slot + 1)) {
        byte[] bytes = each.writePages[slot];
        if (!named(bytes) && !Arrays.equals(bytes, ZEROS)) {
          return false;
        }
      }
    }
    return true;
  }

  /** All differences, after {@link #matches}. */
  void differences(CtvRecord vector, BiConsumer<Long, int[]> sink) {
    for (int i = 0; i < count; i++) {
      long base = (long) pages[i].index << Page.SHIFT;
      for (int at = differs(i, 0); at >= 0; at = differs(i, at + 1)) {
        if (!excused(vector, i, at)) {
          sink.accept(base + at, new int[] {images[i][at] & 0xFF, pages[i].bytes[at] & 0xFF});
        }
      }
    }
    for (Tlb each : stores) {
      for (int slot = used(each, 0); slot >= 0; slot = used(each, slot + 1)) {
        byte[] bytes = each.writePages[slot];
        for (int at = 0; at < Page.SIZE && !named(bytes); at++) {
          if (bytes[at] != 0) {
            long address = each.writeTags[slot] + at & 0xFFFFFFFFL;
            sink.accept(address, new int[] {0, bytes[at] & 0xFF});
          }
        }
      }
    }
  }

  private int differs(int slot, int from) {
    int at = Arrays.mismatch(images[slot], from, Page.SIZE, pages[slot].bytes, from, Page.SIZE);
    return at < 0 ? -1 : from + at;
  }

  /**
   * Whether stores may be unknown: made on a page with code that the vector does not name, or to so
   * many pages that a buffer has forgotten one.
   */
  boolean incomplete() {
    int entries = lost ? MOST_ENTRIES + 1 : 0;
    for (Tlb each : stores) {
      for (int slot = used(each, 0); slot >= 0; slot = used(each, slot + 1)) {
        entries++;
      }
    }
    return entries > MOST_ENTRIES;
  }

  private static int used(Tlb tlb, int from) {
    int at = Arrays.mismatch(tlb.writeTags, from, Tlb.SIZE, NOTHING, from, Tlb.SIZE);
    return at < 0 ? -1 : from + at;
  }

  private boolean named(byte[] bytes) {
    for (int i = 0; i < count; i++) {
      if (pages[i].bytes == bytes) {
        return true;
      }
    }
    return false;
  }

  /** Whether only bits differ that are not compared. */
  private boolean excused(CtvRecord vector, int slot, int at) {
    int differing = images[slot][at] ^ pages[slot].bytes[at];
    long address = ((long) pages[slot].index << Page.SHIFT) + at;
    CtvRecord.Runs runs = vector.ignoredMemory;
    for (int i = 0; i < runs.count; i++) {
      long within = address - cpu.place(runs.addresses[i] & 0xFFFFFFFFL) & mask;
      if (within < runs.lengths[i]) {
        differing &= ~vector.data[runs.offsets[i] + (int) within];
      }
    }
    return (differing & 0xFF) == 0;
  }

  /** Makes all of the memory zero again. */
  void clear(CtvRecord vector) {
    for (Tlb each : stores) {
      for (int slot = used(each, 0); slot >= 0; slot = used(each, slot + 1)) {
        byte[] bytes = each.writePages[slot];
        if (!named(bytes)) {
          Arrays.fill(bytes, (byte) 0);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      if (differs(i, 0) >= 0) {
        Arrays.fill(images[i], (byte) 0);
        Arrays.fill(pages[i].bytes, (byte) 0);
        pages[i].written(0, Page.SIZE);
      }
    }
    zero(vector.before);
    zero(vector.after);
  }

  private void zero(CtvRecord.Runs runs) {
    for (int i = 0; i < runs.count; i++) {
      int done = 0;
      int length = runs.lengths[i];
      while (done < length) {
        long virtual = runs.addresses[i] + done & 0xFFFFFFFFL;
        long address = cpu.place(virtual) & mask;
        int offset = (int) address & Page.SIZE - 1;
        int part = Math.min(length - done, Page.SIZE - offset);
        int slot = slot((int) (address >> Page.SHIFT), (int) virtual);
        Arrays.fill(images[slot], offset, offset + part, (byte) 0);
        Arrays.fill(pages[slot].bytes, offset, offset + part, (byte) 0);
        pages[slot].written(offset, part);
        done += part;
      }
    }
  }
}
