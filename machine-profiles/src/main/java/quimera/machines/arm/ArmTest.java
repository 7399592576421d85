package quimera.machines.arm;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.core.time.Clock;
import quimera.cpu.arm.ArmCpu;
import quimera.cpu.arm.ArmModel;
import quimera.machines.boot.Digest;
import quimera.machines.config.Sizes;
import quimera.peripherals.arm.Pl011;
import quimera.peripherals.arm.Pl190;
import quimera.peripherals.arm.Sp804;

/**
 * A bare board for test programs: memory from address 0, a serial port, two timers and an interrupt
 * controller where the Versatile PB has them, and semihosting.
 */
public final class ArmTest implements MachineProfile {
  private static final long MOST_RAM = 256L << 20;
  private static final long CPU_HERTZ = 100_000_000; // instructions
  private static final long UART = 0x101F1000L;
  private static final long TIMERS = 0x101E2000L;
  private static final long VIC = 0x10140000L;
  private static final long ROM = 0x34000000L;
  private static final int ROM_UNIT = 64 << 10;
  private static final int TIMER_IRQ = 4;
  private static final int UART_IRQ = 12;
  private static final int NO_MACHINE = -1;

  @Override
  public String id() {
    return "arm-test";
  }

  @Override
  public String title() {
    return "bare ARM board with semihosting, for test programs";
  }

  @Override
  public List<String> cpus() {
    return List.of("cortex-a15", "arm7tdmi", "arm926", "arm1176");
  }

  @Override
  public long defaultRamBytes() {
    return 16L << 20;
  }

  @Override
  public Set<String> takes() {
    return Set.of("bios", "kernel");
  }

  @Override
  public Machine build(Options options) {
    long bytes = options.ramBytes == 0 ? defaultRamBytes() : options.ramBytes;
    if (bytes > MOST_RAM) {
      throw new HostException("this board takes up to " + Sizes.format(MOST_RAM) + " of memory");
    }
    Machine machine = new Machine(id());
    MemoryMap map = machine.map(new MemoryMap("physical", Unmapped.FAULT));
    Memory ram = machine.memory(Memory.ram("ram", bytes));
    map.memory("ram", 0, ram);
    ArmModel model = ArmModel.of(options.cpu == null ? cpus().get(0) : options.cpu);
    Clock cpuClock = Clock.hertz("cpu", CPU_HERTZ);
    ArmCpu cpu = new ArmCpu(model, new Bus(map, 32), cpuClock, machine.scheduler);
    machine.cpu("cpu", cpu, cpuClock);

    Pl190 vic = machine.add("vic", new Pl190());
    Clock crystal = machine.clock(Clock.hertz("crystal", 24_000_000));
    Clock tick = machine.clock(crystal.divided("timer", 24));
    Sp804 timers = machine.add("timers", new Sp804(tick, tick, machine.scheduler));
    Pl011 uart = machine.add("uart", new Pl011(crystal, machine.scheduler, options.chars("com1")));
    map.io("vic", VIC, Pl190.SIZE, 4, vic);
    map.io("timers", TIMERS, Sp804.SIZE, 4, timers);
    map.io("uart", UART, Pl011.SIZE, 4, uart);
    machine.wire("vic.irq", vic.irq, "cpu.irq", cpu.irq);
    machine.wire("vic.fiq", vic.fiq, "cpu.fiq", cpu.fiq);
    machine.wire("timers.irq", timers.irq, "vic.irq4", vic.request(TIMER_IRQ));
    machine.wire("uart.irq", uart.irq, "vic.irq12", vic.request(UART_IRQ));
    machine.chars("com1", uart);

    long heap = boot(machine, map, ram, options, model != ArmModel.ARM7TDMI);
    Semihosting host =
        new Semihosting(
            cpu,
            ROM,
            new Bus(map, 32),
            machine.scheduler,
            machine,
            options.chars("com1"),
            options.rtcEpoch,
            heap,
            ram.size());
    cpu.services(machine.add("semihosting", host));
    machine.chars("semihosting", host);
    machine.identity("cpu", model.id());
    machine.identity("ram", bytes);
    return machine.powerOn();
  }

  /** A program of the user's, or the monitor; returns where free memory begins. */
  private static long boot(
      Machine machine, MemoryMap map, Memory ram, Options options, boolean cp15) {
    byte[] content = options.firmware.get("bios");
    long free = 0;
    if (options.firmware.containsKey("kernel")) {
      KernelBoot kernel = new KernelBoot(new KernelBoot.Board(ram, 0, NO_MACHINE), options, null);
      machine.add("kernel", kernel.image());
      free = kernel.image().end() + 7L & -8L;
      content = kernel.program(ROM, UART);
    } else if (content == null) {
      List<Long> stores = List.of(VIC + Pl190.INT_ENABLE, 1L << UART_IRQ);
      content =
          new BootMonitor(UART, 0, ram.size(), ROM, NO_MACHINE, cp15, "a bare board", stores)
              .image();
    }
    Memory rom =
        Memory.rom("rom", Arrays.copyOf(content, content.length + ROM_UNIT - 1 & -ROM_UNIT));
    map.memory("rom", ROM, rom);
    machine.identity("rom", Digest.of(content));
    return free;
  }
}
