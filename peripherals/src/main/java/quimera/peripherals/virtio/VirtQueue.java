package quimera.peripherals.virtio;

import quimera.core.bus.Bus;
import quimera.core.state.StateIo;

/**
 * A split virtqueue: the driver puts chains of buffers into the available ring, the device returns
 * them through the used ring.
 *
 * <p>Datasheet: Virtual I/O Device (VIRTIO) version 1.1, section 2.6.
 *
 * <p>Deviations: no indirect descriptors, no event index; neither is offered.
 */
final class VirtQueue {
  /** The most entries that a driver may ask for. */
  static final int MOST = 256;

  private static final int DESC_NEXT = 1;
  private static final int DESC_WRITE = 2;
  private static final int AVAIL_NO_INTERRUPT = 1;
  private static final int DESCRIPTOR = 16; // bytes: address, length, flags, next
  private static final int RING = 4; // bytes before a ring: flags and index

  private final Bus bus;
  private int size;
  private boolean ready;
  private long descriptors;
  private long available;
  private long used;
  private int nextAvailable;
  private int nextUsed;

  VirtQueue(Bus bus) {
    this.bus = bus;
  }

  void reset() {
    size = 0;
    ready = false;
    descriptors = 0;
    available = 0;
    used = 0;
    nextAvailable = 0;
    nextUsed = 0;
  }

  int size() {
    return size;
  }

  void size(int entries) {
    size = Math.min(entries & 0xFFFF, MOST);
  }

  boolean ready() {
    return ready;
  }

  void ready(boolean on) {
    ready = on && size != 0;
  }

  /** Half of the address of one of the three parts, 0 to 2. */
  void address(int part, boolean high, int value) {
    switch (part) {
      case 0 -> descriptors = half(descriptors, high, value);
      case 1 -> available = half(available, high, value);
      default -> used = half(used, high, value);
    }
  }

  private static long half(long address, boolean high, int value) {
    long word = value & 0xFFFFFFFFL;
    return high ? address & 0xFFFFFFFFL | word << 32 : address & 0xFFFFFFFFL << 32 | word;
  }

  /** Whether the driver has put a chain in that was not taken yet. */
  boolean hasNext() {
    return ready && bus.read16(available + 2) != nextAvailable;
  }

  /** Takes the next chain. */
  Chain next() {
    int slot = nextAvailable % size;
    nextAvailable = nextAvailable + 1 & 0xFFFF;
    return new Chain(bus.read16(available + RING + 2L * slot));
  }

  /**
   * Returns a chain.
   *
   * @param written bytes that the device has put in
   * @return whether the driver wants to be interrupted
   */
  boolean give(Chain chain, int written) {
    long entry = used + RING + 8L * (nextUsed % size);
    bus.write32(entry, chain.head);
    bus.write32(entry + 4, written);
    nextUsed = nextUsed + 1 & 0xFFFF;
    bus.write16(used + 2, nextUsed);
    return (bus.read16(available) & AVAIL_NO_INTERRUPT) == 0;
  }

  /** A chain of buffers: first those that the device reads, then those that it writes. */
  final class Chain {
    final int head;

    Chain(int head) {
      this.head = head;
    }

    private long descriptor(int index) {
      return descriptors + (long) DESCRIPTOR * (index % size);
    }

    /** Bytes of all buffers that the device writes, or of all that it reads. */
    int length(boolean writes) {
      long total = 0;
      int index = head;
      for (int i = 0; i < size; i++) {
        long at = descriptor(index);
        int flags = bus.read16(at + 12);
        if ((flags & DESC_WRITE) != 0 == writes) {
          total += bus.read32(at + 8) & 0xFFFFFFFFL;
        }
        if ((flags & DESC_NEXT) == 0) {
          break;
        }
        index = bus.read16(at + 14);
      }
      return (int) Math.min(total, 1 << 26);
    }

    /** Everything that the driver has put in. */
    byte[] read() {
      byte[] bytes = new byte[length(false)];
      move(bytes, 0, false);
      return bytes;
    }

    /** Puts bytes into the buffers at an offset from the first that the device writes. */
    void write(int offset, byte[] bytes) {
      move(bytes, offset, true);
    }

    private void move(byte[] bytes, int offset, boolean writes) {
      int index = head;
      int position = 0; // of the buffer's first byte among those of its kind
      int done = 0;
      for (int i = 0; i < size && done < bytes.length; i++) {
        long at = descriptor(index);
        int flags = bus.read16(at + 12);
        if ((flags & DESC_WRITE) != 0 == writes) {
          int length = bus.read32(at + 8);
          int skip = Math.max(0, offset + done - position);
          int part = Math.min(length - skip, bytes.length - done);
          if (part > 0) {
            transfer(bus.read64(at) + skip, bytes, done, part, writes);
            done += part;
          }
          position += length;
        }
        if ((flags & DESC_NEXT) == 0) {
          return;
        }
        index = bus.read16(at + 14);
      }
    }

    private void transfer(long address, byte[] bytes, int from, int length, boolean writes) {
      if (writes) {
        bus.write(address, bytes, from, length);
      } else {
        bus.read(address, bytes, from, length);
      }
    }
  }

  void state(StateIo io) {
    size = io.i32("size", size);
    ready = io.bit("ready", ready);
    descriptors = io.i64("descriptors", descriptors);
    available = io.i64("available", available);
    used = io.i64("used", used);
    nextAvailable = io.i32("nextAvailable", nextAvailable);
    nextUsed = io.i32("nextUsed", nextUsed);
  }
}
