package quimera.machines.mips;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.line.OutputLine;
import quimera.core.line.WiredOr;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.core.time.Clock;
import quimera.cpu.mips32.MipsCpu;
import quimera.cpu.mips32.MipsModel;
import quimera.machines.boot.Digest;
import quimera.machines.config.Sizes;
import quimera.peripherals.dma.DmaPair;
import quimera.peripherals.input.Kbc8042;
import quimera.peripherals.input.Ps2Keyboard;
import quimera.peripherals.input.Ps2Mouse;
import quimera.peripherals.interrupt.PicPair;
import quimera.peripherals.malta.Gt64120;
import quimera.peripherals.malta.MaltaFpga;
import quimera.peripherals.network.Am79c973;
import quimera.peripherals.pci.PciBus;
import quimera.peripherals.pci.Piix3;
import quimera.peripherals.pci.Piix3Ide;
import quimera.peripherals.pci.Piix4Pm;
import quimera.peripherals.serial.ParallelPort;
import quimera.peripherals.serial.Uart16550;
import quimera.peripherals.sound.PcSpeaker;
import quimera.peripherals.storage.AtaDisk;
import quimera.peripherals.storage.AtapiCdrom;
import quimera.peripherals.storage.IdeChannel;
import quimera.peripherals.storage.IdeDevice;
import quimera.peripherals.storage.IntelFlash;
import quimera.peripherals.system.Port61;
import quimera.peripherals.timer.Mc146818Rtc;
import quimera.peripherals.timer.Pit8254;
import quimera.peripherals.video.BochsVbe;
import quimera.peripherals.video.StdVga;
import quimera.peripherals.video.Vga;
import quimera.roms.FirmwareCatalog;

/**
 * The MIPS Malta evaluation board: a GT-64120 core card, a PIIX4 with the chips of a PC, the
 * board's own FPGA, Ethernet, and on PCI a VGA.
 *
 * <p>Datasheet: MIPS Malta User's Manual, MD00048. Slots and lines are those of its table 5.3; the
 * card in slot 18 is the user's on a real board.
 */
public final class Malta implements MachineProfile {
  private static final long MOST_RAM = 256L << 20;
  private static final long MONITOR_FLASH = 0x1E00_0000L;
  private static final long FPGA = 0x1F00_0000L;
  private static final long CBUS_UART = 0x1F00_0900L;
  private static final long BOOT = 0x1FC0_0000L;
  private static final long REVISION = BOOT + 0x10;
  private static final int ABOVE = 1;

  private static final int SOUTH_BRIDGE = 10;
  private static final int VIDEO = 18;
  private static final int NETWORK = 11;
  private static final int SCI_IRQ = 9;
  private static final int CASCADE = 2;
  private static final long VIDEO_MEMORY = 16L << 20;
  private static final byte[] STATION_ADDRESS = {0x52, 0x54, 0x00, 0x12, 0x34, 0x57};

  /** Instructions a second; what an interpreter sustains, and a 4Kc of the time. */
  private static final long CPU_HERTZ = 100_000_000;

  private static final long TCLK_HERTZ = 50_000_000;

  @Override
  public String id() {
    return "malta";
  }

  @Override
  public String title() {
    return "MIPS Malta: GT-64120, PIIX4, VGA";
  }

  @Override
  public List<String> cpus() {
    return List.of("24Kf", "24Kc", "4Kc", "24Kf-le", "24Kc-le", "4Kc-le");
  }

  @Override
  public long defaultRamBytes() {
    return 128L << 20;
  }

  @Override
  public Set<String> takes() {
    return Set.of("hda", "hdb", "hdc", "hdd", "cdrom", "bios", "kernel", "initrd", "sound");
  }

  @Override
  public Machine build(Options options) {
    return new Board(options).machine.powerOn();
  }

  /** One board while it is soldered. */
  private static final class Board {
    final Options options;
    final Machine machine = new Machine("malta");
    final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
    final MemoryMap pciMemory = new MemoryMap("pci", Unmapped.ONES);
    final PortSpace ports = new PortSpace();
    final PciBus pci = new PciBus(pciMemory, ports);
    final Clock crystal = new Clock("crystal", 315_000_000, 22);
    final WiredOr[] irqs = new WiredOr[16];
    final WiredOr[] pirqs = new WiredOr[4];
    final ByteOrder order;
    final PicPair pic;
    final MipsCpu cpu;

