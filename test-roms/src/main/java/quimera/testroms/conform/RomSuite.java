package quimera.testroms.conform;

import java.nio.file.Path;

/** A ROM with a TOML file that says how to run it and what a pass is. */
final class RomSuite {
  private RomSuite() {}

  /** Whether a TOML file describes a ROM suite. */
  static boolean describes(Path file) {
    return false;
  }
}
