package quimera.testroms.conform;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report in the XML that build servers read (JUnit's, as Ant wrote it): a suite is a {@code
 * testsuite}, a category a {@code testcase}. There are no times in it, so that equal runs give
 * equal files.
 */
public final class JunitReport {
  private JunitReport() {}

  /** A report; to be written as UTF-8. */
  public static String of(ConformReport report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      line(xml, 0);
      xml.writeStartElement("testsuites");
      for (SuiteResult suite : report.suites) {
        if (!suite.categories.isEmpty() || suite.broken != null) {
          suite(xml, suite);
        }
      }
      line(xml, 0);
      xml.writeEndElement();
      line(xml, 0);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out.toString();
  }

  private static void suite(XMLStreamWriter xml, SuiteResult suite) throws XMLStreamException {
    boolean broken = suite.broken != null;
    long failed = suite.categories.values().stream().filter(c -> c.failed != 0).count();
    long skipped = suite.categories.values().stream().filter(JunitReport::skipped).count();
    line(xml, 1);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite.name);
    xml.writeAttribute("tests", Integer.toString(suite.categories.size() + (broken ? 1 : 0)));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", broken ? "1" : "0");
    xml.writeAttribute("skipped", Long.toString(skipped));
    for (CategoryResult category : suite.categories.values()) {
      testcase(xml, suite, category);
    }
    if (broken) {
      open(xml, suite, "file");
      line(xml, 3);
      message(xml, "error", suite.broken, suite.file.toString());
      line(xml, 2);
      xml.writeEndElement();
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static boolean skipped(CategoryResult category) {
    return category.passed + category.failed == 0;
  }

  private static void open(XMLStreamWriter xml, SuiteResult suite, String name)
      throws XMLStreamException {
    line(xml, 2);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", suite.name);
    xml.writeAttribute("name", name);
  }

  private static void testcase(XMLStreamWriter xml, SuiteResult suite, CategoryResult category)
      throws XMLStreamException {
    open(xml, suite, category.name);
    line(xml, 3);
    if (category.failed != 0) {
      String message = category.failed + " of " + (category.failed + category.passed) + " failed";
      Failure first = category.first;
      String detail = first.title() + "\n" + String.join("\n", first.differences);
      message(xml, "failure", message, detail);
    } else if (skipped(category)) {
      message(xml, "skipped", String.valueOf(category.reason), null);
    }
    if (category.failed != 0 || skipped(category)) {
      line(xml, 3);
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(
        category.passed
            + " passed, "
            + category.failed
            + " failed, "
            + category.skipped
            + " skipped"
            + (category.model.isEmpty() ? "" : " on " + category.model));
    xml.writeEndElement();
    line(xml, 2);
    xml.writeEndElement();
  }

  private static void message(XMLStreamWriter xml, String element, String message, String detail)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", printable(message));
    if (detail != null) {
      xml.writeCharacters(printable(detail));
    }
    xml.writeEndElement();
  }

  /** XML has no way to write most control characters. */
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
