package quimera.machines.pc;

import java.util.List;
import java.util.stream.IntStream;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.host.HostException;
import quimera.core.line.InputLine;
import quimera.core.line.WiredOr;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.time.Clock;
import quimera.cpu.x86.LocalApic;
import quimera.cpu.x86.X86Cpu;
import quimera.cpu.x86.X86Model;
import quimera.machines.boot.Digest;
import quimera.machines.config.Sizes;
import quimera.peripherals.debug.DebugExit;
import quimera.peripherals.debug.PortE9;
import quimera.peripherals.debug.PowerPorts;
import quimera.peripherals.dma.DmaPair;
import quimera.peripherals.input.Kbc8042;
import quimera.peripherals.input.Ps2Keyboard;
import quimera.peripherals.input.Ps2Mouse;
import quimera.peripherals.input.VmMouse;
import quimera.peripherals.interrupt.PicPair;
import quimera.peripherals.network.Ne2000;
import quimera.peripherals.pci.PciBus;
import quimera.peripherals.sound.PcSpeaker;
import quimera.peripherals.system.A20Gate;
import quimera.peripherals.system.CoprocessorError;
import quimera.peripherals.system.FwCfg;
import quimera.peripherals.system.Port61;
import quimera.peripherals.system.Port92;
import quimera.peripherals.timer.Mc146818Rtc;
import quimera.peripherals.timer.Pit8254;
import quimera.roms.FirmwareCatalog;

/**
 * What every AT-compatible has on its motherboard: processor, memory, interrupt, timer, DMA and
 * clock chips, keyboard controller and the system ports.
 */
final class AtMotherboard {
  private static final long BASE_MEMORY = 0xA0000;
  private static final long ONE_MEGABYTE = 1 << 20;
  private static final long MOST_RAM = 2L << 30;
  private static final long BOOT_ROM = 0xD0000;
  private static final int CASCADE = 2;

  /** Lines that one of two ISA cards can be set to: sound and printer, sound and network. */
  private static final List<Integer> CARD_IRQS = List.of(7, 9);

  private static final long BUS_HERTZ = 66_000_000;
  private static final int RESUME_CODE = 0x0F; // CMOS shutdown status byte

  final Machine machine;
  final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  final PortSpace ports = new PortSpace();
  final Clock crystal = new Clock("crystal", 315_000_000, 22);
  final PicPair pic;
  final DmaPair dma;
  final Mc146818Rtc rtc;
  final Memory ram;
  final long ramBytes;
  final FwCfg config;
  final PowerPorts power;
  final LocalApic apic; // or null
  PciBus pci; // of a board that has one
  final WiredOr[] pirqs = new WiredOr[4];
  Ne2000 networkController; // on whatever card the board has
  private final WiredOr[] shared = new WiredOr[16];

