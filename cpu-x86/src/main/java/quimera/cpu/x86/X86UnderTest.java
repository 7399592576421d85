package quimera.cpu.x86;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Tlb;
import quimera.core.bus.Unmapped;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.CpuView;
import quimera.core.cpu.Register;
import quimera.core.cpu.TestBench;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * A processor of this family on a test bus. Real-mode vectors see their exceptions delivered;
 * {@code x86-32} ones run at CPL 3 in flat segments and end at an exception, with the registers
 * that its handler would find in the frame.
 */
final class X86UnderTest implements CpuUnderTest {
  private static final int PAGE = 4096;

  /** Page tables for the vectors that want a page missing, beyond the memory that vectors use. */
  private static final int DIRECTORY = 0x800000;

  /** The page that is not present. */
  private static final int HOLE = 0x300000;

  /** No vector comes near; a run that gets here does not end. */
  private static final long LONGEST_RUN = 100_000;

  private static final int CODE_RIGHTS = 0xFB | Segment.BIG;
  private static final int DATA_RIGHTS = 0xF3 | Segment.BIG;

  private final X86Cpu cpu;
  private final X86View view;
  private final Memory ram;
  private final Map<String, Register> registers = new HashMap<>();
  private boolean flat;

  /** Whether a page is missing from the mapping. */
  private boolean holed;

  private boolean tables;
  private String stuck;
  private long errorCode;
  private int faultAddress;

  X86UnderTest(X86Model model) {
    int lines = model.generation == 0 ? 20 : model.generation == 2 ? 24 : 32;
    ram = Memory.ram("ram", 1L << lines);
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    cpu =
        new X86Cpu(
            model,
            new Bus(map, lines),
            new PortSpace(),
            () -> 0xFF,
            Clock.hertz("cpu", 1_000_000),
            new Scheduler());
    view = new X86View(cpu);
    view.registers().forEach(r -> registers.put(r.name(), r));
    if (model.is32()) {
      for (Register wide : List.copyOf(registers.values())) {
        if (wide.group().equals("general")) {
          registers.put(wide.name().substring(1), half(wide));
        }
      }
    }
  }

  private static Register half(Register wide) {
    return new Register(
        wide.name().substring(1),
        16,
        wide.group(),
        () -> wide.get().getAsLong() & 0xFFFF,
        value -> wide.set().accept(wide.get().getAsLong() & ~0xFFFFL | value & 0xFFFF));
  }

  /** CPUID's feature flags in EDX; 0 where there is no CPUID. */
  int features() {
    try {
      cpu.r[X86State.EAX] = 1;
      cpu.control.cpuid();
      return cpu.r[X86State.EDX];
    } catch (Fault undefined) {
      return 0;
    }
  }

  @Override
  public CpuView view() {
    return view;
  }

  @Override
  public Register register(String name) {
    return registers.get(name);
  }

  @Override
  public Memory ram() {
    return ram;
  }

  /**
   * Much less than a reset: the mapping is the same for one vector as for the next, so that what
   * the processor knows about it can stay.
   */
  @Override
  public void prepare(TestBench.Section section) {
    flat = section.architecture().equals("x86-32");
    boolean paged = flat && section.category().contains("page fault");
    cpu.initialize();
    if (flat) {
      flat();
    }
    if (paged) {
      identityMap();
    }
    cpu.debug.arm();
    for (int i = 0; i < cpu.seg.length; i++) {
      cpu.segmentChanged(i);
    }
    if (paged != holed) {
      holed = paged;
      cpu.flushTlb();
    }
    cpu.modeChanged();
  }

  /** Flat segments at CPL 3 and no usable interrupt table, so that INT n shows itself by a #GP. */
  private void flat() {
    cpu.cr0 = 0x21; // PE, NE
    if (cpu.model.has(Extension.SSE)) {
      cpu.cr4 = ControlRegisters.CR4_OSFXSR | ControlRegisters.CR4_OSXMMEXCPT;
    }
    cpu.idtrLimit = 0;
    for (int i = 0; i < cpu.seg.length; i++) {
      boolean code = i == Segment.CS;
      cpu.seg[i].load(code ? 0x23 : 0x2B, 0, -1, code ? CODE_RIGHTS : DATA_RIGHTS);
    }
    cpu.cpl = 3;
  }

