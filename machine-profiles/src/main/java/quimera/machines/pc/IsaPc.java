package quimera.machines.pc;

import java.util.List;
import quimera.core.bus.Memory;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.cpu.x86.X86Model;
import quimera.machines.boot.Digest;
import quimera.peripherals.debug.PowerPorts;
import quimera.peripherals.network.Ne2000;
import quimera.peripherals.storage.IdeChannel;
import quimera.peripherals.video.Vga;

/**
 * An AT-compatible PC with ISA cards: VGA, floppy and IDE controllers, serial, parallel and game
 * ports.
 */
public final class IsaPc extends AtPc {
  private static final int NETWORK_IRQ = 9;

  @Override
  public String id() {
    return "isapc";
  }

  @Override
  public String title() {
    return "ISA PC with VGA, floppy and IDE";
  }

  @Override
  public List<String> cpus() {
    // The default first: the fastest that every system of the time runs on.
    return List.of(
        "80486",
        "8086",
        "80286",
        "80386",
        "pentium",
        "pentium-mmx",
        "pentium2",
        "pentium3",
        "pentium4");
  }

  @Override
  public long defaultRamBytes() {
    return 16L << 20;
  }

  @Override
  AtMotherboard motherboard(Machine machine, Options options, X86Model model) {
    return new AtMotherboard(machine, options, model, defaultRamBytes(), false);
  }

  @Override
  void video(AtMotherboard board, Options options) {
    byte[] rom = Firmware.vgabios(options);
    board.map.memory("vgabios", 0xC0000, Memory.rom("vgabios", rom));
    board.machine.identity("vgabios", Digest.of(rom));
    Vga vga = board.machine.add("vga", new Vga(board.machine.scheduler));
    board.map.io("vga-memory", 0xA0000, 0x20000, 4, vga.memory);
    board.ports.map("vga", 0x3B0, 0x30, 1, vga.ports);
    board.machine.display(vga);
  }

  @Override
  void chipSet(AtMotherboard board, IdeChannel primary, IdeChannel secondary) {
    // A board of this age has no switch for its power; the register is where later boards have it.
    PowerPorts power = board.power;
    board.ports.map("power", 0x604, 2, 2, power.pm1Control);
    Ne2000 network = board.machine.add("net0", board.networkController);
    board.ports.map("net0", 0x300, Ne2000.PORTS, 2, network);
    board.machine.wire("net0.irq", network.irq, board.irqName(NETWORK_IRQ), board.irq(NETWORK_IRQ));
  }
}
