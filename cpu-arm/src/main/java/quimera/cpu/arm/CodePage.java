package quimera.cpu.arm;

import java.util.Arrays;
import quimera.core.bus.Bytes;
import quimera.core.bus.Page;

/** The decoded instructions of one page of memory, of one of the two instruction sets. */
final class CodePage extends CodeSource {
  private static final int HALVES = Page.SIZE / 2;

  private final CodeCache cache;
  private final Page page;

  /** By halfword, though only every other one is used in the ARM set. */
  private final Node[] nodes = new Node[HALVES];

  /** Bit <i>n</i>: halfword <i>n</i> was looked at in decoding some instruction. */
  private final long[] read = new long[HALVES / 64];

  /** The granules of the page that are watched for writes, since they were decoded from. */
  private long watched;

  /** The offset behind the last instruction that was decoded. */
  private int behind;

  CodePage(CodeCache cache, Page page) {
    this.cache = cache;
    this.page = page;
  }

  /** The instruction at an address or offset; bit 0 does not count. */
  Node at(int address) {
    Node node = nodes[address >>> 1 & HALVES - 1];
    return node != null ? node : decodeSlow(address & Page.SIZE - 2);
  }

  /** Decodes an instruction, and those behind it up to where the flow of control ends. */
  private Node decodeSlow(int offset) {
    Node first = decoded(offset);
    Node last = first;
    while (last.next == null && !last.ends()) {
      Node following = decoded(behind);
      last.follow(following);
      last = following;
    }
    if (last.next == null) {
      last.follow(link(behind, last));
    }
    return first;
  }

  private Node decoded(int offset) {
    Node node = cache.decoder.decode(this, offset);
    nodes[offset >>> 1] = node;
    return node;
  }

  @Override
  Node next(int offset) {
    behind = offset;
    return (offset & -Page.SIZE) != 0 ? elsewhere(offset) : nodes[offset >>> 1];
  }

  @Override
  Node link(int offset, Node from) {
    if ((offset & -Page.SIZE) != 0) {
      return elsewhere(offset);
    }
    Node known = nodes[offset >>> 1];
    return known != null ? known : new Node.Link(this, offset, from);
  }

  private Node elsewhere(int offset) {
    return new Node.Elsewhere(offset, cache.instructionSet);
  }

  @Override
  int word(int offset) {
    watch(offset, 4);
    return Bytes.get32(page.bytes, offset);
  }

  @Override
  int half(int offset) {
    watch(offset, 2);
    return Bytes.get16(page.bytes, offset);
  }

  @Override
  int peek(int offset) {
    return Bytes.get16(page.bytes, offset);
  }

  @Override
  boolean has(int offset, int bytes) {
    return offset >= 0 && offset <= Page.SIZE - bytes;
  }

  private void watch(int offset, int bytes) {
    for (int i = offset >>> 1; i < offset + bytes >>> 1; i++) {
      read[i >>> 6] |= 1L << i;
    }
    long granules = Page.granules(offset, bytes);
    if ((watched & granules) != granules) {
      watched |= granules;
      page.watch(cache, granules);
    }
  }

  /** Whether bytes that are written were decoded. */
  boolean holds(int offset, int bytes) {
    for (int i = offset >>> 1; i <= offset + bytes - 1 >>> 1; i++) {
      if ((read[i >>> 6] & 1L << i) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Forgets all nodes; those that are linked to each other must not be executed any more. */
  void drop() {
    Arrays.fill(nodes, null);
    Arrays.fill(read, 0);
    page.unwatch(cache, watched);
    watched = 0;
  }
}
