package quimera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quimera.core.device.Device;
import quimera.core.line.OutputLine;
import quimera.core.state.StateIo;
import quimera.core.time.Alarm;
import quimera.core.time.Scheduler;

class StateCompletenessTest {
  @ParameterizedTest
  @MethodSource("quimera.checks.Boards#all")
  void everyFieldOfEveryDeviceIsSavedAndLoaded(Boards.Board board) {
    assertThat(
            StateCompleteness.check(
                board.build().devices(), board.build().devices(), NotState.FIELDS.keySet()))
        .isEmpty();
  }

  @Test
  void aCompleteDeviceIsAccepted() {
    assertThat(
            StateCompleteness.check(
                Map.of("toy", new Toy(0)), Map.of("toy", new Toy(0)), NotState.FIELDS.keySet()))
        .isEmpty();
  }

  @Test
  void aFieldThatIsNotSavedIsFound() {
    assertThat(check(Toy.FORGETS_FIELD))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("StateCompletenessTest.Part.count is not saved (toy.part.count)");
  }

  @Test
  void anArrayThatIsNotSavedIsFound() {
    assertThat(check(Toy.FORGETS_ARRAY))
        .contains("StateCompletenessTest.Toy.fifo is not saved (toy.fifo[0])");
  }

  @Test
  void aFieldThatIsNotLoadedIsFound() {
    assertThat(check(Toy.FORGETS_ASSIGNMENT))
        .containsExactly("StateCompletenessTest.Toy.mode is saved but not loaded (toy.mode)");
  }

  @Test
  void anAlarmThatIsNotSavedIsFound() {
    assertThat(check(Toy.FORGETS_ALARM)).contains("Alarm.due is not saved (toy.alarm.due)");
  }

  @Test
  void aLineThatIsNotSavedIsFound() {
    assertThat(check(Toy.FORGETS_LINE))
        .containsExactly("OutputLine.level is not saved (toy.irq.level)");
  }

  private static java.util.List<String> check(int forgets) {
    Map<String, Device> first = new LinkedHashMap<>(Map.of("toy", new Toy(forgets)));
    Map<String, Device> second = new LinkedHashMap<>(Map.of("toy", new Toy(forgets)));
    Set<String> left = new java.util.HashSet<>(NotState.FIELDS.keySet());
    return StateCompleteness.check(first, second, left);
  }

  /** A part within a part. */
  private static final class Part {
    private int count;
  }

  /** A device that forgets one thing on demand. */
  private static final class Toy implements Device {
    static final int FORGETS_FIELD = 1;
    static final int FORGETS_ARRAY = 2;
    static final int FORGETS_ASSIGNMENT = 3;
    static final int FORGETS_ALARM = 4;
    static final int FORGETS_LINE = 5;

    private final int forgets;
    private final OutputLine irq = new OutputLine("irq");
    private final Alarm alarm = new Scheduler().alarm("alarm", () -> {});
    private final Part part = new Part();
    private final byte[] fifo = new byte[16];
    private Reset mode = Reset.WARM;
    private boolean busy;
    private transient int cache;

    Toy(int forgets) {
      this.forgets = forgets;
    }

    @Override
    public void reset(Reset kind) {
      cache = 1;
    }

    @Override
    public void state(StateIo io) {
      if (forgets != FORGETS_FIELD) {
        part.count = io.i32("count", part.count + cache - cache);
      }
      if (forgets != FORGETS_ARRAY) {
        io.bytes("fifo", fifo);
      }
      Reset stored = io.constant("mode", Reset.class, mode);
      if (forgets != FORGETS_ASSIGNMENT) {
        mode = stored;
      }
      busy = io.bit("busy", busy);
      if (forgets != FORGETS_ALARM) {
        alarm.state(io);
      }
      if (forgets != FORGETS_LINE) {
        irq.state(io);
      }
    }
  }
}
