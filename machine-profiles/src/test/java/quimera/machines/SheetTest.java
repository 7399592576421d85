package quimera.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quimera.core.machine.MachineProfile;
import quimera.core.machine.Options;

/** A change of wiring shows in the diff: every board's sheet is checked in. */
class SheetTest {
  static List<MachineProfile> boards() {
    return Profiles.all();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void theBoardIsWiredAsItsSheetSays(MachineProfile board) throws IOException {
    String sheet = board.build(new Options()).sheet();
    Path built = Path.of("target", board.id() + ".sheet");
    Files.writeString(built, sheet, StandardCharsets.UTF_8);
    Path kept = Path.of("src/test/resources/sheets", board.id() + ".sheet");
    assertThat(kept).as("copy %s there after a review", built).exists();
    assertThat(sheet).isEqualTo(Files.readString(kept, StandardCharsets.UTF_8));
  }
}
