package quimera.testroms.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.core.host.HostException;

class ConformanceTest {
  private static final String DATA = "add [edi],eax";
  private static final int AT = 0x200000;

  @TempDir private Path folder;
  private final ConformPlan plan = new ConformPlan();

  @BeforeEach
  void thePlanIsTheFolder() {
    plan.paths.add(folder);
  }

  private ConformReport run() {
    return Conformance.run(plan, (suite, tests, failed) -> {});
  }

  private ConformReport run(CtvWriter writer) throws IOException {
    writer.write(folder.resolve("test.ctv.gz"));
    return run();
  }

  private Failure failureOf(CtvWriter.Vector vector) throws IOException {
    ConformReport report = run(new CtvWriter().section("c", "").add(vector));
    assertThat(report.failed()).isEqualTo(1);
    return report.suites.get(0).categories.get("c").first;
  }

  private void passes(CtvWriter.Vector vector) throws IOException {
    ConformReport report = run(new CtvWriter().section("c", "").add(vector));
    assertThat(report.passed()).isEqualTo(1);
    assertThat(report.failed()).isZero();
  }

  /** ADD [EDI], EAX: 40 + 2. */
  private static CtvWriter.Vector add() {
    return new CtvWriter.Vector(DATA, 0x01, 0x07)
        .before("eax", 2)
        .before("edi", AT)
        .ignored("eflags", 0x8D5)
        .memory(AT, 40, 42);
  }

  @Test
  void aRightInstructionPasses() throws IOException {
    passes(add());
    passes(CtvWriter.inc(5));
  }

  @Test
  void aWrongRegisterFailsAndIsShown() throws IOException {
    Failure failure = failureOf(CtvWriter.inc(5).after("eax", 7));
    assertThat(failure.title()).startsWith("#0 inc eax [40]");
    assertThat(failure.differences)
        .containsExactly("eax expected 00000007, got 00000006, was 00000005");
  }

  @Test
  void aWrongFlagIsNamed() throws IOException {
    CtvWriter.Vector vector =
        new CtvWriter.Vector("inc eax", 0x40)
            .before("eax", -1)
            .after("eax", 0)
            .after("eflags", 0x202);
    assertThat(failureOf(vector).differences.get(0))
        .contains("PF should be 0, is 1, AF should be 0, is 1, ZF should be 0, is 1");
  }

  @Test
  void ignoredBitsAreNotCompared() throws IOException {
    passes(CtvWriter.inc(5).after("eax", 7).ignored("eax", 1));
    CtvWriter.Vector vector = add().memory(AT, 40, 43);
    vector.memoryIgnored.put(AT, 1);
    passes(vector);
  }

  @Test
  void aWrongByteOfMemoryFails() throws IOException {
    assertThat(failureOf(add().memory(AT, 40, 43)).differences)
        .containsExactly("[00200000] expected 2b, got 2a");
  }

  @Test
  void aByteThatTheVectorDoesNotNameMustNotBeWritten() throws IOException {
    CtvWriter.Vector near = add().before("eax", 0x100).memory(AT, 42, 42);
    assertThat(failureOf(near).differences).containsExactly("[00200001] expected 00, got 01");
    CtvWriter.Vector far =
        new CtvWriter.Vector("mov [edi],al", 0x88, 0x07).before("eax", 9).before("edi", 0x7654321);
    assertThat(failureOf(far).differences).containsExactly("[07654321] expected 00, got 09");
  }

