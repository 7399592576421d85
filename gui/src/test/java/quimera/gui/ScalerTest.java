package quimera.gui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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

  @Test
  void betweenWholeFactorsEachPixelIsTheMeanOfWhatItCovers() {
    int[] to = new int[3];
    Scaler.draw(
        new int[] {0xFF000000, 0xFF80FF40}, 2, 1, to, 3, 1, new Scaler.Placement(0, 0, 3, 1));
    assertThat(to).containsExactly(0xFF000000, 0xFF407F20, 0xFF80FF40);
  }

  @Test
  void aSmallerPictureLosesNoLine() {
    int[] to = new int[2];
    Scaler.draw(
        new int[] {0xFFFFFFFF, 0xFF000000, 0xFF000000, 0xFFFFFFFF, 0xFFFFFFFF},
        1,
        5,
        to,
        1,
        2,
        new Scaler.Placement(0, 0, 1, 2));
    assertThat(to).containsExactly(0xFF656565, 0xFFCCCCCC);
  }

  @Test
  void aWhitePictureStaysWhiteAtAnySize() {
    int[] from = new int[36 * 20];
    Arrays.fill(from, 0xFFFFFFFF);
    for (int size = 1; size < 100; size++) {
      int[] to = new int[size * size];
      Scaler.draw(from, 36, 20, to, size, size, new Scaler.Placement(0, 0, size, size));
      assertThat(to).containsOnly(0xFFFFFFFF);
    }
  }
}
