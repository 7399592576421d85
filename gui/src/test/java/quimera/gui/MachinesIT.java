package quimera.gui;

import static org.assertj.core.api.Assertions.assertThat;
import static quimera.gui.LabWindow.act;
import static quimera.gui.LabWindow.await;
import static quimera.gui.LabWindow.onScreen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quimera.cli.ExitCode;
import quimera.cli.Session;
import quimera.core.machine.MachineProfile;
import quimera.core.state.StateTree;
import quimera.machines.Profiles;
import quimera.testroms.TestRoms;

/** Several machines in one window, started, shown and ended from its list. */
@Tag("display")
@SuppressWarnings("ReferenceEquality") // pictures are told apart by who they are
class MachinesIT {
  private static final String PROMPT = "quimera>";
  private static StateTree labReady;

  @BeforeAll
  static void startJavaFx() {
    LabWindow.startJavaFx();
    labReady = LabWindow.labReady();
  }

  private static LabWindow lab() {
    return new LabWindow("lab", labReady);
  }

  private static Entry entry(LabWindow lab, String name) {
    return onScreen(() -> entry(lab.window, name));
  }

  private static String state(Entry entry) {
    return onScreen(() -> entry.state().get());
  }

  private static Entry shown(LabWindow lab) {
    return onScreen(() -> lab.window.shown().get());
  }

  /** Starts a machine as a user does: selects it in the list and presses Enter. */
  private static Session enter(LabWindow lab, Entry entry) {
    act(() -> lab.window.showMachines());
    act(() -> lab.window.list().entries().getSelectionModel().select(entry));
    await("the list", () -> onScreen(() -> lab.window.list().stage().isFocused()));
    lab.type(KeyCode.ENTER);
    await("the switch", () -> shown(lab) == entry);
    await("the focus", () -> onScreen(() -> lab.window.screen().isFocused()));
    await("the window", () -> onScreen(() -> lab.window.stage().isFocused()));
    return onScreen(() -> entry.guest().session());
  }

  private static void awaitText(Session session, String text) {
    await("\"" + text + "\" on the guest's screen", () -> LabWindow.text(session).contains(text));
  }

  @Test
  void everyBoardIsListedAndTheFirstMachineRuns() {
    try (LabWindow lab = lab()) {
      assertThat(
              onScreen(() -> lab.window.machines().entries().stream().map(Entry::title).toList()))
          .containsExactlyInAnyOrderElementsOf(
              Profiles.all().stream().map(MachineProfile::title).toList());
      assertThat(shown(lab)).isSameAs(entry(lab, "isapc"));
      await("its state", () -> state(shown(lab)).startsWith("running"));
      assertThat(state(entry(lab, "malta"))).isEmpty();
    }
  }

  @Test
  void screenAndKeysFollowTheMachineThatIsShown() {
    try (LabWindow lab = lab()) {
      Session malta = enter(lab, entry(lab, "malta"));
      awaitText(malta, PROMPT);
      lab.type(KeyCode.P);
      lab.type(KeyCode.C);
      lab.type(KeyCode.I);
      awaitText(malta, PROMPT + " pci");
      await("its title", () -> onScreen(() -> lab.window.stage().getTitle()).contains("malta"));
      await(
          "its picture",
          () -> onScreen(() -> lab.window.screen().frame() == entryGuest(lab).picture()));

      enter(lab, entry(lab, "isapc"));
      lab.type(KeyCode.DIGIT5);
      lab.awaitText("q leaves");

      assertThat(LabWindow.text(malta)).doesNotContain("pci5").doesNotContain("q leaves");
      assertThat(state(entry(lab, "malta"))).startsWith("running");
    }
  }

  private static Guest entryGuest(LabWindow lab) {
    return lab.window.shown().get().guest();
  }

  @Test
  void aMachineInTheBackgroundGoesOnAndIsDrawnOnlyWhenItIsShown() {
    try (LabWindow lab = lab()) {
      Session malta = enter(lab, entry(lab, "malta"));
      enter(lab, entry(lab, "isapc"));
      awaitText(malta, PROMPT);
      Guest hidden = onScreen(() -> entry(lab.window, "malta").guest());
      FrameSource.Frame kept = onScreen(hidden::picture);
      LabWindow.pause(300);
      assertThat(onScreen(hidden::picture)).isSameAs(kept);

      enter(lab, entry(lab, "malta"));

      await("a new picture", () -> onScreen(() -> lab.window.screen().frame()) != kept);
    }
  }

