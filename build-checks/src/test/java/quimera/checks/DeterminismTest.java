package quimera.checks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quimera.checks.Boards.Board;
import quimera.core.host.HostInput;
import quimera.core.host.Key;
import quimera.core.machine.Machine;
import quimera.core.state.StateFile;

/** Same board, same media, same inputs at the same times: the same run, to the bit. */
class DeterminismTest {
  private static final long SECOND = 1_000_000_000L;

  /** What a run ends with. */
  private record End(String hash, long instructions, long time) {
    static End of(Machine machine) {
      return new End(machine.hash(), machine.instructions(), machine.scheduler.now());
    }
  }

  static List<Board> boards() {
    return Boards.defaults();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void twoRunsAreEqual(Board board) {
    Machine first = board.build();
    Machine second = board.build();

    use(first, 0, 3);
    use(second, 0, 3);

    assertThat(End.of(second)).isEqualTo(End.of(first));
    assertThat(first.instructions()).as("the guest has done something").isGreaterThan(100_000);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void aRunThroughASavedStateIsEqual(Board board) {
    Machine straight = board.build();
    use(straight, 0, 3);

    Machine before = board.build();
    use(before, 0, 2);
    byte[] file = StateFile.encode(before.save());
    Machine after = board.build();
    after.load(StateFile.decode(file));
    assertThat(End.of(after)).as("right after loading").isEqualTo(End.of(before));
    use(after, 2, 3);

    assertThat(End.of(after)).isEqualTo(End.of(straight));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void shortCallsOfRunChangeNothing(Board board) {
    Machine straight = board.build();
    straight.run(SECOND, Long.MAX_VALUE);

    Machine piecewise = board.build();
    for (long time = SECOND / 37; time < SECOND; time += SECOND / 37) {
      piecewise.run(time, Long.MAX_VALUE);
    }
    piecewise.run(SECOND, Long.MAX_VALUE);

    assertThat(End.of(piecewise)).isEqualTo(End.of(straight));
  }

  /**
   * Runs whole seconds, with a key pressed and released, and a line sent, in the middle of each.
   */
  private static void use(Machine machine, int from, int to) {
    for (int second = from; second < to; second++) {
      machine.run(second * SECOND + SECOND / 2, Long.MAX_VALUE);
      machine.input(new HostInput.KeyPress(Key.DOWN, true));
      machine.input(new HostInput.KeyPress(Key.DOWN, false));
      if (machine.charPorts().containsKey("com1")) {
        machine.input(new HostInput.Chars("com1", "10000\r".getBytes(US_ASCII)));
      }
      machine.run((second + 1) * SECOND, Long.MAX_VALUE);
    }
  }
}
