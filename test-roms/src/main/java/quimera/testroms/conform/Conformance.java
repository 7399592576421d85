package quimera.testroms.conform;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import quimera.core.cpu.TestBench;
import quimera.core.host.HostException;

/**
 * Runs conformance suites: deals out blocks of tests to some threads, and puts the results together
 * in the suites' order, so that the report is the same whatever the number of threads.
 */
public final class Conformance {
  private final ConformPlan plan;
  private final Progress progress;
  private final Families families = new Families();
  private final List<Suite> suites;
  private final ConformReport report = new ConformReport();

  // What is dealt out next.
  private int suite = -1;
  private CtvReader reader;
  private long ordinal;
  private CtvSection placedSection;
  private Families.Placement placement;

  // What has come back, by ordinal, until its turn has come.
  private final Map<Long, Outcome> waiting = new HashMap<>();
  private long merged;
  private long tests;
  private long failures;
  private Throwable crash;
  private long cpuNanos;

  /** Hears how far a run has come. */
  @FunctionalInterface
  public interface Progress {
    /** {@code tests} have been counted so far, {@code failed} of them as failures. */
    void at(String suite, long tests, long failed);
  }

  /** Work for one thread: a block of vectors, or a ROM if there is no block. */
  private record Task(
      long ordinal, int suite, CtvReader.Block block, Families.Placement placement) {}

  /** What came of a task. */
  private static final class Outcome {
    final int suite;
    CategoryResult result;
    String architecture = "";
    String broken;

    /** Tests passed and skipped at each failure, if somebody wants to stop there. */
    final List<long[]> marks = new ArrayList<>();

    Outcome(int suite) {
      this.suite = suite;
    }
  }

  private Conformance(ConformPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
    families.check(plan);
    suites = SuiteFinder.find(plan.paths);
    suites.forEach(s -> report.suites.add(new SuiteResult(s.name(), s.file())));
  }

  /**
   * Runs what the plan says.
   *
   * @throws IllegalArgumentException if a word of the plan means nothing
   * @throws quimera.core.host.HostException if a path cannot be used
   */
  public static ConformReport run(ConformPlan plan, Progress progress) {
    return new Conformance(plan, progress).run();
  }

