package quimera.machines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quimera.core.host.HostException;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "16,16777216",
    "16M,16777216",
    "640k,655360",
    "1 GiB,1073741824",
    "64MB,67108864",
    "4KiB,4096"
  })
  void unitsAreBinaryAndABareNumberIsMebibytes(String text, long bytes) {
    assertThat(Sizes.parse("memory size", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3x", "", "-1", "0", "1.5G", "M", "99999999999"})
  void whatIsNoSizeIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Sizes.parse("memory size", text))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("memory size: \"" + text + "\" is no size")
        .hasMessageContaining("16M");
  }

  @Test
  void theShortestExactFormIsShown() {
    assertThat(Sizes.format(16 << 20)).isEqualTo("16M");
    assertThat(Sizes.format(640 << 10)).isEqualTo("640K");
    assertThat(Sizes.format(1L << 31)).isEqualTo("2G");
  }
}
