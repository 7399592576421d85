package quimera.gui;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;

/**
 * What lets keyboard and mouse go: a key, or a chord of keys that are held together and let go
 * without any other.
 *
 * <p>JavaFX does not tell the two Ctrl keys apart, so right Ctrl alone cannot be one; "Ctrl" is
 * either of the two.
 *
 * @param title as it stands in menus
 * @param codes the keys
 */
record HostKey(String title, Set<KeyCode> codes) {
  /** What a new window starts with: on every keyboard, and nothing that a guest waits for. */
  static final HostKey DEFAULT = of("Ctrl+Alt", KeyCode.CONTROL, KeyCode.ALT);

  /** The choices of the menu; a user may press any other. */
  static final List<HostKey> CHOICES =
      List.of(
          DEFAULT,
          of("Ctrl, left or right", KeyCode.CONTROL),
          of("Scroll Lock", KeyCode.SCROLL_LOCK),
          of("AltGr", KeyCode.ALT_GRAPH));

  private static HostKey of(String title, KeyCode... codes) {
    return new HostKey(title, EnumSet.copyOf(List.of(codes)));
  }

  /** The key or chord that a user has pressed. */
  static HostKey pressed(Set<KeyCode> codes) {
    for (HostKey each : CHOICES) {
      if (each.codes.equals(codes)) {
        return each;
      }
    }
    String title = codes.stream().sorted().map(KeyCode::getName).collect(Collectors.joining("+"));
    return new HostKey(title, EnumSet.copyOf(codes));
  }

  /**
   * Whether the guest never hears of this key. Modifiers it must hear of: they are also part of its
   * own chords.
   */
  boolean hides(KeyCode code) {
    return codes.size() == 1 && codes.contains(code) && !code.isModifierKey();
  }
}
