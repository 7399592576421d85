package quimera.gui;

import java.util.function.Consumer;
import javafx.application.Platform;
import quimera.cli.ExitCode;
import quimera.cli.Instance;
import quimera.cli.Session;

/**
 * A machine that was started, as the window sees it: its session, its picture, its drives. Made
 * before the machine runs.
 */
final class Guest {
  private final Instance instance;
  private final FrameSource frames;
  private final Media media;
  private FrameSource.Frame picture; // the last one that was shown; JavaFX's thread
  private volatile Session.Outcome outcome;

  /**
   * @param pictureReady called on JavaFX's thread when a new picture waits
   * @param mediumChanged hears there of the drives
   */
  Guest(Instance instance, Consumer<Guest> pictureReady, Media.Listener mediumChanged) {
    this.instance = instance;
    frames =
        new FrameSource(
            instance.serialScreen(), () -> Platform.runLater(() -> pictureReady.accept(this)));
    media = new Media(session(), instance.words(), mediumChanged);
    session().observe(frames);
    session().attend();
    instance.audible(false);
  }

  Session session() {
    return instance.session();
  }

  Media media() {
    return media;
  }

  /** Whether the serial line is shown in place of the screen. */
  boolean serialShown() {
    return frames.serialShown();
  }

  /** Shows the serial line, or the screen. */
  void showSerial(boolean on) {
    frames.view(on ? FrameSource.View.SERIAL : FrameSource.View.SCREEN);
  }

  /** Whether the guest wants to know where the pointer is. */
  boolean pointerPlaceWanted() {
    return frames.pointerPlaceWanted();
  }

  /**
   * It comes onto the screen, or leaves it: a hidden machine draws no pictures and is not heard.
   */
  void show(boolean on) {
    frames.look(on);
    instance.terminal(on);
    instance.audible(on);
  }

  /** The newest picture, or null before the first. */
  FrameSource.Frame picture() {
    FrameSource.Frame next = frames.take();
    if (next != null) {
      picture = next;
    }
    return picture;
  }

  /** Runs it on the calling thread until its session ends. */
  Session.Outcome run() {
    Session.Outcome how;
    try {
      how = session().run();
    } catch (RuntimeException | Error e) {
      how = Session.Outcome.of(ExitCode.INTERNAL, "internal error: " + e);
    }
    outcome = how;
    return how;
  }

  /** How its session has ended, or null while it goes on. */
  Session.Outcome outcome() {
    return outcome;
  }

  /** Whether its session goes on; a crashed guest's does, until its user ends it. */
  boolean alive() {
    return outcome == null;
  }
}
