package quimera.gui;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import quimera.cli.ExitCode;
import quimera.cli.Frontend;
import quimera.cli.Session;
import quimera.machines.config.MachineSpec;

/** Opens a JavaFX window on a session; the machine runs on a thread of its own. */
public final class WindowFrontend implements Frontend {
  @Override
  public boolean available() {
    String system = System.getProperty("os.name", "");
    boolean needsDisplay = !system.startsWith("Windows") && !system.startsWith("Mac");
    return !needsDisplay || System.getenv("DISPLAY") != null;
  }

  @Override
  public Session.Outcome show(Session session, MachineSpec spec) {
    AtomicReference<Session.Outcome> outcome = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    session.stayAfterStop();
    Platform.startup(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler(WindowFrontend::uncaught);
          MachineWindow window = new MachineWindow(session, spec);
          window.show();
          Thread machine =
              new Thread(
                  () -> {
                    outcome.set(runMachine(session));
                    Platform.runLater(window::close);
                    closed.countDown();
                  },
                  "machine");
          machine.start();
        });
    await(closed);
    // On Ctrl-C JavaFX goes by itself, and would keep us waiting here for ever.
    if (!processEnds()) {
      Platform.exit();
    }
    return outcome.get();
  }

  private static Session.Outcome runMachine(Session session) {
    try {
      return session.run();
    } catch (RuntimeException e) {
      return Session.Outcome.of(ExitCode.INTERNAL, "internal error: " + e);
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

  private static void await(CountDownLatch closed) {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
