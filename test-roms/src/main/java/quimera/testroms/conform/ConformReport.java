package quimera.testroms.conform;

import java.util.ArrayList;
import java.util.List;

/** What came of a plan. */
public final class ConformReport {
  /** The suites, in the order in which they were found. */
  public final List<SuiteResult> suites = new ArrayList<>();

  /** By family, if it was asked for. */
  public final List<Coverage> coverage = new ArrayList<>();

  /** Whether it ended early, at the number of failures that the user set. */
  public boolean stopped;

  /** Wall time in seconds. */
  public double seconds;

  /** Processor time of the test threads in seconds. */
  public double cpuSeconds;

  /** Tests that ran and were right. */
  public long passed() {
    return suites.stream().mapToLong(SuiteResult::passed).sum();
  }

  /** Tests that ran and were wrong. */
  public long failed() {
    return suites.stream().mapToLong(SuiteResult::failed).sum();
  }

  /** Tests that did not run or do not count. */
  public long skipped() {
    return suites.stream().mapToLong(SuiteResult::skipped).sum();
  }

  /** Whether a suite's file is broken. */
  public boolean broken() {
    return suites.stream().anyMatch(s -> s.broken != null);
  }
}
