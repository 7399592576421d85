package quimera.core.machine;

import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * The drives and firmware images, by their names in {@link Options}, that have a place on the
   * board, {@code boot} if it has a boot order and {@code sound} if it plays any; the user's other
   * ones are refused.
   */
  default Set<String> takes() {
    return Set.of();
  }
}
