package quimera.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import quimera.cli.net.Grants;
import quimera.cli.net.UserNetwork;
import quimera.core.host.HostInput;
import quimera.machines.config.MachineSpec;

/** {@code quimera run}: what the user asked for, in words; {@link Run} does it. */
@Command(
    name = "run",
    description = "Runs a machine.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 success, 1 expectation failed, 2 usage, 3 bad configuration or image,",
      "4 the program does not assemble, 5 guest fault, 6 instruction limit, 7 time limit, 9"
          + " internal error."
    })
final class RunCommand implements Callable<Integer> {
  enum DisplayKind {
    WINDOW,
    TERMINAL,
    NONE
  }

  /** The interpreter is all there is; auto takes it. */
  enum Engine {
    INTERPRETER,
    AUTO
  }

  enum Net {
    NONE,
    USER
  }

  enum Speed {
    REALTIME,
    MAX
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROFILE|FILE.toml",
      description = "a profile (quimera list profiles), a machine.toml or a board.toml")
  String machine;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROGRAM",
      description = "for a bare board: an image as for --kernel, or assembly source, *.s")
  Path program;

  @Option(
      names = "-m",
      paramLabel = "SIZE",
      description = "memory, for example 16M; a bare number is MiB")
  String memory;

  @Option(names = "--cpu", paramLabel = "MODEL", description = "CPU model (quimera list cpus)")
  String cpu;

  @Option(
      names = "--smp",
      paramLabel = "N",
      description = "number of processors; every board has 1")
  int processors = 1;

  @Option(names = "--fda", paramLabel = "F", description = "image in floppy drive A")
  Path fda;

  @Option(names = "--fdb", paramLabel = "F", description = "image in floppy drive B")
  Path fdb;

  @Option(names = "--hda", paramLabel = "F", description = "first hard disk image")
  Path hda;

  @Option(names = "--hdb", paramLabel = "F", description = "second hard disk image")
  Path hdb;

  @Option(names = "--cdrom", paramLabel = "F", description = "disc in the CD drive")
  Path cdrom;

  @Option(names = "--boot", paramLabel = "a|c|d", description = "boot order, for example dc")
  String boot;

  @Option(names = "--bios", paramLabel = "F", description = "firmware in place of Quimera's own")
  Path bios;

  @Option(
      names = "--vgabios",
      paramLabel = "F",
      description = "video firmware in place of Quimera's own")
  Path vgabios;

  @Option(
      names = "--kernel",
      paramLabel = "F",
      description = "boot this: Linux, Multiboot or ELF, as the board takes")
  Path kernel;

  @Option(names = "--initrd", paramLabel = "F", description = "initial RAM disk for the kernel")
  Path initrd;

  @Option(names = "--dtb", paramLabel = "F", description = "device tree for the kernel")
  Path dtb;

  @Option(names = "--append", paramLabel = "S", description = "command line for the kernel")
  String append;

  @Option(
      names = "--serial",
      paramLabel = "stdio|none|file:F|tcp:HOST:PORT",
      description = "far end of COM1")
  String serial;

  @Option(
      names = "--net",
      paramLabel = "none|user",
      description = "what the network cable leads to; user is a network of the guest's own")
  Net net;

  @Option(
      names = "--net-allow",
      paramLabel = "HOST:PORT|internet",
      description = "let the guest connect there; 127.0.0.1 is 10.0.2.2 in the guest")
  List<String> netAllow = new ArrayList<>();

  @Option(
      names = "--port-forward",
      paramLabel = "tcp:HOSTPORT:GUESTPORT",
      description = "lead a port of the host's loopback to the guest")
  List<String> portForward = new ArrayList<>();

  @Option(
      names = "--tftp",
      paramLabel = "DIR",
      description = "let the guest read this folder by TFTP from 10.0.2.2")
  Path tftp;

  @Option(
      names = "--display",
      paramLabel = "window|terminal|none",
      description = "how to see the machine")
  DisplayKind display;

  @Option(names = "--snapshot", description = "discard all writes to images when the run ends")
  boolean snapshot;

  @Option(
      names = "--speed",
      paramLabel = "realtime|max",
      description = "pace; realtime unless --display none")
  Speed speed;

  @Option(
      names = "--rtc",
      paramLabel = "ISO-8601",
      description = "time of the clock chip at power-on")
  String rtc;

  @Option(
      names = "--expect-serial",
      paramLabel = "REGEX",
      description = "succeed when COM1 has said this")
  List<String> expectSerial = new ArrayList<>();

  @Option(
      names = "--expect-screen",
      paramLabel = "REGEX",
      description = "succeed when the text screen shows this")
  List<String> expectScreen = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TEXT",
      description = {
        "type this 2 s after the start; \\n is Enter,",
        "\\{f1} a key by name, \\{ctrl-alt-del} a chord"
      })
  List<String> type = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "interpreter|auto",
      description = "what executes the instructions")
  Engine engine = Engine.AUTO;

  @Option(
      names = "--trace",
      paramLabel = "F",
      description = "write every instruction down: number, address, text")
  Path trace;

  @Option(
      names = "--type-after",
      paramLabel = "REGEX=TEXT",
      description = "type TEXT when the screen or COM1 shows REGEX; several go one after the other")
  List<String> typeAfter = new ArrayList<>();

  @Option(
      names = "--type-to",
      paramLabel = "keyboard|serial",
      description = "where it is typed; the keyboard, or COM1 on a board without one")
  Typist.Place typeTo;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description = "end after this many instructions")
  Long maxInstructions;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "end after this much wall time")
  Double timeout;

  @Option(names = "--no-reboot", description = "end when the guest asks for a reset")
  boolean noReboot;

  @Option(
      names = "--screenshot",
      paramLabel = "F.png",
      description = "write the picture when the run ends")
  Path screenshot;

  @Option(names = "--wav", paramLabel = "F.wav", description = "write down what the machine plays")
  Path wav;

  @Option(
      names = "--save-state",
      paramLabel = "F",
      description = "write the machine's state when the run ends")
  Path saveState;

  @Option(names = "--load-state", paramLabel = "F", description = "start from a saved state")
  Path loadState;

  @Option(names = "--print-hash", description = "print the SHA-256 of the final state")
  boolean printHash;

  @Spec CommandSpec spec;

  /** The network that the user asked for, or null; a door asks for a network. */
  UserNetwork network() {
    boolean doors = !netAllow.isEmpty() || !portForward.isEmpty() || tftp != null;
    if (net == Net.NONE && doors) {
      throw new ParameterException(
          spec.commandLine(), "--net none and doors into a network contradict each other");
    }
    return net == Net.USER || doors
        ? new UserNetwork(Grants.of(netAllow, portForward, tftp))
        : null;
  }

  @Override
  public Integer call() {
    return new Run(this).execute();
  }

  /** The machine in words: a file's, or a profile's, with the options on top. */
  MachineSpec machineSpec() {
    MachineSpec words =
        machine != null && machine.endsWith(".toml")
            ? MachineSpec.read(Path.of(machine))
            : new MachineSpec();
    if (machine != null && !machine.endsWith(".toml")) {
      words.profile = machine;
    }
    words.cpu = cpu != null ? cpu : words.cpu;
    words.memory = memory != null ? memory : words.memory;
    words.boot = boot != null ? boot : words.boot;
    words.rtc = rtc != null ? rtc : words.rtc;
    words.serial = serial != null ? serial : words.serial;
    words.snapshot |= snapshot;
    image(words, "fda", fda);
    image(words, "fdb", fdb);
    image(words, "hda", hda);
    image(words, "hdb", hdb);
    image(words, "cdrom", cdrom);
    words.append = append != null ? append : words.append;
    firmware(words, "bios", bios);
    firmware(words, "vgabios", vgabios);
    firmware(words, "kernel", program);
    firmware(words, "kernel", kernel);
    firmware(words, "initrd", initrd);
    firmware(words, "dtb", dtb);
    return words;
  }

  private static void firmware(MachineSpec words, String name, Path file) {
    if (file != null) {
      words.firmware.put(name, file);
    }
  }

  private static void image(MachineSpec words, String drive, Path file) {
    if (file != null) {
      words.images.put(drive, file);
    }
  }

  List<Expectations.Expected> expected() {
    List<Expectations.Expected> all = new ArrayList<>();
    expectSerial.forEach(regex -> all.add(new Expectations.Expected(true, pattern(regex))));
    expectScreen.forEach(regex -> all.add(new Expectations.Expected(false, pattern(regex))));
    return all;
  }

  List<Typist.Job> typing() {
    List<Typist.Job> all = new ArrayList<>();
    type.forEach(text -> all.add(new Typist.Job(null, keys(text))));
    for (String pair : typeAfter) {
      int equals = separator(pair);
      if (equals < 1) {
        throw new ParameterException(
            spec.commandLine(), "--type-after wants REGEX=TEXT, not \"" + pair + "\"");
      }
      all.add(
          new Typist.Job(
              pattern(pair.substring(0, equals).replace("\\=", "=")),
              keys(pair.substring(equals + 1))));
    }
    return all;
  }

  /** The first {@code =} that no backslash protects. */
  private static int separator(String pair) {
    int equals = pair.indexOf('=');
    while (equals > 0 && pair.charAt(equals - 1) == '\\') {
      equals = pair.indexOf('=', equals + 1);
    }
    return equals;
  }

  private Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(), "\"" + regex + "\" is no regular expression: " + e.getDescription());
    }
  }

  private List<HostInput.KeyPress> keys(String text) {
    try {
      return UsKeyboard.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  static String names(Enum<?>[] all) {
    return String.join(
        ", ", Arrays.stream(all).map(e -> e.name().toLowerCase(java.util.Locale.ROOT)).toList());
  }
}
