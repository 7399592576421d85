package quimera.peripherals.network;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import quimera.core.state.StateIo;

/** Frames on their way to a guest, padded to what Ethernet carries at least. */
public final class FrameQueue {
  /** The longest frame without its checksum. */
  public static final int LONGEST = 1514;

  private static final int SHORTEST = 60;

  /** What comes after so many is lost, as on a busy cable. */
  private static final int MOST = 128;

  private final Deque<byte[]> frames = new ArrayDeque<>();

  /** Takes a frame in; returns whether it was not lost. */
  public boolean add(byte[] frame) {
    if (frame.length > LONGEST || frames.size() >= MOST) {
      return false;
    }
    frames.add(frame.length < SHORTEST ? Arrays.copyOf(frame, SHORTEST) : frame.clone());
    return true;
  }

  /** The next frame, or null. */
  public byte[] poll() {
    return frames.poll();
  }

  /** The next frame, which stays, or null. */
  public byte[] peek() {
    return frames.peek();
  }

  /** Loses all of them. */
  public void clear() {
    frames.clear();
  }

  /** The frames, one behind the other, each after its length. */
  public void state(StateIo io) {
    int bytes = 0;
    for (byte[] frame : frames) {
      bytes += 2 + frame.length;
    }
    byte[] all = new byte[bytes];
    int at = 0;
    for (byte[] frame : frames) {
      all[at] = (byte) frame.length;
      all[at + 1] = (byte) (frame.length >> 8);
      System.arraycopy(frame, 0, all, at + 2, frame.length);
      at += 2 + frame.length;
    }
    byte[] stored = io.blob("waiting", all);
    if (io.loading()) {
      frames.clear();
      for (int from = 0; from + 2 <= stored.length; ) {
        int length = stored[from] & 0xFF | (stored[from + 1] & 0xFF) << 8;
        frames.add(Arrays.copyOfRange(stored, from + 2, from + 2 + length));
        from += 2 + length;
      }
    }
  }
}