  private static Entry entry(MachineWindow window, String name) {
    return window.machines().entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void switchingAMachineOffLeavesTheOthersAndNoThread() {
    try (LabWindow lab = lab()) {
      Entry malta = entry(lab, "malta");
      Session session = enter(lab, malta);
      awaitText(session, PROMPT);
      act(() -> lab.window.machines().switchOff(malta));
      await("its end", () -> state(malta).equals("off"));
      await("its thread's end", () -> machineThreads().equals(List.of("machine")));
      await("the reason", () -> onScreen(() -> lab.window.status().doing()).startsWith("off"));

      Session anew = enter(lab, malta);

      assertThat(anew).isNotSameAs(session);
      awaitText(anew, PROMPT);
      await("its state", () -> state(entry(lab, "isapc")).startsWith("running"));
    }
  }

  @Test
  void theFirstMachineCanEndBeforeTheOthersAndKeepsItsCode() {
    try (LabWindow crash = new LabWindow("triplefault", null)) {
      Entry first = onScreen(() -> crash.window.machines().first());
      await("the fault", () -> state(first).contains("triple fault"));
      Session malta = enter(crash, entry(crash, "malta"));
      act(() -> crash.window.machines().switchOff(first));
      assertThat(crash.join().code()).isEqualTo(ExitCode.GUEST_FAULT.code);
      await("the reason", () -> state(first).startsWith("off: guest fault"));
      assertThat(crash.window.machines().awaitGone(100)).isFalse();
      awaitText(malta, PROMPT);

      act(() -> crash.window.machines().start(first));

      await("the second fault", () -> state(first).startsWith("stopped: guest fault"));
    }
  }

  @Test
  void aGuestThatEndsItsRunSaysSoAndTheLastOneTakesTheWindowAlong() {
    try (LabWindow lab = lab()) {
      Entry malta = entry(lab, "malta");
      enter(lab, malta).command(machine -> machine.exit(3));
      await("its end", () -> state(malta).equals("off: the guest ended the run with code 3"));
      assertThat(lab.window.machines().awaitGone(100)).isFalse();

      lab.session.command(machine -> machine.exit(4));

      assertThat(lab.join().code()).isEqualTo(4);
      assertThat(lab.window.machines().awaitGone(5000)).isTrue();
    }
  }

  @Test
  void closingTheWindowEndsAllMachines() {
    try (LabWindow lab = lab()) {
      enter(lab, entry(lab, "malta"));
      act(() -> lab.window.machines().start(entry(lab.window, "pc")));
      act(lab.window::quit);
      assertThat(lab.join().code()).isEqualTo(ExitCode.SUCCESS.code);
      assertThat(lab.window.machines().awaitGone(5000)).isTrue();
      await("the threads' end", () -> machineThreads().isEmpty());
    }
  }

  private static List<String> machineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("machine"))
        .toList();
  }

  @Test
  void aSecondMachineOfTheSameBoardHasANameOfItsOwn() {
    try (LabWindow lab = lab()) {
      Entry second = onScreen(() -> lab.window.machines().another(entry(lab.window, "isapc")));
      assertThat(second.name()).isEqualTo("isapc 2");
      Session session = enter(lab, second);
      awaitText(session, "Enter opens");
      assertThat(session).isNotSameAs(lab.session);
    }
  }

  @Test
  void aMachineOfAFileIsListedAndSaysWhenItsImageIsMissing(@TempDir Path folder)
      throws IOException {
    Path image = Files.write(folder.resolve("crash.img"), TestRoms.image("triplefault"));
    Path file =
        Files.writeString(
            folder.resolve("crash.toml"), "profile = \"isapc\"\nfda = \"crash.img\"\n");
    try (LabWindow lab = lab()) {
      act(() -> lab.window.list().add(file.toFile()));
      Entry crash = entry(lab, "crash");
      assertThat(crash.start()).isEqualTo("fda crash.img");
      act(() -> lab.window.machines().start(crash));
      await("the fault", () -> state(crash).contains("triple fault"));
      assertThat(shown(lab)).isSameAs(entry(lab, "isapc"));
      act(() -> lab.window.machines().switchOff(crash));
      await("its end", () -> onScreen(() -> !crash.busy()));

      Files.delete(image);
      act(() -> lab.window.machines().start(crash));

      await("the reason", () -> state(crash).startsWith("failed: "));
      assertThat(state(crash)).contains("crash.img");
      await("the complaint", () -> onScreen(() -> lab.window.complaint() != null));
      act(() -> lab.window.complaint().close());
    }
  }
}
