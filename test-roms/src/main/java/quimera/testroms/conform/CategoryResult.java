package quimera.testroms.conform;

/** The tests of one category (opcode form) of a suite. */
public final class CategoryResult {
  /** The suite's word for it. */
  public final String name;

  /** What it ran on; empty if it did not. */
  public String model = "";

  /** Tests that ran and were right. */
  public long passed;

  /** Tests that ran and were wrong. */
  public long failed;

  /** Tests that did not run, or whose result the suite itself calls informative. */
  public long skipped;

  /** Why some were skipped, or null. */
  public String reason;

  /** The first failure, or null. */
  public Failure first;

  CategoryResult(String name) {
    this.name = name;
  }

  void add(CategoryResult later) {
    model = model.isEmpty() ? later.model : model;
    passed += later.passed;
    failed += later.failed;
    skipped += later.skipped;
    reason = reason == null ? later.reason : reason;
    first = first == null ? later.first : first;
  }
}
