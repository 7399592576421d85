package quimera.peripherals.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import quimera.core.host.HostException;
import quimera.core.state.StateException;
import quimera.core.state.StateTree;
import quimera.peripherals.image.MemoryStore;

/** Media and drives by size, and what a drive refuses. */
class FloppyGeometryTest {
  private static MemoryStore image(int bytes) {
    return new MemoryStore("x.img", new byte[bytes]);
  }

  @Test
  void aSizeNamesOneFormat() {
    assertThat(FloppyGeometry.KNOWN.stream().map(FloppyGeometry::bytes)).doesNotHaveDuplicates();
    assertThat(FloppyGeometry.of(image(1474560)).sectors()).isEqualTo(18);
    assertThat(FloppyGeometry.of(image(737280)).name()).isEqualTo("720K");
    assertThat(FloppyGeometry.of(image(163840)).heads()).isEqualTo(1);
    assertThat(FloppyGeometry.of(image(2949120)).sectors()).isEqualTo(36);
    assertThat(FloppyGeometry.of(image(1720320)).sectors()).isEqualTo(21);
  }

  @Test
  void anotherSizeIsRefusedWithAdvice() {
    assertThatThrownBy(() -> FloppyGeometry.of(image(1474559)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("'x.img' has 1474559 bytes")
        .hasMessageContaining("truncated 1.44M image, it needs 1474560")
        .hasMessageContaining("160K, 180K");
    assertThatThrownBy(() -> FloppyGeometry.of(image(10 << 20)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void aRefusedMediumLeavesTheOldOneIn() {
    FloppyDrive drive = new FloppyDrive("A", FloppyType.HD_3_5);
    MemoryStore good = image(1474560);
    drive.insert(good);
    assertThatThrownBy(() -> drive.insert(image(100))).isInstanceOf(HostException.class);
    assertThat(drive.medium()).isSameAs(good);
    drive.insert(null);
    assertThat(drive.medium()).isNull();
    assertThat(drive.geometry()).isNull();
  }

  @Test
  void aStateWantsTheMediumThatItWasSavedWith() {
    FloppyDrive drive = new FloppyDrive("A", FloppyType.HD_3_5);
    StateTree empty = StateTree.save(drive::state);
    drive.insert(image(1474560));
    StateTree full = StateTree.save(drive::state);
    assertThatThrownBy(() -> empty.load("drive", drive::state))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("was empty");
    drive.insert(null);
    assertThatThrownBy(() -> full.load("drive", drive::state))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("held 'x.img'");
  }
}
