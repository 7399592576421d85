package quimera.machines.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.host.CharSink;
import quimera.core.host.HostException;
import quimera.core.line.InputLine;
import quimera.core.line.InterruptAck;
import quimera.core.line.OutputLine;
import quimera.core.machine.CpuType;
import quimera.core.machine.DeviceType;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineControl;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.core.machine.Part;
import quimera.core.machine.PartContext;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.machines.DeviceTypes;

/**
 * A {@code board.toml}: a small board for a classroom or a test ROM, as a table of addresses,
 * devices of the library and wires.
 *
 * <pre>
 * name     = "hello"
 * unmapped = "ones"                                   # ones | zeros | fault
 * cpu      = { core = "80386", clock = "33 MHz", ack = "pic" }
 * map      = [ { at = 0, ram = "ram", size = "1M" }, { at = 0xFFFF_0000, rom = "hello.bin" } ]
 * io       = [ { at = 0x20, id = "pic", device = "pic8259" },
 *              { at = 0x3F8, id = "com1", device = "uart16550", irq = "pic.ir4", line = "com1" } ]
 * wires    = [ "pic.intr -> cpu.intr" ]
 * </pre>
 */
public final class BoardFile implements MachineProfile {
  private static final String WHERE = "; see the example in docs/board-toml.md";

  private final Path file;
  private final String inside;
  private final String name;
  private final String core;

  private BoardFile(Path file, String inside, String name, String core) {
    this.file = file;
    this.inside = inside;
    this.name = name;
    this.core = core;
  }

  /** Whether a TOML file describes a board rather than a user's machine. */
  public static boolean describesBoard(Path file) {
    TomlTable toml = TomlTable.read(file);
    return !toml.has("profile") && (toml.has("map") || toml.has("io"));
  }

  /** The board of a file; it is read again when it is built. */
  public static BoardFile of(Path file) {
    return of(file, null);
  }

  /** The board that one table of a file describes, as the whole of a board file would. */
  public static BoardFile of(Path file, String table) {
    TomlTable toml = read(file, table);
    return new BoardFile(file, table, toml.text("name"), toml.table("cpu").text("core"));
  }

  private static TomlTable read(Path file, String table) {
    TomlTable whole = TomlTable.read(file);
    return table == null ? whole : whole.table(table);
  }

  @Override
  public String id() {
    return name;
  }

  @Override
  public String title() {
    return "board of " + file;
  }

  @Override
  public List<String> cpus() {
    return List.of(core);
  }

  @Override
  public long defaultRamBytes() {
    return 0;
  }

  @Override
  public Machine build(Options options) {
    return new Assembly(read(file, inside), options).machine.powerOn();
  }

  /** One reading of the file. */
  private final class Assembly {
    final Machine machine = new Machine(name);
    private final TomlTable toml;
    private final Options options;
    private final MemoryMap map;
    private final PortSpace ports = new PortSpace();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, InputLine> cpuInputs = new HashMap<>();
    private final List<String[]> wires = new ArrayList<>();

    Assembly(TomlTable toml, Options options) {
      this.toml = toml;
      this.options = options;
      toml.text("name");
      map = machine.map(new MemoryMap("physical", unmapped()));
      machine.ports(ports);
      toml.tables("map").forEach(this::mapped);
      toml.tables("io").forEach(row -> device(row, true));
      holes();
      processor(toml.table("cpu"));
      toml.texts("wires").forEach(this::wire);
      toml.noMore();
      wires.forEach(pair -> connect(pair[0], pair[1]));
    }

    private Unmapped unmapped() {
      String word = toml.text("unmapped", "ones").toUpperCase(Locale.ROOT);
      try {
        return Unmapped.valueOf(word);
      } catch (IllegalArgumentException e) {
        throw toml.bad(
            "unmapped must be ones, zeros or fault, not \"" + word.toLowerCase(Locale.ROOT) + "\"");
      }
    }

    private void mapped(TomlTable row) {
      if (row.has("ram")) {
        Memory ram =
            Memory.ram(row.text("ram"), Sizes.parse(row.where() + ": size", row.text("size")));
        place(row, () -> map.memory(ram.name(), row.number("at"), machine.memory(ram)));
      } else if (row.has("rom")) {
        Memory rom = Memory.rom(row.text("id", row.text("rom")), content(row));
        place(row, () -> map.memory(rom.name(), row.number("at"), rom));
      } else {
        device(row, false);
      }
      row.noMore();
    }

    private byte[] content(TomlTable row) {
      Path image = file.toAbsolutePath().resolveSibling(row.text("rom"));
      try {
        byte[] bytes = Files.readAllBytes(image);
        if (bytes.length == 0) {
          throw row.bad("ROM " + image + " is empty");
        }
        return bytes;
      } catch (IOException e) {
        throw row.bad("ROM " + image + " cannot be read; check the path");
      }
    }

    private void device(TomlTable row, boolean port) {
      String id = row.text("id");
      DeviceType type = type(row);
      Part part = type.make(new Context(row));
      if (parts.put(id, part) != null) {
        throw row.bad("two parts are called \"" + id + "\"");
      }
      machine.add(id, part.device);
      int at = (int) row.number("at");
      place(
          row,
          () -> {
            if (port) {
              ports.map(id, at, part.size, part.widest, part.target);
            } else {
              map.io(id, row.number("at"), part.size, part.widest, part.target);
            }
          });
      if (part.chars != null && row.has("line")) {
        machine.chars(row.text("line"), part.chars);
      }
      if (row.has("irq")) {
        if (part.outputs.isEmpty()) {
          throw row.bad(type.id() + " has no output for irq");
        }
        wires.add(
            new String[] {id + "." + part.outputs.keySet().iterator().next(), row.text("irq")});
      }
      row.noMore();
    }

