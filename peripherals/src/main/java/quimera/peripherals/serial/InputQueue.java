package quimera.peripherals.serial;

import java.util.Arrays;
import quimera.core.state.StateIo;

/** Bytes that the host has sent and the guest's line has not carried yet; as many as there are. */
public final class InputQueue {
  private byte[] ring = new byte[64]; // its length a power of two
  private int head;
  private int size;

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Puts a byte, 0-255, at the end. */
  public void add(int value) {
    if (size == ring.length) {
      ring = Arrays.copyOf(pending(), 2 * size);
      head = 0;
    }
    ring[head + size++ & ring.length - 1] = (byte) value;
  }

  /** Takes the first byte, 0-255, out; there must be one. */
  public int take() {
    int value = ring[head] & 0xFF;
    head = head + 1 & ring.length - 1;
    size--;
    return value;
  }

  /** Loses all of them. */
  public void clear() {
    head = 0;
    size = 0;
  }

  private byte[] pending() {
    byte[] pending = new byte[size];
    for (int i = 0; i < size; i++) {
      pending[i] = ring[head + i & ring.length - 1];
    }
    return pending;
  }

  /** The bytes, in order, as one blob. */
  public void state(StateIo io) {
    byte[] stored = io.blob("input", pending());
    if (io.loading()) {
      clear();
      for (byte each : stored) {
        add(each);
      }
    }
  }
}
