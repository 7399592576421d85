package quimera.peripherals.image;

import quimera.core.host.BlockStore;

/** Catches a device that leaves its medium: a bug here, never the guest's or the user's doing. */
final class Ranges {
  private Ranges() {}

  static void check(BlockStore store, long position, int length) {
    if (position < 0 || length < 0 || position + length > store.size()) {
      throw new IndexOutOfBoundsException(
          length
              + " bytes at "
              + position
              + " of '"
              + store.name()
              + "', which has "
              + store.size());
    }
  }
}
