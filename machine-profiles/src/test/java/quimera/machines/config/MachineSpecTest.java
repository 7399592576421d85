package quimera.machines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.host.BlockStore;
import quimera.core.host.HostException;
import quimera.core.machine.Options;

class MachineSpecTest {
  @TempDir private Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void aFileNamesTheMachineAndItsPathsAreRelativeToIt() throws IOException {
    Files.write(folder.resolve("dos.img"), new byte[1_474_560]);
    MachineSpec spec =
        MachineSpec.read(
            file(
                "machine.toml",
                """
                profile = 'isapc'
                cpu = '80386'
                memory = '8M'
                fda = 'dos.img'
                snapshot = true
                """));
    Options options = spec.options();
    assertThat(options.cpu).isEqualTo("80386");
    assertThat(options.ramBytes).isEqualTo(8 << 20);
    assertThat(options.media.get("fda").size()).isEqualTo(1_474_560);
    options.media.values().forEach(BlockStore::close);
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestKnownOne() throws IOException {
    Path file = file("machine.toml", "profile = 'isapc'\nmemmory = '8M'\n");
    assertThatThrownBy(() -> MachineSpec.read(file))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("machine.toml")
        .hasMessageContaining("\"memmory\"; did you mean \"memory\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile = 'malta' _ fda = 'x'        | no drive fda; its drives: hda, hdb, hdc, hdd,"
            + " cdrom",
        "profile = 'malta' _ vgabios = 'x'    | takes no vgabios",
        "profile = 'malta' _ boot = 'd'       | no boot order",
        "profile = 'isapc' _ kernel = 'x' _ dtb = 'x' | takes no dtb"
      })
  void whatTheBoardWouldOnlyIgnoreIsRefused(String words, String said) throws IOException {
    Files.write(folder.resolve("x"), new byte[512]);
    MachineSpec spec = MachineSpec.read(file("machine.toml", words.replace(" _ ", "\n")));

    assertThatThrownBy(spec::options).isInstanceOf(HostException.class).hasMessageContaining(said);
  }

  @Test
  void aSyntaxErrorNamesTheLine() throws IOException {
    Path file = file("machine.toml", "profile = 'isapc'\ncpu = = 3\n");
    assertThatThrownBy(() -> MachineSpec.read(file))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("machine.toml:2:");
  }

  @Test
  void unknownProfilesAndCpusNameTheNearest() {
    MachineSpec spec = new MachineSpec();
    spec.profile = "isapcc";
    assertThatThrownBy(spec::options).hasMessageContaining("did you mean \"isapc\"?");
    spec.profile = "isapc";
    spec.cpu = "80387";
    assertThatThrownBy(spec::options).hasMessageContaining("did you mean \"80386\"?");
  }

  @Test
  void whenOneImageIsBadTheOthersAreNotLeftLocked() throws IOException {
    Path good = Files.write(folder.resolve("good.img"), new byte[1_474_560]);
    MachineSpec spec = new MachineSpec();
    spec.images.put("fda", good);
    spec.images.put("fdb", folder.resolve("missing.img"));
    assertThatThrownBy(spec::options)
        .isInstanceOf(HostException.class)
        .hasMessageContaining("missing.img");
    spec.images.remove("fdb");
    spec.options().media.values().forEach(BlockStore::close);
  }

  @Test
  void firmwareOfAnImpossibleSizeIsRefused() throws IOException {
    MachineSpec spec = new MachineSpec();
    spec.firmware.put("vgabios", Files.write(folder.resolve("vgabios.bin"), new byte[2 << 20]));
    assertThatThrownBy(spec::options)
        .hasMessageContaining("vgabios.bin")
        .hasMessageContaining("2097152");
  }

  @Test
  void garbageIsNoBios() throws IOException {
    byte[] garbage = new byte[65_536];
    Arrays.fill(garbage, (byte) 0x55);
    MachineSpec spec = new MachineSpec();
    spec.firmware.put("bios", Files.write(folder.resolve("bios.bin"), garbage));
    assertThatThrownBy(() -> spec.board().build(spec.options()))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("reset vector");
  }
}
