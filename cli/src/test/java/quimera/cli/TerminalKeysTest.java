package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import quimera.core.host.HostInput;

class TerminalKeysTest {
  private final TerminalKeys decoder = new TerminalKeys();
  private boolean left;

  private String keys(String typed) {
    Deque<HostInput.KeyPress> presses = new ArrayDeque<>();
    for (int i = 0; i < typed.length(); i++) {
      left |= decoder.decode(typed.charAt(i), i + 1 < typed.length(), presses);
    }
    return presses.stream()
        .map(p -> (p.down() ? "+" : "-") + p.key())
        .collect(Collectors.joining(" "));
  }

  @Test
  void lettersComeWithShiftWhereTheyNeedIt() {
    assertThat(keys("aB")).isEqualTo("+A -A +LEFT_SHIFT +B -B -LEFT_SHIFT");
    assertThat(keys(":")).isEqualTo("+LEFT_SHIFT +SEMICOLON -SEMICOLON -LEFT_SHIFT");
  }

  @Test
  void sequencesAreKeysAndALoneEscapeIsEscape() {
    assertThat(keys("\u001b[A")).isEqualTo("+UP -UP");
    assertThat(keys("\u001bOP")).isEqualTo("+F1 -F1");
    assertThat(keys("\u001b[24~")).isEqualTo("+F12 -F12");
    assertThat(keys("\u001b")).isEqualTo("+ESCAPE -ESCAPE");
    assertThat(keys("\u001bx")).isEqualTo("+LEFT_ALT +X -X -LEFT_ALT");
  }

  @Test
  void controlCharactersHoldCtrlAndEnterIsEnter() {
    assertThat(keys("\u0003")).isEqualTo("+LEFT_CTRL +C -C -LEFT_CTRL");
    assertThat(keys("\r")).isEqualTo("+ENTER -ENTER");
    assertThat(keys("\u007f")).isEqualTo("+BACKSPACE -BACKSPACE");
  }

  @Test
  void ctrlAXLeavesAndCtrlATwiceIsCtrlA() {
    assertThat(keys("\u0001\u0001")).isEqualTo("+LEFT_CTRL +A -A -LEFT_CTRL");
    assertThat(left).isFalse();
    assertThat(keys("\u0001x")).isEmpty();
    assertThat(left).isTrue();
  }
}
