package quimera.cpu.arm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quimera.core.line.InputLine;
import quimera.core.machine.CpuType;
import quimera.core.machine.PartLibrary;

/** The models of this family that a {@code board.toml} can place. */
public final class ArmProcessors implements PartLibrary {
  private static final int ADDRESS_LINES = 32;

  @Override
  public List<CpuType> cpus() {
    return Arrays.stream(ArmModel.values()).map(ArmProcessors::type).toList();
  }

  private static CpuType type(ArmModel model) {
    String title = "ARMv" + model.version + " " + model.id();
    return new CpuType(model.id(), title, ADDRESS_LINES, sockets -> make(model, sockets));
  }

  private static CpuType.Socketed make(ArmModel model, CpuType.Sockets sockets) {
    ArmCpu cpu = new ArmCpu(model, sockets.bus(), sockets.clock(), sockets.scheduler());
    Map<String, InputLine> pins = new LinkedHashMap<>();
    pins.put("irq", cpu.irq);
    pins.put("fiq", cpu.fiq);
    return new CpuType.Socketed(cpu, pins);
  }
}
