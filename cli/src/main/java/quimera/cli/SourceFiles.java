package quimera.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import quimera.core.host.HostException;
import quimera.isa.asm.Sources;

/** Assembly sources on the host's disk; a byte of the file is a character of the text. */
final class SourceFiles implements Sources {
  @Override
  public Text find(String name, String from) {
    Path file = Path.of(from).resolveSibling(name);
    return Files.isReadable(file) ? read(file) : null;
  }

  /** A file that must be there. */
  static Text read(Path file) {
    try {
      return new Text(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw new HostException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new HostException(file + " cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
