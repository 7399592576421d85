package quimera.peripherals.network;

import quimera.core.state.StateIo;

/** A short list of packet numbers, first in, first out. */
final class PacketFifo {
  private static final int EMPTY = 0x80; // as the chip's registers say it

  private final int[] numbers;
  private int size;

  PacketFifo(int most) {
    numbers = new int[most];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The first number, or 80h. */
  int first() {
    return size == 0 ? EMPTY : numbers[0];
  }

  void add(int number) {
    if (size < numbers.length) {
      numbers[size++] = number;
    }
  }

  /** Takes the first number out, or tells 80h. */
  int take() {
    int number = first();
    if (size != 0) {
      System.arraycopy(numbers, 1, numbers, 0, --size);
    }
    return number;
  }

  void clear() {
    size = 0;
  }

  void state(StateIo io) {
    io.ints("numbers", numbers);
    size = io.i32("size", size);
  }
}
