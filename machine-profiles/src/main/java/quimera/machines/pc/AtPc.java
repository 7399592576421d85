package quimera.machines.pc;

import java.util.Map;
import java.util.Set;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.cpu.x86.Extension;
import quimera.cpu.x86.X86Model;
import quimera.peripherals.network.Ne2000;
import quimera.peripherals.serial.ParallelPort;
import quimera.peripherals.serial.Uart16550;
import quimera.peripherals.sound.SoundBlaster16;
import quimera.peripherals.sound.Ymf262;
import quimera.peripherals.storage.AtaDisk;
import quimera.peripherals.storage.AtapiCdrom;
import quimera.peripherals.storage.Fdc82077;
import quimera.peripherals.storage.FloppyDrive;
import quimera.peripherals.storage.FloppyGeometry;
import quimera.peripherals.storage.FloppyType;
import quimera.peripherals.storage.IdeChannel;
import quimera.peripherals.storage.IdeDevice;
import quimera.peripherals.system.GamePort;

/**
 * What every PC from the AT on has besides its motherboard: floppy and IDE drives, serial, parallel
 * and game ports. A board adds its video adapter and its chip set.
 */
abstract class AtPc implements MachineProfile {
  /** A locally administered address, the one that QEMU's first card has. */
  private static final byte[] STATION_ADDRESS = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};

  @Override
  public Set<String> takes() {
    return Set.of(
        "fda", "fdb", "hda", "hdb", "hdc", "hdd", "cdrom", "bios", "vgabios", "kernel", "initrd",
        "boot", "sound");
  }

  @Override
  public Map<String, String> embedded() {
    return Map.of("fda", "lab");
  }

  /** The motherboard. */
  abstract AtMotherboard motherboard(Machine machine, Options options, X86Model model);

  /** The video adapter and its ROM. */
  abstract void video(AtMotherboard board, Options options);

  /** What else is on the board, once the two IDE cables are there. */
  abstract void chipSet(AtMotherboard board, IdeChannel primary, IdeChannel secondary);

  @Override
  public final Machine build(Options options) {
    X86Model model = X86Model.of(options.cpu == null ? cpus().get(0) : options.cpu);
    Machine machine = new Machine(id());
    AtMotherboard board = motherboard(machine, options, model);
    video(board, options);

    FloppyDrive[] floppies = {drive("fda", options), drive("fdb", options)};
    Fdc82077 fdc =
        machine.add(
            "fdc", new Fdc82077(machine.scheduler, board.dma.channel(2), floppies[0], floppies[1]));
    board.ports.map("fdc", 0x3F0, 6, 1, fdc);
    machine.wire("fdc.irq", fdc.irq, board.irqName(6), board.irq(6));

    BlockStore[] disks = {
      disk("hda", options), disk("hdb", options), disk("hdc", options), disk("hdd", options)
    };
    AtapiCdrom cdrom = cdrom(machine, options, disks);
    IdeChannel primary = channel(board, "ide0", ata(machine, disks[0]), ata(machine, disks[1]));
    // Port 3F7 belongs to both controllers: bit 7 is the floppy's, the rest the disk's.
    board.ports.map("fdc-3f7", 0x3F7, 1, 1, fdc.port3f7);
    IdeDevice slave = ata(machine, disks[3]);
    IdeChannel secondary =
        channel(board, "ide1", cdrom != null ? cdrom : ata(machine, disks[2]), slave);

    serial(board, "com1", 0x3F8, 4, options);
    serial(board, "com2", 0x2F8, 3, options);
    ParallelPort lpt =
        machine.add("lpt1", new ParallelPort(machine.scheduler, options.chars("lpt1")));
    board.ports.map("lpt1", 0x378, 3, 1, lpt);
    machine.wire("lpt1.irq", lpt.irq, board.irqName(7), board.irq(7));
    GamePort game = machine.add("game", new GamePort(machine.scheduler));
    board.ports.map("game", 0x201, 1, 1, game);
    machine.pad(game);
    sound(board, options);

    board.networkController =
        new Ne2000(machine.scheduler, STATION_ADDRESS.clone(), options.network("net0"));
    machine.network("net0", board.networkController);
    chipSet(board, primary, secondary);

    boolean fpu = model.extensions().contains(Extension.FPU);
    Cmos.configure(board.rtc, board.ramBytes, fpu, floppies, disks, boot(options));
    machine.slot("fda", floppies[0]);
    machine.slot("fdb", floppies[1]);
    if (cdrom != null) {
      machine.slot("cdrom", cdrom);
      machine.light("CD", secondary::active);
    }
    machine.light("A:", () -> fdc.active(0));
    machine.light("B:", () -> fdc.active(1));
    machine.light("NET", board.networkController::active);
    machine.light("HD", () -> primary.active() || secondary.active());
    return machine.powerOn();
  }

  private static FloppyDrive drive(String name, Options options) {
    BlockStore medium = options.media.get(name);
    FloppyType type =
        medium == null ? FloppyType.HD_3_5 : FloppyType.suited(FloppyGeometry.of(medium));
    FloppyDrive drive = new FloppyDrive(name, type);
    if (medium != null) {
      drive.insert(medium);
    }
    return drive;
  }

  private static BlockStore disk(String name, Options options) {
    return options.media.get(name);
  }

  private static AtaDisk ata(Machine machine, BlockStore image) {
    return image == null ? null : new AtaDisk(image, machine.scheduler);
  }

  /** The CD drive, master of the second cable unless a disk is there; null then. */
  private static AtapiCdrom cdrom(Machine machine, Options options, BlockStore[] disks) {
    BlockStore disc = options.media.get("cdrom");
    if (disks[2] == null) {
      return new AtapiCdrom(disc, machine.scheduler);
    }
    if (disc != null) {
      throw new HostException("hdc and cdrom are the same place on the cable; give one of them");
    }
    return null;
  }

  private static IdeChannel channel(
      AtMotherboard board, String name, IdeDevice first, IdeDevice second) {
    boolean primary = name.equals("ide0");
    int base = primary ? 0x1F0 : 0x170;
    int irq = primary ? 14 : 15;
    IdeChannel channel =
        board.machine.add(name, new IdeChannel(board.machine.scheduler, first, second));
    board.ports.map(name, base, 8, 4, channel.commandBlock);
    board.ports.map(name + "-control", base + 0x206, 1, 1, channel.controlBlock);
    board.machine.wire(name + ".irq", channel.irq, board.irqName(irq), board.irq(irq));
    return channel;
  }

  private static void serial(AtMotherboard board, String name, int base, int irq, Options options) {
    Uart16550 uart =
        board.machine.add(name, new Uart16550(board.machine.scheduler, options.chars(name)));
    board.ports.map(name, base, 8, 1, uart);
    board.machine.wire(name + ".irq", uart.irq, board.irqName(irq), board.irq(irq));
    board.machine.chars(name, uart);
  }

  /** The card at its usual places; what it calls IRQ 2 is the AT's 9. */
  private static void sound(AtMotherboard board, Options options) {
    Machine machine = board.machine;
    SoundBlaster16 card =
        machine.add(
            "sb16", new SoundBlaster16(board.crystal, machine.scheduler, board.dma, options.audio));
    board.ports.map("sb16", 0x220, SoundBlaster16.PORTS, 1, card);
    board.ports.map("opl3", 0x388, Ymf262.PORTS, 1, card.fm);
    for (int pin : SoundBlaster16.IRQS) {
      int irq = pin == 2 ? 9 : pin;
      machine.wire("sb16.irq" + pin, card.irq(pin), board.irqName(irq), board.irq(irq));
    }
  }

  /** The user's order, or: what has a medium, floppies first. */
  private static String boot(Options options) {
    if (options.boot.isEmpty()) {
      boolean floppy = options.media.containsKey("fda");
      boolean disk = options.media.containsKey("hda");
      boolean disc = options.media.containsKey("cdrom");
      if (!floppy && disc) {
        return "dca";
      }
      return !floppy && disk ? "cad" : "acd";
    }
    if (!options.boot.matches("[acd]{1,3}")) {
      throw new HostException(
          "boot order \""
              + options.boot
              + "\": this board boots from a (floppy), c (disk) and d (CD)");
    }
    if (options.boot.chars().distinct().count() != options.boot.length()) {
      throw new HostException("boot order \"" + options.boot + "\" names a drive twice");
    }
    return options.boot;
  }
}
