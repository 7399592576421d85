package quimera.core.machine;

import java.util.List;

/** Kinds of parts that a jar brings along; found through {@code ServiceLoader}. */
public interface PartLibrary {
  /** Devices for a {@code board.toml}. */
  default List<DeviceType> devices() {
    return List.of();
  }

  /** Processors for a {@code board.toml}. */
  default List<CpuType> cpus() {
    return List.of();
  }
}
