package quimera.machines;

import java.util.List;
import java.util.ServiceLoader;
import quimera.core.host.HostException;
import quimera.core.machine.MachineProfile;
import quimera.machines.config.Nearest;

/** The boards on the class path. */
public final class Profiles {
  /** The board that starts when the user names none. */
  public static final String DEFAULT = "isapc";

  private Profiles() {}

  /** Every board, in the order in which the services are declared. */
  public static List<MachineProfile> all() {
    return ServiceLoader.load(MachineProfile.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The board of this id. */
  public static MachineProfile named(String id) {
    List<MachineProfile> all = all();
    return all.stream()
        .filter(p -> p.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new HostException(
                    "there is no profile \""
                        + id
                        + "\""
                        + Nearest.hint(id, all.stream().map(MachineProfile::id).toList())
                        + (id.contains(".") || id.contains("/")
                            ? " (a file must end in .toml and exist)"
                            : "")));
  }
}
