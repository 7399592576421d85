package quimera.gui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javafx.application.Platform;
import quimera.cli.Session;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.host.HostInput;
import quimera.core.host.MediaSlot;
import quimera.machines.config.MachineSpec;

/**
 * What lies in the drives, and the changing of it while the guest runs.
 *
 * <p>An image is opened here, on JavaFX's thread; the drive takes it on the machine's thread, where
 * the old one is closed once it is out. What a drive refuses leaves the old medium in.
 */
final class Media {
  /** Hears, on JavaFX's thread, how a change went. */
  interface Listener {
    void changed(String line, boolean failed);
  }

  private final Session session;
  private final MachineSpec spec;
  private final Listener listener;
  private final Map<String, String> names = new LinkedHashMap<>();

  /** Looks at the drives: only before the machine runs. */
  Media(Session session, MachineSpec spec, Listener listener) {
    this.session = session;
    this.spec = spec;
    this.listener = listener;
    session.machine().slots().forEach((slot, drive) -> names.put(slot, name(drive.medium())));
  }

  /** The drives. */
  Set<String> slots() {
    return names.keySet();
  }

  /** What to call the medium in a drive, or null if the drive is empty. */
  String in(String slot) {
    return names.get(slot);
  }

  private static String name(BlockStore medium) {
    return medium == null ? null : medium.name() + (medium.readOnly() ? " (write-protected)" : "");
  }

  /** Puts an image into a drive. */
  void insert(String slot, Path image) {
    try {
      change(slot, spec.open(slot, image));
    } catch (HostException e) {
      listener.changed(e.getMessage(), true);
    }
  }

  /** Leaves a drive empty. */
  void eject(String slot) {
    change(slot, null);
  }

  private void change(String slot, BlockStore medium) {
    session.command(
        machine -> {
          MediaSlot drive = machine.slots().get(slot);
          BlockStore before = drive.medium();
          try {
            machine.input(new HostInput.Media(slot, medium));
          } catch (HostException e) {
            if (medium != null) {
              medium.close();
            }
            Platform.runLater(() -> listener.changed(e.getMessage(), true));
            return;
          }
          if (before != null) {
            before.close();
          }
          String name = name(medium);
          Platform.runLater(() -> changed(slot, name));
        });
  }

  private void changed(String slot, String name) {
    names.put(slot, name);
    listener.changed(slot + (name == null ? " is empty" : ": " + name), false);
  }
}
