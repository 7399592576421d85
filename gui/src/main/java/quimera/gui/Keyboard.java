package quimera.gui;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import quimera.core.host.HostInput;
import quimera.core.host.Key;

/**
 * Turns key events into the keys of the guest's keyboard, and listens for the host key.
 *
 * <p>The host's own repetitions are dropped: the guest's keyboard makes its repeats itself, at the
 * rate that the guest has set.
 */
final class Keyboard {
  private final Consumer<HostInput> guest;
  private final Runnable hostKeyPressed;
  private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);

  /** What each held key of the host is to the guest: a release may come under other modifiers. */
  private final Map<KeyCode, Key> held = new EnumMap<>(KeyCode.class);

  /** The same for keys that JavaFX has no code for, by their text when pressed. */
  private final Map<String, Key> heldTexts = new HashMap<>();

  private HostKey hostKey = HostKey.DEFAULT;
  private boolean chord; // the host key is down and nothing else was
  private Consumer<HostKey> learner;
  private final Set<KeyCode> learnt = EnumSet.noneOf(KeyCode.class);

  /**
   * @param guest takes the keys
   * @param hostKeyPressed called when the host key has been pressed and let go
   */
  Keyboard(Consumer<HostInput> guest, Runnable hostKeyPressed) {
    this.guest = guest;
    this.hostKeyPressed = hostKeyPressed;
  }

  HostKey hostKey() {
    return hostKey;
  }

  void setHostKey(HostKey key) {
    hostKey = key;
    chord = false;
  }

  /** The next key or chord does not go to the guest but becomes the host key. */
  void learnHostKey(Consumer<HostKey> then) {
    releaseAll();
    learner = then;
    learnt.clear();
  }

  /** Whether the next key or chord becomes the host key. */
  boolean learning() {
    return learner != null;
  }

  /** Takes a key event; every one is consumed, so that menus never react to the guest's keys. */
  void handle(KeyEvent event) {
    event.consume();
    EventType<KeyEvent> type = event.getEventType();
    if (learner != null) {
      learn(event);
    } else if (type == KeyEvent.KEY_PRESSED) {
      press(event);
    } else if (type == KeyEvent.KEY_RELEASED) {
      release(event);
    }
  }

  private void learn(KeyEvent event) {
    KeyCode code = event.getCode();
    if (event.getEventType() == KeyEvent.KEY_PRESSED && code != KeyCode.UNDEFINED) {
      learnt.add(code);
    } else if (event.getEventType() == KeyEvent.KEY_RELEASED && learnt.contains(code)) {
      setHostKey(HostKey.pressed(learnt));
      Consumer<HostKey> then = learner;
      learner = null;
      then.accept(hostKey);
    }
  }

  private void press(KeyEvent event) {
    KeyCode code = event.getCode();
    if (down.add(code)) {
      chord = down.equals(hostKey.codes());
    }
    Key key = KeyMap.of(event);
    if (key == null || hostKey.hides(code)) {
      return;
    }
    boolean first =
        code == KeyCode.UNDEFINED
            ? heldTexts.putIfAbsent(event.getText(), key) == null
            : held.putIfAbsent(code, key) == null;
    if (first) {
      guest.accept(new HostInput.KeyPress(key, true));
    }
  }

  private void release(KeyEvent event) {
    KeyCode code = event.getCode();
    Key key = held.remove(code);
    if (key != null) {
      guest.accept(new HostInput.KeyPress(key, false));
    } else if (code == KeyCode.UNDEFINED) {
      // Its release may have another text or none.
      heldTexts.values().forEach(each -> guest.accept(new HostInput.KeyPress(each, false)));
      heldTexts.clear();
    } else if (code == KeyCode.PRINTSCREEN && !hostKey.hides(code)) {
      // Windows tells only of its release.
      guest.accept(new HostInput.KeyPress(Key.PRINT_SCREEN, true));
      guest.accept(new HostInput.KeyPress(Key.PRINT_SCREEN, false));
    }
    boolean mine = chord && hostKey.codes().contains(code);
    down.remove(code);
    if (mine) {
      chord = false;
      hostKeyPressed.run();
    }
  }

  /** Lets all keys go: who loses the focus never hears of the releases. */
  void releaseAll() {
    held.values().forEach(key -> guest.accept(new HostInput.KeyPress(key, false)));
    heldTexts.values().forEach(key -> guest.accept(new HostInput.KeyPress(key, false)));
    held.clear();
    heldTexts.clear();
    down.clear();
    chord = false;
  }
}
