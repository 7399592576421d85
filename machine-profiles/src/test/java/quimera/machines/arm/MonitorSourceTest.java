package quimera.machines.arm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import quimera.cpu.arm.asm.UalAssembler;
import quimera.isa.asm.Assembler;
import quimera.isa.asm.Chunk;
import quimera.isa.asm.Sources;
import quimera.roms.FirmwareCatalog;

/** The monitor is written for GNU as, and our own assembler makes the same of it. */
class MonitorSourceTest {
  private static final Path FOLDER = Path.of("../bios-roms/src/main/arm/monitor");

  private static Sources.Text source(String name) {
    try {
      return new Sources.Text(name, Files.readString(FOLDER.resolve(name), US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void ourAssemblerMakesTheCheckedInImage() {
    List<Chunk> chunks =
        new Assembler(new UalAssembler(), (name, from) -> source(name))
            .add(source("monitor.s"))
            .finish()
            .chunks();
    assertThat(chunks.get(0).content())
        .isEqualTo(FirmwareCatalog.bytes(FirmwareCatalog.ARM_MONITOR));
  }
}
