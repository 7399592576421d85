package quimera.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import quimera.core.host.HostInput.KeyPress;

class SerialKeyboardTest {
  private static String sent(String typed) {
    SerialKeyboard keyboard = new SerialKeyboard();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (KeyPress press : UsKeyboard.parse(typed)) {
      sent.writeBytes(keyboard.bytes(press));
    }
    return sent.toString(US_ASCII);
  }

  @Test
  void charactersGoDownTheLineAsTheyAre() {
    String all = "aZ09 ~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./";
    assertThat(sent(all.replace("\\", "\\\\"))).isEqualTo(all);
  }

  @Test
  void enterIsACarriageReturnAndBackspaceADelete() {
    assertThat(sent("a\\n\\b\\t\\e")).isEqualTo("a\r\177\t\033");
  }

  @Test
  void controlMakesAControlCharacterOfALetter() {
    assertThat(sent("\\{ctrl-c}\\{ctrl-[}\\{ctrl-2}c")).isEqualTo("\003\0332c");
  }

  @Test
  void altPutsEscapeBefore() {
    assertThat(sent("\\{alt-x}")).isEqualTo("\033x");
  }

  @Test
  void keysWithoutACharacterSendTheSequenceOfATerminal() {
    assertThat(sent("\\{up}\\{del}\\{f1}\\{f12}\\{shift}"))
        .isEqualTo("\033[A\033[3~\033OP\033[24~");
  }
}
