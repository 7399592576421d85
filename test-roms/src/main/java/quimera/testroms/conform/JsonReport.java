package quimera.testroms.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The report as JSON, without times, so that equal runs give equal files. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** The results. */
  public static String of(ConformReport report) {
    ObjectNode root = JSON.createObjectNode();
    counts(root, report.passed(), report.failed(), report.skipped());
    root.put("stopped", report.stopped);
    ArrayNode suites = root.putArray("suites");
    for (SuiteResult suite : report.suites) {
      ObjectNode row = suites.addObject();
      row.put("name", suite.name);
      row.put("file", suite.file.toString());
      row.put("arch", suite.architecture);
      counts(row, suite.passed(), suite.failed(), suite.skipped());
      if (suite.broken != null) {
        row.put("broken", suite.broken);
      }
      ArrayNode categories = row.putArray("categories");
      suite.categories.values().forEach(c -> category(categories.addObject(), c));
    }
    return text(root);
  }

  private static void counts(ObjectNode row, long passed, long failed, long skipped) {
    row.put("passed", passed);
    row.put("failed", failed);
    row.put("skipped", skipped);
  }

  private static void category(ObjectNode row, CategoryResult category) {
    row.put("name", category.name);
    row.put("model", category.model);
    counts(row, category.passed, category.failed, category.skipped);
    if (category.reason != null) {
      row.put("reason", category.reason);
    }
    if (category.first != null) {
      Failure first = category.first;
      ObjectNode failure = row.putObject("first");
      failure.put("index", first.index);
      failure.put("name", first.name);
      failure.put("bytes", first.bytes);
      failure.put("instruction", first.instruction);
      first.differences.forEach(failure.withArray("differences")::add);
    }
  }

  /** Which instruction forms were executed how often, and which never. */
  public static String ofCoverage(ConformReport report) {
    ObjectNode root = JSON.createObjectNode();
    for (Coverage coverage : report.coverage) {
      ObjectNode family = root.putObject(coverage.family);
      family.put("forms", coverage.counts().size());
      ArrayNode never = family.putArray("never");
      coverage.never().forEach(never::add);
      ObjectNode executed = family.putObject("executed");
      coverage
          .counts()
          .forEach(
              (form, count) -> {
                if (count != 0) {
                  executed.put(form, count);
                }
              });
    }
    return text(root);
  }

  private static String text(ObjectNode root) {
    try {
      DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
      lines.indentArraysWith(new DefaultIndenter("  ", "\n"));
      lines.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      return JSON.writer(lines).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
