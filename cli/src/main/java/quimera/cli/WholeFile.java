package quimera.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import quimera.core.host.HostException;

/** Writes a file whole or not at all: a half-written one never replaces a good one. */
final class WholeFile {
  private final Path file;
  private final Path part;

  private WholeFile(Path file, Path part) {
    this.file = file;
    this.part = part;
  }

  static void write(Path file, byte[] content) {
    WholeFile whole = begin(file);
    try {
      Files.write(whole.part, content);
    } catch (IOException e) {
      whole.discard();
      throw failed(file, e);
    }
    whole.finish();
  }

  /** Begins a file that is written little by little to {@link #part}. */
  static WholeFile begin(Path file) {
    Path target = file.toAbsolutePath();
    try {
      // Not createTempFile, whose files nobody else may read.
      String name = target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part";
      return new WholeFile(file, Files.createFile(target.resolveSibling(name)));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Where the content goes for the time being. */
  Path part() {
    return part;
  }

  /** Puts what was written in place of the file. */
  void finish() {
    try {
      Files.move(
          part,
          file.toAbsolutePath(),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard();
      throw failed(file, e);
    }
  }

  /** Leaves the file as it was. */
  void discard() {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What went wrong before is what the user needs to hear of.
    }
  }

  private static HostException failed(Path file, IOException e) {
    return new HostException(
        file + " cannot be written (" + e.getMessage() + "); check the folder and its rights", e);
  }
}
