package quimera.cpu.mips32;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import quimera.core.bus.Bus;
import quimera.core.machine.CpuType;
import quimera.core.machine.PartLibrary;

/** The models of this family that a {@code board.toml} can place, each in both byte orders. */
public final class MipsProcessors implements PartLibrary {
  private static final int ADDRESS_LINES = 32;

  @Override
  public List<CpuType> cpus() {
    return Arrays.stream(MipsModel.values())
        .flatMap(
            model ->
                Stream.of(
                    type(model, "-le", "little-endian", ByteOrder.LITTLE_ENDIAN),
                    type(model, "-be", "big-endian", ByteOrder.BIG_ENDIAN)))
        .toList();
  }

  private static CpuType type(MipsModel model, String suffix, String word, ByteOrder order) {
    return new CpuType(
        model.id() + suffix,
        "MIPS32 " + model.id() + ", " + word,
        ADDRESS_LINES,
        sockets -> make(model, order, sockets));
  }

  private static CpuType.Socketed make(MipsModel model, ByteOrder order, CpuType.Sockets sockets) {
    Bus bus = new Bus(sockets.bus().map(), ADDRESS_LINES, order);
    MipsCpu cpu = new MipsCpu(model, order, bus, sockets.clock(), sockets.scheduler());
    return new CpuType.Socketed(
        cpu,
        Map.of(
            "ir2", cpu.ir2, "ir3", cpu.ir3, "ir4", cpu.ir4, "ir5", cpu.ir5, "ir6", cpu.ir6, "ir7",
            cpu.ir7, "nmi", cpu.nmi));
  }
}
