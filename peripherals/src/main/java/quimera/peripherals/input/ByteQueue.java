package quimera.peripherals.input;

import quimera.core.state.StateIo;

/** A device's output buffer: a few bytes, first in, first out. */
final class ByteQueue {
  private final byte[] bytes;
  private int head;
  private int size;

  ByteQueue(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** Room for so many more. */
  int room() {
    return bytes.length - size;
  }

  /** Appends a byte; one too many is lost. */
  void add(int value) {
    if (size < bytes.length) {
      bytes[(head + size++) % bytes.length] = (byte) value;
    }
  }

  /** Puts {@code value} in the place of the youngest byte. */
  void replaceLast(int value) {
    bytes[(head + size - 1) % bytes.length] = (byte) value;
  }

  int take() {
    int value = bytes[head] & 0xFF;
    head = (head + 1) % bytes.length;
    size--;
    return value;
  }

  void clear() {
    head = 0;
    size = 0;
  }

  void state(StateIo io) {
    io.bytes("bytes", bytes);
    head = io.i32("head", head);
    size = io.i32("size", size);
  }
}
