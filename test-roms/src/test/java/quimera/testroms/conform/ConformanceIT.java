package quimera.testroms.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors of real processors, where they are: a part of them in every build, all of them with
 * the profile {@code conformance}.
 */
class ConformanceIT {
  private static final Path SUITES = Path.of("../../shared/conformance");

  @ParameterizedTest
  @ValueSource(strings = {"8086", "80286", "x86-32", "mips32", "arm"})
  void noVectorFails(String arch) {
    assumeTrue(Files.isDirectory(SUITES), () -> "no vectors at " + SUITES + ": not run");
    ConformPlan plan = new ConformPlan();
    plan.paths.add(SUITES);
    plan.arch = arch;
    plan.shards = Integer.getInteger("conformance.shards", 8);
    plan.jobs = Runtime.getRuntime().availableProcessors();
    ConformReport report = Conformance.run(plan, (suite, tests, failed) -> {});
    StringWriter text = new StringWriter();
    new TextReport(new PrintWriter(text)).write(report);
    assertThat(report.failed()).as(text.toString()).isZero();
    assertThat(report.broken()).as(text.toString()).isFalse();
    assertThat(report.passed() + report.skipped()).isPositive();
    assumeTrue(report.passed() > 0, () -> "all of " + arch + " was skipped");
  }
}