  private void identityMap() {
    if (!tables) {
      cpu.bus.write32(DIRECTORY, DIRECTORY + PAGE | 7);
      for (int i = 0; i < 1024; i++) {
        cpu.bus.write32(DIRECTORY + PAGE + 4 * i, i == HOLE / PAGE ? 0 : i * PAGE | 7);
      }
      tables = true;
    }
    cpu.cr3 = DIRECTORY;
    cpu.cr0 |= Paging.CR0_PG;
  }

  @Override
  public int run(Extent extent, long steps) {
    stuck = null;
    errorCode = 0;
    faultAddress = 0;
    if (flat) {
      return switch (extent) {
        case INSTRUCTION -> step();
        case STEPS -> runSteps(steps);
        case HALT -> throw new IllegalArgumentException("x86-32 has no vectors that halt");
      };
    }
    switch (extent) {
      case INSTRUCTION -> runReal();
      case STEPS -> cpu.run(steps);
      case HALT -> runToHalt();
    }
    return DELIVERED;
  }

  private void runToHalt() {
    cpu.run(LONGEST_RUN);
    if (!cpu.idle()) {
      stuck = cpu.shutdown() != null ? cpu.shutdown() : "no HLT was executed";
    }
  }

  /** One instruction, whose TF, if it is set, has no trap. */
  private void runReal() {
    int start = cpu.eip;
    int segment = cpu.cs.selector;
    Node node = null;
    long executed = 0;
    do {
      cpu.inhibit();
      node = cpu.code.jump(cpu.eip);
      if (!repeated(node)) {
        cpu.run(1);
        return;
      }
      cpu.run(1);
    } while (cpu.eip == start && cpu.cs.selector == segment && ++executed < LONGEST_RUN);
  }

  private boolean repeated(Node known) {
    Node node = known;
    if (node instanceof Fetch) {
      try {
        node = cpu.code.at(cpu.eip);
      } catch (Fault fault) {
        return false; // run() delivers it
      }
    }
    if (node instanceof Crossing crossing) {
      node = crossing.inner;
    }
    return node instanceof Strings.StringNode string && string.repeat != 0;
  }

  private int runSteps(long steps) {
    int exception = NONE;
    for (long i = 0; i < steps && exception == NONE; i++) {
      exception = step();
    }
    return exception;
  }

  /** One instruction, a repeated one to its end. */
  private int step() {
    Node node = cpu.code.jump(cpu.eip);
    try {
      Node from;
      long left = LONGEST_RUN;
      do {
        cpu.remaining = 1000;
        from = node;
        node = node.execute(cpu);
      } while (node.eip == from.eip && node instanceof Strings.StringNode && --left > 0);
      cpu.remaining = 0;
      cpu.eip = node.eip;
      return NONE;
    } catch (Fault fault) {
      cpu.remaining = 0;
      return raised(fault, node.eip);
    }
  }

  private int raised(Fault fault, int at) {
    int after = cpu.eip;
    cpu.eip = at;
    if (fault.vector == Vector.GP && (fault.errorCode & 2) != 0) {
      int vector = fault.errorCode >> 3;
      if (vector == Vector.BP || vector == Vector.OF) {
        cpu.eip = after; // traps report the next instruction (SDM volume 3, 6.5)
        return vector;
      }
    }
    errorCode = Math.max(fault.errorCode, 0);
    faultAddress = fault.cr2;
    return fault.vector;
  }

  @Override
  public String stuck() {
    return stuck;
  }

  @Override
  public long errorCode() {
    return errorCode;
  }

  @Override
  public long faultAddress() {
    return faultAddress & 0xFFFFFFFFL;
  }

  @Override
  public List<Tlb> stores() {
    return List.of(cpu.systemTlb, cpu.userTlb);
  }

  @Override
  public void forgetStores() {
    cpu.forgetStores();
  }

  @Override
  public List<String> forms() {
    return view.forms();
  }

  @Override
  public String form() {
    return view.form();
  }
}
