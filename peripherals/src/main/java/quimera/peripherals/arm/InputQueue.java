package quimera.peripherals.arm;

import java.util.Arrays;
import quimera.core.state.StateIo;

/** Bytes that the host has sent and the guest's line has not carried yet; as many as there are. */
final class InputQueue {
  private byte[] bytes = new byte[0];
  private int head;

  boolean isEmpty() {
    return head == bytes.length;
  }

  void add(int value) {
    byte[] longer = Arrays.copyOfRange(bytes, head, bytes.length + 1);
    longer[longer.length - 1] = (byte) value;
    bytes = longer;
    head = 0;
  }

  int take() {
    return bytes[head++] & 0xFF;
  }

  void state(StateIo io) {
    byte[] pending = io.blob("input", Arrays.copyOfRange(bytes, head, bytes.length));
    if (io.loading()) {
      bytes = pending;
      head = 0;
    }
  }
}
