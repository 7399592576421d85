package quimera.testroms.conform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import quimera.core.bus.Bus;
import quimera.core.cpu.Register;
import quimera.core.host.CharSink;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.machine.Stop;
import quimera.machines.config.Nearest;

/** Runs a ROM suite on its machine and looks whether its rules are met. */
final class RomRun {
  /** Instructions between two looks at the machine. */
  private static final long SLICE = 20_000;

  /** Instructions of the longest endless loop that is recognised. */
  private static final int LONGEST_LOOP = 16;

  private final RomSuite suite;
  private final Machine machine;
  private final Map<Integer, PortTap> taps = new HashMap<>();
  private final Map<String, ByteArrayOutputStream> lines = new HashMap<>();
  private final Bus bus;

  RomRun(RomSuite suite, String model) {
    this.suite = suite;
    Options options = suite.options(model);
    for (PassRule rule : suite.rules) {
      if (rule instanceof PassRule.Output output && output.source() == PassRule.Source.LINE) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CharSink before = options.chars(output.line());
        options.chars.put(
            output.line(),
            value -> {
              bytes.write(value);
              before.send(value);
            });
        lines.put(output.line(), bytes);
      }
    }
    machine = suite.profile().build(options);
    bus = machine.maps().isEmpty() ? null : new Bus(machine.maps().get(0), 32);
    for (PassRule rule : suite.rules) {
      if (rule instanceof PassRule.Output output && output.source() == PassRule.Source.PORT) {
        tap(output.port());
      } else if (rule instanceof PassRule.RegisterValue value) {
        register(value.register());
      }
    }
    suite.registers.forEach((name, value) -> register(name).set().accept(value));
  }

  private void tap(int port) {
    if (machine.ports() == null) {
      throw new HostException(machine.profile() + " has no ports, but a rule names one");
    }
    taps.computeIfAbsent(port, p -> PortTap.on(machine.ports(), p));
  }

  private Register register(String name) {
    List<Register> all = machine.cpu().view().registers();
    return all.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new HostException(
                    "the processor has no register \""
                        + name
                        + "\""
                        + Nearest.hint(name, all.stream().map(Register::name).toList())));
  }

  /** Runs it to its end; returns what is wrong, nothing if it passed. */
  List<String> run() {
    List<String> wrong = new ArrayList<>();
    RomSuite.End end = end();
    boolean wanted = end == suite.end || suite.end == RomSuite.End.ANY && end != RomSuite.End.LIMIT;
    if (!wanted) {
      wrong.add(
          "ended by "
              + (end == null ? machine.fault() : word(end))
              + " after "
              + machine.instructions()
              + " instructions at "
              + Long.toHexString(machine.cpu().view().pc())
              + (suite.end == RomSuite.End.ANY ? "" : ", expected " + word(suite.end)));
    }
    suite.rules.forEach(rule -> check(rule, wrong));
    return wrong;
  }

  private static String word(RomSuite.End end) {
    return switch (end) {
      case HALT -> "a halt";
      case LOOP -> "an endless loop";
      case EXIT -> "the guest";
      case PASSED -> "meeting every rule";
      case LIMIT -> "the limit";
      case ANY -> "itself";
    };
  }

  /** How it ends; null if the processor has shut itself down. */
  private RomSuite.End end() {
    while (true) {
      long most = Math.min(suite.instructions, machine.instructions() + SLICE);
      Stop stop = machine.run(suite.time, most);
      switch (stop) {
        case EXIT, POWER_OFF, RESET -> {
          return RomSuite.End.EXIT;
        }
        case FAULT -> {
          return machine.cpu().shutdown() == null ? RomSuite.End.HALT : null;
        }
        case TIME -> {
          return RomSuite.End.LIMIT;
        }
        case INSTRUCTIONS -> {
          RomSuite.End end = look();
          if (end != null) {
            return end;
          }
        }
      }
    }
  }

  private RomSuite.End look() {
    if (suite.end == RomSuite.End.PASSED && met()) {
      return RomSuite.End.PASSED;
    }
    boolean undisturbed = machine.scheduler.nextDue() == Long.MAX_VALUE;
    boolean matters = suite.end == RomSuite.End.LOOP || suite.end == RomSuite.End.ANY;
    if (matters && (undisturbed || suite.end == RomSuite.End.LOOP) && loops()) {
      return RomSuite.End.LOOP;
    }
    return machine.instructions() >= suite.instructions ? RomSuite.End.LIMIT : null;
  }

  private boolean met() {
    List<String> wrong = new ArrayList<>();
    suite.rules.forEach(rule -> check(rule, wrong));
    return wrong.isEmpty();
  }

  /** Whether the registers come to be the same again within some instructions. */
  private boolean loops() {
    List<Register> registers = machine.cpu().view().registers();
    long[] before = values(registers);
    for (int i = 0; i < LONGEST_LOOP; i++) {
      if (machine.run(suite.time, machine.instructions() + 1) != Stop.INSTRUCTIONS) {
        return false;
      }
      if (Arrays.equals(before, values(registers))) {
        return true;
      }
    }
    return false;
  }

  private static long[] values(List<Register> registers) {
    return registers.stream()
        .flatMapToLong(
            r ->
                java.util.stream.LongStream.of(
                    r.get().getAsLong(), r.bits() > 64 ? r.high().getAsLong() : 0))
        .toArray();
  }

  private void check(PassRule rule, List<String> wrong) {
    if (rule instanceof PassRule.Output output) {
      boolean port = output.source() == PassRule.Source.PORT;
      String what =
          port ? "port " + Integer.toHexString(output.port()) + "h" : "line " + output.line();
      byte[] got = port ? taps.get(output.port()).bytes() : lines.get(output.line()).toByteArray();
      compare(what, output.expected(), got, wrong);
    } else if (rule instanceof PassRule.RegisterValue value) {
      Register register = register(value.register());
      long mask = register.bits() >= 64 ? -1L : -1L >>> 64 - register.bits();
      long got = register.get().getAsLong() & mask;
      if (got != (value.value() & mask)) {
        wrong.add(
            "register "
                + value.register()
                + ": expected "
                + Long.toHexString(value.value() & mask)
                + ", got "
                + Long.toHexString(got));
      }
    } else if (rule instanceof PassRule.MemoryValue memory) {
      memory(memory, wrong);
    } else if (rule instanceof PassRule.Exit exit && machine.exitCode() != exit.code()) {
      wrong.add("exit code: expected " + exit.code() + ", got " + machine.exitCode());
    }
  }

  private void memory(PassRule.MemoryValue memory, List<String> wrong) {
    byte[] got = new byte[memory.bytes().length];
    for (int i = 0; i < got.length; i++) {
      OptionalLong value = bus == null ? OptionalLong.empty() : bus.peek(memory.address() + i, 1);
      if (value.isEmpty()) {
        wrong.add(
            "memory " + Long.toHexString(memory.address() + i) + ": nothing can be read there");
        return;
      }
      got[i] = (byte) value.getAsLong();
    }
    if (!Arrays.equals(got, memory.bytes())) {
      wrong.add(
          "memory "
              + Long.toHexString(memory.address())
              + ": expected "
              + PassRule.hex(memory.bytes())
              + ", got "
              + PassRule.hex(got));
    }
  }

  private static void compare(
      String what, PassRule.Expected expected, byte[] got, List<String> wrong) {
    byte[] wanted = expected.bytes();
    byte[] compared = got;
    if (!expected.whole()) {
      compared = Arrays.copyOfRange(got, Math.max(0, got.length - wanted.length), got.length);
    }
    if (Arrays.equals(wanted, compared)) {
      return;
    }
    if (expected.text()) {
      wrong.add(what + ": " + firstLine(wanted, got));
    } else {
      wrong.add(
          what
              + (expected.whole() ? ": expected " : ": expected last ")
              + PassRule.hex(wanted)
              + ", got "
              + PassRule.hex(compared));
    }
  }

  private static String firstLine(byte[] wanted, byte[] got) {
    String[] w = new String(wanted, StandardCharsets.ISO_8859_1).split("\n", -1);
    String[] g = new String(got, StandardCharsets.ISO_8859_1).split("\n", -1);
    int line = 0;
    while (line < w.length && line < g.length && w[line].equals(g[line])) {
      line++;
    }
    return "line "
        + (line + 1)
        + ": expected "
        + (line < w.length ? "\"" + visible(w[line]) + "\"" : "the end")
        + ", got "
        + (line < g.length ? "\"" + visible(g[line]) + "\"" : "the end");
  }

  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
