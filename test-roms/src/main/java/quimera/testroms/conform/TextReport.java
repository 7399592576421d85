package quimera.testroms.conform;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report for a person: by suite what passed, failed and was skipped, opcode form by opcode
 * form, with the first difference of each form in full; then a table and the total.
 */
public final class TextReport {
  private static final int WIDTH = 100;

  private final PrintWriter out;

  /** Reports to {@code out}. */
  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** Writes it all. */
  public void write(ConformReport report) {
    List<SuiteResult> suites =
        report.suites.stream().filter(s -> !s.categories.isEmpty() || s.broken != null).toList();
    suites.forEach(this::suite);
    line("%-16s %-12s %-14s %9s %9s %9s", "suite", "arch", "model", "passed", "failed", "skipped");
    for (SuiteResult suite : suites) {
      line(
          "%-16s %-12s %-14s %9d %9d %9d%s",
          suite.name,
          suite.architecture,
          suite.models(),
          suite.passed(),
          suite.failed(),
          suite.skipped(),
          suite.broken == null ? "" : "  BROKEN");
    }
    report.coverage.forEach(this::coverage);
    summary(report);
  }

  private void suite(SuiteResult suite) {
    out.println(suite.name + " (" + suite.file + ")");
    List<String> whole = new ArrayList<>();
    for (CategoryResult category : suite.categories.values()) {
      if (category.failed == 0 && category.passed != 0) {
        whole.add(category.name + " " + category.passed);
      }
    }
    wrapped("  passed", whole);
    suite.categories.values().stream().filter(c -> c.failed != 0).forEach(this::failed);
    skipped(suite);
    if (suite.broken != null) {
      out.println("  broken: " + suite.broken);
    }
    out.println();
  }

  private void failed(CategoryResult category) {
    line(
        "  failed %s: %d of %d on %s%s",
        category.name,
        category.failed,
        category.failed + category.passed,
        category.model,
        category.failed > 1 ? "; the first:" : ":");
    out.println("    " + category.first.title());
    category.first.differences.forEach(d -> out.println("      " + d));
  }

  private void skipped(SuiteResult suite) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (CategoryResult category : suite.categories.values()) {
      if (category.skipped != 0) {
        byReason
            .computeIfAbsent(category.reason, r -> new ArrayList<>())
            .add(category.name + " " + category.skipped);
      }
    }
    byReason.forEach((reason, names) -> wrapped("  skipped (" + reason + ")", names));
  }

  private void wrapped(String title, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(title).append(':');
    for (int i = 0; i < names.size(); i++) {
      String next = " " + names.get(i) + (i + 1 < names.size() ? "," : "");
      if (text.length() + next.length() > WIDTH) {
        out.println(text);
        text = new StringBuilder("   ");
      }
      text.append(next);
    }
    out.println(text);
  }

  private void coverage(Coverage coverage) {
    List<String> never = coverage.never();
    line(
        "%s coverage: %d of %d instruction forms executed",
        coverage.family, coverage.counts().size() - never.size(), coverage.counts().size());
    wrapped("  never", never);
  }

  private void summary(ConformReport report) {
    long run = report.passed() + report.failed();
    out.println();
    line(
        "%d passed, %d failed, %d skipped%s in %.2f s: %,.0f tests/s, %,.0f/s a core",
        report.passed(),
        report.failed(),
        report.skipped(),
        report.stopped ? ", then stopped" : "",
        report.seconds,
        report.seconds > 0 ? run / report.seconds : 0,
        report.cpuSeconds > 0 ? run / report.cpuSeconds : 0);
    out.flush();
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
