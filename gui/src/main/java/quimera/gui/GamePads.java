package quimera.gui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.java.games.input.Component;
import net.java.games.input.Controller;
import net.java.games.input.ControllerEnvironment;
import quimera.core.host.HostInput;

/** Lets the host's first game pad drive the guest's game port; does nothing where there is none. */
final class GamePads {
  private static final int BUTTONS = 4;
  private static final long POLL_NS = 5_000_000;

  /** jinput's; held here because a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("net.java.games.input");

  private static final List<String> NATIVES =
      List.of(
          "libjinput-linux64.so",
          "jinput-dx8_64.dll",
          "jinput-raw_64.dll",
          "jinput-wintab.dll",
          "libjinput-osx.jnilib");

  private final Consumer<HostInput> guest;
  private final Controller pad;
  private float[] lastAxes = new float[4];
  private int lastButtons;

  private GamePads(Consumer<HostInput> guest, Controller pad) {
    this.guest = guest;
    this.pad = pad;
  }

  /** Looks for a pad and follows it, on a thread of its own: both take a while. */
  static void start(Consumer<HostInput> guest) {
    Thread thread = new Thread(() -> follow(guest), "game pad");
    thread.setDaemon(true);
    thread.start();
  }

  private static void follow(Consumer<HostInput> guest) {
    GamePads found = find(guest);
    while (found != null && found.poll()) {
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static GamePads find(Consumer<HostInput> guest) {
    LOGGER.setLevel(Level.OFF); // it tells stderr of each folder in which it finds nothing
    try {
      unpackNatives();
      return Arrays.stream(ControllerEnvironment.getDefaultEnvironment().getControllers())
          .filter(
              c -> c.getType() == Controller.Type.GAMEPAD || c.getType() == Controller.Type.STICK)
          .findFirst()
          .map(c -> new GamePads(guest, c))
          .orElse(null);
    } catch (IOException | LinkageError e) {
      return null; // no natives for this host: no pad
    }
  }

  /** jinput loads its native part from a folder; the jar carries it as resources. */
  private static void unpackNatives() throws IOException {
    Path folder = Files.createTempDirectory("quimera-jinput");
    folder.toFile().deleteOnExit();
    for (String name : NATIVES) {
      try (InputStream in = GamePads.class.getResourceAsStream("/" + name)) {
        if (in != null) {
          Path file = folder.resolve(name);
          Files.copy(in, file);
          file.toFile().deleteOnExit();
        }
      }
    }
    System.setProperty("net.java.games.input.librarypath", folder.toString());
  }

  /** Passes the pad's position on if it has changed; false once the pad is gone. */
  private boolean poll() {
    if (!pad.poll()) {
      return false;
    }
    float[] axes = {
      value(Component.Identifier.Axis.X),
      value(Component.Identifier.Axis.Y),
      value(Component.Identifier.Axis.RX),
      value(Component.Identifier.Axis.RY)
    };
    int buttons = 0;
    int n = 0;
    for (Component each : pad.getComponents()) {
      if (each.getIdentifier() instanceof Component.Identifier.Button && n < BUTTONS) {
        buttons |= each.getPollData() > 0.5f ? 1 << n : 0;
        n++;
      }
    }
    if (buttons != lastButtons || !Arrays.equals(axes, lastAxes)) {
      lastButtons = buttons;
      lastAxes = axes;
      guest.accept(new HostInput.Pad(axes, buttons));
    }
    return true;
  }

  private float value(Component.Identifier.Axis axis) {
    Component component = pad.getComponent(axis);
    return component == null ? 0 : component.getPollData();
  }
}
