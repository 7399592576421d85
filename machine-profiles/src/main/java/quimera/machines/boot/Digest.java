package quimera.machines.boot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells images apart. */
public final class Digest {
  private Digest() {}

  /** A few digits of an image's SHA-256, by which a saved state knows its firmware again. */
  public static String of(byte[] image) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(image);
      return HexFormat.of().formatHex(sha, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
