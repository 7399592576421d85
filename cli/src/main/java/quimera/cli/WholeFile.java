package quimera.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import quimera.core.host.HostException;

/** Writes a file whole or not at all: a half-written one never replaces a good one. */
final class WholeFile {
  private WholeFile() {}

  static void write(Path file, byte[] content) {
    Path target = file.toAbsolutePath();
    Path part = null;
    try {
      part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
      Files.write(part, content);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(part);
      throw new HostException(
          file + " cannot be written (" + e.getMessage() + "); check the folder and its rights", e);
    }
  }

  private static void remove(Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // The complaint about the write itself is what the user needs.
    }
  }
}
