package quimera.testroms.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportsTest {
  @TempDir private Path folder;
  private ConformReport report;

  @BeforeEach
  void aReportWithEverything() throws Exception {
    new CtvWriter()
        .section("good", "")
        .add(CtvWriter.inc(1), CtvWriter.inc(2))
        .section("bad <&> 'x'", "")
        .add(CtvWriter.inc(1), CtvWriter.inc(2).after("eax", 9))
        .section("cmovcc #32", "")
        .add(CtvWriter.inc(1))
        .write(folder.resolve("a.ctv"));
    Files.write(folder.resolve("b.ctv"), new byte[3]);
    ConformPlan plan = new ConformPlan();
    plan.paths.add(folder);
    plan.model = "80486";
    report = Conformance.run(plan, (suite, tests, failed) -> {});
  }

  @Test
  void junitHasASuiteAFileAndACaseACategory() throws Exception {
    byte[] xml = JunitReport.of(report).getBytes(StandardCharsets.UTF_8);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    Element first = (Element) root.getElementsByTagName("testsuite").item(0);
    assertThat(first.getAttribute("name")).isEqualTo("a");
    assertThat(first.getAttribute("tests")).isEqualTo("3");
    assertThat(first.getAttribute("failures")).isEqualTo("1");
    assertThat(first.getAttribute("skipped")).isEqualTo("1");
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("1 of 2 failed");
    assertThat(failure.getTextContent()).contains("eax expected 00000009, got 00000003");
    assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("bad <&> 'x'");
    Element error = (Element) root.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).isEqualTo("it does not begin with CTV1");
  }

  @Test
  void tapHasAPlanAndALineACategory() {
    StringWriter text = new StringWriter();
    new TapReport(new PrintWriter(text)).write(report);
    assertThat(text.toString().lines().filter(l -> !l.startsWith(" ")).toList())
        .containsExactly(
            "TAP version 13",
            "1..4",
            "ok 1 - a: good (2 tests)",
            "not ok 2 - a: bad <&> 'x'",
            "ok 3 - a: cmovcc \\#32 # SKIP model 80486 has no CMOV",
            "not ok 4 - b: it does not begin with CTV1");
    assertThat(text.toString()).contains("  ---\n  failed: 1\n", "\n  ...\n");
  }

  @Test
  void jsonHasTheCountsAndTheFirstDifference() {
    assertThat(JsonReport.of(report))
        .contains("\"passed\" : 3", "\"failed\" : 1", "\"skipped\" : 1", "\"broken\" : ")
        .contains("\"eax expected 00000009, got 00000003, was 00000002\"");
  }

  @Test
  void aPersonReadsWhatPassedFailedAndWasSkipped() {
    StringWriter text = new StringWriter();
    new TextReport(new PrintWriter(text)).write(report);
    assertThat(text.toString())
        .contains("passed: good 2")
        .contains("failed bad <&> 'x': 1 of 2 on 80486:")
        .contains("#3 inc eax [40]")
        .contains("skipped (model 80486 has no CMOV): cmovcc #32 1")
        .contains("broken: it does not begin with CTV1")
        .contains("3 passed, 1 failed, 1 skipped in ");
  }
}
