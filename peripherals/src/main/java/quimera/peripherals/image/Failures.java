package quimera.peripherals.image;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import quimera.core.host.HostException;

/** The host's complaints about a file, in words that help. */
final class Failures {
  private Failures() {}

  static HostException cannot(String what, Path path, IOException e) {
    return new HostException("cannot " + what + " image '" + path + "': " + reason(e), e);
  }

  /** What the host says, without the path that the message has already. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    if (e instanceof EOFException) {
      return "it ends too early";
    }
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    if (e instanceof FileNotFoundException && message.endsWith(")")) {
      return message.substring(message.lastIndexOf('(') + 1, message.length() - 1);
    }
    return message.lines().findFirst().orElse(message);
  }
}
