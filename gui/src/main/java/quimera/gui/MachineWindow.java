package quimera.gui;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
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
import quimera.cli.Screenshot;
import quimera.cli.Session;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;
import quimera.core.host.Key;
import quimera.machines.config.MachineSpec;

/** One machine's window: menus, screen, status bar. All methods run on JavaFX's thread. */
final class MachineWindow {
  private static final double TICK_MS = 50;

  private final Session session;
  private final Stage stage = new Stage();
  private final ScreenView screen = new ScreenView();
  private final StatusBar status;
  private final Keyboard keyboard;
  private final Capture capture;
  private final Media media;
  private final FrameSource frames;
  private final BorderPane root = new BorderPane();
  private final Menus menus;
  private final Timeline statusTimer;
  private Alert complaint;
  private File folder;

  /** Made before the machine runs: it looks at the drives. */
  MachineWindow(Session session, MachineSpec spec) {
    this.session = session;
    folder =
        spec.images.values().stream()
            .map(image -> image.toAbsolutePath().getParent().toFile())
            .findFirst()
            .orElse(null);
    frames = new FrameSource(() -> Platform.runLater(this::takeFrame));
    session.observe(frames);
    status = new StatusBar(session);
    keyboard = new Keyboard(session::post, this::hostKeyPressed);
    capture = new Capture(session::post, screen, this::refresh);
    capture.tellPlace(frames::pointerPlaceWanted, screen::toPicture);
    media = new Media(session, spec, this::mediumChanged);
    menus = new Menus(this);
    root.setTop(menus.bar());
    root.setCenter(screen);
    root.setBottom(status);
    if (session.machine().display() == null) {
      screen.tell(
          "This board has no video adapter.\n"
              + "What it sends over a serial line goes where --serial says.");
    }
    screen.focusedProperty().addListener((property, was, is) -> focused(is));
    statusTimer = new Timeline(new KeyFrame(Duration.millis(TICK_MS), e -> refresh()));
    statusTimer.setCycleCount(Timeline.INDEFINITE);
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
    GamePads.start(session);
  }

  void close() {
    statusTimer.stop();
    stage.close();
  }

  private void key(KeyEvent event) {
    if (screen.isFocused()) {
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

  private void takeFrame() {
    FrameSource.Frame frame = frames.take();
    if (frame == null) {
      return;
    }
    FrameSource.Frame before = screen.frame();
    screen.show(frame);
    if (before == null || before.width() != frame.width() || before.height() != frame.height()) {
      grow(frame);
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
    String title = state.isEmpty() && session.paused() ? "paused" : state;
    stage.setTitle(
        "Quimera: " + session.machine().profile() + (title.isEmpty() ? "" : " (" + title + ")"));
    status.refresh(state);
    menus.refresh();
  }

  private void decorate(boolean on) {
    root.setTop(on ? menus.bar() : null);
    root.setBottom(on ? status : null);
    screen.requestFocus();
  }

  /** Tells what went wrong, until the user has read it. */
  private void complain(String message) {
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

  Menus menus() {
    return menus;
  }

  Alert complaint() {
    return complaint;
  }

  // What the menus do.

  Session session() {
    return session;
  }

  Capture capture() {
    return capture;
  }

  Keyboard keyboard() {
    return keyboard;
  }

  Media media() {
    return media;
  }

  void togglePause() {
    session.pause(!session.paused());
    refresh();
  }

  void reset() {
    session.post(new HostInput.ResetButton());
  }

  void ctrlAltDel() {
    for (Key key : List.of(Key.LEFT_CTRL, Key.LEFT_ALT, Key.DELETE)) {
      session.post(new HostInput.KeyPress(key, true));
    }
    for (Key key : List.of(Key.DELETE, Key.LEFT_ALT, Key.LEFT_CTRL)) {
      session.post(new HostInput.KeyPress(key, false));
    }
  }

  void quit() {
    session.leave();
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
      media.insert(slot, file.toPath());
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

  private void mediumChanged(String line, boolean failed) {
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
    if (event.getDragboard().hasFiles() && !media.slots().isEmpty()) {
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
    List<String> free = new ArrayList<>(media.slots());
    for (Path file : files) {
      boolean disc = file.toString().toLowerCase(Locale.ROOT).endsWith(".iso");
      free.stream()
          .filter(slot -> slot.startsWith("cd") == disc)
          .findFirst()
          .ifPresentOrElse(
              slot -> {
                free.remove(slot);
                media.insert(slot, file);
              },
              () -> complain("'" + file.getFileName() + "': this machine has no drive for it."));
    }
  }
}
