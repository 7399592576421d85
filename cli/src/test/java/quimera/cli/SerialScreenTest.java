package quimera.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialScreenTest {
  private final StringBuilder answers = new StringBuilder();
  private final SerialScreen screen =
      new SerialScreen(bytes -> answers.append(new String(bytes, ISO_8859_1)));

  private void send(String text) {
    for (byte each : text.replace("^", "\033[").getBytes(ISO_8859_1)) {
      screen.send(each & 0xFF);
    }
  }

  private String row(int n) {
    return screen.text().split("\n", -1)[n].stripTrailing();
  }

  /** What is sent, and what then stands in the first row; ^ is a control sequence's beginning. */
  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "'abc\bX', abX",
    "'abc\rX', Xbc",
    "'a\tb', 'a       b'",
    "abcdef^3DX, abcXef",
    "abcdef^1;3HX, abXdef",
    "abcdef^1;3H^K, ab",
    "abcdef^1;3H^1K, '   def'",
    "abcdef^1;3H^2P, abef",
    "abcdef^1;3H^2@, 'ab  cdef'",
    "abcdef^1;3H^2X, 'ab  ef'",
    "abc^2J^HX, X",
    "^1;31mred^0m, red",
    "'\033]0;title\u0007abc', abc",
    "'\033(Babc', abc"
  })
  void theFirstRowFollowsTheSequences(String sent, String shown) {
    send(sent);

    assertThat(row(0)).isEqualTo(shown);
  }

  @Test
  void aFullScreenScrolls() {
    for (int i = 0; i < 31; i++) {
      send(i + "\r\n");
    }

    assertThat(row(0)).isEqualTo("2");
    assertThat(row(28)).isEqualTo("30");
    assertThat(screen.cursor()).containsExactly(0, 29);
  }

  @Test
  void aRegionScrollsAlone() {
    send("first\r\n1\r\n2\r\n3\r\nlast^2;4r^4;1H\n");

    assertThat(row(0)).isEqualTo("first");
    assertThat(row(1)).isEqualTo("2");
    assertThat(row(3)).isEmpty();
    assertThat(row(4)).isEqualTo("last");
  }

  @Test
  void aLongLineGoesOnInTheNextRow() {
    send("x".repeat(81));

    assertThat(row(0)).hasSize(80);
    assertThat(row(1)).isEqualTo("x");
  }

  @Test
  void theCursorIsReportedWhenAsked() {
    send("^5;7H^6n");

    assertThat(answers.toString()).isEqualTo("\033[5;7R");
  }

  @Test
  void coloursBecomeThoseOfTheScreen() {
    send("^1;31;44mA^7mB^mC");

    assertThat(screen.cells()[0] >> 16).isEqualTo(0x1C);
    assertThat(screen.cells()[1] >> 16).isEqualTo(0xC1);
    assertThat(screen.cells()[2] >> 16).isEqualTo(0x07);
  }

  @Test
  void onlyAChangedScreenIsDrawnAgain() {
    int[] pixels = new int[screen.width() * screen.height()];
    send("A");

    assertThat(screen.render(pixels)).isTrue();
    assertThat(pixels).contains(0xFFAAAAAA);
    assertThat(screen.render(pixels)).isFalse();
  }
}
