package quimera.core.host;

import quimera.core.state.StateIo;

/** The bytes of a medium: a floppy, a disk, a CD. Errors are {@link HostException}s. */
public interface BlockStore extends AutoCloseable {
  /** What to call it in a message or a menu; usually the file's name. */
  String name();

  /** Bytes in all; constant. */
  long size();

  /**
   * The number of sectors of 512 bytes, of a disk's or a card's medium.
   *
   * @throws HostException if there is none, or the medium ends within one
   */
  default long sectors() {
    if (size() < 512 || size() % 512 != 0) {
      throw new HostException(
          "disk image '"
              + name()
              + "' has "
              + size()
              + " bytes, which is no multiple of 512; is it truncated or no disk image?");
    }
    return size() / 512;
  }

  /** Copies bytes out. */
  void read(long position, byte[] target, int to, int length);

  /** Copies bytes in; not called on a read-only medium. */
  void write(long position, byte[] source, int from, int length);

  /** Whether the medium is write-protected. */
  boolean readOnly();

  /** Makes sure that what was written is on the host's medium. */
  void flush();

  /** Names what of the content belongs to the machine's state (an overlay's changed blocks). */
  void state(StateIo io);

  @Override
  void close();
}
