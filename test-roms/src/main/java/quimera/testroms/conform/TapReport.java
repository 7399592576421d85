package quimera.testroms.conform;

import java.io.PrintWriter;

/** The report in the Test Anything Protocol, version 13: a line a category, YAML with a failure. */
public final class TapReport {
  private final PrintWriter out;
  private int number;

  /** Reports to {@code out}. */
  public TapReport(PrintWriter out) {
    this.out = out;
  }

  /** Writes it all. */
  public void write(ConformReport report) {
    out.println("TAP version 13");
    int tests = 0;
    for (SuiteResult suite : report.suites) {
      tests += suite.categories.size() + (suite.broken == null ? 0 : 1);
    }
    out.println("1.." + tests);
    for (SuiteResult suite : report.suites) {
      suite.categories.values().forEach(category -> category(suite, category));
      if (suite.broken != null) {
        out.println("not ok " + ++number + " - " + plain(suite.name) + ": " + plain(suite.broken));
      }
    }
    if (report.stopped) {
      out.println("# stopped after " + report.failed() + " failures");
    }
    out.flush();
  }

  private void category(SuiteResult suite, CategoryResult category) {
    String what = plain(suite.name) + ": " + plain(category.name);
    if (category.failed != 0) {
      out.println("not ok " + ++number + " - " + what);
      out.println("  ---");
      out.println("  failed: " + category.failed);
      out.println("  passed: " + category.passed);
      out.println("  first: '" + category.first.title().replace("'", "''") + "'");
      out.println("  differences:");
      category.first.differences.forEach(d -> out.println("    - '" + d.replace("'", "''") + "'"));
      out.println("  ...");
    } else if (category.passed == 0) {
      out.println("ok " + ++number + " - " + what + " # SKIP " + plain(category.reason));
    } else {
      out.println("ok " + ++number + " - " + what + " (" + category.passed + " tests)");
    }
  }

  /** A # would begin a directive. */
  private static String plain(String text) {
    return String.valueOf(text).replace("#", "\\#").replaceAll("\\s+", " ");
  }
}
