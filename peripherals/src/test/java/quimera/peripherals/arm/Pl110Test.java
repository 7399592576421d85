package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

class Pl110Test {
  private static final int PICTURE = 0x10000;
  private static final int ON = 0x801; // LcdEn, LcdPwr

  private final Scheduler scheduler = new Scheduler();
  private final MemoryMap map = new MemoryMap("physical", Unmapped.FAULT);
  private final Bus bus = new Bus(map, 32);
  private final Pl110 lcd = new Pl110(bus, Clock.hertz("clcdclk", 25_000_000), scheduler);
  private int[] pixels;

  /** 16 pixels a line, two lines. */
  private void show(int control) {
    map.memory("ram", 0, Memory.ram("ram", 1 << 18));
    lcd.write(0x000, 4, 0);
    lcd.write(0x004, 4, 1);
    lcd.write(0x010, 4, PICTURE);
    lcd.write(0x018, 4, control | ON);
    pixels = new int[lcd.width() * lcd.height()];
  }

  @Test
  void theTimingRegistersGiveTheSizeOfThePicture() {
    show(5 << 1);

    assertThat(lcd.width()).isEqualTo(16);
    assertThat(lcd.height()).isEqualTo(2);
  }

  /** LcdBpp, BGR, a pixel as stored, the colour. */
  @ParameterizedTest
  @CsvSource({
    "5, 0, 0x00112233, 0xFF332211",
    "5, 1, 0x00112233, 0xFF112233",
    "4, 0, 0x0000001F, 0xFFFF0000",
    "4, 0, 0x00007C00, 0xFF0000FF",
    "4, 1, 0x00007C00, 0xFFFF0000",
    "4, 0, 0x000003E0, 0xFF00FF00"
  })
  void aPixelWithItsOwnColourIsShown(int bpp, int bgr, String stored, String colour) {
    show(bpp << 1 | bgr << 8);
    bus.write32(PICTURE, Integer.decode(stored));

    assertThat(lcd.render(pixels)).isTrue();
    assertThat(pixels[0]).isEqualTo((int) Long.decode(colour).longValue());
    assertThat(pixels[1]).isEqualTo(0xFF000000);
  }

  @Test
  void eightBitPixelsGoThroughThePalette() {
    show(3 << 1);
    lcd.write(0x200 + 4, 4, 0x001F_03E0); // colours 2 and 3
    bus.write32(PICTURE, 0x0302);

    lcd.render(pixels);

    assertThat(pixels[0]).isEqualTo(0xFF00FF00);
    assertThat(pixels[1]).isEqualTo(0xFFFF0000);
  }

  @Test
  void onlyAChangedPictureIsDrawnAgain() {
    show(5 << 1);
    assertThat(lcd.render(pixels)).isTrue();
    assertThat(lcd.render(pixels)).isFalse();
    bus.write32(PICTURE + 64, 0xFF);

    assertThat(lcd.render(pixels)).isTrue();
    assertThat(pixels[16]).isEqualTo(0xFFFF0000);
  }

  @Test
  void theVerticalInterruptComesOnceAFrameAndIsCleared() {
    show(5 << 1);
    lcd.write(0x01C, 4, 8);

    scheduler.advanceTo(3_000_000);

    assertThat(lcd.irq.isHigh()).isTrue();
    assertThat(lcd.read(0x024, 4)).isEqualTo(8);
    lcd.write(0x028, 4, 8);
    assertThat(lcd.irq.isHigh()).isFalse();
  }

  @Test
  void aPictureThatIsNoMemoryIsBlack() {
    show(5 << 1);
    lcd.write(0x010, 4, 0x7000_0000);
    lcd.write(0x018, 4, 5 << 1);
    lcd.write(0x018, 4, 5 << 1 | ON);

    lcd.render(pixels);

    assertThat(pixels).containsOnly(0xFF000000);
  }
}
