package quimera.machines.spim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import quimera.core.bus.Bus;
import quimera.core.bus.BusFault;
import quimera.core.device.Device;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.state.StateIo;
import quimera.cpu.mips32.MipsCpu;
import quimera.isa.asm.Position;

/**
 * What stands in for an operating system: puts the program and its arguments into memory, does its
 * system calls, and says what became of it.
 */
final class SpimSystem implements Device, MipsCpu.Services {
  private static final int ARGUMENTS_END = 0x7FFF_FF00;
  private static final int GLOBALS = 0x1000_8000;
  private static final long WORD = 0xFFFF_FFFFL;
  private static final int GP = 28;
  private static final int SP = 29;

  /** Coprocessors 0 and 1 usable, all interrupts unmasked and enabled. */
  private static final int STATUS = 0x3000_FF01;

  private static final int LOST = 6;
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

  private final Machine machine;
  private final MipsCpu processor;
  private final Bus bus;
  private final SpimHost host;
  private final SpimProgram program;
  private final List<String> arguments;
  private final SystemCalls calls;
  private String fault = ""; // the last exception that met no handler but the standard one

  SpimSystem(
      Machine machine,
      MipsCpu processor,
      Bus bus,
      SpimHost host,
      SpimProgram program,
      List<String> arguments,
      SystemCalls calls) {
    this.machine = machine;
    this.processor = processor;
    this.bus = bus;
    this.host = host;
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.calls = calls;
  }

  @Override
  public void reset(Reset kind) {
    fault = "";
    calls.reset();
  }

  @Override
  public void settle() {
    for (SpimProgram.Piece piece : program.pieces()) {
      try {
        store(piece.start(), piece.content());
      } catch (BusFault nothing) {
        throw new HostException(
            String.format(
                "the program puts %d bytes at 0x%08x, where this machine has no memory for them",
                piece.content().length, piece.start()),
            nothing);
      }
    }
    putArguments();
    processor.register(GP, GLOBALS);
    processor.start(program.entry(), STATUS);
  }

  /** argc, the pointers to the arguments, a null pointer, no environment; all below the strings. */
  private void putArguments() {
    int at = ARGUMENTS_END;
    int[] pointers = new int[arguments.size()];
    for (int i = 0; i < pointers.length; i++) {
      byte[] bytes = (arguments.get(i) + "\0").getBytes(StandardCharsets.UTF_8);
      at -= bytes.length;
      pointers[i] = at;
      store(at, bytes);
    }
    int sp = (at - 4 * (pointers.length + 3) & ~7) - 4;
    bus.write32(sp & WORD, pointers.length);
    for (int i = 0; i < pointers.length; i++) {
      bus.write32(sp + 4 + 4 * i & WORD, pointers[i]);
    }
    processor.register(SP, sp);
  }

  private void store(int address, byte[] bytes) {
    bus.write(address & WORD, bytes, 0, bytes.length);
  }

  @Override
  public MipsCpu.Served serve(MipsCpu cpu, int code) {
    int pc = (int) cpu.view().pc();
    if (code == SYS) {
      return call(cpu, pc);
    }
    String what = code < EXCEPTIONS.length ? EXCEPTIONS[code] : "exception " + code;
    boolean own = program.handler() == SpimProgram.Handler.OWN;
    boolean lost = (pc & 3) != 0 || code == LOST;
    boolean inHandler = pc < 0;
    if (program.handler() == SpimProgram.Handler.NOBODY || (lost || inHandler) && !own) {
      return crash(pc, what);
    }
    if (!own) {
      fault = complain(pc, what);
    }
    return MipsCpu.Served.NOT;
  }

  private MipsCpu.Served call(MipsCpu cpu, int pc) {
    if (calls.waits(cpu)) {
      return MipsCpu.Served.LATER;
    }
    String wrong = calls.call(cpu);
    if (wrong != null) {
      return crash(pc, wrong);
    }
    if (calls.ended) {
      // Whoever started the program sees eight bits; an error must not look like success there.
      int code = calls.exitCode & 0xFF;
      if (code == 0 && !fault.isEmpty()) {
        machine.fail(fault);
      } else {
        machine.exit(code);
      }
    }
    return MipsCpu.Served.DONE;
  }

  private MipsCpu.Served crash(int pc, String what) {
    machine.fail(complain(pc, what));
    return MipsCpu.Served.DONE;
  }

  private String complain(int pc, String what) {
    Position at = program.written().apply(pc);
    String line = (at == null ? "" : at + ": ") + what + " (pc 0x" + Integer.toHexString(pc) + ")";
    host.flush();
    host.complain(line);
    return line;
  }

  @Override
  public void state(StateIo io) {
    fault = io.text("fault", fault);
    calls.state(io);
  }
}
