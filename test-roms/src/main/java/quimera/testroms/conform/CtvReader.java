package quimera.testroms.conform;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import quimera.core.bus.Bytes;

/**
 * Reads a file of CPU test vectors in the CTV1 format, plain or gzip, as a stream of blocks.
 * Nothing in it is believed unchecked: a file that is cut off, or whose lengths do not fit, ends in
 * a {@link CtvException}.
 */
final class CtvReader implements Closeable {
  private static final byte[] MAGIC = {'C', 'T', 'V', '1'};
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int LONGEST_RECORD = 1 << 24;
  private static final int BUFFER = 1 << 16;

  /** Records that are handed out at once. */
  private static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] four = new byte[4];
  private CtvSection section;
  private int left;
  private long records;
  private boolean any;

  /**
   * Records of one section.
   *
   * @param first number of the first record within the file
   * @param data the records without their lengths
   * @param offsets where each begins in {@code data}, and where the last one ends
   */
  record Block(CtvSection section, long first, byte[] data, int[] offsets) {
    int count() {
      return offsets.length - 1;
    }
  }

  CtvReader(Path file) throws IOException {
    in = open(file);
  }

  /** Whether a file begins like a vector file, whatever its name. */
  static boolean looksLike(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    } catch (ZipException | EOFException e) {
      return false; // begins like gzip by chance
    }
  }

  @SuppressWarnings("resource") // is returned, or closed on the way out
  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      return gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The next records, or null at the end of the file. */
  Block next() throws IOException, CtvException {
    try {
      while (left == 0) {
        if (!nextSection()) {
          return null;
        }
      }
      return block();
    } catch (EOFException e) {
      throw new CtvException("the file is cut off");
    } catch (ZipException e) {
      throw new CtvException("the gzip stream is damaged: " + e.getMessage());
    }
  }

  private boolean nextSection() throws IOException, CtvException {
    int read = in.readNBytes(four, 0, 4);
    if (read == 0 && any) {
      return false;
    }
    if (read != 4 || !Arrays.equals(four, MAGIC)) {
      throw new CtvException(
          any
              ? "where a section should begin there is something else; the last one's count is"
                  + " wrong"
              : "it does not begin with CTV1");
    }
    any = true;
    int length = length(LONGEST_HEADER, "header");
    section = CtvSection.of(new String(bytes(length), StandardCharsets.UTF_8));
    left = section.count;
    return true;
  }

  private Block block() throws IOException, CtvException {
    int count = Math.min(left, BLOCK);
    int[] offsets = new int[count + 1];
    byte[] data = new byte[count * 128];
    for (int i = 0; i < count; i++) {
      int at = offsets[i];
      int length = length(LONGEST_RECORD, "record");
      if (at + length > data.length) {
        data = Arrays.copyOf(data, Math.max(data.length * 2, at + length));
      }
      if (in.readNBytes(data, at, length) != length) {
        throw new EOFException();
      }
      offsets[i + 1] = at + length;
    }
    Block block = new Block(section, records, data, offsets);
    left -= count;
    records += count;
    return block;
  }

  private int length(int most, String what) throws IOException, CtvException {
    if (in.readNBytes(four, 0, 4) != 4) {
      throw new EOFException();
    }
    int length = Bytes.get32(four, 0);
    if (length < 0 || length > most) {
      throw new CtvException(
          "a "
              + what
              + " of "
              + Integer.toUnsignedString(length)
              + " bytes is out of range; the section's count may be wrong");
    }
    return length;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length != count) {
      throw new EOFException();
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
