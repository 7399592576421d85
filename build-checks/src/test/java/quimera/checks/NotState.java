package quimera.checks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields that change and are rightly not in a saved state, each with the reason. A field may say so
 * itself by being {@code transient}.
 */
final class NotState {
  /** {@code Class.field} or {@code Class.*}, and why. */
  static final Map<String, String> FIELDS = fields();

  private NotState() {}

  private static Map<String, String> fields() {
    Map<String, String> f = new LinkedHashMap<>();
    f.put("Alarm.heapIndex", "the place in the scheduler's heap follows from due time and order");
    f.put("OutputLine.targets", "wiring, done when the board is built");
    f.put("OutputLine.inputs", "wiring, done when the board is built");
    f.put("WiredOr.drivers", "wiring, done when the board is built");
    f.put("FloppyDrive.medium", "the host's; the state names it and holds its changed blocks");
    f.put("FloppyDrive.geometry", "follows from the medium");
    f.put("IdeDevice.channel", "wiring, done when the board is built");
    f.put("IdeDevice.unit", "wiring, done when the board is built");
    f.put("Ps2Keyboard.ready", "wiring, done when the board is built");
    f.put("Ps2Mouse.ready", "wiring, done when the board is built");
    f.put("Uart16550.input", "a ring; the bytes in it are saved in order, as one blob");
    f.put("Uart16550.inputHead", "follows from the ring, which is loaded from its start");
    return f;
  }
}
