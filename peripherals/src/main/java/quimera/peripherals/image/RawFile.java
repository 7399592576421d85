package quimera.peripherals.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.state.StateIo;

/**
 * An image that is the medium byte for byte, read and written in place.
 *
 * <p>A writer holds an exclusive lock on the whole file, a reader a shared lock on one byte of it,
 * so that there are many readers or one writer, in one process as well as in several. A state
 * carries size and checksum of the content, not the content: what was written to the file cannot be
 * taken back by loading a state.
 *
 * <p>On POSIX hosts a process loses its locks on a file as soon as it closes the file anywhere.
 * After a second attempt to open an image within one process was refused, the refusal stands within
 * that process, but other processes are kept out no longer.
 *
 * <p>It uses {@link RandomAccessFile} rather than a channel for the data, because a channel closes
 * itself when its thread is interrupted, which is how a session may be told to stop.
 */
final class RawFile implements BlockStore {
  /** Readers within one Java process; the Java runtime refuses two locks on the same byte. */
  private static final int READERS = 256;

  private final Path path;
  private final RandomAccessFile file;
  private final long size;
  private final boolean readOnly;
  private int crc;
  private boolean summed;
  private boolean dirty;

  private RawFile(Path path, RandomAccessFile file, boolean readOnly) throws IOException {
    this.path = path;
    this.file = file;
    this.readOnly = readOnly;
    size = file.length();
  }

  static RawFile open(Path path, boolean readOnly) {
    try {
      // The lock lives as long as the file is open, and so does this object.
      @SuppressWarnings("resource")
      RandomAccessFile file = new RandomAccessFile(path.toFile(), readOnly ? "r" : "rw");
      try {
        lock(path, file.getChannel(), readOnly);
        return new RawFile(path, file, readOnly);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw Failures.cannot("open", path, e);
    }
  }

  private static void lock(Path path, FileChannel channel, boolean readOnly) {
    FileLock lock;
    try {
      lock = readOnly ? lockAsReader(channel) : channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // held by this very process
    } catch (IOException e) {
      if (readOnly) {
        return; // a file system without locks; a reader does no harm
      }
      throw new HostException(
          "image '" + path + "' is on a file system without locks; use --snapshot or a copy", e);
    }
    if (lock == null) {
      throw new HostException(
          "image '"
              + path
              + "' is in use by another machine or drive"
              + (readOnly ? ", which writes to it; use a copy" : "; use --snapshot or a copy"));
    }
  }

  private static FileLock lockAsReader(FileChannel channel) throws IOException {
    for (int place = 0; place < READERS; place++) {
      try {
        return channel.tryLock(place, 1, true);
      } catch (OverlappingFileLockException e) {
        // Another reader of this process sits here, or a writer on all places: the next one.
      }
    }
    return null;
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int to, int length) {
    Ranges.check(this, position, length);
    try {
      file.seek(position);
      file.readFully(target, to, length);
    } catch (IOException e) {
      throw Failures.cannot("read", path, e);
    }
  }

  @Override
  public void write(long position, byte[] source, int from, int length) {
    Ranges.check(this, position, length);
    if (readOnly) {
      throw new IllegalStateException("write to the write-protected medium '" + path + "'");
    }
    summed = false;
    dirty = true;
    try {
      file.seek(position);
      file.write(source, from, length);
    } catch (IOException e) {
      throw Failures.cannot("write", path, e);
    }
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public void flush() {
    if (!dirty) {
      return;
    }
    try {
      file.getFD().sync();
      dirty = false;
    } catch (IOException e) {
      throw Failures.cannot("write", path, e);
    }
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
    try (file) {
      if (file.getChannel().isOpen()) {
        flush();
      }
    } catch (IOException e) {
      throw Failures.cannot("close", path, e);
    }
  }
}
