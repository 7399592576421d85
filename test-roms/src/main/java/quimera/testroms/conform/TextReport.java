package quimera.testroms.conform;

import java.io.PrintWriter;
import java.util.Locale;

/** The report for a person: a table by suite, what failed by category, the first difference. */
public final class TextReport {
  private final PrintWriter out;

  /** Reports to {@code out}. */
  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** Writes it all. */
  public void write(ConformReport report) {
    line("%-16s %-12s %-14s %9s %9s %9s", "suite", "arch", "model", "passed", "failed", "skipped");
    for (SuiteResult suite : report.suites) {
      if (!suite.categories.isEmpty() || suite.broken != null) {
        line(
            "%-16s %-12s %-14s %9d %9d %9d",
            suite.name,
            suite.architecture,
            suite.models(),
            suite.passed(),
            suite.failed(),
            suite.skipped());
      }
    }
    report.suites.forEach(this::details);
    summary(report);
  }

  private void details(SuiteResult suite) {
    if (suite.broken != null) {
      out.println();
      out.println(suite.file + ": " + suite.broken);
    }
    String last = null;
    for (CategoryResult category : suite.categories.values()) {
      if (category.failed != 0) {
        failed(suite, category);
      } else if (category.reason != null && !category.reason.equals(last)) {
        skipped(suite, category.reason);
        last = category.reason;
      }
    }
  }

  private void skipped(SuiteResult suite, String reason) {
    long tests = 0;
    StringBuilder names = new StringBuilder();
    int categories = 0;
    for (CategoryResult each : suite.categories.values()) {
      if (reason.equals(each.reason)) {
        tests += each.skipped;
        if (categories++ < 6) {
          names.append(names.isEmpty() ? "" : ", ").append(each.name);
        }
      }
    }
    String more = categories > 6 ? ", ... (" + categories + " categories)" : "";
    line("%s: %d skipped: %s [%s%s]", suite.name, tests, reason, names, more);
  }

  private void failed(SuiteResult suite, CategoryResult category) {
    out.println();
    line(
        "%s %s on %s: %d of %d failed%s",
        suite.name,
        category.name,
        category.model,
        category.failed,
        category.failed + category.passed,
        category.failed > 1 ? "; the first:" : ":");
    if (category.first != null) {
      out.println("  " + category.first.title());
      category.first.differences.forEach(d -> out.println("    " + d));
    }
  }

  private void summary(ConformReport report) {
    long run = report.passed() + report.failed();
    out.println();
    line(
        "%d passed, %d failed, %d skipped%s in %.2f s: %,.0f tests/s",
        report.passed(),
        report.failed(),
        report.skipped(),
        report.stopped ? ", then stopped" : "",
        report.seconds,
        report.seconds > 0 ? run / report.seconds : 0);
    out.flush();
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
