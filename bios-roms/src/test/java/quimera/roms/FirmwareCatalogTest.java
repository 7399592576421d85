package quimera.roms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareCatalogTest {
  private static int sum(byte[] bytes) {
    int sum = 0;
    for (byte value : bytes) {
      sum += value;
    }
    return sum & 0xFF;
  }

  @Test
  void theManifestDescribesEveryImage() throws NoSuchAlgorithmException {
    assertThat(FirmwareCatalog.images())
        .extracting(FirmwareCatalog.Image::id)
        .containsExactly(
            FirmwareCatalog.BIOS,
            FirmwareCatalog.VGABIOS,
            FirmwareCatalog.BOOTROM,
            FirmwareCatalog.FONT,
            FirmwareCatalog.ARM_MONITOR);
    for (FirmwareCatalog.Image image : FirmwareCatalog.images()) {
      byte[] bytes = FirmwareCatalog.bytes(image.id());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(bytes).as(image.id()).hasSize(image.size());
      assertThat(HexFormat.of().formatHex(digest)).as(image.id()).isEqualTo(image.sha256());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FirmwareCatalog.BIOS, FirmwareCatalog.VGABIOS})
  void theBytesOfAnImageSumToZero(String id) {
    assertThat(sum(FirmwareCatalog.bytes(id))).isZero();
  }

  @Test
  void theBiosStartsAtTheResetVectorAndNamesItsModel() {
    byte[] bios = FirmwareCatalog.bytes(FirmwareCatalog.BIOS);
    assertThat(bios).hasSize(0x10000);
    assertThat(Arrays.copyOfRange(bios, 0xFFF0, 0xFFF5))
        .as("jmp F000:E05B")
        .containsExactly(0xEA, 0x5B, 0xE0, 0x00, 0xF0);
    assertThat(new String(bios, 0xFFF5, 8, StandardCharsets.US_ASCII))
        .as("date")
        .matches("\\d\\d/\\d\\d/\\d\\d");
    assertThat(bios[0xFFFE] & 0xFF).as("model byte").isEqualTo(0xFC);
  }

  @Test
  void theVideoRomHasAnOptionRomHeader() {
    byte[] rom = FirmwareCatalog.bytes(FirmwareCatalog.VGABIOS);
    assertThat(rom).hasSize(0x8000).startsWith(0x55, 0xAA, 0x40);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> FirmwareCatalog.bytes("cbios"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cbios");
  }
}
