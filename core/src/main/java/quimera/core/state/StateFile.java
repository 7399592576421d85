package quimera.core.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A saved state as a file: magic, format number, deflated tree, CRC-32 of all before it. */
public final class StateFile {
  /** The number of the format that this release writes. */
  public static final int FORMAT = 1;

  private static final byte[] MAGIC = "QUIMERA state\n".getBytes(StandardCharsets.US_ASCII);

  private StateFile() {}

  /** The file's bytes. */
  public static byte[] encode(StateTree tree) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(file);
      out.write(MAGIC);
      out.writeInt(FORMAT);
      Deflater fast = new Deflater(Deflater.BEST_SPEED);
      try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, fast)) {
        deflated.write(tree.encode());
        deflated.finish();
        out.writeInt(crc(file.toByteArray(), file.size()));
      } finally {
        fast.end();
      }
      return file.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The tree in a file's bytes.
   *
   * @throws StateException if it is no state, damaged, or of another format
   */
  public static StateTree decode(byte[] file) {
    int head = MAGIC.length + 4;
    if (file.length < head + 4 || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))) {
      throw new StateException("not a saved Quimera state");
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
      in.skipBytes(MAGIC.length);
      int format = in.readInt();
      if (format != FORMAT) {
        throw new StateException(
            "saved in format " + format + ", this release reads format " + FORMAT);
      }
      DataInputStream tail =
          new DataInputStream(new ByteArrayInputStream(file, file.length - 4, 4));
      if (tail.readInt() != crc(file, file.length - 4)) {
        throw new StateException("the checksum is wrong: the state is damaged or cut off");
      }
      ByteArrayInputStream body = new ByteArrayInputStream(file, head, file.length - head - 4);
      try (InflaterInputStream inflated = new InflaterInputStream(body)) {
        return StateTree.decode(inflated.readAllBytes());
      }
    } catch (IOException e) {
      throw new StateException("the state is damaged: " + e.getMessage());
    }
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
