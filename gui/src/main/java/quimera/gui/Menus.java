package quimera.gui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final CheckMenuItem serial = new CheckMenuItem("Serial line");
  private final Menu hostKeys = new Menu("Host key");
  private final Menu media = new Menu("Media");
  private final Map<String, Menu> drives = new LinkedHashMap<>();
  private final Map<String, MenuItem> ejects = new LinkedHashMap<>();

  Menus(MachineWindow window) {
    this.window = window;
    pause = item("Pause", window::togglePause);
    bar.getMenus().addAll(machine(), view(), media, help());
    bar.setFocusTraversable(false);
    hostKeyChanged();
  }

  MenuBar bar() {
    return bar;
  }

  void refresh() {
    pause.setText(window.session().paused() ? "Resume" : "Pause");
    serial.setSelected(window.serialShown());
  }

  /** Says what is in which drive. */
  void refreshMedia() {
    drives.forEach(
        (slot, menu) -> {
          String medium = window.media().in(slot);
          menu.setText(slot + ": " + (medium == null ? "empty" : medium));
          ejects.get(slot).setDisable(medium == null);
        });
  }

  private Menu machine() {
    return new Menu(
        "Machine",
        null,
        item("Machines...", window::showMachines),
        new SeparatorMenuItem(),
        pause,
        item("Reset", window::reset),
        item("Send Ctrl-Alt-Del", window::ctrlAltDel),
        hostKeys,
        new SeparatorMenuItem(),
        item("Quit", window::quit));
  }

  private void hostKeyChanged() {
    HostKey now = window.keyboard().hostKey();
    List<HostKey> choices = new ArrayList<>(HostKey.CHOICES);
    if (!choices.contains(now)) {
      choices.add(now);
    }
    ToggleGroup group = new ToggleGroup();
    hostKeys.getItems().clear();
    for (HostKey key : choices) {
      RadioMenuItem choice = new RadioMenuItem(key.title());
      choice.setToggleGroup(group);
      choice.setSelected(key.equals(now));
      choice.setOnAction(
          e -> {
            window.keyboard().setHostKey(key);
            hostKeyChanged();
          });
      hostKeys.getItems().add(choice);
    }
    hostKeys.getItems().add(new SeparatorMenuItem());
    hostKeys
        .getItems()
        .add(
            item(
                "Press another...", () -> window.keyboard().learnHostKey(key -> hostKeyChanged())));
  }

  private Menu view() {
    CheckMenuItem tube = new CheckMenuItem("4:3 picture");
    tube.setOnAction(e -> window.tube(tube.isSelected()));
    serial.setOnAction(e -> window.showSerial(serial.isSelected()));
    return new Menu(
        "View",
        null,
        item("Full screen", window::toggleFullScreen),
        item("Size 1:1", () -> window.size(1)),
        item("Size 2:1", () -> window.size(2)),
        tube,
        new SeparatorMenuItem(),
        serial,
        new SeparatorMenuItem(),
        item("Screenshot...", window::screenshot));
  }

  /** Offers the drives of the machine that is shown. */
  void showDrives() {
    drives.clear();
    ejects.clear();
    media.getItems().clear();
    for (String slot : window.media().slots()) {
      MenuItem eject = item("Eject", () -> window.media().eject(slot));
      Menu drive =
          new Menu(slot, null, item("Insert image...", () -> window.chooseMedium(slot)), eject);
      drives.put(slot, drive);
      ejects.put(slot, eject);
      media.getItems().add(drive);
    }
    refreshMedia();
  }

  private Menu help() {
    return new Menu(
        "Help", null, item("Keys and mouse", this::keys), item("About Quimera", this::about));
  }

  private void keys() {
    tell(
        "Keys and mouse",
        """
        All keys go to the guest. A click on the screen captures the mouse.

        The host key, %s, lets the mouse go and ends full screen. \
        Choose another one in the Machine menu. Left and right Ctrl cannot be told apart here: \
        choose Ctrl, and either is the host key.

        Drop a disk image on the window to put it into the first drive.
        """
            .formatted(window.keyboard().hostKey().title()));
  }

  private void about() {
    tell(
        "Quimera",
        "A full-system emulator: x86, MIPS32 and ARM machines on one bus.\nApache License 2.0.");
  }

  private void tell(String title, String text) {
    Alert alert = new Alert(Alert.AlertType.INFORMATION, text);
    alert.initOwner(window.stage());
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
