package quimera.machines.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import quimera.core.bus.Bytes;
import quimera.core.host.HostException;

class DeviceTreeTest {
  private static DeviceTree sample() {
    DeviceTree tree = new DeviceTree();
    tree.root().cells("#address-cells", 1).text("compatible", "arm,one", "arm,two");
    tree.root().child("chosen").text("bootargs", "quiet");
    tree.root().child("soc").child("uart@1000").cells("reg", 0x1000, 0x200).cells("dma-coherent");
    return tree;
  }

  @Test
  void theFlatFormBeginsAsTheSpecificationSays() {
    byte[] flat = sample().flat();
    assertThat(Bytes.get32be(flat, 0)).isEqualTo(0xD00DFEED);
    assertThat(Bytes.get32be(flat, 4)).as("totalsize").isEqualTo(flat.length);
    assertThat(Bytes.get32be(flat, 20)).as("version").isEqualTo(17);
    assertThat(Bytes.get32be(flat, 24)).as("last compatible version").isEqualTo(16);
    int structure = Bytes.get32be(flat, 8);
    assertThat(structure % 4).isZero();
    assertThat(Bytes.get32be(flat, structure)).as("FDT_BEGIN_NODE").isEqualTo(1);
    assertThat(Bytes.get32be(flat, structure + Bytes.get32be(flat, 36) - 4))
        .as("FDT_END")
        .isEqualTo(9);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    DeviceTree tree = DeviceTree.parse(sample().flat());
    assertThat(tree.root().says("compatible", "arm,two")).isTrue();
    assertThat(tree.root().says("compatible", "arm,three")).isFalse();
    DeviceTree.Node uart = tree.root().child("soc").child("uart@1000");
    assertThat(uart.cell("reg", 0)).isEqualTo(0x1000);
    assertThat(uart.get("dma-coherent")).isEmpty();
    assertThat(tree.flat()).isEqualTo(sample().flat());
  }

  @Test
  void aPropertyIsReplacedInItsPlace() {
    DeviceTree tree = DeviceTree.parse(sample().flat());
    tree.root().child("chosen").text("bootargs", "a longer command line than before");
    DeviceTree again = DeviceTree.parse(tree.flat());
    DeviceTree.Node chosen = again.root().child("chosen");
    assertThat(chosen.says("bootargs", "a longer command line than before")).isTrue();
    assertThat(again.root().children()).hasSize(2);
  }

  @Test
  void aFileThatIsNoneIsRefused() {
    assertThatThrownBy(() -> DeviceTree.parse(new byte[100]))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("D0 0D FE ED");
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    byte[] flat = sample().flat();
    assertThatThrownBy(() -> DeviceTree.parse(Arrays.copyOf(flat, flat.length - 10)))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void aFileThatIsDamagedIsRefused() {
    byte[] flat = sample().flat();
    Bytes.put32be(flat, Bytes.get32be(flat, 8), 77);
    assertThatThrownBy(() -> DeviceTree.parse(flat))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("damaged");
  }
}