  private ConformReport run() {
    long start = System.nanoTime();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < Math.max(1, plan.jobs); i++) {
      workers.add(new Worker());
    }
    if (workers.size() == 1) {
      workers.get(0).run();
    } else {
      inParallel(workers);
    }
    if (crash != null) {
      throw new IllegalStateException("a test thread failed: " + crash, crash);
    }
    report.seconds = (System.nanoTime() - start) / 1e9;
    report.cpuSeconds = cpuNanos / 1e9;
    Map<String, Coverage> coverage = new TreeMap<>();
    workers.forEach(w -> w.coverage.forEach((f, c) -> total(coverage, f).add(c)));
    report.coverage.addAll(coverage.values());
    return report;
  }

  private static Coverage total(Map<String, Coverage> coverage, String family) {
    return coverage.computeIfAbsent(family, Coverage::new);
  }

  private static void inParallel(List<Worker> workers) {
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers) {
      Thread thread = new Thread(worker, "conform-" + threads.size());
      threads.add(thread);
      thread.start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Dealing out.

  private synchronized Task next() {
    while (crash == null && !report.stopped) {
      if (reader == null && !openNext()) {
        return null;
      }
      if (suites.get(suite).kind() == Suite.Kind.ROM) {
        return new Task(ordinal++, suite, null, null);
      }
      CtvReader.Block block = block();
      if (block != null) {
        return new Task(ordinal++, suite, block, placement);
      }
    }
    return null;
  }

  /** Opens the next suite; a ROM has no reader. */
  private boolean openNext() {
    suite++;
    if (suite >= suites.size()) {
      return false;
    }
    if (suites.get(suite).kind() == Suite.Kind.VECTORS) {
      try {
        reader = new CtvReader(suites.get(suite).file());
      } catch (IOException e) {
        broken(e.getMessage());
        return openNext();
      }
    }
    return true;
  }

  private CtvReader.Block block() {
    try {
      CtvReader.Block block = reader.next();
      boolean wanted =
          block != null && families.belongs(block.section().kind.architecture(), plan.arch);
      if (!wanted) {
        close();
        return null;
      }
      if (placedSection != block.section()) {
        placedSection = block.section();
        placement = families.place(placedSection.kind, plan.model);
      }
      return block;
    } catch (CtvException | IOException e) {
      close();
      broken(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // Nothing was written.
    }
    reader = null;
  }

  private void broken(String why) {
    Outcome outcome = new Outcome(suite);
    outcome.broken = why;
    deliver(ordinal++, outcome);
  }

  // Putting together.

  private synchronized void deliver(long at, Outcome outcome) {
    waiting.put(at, outcome);
    for (Outcome next = waiting.remove(merged); next != null; next = waiting.remove(merged)) {
      merged++;
      if (!report.stopped) {
        merge(next);
      }
    }
  }

  private void merge(Outcome outcome) {
    SuiteResult target = report.suites.get(outcome.suite);
    if (target.broken != null) {
      return;
    }
    target.broken = outcome.broken;
    CategoryResult result = outcome.result;
    if (result != null && result.passed + result.failed + result.skipped != 0) {
      long left = plan.stopAfter - failures;
      if (result.failed >= left) {
        long[] mark = outcome.marks.get((int) left - 1);
        result.passed = mark[0];
        result.skipped = mark[1];
        result.failed = left;
        report.stopped = true;
      }
      tests += result.passed + result.failed + result.skipped;
      failures += result.failed;
      target.architecture = outcome.architecture;
      target.category(result.name).add(result);
    }
    progress.at(target.name, tests, failures);
  }

  private synchronized void used(long nanos) {
    cpuNanos += nanos;
  }

  private synchronized void crashed(Throwable cause) {
    crash = crash == null ? cause : crash;
  }

  /** One thread with a processor of each model that it has met. */
  private final class Worker implements Runnable {
    final Map<String, Coverage> coverage = new HashMap<>();
    private final Map<String, VectorRun> runs = new HashMap<>();

    @Override
    public void run() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadCpuTime();
      try {
        for (Task task = next(); task != null; task = next()) {
          deliver(task.ordinal, task.block == null ? rom(task) : vectors(task));
        }
        used(threads.getCurrentThreadCpuTime() - before);
      } catch (RuntimeException | Error e) {
        crashed(e);
      }
    }

    private Outcome rom(Task task) {
      Outcome outcome = new Outcome(task.suite);
      Suite current = suites.get(task.suite);
      try {
        RomSuite rom = RomSuite.read(current.file());
        String id = current.name() + "/rom/0 " + current.name();
        // A ROM is the first and only test of its suite.
        if (plan.takes(0) && plan.takes(id) && families.belongs(rom.arch, plan.arch)) {
          outcome.architecture = rom.arch;
          outcome.result = rom(current, rom);
          if (outcome.result.failed != 0) {
            outcome.marks.add(new long[] {0, 0});
          }
        }
      } catch (HostException e) {
        outcome.broken = e.getMessage().replace(current.file() + ": ", "");
      }
      return outcome;
    }

    private CategoryResult rom(Suite current, RomSuite rom) {
      CategoryResult result = new CategoryResult("rom");
      String skip = families.skip(rom, plan.model);
      Failure failure = new Failure(0, current.name(), "");
      if (skip == null) {
        try {
          new RomRun(rom, plan.model).run().forEach(failure::add);
        } catch (HostException e) {
          if (plan.model == null) {
            throw e;
          }
          skip = "not for model " + plan.model + ": " + e.getMessage();
        }
      }
      if (skip != null) {
        result.skipped = 1;
        result.reason = skip;
        return result;
      }
      result.model = plan.model != null ? plan.model : rom.model();
      if (failure.differences.isEmpty()) {
        result.passed = 1;
      } else {
        result.failed = 1;
        result.first = failure;
      }
      return result;
    }

    private Outcome vectors(Task task) {
      Outcome outcome = new Outcome(task.suite);
      CtvSection section = task.block.section();
      outcome.architecture = section.kind.architecture();
      outcome.result = new CategoryResult(section.kind.category());
      try {
        String skip = task.placement.skip();
        VectorRun run = skip == null ? runOf(task.placement, section) : null;
        each(task, skip, run, outcome);
      } catch (CtvException e) {
        outcome.broken = e.getMessage();
      }
      return outcome;
    }

    private VectorRun runOf(Families.Placement place, CtvSection section) {
      TestBench bench = place.bench();
      String key = bench.family() + ' ' + place.model() + ' ' + section.kind.bigEndian();
      VectorRun run = runs.computeIfAbsent(key, k -> new VectorRun(bench, place.model(), section));
      if (plan.coverage) {
        Coverage forms = total(coverage, bench.family());
        forms.known(run.forms());
        run.cover(forms);
      }
      return run;
    }

    private void each(Task task, String skip, VectorRun run, Outcome outcome) throws CtvException {
      CtvReader.Block block = task.block;
      CategoryResult result = outcome.result;
      String prefix = suites.get(task.suite).name() + '/' + result.name;
      boolean all = plan.takes(prefix);
      CtvRecord record = new CtvRecord();
      for (int i = 0; i < block.count(); i++) {
        long index = block.first() + i;
        if (!plan.takes(index)) {
          continue;
        }
        if (run == null || skip != null) {
          record.read(block, i);
        } else {
          run.read(block, i);
          record = run.vector();
        }
        if (!all && !plan.takes(prefix + '/' + index + ' ' + record.name())) {
          continue;
        }
        if (skip != null) {
          result.skipped++;
          result.reason = skip;
          continue;
        }
        result.model = task.placement.model();
        count(run.passes(), block.section(), run, index, outcome);
      }
    }

    private void count(
        boolean passed, CtvSection section, VectorRun run, long index, Outcome outcome)
        throws CtvException {
      CategoryResult result = outcome.result;
      if (passed) {
        result.passed++;
      } else if (section.info) {
        result.skipped++;
        result.reason = "informative only: differs, which the suite allows";
      } else {
        result.failed++;
        if (result.first == null) {
          result.first = run.failure(index);
        }
        if (plan.stopAfter != Long.MAX_VALUE) {
          outcome.marks.add(new long[] {result.passed, result.skipped});
        }
      }
    }
  }
}
