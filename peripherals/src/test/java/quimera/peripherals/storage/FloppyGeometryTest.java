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
  void aBootImageMayStopAtItsContent() {
    byte[] image = new byte[100 * 512];
    image[510] = 0x55;
    image[511] = (byte) 0xAA;
    MemoryStore medium = new MemoryStore("boot.img", image);
    assertThat(FloppyGeometry.of(medium).name()).isEqualTo("1.44M");
    FloppyDrive drive = new FloppyDrive("A", FloppyType.HD_3_5);
    drive.insert(medium);
    assertThat(drive.writeProtected()).isTrue();
    byte[] sector = new byte[512];
    drive.read(0, 1, sector);
    assertThat(sector[510]).isEqualTo((byte) 0x55);
    for (int i = 0; i < 10; i++) {
      drive.step(true);
    }
    drive.read(0, 1, sector);
    assertThat(sector).containsOnly(0xF6);
  }

  @Test
  void aFileSystemThatClaimsMoreThanThereIsWasCutOff() {
    byte[] image = new byte[100 * 512];
    image[510] = 0x55;
    image[511] = (byte) 0xAA;
    image[12] = 2; // 512 bytes a sector
    image[19] = 101; // sectors
    assertThatThrownBy(() -> FloppyGeometry.of(new MemoryStore("x.img", image)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("truncated");
    image[19] = 100;
    assertThat(FloppyGeometry.of(new MemoryStore("x.img", image)).name()).isEqualTo("1.44M");
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
