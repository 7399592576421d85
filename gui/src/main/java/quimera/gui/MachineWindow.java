package quimera.gui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.util.Duration;
import quimera.cli.ExitCode;
import quimera.cli.Screenshot;
import quimera.cli.Session;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;
import quimera.core.host.Key;
import quimera.core.host.MediaSlot;
import quimera.machines.config.MachineSpec;

/** One machine's window: menus, screen, status bar. All methods run on JavaFX's thread. */
final class MachineWindow {
  private static final double TICK_MS = 50;

  private final Session session;
  private final MachineSpec spec;
  private final Stage stage = new Stage();
  private final ScreenView screen = new ScreenView();
  private final StatusBar status;
  private final Capture capture;
  private final FrameSource frames;
  private final BorderPane root = new BorderPane();
  private final Menus menus;
  private final Timeline statusTimer;
  private volatile GamePads pad;

  MachineWindow(Session session, MachineSpec spec) {
    this.session = session;
    this.spec = spec;
    frames = new FrameSource(() -> Platform.runLater(this::takeFrame));
    session.observe(frames);
    status = new StatusBar(session);
    capture = new Capture(session, screen, this::title);
    menus = new Menus(this);
    root.setTop(menus.bar());
    root.setCenter(screen);
    root.setBottom(status);
    statusTimer = new Timeline(new KeyFrame(Duration.millis(TICK_MS), e -> tick()));
    statusTimer.setCycleCount(Timeline.INDEFINITE);
  }

  void show() {
    Scene scene = new Scene(root);
    scene.setOnDragOver(this::dragOver);
    scene.setOnDragDropped(this::dropped);
    stage.setScene(scene);
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.fullScreenProperty().addListener((property, was, full) -> decorate(!full));
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          session.end(Session.Outcome.of(ExitCode.SUCCESS, null));
        });
    title();
    stage.show();
    screen.requestFocus();
    statusTimer.play();
    Thread finder = new Thread(() -> pad = GamePads.find(session), "game pads");
    finder.setDaemon(true);
    finder.start();
  }

  void close() {
    statusTimer.stop();
    stage.close();
  }

  private void takeFrame() {
    FrameSource.Frame frame = frames.take();
    if (frame != null) {
      screen.show(frame);
    }
  }

  private void tick() {
    GamePads found = pad;
    if (found != null) {
      found.poll();
    }
    status.refresh(capture);
    menus.refresh();
  }

  private void title() {
    String how =
        capture.captured()
            ? "press " + capture.hostKey().title + " to release the mouse"
            : session.paused() ? "paused" : "";
    stage.setTitle(
        "Quimera: " + session.machine().profile() + (how.isEmpty() ? "" : " (" + how + ")"));
    status.refresh(capture);
  }

  private void decorate(boolean on) {
    root.setTop(on ? menus.bar() : null);
    root.setBottom(on ? status : null);
  }

  // What the menus do.

  Session session() {
    return session;
  }

  Capture capture() {
    return capture;
  }

  void togglePause() {
    session.pause(!session.paused());
    title();
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
    session.end(Session.Outcome.of(ExitCode.SUCCESS, null));
  }

  void toggleFullScreen() {
    stage.setFullScreen(!stage.isFullScreen());
  }

  void tube(boolean on) {
    screen.setTube(on);
  }

  /** Makes the window just large enough for the guest's picture, enlarged by a whole factor. */
  void size(int factor) {
    FrameSource.Frame frame = screen.frame();
    if (frame != null) {
      int doubled = frame.height() <= 240 ? 2 : 1;
      int wide = frame.width() <= 400 ? doubled : 1;
      screen.setPrefSize(frame.width() * wide * factor, frame.height() * doubled * factor);
      stage.sizeToScene();
    }
  }

  void chooseMedium(String slot) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Image for " + slot);
    File file = chooser.showOpenDialog(stage);
    if (file != null) {
      insert(slot, file.toPath());
    }
  }

  /** Puts an image into a drive; the old medium is closed once it is out. */
  void insert(String slot, Path image) {
    try {
      change(slot, spec.open(image));
      status.say(slot + ": " + image.getFileName());
    } catch (HostException e) {
      status.say(e.getMessage());
    }
  }

  void eject(String slot) {
    change(slot, null);
    status.say(slot + " is empty");
  }

  private void change(String slot, BlockStore medium) {
    session.command(
        machine -> {
          MediaSlot drive = machine.slots().get(slot);
          BlockStore before = drive.medium();
          try {
            machine.input(new HostInput.Media(slot, medium));
          } catch (HostException e) {
            medium.close();
            Platform.runLater(() -> status.say(e.getMessage()));
            return;
          }
          if (before != null) {
            before.close();
          }
        });
  }

  void screenshot() {
    FrameSource.Frame frame = screen.frame();
    if (frame == null) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Screenshot");
    chooser.setInitialFileName("quimera.png");
    File file = chooser.showSaveDialog(stage);
    if (file != null) {
      try {
        Screenshot.save(frame.argb(), frame.width(), frame.height(), file.toPath());
        status.say("saved " + file.getName());
      } catch (HostException e) {
        status.say(e.getMessage());
      }
    }
  }

  // An image dropped on the window goes into the first drive that takes one.

  private void dragOver(DragEvent event) {
    if (event.getDragboard().hasFiles() && !session.machine().slots().isEmpty()) {
      event.acceptTransferModes(TransferMode.COPY);
    }
    event.consume();
  }

  private void dropped(DragEvent event) {
    List<File> files = event.getDragboard().getFiles();
    if (!files.isEmpty()) {
      insert(session.machine().slots().keySet().iterator().next(), files.get(0).toPath());
    }
    event.setDropCompleted(!files.isEmpty());
    event.consume();
  }
}
