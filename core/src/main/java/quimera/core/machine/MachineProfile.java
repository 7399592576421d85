package quimera.core.machine;

import java.util.List;
import java.util.Map;

/** A board that can be built; found through {@code ServiceLoader}. */
public interface MachineProfile {
  /** The word on the command line, for example {@code isapc}. */
  String id();

  /** One line for a list. */
  String title();

  /** The CPU models that it takes, the default first. */
  List<String> cpus();

  /** RAM in bytes if the user does not say. */
  long defaultRamBytes();

  /**
   * Images of our own, by drive, that a user who brings none starts with; names of {@code
   * test-roms}.
   */
  default Map<String, String> embedded() {
    return Map.of();
  }

  /**
   * Builds the machine, powered on and reset.
   *
   * @throws quimera.core.host.HostException if an option cannot be met; the message says why
   */
  Machine build(Options options);

  /** Whether it boots a kernel of the user's without a medium. */
  default boolean bootsKernels() {
    return false;
  }

  /** Whether a kernel's device tree can be the user's. */
  default boolean takesDeviceTree() {
    return false;
  }
}
