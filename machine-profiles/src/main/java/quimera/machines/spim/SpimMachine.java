package quimera.machines.spim;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
import quimera.isa.asm.Chunk;
import quimera.isa.asm.Position;
import quimera.isa.asm.Program;

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
  private static final int STACK_SIZE = 16 << 20;
  private static final long STACK_END = 0x8000_0000L;
  private static final long KERNEL_TEXT = 0x8000_0000L;
  private static final long KERNEL_DATA = 0x9000_0000L;
  private static final int KERNEL_SIZE = 1 << 20;
  private static final long CONSOLE = 0xFFFF_0000L;
  private static final int PAGE = 4096;

  /** Where exceptions go to (MIPS32 volume III, table 5-4). */
  private static final int HANDLER = 0x8000_0180;

  private static final int GP = 28;
  private static final int SP = 29;

  /** Coprocessors 0 and 1 usable, all interrupts unmasked and enabled. */
  private static final int STATUS = 0x3000_FF01;

  private static final int SYS = 8;
  private static final String[] EXCEPTIONS = {
    "interrupt",
    "a page that may not be changed",
    "no translation for a load",
    "no translation for a store",
    "an unaligned address in a load or a fetch",
    "an unaligned address in a store",
    "there is no instruction memory at this address",
    "there is no memory at the address of a load or store",
    "a system call",
    "a breakpoint",
    "a reserved instruction",
    "an unusable coprocessor",
    "an arithmetic overflow",
    "a trap",
    "",
    "a floating-point exception"
  };

  private final Machine machine = new Machine("spim");
  private final SpimHost host;
  private final Program program;
  private final boolean ownHandler;
  private final boolean anyHandler;
  private final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
  private final Bus bus = new Bus(map, 32, ByteOrder.LITTLE_ENDIAN);
  private final MipsCpu cpu;
  private final SystemCalls calls;
  private final DelayedLoads delayedLoads;
  private boolean faulted;
  private boolean crashed;
  private int faultAt;

  /**
   * How a program is run.
   *
   * @param delaySlots whether the instruction after a branch is executed before its target
   * @param delayedLoads whether the instruction after a load sees the register's old value
   * @param mappedIo whether there is a terminal in memory
   * @param defaultHandler the source file's name of the handler that is not the program's own
   */
  public record Settings(
      boolean delaySlots, boolean delayedLoads, boolean mappedIo, String defaultHandler) {}

  /** A machine with the program in its memory. */
  public SpimMachine(Program program, Settings settings, SpimHost host, List<String> arguments) {
    this.program = program;
    this.host = host;
    Position handler = program.written(HANDLER);
    anyHandler = handler != null;
    ownHandler = anyHandler && !handler.file().equals(settings.defaultHandler());
    Clock clock = Clock.hertz("cpu", 1_000_000_000);
    machine.map(map);
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
                clock,
                machine.scheduler),
            clock);
    if (settings.mappedIo()) {
      SpimConsole console = machine.add("console", new SpimConsole(host, machine.scheduler));
      map.io("console", CONSOLE, 16, 4, console);
      machine.wire("console.receiver", console.receiver, "cpu.ir3", cpu.ir3);
      machine.wire("console.transmitter", console.transmitter, "cpu.ir2", cpu.ir2);
    }
    delayedLoads = settings.delayedLoads() ? new DelayedLoads(cpu, bus) : null;
    calls = new SystemCalls(host, bus, machine.scheduler::now, heap(), DATA + DATA_SIZE);
    cpu.services(this::serve);
    machine.powerOn();
    load();
    arguments(arguments);
    cpu.start(program.entry(), STATUS);
  }

  private Memory memory(String name, int bytes) {
    return machine.memory(Memory.ram(name, bytes));
  }

  /** No more than the program has, so that running past its end is found out. */
  private int textSize() {
    int end = TEXT + 1;
    for (Chunk chunk : program.chunks()) {
      if (chunk.start() >= TEXT && chunk.start() < DATA) {
        end = Math.max(end, chunk.end());
      }
    }
    return end - TEXT + PAGE - 1 & -PAGE;
  }

  private int heap() {
    int end = 0x1004_0000;
    for (Chunk chunk : program.chunks()) {
      if (chunk.start() >= DATA && chunk.start() < DATA + DATA_SIZE) {
        end = Math.max(end, chunk.end());
      }
    }
    return end + 7 & ~7;
  }

  private void load() {
    for (Chunk chunk : program.chunks()) {
      byte[] content = chunk.content();
      for (int i = 0; i < content.length; i++) {
        bus.write(chunk.start() + i & 0xFFFF_FFFFL, 1, content[i] & 0xFF);
      }
    }
  }

  /** argc, the pointers to the arguments, a null pointer, no environment; all below the strings. */
  private void arguments(List<String> arguments) {
    int at = 0x7FFF_FF00;
    int[] pointers = new int[arguments.size()];
    for (int i = 0; i < pointers.length; i++) {
      byte[] bytes = (arguments.get(i) + "\0").getBytes(StandardCharsets.UTF_8);
      at -= bytes.length;
      pointers[i] = at;
      for (int j = 0; j < bytes.length; j++) {
        bus.write(at + j, 1, bytes[j] & 0xFF);
      }
    }
    int sp = (at - 4 * (pointers.length + 3) & ~7) - 4;
    bus.write(sp, 4, pointers.length);
    for (int i = 0; i < pointers.length; i++) {
      bus.write(sp + 4 + 4 * i, 4, pointers[i]);
    }
    cpu.register(SP, sp);
    cpu.register(GP, 0x1000_8000);
  }

  private boolean serve(MipsCpu core, int code) {
    int pc = (int) core.view().pc();
    if (code == SYS) {
      String wrong = calls.call(core);
      if (wrong != null) {
        crash(pc, wrong);
      } else if (calls.ended) {
        machine.exit(calls.exitCode);
      }
      return true;
    }
    String what = code < EXCEPTIONS.length ? EXCEPTIONS[code] : "exception " + code;
    boolean lost = (pc & 3) != 0 || code == 6;
    boolean inHandler = pc < 0 && !ownHandler;
    if (!anyHandler || (lost || inHandler) && !ownHandler) {
      crash(pc, what);
      return true;
    }
    if (!ownHandler) {
      complain(pc, what);
      faulted = true;
      faultAt = pc;
    }
    return false;
  }

  private void crash(int pc, String what) {
    complain(pc, what);
    crashed = true;
    faultAt = pc;
    machine.exit(0);
  }

  private void complain(int pc, String what) {
    Position at = program.written(pc);
    host.flush();
    host.complain((at == null ? "" : at + ": ") + what + " (pc 0x" + Integer.toHexString(pc) + ")");
  }

  /** Runs until the program ends or has executed so many instructions. */
  public Stop run(long instructions) {
    Stop stop = delayedLoads == null ? advance(instructions) : stepwise(instructions);
    host.flush();
    return crashed ? Stop.FAULT : stop;
  }

  private Stop advance(long instructions) {
    return machine.run(Long.MAX_VALUE / 2, instructions);
  }

  private Stop stepwise(long instructions) {
    Stop[] stop = {Stop.INSTRUCTIONS};
    while (stop[0] == Stop.INSTRUCTIONS && instructions() < instructions) {
      delayedLoads.step(() -> stop[0] = advance(instructions() + 1));
    }
    return stop[0];
  }

  /** The code that the program has ended with. */
  public int exitCode() {
    return calls.exitCode;
  }

  /** Whether an exception met no handler but the one that prints and ignores it. */
  public boolean faulted() {
    return faulted;
  }

  /** Where the last such exception was. */
  public int faultAt() {
    return faultAt;
  }

  /** Instructions executed. */
  public long instructions() {
    return machine.instructions();
  }
}
