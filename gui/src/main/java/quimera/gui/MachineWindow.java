package quimera.gui;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import quimera.cli.Instance;
import quimera.cli.Screenshot;
import quimera.cli.Session;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;
import quimera.core.host.Key;

/**
 * The window: one of the machines with its menus, screen and status bar, and the list of the
 * others. All methods run on JavaFX's thread.
 */
final class MachineWindow implements Machines.Listener {
  private static final double TICK_MS = 50;

  private final Stage stage = new Stage();
  private final ScreenView screen = new ScreenView();
  private final StatusBar status = new StatusBar();
  private final Keyboard keyboard;
  private final Capture capture;
  private final Machines machines;
  private final ReadOnlyObjectWrapper<Entry> shown = new ReadOnlyObjectWrapper<>();
  private final BorderPane root = new BorderPane();
  private final Menus menus;
  private final MachineList list;
  private final Timeline statusTimer;
  private volatile Guest guest; // of the entry that is shown
  private Entry awaited; // comes onto the screen as soon as it runs
  private Alert complaint;
  private File folder;

  /** Made before the machine runs: it looks at the drives. */
  MachineWindow(Instance first) {
    folder =
        first.words().images.values().stream()
            .map(image -> image.toAbsolutePath().getParent().toFile())
            .findFirst()
            .orElse(null);
    machines = new Machines(first, this);
    keyboard = new Keyboard(this::post, this::hostKeyPressed);
    capture = new Capture(this::post, screen, this::refresh);
    capture.tellPlace(() -> guest.pointerPlaceWanted(), screen::toPicture);
    menus = new Menus(this);
    list = new MachineList(this);
    show(machines.first());
    root.setTop(menus.bar());
    root.setCenter(screen);
    root.setBottom(status);
    screen.focusedProperty().addListener((property, was, is) -> focused(is));
    statusTimer = new Timeline(new KeyFrame(Duration.millis(TICK_MS), e -> refresh()));
    statusTimer.setCycleCount(Timeline.INDEFINITE);
  }

  /** Something happens to the guest on the screen; from any thread. */
  private void post(HostInput input) {
    // A terminal on the serial line takes the keys itself; what is held may always be let go.
    boolean taken = guest.serialShown() && input instanceof HostInput.KeyPress key && key.down();
    if (guest.alive() && !taken) {
      guest.session().post(input);
    }
  }

  // Which machine.

  /** The entry whose machine has the screen, the keyboard and the mouse. */
  ReadOnlyObjectProperty<Entry> shown() {
    return shown.getReadOnlyProperty();
  }

  /** Brings an entry's machine onto the screen, and starts it first where it does not run. */
  void activate(Entry entry) {
    awaited = entry;
    if (entry.running()) {
      show(entry);
      stage.toFront();
      stage.requestFocus();
      screen.requestFocus();
    } else {
      machines.start(entry);
    }
  }

  private void show(Entry entry) {
    awaited = null;
    keyboard.releaseAll();
    capture.release();
    Entry before = shown.get();
    if (guest != null) {
      guest.show(false);
    }
    guest = entry.guest();
    shown.set(entry);
    if (before != null && before != entry) {
      before.forget();
    }
    status.show(guest);
    menus.showDrives();
    guest.show(true);
    takePicture();
  }

  @Override
  public void started(Entry entry) {
    if (entry == awaited || !guest.alive()) {
      awaited = entry;
      activate(entry);
    }
  }

  @Override
  public void over(Entry entry, String failure) {
    if (entry != shown.get()) {
      entry.forget();
    }
    if (failure != null) {
      complain(entry.name() + ": " + failure);
    }
  }

  @Override
  public void pictureReady(Guest drawn) {
    if (drawn == guest) {
      takePicture();
    }
  }

  void showMachines() {
    list.show();
  }

