package quimera.testroms.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import quimera.machines.config.TomlTable;

/** One condition of a ROM suite: what is looked at, and what it must be. */
sealed interface PassRule {
  /** Bytes that a guest writes to a port or sends down a line. */
  record Output(Source source, int port, String line, Expected expected) implements PassRule {}

  /** A register, by the name that the debugger shows. */
  record RegisterValue(String register, long value) implements PassRule {}

  /** Bytes of physical memory. */
  record MemoryValue(long address, byte[] bytes) implements PassRule {}

  /** The code with which the guest ends the run. */
  record Exit(long code) implements PassRule {}

  /** Where output comes from. */
  enum Source {
    PORT,
    LINE
  }

  /**
   * What output must be.
   *
   * @param bytes all of it, or its end
   * @param whole all of it
   * @param text report differences by line
   */
  record Expected(byte[] bytes, boolean whole, boolean text) {}

  /** Reads a row of {@code [[pass]]}. */
  static PassRule read(TomlTable row, Path folder) {
    List<String> subjects = List.of("port", "line", "register", "memory", "exit");
    List<String> named = subjects.stream().filter(row::has).toList();
    if (named.size() != 1) {
      throw row.bad("needs one of " + String.join(", ", subjects));
    }
    PassRule rule =
        switch (named.get(0)) {
          case "port" ->
              new Output(Source.PORT, port(row, row.number("port")), "", expected(row, folder));
          case "line" -> new Output(Source.LINE, 0, row.text("line"), expected(row, folder));
          case "register" -> new RegisterValue(row.text("register"), row.number("value"));
          case "memory" -> new MemoryValue(row.number("memory"), memory(row));
          default -> new Exit(row.number("exit"));
        };
    row.noMore();
    return rule;
  }

  private static int port(TomlTable row, long port) {
    if (port < 0 || port > 0xFFFF) {
      throw row.bad("port " + port + " is out of range");
    }
    return (int) port;
  }

  private static Expected expected(TomlTable row, Path folder) {
    if (row.has("sequence")) {
      return new Expected(bytes(row, "sequence"), true, false);
    }
    if (row.has("last")) {
      return new Expected(new byte[] {(byte) row.number("last")}, false, false);
    }
    if (row.has("text")) {
      return new Expected(
          row.text("text").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), true, true);
    }
    if (row.has("file")) {
      Path file = folder.resolve(row.text("file"));
      try {
        return new Expected(Files.readAllBytes(file), true, true);
      } catch (IOException e) {
        throw row.bad("reference " + file + " cannot be read; check the path");
      }
    }
    throw row.bad("needs what the output must be: sequence, last, text or file");
  }

  private static byte[] memory(TomlTable row) {
    if (row.has("bytes")) {
      return bytes(row, "bytes");
    }
    if (row.has("text")) {
      return row.text("text").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
    long value = row.number("value");
    int width = (int) row.number("width", 4);
    if (width != 1 && width != 2 && width != 4 && width != 8) {
      throw row.bad("width must be 1, 2, 4 or 8");
    }
    boolean big = row.text("order", "little").equals("big");
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[big ? width - 1 - i : i] = (byte) (value >>> 8 * i);
    }
    return bytes;
  }

  private static byte[] bytes(TomlTable row, String key) {
    List<String> words = row.texts(key);
    byte[] bytes = new byte[words.size()];
    for (int i = 0; i < bytes.length; i++) {
      try {
        int value = Integer.decode(words.get(i));
        if (value < 0 || value > 255) {
          throw row.bad(key + " has " + value + ", which is no byte");
        }
        bytes[i] = (byte) value;
      } catch (NumberFormatException e) {
        throw row.bad(key + " must be a list of bytes");
      }
    }
    return bytes;
  }

  /** Bytes for a message: not too many. */
  static String hex(byte[] bytes) {
    int most = 32;
    String digits =
        HexFormat.ofDelimiter(" ").formatHex(bytes, Math.max(0, bytes.length - most), bytes.length);
    return bytes.length > most ? "... " + digits : bytes.length == 0 ? "nothing" : digits;
  }
}
