package quimera.cpu.x86;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import quimera.core.machine.CpuType;
import quimera.core.machine.PartLibrary;

/** The models of this family that a {@code board.toml} can place. */
public final class X86Processors implements PartLibrary {
  @Override
  public List<CpuType> cpus() {
    return Arrays.stream(X86Model.values()).map(X86Processors::type).toList();
  }

  private static CpuType type(X86Model model) {
    int lines = model.generation == 0 ? 20 : model.generation == 2 ? 24 : 32;
    return new CpuType(model.id(), "Intel " + model.id(), lines, sockets -> make(model, sockets));
  }

  private static CpuType.Socketed make(X86Model model, CpuType.Sockets sockets) {
    X86Cpu cpu =
        new X86Cpu(
            model,
            sockets.bus(),
            sockets.ports(),
            sockets.ack(),
            sockets.clock(),
            sockets.scheduler());
    return new CpuType.Socketed(cpu, Map.of("intr", cpu.intr, "nmi", cpu.nmi, "ignne", cpu.ignne));
  }
}
