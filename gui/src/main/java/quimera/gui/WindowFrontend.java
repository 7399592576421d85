package quimera.gui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;
import quimera.cli.Frontend;
import quimera.cli.Instance;
import quimera.cli.Session;

/** Opens a JavaFX window on a machine; every machine runs on a thread of its own. */
public final class WindowFrontend implements Frontend {
  private MachineWindow window;

  @Override
  public boolean available() {
    String system = System.getProperty("os.name", "");
    boolean needsDisplay = !system.startsWith("Windows") && !system.startsWith("Mac");
    return !needsDisplay || System.getenv("DISPLAY") != null;
  }

  @Override
  public Session.Outcome show(Instance first) {
    CompletableFuture<MachineWindow> opened = new CompletableFuture<>();
    Platform.startup(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler(WindowFrontend::uncaught);
          try {
            opened.complete(open(first));
          } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
          }
        });
    try {
      window = opened.join();
    } catch (CompletionException e) {
      Platform.exit();
      throw e;
    }
    return window.machines().awaitFirst();
  }

  private static MachineWindow open(Instance first) {
    MachineWindow made = new MachineWindow(first);
    made.show();
    made.machines().startFirst();
    return made;
  }

  @Override
  public void stay() {
    if (window == null) {
      return;
    }
    window.machines().release();
    // On Ctrl-C JavaFX goes by itself, and would keep us waiting here for ever.
    while (!processEnds()) {
      if (window.machines().awaitGone(200)) {
        Platform.runLater(window::close);
        Platform.exit();
        return;
      }
    }
  }

  /** On Ctrl-C JavaFX takes itself apart while events still come in; that is nobody's concern. */
  private static void uncaught(Thread thread, Throwable problem) {
    if (!processEnds()) {
      thread.getThreadGroup().uncaughtException(thread, problem);
    }
  }

  private static boolean processEnds() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread("never started"));
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
