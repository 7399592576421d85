package quimera.gui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalerTest {
  @Test
  void theLargestWholeFactorIsCentred() {
    assertThat(Scaler.place(720, 400, 1500, 900, false))
        .isEqualTo(new Scaler.Placement(30, 50, 1440, 800));
    assertThat(Scaler.place(720, 400, 720, 400, false))
        .isEqualTo(new Scaler.Placement(0, 0, 720, 400));
  }

  @Test
  void lowResolutionModesAreDoubled() {
    assertThat(Scaler.place(320, 200, 640, 400, false))
        .isEqualTo(new Scaler.Placement(0, 0, 640, 400));
  }

  @Test
  void textOfFortyColumnsIsAsWideAsTextOfEighty() {
    assertThat(Scaler.place(360, 400, 720, 400, false))
        .isEqualTo(new Scaler.Placement(0, 0, 720, 400));
  }

  @Test
  void aPanelOnItsSideIsNotStretched() {
    assertThat(Scaler.place(240, 320, 240, 320, false))
        .isEqualTo(new Scaler.Placement(0, 0, 240, 320));
  }

  @Test
  void aTubeIsFourByThree() {
    assertThat(Scaler.place(720, 400, 800, 600, true))
        .isEqualTo(new Scaler.Placement(0, 0, 800, 600));
  }

  @Test
  void aWindowThatIsTooSmallShowsAllOfThePictureSmaller() {
    Scaler.Placement place = Scaler.place(720, 400, 360, 300, false);
    assertThat(place.width()).isEqualTo(360);
    assertThat(place.height()).isEqualTo(200);
  }

  @Test
  void everyGuestPixelBecomesARectangle() {
    int[] to = new int[4 * 6];
    Scaler.draw(new int[] {1, 2, 3, 4}, 2, 2, to, 4, 6, new Scaler.Placement(0, 1, 4, 4));
    int black = 0xFF000000;
    assertThat(to)
        .containsExactly(
            black, black, black, black, 1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4, black,
            black, black, black);
  }
}
