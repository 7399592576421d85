package quimera.testroms.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import quimera.core.host.HostException;

/** Finds suites by what is in the files, in a fixed order. */
final class SuiteFinder {
  private final List<Suite> suites = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<Path> files = new HashSet<>();

  private SuiteFinder() {}

  /**
   * All suites of some files and folders.
   *
   * @throws HostException if a path does not exist, or a file that was named is no suite
   */
  static List<Suite> find(List<Path> paths) {
    SuiteFinder finder = new SuiteFinder();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new HostException(path + " does not exist; check the path");
      }
      if (Files.isDirectory(path)) {
        finder.walk(path);
      } else if (!finder.take(path, path.getFileName())) {
        throw new HostException(
            path + " is no suite: neither CTV1 vectors nor a TOML file with a [suite] table");
      }
    }
    return finder.suites;
  }

  private void walk(Path folder) {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder)) {
      found = walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new HostException(folder + " cannot be read: " + e.getMessage(), e);
    }
    found.forEach(file -> take(file, folder.relativize(file)));
  }

  /** Takes a file if it is a suite. */
  private boolean take(Path file, Path relative) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".ctv") || name.endsWith(".ctv.gz") || CtvReader.looksLike(file)) {
        return add(Suite.Kind.VECTORS, file, relative);
      }
    } catch (IOException e) {
      throw new HostException(file + " cannot be read: " + e.getMessage(), e);
    }
    return name.endsWith(".toml")
        && RomSuite.describes(file)
        && add(Suite.Kind.ROM, file, relative);
  }

  private boolean add(Suite.Kind kind, Path file, Path relative) {
    if (files.add(file.toAbsolutePath().normalize())) {
      String name = plain(file.getFileName());
      if (!names.add(name)) {
        name = plain(relative);
        for (int i = 2; !names.add(name); i++) {
          name = plain(relative) + "-" + i;
        }
      }
      suites.add(new Suite(name, file, kind));
    }
    return true;
  }

  private static String plain(Path file) {
    return file.toString().replace('\\', '/').replaceFirst("(\\.ctv)?(\\.gz)?$|\\.toml$", "");
  }
}
