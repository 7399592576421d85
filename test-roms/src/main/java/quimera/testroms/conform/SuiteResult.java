package quimera.testroms.conform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A suite's tests, by category, in the suite's order. */
public final class SuiteResult {
  /** The suite's name, unique in a report. */
  public final String name;

  /** The file. */
  public final Path file;

  /** The architecture word, empty if the suite could not be read that far. */
  public String architecture = "";

  /** Results by category. */
  public final Map<String, CategoryResult> categories = new LinkedHashMap<>();

  /** What is broken about the file, or null. */
  public String broken;

  SuiteResult(String name, Path file) {
    this.name = name;
    this.file = file;
  }

  CategoryResult category(String category) {
    return categories.computeIfAbsent(category, CategoryResult::new);
  }

  /** Tests that ran and were right. */
  public long passed() {
    return categories.values().stream().mapToLong(c -> c.passed).sum();
  }

  /** Tests that ran and were wrong. */
  public long failed() {
    return categories.values().stream().mapToLong(c -> c.failed).sum();
  }

  /** Tests that did not run or do not count. */
  public long skipped() {
    return categories.values().stream().mapToLong(c -> c.skipped).sum();
  }

  /** The models it ran on, in words. */
  public String models() {
    return String.join(
        ", ",
        categories.values().stream()
            .map(c -> c.model)
            .filter(m -> !m.isEmpty())
            .distinct()
            .toList());
  }
}
