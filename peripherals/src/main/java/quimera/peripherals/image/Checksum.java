package quimera.peripherals.image;

import java.util.zip.CRC32C;
import quimera.core.host.BlockStore;
import quimera.core.state.StateException;
import quimera.core.state.StateIo;

/**
 * Ties a saved state to the content of an image that the state itself does not carry.
 *
 * <p>A state names the size and the CRC-32C of such a medium; loading it next to an image with
 * other content is an error, because the guest's file system would be torn.
 */
final class Checksum {
  private static final int CHUNK = 1 << 16;

  private Checksum() {}

  static int of(BlockStore store) {
    CRC32C crc = new CRC32C();
    byte[] chunk = new byte[CHUNK];
    for (long at = 0; at < store.size(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, store.size() - at);
      store.read(at, chunk, 0, length);
      crc.update(chunk, 0, length);
    }
    return (int) crc.getValue();
  }

  /** Names size and content; complains when loading if the medium at hand has others. */
  static void state(StateIo io, BlockStore store, int crc) {
    long savedSize = io.i64("size", store.size());
    int savedCrc = io.i32("crc32c", crc);
    if (savedSize != store.size()) {
      throw new StateException(
          "the state was saved with an image of "
              + savedSize
              + " bytes, but '"
              + store.name()
              + "' has "
              + store.size()
              + "; give the same image");
    }
    if (savedCrc != crc) {
      throw new StateException(
          "image '"
              + store.name()
              + "' is not as it was when the state was saved;"
              + " give the same image, unchanged since then");
    }
  }
}
