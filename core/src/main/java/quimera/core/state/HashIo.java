package quimera.core.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A walk that digests names and values: two machines with the same hash go on in the same way. */
public final class HashIo implements StateIo {
  private final MessageDigest digest;
  private final byte[] scratch = new byte[8];

  /** An empty digest. */
  public HashIo() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The digest of all that was named, in hexadecimal; the walk is over then. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void name(String name) {
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private void number(long value) {
    for (int i = 0; i < 8; i++) {
      scratch[i] = (byte) (value >>> 8 * i);
    }
    digest.update(scratch);
  }

  @Override
  public int i32(String name, int value) {
    name(name);
    number(value);
    return value;
  }

  @Override
  public long i64(String name, long value) {
    name(name);
    number(value);
    return value;
  }

  @Override
  public boolean bit(String name, boolean value) {
    name(name);
    number(value ? 1 : 0);
    return value;
  }

  @Override
  public String text(String name, String value) {
    name(name);
    name(value);
    return value;
  }

  @Override
  public void bytes(String name, byte[] values) {
    name(name);
    number(values.length);
    digest.update(values);
  }

  @Override
  public void ints(String name, int[] values) {
    name(name);
    number(values.length);
    for (int each : values) {
      number(each);
    }
  }

  @Override
  public void longs(String name, long[] values) {
    name(name);
    number(values.length);
    for (long each : values) {
      number(each);
    }
  }

  @Override
  public byte[] blob(String name, byte[] values) {
    bytes(name, values);
    return values;
  }

  @Override
  public void section(String name, Body body) {
    name(name);
    digest.update((byte) '{');
    body.state(this);
    digest.update((byte) '}');
  }

  @Override
  public boolean loading() {
    return false;
  }
}
