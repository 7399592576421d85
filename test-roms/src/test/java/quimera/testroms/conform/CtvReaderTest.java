package quimera.testroms.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CtvReaderTest {
  @TempDir private Path folder;

  private static CtvWriter two() {
    return new CtvWriter()
        .section("inc", "")
        .add(CtvWriter.inc(1), CtvWriter.inc(2))
        .section("more", "")
        .add(CtvWriter.inc(3));
  }

  private int records(byte[] content) throws IOException, CtvException {
    Path file = Files.write(folder.resolve("x.ctv"), content);
    int count = 0;
    try (CtvReader reader = new CtvReader(file)) {
      CtvRecord record = new CtvRecord();
      for (CtvReader.Block b = reader.next(); b != null; b = reader.next()) {
        for (int i = 0; i < b.count(); i++) {
          record.read(b, i);
          count++;
        }
      }
    }
    return count;
  }

  @Test
  void aFileIsReadPlainOrZipped() throws IOException, CtvException {
    assertThat(records(two().bytes())).isEqualTo(3);
    assertThat(records(two().zipped())).isEqualTo(3);
  }

  @Test
  void aFileThatIsCutOffAnywhereIsBroken() throws IOException, CtvException {
    byte[] whole = two().bytes();
    int sections =
        new CtvWriter().section("inc", "").add(CtvWriter.inc(1), CtvWriter.inc(2)).bytes().length;
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      if (length == sections) {
        assertThat(records(part)).isEqualTo(2); // a whole section is a whole file
      } else {
        assertThatThrownBy(() -> records(part)).isInstanceOf(CtvException.class);
      }
    }
  }

  @Test
  void aGzipStreamThatIsCutOffAnywhereIsBroken() throws IOException {
    byte[] whole = two().zipped();
    for (int length = 20; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> records(part)).isInstanceOf(CtvException.class);
    }
  }

  @Test
  void aGzipStreamWithAWrongByteIsBroken() throws IOException {
    byte[] whole = two().zipped();
    whole[whole.length - 6] ^= 1; // of the checksum
    assertThatThrownBy(() -> records(whole))
        .isInstanceOf(CtvException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void somethingElseIsNoVectorFile() {
    assertThatThrownBy(() -> records("CTV2....".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(CtvException.class)
        .hasMessage("it does not begin with CTV1");
  }

  @Test
  void aCountThatIsTooLargeOrTooSmallIsFoundOut() {
    byte[] whole = two().bytes();
    assertThatThrownBy(() -> records(replace(whole, "\"count\":2", "\"count\":3")))
        .isInstanceOf(CtvException.class)
        .hasMessageContaining("count");
    assertThatThrownBy(() -> records(replace(whole, "\"count\":2", "\"count\":1")))
        .isInstanceOf(CtvException.class)
        .hasMessageContaining("count");
  }

  @Test
  void aHeaderThatIsNoJsonOrLacksSomethingIsBroken() {
    byte[] whole = two().bytes();
    assertThatThrownBy(() -> records(replace(whole, "{\"arch\"", "[\"arch\"")))
        .isInstanceOf(CtvException.class)
        .hasMessageContaining("not valid JSON");
    assertThatThrownBy(() -> records(replace(whole, "\"arch\"", "\"arhc\"")))
        .isInstanceOf(CtvException.class)
        .hasMessageContaining("no arch");
    assertThatThrownBy(() -> records(replace(whole, "\"one\"", "\"two\"")))
        .isInstanceOf(CtvException.class)
        .hasMessageContaining("unknown run: two");
  }

  @Test
  void aRecordWhoseLengthsDoNotFitIsBroken() {
    String header =
        "{\"arch\":\"x86-32\",\"category\":\"c\",\"run\":\"one\",\"regs\":[[\"eax\",4]],\"count\":1}";
    byte[] tooShort = {0, 0, 1, 2, 3};
    assertThatThrownBy(() -> records(new CtvWriter().section(header, List.of(tooShort)).bytes()))
        .isInstanceOf(CtvException.class)
        .hasMessage("a record is shorter than its content");
    byte[] tooLong = new byte[64];
    assertThatThrownBy(() -> records(new CtvWriter().section(header, List.of(tooLong)).bytes()))
        .isInstanceOf(CtvException.class)
        .hasMessage("a record is longer than its content");
  }

  /** Replaces the first occurrence by a text of the same length. */
  private static byte[] replace(byte[] in, String what, String by) {
    String text = new String(in, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).contains(what);
    int at = text.indexOf(what);
    return (text.substring(0, at) + by + text.substring(at + what.length()))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
