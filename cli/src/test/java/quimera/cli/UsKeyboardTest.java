package quimera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UsKeyboardTest {
  private static String struck(String text) {
    return UsKeyboard.parse(text).stream()
        .map(press -> (press.down() ? "+" : "-") + press.key())
        .collect(Collectors.joining(" "));
  }

  @Test
  void capitalsAndShiftedCharactersHoldShift() {
    assertThat(struck("aB!"))
        .isEqualTo("+A -A +LEFT_SHIFT +B -B -LEFT_SHIFT +LEFT_SHIFT +DIGIT_1 -DIGIT_1 -LEFT_SHIFT");
  }

  @Test
  void escapesStandForKeysWithoutACharacter() {
    assertThat(struck("\\n\\\\")).isEqualTo("+ENTER -ENTER +BACKSLASH -BACKSLASH");
  }

  @Test
  void aChordIsReleasedInTheOppositeOrder() {
    assertThat(struck("\\{ctrl-alt-del}x"))
        .isEqualTo("+LEFT_CTRL +LEFT_ALT +DELETE -DELETE -LEFT_ALT -LEFT_CTRL +X -X");
  }

  @Test
  void everyKeyHasItsNameInAChord() {
    assertThat(struck("\\{F5}\\{page_up}\\{2}\\{A}"))
        .isEqualTo("+F5 -F5 +PAGE_UP -PAGE_UP +DIGIT_2 -DIGIT_2 +A -A");
  }

  @Test
  void anUnknownKeyNamesTheNearest() {
    assertThatThrownBy(() -> UsKeyboard.parse("\\{ctl}"))
        .hasMessage("\"ctl\" is no key; did you mean \"ctrl\"?");
    assertThatThrownBy(() -> UsKeyboard.parse("\\{ctrl")).hasMessageContaining("closing brace");
    assertThatThrownBy(() -> UsKeyboard.parse("é")).hasMessageContaining("not on a US keyboard");
  }
}
