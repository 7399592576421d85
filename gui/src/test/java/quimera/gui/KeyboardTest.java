package quimera.gui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.host.HostInput;
import quimera.core.host.Key;

class KeyboardTest {
  private final List<HostInput> guest = new ArrayList<>();
  private int hostKeys;
  private final Keyboard keyboard = new Keyboard(guest::add, () -> hostKeys++);

  private static KeyEvent event(EventType<KeyEvent> type, KeyCode code, String text) {
    return new KeyEvent(type, KeyEvent.CHAR_UNDEFINED, text, code, false, false, false, false);
  }

  private void press(KeyCode code) {
    keyboard.handle(event(KeyEvent.KEY_PRESSED, code, ""));
  }

  private void release(KeyCode code) {
    keyboard.handle(event(KeyEvent.KEY_RELEASED, code, ""));
  }

  private static HostInput down(Key key) {
    return new HostInput.KeyPress(key, true);
  }

  private static HostInput up(Key key) {
    return new HostInput.KeyPress(key, false);
  }

  @Test
  void repetitionsOfTheHostAreDropped() {
    press(KeyCode.A);
    press(KeyCode.A);
    press(KeyCode.A);
    release(KeyCode.A);
    assertThat(guest).containsExactly(down(Key.A), up(Key.A));
  }

  @Test
  void everyEventIsConsumed() {
    KeyEvent alt = event(KeyEvent.KEY_PRESSED, KeyCode.ALT, "");
    keyboard.handle(alt);
    assertThat(alt.isConsumed()).isTrue();
  }

  @Test
  void whatIsHeldIsLetGoTogether() {
    press(KeyCode.SHIFT);
    press(KeyCode.X);
    keyboard.releaseAll();
    assertThat(guest).contains(up(Key.LEFT_SHIFT), up(Key.X));
    guest.clear();
    release(KeyCode.X);
    assertThat(guest).isEmpty();
  }

  @Test
  void theHostKeyIsItsChordAndNothingElse() {
    press(KeyCode.CONTROL);
    press(KeyCode.ALT);
    release(KeyCode.ALT);
    release(KeyCode.CONTROL);
    assertThat(hostKeys).isEqualTo(1);
  }

  @Test
  void aChordThatContainsTheHostKeyIsTheGuests() {
    press(KeyCode.CONTROL);
    press(KeyCode.ALT);
    press(KeyCode.DELETE);
    release(KeyCode.DELETE);
    release(KeyCode.ALT);
    release(KeyCode.CONTROL);
    assertThat(hostKeys).isZero();
    assertThat(guest).contains(down(Key.DELETE));
  }

  @Test
  void aHostKeyThatIsNoModifierIsKeptFromTheGuest() {
    List<HostKey> learnt = new ArrayList<>();
    keyboard.learnHostKey(learnt::add);
    press(KeyCode.F12);
    release(KeyCode.F12);
    assertThat(learnt).extracting(HostKey::title).containsExactly("F12");
    press(KeyCode.F12);
    release(KeyCode.F12);
    assertThat(hostKeys).isEqualTo(1);
    assertThat(guest).isEmpty();
  }

  /** Windows tells only that Print Screen was let go. */
  @Test
  void aReleaseOfPrintScreenAloneIsAStroke() {
    release(KeyCode.PRINTSCREEN);
    assertThat(guest).containsExactly(down(Key.PRINT_SCREEN), up(Key.PRINT_SCREEN));
  }

  @ParameterizedTest
  @CsvSource({
    "ENTER, '\r', ENTER",
    "ENTER, '', PAD_ENTER",
    "UNDEFINED, ñ, SEMICOLON",
    "UNDEFINED, '', RIGHT_ALT",
    "NUMPAD7, 7, PAD_7",
    "LESS, <, INTERNATIONAL",
    "DIVIDE, /, PAD_DIVIDE",
    "HOME, '', HOME"
  })
  void keysStandWhereTheyStandOnAPcKeyboard(KeyCode code, String text, Key key) {
    keyboard.handle(event(KeyEvent.KEY_PRESSED, code, text));
    keyboard.handle(event(KeyEvent.KEY_RELEASED, code, text));
    assertThat(guest).containsExactly(down(key), up(key));
  }
}
