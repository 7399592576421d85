package quimera.isa.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import quimera.core.host.HostException;

class ElfImageTest {
  private static final int SIZE = 52 + 32 + 4;

  private static byte[] file(ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(SIZE).order(order);
    out.put(new byte[] {0x7F, 'E', 'L', 'F', 1, (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1)});
    out.putShort(16, (short) 2).putShort(18, (short) 8);
    out.putInt(24, 0x8010_0000).putInt(28, 52);
    out.putShort(42, (short) 32).putShort(44, (short) 1);
    int header = 52;
    out.putInt(header, 1).putInt(header + 4, 84);
    out.putInt(header + 8, 0x8010_0000).putInt(header + 12, 0x0010_0000);
    out.putInt(header + 16, 4).putInt(header + 20, 16);
    out.putInt(84, 0x01020304);
    return Arrays.copyOf(out.array(), SIZE);
  }

  @Test
  void aFileIsReadInItsOwnByteOrder() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ElfImage image = ElfImage.read(file(order), "the kernel");

      assertThat(image.order()).isEqualTo(order);
      assertThat(image.machine()).isEqualTo(8);
      assertThat(image.entry()).isEqualTo(0x8010_0000);
      ElfImage.Segment segment = image.segments().get(0);
      assertThat(segment.physical()).isEqualTo(0x0010_0000);
      assertThat(segment.content()).hasSize(4);
      assertThat(segment.size()).isEqualTo(16);
    }
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] whole = file(ByteOrder.LITTLE_ENDIAN);

    for (int length : new int[] {60, 86}) {
      assertThatThrownBy(() -> ElfImage.read(Arrays.copyOf(whole, length), "the kernel"))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void aFileOf64BitsOrAnObjectFileIsRefused() {
    byte[] wide = file(ByteOrder.LITTLE_ENDIAN);
    wide[4] = 2;
    byte[] object = file(ByteOrder.LITTLE_ENDIAN);
    object[16] = 1;

    assertThatThrownBy(() -> ElfImage.read(wide, "the kernel")).hasMessageContaining("64 bits");
    assertThatThrownBy(() -> ElfImage.read(object, "the kernel")).hasMessageContaining("link it");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> ElfImage.read(new byte[100], "the kernel"))
        .isInstanceOf(HostException.class)
        .hasMessage("the kernel is no ELF file");
  }
}
