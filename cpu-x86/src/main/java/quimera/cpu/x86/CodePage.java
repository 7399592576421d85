package quimera.cpu.x86;

import java.util.Arrays;
import quimera.core.bus.Page;

/** The decoded instructions of one page of memory, by the offset of their first byte. */
final class CodePage {
  private static final int GRANULE = 1 << Page.GRANULE_SHIFT;

  final Page page;
  private final Node[][] granules = new Node[Page.SIZE / GRANULE][];

  /** By granule: bit <i>n</i> is set if an instruction begins at its byte <i>n</i>. */
  private final long[] starts = new long[Page.SIZE / GRANULE];

  /** By granule: how many instructions have a byte in it, those that enter left out. */
  private final int[] touching = new int[Page.SIZE / GRANULE];

  /** Instructions that begin in another page and end here. */
  private Crossing[] entering = {};

  CodePage(Page page) {
    this.page = page;
  }

  /** The instruction at an offset for this EIP and key, or null. */
  Node find(int offset, int eip, int key) {
    Node[] granule = granules[offset >> Page.GRANULE_SHIFT];
    Node node = granule == null ? null : granule[offset & GRANULE - 1];
    while (node != null && !node.is(eip, key)) {
      node = node.variant;
    }
    return node;
  }

  void add(int offset, Node node) {
    Node[] granule = granules[offset >> Page.GRANULE_SHIFT];
    if (granule == null) {
      granule = new Node[GRANULE];
      granules[offset >> Page.GRANULE_SHIFT] = granule;
    }
    node.page = this;
    node.offset = offset;
    node.variant = granule[offset & GRANULE - 1];
    granule[offset & GRANULE - 1] = node;
    starts[offset >> Page.GRANULE_SHIFT] |= 1L << offset;
    count(node, 1);
  }

  private void count(Node node, int change) {
    int last = Math.min(node.offset + node.length, Page.SIZE) - 1 >> Page.GRANULE_SHIFT;
    for (int g = node.offset >> Page.GRANULE_SHIFT; g <= last; g++) {
      touching[g] += change;
    }
  }

  void addEntering(Crossing node) {
    dropDead();
    entering = Arrays.copyOf(entering, entering.length + 1);
    entering[entering.length - 1] = node;
  }

  /** Takes one instruction out. */
  void remove(Node gone) {
    int g = gone.offset >> Page.GRANULE_SHIFT;
    Node[] granule = granules[g];
    Node node = granule[gone.offset & GRANULE - 1];
    if (node == gone) {
      granule[gone.offset & GRANULE - 1] = gone.variant;
      if (gone.variant == null) {
        starts[g] &= ~(1L << gone.offset);
      }
    } else {
      while (node.variant != gone) {
        node = node.variant;
      }
      node.variant = gone.variant;
    }
    count(gone, -1);
    gone.kill();
  }

  /** Takes out what has a byte from {@code first} to {@code last}; returns whether anything was. */
  boolean invalidate(int first, int last) {
    boolean any = false;
    int from = Math.max(0, first - Decoder.LONGEST + 1);
    for (int g = from >> Page.GRANULE_SHIFT; g <= last >> Page.GRANULE_SHIFT; g++) {
      long candidates = starts[g] & within(g, from, last);
      while (candidates != 0) {
        int at = Long.numberOfTrailingZeros(candidates);
        candidates &= candidates - 1;
        any |= invalidate(granules[g][at], first);
      }
    }
    return first < Decoder.LONGEST && invalidateEntering(first) || any;
  }

  /** The bytes of granule {@code g} that lie from {@code from} to {@code last}, as bits. */
  private static long within(int g, int from, int last) {
    long mask = -1L;
    if (from >> Page.GRANULE_SHIFT == g) {
      mask &= -1L << from;
    }
    if (last >> Page.GRANULE_SHIFT == g) {
      mask &= -1L >>> GRANULE - 1 - (last & GRANULE - 1);
    }
    return mask;
  }

  /** Takes out an instruction and its variants as far as they reach {@code first}. */
  private boolean invalidate(Node variants, int first) {
    boolean any = false;
    Node node = variants;
    while (node != null) {
      Node variant = node.variant;
      if (node.offset + node.length > first) {
        remove(node);
        any = true;
      }
      node = variant;
    }
    return any;
  }

  private boolean invalidateEntering(int first) {
    boolean any = false;
    for (Crossing crossing : entering) {
      if (crossing.tail > first && crossing.key != Node.DEAD) {
        crossing.page.remove(crossing);
        any = true;
      }
    }
    if (any) {
      dropDead();
    }
    return any;
  }

  private void dropDead() {
    int kept = 0;
    for (Crossing each : entering) {
      if (each.key != Node.DEAD) {
        entering[kept++] = each;
      }
    }
    entering = Arrays.copyOf(entering, kept);
  }

  /** Those of the granules {@code among} that hold a byte of an instruction. */
  long occupied(long among) {
    long occupied = 0;
    for (long rest = among; rest != 0; rest &= rest - 1) {
      int g = Long.numberOfTrailingZeros(rest);
      if (touching[g] != 0 || g == 0 && entering.length != 0) {
        occupied |= 1L << g;
      }
    }
    return occupied;
  }
}