    private DeviceType type(TomlTable row) {
      String word = row.text("device");
      List<DeviceType> all = DeviceTypes.all();
      return all.stream()
          .filter(t -> t.id().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  row.bad(
                      "there is no device \""
                          + word
                          + "\""
                          + Nearest.hint(word, all.stream().map(DeviceType::id).toList())));
    }

    private void holes() {
      for (TomlTable row : toml.tables("holes")) {
        long value = row.number("value", 0);
        String hole = row.text("name");
        quimera.core.bus.BusTarget target = new Hole(value);
        place(row, () -> map.io(hole, row.number("at"), row.number("size"), 4, target));
        row.noMore();
      }
    }

    private void place(TomlTable row, Runnable placing) {
      try {
        placing.run();
      } catch (IllegalArgumentException e) {
        throw new HostException(row.where() + ": " + e.getMessage(), e);
      }
    }

    private void processor(TomlTable row) {
      String named = row.text("core");
      String word = options.cpu != null ? options.cpu : named;
      List<CpuType> all = DeviceTypes.cpus();
      CpuType type =
          all.stream()
              .filter(t -> t.id().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      row.bad(
                          "there is no CPU core \""
                              + word
                              + "\""
                              + Nearest.hint(word, all.stream().map(CpuType::id).toList())));
      Clock clock = row.has("clock") ? frequency(row, "cpu") : Clock.hertz("cpu", 10_000_000);
      CpuType.Socketed socketed =
          type.maker()
              .apply(
                  new CpuType.Sockets(
                      new Bus(map, type.addressBits()), ports, ack(row), clock, machine.scheduler));
      machine.cpu("cpu", socketed.cpu(), clock);
      cpuInputs.putAll(socketed.inputs());
      row.noMore();
    }

    private InterruptAck ack(TomlTable row) {
      if (!row.has("ack")) {
        return () -> 0xFF; // the data bus floats high during INTA
      }
      Part controller = parts.get(row.text("ack"));
      if (controller == null || controller.ack == null) {
        throw row.bad(
            "ack must name an interrupt controller of this board, not \"" + row.text("ack") + "\"");
      }
      return controller.ack;
    }

    private void wire(String text) {
      String[] pair = text.split("\\s*->\\s*", -1);
      if (pair.length != 2) {
        throw toml.bad("wire \"" + text + "\" must read \"part.pin -> part.pin\"" + WHERE);
      }
      wires.add(pair);
    }

    private void connect(String from, String to) {
      OutputLine output =
          pin(
              from,
              "output",
              parts.containsKey(part(from)) ? parts.get(part(from)).outputs : Map.of());
      Map<String, InputLine> pins =
          part(to).equals("cpu")
              ? cpuInputs
              : parts.containsKey(part(to)) ? parts.get(part(to)).inputs : Map.of();
      machine.wire(from, output, to, pin(to, "input", pins));
    }

    private <T> T pin(String place, String kind, Map<String, T> pins) {
      T pin = pins.get(place.substring(place.indexOf('.') + 1));
      if (pin == null) {
        throw toml.bad(
            "there is no "
                + kind
                + " \""
                + place
                + "\""
                + (pins.isEmpty()
                    ? ""
                    : "; " + part(place) + " has " + String.join(", ", pins.keySet())));
      }
      return pin;
    }

    private static String part(String place) {
      int dot = place.indexOf('.');
      return dot < 0 ? place : place.substring(0, dot);
    }

    private final class Context implements PartContext {
      private final TomlTable row;

      Context(TomlTable row) {
        this.row = row;
      }

      @Override
      public Scheduler scheduler() {
        return machine.scheduler;
      }

      @Override
      public Clock clock(long hertz) {
        return row.has("clock")
            ? frequency(row, row.text("id"))
            : Clock.hertz(row.text("id"), hertz);
      }

      @Override
      public CharSink chars() {
        return row.has("line") ? options.chars(row.text("line")) : CharSink.NONE;
      }

      @Override
      public MachineControl control() {
        return machine;
      }

      @Override
      public long rtcEpoch() {
        return options.rtcEpoch;
      }
    }
  }

  /** A place on the board that is not modelled: reads give one value, writes vanish. */
  private record Hole(long value) implements quimera.core.bus.BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return value;
    }

    @Override
    public void write(int offset, int bytes, long written) {
      // Nothing is there.
    }
  }

  private static Clock frequency(TomlTable row, String name) {
    String text = row.text("clock");
    String[] words = text.strip().split("\\s+", 2);
    long unit =
        words.length < 2
            ? 1
            : switch (words[1].toLowerCase(Locale.ROOT)) {
              case "hz" -> 1;
              case "khz" -> 1_000;
              case "mhz" -> 1_000_000;
              default -> 0;
            };
    if (unit == 0 || !words[0].matches("[0-9]{1,10}(\\.[0-9]{1,6})?")) {
      throw row.bad("clock \"" + text + "\" is no frequency; write for example 33 MHz");
    }
    java.math.BigDecimal hertz =
        new java.math.BigDecimal(words[0]).multiply(java.math.BigDecimal.valueOf(unit));
    java.math.BigInteger micro = hertz.movePointRight(6).toBigInteger();
    if (micro.signum() <= 0 || micro.bitLength() > 62) {
      throw row.bad("clock \"" + text + "\" is out of range");
    }
    return new Clock(name, micro.longValueExact(), 1_000_000);
  }
}
