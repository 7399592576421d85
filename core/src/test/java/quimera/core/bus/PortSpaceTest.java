package quimera.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortSpaceTest {
  private final PortSpace ports = new PortSpace();
  private final StringBuilder log = new StringBuilder();

  private BusTarget logging(String name) {
    return new BusTarget() {
      @Override
      public long read(int offset, int bytes) {
        return 0x10L + offset;
      }

      @Override
      public void write(int offset, int bytes, long value) {
        log.append(name)
            .append(offset)
            .append('/')
            .append(bytes)
            .append('=')
            .append(Long.toHexString(value))
            .append(' ');
      }
    };
  }

  @Test
  void aWordToByteWidePortsGoesToTwoNeighbours() {
    ports.map("a", 0x3D4, 1, 1, logging("a"));
    ports.map("b", 0x3D5, 1, 1, logging("b"));
    ports.write(0x3D4, 2, 0xBEEF);
    assertThat(log.toString()).isEqualTo("a0/1=ef b0/1=be ");
    assertThat(ports.read(0x3D4, 2)).isEqualTo(0x1010);
  }

  @Test
  void aWideDeviceTakesTheWholeAccess() {
    ports.map("ide", 0x1F0, 8, 4, logging("i"));
    ports.write(0x1F0, 4, 0x80000001);
    assertThat(log.toString()).isEqualTo("i0/4=80000001 ");
  }

  @Test
  void unclaimedPortsReadAsOnes() {
    assertThat(ports.read(0x300, 4)).isEqualTo(-1);
    assertThat(ports.peek(0x300)).hasValue(0xFF);
  }

  @Test
  void twoClaimsOnOnePortNameBothOwners() {
    ports.map("com1", 0x3F8, 8, 1, logging("a"));
    assertThatThrownBy(() -> ports.map("modem", 0x3FC, 1, 1, logging("b")))
        .hasMessage("port 0x3fc is claimed by 'com1' and by 'modem'; move one of them");
  }

  @Test
  void anUnmappedRangeIsFreeAgain() {
    PortSpace.Range range = ports.map("a", 0x300, 4, 1, logging("a"));
    ports.unmap(range);
    ports.map("b", 0x300, 4, 1, logging("b"));
    assertThat(ports.ranges()).extracting(PortSpace.Range::name).containsExactly("b");
  }
}
