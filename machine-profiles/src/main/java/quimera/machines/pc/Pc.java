package quimera.machines.pc;

import java.util.List;
import java.util.Map;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.line.WiredOr;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.cpu.x86.X86Model;
import quimera.machines.boot.Digest;
import quimera.peripherals.interrupt.IoApic;
import quimera.peripherals.network.Rtl8029;
import quimera.peripherals.pci.I440fx;
import quimera.peripherals.pci.PciBus;
import quimera.peripherals.pci.PciConfigPorts;
import quimera.peripherals.pci.Piix3;
import quimera.peripherals.pci.Piix3Ide;
import quimera.peripherals.pci.Piix4Pm;
import quimera.peripherals.storage.IdeChannel;
import quimera.peripherals.video.BochsVbe;
import quimera.peripherals.video.StdVga;
import quimera.peripherals.video.Vga;

/**
 * A PC with PCI: Intel 440FX host bridge, PIIX3 with bus-master IDE, the power management of a
 * PIIX4.
 *
 * <p>Slots, lines and numbers are those of QEMU's machine of the same name, so that firmware and
 * systems made for it find what they look for: host bridge in slot 0, PIIX3 in 1, video in 2.
 */
public final class Pc extends AtPc {
  // The subsystem numbers by which firmware knows this board.
  private static final int BOARD_VENDOR = 0x1AF4;
  private static final int BOARD = 0x1100;

  private static final int SOUTH_BRIDGE = 1;
  private static final int VIDEO = 2;
  private static final int NETWORK = 3;
  private static final int SCI_IRQ = 9;
  private static final long VIDEO_MEMORY = 16L << 20;

  @Override
  public String id() {
    return "pc";
  }

  @Override
  public String title() {
    return "PC with PCI: 440FX, PIIX3, VGA with VBE";
  }

  @Override
  public List<String> cpus() {
    return List.of("pentium2", "80486", "pentium", "pentium-mmx", "pentium3", "pentium4");
  }

  @Override
  public long defaultRamBytes() {
    return 128L << 20;
  }

  @Override
  public Map<String, String> embedded() {
    return Map.of("fda", "lab", "cdrom", "lab-cd");
  }

  @Override
  AtMotherboard motherboard(Machine machine, Options options, X86Model model) {
    AtMotherboard board = new AtMotherboard(machine, options, model, defaultRamBytes(), true);
    board.pci = new PciBus(board.map, board.ports);
    return board;
  }

  @Override
  void video(AtMotherboard board, Options options) {
    Machine machine = board.machine;
    byte[] rom = Firmware.vgabios(options);
    machine.identity("vgabios", Digest.of(rom));
    Memory framebuffer = machine.memory(Memory.ram("framebuffer", VIDEO_MEMORY));
    Vga vga = machine.add("vga", new Vga(machine.scheduler));
    BochsVbe vbe = machine.add("vbe", new BochsVbe(vga, framebuffer));
    StdVga card = new StdVga(vga, vbe, framebuffer, rom).on(BOARD_VENDOR, BOARD);
    machine.add("stdvga", board.pci.add(VIDEO, 0, card));
    board.map.io("vga-memory", 0xA0000, 0x20000, 4, vbe.window);
    board.ports.map("vga", 0x3B0, 0x30, 1, vga.ports);
    board.ports.map("vbe", 0x1CE, 4, 2, vbe.ports);
    machine.display(vbe);
  }

  @Override
  void chipSet(AtMotherboard board, IdeChannel primary, IdeChannel secondary) {
    Machine machine = board.machine;
    PciBus pci = board.pci;
    machine.add("i440fx", pci.add(0, 0, new I440fx(board.map, board.ram).on(BOARD_VENDOR, BOARD)));
    Piix3 piix3 =
        machine.add("piix3", pci.add(SOUTH_BRIDGE, 0, new Piix3(machine).on(BOARD_VENDOR, BOARD)));
    Bus masters = new Bus(board.map, 32);
    machine.add(
        "piix3-ide",
        pci.add(
            SOUTH_BRIDGE, 1, Piix3Ide.piix3(masters, primary, secondary).on(BOARD_VENDOR, BOARD)));
    Piix4Pm pm =
        machine.add(
            "pm",
            pci.add(
                SOUTH_BRIDGE,
                3,
                new Piix4Pm(
                        machine.scheduler, machine.clock(board.crystal.divided("pm", 4)), machine)
                    .on(BOARD_VENDOR, BOARD)));
    PciConfigPorts door = machine.add("pci-config", new PciConfigPorts(pci, piix3.resetControl));
    board.ports.map("pci-address", 0xCF8, 4, 4, door.address);
    board.ports.map("pci-data", 0xCFC, 4, 4, door.data);
    board.ports.map("apm", 0xB2, 2, 1, pm.apm);
    machine.wire("pm.sci", pm.sci, board.irqName(SCI_IRQ), board.irq(SCI_IRQ));
    for (int i = 0; i < 4; i++) {
      WiredOr pirq = machine.add("pirq" + (char) ('a' + i), new WiredOr("pirq" + (char) ('a' + i)));
      machine.wire("pirq" + (char) ('a' + i), pirq.out, "piix3.pirq" + i, piix3.pirq(i));
      board.pirqs[i] = pirq;
    }
    network(board);
    if (board.apic != null) {
      ioApic(board);
    }
    for (int irq = 0; irq < 16; irq++) {
      if ((Piix3.STEERABLE >> irq & 1) != 0) {
        machine.wire("piix3.irq" + irq, piix3.irq(irq), board.irqName(irq), board.irq(irq));
      }
    }
  }

  /** The ISA lines reach the I/O APIC's pins of the same number, but for the timer's. */
  private static void ioApic(AtMotherboard board) {
    Machine machine = board.machine;
    IoApic ioApic = machine.add("ioapic", new IoApic(board.apic::message));
    board.apic.onEndOfInterrupt(ioApic::endOfInterrupt);
    board.map.io("ioapic", IoApic.BASE, IoApic.SIZE, 4, ioApic);
    machine.wire("pic.intr", board.pic.intr, "ioapic.pin0", ioApic.pin(0));
    for (int irq = 0; irq < 16; irq++) {
      if (irq != 2) {
        int pin = irq == 0 ? 2 : irq;
        machine.wire("irq" + irq, board.shared(irq).out, "ioapic.pin" + pin, ioApic.pin(pin));
      }
    }
  }

  private static void network(AtMotherboard board) {
    Machine machine = board.machine;
    Rtl8029 card = new Rtl8029(board.networkController).on(BOARD_VENDOR, BOARD);
    machine.add("net0", board.pci.add(NETWORK, 0, card));
    WiredOr line = board.pirqs[pirq(NETWORK, 1)];
    machine.wire("net0.int", card.interrupt, line.out.name(), line.input());
  }

  /** Where pin INTA# (1) to INTD# (4) of a card in a slot goes: each slot is one line further. */
  static int pirq(int slot, int pin) {
    return slot - 1 + pin - 1 & 3;
  }
}
