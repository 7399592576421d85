package quimera.isa.asm;

import java.util.Arrays;

/** Bytes that belong together at an address. */
public final class Chunk {
  private final String section;
  private final int start;
  private byte[] bytes = new byte[256];
  private int length;

  Chunk(String section, int start) {
    this.section = section;
    this.start = start;
  }

  /** The name of its section, with the dot. */
  public String section() {
    return section;
  }

  /** The address of its first byte. */
  public int start() {
    return start;
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** The address after its last byte. */
  public int end() {
    return start + length;
  }

  /** A copy of the content. */
  public byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room at the end and returns the offset of it. */
  int reserve(int count) {
    int at = length;
    length += count;
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
    return at;
  }

  void put(int offset, int value) {
    bytes[offset] = (byte) value;
  }
}
