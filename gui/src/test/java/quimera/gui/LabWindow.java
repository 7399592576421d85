package quimera.gui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import quimera.cli.Instance;
import quimera.cli.Session;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.state.StateTree;
import quimera.machines.config.MachineSpec;
import quimera.testroms.TestRoms;

/** A guest in a window that tests look at and touch as a user does. */
final class LabWindow implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  final Session session;
  final MachineWindow window;
  final Robot robot;
  private final Instance instance;
  private final Path image;
  private Session.Outcome outcome;

  /**
   * Opens a window.
   *
   * @param guest one of {@link TestRoms}
   * @param state where the guest stands, or null to switch it on
   */
  LabWindow(String guest, StateTree state) {
    MachineSpec spec = new MachineSpec();
    image = guest.equals("lab") ? null : file(guest);
    if (image != null) {
      spec.images.put("fda", image);
    }
    instance = Instance.of(spec);
    session = instance.session();
    if (state != null) {
      session.machine().load(state);
    }
    window =
        onScreen(
            () -> {
              MachineWindow made = new MachineWindow(instance);
              made.show();
              made.machines().startFirst();
              return made;
            });
    robot = onScreen(Robot::new);
    await("the focus", () -> onScreen(() -> window.screen().isFocused()));
    await("the host's focus", () -> onScreen(() -> window.stage().isFocused()));
    await("a picture", () -> onScreen(() -> window.screen().frame() != null));
  }

  /** A guest's floppy as a file. */
  private static Path file(String guest) {
    try {
      return Files.write(Files.createTempFile(guest, ".img"), TestRoms.image(guest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the toolkit, once a process; without a screen the tests report themselves skipped. */
  static void startJavaFx() {
    assumeTrue(
        new WindowFrontend().available(), "DISPLAY is not set: the window is not tested here");
    try {
      Platform.startup(() -> Platform.setImplicitExit(false));
    } catch (IllegalStateException e) {
      // Another test of this process has started it.
    }
  }

  /** The Lab with its menu on the screen, reached without waiting for the clock. */
  static StateTree labReady() {
    Machine machine = machine(new MachineSpec(), "lab");
    long second = 1_000_000_000L;
    while (!text(machine).contains("Enter opens")) {
      assertThat(machine.scheduler.now()).as("virtual time").isLessThan(30 * second);
      machine.run(machine.scheduler.now() + second / 10, Long.MAX_VALUE);
    }
    machine.run(machine.scheduler.now() + second / 2, Long.MAX_VALUE);
    return machine.save();
  }

  private static Machine machine(MachineSpec spec, String guest) {
    Options options = spec.options();
    options.media.put("fda", TestRoms.medium(guest));
    return spec.board().build(options);
  }

  /** Does something on JavaFX's thread and waits for what comes of it. */
  static <T> T onScreen(Supplier<T> what) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> complete(done, what));
    return get(done);
  }

  static void act(Runnable what) {
    onScreen(
        () -> {
          what.run();
          return true;
        });
  }

  /** Asks the machine something, on its own thread. */
  <T> T ask(Function<Machine, T> question) {
    return ask(session, question);
  }

  private static <T> T ask(Session session, Function<Machine, T> question) {
    CompletableFuture<T> done = new CompletableFuture<>();
    session.command(machine -> complete(done, () -> question.apply(machine)));
    return get(done);
  }

  private static <T> void complete(CompletableFuture<T> done, Supplier<T> what) {
    try {
      done.complete(what.get());
    } catch (RuntimeException | AssertionError e) {
      done.completeExceptionally(e);
    }
  }

  private static <T> T get(CompletableFuture<T> done) {
    try {
      return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static void await(String what, BooleanSupplier come) {
    await(() -> what, come);
  }

  private static void await(Supplier<String> what, BooleanSupplier come) {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (!come.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what.get());
      }
      pause(20);
    }
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The guest's text screen. */
  String text() {
    return text(session);
  }

  /** The text screen of one of the machines. */
  static String text(Session session) {
    return ask(session, LabWindow::text);
  }

  private static String text(Machine machine) {
    String text = machine.display().text();
    return text == null ? "" : text;
  }

  void awaitText(String text) {
    await(
        () -> "\"" + text + "\" on the guest's screen, which shows\n" + text(),
        () -> text().contains(text));
  }

  /** Presses keys together, the first one first. */
  void press(KeyCode... keys) {
    for (KeyCode key : keys) {
      act(() -> robot.keyPress(key));
    }
  }

  /** Lets keys go, the last one first. */
  void release(KeyCode... keys) {
    for (int i = keys.length - 1; i >= 0; i--) {
      KeyCode key = keys[i];
      act(() -> robot.keyRelease(key));
    }
  }

  void type(KeyCode... keys) {
    press(keys);
    pause(30);
    release(keys);
  }

  /** Switches all off and closes the window. */
  @Override
  public void close() {
    act(() -> window.machines().leaveAll());
    join();
    act(window::close);
    assertThat(window.machines().awaitGone(PATIENCE_SECONDS * 1000)).isTrue();
    delete(image);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the session of the first machine has ended; what it held is given back. */
  Session.Outcome join() {
    if (outcome == null) {
      outcome = get(CompletableFuture.supplyAsync(window.machines()::awaitFirst));
      instance.close();
      window.machines().release();
    }
    return outcome;
  }
}
