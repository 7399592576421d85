package quimera.core.machine;

import java.util.Map;
import java.util.function.Function;
import quimera.core.bus.Bus;
import quimera.core.bus.PortSpace;
import quimera.core.cpu.Cpu;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A processor model that a {@code board.toml} can place.
 *
 * @param id the model, for example {@code 80386}
 * @param title one line for a list
 * @param addressBits address lines
 * @param maker makes one
 */
public record CpuType(String id, String title, int addressBits, Function<Sockets, Socketed> maker) {
  /** What a processor is plugged into. */
  public record Sockets(
      Bus bus, PortSpace ports, InterruptAck ack, Clock clock, Scheduler scheduler) {}

  /** A processor and its input pins by name. */
  public record Socketed(Cpu cpu, Map<String, InputLine> inputs) {}
}
