package quimera.checks;

import java.util.List;
import java.util.stream.Stream;
import quimera.core.machine.Machine;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;
import quimera.machines.Profiles;
import quimera.peripherals.image.MemoryStore;
import quimera.testroms.TestRoms;

/** Every board with every processor that it takes, as it starts when the user gives no media. */
final class Boards {
  private static final int DISK_BYTES = 4 << 20;

  /** A board with one of its processors. */
  record Board(MachineProfile profile, String cpu) {
    /** A new machine, with its embedded media and an empty hard disk in memory of its own. */
    Machine build() {
      Options options = new Options();
      options.cpu = cpu;
      profile
          .embedded()
          .forEach((drive, image) -> options.media.put(drive, TestRoms.medium(image)));
      options.media.put("hda", new MemoryStore("disk", new byte[DISK_BYTES]));
      options.boot = "a";
      return profile.build(options);
    }

    @Override
    public String toString() {
      return profile.id() + " with " + cpu;
    }
  }

  private Boards() {}

  /** All of them. */
  static Stream<Board> all() {
    return Profiles.all().stream()
        .flatMap(profile -> profile.cpus().stream().map(cpu -> new Board(profile, cpu)));
  }

  /** Each board with the processor it has if the user does not say. */
  static List<Board> defaults() {
    return Profiles.all().stream().map(p -> new Board(p, p.cpus().get(0))).toList();
  }
}
