package quimera.peripherals.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device;
import quimera.core.time.Scheduler;

class VgaTest {
  private static final int TEXT = 0x18000; // B8000h from A0000h
  private static final int RED = 0xFFFF0000;
  private static final int BLACK = 0xFF000000;

  private final Scheduler scheduler = new Scheduler();
  private final Vga vga = new Vga(scheduler);

  @BeforeEach
  void colourAdapter() {
    vga.reset(Device.Reset.POWER_ON);
    out(0x3C2, 0x67);
  }

  private void out(int port, int value) {
    vga.ports.write(port - 0x3B0, 1, value);
  }

  private int in(int port) {
    return (int) vga.ports.read(port - 0x3B0, 1);
  }

  private void sequencer(int register, int value) {
    out(0x3C4, register);
    out(0x3C5, value);
  }

  private void graphics(int register, int value) {
    out(0x3CE, register);
    out(0x3CF, value);
  }

  private void crtc(int register, int value) {
    out(0x3D4, register);
    out(0x3D5, value);
  }

  private void attribute(int register, int value) {
    in(0x3DA);
    out(0x3C0, register | 0x20);
    out(0x3C0, value);
  }

  /** Mode 3 as the VGA BIOS sets it: 80 x 25 cells of 9 x 16 dots. */
  private void textMode() {
    int[] values = {
      0x5F, 0x4F, 0x50, 0x82, 0x55, 0x81, 0xBF, 0x1F, 0x00, 0x4F, 0x0D, 0x0E, 0, 0, 0, 0, 0x9C,
      0x8E, 0x8F, 0x28, 0x1F, 0x96, 0xB9, 0xA3, 0xFF
    };
    crtc(0x11, 0);
    for (int i = 0; i < values.length; i++) {
      crtc(i, values[i]);
    }
    sequencer(1, 0x00);
    sequencer(2, 0x03);
    sequencer(4, 0x02);
    graphics(5, 0x10);
    graphics(6, 0x0E);
    graphics(8, 0xFF);
    for (int i = 0; i < 16; i++) {
      attribute(i, i);
    }
    attribute(0x10, 0x0C);
    attribute(0x12, 0x0F);
    attribute(0x13, 0x08);
    out(0x3C6, 0xFF);
    out(0x3C8, 4);
    out(0x3C9, 63);
    out(0x3C9, 0);
    out(0x3C9, 0);
  }

  /** Planar memory at A0000h without chains. */
  private void planar() {
    sequencer(4, 0x06);
    sequencer(2, 0x0F);
    graphics(5, 0x00);
    graphics(6, 0x05);
    graphics(8, 0xFF);
  }

  private int plane(int plane, int address) {
    graphics(4, plane);
    return (int) vga.memory.read(address, 1);
  }

  @Test
  void textIsReadFromVideoMemoryInUnicode() {
    textMode();
    vga.memory.write(TEXT, 2, 0x0748);
    vga.memory.write(TEXT + 2, 2, 0x0782);
    vga.memory.write(TEXT + 160, 2, 0x07DB);
    assertThat(vga.text()).startsWith("H\u00E9\n\u2588");
    assertThat(vga.columns()).isEqualTo(80);
  }

  @Test
  void aCharacterIsDrawnFromPlaneTwoAndTheNinthDotRepeatsOnlyWhereLinesJoin() {
    textMode();
    planar();
    sequencer(2, 0x04);
    vga.memory.write('A' * 32, 1, 0x81);
    vga.memory.write(0xC4 * 32, 1, 0xFF);
    textMode();
    crtc(0x0A, 0x20);
    vga.memory.write(TEXT, 4, 0x04C4_0441);
    int[] argb = new int[vga.width() * vga.height()];
    assertThat(vga.width()).isEqualTo(720);
    assertThat(vga.height()).isEqualTo(400);
    assertThat(vga.render(argb)).isTrue();
    assertThat(java.util.Arrays.copyOf(argb, 18))
        .containsExactly(
            RED, BLACK, BLACK, BLACK, BLACK, BLACK, BLACK, RED, BLACK, RED, RED, RED, RED, RED, RED,
            RED, RED, RED);
    assertThat(vga.render(argb)).as("nothing has changed").isFalse();
  }

  @Test
  void writeModeZeroRotatesSetsAndMasks() {
    planar();
    vga.memory.write(0, 1, 0xFF);
    graphics(8, 0x0F);
    graphics(3, 4);
    graphics(1, 0x01);
    graphics(0, 0x00);
    vga.memory.read(0, 1);
    vga.memory.write(0, 1, 0x50);
    assertThat(plane(0, 0)).as("set/reset clears the masked bits").isEqualTo(0xF0);
    assertThat(plane(1, 0)).as("50h turned right by 4").isEqualTo(0xF5);
  }

