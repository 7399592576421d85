package quimera.testroms.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a user wants to have tested. */
public final class ConformPlan {
  /** Files and folders with suites. */
  public final List<Path> paths = new ArrayList<>();

  /** A family or a suite's architecture word, or null for all. */
  public String arch;

  /** A processor model in place of each suite's own, or null. */
  public String model;

  /** Only tests in whose {@code suite/category/number name} this is found; or null. */
  public Pattern filter;

  /** Which part of the tests, from 1. */
  public int shard = 1;

  /** In how many parts the tests are divided, by their number within the suite. */
  public int shards = 1;

  /** Threads. */
  public int jobs = 1;

  /** The number of failures after which to stop. */
  public long stopAfter = Long.MAX_VALUE;

  /** Whether to count instruction forms. */
  public boolean coverage;

  boolean takes(long index) {
    return index % shards == shard - 1;
  }

  boolean takes(String id) {
    return filter == null || filter.matcher(id).find();
  }
}
