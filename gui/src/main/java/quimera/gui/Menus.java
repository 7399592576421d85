package quimera.gui;

import javafx.scene.control.Alert;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** The window's menus. They have no keyboard shortcuts: every key belongs to the guest. */
final class Menus {
  private final MachineWindow window;
  private final MenuBar bar = new MenuBar();
  private final MenuItem pause;

  Menus(MachineWindow window) {
    this.window = window;
    pause = item("Pause", window::togglePause);
    bar.getMenus().addAll(machine(), view(), media(), help());
    bar.setFocusTraversable(false);
  }

  MenuBar bar() {
    return bar;
  }

  void refresh() {
    pause.setText(window.session().paused() ? "Resume" : "Pause");
  }

  private Menu machine() {
    Menu hostKey = new Menu("Host key");
    ToggleGroup group = new ToggleGroup();
    for (Capture.HostKey key : Capture.HostKey.values()) {
      RadioMenuItem choice = new RadioMenuItem(key.title);
      choice.setToggleGroup(group);
      choice.setSelected(key == window.capture().hostKey());
      choice.setOnAction(e -> window.capture().setHostKey(key));
      hostKey.getItems().add(choice);
    }
    return new Menu(
        "Machine",
        null,
        pause,
        item("Reset", window::reset),
        item("Send Ctrl-Alt-Del", window::ctrlAltDel),
        hostKey,
        new SeparatorMenuItem(),
        item("Quit", window::quit));
  }

  private Menu view() {
    CheckMenuItem tube = new CheckMenuItem("4:3 picture");
    tube.setOnAction(e -> window.tube(tube.isSelected()));
    return new Menu(
        "View",
        null,
        item("Full screen", window::toggleFullScreen),
        item("Size 1:1", () -> window.size(1)),
        item("Size 2:1", () -> window.size(2)),
        tube,
        new SeparatorMenuItem(),
        item("Screenshot...", window::screenshot));
  }

  private Menu media() {
    Menu menu = new Menu("Media");
    for (String slot : window.session().machine().slots().keySet()) {
      menu.getItems()
          .add(
              new Menu(
                  slot,
                  null,
                  item("Insert image...", () -> window.chooseMedium(slot)),
                  item("Eject", () -> window.eject(slot))));
    }
    return menu;
  }

  private static Menu help() {
    return new Menu(
        "Help", null, item("Keys and mouse", Menus::keys), item("About Quimera", Menus::about));
  }

  private static void keys() {
    tell(
        "Keys and mouse",
        """
        All keys go to the guest. A click on the screen captures the mouse;
        the host key (Machine menu) lets it go and ends full screen.
        Drop a disk image on the window to put it into drive A.""");
  }

  private static void about() {
    tell(
        "Quimera",
        "A full-system emulator: x86, MIPS32 and ARM machines on one bus.\nApache License 2.0.");
  }

  private static void tell(String title, String text) {
    Alert alert = new Alert(Alert.AlertType.INFORMATION, text);
    alert.setTitle(title);
    alert.setHeaderText(title);
    alert.show();
  }

  private static MenuItem item(String title, Runnable action) {
    MenuItem item = new MenuItem(title);
    item.setOnAction(e -> action.run());
    return item;
  }
}