  @Test
  void writeModeOneCopiesTheLatchesOfAllPlanes() {
    planar();
    for (int p = 0; p < 4; p++) {
      sequencer(2, 1 << p);
      vga.memory.write(7, 1, 0x11L * (p + 1));
    }
    sequencer(2, 0x0F);
    graphics(5, 0x01);
    vga.memory.read(7, 1);
    vga.memory.write(9, 1, 0);
    graphics(5, 0x00);
    for (int p = 0; p < 4; p++) {
      assertThat(plane(p, 9)).isEqualTo(0x11 * (p + 1));
    }
  }

  @Test
  void writeModesTwoAndThreeSpreadAColourUnderAMask() {
    planar();
    graphics(5, 0x02);
    graphics(8, 0x80);
    vga.memory.read(0, 1);
    vga.memory.write(0, 1, 0x05);
    graphics(8, 0xFF);
    graphics(5, 0x03);
    graphics(0, 0x02);
    vga.memory.read(0, 1);
    vga.memory.write(0, 1, 0x01);
    graphics(5, 0x00);
    assertThat(new int[] {plane(0, 0), plane(1, 0), plane(2, 0), plane(3, 0)})
        .containsExactly(0x80, 0x01, 0x80, 0x00);
  }

  @Test
  void readModeOneComparesThePlanesThatMatter() {
    planar();
    sequencer(2, 0x01);
    vga.memory.write(3, 1, 0xF0);
    sequencer(2, 0x08);
    vga.memory.write(3, 1, 0xFF);
    graphics(2, 0x01);
    graphics(7, 0x07);
    graphics(5, 0x08);
    assertThat(vga.memory.read(3, 1)).as("plane 3 does not matter").isEqualTo(0xF0);
  }

  @Test
  void chainedAddressesChooseThePlane() {
    planar();
    sequencer(4, 0x0E);
    vga.memory.write(4, 4, 0x44332211);
    assertThat(vga.memory.read(6, 1)).isEqualTo(0x33);
    sequencer(4, 0x06);
    assertThat(plane(2, 4)).isEqualTo(0x33);
  }

  @Test
  void theAttributePortTurnsBackToIndexWhenStatusIsRead() {
    in(0x3DA);
    out(0x3C0, 0x23);
    out(0x3C0, 0x15);
    out(0x3C0, 0x24);
    in(0x3DA);
    out(0x3C0, 0x23);
    assertThat(in(0x3C1)).isEqualTo(0x15);
  }

  @Test
  void theDacTakesTriplesAndGivesThemBack() {
    out(0x3C8, 10);
    for (int level : new int[] {1, 2, 3, 61, 62, 0xFF}) {
      out(0x3C9, level);
    }
    assertThat(in(0x3C7)).isZero();
    out(0x3C7, 10);
    assertThat(in(0x3C7)).isEqualTo(3);
    assertThat(new int[] {in(0x3C9), in(0x3C9), in(0x3C9), in(0x3C9), in(0x3C9), in(0x3C9)})
        .containsExactly(1, 2, 3, 61, 62, 63);
  }

  @Test
  void verticalRetraceComesSeventyTimesASecondInMode3() {
    textMode();
    int risen = 0;
    boolean was = false;
    for (long time = 0; time < 1_000_000_000L; time += 20_000) {
      scheduler.advanceTo(time);
      boolean retrace = (in(0x3DA) & 8) != 0;
      risen += retrace && !was ? 1 : 0;
      was = retrace;
    }
    assertThat(risen).isEqualTo(70);
  }

  @Test
  void lockedTimingRegistersKeepTheirValuesButForLineCompare() {
    crtc(0x11, 0);
    crtc(0x06, 0x12);
    crtc(0x07, 0x00);
    crtc(0x11, 0x80);
    crtc(0x06, 0x34);
    crtc(0x07, 0xFF);
    out(0x3D4, 0x06);
    assertThat(in(0x3D5)).isEqualTo(0x12);
    out(0x3D4, 0x07);
    assertThat(in(0x3D5)).isEqualTo(0x10);
  }

  @Test
  void aMonochromeAdapterAnswersAtTheOtherPorts() {
    crtc(0x0C, 0x5A);
    out(0x3C2, 0x66);
    out(0x3B4, 0x0C);
    assertThat(in(0x3B5)).isEqualTo(0x5A);
    assertThat(in(0x3D5)).isEqualTo(0xFF);
  }

  @Test
  void peekLeavesLatchesAndFlipFlopAlone() {
    planar();
    in(0x3DA);
    out(0x3C0, 0x23);
    vga.ports.peek(0x3DA - 0x3B0, 1);
    out(0x3C0, 0x11);
    in(0x3DA);
    out(0x3C0, 0x23);
    assertThat(in(0x3C1)).as("the second write was data").isEqualTo(0x11);
  }
}
