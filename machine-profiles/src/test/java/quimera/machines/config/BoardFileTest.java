package quimera.machines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.core.host.HostException;
import quimera.core.machine.Machine;
import quimera.core.machine.Options;
import quimera.core.machine.Stop;

class BoardFileTest {
  private static final String HEAD = "name = 'hello'\ncpu = { core = '80386', clock = '33 MHz' }\n";
  private static final String ROM = "{ at = 0xFFFF0000, rom = 'hello.bin' }";

  @TempDir private Path folder;

  @BeforeEach
  void aRomThatWritesToTheDebugConsoleAndEndsTheRun() throws IOException {
    byte[] rom = new byte[0x10000];
    int[] code = {
      0xB0, 'H', // mov al, 'H'
      0xE6, 0xE9, // out 0E9h, al
      0xB0, 0x03, // mov al, 3
      0xE6, 0xF4, // out 0F4h, al
      0xEB, 0xFE // jmp $
    };
    for (int i = 0; i < code.length; i++) {
      rom[0xFFF0 + i] = (byte) code[i];
    }
    Files.write(folder.resolve("hello.bin"), rom);
  }

  private MachineSpec board(String rows) throws IOException {
    return MachineSpec.read(Files.writeString(folder.resolve("board.toml"), HEAD + rows));
  }

  private Machine build(String rows) throws IOException {
    return board(rows).board().build(new Options());
  }

  @Test
  void aBoardOfATableRuns() throws IOException {
    StringBuilder said = new StringBuilder();
    Options options = new Options();
    options.chars.put("console", value -> said.append((char) value));
    Machine machine =
        board(
                "map = [ { at = 0, ram = 'ram', size = '64K' }, "
                    + ROM
                    + " ]\n"
                    + "io = [ { at = 0xE9, id = 'e9', device = 'port-e9', line = 'console' },\n"
                    + " { at = 0xF4, id = 'exit', device = 'debug-exit' } ]\n")
            .board()
            .build(options);
    assertThat(machine.run(1_000_000, 1000)).isEqualTo(Stop.EXIT);
    assertThat(machine.exitCode()).isEqualTo(7);
    assertThat(said).hasToString("H");
  }

  @Test
  void overlappingWindowsNameBoth() {
    assertThatThrownBy(
            () ->
                build(
                    "map = [ { at = 0, ram = 'low', size = '1M' }, { at = 0x80000, ram = 'high', size = '1M' } ]\n"))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("board.toml: map[1]")
        .hasMessageContaining("'high'")
        .hasMessageContaining("overlaps 'low'");
  }

  @Test
  void aWireToNowhereNamesWhatThereIs() {
    assertThatThrownBy(
            () ->
                build(
                    "io = [ { at = 0x20, id = 'pic', device = 'pic8259', irq = 'cpu.intrr' } ]\n"))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("cpu.intrr")
        .hasMessageContaining("intr");
  }

  @Test
  void unknownDevicesAndKeysNameTheNearest() {
    assertThatThrownBy(() -> build("io = [ { at = 0x20, id = 'pic', device = 'pic8295' } ]\n"))
        .hasMessageContaining("did you mean \"pic8259\"?");
    assertThatThrownBy(
            () -> build("io = [ { at = 0x20, id = 'pic', device = 'pic8259', sped = 3 } ]\n"))
        .hasMessageContaining("unknown key \"sped\"");
    assertThatThrownBy(() -> build("map = [ { at = 0, rom = 'missing.bin' } ]\n"))
        .hasMessageContaining("missing.bin");
  }
}
