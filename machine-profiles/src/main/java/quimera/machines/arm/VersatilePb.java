package quimera.machines.arm;

import java.util.List;
import java.util.Set;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.host.HostException;
import quimera.core.line.InputLine;
import quimera.core.line.OutputLine;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.core.time.Clock;
import quimera.cpu.arm.ArmCpu;
import quimera.cpu.arm.ArmModel;
import quimera.machines.boot.Digest;
import quimera.machines.config.Sizes;
import quimera.peripherals.arm.MemoryController;
import quimera.peripherals.arm.Pl011;
import quimera.peripherals.arm.Pl022;
import quimera.peripherals.arm.Pl031;
import quimera.peripherals.arm.Pl041;
import quimera.peripherals.arm.Pl050;
import quimera.peripherals.arm.Pl061;
import quimera.peripherals.arm.Pl080;
import quimera.peripherals.arm.Pl110;
import quimera.peripherals.arm.Pl131;
import quimera.peripherals.arm.Pl181;
import quimera.peripherals.arm.Pl190;
import quimera.peripherals.arm.SdCard;
import quimera.peripherals.arm.Sp804;
import quimera.peripherals.arm.Sp805;
import quimera.peripherals.arm.Sp810;
import quimera.peripherals.arm.VersatileCharLcd;
import quimera.peripherals.arm.VersatileI2c;
import quimera.peripherals.arm.VersatilePci;
import quimera.peripherals.arm.VersatileSic;
import quimera.peripherals.arm.VersatileSysregs;
import quimera.peripherals.input.Ps2Keyboard;
import quimera.peripherals.input.Ps2Mouse;
import quimera.peripherals.network.Smc91c111;
import quimera.peripherals.pci.PciBus;
import quimera.peripherals.storage.IntelFlash;
import quimera.peripherals.timer.Ds1338;

/**
 * ARM's Versatile Platform Baseboard: an ARM926EJ-S with the PrimeCells around it.
 *
 * <p>Datasheet: Versatile Platform Baseboard for ARM926EJ-S User Guide, DUI 0225D; memory map:
 * table 4-1, interrupts: tables 4-33 and 4-35.
 */
