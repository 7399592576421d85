package quimera.testroms.conform;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.Register;
import quimera.core.cpu.TestBench;

/**
 * Runs the vectors of one architecture on one processor, and says of each whether the processor did
 * what the vector says.
 */
final class VectorRun {
  /** Wrong registers and bytes that a report shows in full. */
  private static final int MOST_BYTES = 32;

  private final TestBench bench;
  private final String model;
  private final CtvRecord vector = new CtvRecord();
  private CpuUnderTest cpu;
  private MemoryCheck memory;
  private CtvSection section;
  private Register[] registers = {};
  private Coverage coverage;

  /** A register that the section names and the processor does not have: nothing can pass then. */
  private String missing;

  VectorRun(TestBench bench, String model, CtvSection first) {
    this.bench = bench;
    this.model = model;
    renew(first);
  }

  /** Counts instruction forms from now on. */
  void cover(Coverage forms) {
    coverage = forms;
  }

  private void renew(CtvSection of) {
    cpu = bench.socket(model, of.kind);
    memory = new MemoryCheck(cpu);
    section = null;
  }

  private void select(CtvSection next) {
    if (section != next) {
      if (memory.large()) {
        renew(next);
      }
      section = next;
      registers = next.names.stream().map(cpu::register).toArray(Register[]::new);
      missing = next.names.stream().filter(n -> cpu.register(n) == null).findFirst().orElse(null);
    }
  }

  /** The instruction of the vector that {@link #passes} had last. */
  CtvRecord vector() {
    return vector;
  }

  /** Lays the vector over its block without running it. */
  void read(CtvReader.Block block, int index) throws CtvException {
    select(block.section());
    vector.read(block, index);
  }

  /** Runs the vector that was read last. */
  boolean passes() throws CtvException {
    if (missing != null) {
      return false;
    }
    boolean passed;
    set();
    if (coverage != null) {
      coverage.executed(cpu.form());
    }
    try {
      passed = matches(cpu.run(section.extent, steps()));
    } catch (RuntimeException e) {
      passed = false; // shown by failure()
    }
    finish(passed);
    return passed;
  }

  /**
   * Makes ready for the next vector. A processor that may have run wild is replaced: it can have
   * left traces where {@link MemoryCheck} does not look.
   */
  private void finish(boolean passed) {
    boolean wild = section.extent != CpuUnderTest.Extent.INSTRUCTION || memory.incomplete();
    memory.clear(vector);
    if (wild && !passed) {
      CtvSection current = section;
      renew(current);
      select(current);
    }
  }

  private void set() {
    cpu.prepare(section.kind);
    memory.set(vector);
    for (int i = 0; i < registers.length; i++) {
      Register register = registers[i];
      register.set().accept(initial(i));
      if (register.bits() > 64) {
        register.setHigh().accept(vector.initialHigh[i]);
      }
    }
    memory.open(cpu.view().pc());
  }

  private long initial(int index) {
    boolean flags = section.initialFlags != -1 && section.names.get(index).equals("flags");
    return flags ? vector.initial[index] & section.initialFlags : vector.initial[index];
  }

  private long steps() throws CtvException {
    return section.steps != 0 ? section.steps : vector.extra("steps", 1);
  }

  private boolean matches(int exception) throws CtvException {
    boolean right = memory.hasCode() && cpu.stuck() == null && exceptionDiffers(exception) == null;
    for (int i = 0; i < registers.length && right; i++) {
      right = same(i);
    }
    return memory.matches(vector) && right;
  }

  private boolean same(int i) {
    Register register = registers[i];
    long low = (register.get().getAsLong() ^ vector.wanted[i]) & ~vector.ignored[i];
    int width = section.widths[i];
    if (width < 8) {
      low &= -1L >>> 64 - 8 * width;
    }
    long high = 0;
    if (width > 8) {
      high = (register.high().getAsLong() ^ vector.wantedHigh[i]) & ~vector.ignoredHigh[i];
      high &= -1L >>> 128 - 8 * width;
    }
    return (low | high) == 0 || tolerated(i);
  }

