package quimera.machines.spim;

import java.nio.ByteOrder;
import java.util.List;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.machine.Machine;
import quimera.core.machine.Stop;
import quimera.core.time.Clock;
import quimera.cpu.mips32.MipsCpu;
import quimera.cpu.mips32.MipsModel;

/**
 * A processor without an operating system around it, into which a program is put: SPIM's memory
 * layout, its system calls and, if wanted, its terminal in memory.
 *
 * <p>Datasheet: Patterson and Hennessy, Computer Organization and Design, appendix A.
 */
public final class SpimMachine {
  private static final int TEXT = 0x0040_0000;
  private static final int DATA = 0x1000_0000;
  private static final int DATA_SIZE = 64 << 20;
  private static final int HEAP = 0x1004_0000; // or behind the program's data
  private static final int STACK_SIZE = 16 << 20;
  private static final long STACK_END = 0x8000_0000L;
  private static final long KERNEL_TEXT = 0x8000_0000L;
  private static final long KERNEL_DATA = 0x9000_0000L;
  private static final int KERNEL_SIZE = 1 << 20;
  private static final long CONSOLE = 0xFFFF_0000L;
  private static final int PAGE = 4096;

  /** Of Count: once in 10 ms, whatever the instructions (A.7). */
  private static final int COUNT_HERTZ = 100;

  private final Machine machine = new Machine(SpimBoard.ID);
  private final SpimHost host;
  private final SpimProgram program;
  private final MipsCpu cpu;
  private final SpimConsole console; // null if there is none
  private final DelayedLoads delayedLoads;

  /**
   * How a program is run.
   *
   * @param delaySlots whether the instruction after a branch is executed before its target
   * @param delayedLoads whether the instruction after a load sees the register's old value
   * @param mappedIo whether there is a terminal in memory
   */
  public record Settings(boolean delaySlots, boolean delayedLoads, boolean mappedIo) {}

  /** A machine with the program in its memory. */
  public SpimMachine(
      SpimProgram program, Settings settings, SpimHost host, List<String> arguments) {
    this.program = program;
    this.host = host;
    Clock clock = Clock.hertz("cpu", 1_000_000_000);
    MemoryMap map = machine.map(new MemoryMap("physical", Unmapped.FAULT));
    Bus bus = new Bus(map, 32, ByteOrder.LITTLE_ENDIAN);
    map.memory("text", TEXT, memory("text", textSize()));
    map.memory("data", DATA, memory("data", DATA_SIZE));
    map.memory("stack", STACK_END - STACK_SIZE, memory("stack", STACK_SIZE));
    map.memory("ktext", KERNEL_TEXT, memory("ktext", KERNEL_SIZE));
    map.memory("kdata", KERNEL_DATA, memory("kdata", KERNEL_SIZE));
    cpu =
        machine.cpu(
            "cpu",
            new MipsCpu(
                MipsModel.M24KF,
                ByteOrder.LITTLE_ENDIAN,
                MipsCpu.Translation.FLAT,
                settings.delaySlots(),
                bus,
                Clock.hertz("timer", 2 * COUNT_HERTZ),
                machine.scheduler),
            clock);
    console = settings.mappedIo() ? new SpimConsole(host, machine.scheduler) : null;
    if (console != null) {
      machine.add("console", console);
      map.io("console", CONSOLE, 16, 4, console);
      machine.wire("console.receiver", console.receiver, "cpu.ir3", cpu.ir3);
      machine.wire("console.transmitter", console.transmitter, "cpu.ir2", cpu.ir2);
    }
    delayedLoads = settings.delayedLoads() ? new DelayedLoads(cpu, bus) : null;
    SystemCalls calls =
        new SystemCalls(host, bus, machine.scheduler::now, heap(), DATA + DATA_SIZE);
    cpu.services(
        machine.add("system", new SpimSystem(machine, cpu, bus, host, program, arguments, calls)));
  }

  private Memory memory(String name, int bytes) {
    return machine.memory(Memory.ram(name, bytes));
  }

  /** No more than the program has, so that running past its end is found out. */
  private int textSize() {
    int end = TEXT + 1;
    for (SpimProgram.Piece piece : program.pieces()) {
      if (piece.start() >= TEXT && piece.start() < DATA) {
        end = Math.max(end, piece.end());
      }
    }
    return end - TEXT + PAGE - 1 & -PAGE;
  }

  private int heap() {
    int end = HEAP;
    for (SpimProgram.Piece piece : program.pieces()) {
      if (piece.start() >= DATA && piece.start() < DATA + DATA_SIZE) {
        end = Math.max(end, piece.end());
      }
    }
    return end + 7 & ~7;
  }

  /** Its parts; not switched on. */
  Machine machine() {
    return machine;
  }

  /** The host has something to read, which somebody may wait for. */
  void inputArrived() {
    cpu.answer();
    console.call();
  }

  /** Switches the power on. */
  public SpimMachine powerOn() {
    machine.powerOn();
    return this;
  }

  /** Runs until the program ends or has executed so many instructions. */
  public Stop run(long instructions) {
    Stop stop = delayedLoads == null ? advance(instructions) : stepwise(instructions);
    host.flush();
    return stop;
  }

  private Stop advance(long instructions) {
    return machine.run(Long.MAX_VALUE / 2, instructions);
  }

  private Stop stepwise(long instructions) {
    Stop[] stop = {Stop.INSTRUCTIONS};
    while (stop[0] == Stop.INSTRUCTIONS && machine.instructions() < instructions) {
      delayedLoads.step(() -> stop[0] = advance(machine.instructions() + 1));
    }
    return stop[0];
  }

  /** The code that the program has ended with, 0-255. */
  public int exitCode() {
    return machine.exitCode();
  }
}
