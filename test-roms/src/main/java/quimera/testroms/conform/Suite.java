package quimera.testroms.conform;

import java.nio.file.Path;

/**
 * A suite that was found.
 *
 * @param name unique among the suites of a run
 * @param file where it is
 * @param kind what it is
 */
record Suite(String name, Path file, Kind kind) {
  enum Kind {
    /** Single-instruction vectors, CTV1. */
    VECTORS,
    /** A ROM with its TOML. */
    ROM
  }
}
