package quimera.machines.arm;

import java.util.List;
import java.util.Set;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.line.InputLine;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.core.time.Clock;
import quimera.cpu.arm.ArmCpu;
import quimera.cpu.arm.ArmModel;
import quimera.machines.boot.Digest;
import quimera.machines.boot.RamImage;
import quimera.machines.config.Sizes;
import quimera.peripherals.arm.GicV2;
import quimera.peripherals.arm.Pl011;
import quimera.peripherals.arm.Pl031;
import quimera.peripherals.arm.Pl061;
import quimera.peripherals.storage.IntelFlash;
import quimera.peripherals.virtio.VirtioBlock;
import quimera.peripherals.virtio.VirtioConsole;
import quimera.peripherals.virtio.VirtioMmio;
import quimera.peripherals.virtio.VirtioNet;

/**
 * A board that never was: an ARMv7-A processor with a GIC, a PL011 and virtio devices, described to
 * the guest by a device tree and nothing else.
 *
 * <p>Addresses and interrupts are those of QEMU's machine of the same name (QEMU, docs/system/arm),
 * so that firmware made for that finds what it looks for.
 */
public final class ArmVirt implements MachineProfile {
  private static final long RAM = 0x4000_0000L;
  private static final long MOST_RAM = 2L << 30;
  private static final long FLASH_BANK = 64L << 20;
  private static final long CPU_HERTZ = 200_000_000; // instructions
  private static final int MACHINE = -1; // no number: known by its tree
  private static final byte[] STATION_ADDRESS = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};

  static final long GIC_DISTRIBUTOR = 0x0800_0000L;
  static final long GIC_CPU = 0x0801_0000L;
  static final long UART = 0x0900_0000L;
  static final long RTC = 0x0901_0000L;
  static final long GPIO = 0x0903_0000L;
  static final long VIRTIO = 0x0A00_0000L;
  static final int INTERRUPTS = 288;
  static final int UART_SPI = 1;
  static final int RTC_SPI = 2;
  static final int GPIO_SPI = 7;
  static final int VIRTIO_SPI = 16;
  static final int VIRTUAL_TIMER_PPI = 11;
  static final int PHYSICAL_TIMER_PPI = 14;
  static final int POWER_OFF_PIN = 0;
  static final int RESTART_PIN = 1;

  @Override
  public String id() {
    return "virt";
  }

  @Override
  public String title() {
    return "ARM with GICv2 and virtio devices, by device tree";
  }

  @Override
  public List<String> cpus() {
    return List.of("cortex-a15");
  }

  @Override
  public long defaultRamBytes() {
    return 512L << 20;
  }

  @Override
  public Set<String> takes() {
    return Set.of("hda", "hdb", "cdrom", "bios", "kernel", "initrd", "dtb");
  }

  @Override
  public Machine build(Options options) {
    long bytes = options.ramBytes == 0 ? defaultRamBytes() : options.ramBytes;
    if (bytes > MOST_RAM || bytes % (1 << 20) != 0) {
      throw new HostException(
          "this board takes 1M to "
              + Sizes.format(MOST_RAM)
              + " of memory in whole megabytes, not "
              + Sizes.format(bytes));
    }
    return new Board(new Machine(id()), options, bytes).build();
  }

  /** One board being put together. */
  private static final class Board {
    private final Machine machine;
    private final Options options;
    private final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
    private final Clock clock = Clock.hertz("apb", 24_000_000);
    private final Memory ram;
    private final GicV2 gic;
    private final Bus masters;
    private int virtioDevices;

    Board(Machine machine, Options options, long ramBytes) {
      this.machine = machine;
      this.options = options;
      machine.clock(clock);
      machine.map(map);
      ram = machine.memory(Memory.ram("ram", ramBytes));
      map.memory("ram", RAM, ram);
      masters = new Bus(map, 32);
      gic = machine.add("gic", new GicV2(INTERRUPTS));
      map.io("gic-distributor", GIC_DISTRIBUTOR, GicV2.SIZE, 4, gic.distributor);
      map.io("gic-cpu", GIC_CPU, GicV2.SIZE, 4, gic.cpuInterface);
    }

    Machine build() {
      ArmModel model = ArmModel.of(options.cpu == null ? "cortex-a15" : options.cpu);
      Clock cpuClock = Clock.hertz("cpu", CPU_HERTZ);
      ArmCpu cpu = new ArmCpu(model, new Bus(map, 32), cpuClock, machine.scheduler);
      machine.cpu("cpu", cpu, cpuClock);
      machine.wire("gic.irq", gic.irq, "cpu.irq", cpu.irq);
      machine.wire("gic.fiq", gic.fiq, "cpu.fiq", cpu.fiq);
      int ppi = GicV2.FIRST_PPI;
      machine.wire(
          "cpu.cntp", cpu.physicalTimer(), "gic.ppi14", gic.request(ppi + PHYSICAL_TIMER_PPI));
      machine.wire(
          "cpu.cntv", cpu.virtualTimer(), "gic.ppi11", gic.request(ppi + VIRTUAL_TIMER_PPI));
      serial();
      power();
      virtio();
      boot(model);
      machine.identity("cpu", model.id());
      machine.identity("ram", ram.size());
      return machine.powerOn();
    }

    private InputLine spi(int n) {
      return gic.request(GicV2.FIRST_SPI + n);
    }

    private void serial() {
      Pl011 uart = machine.add("uart0", new Pl011(clock, machine.scheduler, options.chars("com1")));
      map.io("uart0", UART, Pl011.SIZE, 4, uart);
      machine.wire("uart0.irq", uart.irq, "gic.spi" + UART_SPI, spi(UART_SPI));
      machine.chars("com1", uart);
      Pl031 rtc = machine.add("rtc", new Pl031(machine.scheduler, options.rtcEpoch));
      map.io("rtc", RTC, Pl031.SIZE, 4, rtc);
      machine.wire("rtc.irq", rtc.irq, "gic.spi" + RTC_SPI, spi(RTC_SPI));
    }

    /** Two pins of the GPIO controller end the run or begin it again. */
    private void power() {
      Pl061 gpio = machine.add("gpio0", new Pl061());
      map.io("gpio0", GPIO, Pl061.SIZE, 4, gpio);
      machine.wire("gpio0.irq", gpio.irq, "gic.spi" + GPIO_SPI, spi(GPIO_SPI));
      machine.wire(
          "gpio0.out0",
          gpio.output(POWER_OFF_PIN),
          "power",
          level -> {
            if (level) {
              machine.powerOff();
            }
          });
      machine.wire(
          "gpio0.out1",
          gpio.output(RESTART_PIN),
          "reset",
          level -> {
            if (level) {
              machine.reset();
            }
          });
    }

    private void virtio() {
      for (String drive : List.of("hda", "hdb", "cdrom")) {
        BlockStore medium = options.media.get(drive);
        if (medium != null) {
          virtio(drive, VirtioBlock.of(drive, medium, masters, machine.scheduler));
        }
      }
      VirtioNet net = new VirtioNet(STATION_ADDRESS.clone(), options.network("net0"));
      virtio("net0", net.registers(masters, machine.scheduler));
      machine.network("net0", net);
      VirtioConsole console = new VirtioConsole(options.chars("com2"));
      virtio("console", console.registers(masters, machine.scheduler));
      machine.chars("com2", console);
    }

    private void virtio(String name, VirtioMmio device) {
      int n = virtioDevices++;
      machine.add(name, device);
      map.io(name, VIRTIO + (long) n * VirtioMmio.SIZE, VirtioMmio.SIZE, 4, device);
      int spi = VIRTIO_SPI + n;
      machine.wire(name + ".irq", device.irq, "gic.spi" + spi, spi(spi));
    }

    private void boot(ArmModel model) {
      DeviceTree tree = ArmVirtTree.of(RAM, ram.size(), model.id(), virtioDevices);
      byte[] content = options.firmware.get("bios");
      if (content == null) {
        List<Long> stores = GicV2.letThrough(GIC_DISTRIBUTOR, GIC_CPU, UART_SPI);
        content = new BootMonitor(UART, RAM, ram.size(), 0, MACHINE, true, "virt", stores).image();
      }
      if (options.firmware.containsKey("kernel")) {
        KernelBoot kernel = new KernelBoot(new KernelBoot.Board(ram, RAM, MACHINE), options, tree);
        machine.add("kernel", kernel.image());
        content = kernel.program(0, UART);
      } else {
        // Firmware finds the tree at the start of memory.
        machine.add("tree", new RamImage(ram).put(0, tree.flat(), "the device tree"));
      }
      flash("flash0", 0, content);
      flash("flash1", FLASH_BANK, new byte[0]);
      machine.identity("flash", Digest.of(content));
    }

    private void flash(String name, long base, byte[] content) {
      Memory flash = machine.memory(Memory.flash(name, FLASH_BANK));
      flash.load(0, content, 0, content.length);
      machine.add(name, new IntelFlash(map, name, base, flash));
    }
  }
}