public final class VersatilePb implements MachineProfile {
  private static final byte[] STATION_ADDRESS = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};
  private static final int MACHINE = 387; // in Linux's register of machines
  private static final long MOST_RAM = 256L << 20;
  private static final long CPU_HERTZ = 150_000_000; // instructions; the board's runs at 210 MHz
  private static final long FLASH = 0x34000000L;
  private static final long FLASH_BYTES = 64L << 20;
  private static final long SRAM = 0x38000000L;
  private static final long SYSTEM_CONTROLLER = 0x101E0000L;
  private static final long UART0 = 0x101F1000L;

  /** What firmware leaves in SCCTRL: RAM at address 0, the timers on 1 MHz. */
  private static final int BOOTED = Sp810.REMAP_CLEAR | Sp810.TIMERS_FAST;

  private static final long VIC = 0x10140000L;
  private static final int UART0_IRQ = 12;
  private static final int CASCADE = 31;

  @Override
  public String id() {
    return "versatilepb";
  }

  @Override
  public String title() {
    return "ARM Versatile PB: ARM926EJ-S with PrimeCells";
  }

  @Override
  public List<String> cpus() {
    return List.of("arm926", "arm1176");
  }

  @Override
  public long defaultRamBytes() {
    return 128L << 20;
  }

  @Override
  public Set<String> takes() {
    return Set.of("hda", "hdb", "bios", "kernel", "initrd", "dtb");
  }

  @Override
  public Machine build(Options options) {
    return new Board(new Machine(id()), options, ram(options)).build();
  }

  private long ram(Options options) {
    long bytes = options.ramBytes == 0 ? defaultRamBytes() : options.ramBytes;
    if (bytes > MOST_RAM || bytes % (1 << 20) != 0) {
      throw new HostException(
          "the Versatile PB takes 1M to "
              + Sizes.format(MOST_RAM)
              + " of memory in whole megabytes, not "
              + Sizes.format(bytes));
    }
    return bytes;
  }

  /** One board being put together. */
  private static final class Board {
    private final Machine machine;
    private final Options options;
    private final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
    private final Clock crystal = Clock.hertz("crystal", 24_000_000);
    private final Memory ram;
    private final Pl190 vic;
    private final VersatileSic sic;

    Board(Machine machine, Options options, long ramBytes) {
      this.machine = machine;
      this.options = options;
      machine.clock(crystal);
      machine.map(map);
      ram = machine.memory(Memory.ram("ram", ramBytes));
      map.memory("ram", 0, ram);
      map.memory("sram", SRAM, machine.memory(Memory.ram("sram", 2 << 20)));
      vic = machine.add("vic", new Pl190());
      sic = machine.add("sic", new VersatileSic());
    }

    Machine build() {
      ArmModel model = ArmModel.of(options.cpu == null ? "arm926" : options.cpu);
      Clock cpuClock = Clock.hertz("cpu", CPU_HERTZ);
      ArmCpu cpu = new ArmCpu(model, new Bus(map, 32), cpuClock, machine.scheduler);
      machine.cpu("cpu", cpu, cpuClock);
      interrupts(cpu);
      Sp810 control = machine.add("sysctl", new Sp810());
      map.io("sysctl", SYSTEM_CONTROLLER, Sp810.SIZE, 4, control);
      boot(control);
      timers(control);
      for (int n = 0; n < 3; n++) {
        uart(n, UART0 + 0x1000L * n, "vic.irq" + (UART0_IRQ + n), vic.request(UART0_IRQ + n));
      }
      uart(3, 0x10009000L, "sic.irq6", sic.request(6));
      gpio();
      Pl031 rtc = machine.add("rtc", new Pl031(machine.scheduler, options.rtcEpoch));
      map.io("rtc", 0x101E8000L, Pl031.SIZE, 4, rtc);
      primary("rtc", rtc.irq, 10);
      input();
      SdCard mci0Card = new SdCard(options.media.get("hda"));
      SdCard mci1Card = new SdCard(options.media.get("hdb"));
      VersatileSysregs sysregs =
          machine.add(
              "sysregs",
              new VersatileSysregs(
                  crystal, machine.scheduler, machine, mci0Card::present, mci1Card::present));
      map.io("sysregs", 0x10000000L, 0x1000, 4, sysregs);
      display(sysregs);
      memoryControllers();
      serialBuses();
      cards(mci0Card, 0);
      cards(mci1Card, 1);
      network();
      pci();
      machine.identity("cpu", model.id());
      machine.identity("ram", ram.size());
      return machine.powerOn();
    }

    private void interrupts(ArmCpu cpu) {
      map.io("vic", VIC, Pl190.SIZE, 4, vic);
      map.io("sic", 0x10003000L, 0x1000, 4, sic);
      machine.wire("vic.irq", vic.irq, "cpu.irq", cpu.irq);
      machine.wire("vic.fiq", vic.fiq, "cpu.fiq", cpu.fiq);
      primary("sic", sic.irq, CASCADE);
      for (int n = VersatileSic.FIRST_PASSED; n < CASCADE; n++) {
        machine.wire("sic.pass" + n, sic.passed(n), "vic.irq" + n, vic.request(n));
      }
    }

    private void primary(String part, OutputLine line, int n) {
      machine.wire(part + "." + line.name(), line, "vic.irq" + n, vic.request(n));
    }

    private void secondary(String part, OutputLine line, int n) {
      machine.wire(part + "." + line.name(), line, "sic.irq" + n, sic.request(n));
    }

    /** The flash lies at address 0, too, until the system controller takes it away. */
    private void boot(Sp810 control) {
      byte[] content = options.firmware.get("bios");
      if (options.firmware.containsKey("kernel")) {
        KernelBoot.Board board = new KernelBoot.Board(ram, 0, MACHINE);
        KernelBoot kernel = new KernelBoot(board, options, null);
        machine.add("kernel", kernel.image());
        content = kernel.program(FLASH, UART0, (int) SYSTEM_CONTROLLER, BOOTED);
      } else if (content == null) {
        content = monitor();
      }
      Memory flash = machine.memory(Memory.flash("flash", FLASH_BYTES));
      flash.load(0, content, 0, content.length);
      machine.add("flash", new IntelFlash(map, "flash", FLASH, flash));
      BootAlias alias =
          machine.add(
              "flash-low", new BootAlias(map.memory("flash-low", 0, FLASH_BYTES, flash, 0, 1)));
      machine.wire("sysctl.remap", control.remap, "flash-low.remap", alias.remap);
      machine.identity("flash", Digest.of(content));
    }

    private byte[] monitor() {
      long wake = VIC + Pl190.INT_ENABLE;
      List<Long> stores = List.of(SYSTEM_CONTROLLER, (long) BOOTED, wake, 1L << UART0_IRQ);
      return new BootMonitor(UART0, 0, ram.size(), FLASH, MACHINE, true, "Versatile PB", stores)
          .image();
    }

    private void timers(Sp810 control) {
      Clock reference = machine.clock(Clock.hertz("reference", 32_768));
      Clock timer = machine.clock(crystal.divided("timer", 24));
      for (int n = 0; n < 2; n++) {
        String name = "timer" + n;
        Sp804 pair = machine.add(name, new Sp804(reference, timer, machine.scheduler));
        map.io(name, 0x101E2000L + 0x1000L * n, Sp804.SIZE, 4, pair);
        primary(name, pair.irq, 4 + n);
        for (int i = 1; i <= 2; i++) {
          OutputLine enable = control.timerEnable(2 * n + i - 1);
          InputLine input = pair.timerEnable(i);
          machine.wire("sysctl." + enable.name(), enable, name + ".enable" + i, input);
        }
      }
      Sp805 watchdog = machine.add("watchdog", new Sp805(reference, machine.scheduler));
      map.io("watchdog", 0x101E1000L, Sp805.SIZE, 4, watchdog);
      primary("watchdog", watchdog.irq, 0);
      machine.wire(
          "watchdog.resetRequest",
          watchdog.resetRequest,
          "reset",
          level -> {
            if (level) {
              machine.reset();
            }
          });
    }

    private void uart(int n, long base, String pin, InputLine input) {
      String name = "uart" + n;
      String port = "com" + (n + 1);
      Pl011 uart = machine.add(name, new Pl011(crystal, machine.scheduler, options.chars(port)));
      map.io(name, base, Pl011.SIZE, 4, uart);
      machine.wire(name + ".irq", uart.irq, pin, input);
      machine.chars(port, uart);
    }

    private void gpio() {
      for (int n = 0; n < 4; n++) {
        Pl061 gpio = machine.add("gpio" + n, new Pl061());
        map.io("gpio" + n, 0x101E4000L + 0x1000L * n, Pl061.SIZE, 4, gpio);
        primary("gpio" + n, gpio.irq, 6 + n);
      }
    }

    private void input() {
      Ps2Keyboard keyboard = machine.add("keyboard", new Ps2Keyboard(machine.scheduler));
      Ps2Mouse mouse = machine.add("mouse", new Ps2Mouse(machine.scheduler));
      Pl050 kmi0 = machine.add("kmi0", new Pl050(machine.scheduler, keyboard));
      Pl050 kmi1 = machine.add("kmi1", new Pl050(machine.scheduler, mouse));
      map.io("kmi0", 0x10006000L, Pl050.SIZE, 4, kmi0);
      map.io("kmi1", 0x10007000L, Pl050.SIZE, 4, kmi1);
      secondary("kmi0", kmi0.irq, 3);
      secondary("kmi1", kmi1.irq, 4);
      machine.keyboard(keyboard);
      machine.pointer(mouse);
    }

    private void display(VersatileSysregs sysregs) {
      Clock pixels = machine.clock(Clock.hertz("pixels", 25_000_000));
      Pl110 lcd = machine.add("clcd", new Pl110(new Bus(map, 32), pixels, machine.scheduler));
      map.io("clcd", 0x10120000L, Pl110.SIZE, 4, lcd);
      primary("clcd", lcd.irq, 16);
      machine.wire("sysregs.displayMux0", sysregs.displayMux0, "clcd.mux0", lcd.mux0);
      machine.wire("sysregs.displayMux1", sysregs.displayMux1, "clcd.mux1", lcd.mux1);
      machine.display(lcd);
    }

    private void memoryControllers() {
      MemoryController smc = machine.add("smc", MemoryController.pl093());
      MemoryController mpmc = machine.add("mpmc", MemoryController.gx175());
      map.io("smc", 0x10100000L, MemoryController.SIZE, 4, smc);
      map.io("mpmc", 0x10110000L, MemoryController.SIZE, 4, mpmc);
      Pl080 dma = machine.add("dma", new Pl080(new Bus(map, 32), machine.scheduler));
      map.io("dma", 0x10130000L, Pl080.SIZE, 4, dma);
      primary("dma", dma.irq, 17);
    }

    private void serialBuses() {
      Pl022 ssp = machine.add("ssp", new Pl022(crystal, machine.scheduler));
      map.io("ssp", 0x101F4000L, Pl022.SIZE, 4, ssp);
      primary("ssp", ssp.irq, 11);
      Pl131 sci0 = machine.add("sci0", new Pl131());
      map.io("sci0", 0x101F0000L, Pl131.SIZE, 4, sci0);
      primary("sci0", sci0.irq, 15);
      Pl131 sci1 = machine.add("sci1", new Pl131());
      map.io("sci1", 0x1000A000L, Pl131.SIZE, 4, sci1);
      secondary("sci1", sci1.irq, 5);
      Ds1338 clock = machine.add("clock", new Ds1338(machine.scheduler, options.rtcEpoch));
      VersatileI2c i2c = machine.add("i2c", new VersatileI2c(clock));
      map.io("i2c", 0x10002000L, 0x1000, 4, i2c);
      VersatileCharLcd text = machine.add("text", new VersatileCharLcd(machine.scheduler));
      map.io("text", 0x10008000L, 0x1000, 4, text);
      secondary("text", text.irq, 7);
      Pl041 aaci = machine.add("aaci", new Pl041(machine.scheduler));
      map.io("aaci", 0x10004000L, Pl041.SIZE, 4, aaci);
      secondary("aaci", aaci.irq, 24);
    }

    /** MMCI0A and MMCI1A are the first interface's two interrupts, MMCI0B and 1B the second's. */
    private void cards(SdCard card, int n) {
      machine.add("card" + n, card);
      machine.slot(n == 0 ? "hda" : "hdb", card);
      String name = "mmci" + n;
      Pl181 mmci = machine.add(name, new Pl181(crystal, machine.scheduler, card));
      map.io(name, n == 0 ? 0x10005000L : 0x1000B000L, Pl181.SIZE, 4, mmci);
      int irq = n == 0 ? 22 : 1;
      secondary(name, mmci.irq0, irq);
      secondary(name, mmci.irq1, irq + 1);
    }

    private void network() {
      Smc91c111 card =
          machine.add(
              "net0",
              new Smc91c111(machine.scheduler, STATION_ADDRESS.clone(), options.network("net0")));
      map.io("net0", 0x10010000L, Smc91c111.SIZE, 4, card);
      secondary("net0", card.irq, 25);
      machine.network("net0", card);
    }

    private void pci() {
      MemoryMap memory = new MemoryMap("pci", Unmapped.ONES);
      PortSpace ports = new PortSpace();
      PciBus bus = new PciBus(memory, ports);
      machine.add("pci-self", bus.add(VersatilePci.OWN_SLOT, 0, VersatilePci.ownFunction()));
      VersatilePci pci = machine.add("pci", new VersatilePci(bus, memory, ports));
      map.io("pci", 0x10001000L, 0x1000, 4, pci.registers);
      map.io("pci-self", 0x41000000L, 0x1000000, 4, pci.configuration);
      map.io("pci-configuration", 0x42000000L, 0x1000000, 4, pci.configuration);
      map.io("pci-io", 0x43000000L, 0x1000000, 4, pci.io);
      map.io("pci-memory0", 0x44000000L, 0xC000000, 4, pci.window(0, 0x04000000));
      map.io("pci-memory1", 0x50000000L, 0x10000000, 4, pci.window(1, 0));
      map.io("pci-memory2", 0x60000000L, 0x10000000, 4, pci.window(2, 0));
    }
  }
}