    Board(Options options) {
      this.options = options;
      String model = options.cpu == null ? "24Kf" : options.cpu;
      boolean asked = options.cpu != null;
      // Without a wish for the processor, the kernel's byte order decides.
      order =
          model.endsWith("-le") || !asked && MaltaKernel.order(options) != ByteOrder.BIG_ENDIAN
              ? ByteOrder.LITTLE_ENDIAN
              : ByteOrder.BIG_ENDIAN;
      machine.clock(crystal);
      machine.map(map);
      machine.map(pciMemory);
      machine.ports(ports);
      Clock cpuClock = Clock.hertz("cpu", CPU_HERTZ);
      pic = machine.add("pic", new PicPair());
      cpu =
          machine.cpu(
              "cpu",
              new MipsCpu(
                  MipsModel.of(model.replace("-le", "")),
                  order,
                  new Bus(map, 32, order),
                  cpuClock,
                  machine.scheduler),
              cpuClock);
      machine.identity("cpu", model + " " + order);
      memory();
      bridge();
      southBridge();
      superIo();
      fpga();
      video();
      network();
    }

    void memory() {
      long bytes = options.ramBytes == 0 ? 128L << 20 : options.ramBytes;
      if (bytes > MOST_RAM || bytes < 1 << 20 || bytes % (1 << 20) != 0) {
        throw new HostException(
            "a Malta takes 1M to 256M of memory in whole MiB, not " + Sizes.format(bytes));
      }
      Memory ram = machine.memory(Memory.ram("ram", bytes));
      map.memory("ram", 0, ram);
      machine.identity("ram", bytes);
      byte[] kernel = options.firmware.get("kernel");
      byte[] bios = options.firmware.get("bios");
      if (kernel != null && bios != null) {
        throw new HostException("--kernel and --bios exclude each other on this board");
      }
      byte[] flash;
      if (bios != null) {
        flash = MaltaFlash.of(bios);
      } else if (kernel != null) {
        MaltaKernel loaded = new MaltaKernel(options, order, ram);
        machine.add("loader", loaded.image);
        flash = MaltaFlash.monitor(order, loaded.boot);
        byte[] initrd = options.firmware.get("initrd");
        machine.identity("kernel", Digest.of(kernel));
        machine.identity("initrd", initrd == null ? "" : Digest.of(initrd));
        machine.identity("append", options.commandLine);
      } else {
        flash = MaltaFlash.monitor(order, null);
      }
      machine.identity("flash", Digest.of(flash));
      Memory content = machine.memory(Memory.ram("flash", flash.length));
      content.load(0, flash, 0, flash.length);
      IntelFlash chips = new IntelFlash(map, "monitor-flash", MONITOR_FLASH, content);
      machine.add("flash", chips);
      // The same chips, read-only, where the processor begins.
      map.memory("boot", BOOT, MaltaFlash.SIZE, content, 0, 0).enable(true, false);
      BusTarget revision =
          new BusTarget() {
            @Override
            public long read(int offset, int bytes) {
              return MaltaFpga.REVISION;
            }

            @Override
            public void write(int offset, int bytes, long value) {
              // Read-only.
            }
          };
      map.io("revision", REVISION, 4, 4, revision, ABOVE);
    }

    void bridge() {
      Clock tclk = machine.clock(Clock.hertz("tclk", TCLK_HERTZ));
      Gt64120 bridge =
          machine.add(
              "gt64120",
              pci.add(
                  0,
                  0,
                  new Gt64120(map, order, pci, pciMemory, ports, machine.scheduler, tclk, pic)));
      machine.wire("pic.intr", pic.intr, "cpu.ir2", cpu.ir2);
      machine.wire("gt64120.cpu-interrupt", bridge.cpuInterrupt, "cpu.ir5", cpu.ir5);
    }

