package quimera.peripherals.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Memory;
import quimera.core.bus.PortSpace;
import quimera.core.state.StateTree;
import quimera.core.time.Scheduler;

/** The linear framebuffer and the registers that shape it. */
class BochsVbeTest {
  private final Vga vga = new Vga(new Scheduler());
  private final Memory memory = Memory.ram("framebuffer", 16 << 20);
  private final BochsVbe vbe = new BochsVbe(vga, memory);
  private final PortSpace ports = new PortSpace();

  BochsVbeTest() {
    ports.map("vbe", 0x1CE, 4, 2, vbe.ports);
  }

  private void set(int register, int value) {
    ports.write(0x1CE, 2, register);
    ports.write(0x1CF, 2, value);
  }

  private int get(int register) {
    ports.write(0x1CE, 2, register);
    return ports.read(0x1D0, 2);
  }

  private void mode(int width, int height, int bits) {
    set(4, 0);
    set(1, width);
    set(2, height);
    set(3, bits);
    set(4, 0x41);
  }

  private int[] draw() {
    int[] picture = new int[vbe.width() * vbe.height()];
    vbe.render(picture);
    return picture;
  }

  private void put(long at, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      memory.load(at + i, new byte[] {(byte) bytes[i]}, 0, 1);
    }
  }

  @Test
  void itNamesItsVersionAndTakesOnlyVersionsThereWere() {
    assertThat(get(0)).isEqualTo(0xB0C5);
    set(0, 0xB0C2);
    assertThat(get(0)).isEqualTo(0xB0C2);
    set(0, 0x1234);
    assertThat(get(0)).isEqualTo(0xB0C2);
    assertThat(get(10)).as("64 KiB blocks").isEqualTo(256);
  }

  @Test
  void capabilitiesReplaceTheSizesWhileAskedFor() {
    set(1, 800);
    set(4, 2);
    assertThat(get(1)).isEqualTo(2560);
    assertThat(get(3)).isEqualTo(32);
    set(4, 0);
    assertThat(get(1)).isEqualTo(800);
  }

  @Test
  void everyDepthIsDrawn() {
    mode(8, 1, 32);
    put(4, 0x33, 0x22, 0x11, 0);
    assertThat(draw()).startsWith(0xFF000000, 0xFF112233);
    mode(8, 1, 24);
    put(3, 0x66, 0x55, 0x44);
    assertThat(draw()[1]).isEqualTo(0xFF445566);
    mode(8, 1, 16);
    put(2, 0x1F, 0xF8);
    assertThat(draw()[1]).as("red and blue").isEqualTo(0xFFFF00FF);
    mode(8, 1, 15);
    put(2, 0xE0, 0x03);
    assertThat(draw()[1]).as("green").isEqualTo(0xFF00FF00);
    mode(8, 1, 8);
    vga.ports.write(0x18, 1, 7);
    vga.ports.write(0x19, 1, 63);
    vga.ports.write(0x19, 1, 0);
    vga.ports.write(0x19, 1, 32);
    put(1, 7);
    assertThat(draw()[1]).as("six bits of palette").isEqualTo(0xFFFF0082);
  }

  @Test
  void theBankWindowShowsSixtyFourKilobytes() {
    mode(640, 480, 8);
    set(5, 2);
    vbe.window.write(0x1234, 2, 0xBEEF);
    byte[] two = new byte[2];
    memory.store(0x21234, two, 0, 2);
    assertThat(two).containsExactly(0xEF, 0xBE);
    assertThat(vbe.window.read(0x1234, 2)).isEqualTo(0xBEEF);
    set(5, 0);
    assertThat(vbe.window.read(0x1234, 2)).isZero();
  }

  @Test
  void aScrolledPictureBeginsAtItsOffsets() {
    mode(16, 2, 32);
    set(6, 32);
    assertThat(get(7)).as("rows that fit").isEqualTo(0xFFFF);
    set(8, 3);
    set(9, 5);
    put((5L * 32 + 3) * 4, 0x01, 0x02, 0x03);
    put((6L * 32 + 3) * 4, 0x04, 0x05, 0x06);
    int[] picture = draw();
    assertThat(picture[0]).isEqualTo(0xFF030201);
    assertThat(picture[16]).isEqualTo(0xFF060504);
  }

  @Test
  void onlyAChangeIsDrawnAgain() {
    mode(64, 64, 32);
    int[] picture = new int[64 * 64];
    assertThat(vbe.render(picture)).isTrue();
    assertThat(vbe.render(picture)).isFalse();
    put(64 * 4 * 10, 1, 2, 3);
    assertThat(vbe.render(picture)).isTrue();
    assertThat(picture[640]).isEqualTo(0xFF030201);
    assertThat(vbe.render(picture)).isFalse();
  }

  @Test
  void switchingOnClearsUnlessToldNotTo() {
    mode(64, 64, 32);
    put(0, 0xAA);
    set(4, 0);
    set(4, 0xC1);
    assertThat(draw()[0]).isEqualTo(0xFF0000AA);
    set(4, 0);
    set(4, 0x41);
    assertThat(draw()[0]).isEqualTo(0xFF000000);
  }

  @Test
  void aStateBringsTheModeBack() {
    mode(640, 480, 16);
    StateTree kept = StateTree.save(vbe::state);
    set(4, 0);
    assertThat(vbe.width()).isNotEqualTo(640);
    kept.load("vbe", vbe::state);
    vbe.restored();
    assertThat(vbe.width()).isEqualTo(640);
    assertThat(vbe.height()).isEqualTo(480);
  }

  @Test
  void theMonitorsBlockAddsUpToNothing() {
    byte[] edid = Edid.monitor();
    int sum = 0;
    for (byte each : edid) {
      sum += each;
    }
    assertThat(sum & 0xFF).isZero();
    assertThat(edid[54 + 2] & 0xFF | (edid[54 + 4] & 0xF0) << 4).isEqualTo(1024);
    assertThat(edid[54 + 5] & 0xFF | (edid[54 + 7] & 0xF0) << 4).isEqualTo(768);
  }
}
