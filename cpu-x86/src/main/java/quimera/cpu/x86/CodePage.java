package quimera.cpu.x86;

import java.util.Arrays;
import quimera.core.bus.Page;

/** The decoded instructions of one page of memory, by the offset of their first byte. */
final class CodePage {
  private static final int GRANULE = 1 << Page.GRANULE_SHIFT;

  final Page page;
  private final Node[][] granules = new Node[Page.SIZE / GRANULE][];

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
  }

  void addEntering(Crossing node) {
    dropDead();
    entering = Arrays.copyOf(entering, entering.length + 1);
    entering[entering.length - 1] = node;
  }

  /** Takes one instruction out. */
  void remove(Node gone) {
    Node[] granule = granules[gone.offset >> Page.GRANULE_SHIFT];
    Node node = granule[gone.offset & GRANULE - 1];
    if (node == gone) {
      granule[gone.offset & GRANULE - 1] = gone.variant;
    } else {
      while (node != null && node.variant != gone) {
        node = node.variant;
      }
      if (node != null) {
        node.variant = gone.variant;
      }
    }
    gone.kill();
  }

  /** Takes out what has a byte from {@code first} to {@code last}; returns whether anything was. */
  boolean invalidate(int first, int last) {
    boolean any = false;
    for (int at = Math.max(0, first - Decoder.LONGEST + 1); at <= last; at++) {
      Node[] granule = granules[at >> Page.GRANULE_SHIFT];
      if (granule == null) {
        at |= GRANULE - 1;
        continue;
      }
      Node node = granule[at & GRANULE - 1];
      while (node != null) {
        Node variant = node.variant;
        if (at + node.length > first) {
          remove(node);
          any = true;
        }
        node = variant;
      }
    }
    return first < Decoder.LONGEST && invalidateEntering(first) || any;
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

  /**
   * The granules that hold a byte of an instruction; those of a written range are looked at anew.
   */
  long occupied(long among) {
    long occupied = 0;
    for (int g = 0; g < granules.length; g++) {
      if ((among >>> g & 1) != 0 && holds(g << Page.GRANULE_SHIFT)) {
        occupied |= 1L << g;
      }
    }
    return occupied;
  }

  private boolean holds(int start) {
    if (start == 0 && entering.length != 0) {
      return true;
    }
    for (int at = Math.max(0, start - Decoder.LONGEST + 1); at < start + GRANULE; at++) {
      Node[] granule = granules[at >> Page.GRANULE_SHIFT];
      for (Node n = granule == null ? null : granule[at & GRANULE - 1]; n != null; n = n.variant) {
        if (at + n.length > start) {
          return true;
        }
      }
    }
    return false;
  }
}
