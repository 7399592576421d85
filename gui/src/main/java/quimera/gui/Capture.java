package quimera.gui;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.robot.Robot;
import quimera.core.host.HostInput;

/**
 * Passes the mouse to the guest while it is captured: from a click on the screen to the host key.
 *
 * <p>A guest's mouse knows movements only. So that the host's pointer never stops at an edge, it is
 * put back to the middle of the screen whenever it has gone some way. A guest that wants to know
 * the pointer's place is told it without a capture.
 */
final class Capture {
  private static final double LEASH = 60;

  private final Consumer<HostInput> guest;
  private final Node screen;
  private final Runnable changed;
  private BooleanSupplier placeWanted = () -> false;
  private UnaryOperator<Point2D> place = point -> null;
  private boolean captured;
  private Robot robot;
  private double lastX;
  private double lastY;
  private int buttons;
  private int ignored; // held since the click that captured, which is not the guest's
  private boolean warping; // the pointer was put to the middle, its event has not come yet
  private Point2D middle = Point2D.ZERO;
  private double wheel;

  /**
   * @param guest takes the movements
   * @param changed called when the capture begins or ends
   */
  Capture(Consumer<HostInput> guest, Node screen, Runnable changed) {
    this.guest = guest;
    this.screen = screen;
    this.changed = changed;
    screen.addEventFilter(MouseEvent.ANY, this::mouse);
    screen.addEventFilter(ScrollEvent.SCROLL, this::wheel);
  }

  boolean captured() {
    return captured;
  }

  /**
   * Tells the guest where the pointer is while it wants that.
   *
   * @param wanted whether it does
   * @param toPicture from a point of the screen to one of the picture, 0-1 each way; null outside
   */
  void tellPlace(BooleanSupplier wanted, UnaryOperator<Point2D> toPicture) {
    placeWanted = wanted;
    place = toPicture;
  }

  private boolean toldPlace(double x, double y, int notches) {
    if (captured || !placeWanted.getAsBoolean()) {
      return false;
    }
    Point2D at = place.apply(new Point2D(x, y));
    if (at != null) {
      guest.accept(
          new HostInput.PointerAt(
              (int) (at.getX() * 0xFFFF), (int) (at.getY() * 0xFFFF), notches, buttons));
    }
    screen.setCursor(at == null ? Cursor.DEFAULT : Cursor.NONE);
    return true;
  }

  private void mouse(MouseEvent event) {
    if (!captured && placeWanted.getAsBoolean()) {
      buttons = buttons(event);
      if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
        screen.requestFocus();
      }
    }
    if (toldPlace(event.getX(), event.getY(), 0)) {
      return;
    }
    if (!captured) {
      if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
        screen.requestFocus();
        capture(event);
      }
      return;
    }
    event.consume();
    landed(event);
    int dx = (int) Math.round(event.getScreenX() - lastX);
    int dy = (int) Math.round(event.getScreenY() - lastY);
    ignored &= buttons(event);
    int now = buttons(event) & ~ignored;
    lastX += dx;
    lastY += dy;
    if (dx != 0 || dy != 0 || now != buttons) {
      buttons = now;
      guest.accept(new HostInput.Pointer(dx, dy, 0, buttons));
    }
    recentre();
  }

  /**
   * The first event that is nearer to the middle than to the last place shows the pointer there.
   */
  private void landed(MouseEvent event) {
    if (warping
        && middle.distance(event.getScreenX(), event.getScreenY())
            < Math.hypot(event.getScreenX() - lastX, event.getScreenY() - lastY)) {
      warping = false;
      lastX = middle.getX();
      lastY = middle.getY();
    }
  }

  private void recentre() {
    if (!warping
        && (Math.abs(lastX - middle.getX()) > LEASH || Math.abs(lastY - middle.getY()) > LEASH)) {
      findMiddle();
      warping = true;
      robot.mouseMove(middle);
    }
  }

  /** Afresh each time: the window may have been moved. */
  private void findMiddle() {
    Point2D exact =
        screen.localToScreen(
            screen.getBoundsInLocal().getCenterX(), screen.getBoundsInLocal().getCenterY());
    middle = new Point2D(Math.rint(exact.getX()), Math.rint(exact.getY()));
  }

  private void wheel(ScrollEvent event) {
    if (!captured && !placeWanted.getAsBoolean()) {
      return;
    }
    event.consume();
    double notch = event.getMultiplierY() == 0 ? 40 : event.getMultiplierY();
    wheel -= event.getDeltaY() / notch;
    int notches = (int) wheel; // a touch pad scrolls by fractions
    if (notches != 0) {
      wheel -= notches;
      if (toldPlace(event.getX(), event.getY(), notches)) {
        return;
      }
      guest.accept(new HostInput.Pointer(0, 0, notches, buttons));
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
    event.consume();
    captured = true;
    warping = false;
    wheel = 0;
    buttons = 0;
    ignored = buttons(event);
    lastX = event.getScreenX();
    lastY = event.getScreenY();
    findMiddle();
    screen.setCursor(Cursor.NONE);
    changed.run();
  }

  /** Gives the mouse back to the host. */
  void release() {
    if (captured) {
      captured = false;
      screen.setCursor(Cursor.DEFAULT);
      guest.accept(new HostInput.Pointer(0, 0, 0, 0));
      changed.run();
    }
  }
}