    /** The PIIX4: the chips of an AT, IDE, power management, and the way of PCI's interrupts. */
    void southBridge() {
      for (int n = 0; n < irqs.length; n++) {
        if (n != CASCADE) {
          irqs[n] = machine.add("irq" + n, new WiredOr("irq" + n));
          machine.wire("irq" + n, irqs[n].out, "pic.ir" + n, pic.irq(n));
        }
      }
      Pit8254 pit =
          machine.add(
              "pit", new Pit8254(machine.clock(crystal.divided("pit", 12)), machine.scheduler));
      DmaPair dma = machine.add("dma", new DmaPair(new Bus(map, 24)));
      Mc146818Rtc rtc = machine.add("rtc", new Mc146818Rtc(machine.scheduler, options.rtcEpoch));
      Port61 port61 = machine.add("port61", new Port61(machine.scheduler, () -> pit.out(2)));
      PcSpeaker speaker = machine.add("speaker", new PcSpeaker(machine.scheduler, options.audio));
      ports.map("dma1", 0x00, 16, 1, dma.first);
      ports.map("pic1", 0x20, 2, 1, pic.master);
      ports.map("pit", 0x40, 4, 1, pit);
      ports.map("port61", 0x61, 1, 1, port61);
      ports.map("rtc", 0x70, 2, 1, rtc);
      ports.map("dma-pages", 0x80, 16, 1, dma.pages);
      ports.map("pic2", 0xA0, 2, 1, pic.slave);
      ports.map("dma2", 0xC0, 32, 1, dma.second);
      ports.map("edge-level", 0x4D0, 2, 1, pic.edgeLevel);
      irq("pit.out0", pit.out0, 0);
      irq("rtc.irq8", rtc.irq8, 8);
      machine.wire("port61.gate2", port61.gate2, "pit.gate2", pit.gate2);
      machine.wire("pit.out2", pit.out2, "speaker.tone", speaker.tone);
      machine.wire("port61.speakerData", port61.speakerData, "speaker.enable", speaker.enable);

      Piix3 isa = machine.add("piix4", pci.add(SOUTH_BRIDGE, 0, Piix3.piix4(machine)));
      ports.map("reset-control", 0xCF9, 1, 1, isa.resetControl);
      for (int i = 0; i < pirqs.length; i++) {
        String name = "pirq" + (char) ('a' + i);
        pirqs[i] = machine.add(name, new WiredOr(name));
        machine.wire(name, pirqs[i].out, "piix4.pirq" + i, isa.pirq(i));
      }
      for (int n = 0; n < irqs.length; n++) {
        if ((Piix3.STEERABLE >> n & 1) != 0) {
          irq("piix4.irq" + n, isa.irq(n), n);
        }
      }
      IdeChannel[] channels = {channel(0), channel(1)};
      machine.add(
          "piix4-ide",
          pci.add(SOUTH_BRIDGE, 1, Piix3Ide.piix4(new Bus(map, 32), channels[0], channels[1])));
      Piix4Pm pm =
          machine.add(
              "pm",
              pci.add(
                  SOUTH_BRIDGE,
                  3,
                  new Piix4Pm(
                      machine.scheduler, machine.clock(crystal.divided("pm", 4)), machine)));
      ports.map("apm", 0xB2, 2, 1, pm.apm);
      irq("pm.sci", pm.sci, SCI_IRQ);
      machine.light("HD", () -> channels[0].active() || channels[1].active());
    }

    private void irq(String from, OutputLine line, int n) {
      machine.wire(from, line, "irq" + n, irqs[n].input());
    }

    private IdeChannel channel(int n) {
      String[] names = n == 0 ? new String[] {"hda", "hdb"} : new String[] {"hdc", "hdd"};
      if (medium("hdc") != null && medium("cdrom") != null) {
        throw new HostException("hdc and cdrom are the same place on the cable; give one of them");
      }
      IdeDevice first = n == 1 && medium("hdc") == null ? cdrom() : disk(names[0]);
      IdeChannel channel =
          machine.add("ide" + n, new IdeChannel(machine.scheduler, first, disk(names[1])));
      int base = n == 0 ? 0x1F0 : 0x170;
      ports.map("ide" + n, base, 8, 4, channel.commandBlock);
      ports.map("ide" + n + "-control", base + 0x206, 1, 1, channel.controlBlock);
      irq("ide" + n + ".irq", channel.irq, 14 + n);
      return channel;
    }