  /**
   * @param defaultRam bytes of memory if the user does not say
   * @param pciAge whether all interrupt lines are shared, and processors from the Pentium on have
   *     their local APIC
   */
  AtMotherboard(Machine machine, Options options, X86Model model, long defaultRam, boolean pciAge) {
    this.machine = machine;
    ramBytes = ram(options.ramBytes, defaultRam, model);
    machine.clock(crystal);
    machine.map(map);
    machine.ports(ports);
    Clock cpuClock = Clock.hertz("cpu", hertz(model));

    ram = machine.memory(Memory.ram("ram", ramBytes));
    map.memory("base", 0, Math.min(BASE_MEMORY, ramBytes), ram, 0, 0);
    if (ramBytes > ONE_MEGABYTE) {
      map.memory("extended", ONE_MEGABYTE, ramBytes - ONE_MEGABYTE, ram, ONE_MEGABYTE, 0);
    }
    roms(options, model);

    Bus cpuBus = new Bus(map, addressLines(model));
    pic = machine.add("pic", new PicPair());
    share(pciAge ? IntStream.range(0, shared.length) : CARD_IRQS.stream().mapToInt(n -> n));
    Pit8254 pit =
        machine.add(
            "pit", new Pit8254(machine.clock(crystal.divided("pit", 12)), machine.scheduler));
    dma = machine.add("dma", new DmaPair(new Bus(map, 24)));
    rtc = machine.add("rtc", new Mc146818Rtc(machine.scheduler, options.rtcEpoch));
    Port61 port61 = machine.add("port61", new Port61(machine.scheduler, () -> pit.out(2)));
    Port92 port92 = machine.add("port92", new Port92(machine));
    A20Gate a20 = machine.add("a20", new A20Gate(cpuBus));
    PcSpeaker speaker = machine.add("speaker", new PcSpeaker(machine.scheduler, options.audio));
    Ps2Keyboard keyboard = machine.add("keyboard", new Ps2Keyboard(machine.scheduler));
    Ps2Mouse mouse = machine.add("mouse", new Ps2Mouse(machine.scheduler));
    Kbc8042 kbc = machine.add("kbc", new Kbc8042(machine.scheduler, machine, keyboard, mouse));
    PortE9 e9 = machine.add("e9", new PortE9(options.chars("e9")));
    DebugExit exit = machine.add("debug-exit", new DebugExit(machine));
    power = machine.add("power", new PowerPorts(machine));
    CoprocessorError coprocessor = machine.add("coprocessor", new CoprocessorError());
    config = machine.add("fw-cfg", new FwCfg(new Bus(map, addressLines(model))));
    apic = pciAge && model.compareTo(X86Model.PENTIUM) >= 0 ? localApic(model) : null;
    X86Cpu cpu =
        machine.cpu(
            "cpu",
            new X86Cpu(
                model, cpuBus, ports, apic == null ? pic : apic, cpuClock, machine.scheduler),
            cpuClock);

    ports.map("dma1", 0x00, 16, 1, dma.first);
    ports.map("pic1", 0x20, 2, 1, pic.master);
    ports.map("pit", 0x40, 4, 1, pit);
    ports.map("kbc-data", 0x60, 1, 1, kbc.data);
    ports.map("port61", 0x61, 1, 1, port61);
    ports.map("kbc-command", 0x64, 1, 1, kbc.command);
    ports.map("rtc", 0x70, 2, 1, rtc);
    ports.map("dma-pages", 0x80, 16, 1, dma.pages);
    ports.map("port92", 0x92, 1, 1, port92);
    ports.map("pic2", 0xA0, 2, 1, pic.slave);
    ports.map("dma2", 0xC0, 32, 1, dma.second);
    ports.map("e9", 0xE9, 1, 1, e9);
    ports.map("coprocessor", 0xF0, 2, 1, coprocessor);
    ports.map("edge-level", 0x4D0, 2, 1, pic.edgeLevel);
    ports.map("fw-cfg", 0x510, 2, 2, config.ports);
    ports.map("fw-cfg-dma", 0x514, 8, 4, config.dma);
    ports.map("debug-exit", 0x501, 1, 1, exit);
    ports.map("shutdown", 0x8900, 1, 1, power.shutdown);

    if (apic == null) {
      machine.wire("pic.intr", pic.intr, "cpu.intr", cpu.intr);
    } else {
      cpu.attach(apic);
      machine.wire("pic.intr", pic.intr, "apic.lint0", apic.lint0);
      machine.wire("apic.intr", apic.intr, "cpu.intr", cpu.intr);
      machine.wire("apic.nmi", apic.nmi, "cpu.nmi", cpu.nmi);
    }
    machine.wire("pit.out0", pit.out0, irqName(0), irq(0));
    machine.wire("kbc.irq1", kbc.irq1, irqName(1), irq(1));
    machine.wire("rtc.irq8", rtc.irq8, irqName(8), irq(8));
    machine.wire("kbc.irq12", kbc.irq12, irqName(12), irq(12));
    machine.wire("cpu.ferr", cpu.ferr, "coprocessor.ferr", coprocessor.ferr);
    machine.wire("coprocessor.irq13", coprocessor.irq13, irqName(13), irq(13));
    machine.wire("coprocessor.ignne", coprocessor.ignne, "cpu.ignne", cpu.ignne);
    machine.wire("port61.gate2", port61.gate2, "pit.gate2", pit.gate2);
    machine.wire("pit.out2", pit.out2, "speaker.tone", speaker.tone);
    machine.wire("port61.speakerData", port61.speakerData, "speaker.enable", speaker.enable);
    machine.wire("kbc.a20", kbc.a20, "a20.keyboardController", a20.keyboardController);
    machine.wire("port92.a20", port92.a20, "a20.port92", a20.port92);

    machine.keyboard(keyboard);
    machine.pointer(mouse);
    if (pciAge) {
      VmMouse pointer = machine.add("vmmouse", new VmMouse(mouse));
      cpu.attach(VmMouse.PORT, VmMouse.MAGIC, pointer);
      machine.absolutePointer(pointer);
    }
    // A guest that shuts its 80286 down to get back to real mode has left word in the CMOS.
    machine.onShutdown(() -> rtc.cmos(RESUME_CODE) != 0);
    config.put(FwCfg.RAM_SIZE, ramBytes, 8);
    config.put(FwCfg.NB_CPUS, 1, 2);
    config.put(FwCfg.MAX_CPUS, 1, 2);
    kernel(options);
    machine.identity("cpu", model.id());
    machine.identity("ram", ramBytes);
  }