  /** Only the file itself can grant a tolerance. */
  private boolean tolerated(int i) {
    if (section.ulp == 0 && section.relative == 0) {
      return false;
    }
    Register register = registers[i];
    long low = register.get().getAsLong();
    long high = register.bits() > 64 ? register.high().getAsLong() : 0;
    return switch (section.widths[i]) {
      case 10 ->
          Tolerance.extended(
              vector.wantedHigh[i], vector.wanted[i], high & 0xFFFF, low, section.ulp);
      case 16 ->
          Tolerance.lanes(vector.wanted[i], low, section.relative)
              && Tolerance.lanes(vector.wantedHigh[i], high, section.relative);
      default -> false;
    };
  }

  /** What is wrong about the exception, or null. */
  private String exceptionDiffers(int exception) throws CtvException {
    if (exception == CpuUnderTest.DELIVERED) {
      return null;
    }
    if (exception != vector.exception) {
      return "exception: expected " + word(vector.exception) + ", got " + word(exception);
    }
    if (exception == CpuUnderTest.NONE) {
      return null;
    }
    long code = vector.extra("err", cpu.errorCode());
    if (code != cpu.errorCode()) {
      return "error code: expected " + hex(code, 4) + ", got " + hex(cpu.errorCode(), 4);
    }
    long address = vector.extra("cr2", cpu.faultAddress());
    return address == cpu.faultAddress()
        ? null
        : "fault address: expected " + hex(address, 4) + ", got " + hex(cpu.faultAddress(), 4);
  }

  private static String word(int exception) {
    return exception == CpuUnderTest.NONE ? "none" : Integer.toString(exception);
  }

  /** Runs the vector that was read last once more, and tells in full how it fails. */
  Failure failure(long index) throws CtvException {
    Failure failure = new Failure(index, vector.name(), HexFormat.of().formatHex(vector.code()));
    if (missing != null) {
      failure.add("model " + model + " has no register " + missing);
      return failure;
    }
    set();
    failure.instruction = disassembly();
    try {
      int exception = cpu.run(section.extent, steps());
      if (!memory.hasCode()) {
        failure.add("the vector has no memory at the program counter");
      }
      if (cpu.stuck() != null) {
        failure.add(cpu.stuck());
      }
      String differs = exceptionDiffers(exception);
      if (differs != null) {
        failure.add(differs);
      }
      for (int i = 0; i < registers.length; i++) {
        if (!same(i)) {
          failure.add(difference(i));
        }
      }
      if (!memory.matches(vector)) {
        memory.differences(vector, (address, bytes) -> memoryDiffers(failure, address, bytes));
      }
    } catch (RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      failure.add("the emulator failed: " + e + (trace.length > 0 ? " at " + trace[0] : ""));
    }
    finish(false);
    return failure;
  }

  private static void memoryDiffers(Failure failure, long address, int[] bytes) {
    if (failure.differences.size() < MOST_BYTES) {
      failure.add(
          "[" + hex(address, 4) + "] expected " + hex(bytes[0], 1) + ", got " + hex(bytes[1], 1));
    }
  }

  private String disassembly() {
    try {
      CpuView view = cpu.view();
      return view.disassemble(view.pc()).text();
    } catch (RuntimeException e) {
      return "";
    }
  }

  private String difference(int i) {
    Register register = registers[i];
    String name = section.names.get(i);
    int width = section.widths[i];
    long mask = width >= 8 ? -1L : -1L >>> 64 - 8 * width;
    long got = register.get().getAsLong() & mask;
    String text = name + " expected " + wide(vector.wantedHigh[i], vector.wanted[i], width);
    long high = width > 8 ? register.high().getAsLong() & -1L >>> 128 - 8 * width : 0;
    text += ", got " + wide(high, got, width);
    text += ", was " + wide(vector.initialHigh[i], vector.initial[i], width);
    if ((vector.ignored[i] | vector.ignoredHigh[i]) != 0) {
      text += ", not compared " + wide(vector.ignoredHigh[i], vector.ignored[i], width);
    }
    String flags = Flags.names(name, (got ^ vector.wanted[i]) & ~vector.ignored[i] & mask, got);
    return flags.isEmpty() ? text : text + " (" + flags + ")";
  }

  private static String wide(long high, long low, int bytes) {
    return bytes > 8 ? hex(high, bytes - 8) + "_" + hex(low, 8) : hex(low, bytes);
  }

  private static String hex(long value, int bytes) {
    return String.format(Locale.ROOT, "%0" + 2 * bytes + "x", value);
  }

  /** All forms of this processor's decoder. */
  List<String> forms() {
    return cpu.forms();
  }
}
