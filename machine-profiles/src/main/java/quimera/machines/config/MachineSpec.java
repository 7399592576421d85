package quimera.machines.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.machines.Profiles;
import quimera.peripherals.image.Access;
import quimera.peripherals.image.DiskImages;

/**
 * A user's machine as words: from the command line, from a {@code machine.toml}, or both, the
 * command line last. Opening the files it names is the last step ({@link #options}).
 */
public final class MachineSpec {
  /** The drives that take an image. */
  public static final List<String> DRIVES =
      List.of("fda", "fdb", "hda", "hdb", "hdc", "hdd", "cdrom");

  /** The firmware images that can be replaced, what is booted directly, and most bytes of each. */
  private static final Map<String, Integer> FIRMWARE =
      Map.of(
          "bios", 64 << 20,
          "vgabios", 1 << 16,
          "kernel", 256 << 20,
          "initrd", 1 << 30,
          "dtb", 1 << 20);

  /** The profile's id. */
  public String profile = Profiles.DEFAULT;

  /** A {@code board.toml} in place of a profile, or null. */
  public Path boardFile;

  /** CPU model, or null. */
  public String cpu;

  /** RAM as the user wrote it, or null. */
  public String memory;

  /** Boot order, qemu's letters, or null. */
  public String boot;

  /** Command line of a kernel, or null. */
  public String append;

  /** Power-on time of the clock chip, ISO 8601, or null. */
  public String rtc;

  /** Whether writes to images are discarded. */
  public boolean snapshot;

  /** Image files by drive. */
  public final Map<String, Path> images = new LinkedHashMap<>();

  /** Firmware files by name. */
  public final Map<String, Path> firmware = new LinkedHashMap<>();

  /** Serial line as the user wrote it, or null. */
  public String serial;

  /**
   * Reads a {@code machine.toml}, whose paths are relative to the file, or a {@code board.toml}.
   */
  public static MachineSpec read(Path file) {
    if (BoardFile.describesBoard(file)) {
      MachineSpec spec = new MachineSpec();
      spec.boardFile = file;
      return spec;
    }
    return read(TomlTable.read(file), file.toAbsolutePath().getParent());
  }

  /** Reads what a {@code machine.toml} would say; paths are relative to the folder. */
  public static MachineSpec read(TomlTable toml, Path folder) {
    MachineSpec spec = new MachineSpec();
    spec.profile = toml.text("profile");
    spec.cpu = toml.text("cpu", null);
    spec.memory = toml.text("memory", null);
    spec.boot = toml.text("boot", null);
    spec.append = toml.text("append", null);
    spec.rtc = toml.text("rtc", null);
    spec.serial = toml.text("serial", null);
    spec.snapshot = Boolean.parseBoolean(toml.text("snapshot", "false"));
    for (String drive : DRIVES) {
      if (toml.has(drive)) {
        spec.images.put(drive, folder.resolve(toml.text(drive)));
      }
    }
    for (String name : FIRMWARE.keySet().stream().sorted().toList()) {
      if (toml.has(name)) {
        spec.firmware.put(name, folder.resolve(toml.text(name)));
      }
    }
    toml.noMore();
    return spec;
  }

  /** The board. */
  public MachineProfile board() {
    return boardFile == null ? Profiles.named(profile) : BoardFile.of(boardFile);
  }

  /** Checks the words and opens the files. On an error nothing stays open. */
  public Options options() {
    MachineProfile board = board();
    Options options = new Options();
    options.cpu = cpu;
    if (cpu != null && !board.cpus().contains(cpu)) {
      throw new HostException(
          "profile "
              + board.id()
              + " has no CPU model \""
              + cpu
              + "\""
              + Nearest.hint(cpu, board.cpus()));
    }
    options.ramBytes = memory == null ? 0 : Sizes.parse("memory size", memory);
    options.boot = boot == null ? "" : boot;
    options.commandLine = append == null ? "" : append;
    requireKernel();
    requirePlaces(board);
    if (rtc != null) {
      options.rtcEpoch = epoch(rtc);
    }
    firmware.forEach((name, file) -> options.firmware.put(name, readFirmware(name, file)));
    try {
      images.forEach((drive, file) -> options.media.put(drive, open(drive, file)));
    } catch (HostException e) {
      options.media.values().forEach(BlockStore::close);
      throw e;
    }
    return options;
  }

  /** An initrd, a device tree or a command line is for a kernel. */
  private void requireKernel() {
    boolean kernel = firmware.containsKey("kernel");
    for (String part : List.of("initrd", "dtb")) {
      if (!kernel && firmware.containsKey(part)) {
        throw new HostException(part + " is for a kernel; name one with --kernel");
      }
    }
    if (!kernel && append != null) {
      throw new HostException("append is for a kernel; name one with --kernel");
    }
  }

  /** What would only be ignored is refused. */
  private void requirePlaces(MachineProfile board) {
    if (boot != null && !board.takes().contains("boot")) {
      throw new HostException("board " + board.id() + " has no boot order; leave boot out");
    }
    for (String name : firmware.keySet()) {
      if (!board.takes().contains(name)) {
        String hint =
            name.equals("kernel") ? "put it on a disk, or take another board" : "leave it out";
        throw new HostException("board " + board.id() + " takes no " + name + "; " + hint);
      }
    }
    for (String drive : images.keySet()) {
      if (!board.takes().contains(drive)) {
        List<String> drives = DRIVES.stream().filter(board.takes()::contains).toList();
        String has = drives.isEmpty() ? "none" : String.join(", ", drives);
        throw new HostException(
            "board " + board.id() + " has no drive " + drive + "; its drives: " + has);
      }
    }
  }

  /** Opens an image as this drive of the machine does. */
  public BlockStore open(String drive, Path file) {
    if (drive.equals("cdrom")) {
      return DiskImages.open(file, Access.READ_ONLY);
    }
    return DiskImages.open(file, snapshot ? Access.SNAPSHOT : Access.READ_WRITE);
  }

  private static byte[] readFirmware(String name, Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new HostException(name + " " + file + " is a directory; name an image file");
      }
      if (!Files.exists(file)) {
        throw new HostException(name + " " + file + " does not exist; check the path");
      }
      long size = Files.size(file);
      if (size == 0 || size > FIRMWARE.get(name)) {
        throw new HostException(
            name + " " + file + " has " + size + " bytes; it must have 1 to " + FIRMWARE.get(name));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new HostException(name + " " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static long epoch(String text) {
    try {
      return text.endsWith("Z")
          ? Instant.parse(text).getEpochSecond()
          : LocalDateTime.parse(text.length() == 10 ? text + "T00:00:00" : text)
              .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new HostException(
          "rtc: \"" + text + "\" is no time; write for example 1995-08-24T12:00:00", e);
    }
  }
}