  private LocalApic localApic(X86Model model) {
    Clock bus = machine.clock(Clock.hertz("bus", BUS_HERTZ));
    LocalApic part = machine.add("apic", new LocalApic(model, machine.scheduler, bus, pic));
    part.placedBy(map.io("local-apic", LocalApic.BASE, LocalApic.SIZE, 4, part, Integer.MAX_VALUE));
    return part;
  }

  private void share(IntStream lines) {
    lines
        .filter(n -> n != CASCADE)
        .forEach(
            n -> {
              String name = "irq" + n;
              shared[n] = machine.add(name, new WiredOr(name));
              machine.wire(name, shared[n].out, "pic.ir" + n, pic.irq(n));
            });
  }

  /** A line that several parts drive. */
  WiredOr shared(int n) {
    return shared[n];
  }

  /** Where a driver of IRQ{@code n} goes. */
  InputLine irq(int n) {
    return shared[n] == null ? pic.irq(n) : shared[n].input();
  }

  /** What {@link #irq} is called on the sheet. */
  String irqName(int n) {
    return shared[n] == null ? "pic.ir" + n : "irq" + n;
  }

  private void roms(Options options, X86Model model) {
    byte[] bios = Firmware.bios(options);
    Memory biosRom = Memory.rom("bios", bios);
    long low = Math.min(bios.length, 0x20000);
    map.memory("bios", ONE_MEGABYTE - low, low, biosRom, bios.length - low, 0);
    int lines = addressLines(model);
    if (lines > 20) {
      map.memory("bios-high", (1L << lines) - bios.length, biosRom);
    }
    machine.identity("bios", Digest.of(bios));
  }

  /** A kernel of the user's, and the option ROM that boots it. */
  private void kernel(Options options) {
    byte[] kernel = options.firmware.get("kernel");
    if (kernel == null) {
      return;
    }
    byte[] initrd = options.firmware.get("initrd");
    KernelBoot.offer(config, kernel, initrd, options.commandLine, ramBytes);
    byte[] rom = FirmwareCatalog.bytes(FirmwareCatalog.BOOTROM);
    map.memory("bootrom", BOOT_ROM, Memory.rom("bootrom", rom));
    config.file("genroms/bootrom.bin", rom); // where SeaBIOS looks for it
    machine.identity("kernel", Digest.of(kernel));
    machine.identity("initrd", initrd == null ? "" : Digest.of(initrd));
    machine.identity("append", options.commandLine);
  }

  private static long ram(long asked, long standard, X86Model model) {
    long bytes = asked == 0 ? standard : asked;
    long most =
        model == X86Model.I8086 ? ONE_MEGABYTE : model == X86Model.I80286 ? 15L << 20 : MOST_RAM;
    if (asked == 0) {
      return Math.min(bytes, most);
    }
    if (bytes > most) {
      throw new HostException(
          "an "
              + model.id()
              + " board takes up to "
              + Sizes.format(most)
              + " of memory, not "
              + Sizes.format(bytes));
    }
    if (bytes < 64 << 10 || bytes % 4096 != 0) {
      throw new HostException(
          "memory size " + Sizes.format(bytes) + " is too small; give it 64K or more");
    }
    return bytes;
  }

  private static int addressLines(X86Model model) {
    return switch (model) {
      case I8086 -> 20;
      case I80286 -> 24;
      default -> 32;
    };
  }

  /**
   * Instructions a second: what a board of the time retired, and from the Pentium on no more than
   * an interpreter sustains, since a guest that waits by counting would only wait longer.
   */
  private static long hertz(X86Model model) {
    return switch (model) {
      case I8086 -> 8_000_000;
      case I80286 -> 16_000_000;
      case I80386 -> 33_000_000;
      case I80486 -> 66_000_000;
      case PENTIUM -> 100_000_000;
      case PENTIUM_MMX -> 133_000_000;
      case PENTIUM2 -> 150_000_000;
      case PENTIUM3 -> 166_000_000;
      case PENTIUM4 -> 200_000_000;
    };
  }
}
