package quimera.core.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import quimera.core.bus.BusTarget;
import quimera.core.device.Device;
import quimera.core.host.CharPort;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;

/**
 * A device of the library as a {@code board.toml} places it: what the bus sees and what its pins
 * are called.
 */
public final class Part {
  /** The device. */
  public final Device device;

  /** What stands behind its window. */
  public final BusTarget target;

  /** Bytes of its window. */
  public final int size;

  /** The widest access it takes, in bytes. */
  public final int widest;

  /** Output pins by name; the first is the one that {@code irq = } means. */
  public final Map<String, OutputLine> outputs = new LinkedHashMap<>();

  /** Input pins by name. */
  public final Map<String, InputLine> inputs = new LinkedHashMap<>();

  /** The acknowledge cycle of an interrupt controller, or null. */
  public InterruptAck ack;

  /** Where the host's characters go in, or null. */
  public CharPort chars;

  /** A part without pins. */
  public Part(Device device, BusTarget target, int size, int widest) {
    this.device = device;
    this.target = target;
    this.size = size;
    this.widest = widest;
  }

  /** Names an output pin. */
  public Part output(OutputLine line) {
    outputs.put(line.name(), line);
    return this;
  }

  /** Names an input pin. */
  public Part input(String name, InputLine line) {
    inputs.put(name, line);
    return this;
  }
}
