package quimera.gui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static quimera.gui.LabWindow.act;
import static quimera.gui.LabWindow.await;
import static quimera.gui.LabWindow.onScreen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.cli.ExitCode;
import quimera.core.host.Display;
import quimera.core.state.StateTree;

/** The window with the Lab in it, driven by real keys and a real mouse of the display. */
@Tag("display")
class WindowIT {
  private static final String MENU = "Enter opens";
  private static final String KEYBOARD_PAGE = "Press keys, move the mouse";
  private static StateTree labReady;

  @BeforeAll
  static void startJavaFx() {
    LabWindow.startJavaFx();
    labReady = LabWindow.labReady();
  }

  private static LabWindow lab() {
    return new LabWindow("lab", labReady);
  }

  // --- Keys --------------------------------------------------------------------------------------

  @Test
  void keysOfTheHostReachTheGuest() {
    try (LabWindow lab = lab()) {
      lab.awaitText(MENU);
      lab.type(KeyCode.DIGIT5);
      lab.awaitText("q leaves");
      for (KeyCode key : List.of(KeyCode.D, KeyCode.SPACE, KeyCode.DIGIT2, KeyCode.DIGIT0)) {
        lab.type(key);
      }
      lab.awaitText("d 20");
    }
  }

  /** The menu bar would take both for itself. */
  @Test
  void f10AndAltBelongToTheGuest() {
    try (LabWindow lab = lab()) {
      lab.type(KeyCode.DIGIT4);
      lab.awaitText(KEYBOARD_PAGE);
      lab.type(KeyCode.F10);
      lab.awaitText("break  F10");
      lab.type(KeyCode.ALT);
      lab.awaitText("break  Alt");
      assertThat(onScreen(() -> lab.window.screen().isFocused())).isTrue();
    }
  }

  @Test
  void keysThatAreHeldWhenTheFocusGoesAreLetGo() {
    try (LabWindow lab = lab()) {
      lab.type(KeyCode.DIGIT4);
      lab.awaitText(KEYBOARD_PAGE);
      lab.press(KeyCode.SHIFT);
      lab.awaitText("make   Shift");
      act(() -> lab.window.menus().bar().requestFocus());
      lab.awaitText("break  Shift");
      lab.release(KeyCode.SHIFT);
    }
  }

  // --- Picture -----------------------------------------------------------------------------------

  @Test
  void everyPixelOfTheGuestStandsOnTheScreen() {
    try (LabWindow lab = lab()) {
      lab.awaitText(MENU);
      compareWithTheHostsScreen(lab, 720, 400);
    }
  }

  @Test
  void aLowModeTakesThePlaceOfTheOldWithPixelsTwiceAsLarge() {
    try (LabWindow lab = lab()) {
      lab.awaitText(MENU);
      lab.type(KeyCode.DIGIT2);
      await("a graphics mode", () -> lab.ask(machine -> machine.display().text() == null));
      await("its picture", () -> onScreen(() -> lab.window.screen().frame().width() % 320 == 0));
      compareWithTheHostsScreen(lab, 640, 400);
      lab.session.pause(false);
      lab.type(KeyCode.ESCAPE);
      await("text again", () -> onScreen(() -> lab.window.screen().frame().width() == 720));
    }
  }

  /** What the window's pane shows on the host's display is the guest's picture, enlarged. */
  private static void compareWithTheHostsScreen(LabWindow lab, int shownWidth, int shownHeight) {
    lab.session.pause(true);
    FrameSource.Frame guest = lab.ask(machine -> picture(machine.display()));
    await(
        "the last picture",
        () -> onScreen(() -> Arrays.equals(lab.window.screen().frame().argb(), guest.argb())));
    Scaler.Placement place = onScreen(() -> lab.window.screen().placement());
    assertThat(place.width()).isEqualTo(shownWidth);
    assertThat(place.height()).isEqualTo(shownHeight);
    int[] expected = new int[shownWidth * shownHeight];
    for (int i = 0; i < expected.length; i++) {
      int x = i % shownWidth * guest.width() / shownWidth;
      int y = i / shownWidth * guest.height() / shownHeight;
      expected[i] = guest.argb()[y * guest.width() + x];
    }
    await(
        "the same pixels on the display",
        () -> Arrays.equals(expected, onScreen(() -> grab(lab, place))));
  }

  private static FrameSource.Frame picture(Display display) {
    int[] argb = new int[display.width() * display.height()];
    display.render(argb);
    return new FrameSource.Frame(display.width(), display.height(), argb);
  }

  private static int[] grab(LabWindow lab, Scaler.Placement place) {
    ScreenView screen = lab.window.screen();
    Bounds pane = screen.localToScreen(screen.getBoundsInLocal());
    WritableImage image =
        lab.robot.getScreenCapture(
            null,
            pane.getMinX() + place.x(),
            pane.getMinY() + place.y(),
            place.width(),
            place.height());
    int[] argb = new int[place.width() * place.height()];
    image
        .getPixelReader()
        .getPixels(
            0,
            0,
            place.width(),
            place.height(),
            PixelFormat.getIntArgbInstance(),
            argb,
            0,
            place.width());
    return argb;
  }