  void show() {
    Scene scene = new Scene(root);
    scene.setOnDragOver(this::dragOver);
    scene.setOnDragDropped(this::dropped);
    stage.setScene(scene);
    // Before the scene sees them: its menu bar would take F10 and Alt for itself.
    stage.addEventFilter(KeyEvent.ANY, this::key);
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.fullScreenProperty().addListener((property, was, full) -> decorate(!full));
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          quit();
        });
    refresh();
    stage.show();
    Platform.runLater(stage::sizeToScene); // openbox has given it another size by then
    screen.requestFocus();
    statusTimer.play();
    GamePads.start(this::post);
  }

  void close() {
    statusTimer.stop();
    list.close();
    stage.close();
  }

  private void key(KeyEvent event) {
    if (screen.isFocused()) {
      byte[] typed = guest.serialShown() ? SerialKeys.bytes(event) : new byte[0];
      if (typed.length > 0 && !keyboard.learning()) {
        post(new HostInput.Chars("com1", typed));
      }
      keyboard.handle(event);
    }
  }

  private void focused(boolean is) {
    if (!is) {
      keyboard.releaseAll();
      capture.release();
    }
  }

  private void hostKeyPressed() {
    capture.release();
    stage.setFullScreen(false);
  }

  /** Pictures are told apart by who they are: comparing what they show would take longer. */
  @SuppressWarnings("ReferenceEquality")
  private void takePicture() {
    FrameSource.Frame picture = guest.picture();
    FrameSource.Frame before = screen.frame();
    if (picture == null || picture == before) {
      return;
    }
    screen.show(picture);
    if (before == null
        || before.width() != picture.width()
        || before.height() != picture.height()) {
      grow(picture);
    }
  }

  /** A window that has become too small for the picture grows; it never shrinks by itself. */
  private void grow(FrameSource.Frame frame) {
    int wide = frame.width() * Scaler.naturalAcross(frame.width(), frame.height());
    int high = frame.height() * Scaler.naturalDown(frame.height());
    if (!stage.isFullScreen() && !stage.isMaximized() && !screen.holds(wide, high)) {
      resize(Math.max(wide, screen.getWidth()), Math.max(high, screen.getHeight()));
    }
  }

  /** Makes the pane so large, as far as the host's screen has room. */
  private void resize(double wide, double high) {
    screen.setPrefSize(wide, high);
    stage.sizeToScene();
    Rectangle2D room =
        Screen.getScreensForRectangle(stage.getX(), stage.getY(), 1, 1).stream()
            .findFirst()
            .orElse(Screen.getPrimary())
            .getVisualBounds();
    stage.setWidth(Math.min(stage.getWidth(), room.getWidth()));
    stage.setHeight(Math.min(stage.getHeight(), room.getHeight()));
    stage.setX(Math.max(room.getMinX(), Math.min(stage.getX(), room.getMaxX() - stage.getWidth())));
    stage.setY(
        Math.max(room.getMinY(), Math.min(stage.getY(), room.getMaxY() - stage.getHeight())));
  }

  private void refresh() {
    String hostKey = keyboard.hostKey().title();
    String state =
        keyboard.learning()
            ? "press the new host key"
            : capture.captured() ? "mouse captured, " + hostKey + " releases" : "";
    String title = state.isEmpty() && guest.alive() && session().paused() ? "paused" : state;
    stage.setTitle("Quimera: " + shown.get().name() + (title.isEmpty() ? "" : " (" + title + ")"));
    status.refresh(state);
    menus.refresh();
    machines.entries().forEach(Entry::refresh);
    if (list.stage().isShowing()) {
      list.refresh();
    }
  }

  private void decorate(boolean on) {
    root.setTop(on ? menus.bar() : null);
    root.setBottom(on ? status : null);
    screen.requestFocus();
  }

  /** Tells what went wrong, until the user has read it. */
  void complain(String message) {
    if (complaint == null) {
      complaint = new Alert(Alert.AlertType.ERROR);
      complaint.initOwner(stage);
      complaint.setTitle("Quimera");
      complaint.setHeaderText(null);
    }
    complaint.setContentText(message);
    complaint.show();
  }

  // What tests look at.

  Stage stage() {
    return stage;
  }

  ScreenView screen() {
    return screen;
  }

  StatusBar status() {
    return status;
  }

  MachineList list() {
    return list;
  }

  Menus menus() {
    return menus;
  }

  Alert complaint() {
    return complaint;
  }

  // What the menus do.

  Session session() {
    return guest.session();
  }

  Machines machines() {
    return machines;
  }

  Capture capture() {
    return capture;
  }

  Keyboard keyboard() {
    return keyboard;
  }

  Media media() {
    return guest.media();
  }

  void showSerial(boolean on) {
    keyboard.releaseAll();
    guest.showSerial(on);
  }

  boolean serialShown() {
    return guest.serialShown();
  }

  void togglePause() {
    if (guest.alive()) {
      session().pause(!session().paused());
      refresh();
    }
  }

  /** The reset button; a machine that is over is switched on again. */
  void reset() {
    if (guest.alive()) {
      post(new HostInput.ResetButton());
    } else {
      activate(shown.get());
    }
  }

  void ctrlAltDel() {
    for (Key key : List.of(Key.LEFT_CTRL, Key.LEFT_ALT, Key.DELETE)) {
      post(new HostInput.KeyPress(key, true));
    }
    for (Key key : List.of(Key.DELETE, Key.LEFT_ALT, Key.LEFT_CTRL)) {
      post(new HostInput.KeyPress(key, false));
    }
  }

  void quit() {
    machines.leaveAll();
    close();
  }

  void toggleFullScreen() {
    stage.setFullScreenExitHint(keyboard.hostKey().title() + " leaves full screen");
    stage.setFullScreen(!stage.isFullScreen());
  }

  void tube(boolean on) {
    screen.setTube(on);
  }

  /** Makes the window just large enough for the guest's picture, enlarged by a whole factor. */
  void size(int factor) {
    FrameSource.Frame frame = screen.frame();
    if (frame != null) {
      int across = Scaler.naturalAcross(frame.width(), frame.height());
      int down = Scaler.naturalDown(frame.height());
      stage.setMaximized(false);
      resize(frame.width() * across * factor, frame.height() * down * factor);
    }
  }

  void chooseMedium(String slot) {
    FileChooser chooser = chooser("Image for " + slot);
    File file = chooser.showOpenDialog(stage);
    if (file != null) {
      folder = file.getParentFile();
      media().insert(slot, file.toPath());
    }
  }

  private FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    if (folder != null && folder.isDirectory()) {
      chooser.setInitialDirectory(folder);
    }
    return chooser;
  }

  @Override
  public void mediumChanged(String line, boolean failed) {
    menus.refreshMedia();
    if (failed) {
      complain(line);
    } else {
      status.say(line);
    }
  }

  void screenshot() {
    FrameSource.Frame frame = screen.frame();
    if (frame == null) {
      complain("There is no picture yet.");
      return;
    }
    FileChooser chooser = chooser("Screenshot");
    chooser.setInitialFileName("quimera.png");
    File file = chooser.showSaveDialog(stage);
    if (file != null) {
      folder = file.getParentFile();
      save(frame, file.toPath());
    }
  }

  /** Writes a picture, under a name that ends in .png. */
  void save(FrameSource.Frame frame, Path file) {
    String name = file.getFileName().toString();
    Path png = name.contains(".") ? file : file.resolveSibling(name + ".png");
    try {
      Screenshot.save(frame.argb(), frame.width(), frame.height(), png);
      status.say("saved " + png.getFileName());
    } catch (HostException e) {
      complain(e.getMessage());
    }
  }

  // Images dropped on the window go into the drives, in their order; .iso files into the CD's.

  private void dragOver(DragEvent event) {
    if (event.getDragboard().hasFiles() && !media().slots().isEmpty()) {
      event.acceptTransferModes(TransferMode.COPY);
    }
    event.consume();
  }

  private void dropped(DragEvent event) {
    boolean taken = event.getDragboard().hasFiles();
    if (taken) {
      drop(event.getDragboard().getFiles().stream().map(File::toPath).toList());
    }
    event.setDropCompleted(taken);
    event.consume();
  }

  void drop(List<Path> files) {
    List<String> free = new ArrayList<>(media().slots());
    for (Path file : files) {
      boolean disc = file.toString().toLowerCase(Locale.ROOT).endsWith(".iso");
      free.stream()
          .filter(slot -> slot.startsWith("cd") == disc)
          .findFirst()
          .ifPresentOrElse(
              slot -> {
                free.remove(slot);
                media().insert(slot, file);
              },
              () -> complain("'" + file.getFileName() + "': this machine has no drive for it."));
    }
  }
}
