package quimera.testroms.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import quimera.core.host.HostException;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.machines.config.BoardFile;
import quimera.machines.config.MachineSpec;
import quimera.machines.config.TomlTable;

/**
 * A ROM with a TOML file beside it that says what it runs on and what a pass is (docs/conform.md).
 */
final class RomSuite {
  /** How a run may end. */
  enum End {
    /** The processor halts, and nothing can wake it. */
    HALT,
    /** The processor repeats itself: an endless loop. */
    LOOP,
    /** The guest switches off or ends the run with a code. */
    EXIT,
    /** Every rule is met, whatever the guest goes on to do. */
    PASSED,
    /** The limit is reached. */
    LIMIT,
    /** The first of halt, loop without anything that could interrupt it, and exit. */
    ANY
  }

  final String arch;
  final End end;
  final long instructions;
  final long time;
  final Map<String, Long> registers = new LinkedHashMap<>();
  final List<PassRule> rules = new ArrayList<>();

  /** The machine in words, or null if there is a board. */
  final MachineSpec machine;

  /** The board, or null. */
  final BoardFile board;

  private RomSuite(Path file) {
    TomlTable toml = TomlTable.read(file);
    Path folder = file.toAbsolutePath().getParent();
    TomlTable suite = toml.table("suite");
    suite.text("title", "");
    arch = suite.text("arch");
    end = end(suite);
    instructions = suite.number("instructions", 100_000_000);
    time = time(suite);
    suite.noMore();
    if (toml.has("registers")) {
      TomlTable values = toml.table("registers");
      values.keys().forEach(name -> registers.put(name, values.number(name)));
    }
    toml.tables("pass").forEach(row -> rules.add(PassRule.read(row, folder)));
    if (rules.isEmpty()) {
      throw toml.bad("there is no [[pass]]: nothing says what a pass is");
    }
    if (toml.has("board") == toml.has("machine")) {
      throw toml.bad("needs a [board] or a [machine] table, and not both");
    }
    board = toml.has("board") ? BoardFile.of(file, "board") : null;
    machine = board == null ? MachineSpec.read(toml.table("machine"), folder) : null;
    toml.noMore();
  }

  /** Whether a TOML file describes a ROM suite. */
  static boolean describes(Path file) {
    try {
      return TomlTable.read(file).has("suite");
    } catch (HostException e) {
      return false; // whatever else it is
    }
  }

  /**
   * Reads a suite.
   *
   * @throws HostException if something is wrong with the file
   */
  static RomSuite read(Path file) {
    return new RomSuite(file);
  }

  MachineProfile profile() {
    return board != null ? board : machine.board();
  }

  Options options(String model) {
    if (board != null) {
      Options options = new Options();
      options.cpu = model;
      return options;
    }
    machine.cpu = model != null ? model : machine.cpu;
    return machine.options();
  }

  /** The processor model that it runs on. */
  String model() {
    return board != null
        ? board.cpus().get(0)
        : machine.cpu != null ? machine.cpu : machine.board().cpus().get(0);
  }

  private static End end(TomlTable suite) {
    String word = suite.text("end", "any");
    try {
      return End.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw suite.bad("end must be halt, loop, exit, passed, limit or any, not \"" + word + "\"");
    }
  }

  /** Virtual time in nanoseconds. */
  private static long time(TomlTable suite) {
    String text = suite.text("time", "");
    if (text.isEmpty()) {
      return Long.MAX_VALUE;
    }
    String[] words = text.strip().split("\\s+", 2);
    long unit =
        words.length < 2
            ? 0
            : switch (words[1]) {
              case "s" -> 1_000_000_000;
              case "ms" -> 1_000_000;
              case "us" -> 1000;
              default -> 0;
            };
    if (unit == 0 || !words[0].matches("[0-9]{1,9}")) {
      throw suite.bad("time \"" + text + "\" is none; write for example 2 s or 500 ms");
    }
    return Long.parseLong(words[0]) * unit;
  }
}