  @Test
  void whatOneVectorWroteIsGoneBeforeTheNext() throws IOException {
    CtvWriter.Vector stray =
        new CtvWriter.Vector("mov [edi],al", 0x88, 0x07).before("eax", 9).before("edi", 0x2000);
    CtvWriter.Vector load =
        new CtvWriter.Vector("mov eax,[edi]", 0x8B, 0x07).before("edi", 0x2000).before("eax", 1);
    ConformReport report =
        run(new CtvWriter().section("c", "").add(stray, load.after("eax", 0), stray, load));
    assertThat(report.passed()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(2);
  }

  @Test
  void anExceptionMustBeTheRightOne() throws IOException {
    CtvWriter.Vector divide = new CtvWriter.Vector("div ecx", 0xF7, 0xF1);
    passes(divide.raises(0, ""));
    assertThat(failureOf(divide.raises(13, "")).differences)
        .containsExactly("exception: expected 13, got 0");
    assertThat(failureOf(CtvWriter.inc(1).raises(6, "")).differences.get(0))
        .isEqualTo("exception: expected 6, got none");
  }

  @Test
  void errorCodeAndAddressOfAPageFaultMustBeRight() throws IOException {
    CtvWriter.Vector load =
        new CtvWriter.Vector("mov eax,[edi]", 0x8B, 0x07).before("edi", 0x300010);
    for (String extra : List.of("{\"err\":4,\"cr2\":3145744}", "{\"err\":4}")) {
      ConformReport report =
          run(new CtvWriter().section("page fault", "").add(load.raises(14, extra)));
      assertThat(report.passed()).isEqualTo(1);
    }
    ConformReport report =
        run(new CtvWriter().section("page fault", "").add(load.raises(14, "{\"err\":6}")));
    assertThat(report.suites.get(0).categories.get("page fault").first.differences)
        .containsExactly("error code: expected 00000006, got 00000004");
  }

  @Test
  void whatIsInformativeNeverFails() throws IOException {
    ConformReport report =
        run(
            new CtvWriter()
                .section("c", ",\"info\":true")
                .add(CtvWriter.inc(1), CtvWriter.inc(1).after("eax", 9)));
    assertThat(report.passed()).isEqualTo(1);
    assertThat(report.failed()).isZero();
    assertThat(report.skipped()).isEqualTo(1);
  }

  @Test
  void anArchitectureWithoutACoreIsSkippedWithTheReason() throws IOException {
    String header =
        "{\"arch\":\"pdp11\",\"category\":\"mov\",\"run\":\"one\",\"regs\":[[\"r0\",2]],\"count\":1}";
    byte[] record = new byte[16];
    ConformReport report = run(new CtvWriter().section(header, List.of(record)));
    assertThat(report.skipped()).isEqualTo(1);
    assertThat(report.suites.get(0).categories.get("mov").reason)
        .isEqualTo("no core for pdp11 in this build");
  }

  @Test
  void whatAVectorWithoutItsCodeWroteIsGoneToo() throws IOException {
    CtvWriter.Vector lost =
        new CtvWriter.Vector("add [eax],al").before("eip", 0x5000).before("eax", 0x5041);
    CtvWriter.Vector load =
        new CtvWriter.Vector("mov eax,[edi]", 0x8B, 0x07).before("edi", 0x5041).after("eax", 0);
    ConformReport report =
        run(new CtvWriter().section("c", "").add(lost.after("eip", 0x5002), load));
    assertThat(report.suites.get(0).categories.get("c").first.differences)
        .contains("the vector has no memory at the program counter");
    assertThat(report.passed()).isEqualTo(1);
  }

  private CtvWriter many() {
    CtvWriter writer = new CtvWriter();
    for (int section = 0; section < 7; section++) {
      writer.section("c" + section, "");
      for (int i = 0; i < 100 + section; i++) {
        CtvWriter.Vector vector = CtvWriter.inc(i);
        writer.add(i % 10 == 3 ? vector.after("eax", 0) : vector);
      }
    }
    return writer;
  }

  @Test
  void theUnionOfTheShardsIsTheWhole() throws IOException {
    ConformReport whole = run(many());
    assertThat(whole.passed() + whole.failed()).isEqualTo(721);
    plan.shards = 3;
    long passed = 0;
    long failed = 0;
    for (int shard = 1; shard <= 3; shard++) {
      plan.shard = shard;
      ConformReport part = run();
      assertThat(part.passed() + part.failed()).isBetween(240L, 241L);
      passed += part.passed();
      failed += part.failed();
    }
    assertThat(passed).isEqualTo(whole.passed());
    assertThat(failed).isEqualTo(whole.failed());
  }

  @Test
  void theReportIsTheSameWhateverTheNumberOfThreads() throws IOException {
    String one = JsonReport.of(run(many()));
    for (int jobs = 2; jobs <= 5; jobs++) {
      plan.jobs = jobs;
      assertThat(JsonReport.of(run())).isEqualTo(one);
    }
  }

  @Test
  void aRunStopsAtExactlyTheNumberOfFailuresAskedFor() throws IOException {
    plan.stopAfter = 13;
    List<Long> passed = new ArrayList<>();
    for (int jobs = 1; jobs <= 3; jobs++) {
      plan.jobs = jobs;
      ConformReport report = run(many());
      assertThat(report.stopped).isTrue();
      assertThat(report.failed()).isEqualTo(13);
      passed.add(report.passed());
    }
    // Ten failures in the first 100; the third after those is number 23 of the second section.
    assertThat(passed).containsOnly(90L + 21L);
  }

  @Test
  void aFilterIsFoundInSuiteCategoryNumberAndName() throws IOException {
    for (String regex : List.of("c5/", "^test/c5/", "/50[1-9] inc")) {
      plan.filter = Pattern.compile(regex);
      ConformReport report = run(many());
      long expected = regex.startsWith("/") ? 9 : 105;
      assertThat(report.passed() + report.failed()).as(regex).isEqualTo(expected);
    }
    plan.filter = Pattern.compile("nothing like that");
    assertThat(JsonReport.of(run())).contains("\"passed\" : 0");
  }

  @Test
  void suitesAreFoundByContentInTheOrderOfTheirPaths() throws IOException {
    Files.createDirectories(folder.resolve("b/deep"));
    many().write(folder.resolve("b/deep/no-suffix"));
    many().write(folder.resolve("a.gz"));
    Files.writeString(folder.resolve("c.txt"), "not a suite");
    assertThat(run().suites.stream().map(s -> s.name).toList()).containsExactly("a", "no-suffix");
  }

  @Test
  void aBrokenFileIsReportedAndTheOthersStillRun() throws IOException {
    byte[] whole = many().zipped();
    Files.write(folder.resolve("a.ctv.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("b.ctv.gz"), new byte[0]);
    ConformReport report = run(many());
    assertThat(report.broken()).isTrue();
    assertThat(report.suites.get(0).broken).isEqualTo("the file is cut off");
    assertThat(report.suites.get(1).broken).isEqualTo("it does not begin with CTV1");
    assertThat(report.suites.get(2).broken).isNull();
    assertThat(report.suites.get(2).passed()).isEqualTo(721 - 73);
  }

  @Test
  void aPathThatIsMissingOrNoSuiteIsRefused() throws IOException {
    plan.paths.set(0, folder.resolve("none"));
    assertThatThrownBy(this::run)
        .isInstanceOf(HostException.class)
        .hasMessageContaining("does not exist");
    plan.paths.set(0, Files.writeString(folder.resolve("c.txt"), "hello"));
    assertThatThrownBy(this::run)
        .isInstanceOf(HostException.class)
        .hasMessageContaining("is no suite");
  }

  @Test
  void wordsThatMeanNothingAreRefusedWithTheNearest() {
    plan.model = "pentiun";
    assertThatThrownBy(this::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"pentium\"");
    plan.model = null;
    plan.arch = "x68";
    assertThatThrownBy(this::run).hasMessageContaining("did you mean \"x86\"");
  }

  @Test
  void aRegisterThatTheModelShouldHaveAndHasNotIsAFailure() throws IOException {
    String header =
        "{\"arch\":\"x86-32\",\"category\":\"c\",\"run\":\"one\",\"regs\":[[\"eaz\",2]],\"count\":1}";
    ConformReport report = run(new CtvWriter().section(header, List.of(new byte[16])));
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.suites.get(0).categories.get("c").first.differences.get(0))
        .endsWith("has no register eaz");
  }

  @Test
  void theModelCanBeChosen() throws IOException {
    plan.model = "80486";
    ConformReport report = run(new CtvWriter().section("c", "").add(CtvWriter.inc(1)));
    assertThat(report.suites.get(0).models()).isEqualTo("80486");
    plan.model = "8086";
    report = run();
    assertThat(report.suites.get(0).categories.get("c").reason)
        .isEqualTo("model 8086 has no 32-bit mode");
  }
}
