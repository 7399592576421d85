package quimera.machines.config;

import java.util.Locale;
import quimera.core.host.HostException;

/** Sizes as users write them. */
public final class Sizes {
  private Sizes() {}

  /**
   * Bytes of {@code 16M}, {@code 640K}, {@code 1G}, {@code 64 MiB}; a bare number is mebibytes, as
   * with qemu's {@code -m}.
   *
   * @throws HostException naming {@code what}
   */
  public static long parse(String what, String text) {
    String t = text.strip().toUpperCase(Locale.ROOT).replaceFirst("\\s*I?B$", "");
    long unit = t.endsWith("K") ? 1L << 10 : t.endsWith("G") ? 1L << 30 : 1L << 20;
    String number = t.replaceFirst("\\s*[KMG]$", "");
    if (!number.matches("[0-9]{1,9}") || Long.parseLong(number) == 0) {
      throw new HostException(
          what + ": \"" + text + "\" is no size; write a number and K, M or G, for example 16M");
    }
    return Long.parseLong(number) * unit;
  }

  /** The shortest exact form, for example {@code 16M}. */
  public static String format(long bytes) {
    return bytes % (1L << 30) == 0
        ? (bytes >> 30) + "G"
        : bytes % (1L << 20) == 0
            ? (bytes >> 20) + "M"
            : bytes % 1024 == 0 ? (bytes >> 10) + "K" : bytes + " bytes";
  }
}
