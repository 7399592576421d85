package quimera.testroms.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which instruction forms of a family's decoder were executed, and how often. */
public final class Coverage {
  /** The family of processors. */
  public final String family;

  private final Map<String, Long> counts = new TreeMap<>();

  Coverage(String family) {
    this.family = family;
  }

  void known(List<String> forms) {
    forms.forEach(form -> counts.putIfAbsent(form, 0L));
  }

  void executed(String form) {
    if (form != null) {
      counts.merge(form, 1L, Long::sum);
    }
  }

  void add(Coverage other) {
    other.counts.forEach((form, count) -> counts.merge(form, count, Long::sum));
  }

  /** Executions by form. */
  public Map<String, Long> counts() {
    return counts;
  }

  /** The forms that were never executed. */
  public List<String> never() {
    List<String> forms = new ArrayList<>();
    counts.forEach(
        (form, count) -> {
          if (count == 0) {
            forms.add(form);
          }
        });
    return forms;
  }
}
