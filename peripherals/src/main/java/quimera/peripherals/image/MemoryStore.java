package quimera.peripherals.image;

import java.util.ArrayList;
import java.util.List;
import quimera.core.host.BlockStore;
import quimera.core.state.StateIo;

/**
 * A write-protected medium whose bytes are in memory: an unpacked archive, an image that comes with
 * the program. Put an {@link OverlayStore} on it to make it writable.
 *
 * <p>Stretches of zeros take no memory, so that a large, mostly empty disk is cheap.
 */
public final class MemoryStore implements BlockStore {
  private static final int CHUNK = 1 << 16;

  private final String name;
  private final List<byte[]> chunks = new ArrayList<>(); // null: all zeros
  private long size;
  private int crc;
  private boolean summed;

  /**
   * @param name what to call it in messages and menus
   * @param content copied
   */
  public MemoryStore(String name, byte[] content) {
    this(name);
    append(content, content.length);
  }

  MemoryStore(String name) {
    this.name = name;
  }

  /**
   * Adds bytes at the end, while it is filled. Every call but the last brings a multiple of {@link
   * #CHUNK} bytes.
   *
   * @return the bytes of memory that this took
   */
  int append(byte[] source, int length) {
    if (size % CHUNK != 0) {
      throw new IllegalStateException("a part that ends inside a chunk must be the last");
    }
    int taken = 0;
    for (int from = 0; from < length; from += CHUNK) {
      int to = Math.min(from + CHUNK, length);
      if (allZeros(source, from, to)) {
        chunks.add(null);
      } else {
        byte[] chunk = new byte[CHUNK];
        System.arraycopy(source, from, chunk, 0, to - from);
        chunks.add(chunk);
        taken += CHUNK;
      }
    }
    size += length;
    return taken;
  }

  static int chunk() {
    return CHUNK;
  }

  private static boolean allZeros(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int to, int length) {
    Ranges.check(this, position, length);
    int done = 0;
    while (done < length) {
      long at = position + done;
      int within = (int) (at % CHUNK);
      int part = Math.min(CHUNK - within, length - done);
      byte[] chunk = chunks.get((int) (at / CHUNK));
      if (chunk == null) {
        java.util.Arrays.fill(target, to + done, to + done + part, (byte) 0);
      } else {
        System.arraycopy(chunk, within, target, to + done, part);
      }
      done += part;
    }
  }

  @Override
  public void write(long position, byte[] source, int from, int length) {
    throw new IllegalStateException("write to the write-protected medium '" + name + "'");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public void flush() {
    // Nothing is ever written.
  }

  @Override
  public void state(StateIo io) {
    if (!summed) {
      crc = Checksum.of(this);
      summed = true;
    }
    Checksum.state(io, this, crc);
  }

  @Override
  public void close() {
    // The memory goes with the object.
  }
}
