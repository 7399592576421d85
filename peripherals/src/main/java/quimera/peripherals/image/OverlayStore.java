package quimera.peripherals.image;

import java.util.Map;
import java.util.TreeMap;
import quimera.core.bus.Bytes;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;

/**
 * Copy on write in memory: reads come from the medium below until a block was written; writes stay
 * here and are discarded at the end.
 *
 * <p>The changed blocks are part of the machine's state, so that a saved state goes on with the
 * disk as the guest had left it; of the medium below, the state carries size and checksum.
 */
public final class OverlayStore implements BlockStore {
  private static final int BLOCK = 4096;
  private static final int RECORD = Long.BYTES + BLOCK;

  private final BlockStore below;
  private final TreeMap<Long, byte[]> changed = new TreeMap<>();

  /**
   * @param below stays unchanged, and is closed with the overlay
   */
  public OverlayStore(BlockStore below) {
    this.below = below;
  }

  /** Whether anything was written that will be lost. */
  public boolean changed() {
    return !changed.isEmpty();
  }

  @Override
  public String name() {
    return below.name();
  }

  @Override
  public long size() {
    return below.size();
  }

  @Override
  public void read(long position, byte[] target, int to, int length) {
    Ranges.check(this, position, length);
    int done = 0;
    while (done < length) {
      long at = position + done;
      int within = (int) (at % BLOCK);
      int part = Math.min(BLOCK - within, length - done);
      byte[] block = changed.get(at / BLOCK);
      if (block == null) {
        below.read(at, target, to + done, part);
      } else {
        System.arraycopy(block, within, target, to + done, part);
      }
      done += part;
    }
  }

  @Override
  public void write(long position, byte[] source, int from, int length) {
    Ranges.check(this, position, length);
    int done = 0;
    while (done < length) {
      long at = position + done;
      int within = (int) (at % BLOCK);
      int part = Math.min(BLOCK - within, length - done);
      System.arraycopy(source, from + done, own(at / BLOCK), within, part);
      done += part;
    }
  }

  private byte[] own(long index) {
    byte[] block = changed.get(index);
    if (block == null) {
      block = new byte[BLOCK];
      below.read(index * BLOCK, block, 0, (int) Math.min(BLOCK, size() - index * BLOCK));
      changed.put(index, block);
    }
    return block;
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public void flush() {
    // There is nothing to keep.
  }

  @Override
  public void state(StateIo io) {
    io.section("below", below::state);
    byte[] saved = io.blob("changed", io.loading() ? new byte[0] : pack());
    if (io.loading()) {
      unpack(saved);
    }
  }

  private byte[] pack() {
    long bytes = (long) changed.size() * RECORD;
    if (bytes > Integer.MAX_VALUE - 16) {
      throw new HostException(
          "the guest has written "
              + (bytes >> 20)
              + " MiB over '"
              + name()
              + "', too much for a saved state; give it a raw image without --snapshot");
    }
    byte[] packed = new byte[(int) bytes];
    int at = 0;
    for (Map.Entry<Long, byte[]> each : changed.entrySet()) {
      Bytes.put64(packed, at, each.getKey());
      System.arraycopy(each.getValue(), 0, packed, at + Long.BYTES, BLOCK);
      at += RECORD;
    }
    return packed;
  }

  private void unpack(byte[] packed) {
    if (packed.length % RECORD != 0) {
      throw new StateException("the saved changes of '" + name() + "' are cut off");
    }
    changed.clear();
    for (int at = 0; at < packed.length; at += RECORD) {
      long index = Bytes.get64(packed, at);
      if (index < 0 || index > (size() - 1) / BLOCK) {
        throw new StateException("the saved changes of '" + name() + "' lie outside the image");
      }
      byte[] block = new byte[BLOCK];
      System.arraycopy(packed, at + Long.BYTES, block, 0, BLOCK);
      changed.put(index, block);
    }
  }

  @Override
  public void close() {
    below.close();
  }
}