  // --- Mouse and host key ------------------------------------------------------------------------

  @Test
  void aClickCapturesTheMouseAndTheHostKeyReleasesIt() {
    try (LabWindow lab = lab()) {
      lab.type(KeyCode.DIGIT4);
      lab.awaitText(KEYBOARD_PAGE);
      click(lab);
      assertThat(onScreen(() -> lab.window.capture().captured())).isTrue();
      assertThat(onScreen(() -> lab.window.stage().getTitle())).contains("Ctrl+Alt releases");
      for (int i = 0; i < 30; i++) { // several times as far as the pointer's leash
        act(() -> lab.robot.mouseMove(lab.robot.getMousePosition().add(5, 2)));
        LabWindow.pause(15);
      }
      lab.awaitText("470     160"); // from 320, 100
      lab.type(KeyCode.CONTROL, KeyCode.ALT);
      await("the release", () -> onScreen(() -> !lab.window.capture().captured()));
    }
  }

  @Test
  void theHostKeyEndsFullScreen() {
    try (LabWindow lab = lab()) {
      act(() -> menuItem(lab, "View", "Full screen").fire());
      await("full screen", () -> onScreen(() -> lab.window.stage().isFullScreen()));
      await("no bars", () -> onScreen(() -> lab.window.menus().bar().getScene() == null));
      await("the focus", () -> onScreen(() -> lab.window.screen().isFocused()));
      lab.type(KeyCode.CONTROL, KeyCode.ALT);
      await("the window", () -> onScreen(() -> !lab.window.stage().isFullScreen()));
      await("its bars", () -> onScreen(() -> lab.window.menus().bar().getScene() != null));
    }
  }

  @Test
  void anotherHostKeyCanBePressed() {
    try (LabWindow lab = lab()) {
      act(() -> menuItem(lab, "Machine", "Host key", "Press another...").fire());
      lab.type(KeyCode.F12);
      await(
          "the new host key",
          () -> onScreen(() -> lab.window.keyboard().hostKey().title().equals("F12")));
      click(lab);
      assertThat(onScreen(() -> lab.window.capture().captured())).isTrue();
      lab.type(KeyCode.F12);
      await("the release", () -> onScreen(() -> !lab.window.capture().captured()));
    }
  }

  private static void click(LabWindow lab) {
    ScreenView screen = lab.window.screen();
    Point2D middle =
        onScreen(() -> screen.localToScreen(screen.getWidth() / 2, screen.getHeight() / 2));
    act(() -> lab.robot.mouseMove(middle));
    LabWindow.pause(50);
    act(() -> lab.robot.mousePress(MouseButton.PRIMARY));
    act(() -> lab.robot.mouseRelease(MouseButton.PRIMARY));
    await("the capture", () -> onScreen(() -> lab.window.capture().captured()));
  }

  // --- Menus -------------------------------------------------------------------------------------

  @Test
  void theMenusStandInTheirOrder() {
    try (LabWindow lab = lab()) {
      assertThat(onScreen(() -> titles(lab.window.menus().bar().getMenus())))
          .containsExactly("Machine", "View", "Media", "Help");
      assertThat(onScreen(() -> titles(menu(lab, "Machine").getItems())))
          .contains("Pause", "Reset", "Send Ctrl-Alt-Del", "Host key", "Quit");
      assertThat(onScreen(() -> titles(menu(lab, "Media").getItems())))
          .contains("fda: Quimera lab (write-protected)", "fdb: empty");
    }
  }

  @Test
  void pauseHoldsTheMachineAndResumeLetsItGoOn() {
    try (LabWindow lab = lab()) {
      act(() -> menuItem(lab, "Machine", "Pause").fire());
      LabWindow.pause(100);
      long held = lab.ask(machine -> machine.scheduler.now());
      LabWindow.pause(200);
      assertThat(lab.<Long>ask(machine -> machine.scheduler.now())).isEqualTo(held);
      assertThat(onScreen(() -> lab.window.status().doing())).isEqualTo("paused");
      act(() -> menuItem(lab, "Machine", "Resume").fire());
      await("time", () -> lab.ask(machine -> machine.scheduler.now()) > held);
    }
  }

  @Test
  void resetStartsTheGuestAfresh() {
    try (LabWindow lab = lab()) {
      lab.awaitText(MENU);
      act(() -> menuItem(lab, "Machine", "Reset").fire());
      lab.awaitText("Quimera BIOS");
    }
  }

  @Test
  void ctrlAltDelStartsTheGuestAfresh() {
    try (LabWindow lab = lab()) {
      lab.awaitText(MENU);
      act(() -> menuItem(lab, "Machine", "Send Ctrl-Alt-Del").fire());
      lab.awaitText("Quimera BIOS");
    }
  }

