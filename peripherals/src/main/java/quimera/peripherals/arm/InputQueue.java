package quimera.peripherals.arm;

import java.util.Arrays;
import quimera.core.state.StateIo;

/** Bytes that the host has sent and the guest's line has not carried yet; as many as there are. */
final class InputQueue {
  private byte[] ring = new byte[64]; // its length a power of two
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int value) {
    if (size == ring.length) {
      byte[] longer = Arrays.copyOf(ring, 2 * size);
      System.arraycopy(ring, 0, longer, size, head); // what was before the head comes after the end
      ring = longer;
    }
    ring[head + size++ & ring.length - 1] = (byte) value;
  }

  int take() {
    int value = ring[head] & 0xFF;
    head = head + 1 & ring.length - 1;
    size--;
    return value;
  }

  void state(StateIo io) {
    ring = io.blob("input", ring);
    head = io.i32("inputHead", head);
    size = io.i32("inputSize", size);
  }
}
