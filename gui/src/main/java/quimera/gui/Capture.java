package quimera.gui;

import java.util.EnumSet;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.robot.Robot;
import quimera.cli.Session;
import quimera.core.host.HostInput;
import quimera.core.host.Key;

/**
 * Passes keys and, while it is captured, the mouse to the guest. The host key lets both go.
 *
 * <p>JavaFX does not tell the two Ctrl keys apart, so the host key is a key or a chord of keys held
 * together and let go without any other: {@link HostKey}.
 */
final class Capture {
  /** What lets keyboard and mouse go. */
  enum HostKey {
    /** Both Ctrl and Alt, nothing else: on every keyboard. */
    CTRL_ALT("Ctrl+Alt", EnumSet.of(KeyCode.CONTROL, KeyCode.ALT)),
    /** Ctrl alone, either of the two. */
    CTRL("Ctrl", EnumSet.of(KeyCode.CONTROL)),
    /** The Scroll Lock key, which few guests need. */
    SCROLL_LOCK("Scroll Lock", EnumSet.of(KeyCode.SCROLL_LOCK)),
    /** The right Alt key of layouts that have AltGr. */
    ALT_GR("AltGr", EnumSet.of(KeyCode.ALT_GRAPH));

    final String title;
    final Set<KeyCode> codes;

    HostKey(String title, Set<KeyCode> codes) {
      this.title = title;
      this.codes = codes;
    }
  }

  private final Session session;
  private final Node screen;
  private final Runnable changed;
  private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);
  private final Set<Key> pressed = EnumSet.noneOf(Key.class);
  private HostKey hostKey = HostKey.CTRL_ALT;
  private boolean chord;
  private boolean captured;
  private Robot robot;
  private double lastX;
  private double lastY;

  /**
   * @param changed called when the capture begins or ends
   */
  Capture(Session session, Node screen, Runnable changed) {
    this.session = session;
    this.screen = screen;
    this.changed = changed;
    screen.addEventFilter(KeyEvent.KEY_PRESSED, this::keyDown);
    screen.addEventFilter(KeyEvent.KEY_RELEASED, this::keyUp);
    screen.addEventFilter(MouseEvent.ANY, this::mouse);
    screen.addEventFilter(ScrollEvent.SCROLL, this::wheel);
    screen.focusedProperty().addListener((property, was, is) -> lostFocus(is));
  }

  void setHostKey(HostKey key) {
    hostKey = key;
    changed.run();
  }

  HostKey hostKey() {
    return hostKey;
  }

  boolean captured() {
    return captured;
  }

  private void keyDown(KeyEvent event) {
    event.consume();
    if (down.add(event.getCode())) {
      chord = down.equals(hostKey.codes);
    }
    Key key = KeyMap.of(event);
    if (key != null) {
      pressed.add(key);
      session.post(new HostInput.KeyPress(key, true)); // the guest's keyboard makes its own repeats
    }
  }

  private void keyUp(KeyEvent event) {
    event.consume();
    Key key = KeyMap.of(event);
    if (key != null && pressed.remove(key)) {
      session.post(new HostInput.KeyPress(key, false));
    }
    if (chord && hostKey.codes.contains(event.getCode())) {
      chord = false;
      release();
    }
    down.remove(event.getCode());
  }

  /** A window that loses the focus never hears of the keys that are let go elsewhere. */
  private void lostFocus(boolean focused) {
    if (!focused) {
      pressed.forEach(key -> session.post(new HostInput.KeyPress(key, false)));
      pressed.clear();
      down.clear();
      release();
    }
  }

  private void mouse(MouseEvent event) {
    screen.requestFocus();
    if (!captured) {
      if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
        capture(event);
      }
      return;
    }
    event.consume();
    int dx = (int) Math.round(event.getScreenX() - lastX);
    int dy = (int) Math.round(event.getScreenY() - lastY);
    boolean button =
        event.getEventType() == MouseEvent.MOUSE_PRESSED
            || event.getEventType() == MouseEvent.MOUSE_RELEASED;
    if (dx != 0 || dy != 0 || button) {
      session.post(new HostInput.Pointer(dx, dy, 0, buttons(event)));
      lastX = event.getScreenX();
      lastY = event.getScreenY();
      recentre();
    }
  }

  /** Keeps the host's pointer away from the edges, where it would stop. */
  private void recentre() {
    Point2D centre =
        screen.localToScreen(
            screen.getBoundsInLocal().getCenterX(), screen.getBoundsInLocal().getCenterY());
    if (Math.abs(lastX - centre.getX()) > 60 || Math.abs(lastY - centre.getY()) > 60) {
      robot.mouseMove(centre);
      lastX = Math.round(centre.getX());
      lastY = Math.round(centre.getY());
    }
  }

  private void wheel(ScrollEvent event) {
    if (captured && event.getDeltaY() != 0) {
      event.consume();
      session.post(new HostInput.Pointer(0, 0, event.getDeltaY() > 0 ? -1 : 1, 0));
    }
  }

  private static int buttons(MouseEvent event) {
    return (event.isPrimaryButtonDown() ? 1 : 0)
        | (event.isSecondaryButtonDown() ? 2 : 0)
        | (event.isMiddleButtonDown() ? 4 : 0)
        | (event.isBackButtonDown() ? 8 : 0)
        | (event.isForwardButtonDown() ? 16 : 0);
  }

  private void capture(MouseEvent event) {
    if (robot == null) {
      robot = new Robot();
    }
    captured = true;
    lastX = event.getScreenX();
    lastY = event.getScreenY();
    screen.setCursor(Cursor.NONE);
    changed.run();
  }

  /** Gives the mouse back to the host. */
  void release() {
    if (captured) {
      captured = false;
      screen.setCursor(Cursor.DEFAULT);
      session.post(new HostInput.Pointer(0, 0, 0, 0));
      changed.run();
    }
  }
}
