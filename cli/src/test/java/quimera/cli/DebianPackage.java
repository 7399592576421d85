package quimera.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * Guests that Debian packs. A package that is installed is taken; the Maven profile {@code
 * debian-guests} fetches the others into {@code target}; without it the test reports itself
 * skipped.
 */
final class DebianPackage {
  private static final Path FETCHED = Path.of("target", "debian");

  private DebianPackage() {}

  /**
   * A file of a package.
   *
   * @param architecture Debian's word, for example {@code mipsel}, or {@code all}; what is neither
   *     that nor a PC's is never looked for among what is installed
   * @param path below the root; its last part may be a glob
   */
  static Path file(String architecture, String name, String path) {
    boolean foreign = !List.of("all", "i386").contains(architecture);
    Path installed = foreign ? null : find(Path.of("/"), path);
    Path folder = FETCHED.resolve(architecture).resolve(name).toAbsolutePath();
    if (installed == null && !Files.exists(folder) && Boolean.getBoolean("quimera.fetch")) {
      fetch(architecture, name);
    }
    Path found = installed == null ? find(folder, path) : installed;
    assumeTrue(
        found != null,
        () -> path + " of Debian's " + name + " is not here (-Pdebian-guests fetches it)");
    return found;
  }

  private static Path find(Path root, String path) {
    Path whole = root.resolve(path);
    PathMatcher glob =
        FileSystems.getDefault().getPathMatcher("glob:" + whole.getFileName().toString());
    if (!Files.isDirectory(whole.getParent())) {
      return null;
    }
    try (Stream<Path> files = Files.list(whole.getParent())) {
      return files.filter(f -> glob.matches(f.getFileName())).sorted().findFirst().orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fetch(String architecture, String name) {
    String apt = architecture.equals("all") ? "i386" : architecture;
    List<String> command =
        List.of("sh", "src/test/debian/fetch.sh", apt, name, FETCHED.toAbsolutePath().toString());
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() == 0 && !apt.equals(architecture)) {
        Files.createDirectories(FETCHED.resolve(architecture));
        Files.move(FETCHED.resolve(apt).resolve(name), FETCHED.resolve(architecture).resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