  @Test
  void quitEndsTheSessionWell() {
    try (LabWindow lab = lab()) {
      act(() -> menuItem(lab, "Machine", "Quit").fire());
      assertThat(lab.join().code()).isEqualTo(ExitCode.SUCCESS.code);
    }
  }

  @Test
  void aPictureIsSavedAsPng(@TempDir Path folder) throws IOException {
    try (LabWindow lab = lab()) {
      FrameSource.Frame frame = onScreen(() -> lab.window.screen().frame());
      act(() -> lab.window.save(frame, folder.resolve("picture")));
      var png = ImageIO.read(folder.resolve("picture.png").toFile());
      assertThat(png.getRGB(0, 0, frame.width(), frame.height(), null, 0, frame.width()))
          .isEqualTo(frame.argb());
    }
  }

  private static List<String> titles(List<? extends MenuItem> items) {
    return items.stream().map(MenuItem::getText).toList();
  }

  private static Menu menu(LabWindow lab, String title) {
    return (Menu) named(lab.window.menus().bar().getMenus(), title);
  }

  private static MenuItem menuItem(LabWindow lab, String menu, String... path) {
    MenuItem item = menu(lab, menu);
    for (String title : path) {
      item = named(((Menu) item).getItems(), title);
    }
    return item;
  }

  private static MenuItem named(List<? extends MenuItem> items, String title) {
    return items.stream()
        .filter(item -> title.equals(item.getText()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no menu item " + title + " in " + titles(items)));
  }

  // --- Media -------------------------------------------------------------------------------------

  @Test
  void aDroppedImageGoesIntoTheFirstDrive(@TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("blank.img"), new byte[720 * 1024]);
    try (LabWindow lab = lab()) {
      act(() -> lab.window.drop(List.of(image)));
      await("the change", () -> "blank.img".equals(medium(lab)));
      await(
          "the menu's word for it",
          () -> onScreen(() -> titles(menu(lab, "Media").getItems()).contains("fda: blank.img")));
      act(() -> menuItem(lab, "Media", "fda: blank.img", "Eject").fire());
      await("the empty drive", () -> medium(lab) == null);
    }
  }

  @Test
  void twoImagesGoIntoTwoDrivesAndADiscIntoItsOwn(@TempDir Path folder) throws IOException {
    Path first = Files.write(folder.resolve("first.img"), new byte[720 * 1024]);
    Path disc = Files.write(folder.resolve("disc.iso"), new byte[64 * 2048]);
    Path second = Files.write(folder.resolve("second.img"), new byte[720 * 1024]);
    try (LabWindow lab = lab()) {
      act(() -> lab.window.drop(List.of(first, disc, second)));
      for (String now : List.of("fda: first.img", "fdb: second.img", "cdrom: disc.iso")) {
        await(
            now,
            () ->
                onScreen(
                    () ->
                        titles(menu(lab, "Media").getItems()).stream()
                            .anyMatch(title -> title.startsWith(now))));
      }
    }
  }

  @Test
  void anImageThatMayNotBeWrittenIsWriteProtected(@TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("blank.img"), new byte[720 * 1024]);
    assumeTrue(image.toFile().setReadOnly(), "this file system has no write protection");
    try (LabWindow lab = lab()) {
      act(() -> lab.window.media().insert("fda", image));
      await(
          "the menu's word for it",
          () ->
              onScreen(
                  () ->
                      titles(menu(lab, "Media").getItems())
                          .contains("fda: blank.img (write-protected)")));
    }
  }

  @Test
  void aFileThatIsNoFloppyIsRefusedAndTheOldDiskStays(@TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("half.img"), new byte[700_001]);
    try (LabWindow lab = lab()) {
      act(() -> lab.window.drop(List.of(image)));
      await(
          "the complaint",
          () ->
              onScreen(() -> lab.window.complaint() != null && lab.window.complaint().isShowing()));
      assertThat(onScreen(() -> lab.window.complaint().getContentText()))
          .contains("half.img")
          .contains("is no floppy");
      assertThat(medium(lab)).isEqualTo("Quimera lab");
      act(() -> lab.window.complaint().close());
    }
  }

  private static String medium(LabWindow lab) {
    return lab.ask(
        machine -> {
          var medium = machine.slots().get("fda").medium();
          return medium == null ? null : medium.name();
        });
  }

  // --- The end of a guest ------------------------------------------------------------------------

  @Test
  void aGuestThatCrashesLeavesItsWindowAndSaysWhy() {
    try (LabWindow crash = new LabWindow("triplefault", null)) {
      await(
          "the reason",
          () -> onScreen(() -> crash.window.status().doing().contains("triple fault")));
      act(crash.window::quit);
      assertThat(crash.join().code()).isEqualTo(ExitCode.GUEST_FAULT.code);
    }
  }
}
