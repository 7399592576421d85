package quimera.gui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** Drive lights, speed, and who has the mouse. */
final class StatusBar extends HBox {
  private static final Color DARK = Color.gray(0.35);
  private static final Color LIT = Color.LIMEGREEN;

  private final HBox drives = new HBox(10);
  private final Map<BooleanSupplier, Circle> lights = new LinkedHashMap<>();
  private final Label message = new Label();
  private final Label speed = new Label();
  private final Label mouse = new Label();
  private int messageTicks;

  private Guest guest;

  StatusBar() {
    super(10);
    setPadding(new Insets(3, 8, 3, 8));
    setAlignment(Pos.CENTER_LEFT);
    drives.setAlignment(Pos.CENTER_LEFT);
    drives.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    message.setMinWidth(0);
    mouse.setMinWidth(Region.USE_PREF_SIZE);
    getChildren().addAll(drives, message, gap, mouse, speed);
  }

  /** Tells of this machine from now on. */
  void show(Guest shown) {
    guest = shown;
    lights.clear();
    drives.getChildren().clear();
    guest
        .session()
        .machine()
        .lights()
        .forEach(
            (name, on) -> {
              Circle lamp = new Circle(4, DARK);
              lights.put(on, lamp);
              drives.getChildren().add(new Label(name, lamp));
            });
  }

  /** Shows a line for a few seconds. */
  void say(String text) {
    message.setText(text);
    messageTicks = 80;
  }

  /** The line that is shown. */
  String said() {
    return message.getText();
  }

  /** What the machine is doing: how fast it runs, or why it does not. */
  String doing() {
    return speed.getText();
  }

  void refresh(String captureState) {
    // A light is a single field of the drive, read without the machine's thread: it may be a moment
    // old.
    lights.forEach((on, lamp) -> lamp.setFill(on.getAsBoolean() ? LIT : DARK));
    if (messageTicks > 0 && --messageTicks == 0) {
      message.setText("");
    }
    mouse.setText(captureState);
    String still = standstill();
    speed.setText(still != null ? still : pace());
    // A reason may be long: rather its end is cut than the lights.
    speed.setMinWidth(still != null ? 0 : Region.USE_PREF_SIZE);
  }

  /** Why the machine stands still for good, and what can be done about it; or null. */
  private String standstill() {
    String why = guest.alive() ? guest.session().stopped() : Entry.ended(guest.outcome());
    return why == null ? null : why + " (Machine, Reset starts it again)";
  }

  private String pace() {
    return guest.session().paused() ? "paused" : Entry.pace(guest.session());
  }
}