    private BlockStore medium(String name) {
      return options.media.get(name);
    }

    private IdeDevice disk(String name) {
      return medium(name) == null ? null : new AtaDisk(medium(name), machine.scheduler);
    }

    private AtapiCdrom cdrom() {
      AtapiCdrom drive = new AtapiCdrom(medium("cdrom"), machine.scheduler);
      machine.slot("cdrom", drive);
      return drive;
    }

    /** The FDC37M81x: serial and parallel ports, keyboard controller. */
    void superIo() {
      serial("com1", 0x3F8, 4);
      serial("com2", 0x2F8, 3);
      ParallelPort lpt =
          machine.add("lpt1", new ParallelPort(machine.scheduler, options.chars("lpt1")));
      ports.map("lpt1", 0x378, 3, 1, lpt);
      irq("lpt1.irq", lpt.irq, 7);
      Ps2Keyboard keyboard = machine.add("keyboard", new Ps2Keyboard(machine.scheduler));
      Ps2Mouse mouse = machine.add("mouse", new Ps2Mouse(machine.scheduler));
      Kbc8042 kbc = machine.add("kbc", new Kbc8042(machine.scheduler, machine, keyboard, mouse));
      ports.map("kbc-data", 0x60, 1, 1, kbc.data);
      ports.map("kbc-command", 0x64, 1, 1, kbc.command);
      irq("kbc.irq1", kbc.irq1, 1);
      irq("kbc.irq12", kbc.irq12, 12);
      machine.keyboard(keyboard);
      machine.pointer(mouse);
    }

    private void serial(String name, int base, int n) {
      Uart16550 uart = machine.add(name, new Uart16550(machine.scheduler, options.chars(name)));
      ports.map(name, base, 8, 1, uart);
      irq(name + ".irq", uart.irq, n);
      machine.chars(name, uart);
    }

    /** The FPGA, and the serial port that is next to it on the CBUS. */
    void fpga() {
      MaltaFpga fpga = machine.add("fpga", new MaltaFpga(order, machine));
      map.io("fpga", FPGA, MaltaFpga.SIZE, 4, fpga);
      Uart16550 uart =
          machine.add("cbus-uart", new Uart16550(machine.scheduler, options.chars("com3")));
      map.io("cbus-uart", CBUS_UART, 64, 4, new Spread(uart), ABOVE);
      machine.wire("cbus-uart.irq", uart.irq, "cpu.ir4", cpu.ir4);
      machine.chars("com3", uart);
    }

    void video() {
      Memory framebuffer = machine.memory(Memory.ram("framebuffer", VIDEO_MEMORY));
      Vga vga = machine.add("vga", new Vga(machine.scheduler));
      BochsVbe vbe = machine.add("vbe", new BochsVbe(vga, framebuffer));
      byte[] rom = FirmwareCatalog.bytes(FirmwareCatalog.VGABIOS);
      machine.add("stdvga", pci.add(VIDEO, 0, new StdVga(vga, vbe, framebuffer, rom)));
      pciMemory.io("vga-memory", 0xA0000, 0x20000, 4, vbe.window);
      ports.map("vga", 0x3B0, 0x30, 1, vga.ports);
      ports.map("vbe", 0x1CE, 4, 2, vbe.ports);
      machine.display(vbe);
    }

    void network() {
      Am79c973 controller =
          new Am79c973(
              new Bus(map, 32),
              machine.scheduler,
              STATION_ADDRESS.clone(),
              options.network("net0"));
      machine.add("net0", pci.add(NETWORK, 0, controller));
      machine.network("net0", controller);
      machine.light("NET", controller::active);
      WiredOr line = pirqs[1]; // MD00048, table 5.3
      machine.wire("net0.int", controller.interrupt, line.out.name(), line.input());
    }
  }

  /** Byte registers eight bytes apart. */
  private record Spread(BusTarget registers) implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return registers.read(offset >> 3, 1);
    }

    @Override
    public void write(int offset, int bytes, long value) {
      registers.write(offset >> 3, 1, value & 0xFF);
    }
  }
}
