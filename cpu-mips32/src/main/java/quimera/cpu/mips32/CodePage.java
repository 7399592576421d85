package quimera.cpu.mips32;

import java.nio.ByteOrder;
import java.util.Arrays;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/** The decoded instructions of one page of memory. */
final class CodePage {
  private final CodeCache cache;
  private final Page page;
  private final Node[] nodes = new Node[Page.SIZE / 4];

  /** The granules of the page that are watched for writes, since they hold decoded instructions. */
  private long watched;

  CodePage(CodeCache cache, Page page) {
    this.cache = cache;
    this.page = page;
  }

  /** The instruction at an address or offset that is a multiple of 4. */
  Node at(int address) {
    Node node = nodes[address >>> 2 & Page.SIZE / 4 - 1];
    return node != null ? node : decodeSlow(address & Page.SIZE - 1);
  }

  private Node decodeSlow(int offset) {
    int word = word(offset);
    int following = offset < Page.SIZE - 4 ? word(offset + 4) : 0;
    boolean delays = Branches.Delay.is(word, following);
    Node node = delays ? new Branches.Delay(word, following) : cache.decoder.decode(word);
    node.at = offset;
    node.next = after(node, offset + 4);
    if (Run.continues(word, following)) {
      Run run = Run.of((LoadStore.Access) node, at(offset + 4));
      run.next = after(run, offset + 4 * run.count());
      node = run;
    }
    nodes[offset >>> 2] = node;
    long granule = Page.granules(offset, 4);
    if ((watched & granule) == 0) {
      watched |= granule;
      page.watch(cache, granule);
    }
    return node;
  }

  private int word(int offset) {
    return cache.order == ByteOrder.BIG_ENDIAN
        ? Bytes.get32be(page.bytes, offset)
        : Bytes.get32(page.bytes, offset);
  }

  /** What comes after a node, at an offset. */
  private Node after(Node node, int offset) {
    if (offset == Page.SIZE) {
      return new Node.Elsewhere(Page.SIZE);
    }
    Node known = nodes[offset >>> 2];
    return known != null ? known : new Node.Link(this, node, offset);
  }

  /** Whether bytes that are written belong to a decoded instruction. */
  boolean holds(int offset, int bytes) {
    for (int i = offset >>> 2; i <= offset + bytes - 1 >>> 2; i++) {
      if (nodes[i] != null) {
        return true;
      }
    }
    return false;
  }

  /** Forgets all nodes; those that are linked to each other must not be executed any more. */
  void drop() {
    Arrays.fill(nodes, null);
    page.unwatch(cache, watched);
    watched = 0;
  }
}
