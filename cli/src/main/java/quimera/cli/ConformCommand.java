package quimera.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quimera.testroms.conform.ConformPlan;
import quimera.testroms.conform.ConformReport;
import quimera.testroms.conform.Conformance;
import quimera.testroms.conform.JsonReport;
import quimera.testroms.conform.JunitReport;
import quimera.testroms.conform.TapReport;
import quimera.testroms.conform.TextReport;

/** {@code quimera conform}: runs conformance suites and says what passed. */
@Command(
    name = "conform",
    description = "Runs conformance suites: CPU test vectors and test ROMs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all passed, 1 a test failed or none ran, 2 usage, 3 a suite is missing or",
      "broken, 9 internal error."
    })
final class ConformCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "suites, or folders with suites")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--arch",
      paramLabel = "A",
      description =
          "only suites of this family (x86, mips32, arm) or architecture (for example 8086)")
  private String arch;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "CPU model in place of each suite's own (quimera list cpus)")
  private String model;

  @Option(
      names = "--engine",
      paramLabel = "interpreter",
      description = "what executes the instructions")
  private String engine = "interpreter";

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "only the I-th of N parts; together they are the whole")
  private String shard;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "threads; as many as there are processors unless given")
  private Integer jobs;

  @Option(
      names = "--filter",
      paramLabel = "REGEX",
      description = "only tests in whose \"suite/category/number name\" this is found")
  private String filter;

  @Option(names = "--junit", paramLabel = "F", description = "write the report as JUnit's XML")
  private Path junit;

  @Option(
      names = "--tap",
      description = "print the Test Anything Protocol; the summary goes to stderr")
  private boolean tap;

  @Option(names = "--json", paramLabel = "F", description = "write the report as JSON")
  private Path json;

  @Option(
      names = "--coverage",
      paramLabel = "F",
      description = "write as JSON which instruction forms were executed, and which never")
  private Path coverage;

  @Option(names = "--stop-after", paramLabel = "N", description = "end after this many failures")
  private Long stopAfter;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "run everything so often and report the last, for a measurement once warm")
  private int repeat = 1;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ConformPlan plan = plan();
    ConformReport report = run(plan);
    for (int i = 1; i < repeat; i++) {
      report = run(plan);
    }
    write(report);
    return verdict(report);
  }

  /** The launcher starts every JDK with a console that is null where there is no terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private ConformReport run(ConformPlan plan) {
    ConformProgress progress = new ConformProgress(System.console() != null, err());
    try {
      return Conformance.run(plan, progress);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    } finally {
      progress.end();
    }
  }

  private void write(ConformReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (tap) {
      new TapReport(out).write(report);
    }
    new TextReport(tap ? err() : out).write(report);
    if (junit != null) {
      WholeFile.write(junit, JunitReport.of(report).getBytes(UTF_8));
    }
    if (json != null) {
      WholeFile.write(json, JsonReport.of(report).getBytes(UTF_8));
    }
    if (coverage != null) {
      WholeFile.write(coverage, JsonReport.ofCoverage(report).getBytes(UTF_8));
    }
  }

  /** One line for what keeps the run from being a success, however much else was printed. */
  private int verdict(ConformReport report) {
    report.suites.stream()
        .filter(s -> s.broken != null)
        .forEach(s -> err().println("quimera: " + s.file + ": " + s.broken));
    if (report.broken()) {
      return ExitCode.CONFIGURATION.code;
    }
    if (report.passed() + report.failed() == 0) {
      err().println("quimera: no test ran" + why(report));
      return ExitCode.FAILED.code;
    }
    return report.failed() == 0 ? ExitCode.SUCCESS.code : ExitCode.FAILED.code;
  }

  private String why(ConformReport report) {
    if (report.suites.isEmpty()) {
      return ": there is no suite in "
          + String.join(", ", paths.stream().map(Path::toString).toList());
    }
    if (report.skipped() != 0) {
      return ": all " + report.skipped() + " were skipped";
    }
    return filter != null
        ? ": nothing matches --filter " + filter
        : ": nothing is left by --arch, --model and --shard";
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private ConformPlan plan() {
    ConformPlan plan = new ConformPlan();
    plan.paths.addAll(paths);
    plan.arch = arch;
    plan.model = model;
    plan.jobs = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    if (plan.jobs < 1) {
      throw wrong("--jobs must be 1 or more");
    }
    if (!engine.equals("interpreter") && !engine.equals("auto")) {
      throw wrong("there is no engine \"" + engine + "\" in this build; known: interpreter, auto");
    }
    if (filter != null) {
      try {
        plan.filter = Pattern.compile(filter);
      } catch (PatternSyntaxException e) {
        throw wrong("\"" + filter + "\" is no regular expression: " + e.getDescription());
      }
    }
    if (stopAfter != null) {
      if (stopAfter < 1) {
        throw wrong("--stop-after must be 1 or more");
      }
      plan.stopAfter = stopAfter;
    }
    if (repeat < 1) {
      throw wrong("--repeat must be 1 or more");
    }
    plan.coverage = coverage != null;
    shard(plan);
    return plan;
  }

  private void shard(ConformPlan plan) {
    if (shard == null) {
      return;
    }
    if (!shard.matches("[1-9][0-9]{0,5}/[1-9][0-9]{0,5}")) {
      throw wrong("--shard wants I/N, for example 1/3, not \"" + shard + "\"");
    }
    String[] parts = shard.split("/", 2);
    plan.shard = Integer.parseInt(parts[0]);
    plan.shards = Integer.parseInt(parts[1]);
    if (plan.shard > plan.shards) {
      throw wrong("--shard " + shard + ": there is no part " + plan.shard);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
