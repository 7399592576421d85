package quimera.machines.arm;

import quimera.core.bus.Window;
import quimera.core.device.Device;
import quimera.core.line.InputLine;
import quimera.core.state.StateIo;

/** Where a board's boot memory lies at address 0, above the RAM, as long as a line is high. */
final class BootAlias implements Device {
  /** High: the boot memory answers. */
  final InputLine remap = this::remap;

  private final Window window;
  private boolean on = true;

  BootAlias(Window window) {
    this.window = window;
  }

  private void remap(boolean level) {
    on = level;
    window.enable(level);
  }

  @Override
  public void reset(Reset kind) {
    // The line's driver resets itself.
  }

  @Override
  public void state(StateIo io) {
    on = io.bit("on", on);
  }

  @Override
  public void restored() {
    window.enable(on);
  }
}
