package quimera.peripherals.network;

import quimera.core.state.StateIo;
import quimera.peripherals.pci.PciFunction;

/**
 * An NE2000 on PCI: Realtek's RTL8029.
 *
 * <p>Datasheet: Realtek RTL8029AS, rev. 1.0; the controller is {@link Ne2000}'s.
 *
 * <p>Deviations: no boot ROM, no configuration EEPROM (page 3 of the registers reads as zero).
 */
public final class Rtl8029 extends PciFunction {
  private final Ne2000 controller;

  /** The card around this controller, whose interrupt becomes INTA#. */
  public Rtl8029(Ne2000 controller) {
    super(0x10EC, 0x8029, 0x020000, 0);
    this.controller = controller;
    ports(0, "ne2000", Ne2000.PORTS, 4, controller);
    interruptPin(1);
    controller.irq.connect("rtl8029.int", interrupt::set);
  }

  /** A board maker's identity in the subsystem registers. */
  public Rtl8029 on(int vendor, int id) {
    subsystem(vendor, id);
    return this;
  }

  @Override
  public void reset(Reset kind) {
    super.reset(kind);
    controller.reset(kind);
  }

  @Override
  public void settle() {
    super.settle();
    controller.settle();
  }

  @Override
  public void state(StateIo io) {
    super.state(io);
    io.section("controller", controller::state);
  }
}
