package quimera.cpu.x86;

import java.util.Arrays;

/**
 * A decoded instruction at one offset in CS, linked to its successors: to run is to follow the
 * links.
 *
 * <p>A node does all that its instruction does, or throws a {@link Fault} before it has changed
 * anything. Its successors are never null: one that is not decoded yet is a {@link Link}.
 */
abstract class Node {
  /** In {@link #key}: no longer valid, the bytes have changed. */
  static final int DEAD = -1;

  private static final Node[] NOBODY = {};

  /** What follows in line; its only writers are the decoder and {@link CodeCache}. */
  Node next;

  /** Offset in CS. */
  int eip;

  /** In bytes, prefixes included. */
  int length;

  /** Under what the bytes were decoded (size, limit), or {@link #DEAD}. */
  int key;

  /** Linear address under which the table of jump targets knows it. */
  int linear;

  /** The {@link X86Cpu#codeEpoch} in which {@link #linear} is right. */
  int epoch;

  /** Where its first byte lies; null if it must not be kept. */
  CodePage page;

  /** Offset of the first byte in {@link #page}. */
  int offset;

  /** Another instruction at the same place, decoded under another key or offset in CS. */
  Node variant;

  private Node[] incoming = NOBODY;
  private int incomingCount;

  /** Executes the instruction; returns the node to go on with. */
  abstract Node execute(X86Cpu cpu);

  /** Offset in CS of what follows. */
  final int after() {
    return eip + length;
  }

  /** {@code from} has a link to this node. */
  final void linkedFrom(Node from) {
    if (incomingCount == incoming.length) {
      dropDead();
      if (incomingCount * 2 > incoming.length || incoming.length == 0) {
        incoming = Arrays.copyOf(incoming, Math.max(2, incoming.length * 2));
      }
    }
    incoming[incomingCount++] = from;
  }

  private void dropDead() {
    int kept = 0;
    for (int i = 0; i < incomingCount; i++) {
      if (incoming[i].key != DEAD) {
        incoming[kept++] = incoming[i];
      }
    }
    Arrays.fill(incoming, kept, incomingCount, null);
    incomingCount = kept;
  }

  /** The bytes have changed: nobody leads here any more. */
  void kill() {
    key = DEAD;
    for (int i = 0; i < incomingCount; i++) {
      incoming[i].unlink(this);
    }
    incoming = NOBODY;
    incomingCount = 0;
  }

  /** Replaces a link to a dead node. */
  void unlink(Node target) {
    if (next == target) {
      next = new Link(this, target.eip);
    }
  }

  /** Puts {@code target} in place of a link that has found it. */
  void relink(Link link, Node target) {
    if (next == link) {
      next = target;
    }
  }

  /** Whether it says yes on this: decoded for the same offset in CS under the same key. */
  final boolean is(int otherEip, int otherKey) {
    return eip == otherEip && key == otherKey;
  }
}
