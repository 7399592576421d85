package quimera.machines;

import java.util.List;
import java.util.ServiceLoader;
import quimera.core.machine.CpuType;
import quimera.core.machine.DeviceType;
import quimera.core.machine.PartLibrary;

/** The kinds of parts on the class path. */
public final class DeviceTypes {
  private DeviceTypes() {}

  /** Every kind of device. */
  public static List<DeviceType> all() {
    return libraries().stream().flatMap(l -> l.devices().stream()).toList();
  }

  /** Every processor model. */
  public static List<CpuType> cpus() {
    return libraries().stream().flatMap(l -> l.cpus().stream()).toList();
  }

  private static List<PartLibrary> libraries() {
    return ServiceLoader.load(PartLibrary.class).stream().map(ServiceLoader.Provider::get).toList();
  }
}
