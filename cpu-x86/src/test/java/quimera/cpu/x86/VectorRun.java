package quimera.cpu.x86;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/**
 * Runs CTV1 vectors of the 8086, the 80286 and 32-bit protected mode on the core: {@code VectorRun
 * FILE [CATEGORY]}.
 */
final class VectorRun {
  private static final int PAGE = 4096;
  private static final int DIRECTORY = 0x800000;
  private static final String[] SEGMENTS = {"es", "cs", "ss", "ds"};

  private final X86Cpu cpu;
  private final Memory ram;
  private final boolean flat;
  private final byte[] actual = new byte[PAGE];

  private VectorRun(X86Model model) {
    flat = model == X86Model.PENTIUM;
    int bits = model == X86Model.I8086 ? 20 : 24;
    ram = Memory.ram("ram", 1L << bits);
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, ram);
    cpu =
        new X86Cpu(
            model,
            new Bus(map, bits == 20 ? 20 : flat ? 32 : 24),
            new PortSpace(),
            () -> 0,
            Clock.hertz("cpu", 1_000_000),
            new Scheduler());
  }

  /** Prints the categories that failed, each with its first difference, and the totals. */
  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    String only = args.length > 1 ? args[1] : null;
    String name = file.getFileName().toString();
    X86Model model =
        name.startsWith("8086")
            ? X86Model.I8086
            : name.startsWith("80286") ? X86Model.I80286 : X86Model.PENTIUM;
    VectorRun run = new VectorRun(model);
    Map<String, int[]> results = new LinkedHashMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    CtvFile.read(
        file,
        (section, test) -> {
          if (only != null && !only.equals(section.category()) || !has(model, section)) {
            return;
          }
          int[] counts = results.computeIfAbsent(section.category(), c -> new int[2]);
          String difference = run.difference(section, test);
          counts[difference == null ? 0 : 1]++;
          if (difference != null) {
            String line =
                test.name() + " [" + HexFormat.of().formatHex(test.code()) + "] " + difference;
            first.putIfAbsent(section.category() + " " + section.value("status"), line);
            if (only != null) {
              System.out.println(line);
            }
          }
        });
    int passed = results.values().stream().mapToInt(c -> c[0]).sum();
    int failed = results.values().stream().mapToInt(c -> c[1]).sum();
    first.forEach(
        (category, line) -> {
          int[] counts = results.get(category.substring(0, category.lastIndexOf(' ')));
          System.out.println(
              category + ": " + counts[1] + "/" + (counts[0] + counts[1]) + " " + line);
        });
    System.out.println(name + ": " + passed + " passed, " + failed + " failed");
  }

  /** CMOVcc came after the Pentium. */
  private static boolean has(X86Model model, CtvFile.Section section) {
    return model != X86Model.PENTIUM || !section.category().startsWith("cmov");
  }

  private String difference(CtvFile.Section section, CtvFile.Test test) {
    for (CtvFile.Run run : test.before()) {
      ram.load(run.address() & 0xFFFFFFFFL, run.bytes(), 0, run.bytes().length);
    }
    String difference;
    try {
      String exception = flat ? runFlat(section, test) : runReal(section, test);
      difference = exception != null ? exception : compare(section, test);
    } catch (RuntimeException e) {
      StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
      difference = e + " at " + at;
    }
    for (int address : test.memory().keySet()) {
      int page = address & -PAGE;
      ram.load(page & 0xFFFFFFFFL, new byte[PAGE], 0, PAGE);
    }
    return difference;
  }

  // 8086 and 80286

  private String runReal(CtvFile.Section section, CtvFile.Test test) {
    cpu.reset(quimera.core.device.Device.Reset.POWER_ON);
    for (int i = 0; i < 8; i++) {
      String name = new String[] {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"}[i];
      cpu.r[i] = (int) test.initial()[section.index(name)];
    }
    for (int i = 0; i < 4; i++) {
      cpu.segmentation.loadReal(i, (int) test.initial()[section.index(SEGMENTS[i])]);
    }
    cpu.eip = (int) test.initial()[section.index("ip")];
    String mask = section.value("init_flags_and");
    int flags = (int) test.initial()[section.index("flags")];
    cpu.setEflags(mask == null ? flags : flags & Integer.parseInt(mask));
    if ("hlt".equals(section.value("run"))) {
      cpu.run(200_000);
      return cpu.idle() ? null : "does not halt; " + cpu.shutdown();
    }
    cpu.inhibit(); // TF in the initial flags is not meant to trap
    int start = cpu.eip;
    cpu.run(1);
    while (cpu.eip == start && repeated(test.code()) && !cpu.idle()) {
      cpu.inhibit();
      cpu.run(1);
    }
    return null;
  }

  private static boolean repeated(byte[] code) {
    boolean repeat = false;
    for (byte each : code) {
      int b = each & 0xFF;
      repeat |= b == 0xF2 || b == 0xF3;
      boolean prefix = b >= 0xF0 && b <= 0xF3 || (b & 0xE7) == 0x26 || b >= 0x64 && b <= 0x67;
      if (!prefix) {
        return repeat && (b >= 0xA4 && b <= 0xA7 || b >= 0xAA && b <= 0xAF || b >> 2 == 0x1B);
      }
    }
    return false;
  }

  // 32-bit protected mode

  private String runFlat(CtvFile.Section section, CtvFile.Test test) {
    cpu.reset(quimera.core.device.Device.Reset.POWER_ON);
    cpu.cr0 = 0x21;
    cpu.idtrLimit = 0;
    if (section.category().contains("page fault")) {
      identityMap();
    }
    for (int i = 0; i < 6; i++) {
      int rights = i == Segment.CS ? 0xFB : 0xF3;
      cpu.seg[i].load(i == Segment.CS ? 0x23 : 0x2B, 0, -1, rights | Segment.BIG);
      cpu.segmentChanged(i);
    }
    cpu.cpl = 3;
    cpu.flushTlb();
    cpu.modeChanged();
    for (int i = 0; i < 8; i++) {
      String name = new String[] {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"}[i];
      cpu.r[i] = (int) test.initial()[section.index(name)];
    }
    cpu.eip = (int) test.initial()[section.index("eip")];
    cpu.setEflags((int) test.initial()[section.index("eflags")]);
    String steps = section.value("steps");
    long count = steps == null ? 1 : Long.parseLong(steps);
    if (count == 0) {
      count = test.number("steps");
    }
    int exception = -1;
    for (long i = 0; i < count && exception < 0; i++) {
      exception = step(test);
    }
    if (exception != test.exception()) {
      return "exception " + exception + ", wanted " + test.exception();
    }
    return null;
  }

  private void identityMap() {
    cpu.cr3 = DIRECTORY;
    cpu.bus.write32(DIRECTORY, DIRECTORY + PAGE | 7);
    for (int i = 0; i < 1024; i++) {
      cpu.bus.write32(DIRECTORY + PAGE + 4 * i, i == 0x300 ? 0 : i << 12 | 7);
    }
    cpu.cr0 |= 1 << 31;
  }

  private int step(CtvFile.Test test) {
    Node node = cpu.code.jump(cpu.eip);
    try {
      Node from;
      do {
        cpu.remaining = 1000;
        from = node;
        node = node.execute(cpu);
      } while (node.eip == from.eip && node instanceof Strings.StringNode);
      cpu.remaining = 0;
      cpu.eip = node.eip;
      return -1;
    } catch (Fault fault) {
      cpu.remaining = 0;
      int after = cpu.eip;
      cpu.eip = node.eip;
      Long code = test.number("err");
      if (fault.vector == Vector.GP && (fault.errorCode & 2) != 0) {
        int vector = fault.errorCode >> 3;
        if (vector == Vector.BP || vector == Vector.OF) {
          cpu.eip = after;
          return vector;
        }
      }
      if (code != null && code != Math.max(fault.errorCode, 0)) {
        return 1000 + fault.errorCode;
      }
      Long address = test.number("cr2");
      if (address != null && address.intValue() != fault.cr2) {
        return 2000;
      }
      return fault.vector;
    }
  }

  private String compare(CtvFile.Section section, CtvFile.Test test) {
    StringBuilder differences = new StringBuilder();
    for (int i = 0; i < section.registers().size(); i++) {
      String name = section.registers().get(i).name();
      long value = register(name);
      long mask = ~test.ignored()[i] & -1L >>> (64 - 8 * section.registers().get(i).bytes());
      if (((value ^ test.wanted()[i]) & mask) != 0) {
        differences.append(
            String.format(
                "%s=%x wanted %x (was %x, mask %x) ",
                name, value, test.wanted()[i], test.initial()[i], mask));
      }
    }
    memory(test, differences);
    return differences.length() == 0 ? null : differences.toString();
  }

  private void memory(CtvFile.Test test, StringBuilder differences) {
    Map<Integer, Integer> named = test.memory();
    TreeSet<Integer> pages = new TreeSet<>();
    named.keySet().forEach(address -> pages.add(address & -PAGE));
    for (int page : pages) {
      ram.store(page & 0xFFFFFFFFL, actual, 0, PAGE);
      for (int i = 0; i < PAGE; i++) {
        int wanted = named.getOrDefault(page + i, 0) | undefinedFlags(test, page + i) << 8;
        if (((wanted ^ actual[i]) & ~(wanted >> 8) & 0xFF) != 0) {
          differences.append(
              String.format("[%x]=%02x wanted %02x ", page + i, actual[i], wanted & 0xFF));
        }
      }
    }
  }

  /**
   * The arithmetic flags that a divide error of the 80286 pushes are those of a division given up,
   * which the manual leaves undefined (80286 PRM, DIV).
   */
  private int undefinedFlags(CtvFile.Test test, int address) {
    if (cpu.model != X86Model.I80286 || test.exception() != Vector.DE) {
      return 0;
    }
    int at = cpu.ss.base + cpu.reg16(X86State.ESP) + 4;
    return address == at ? X86State.ARITHMETIC & 0xFF : address == at + 1 ? 8 : 0;
  }

  private long register(String name) {
    String[] general = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
    for (int i = 0; i < 8; i++) {
      if (name.equals(general[i])) {
        return cpu.reg16(i);
      }
      if (name.equals("e" + general[i])) {
        return cpu.r[i] & 0xFFFFFFFFL;
      }
    }
    for (int i = 0; i < 4; i++) {
      if (name.equals(SEGMENTS[i])) {
        return cpu.seg[i].selector;
      }
    }
    return switch (name) {
      case "ip" -> cpu.eip & 0xFFFF;
      case "eip" -> cpu.eip & 0xFFFFFFFFL;
      case "flags" -> cpu.eflags() & 0xFFFF;
      case "eflags" -> cpu.eflags() & 0xFFFFFFFFL;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
