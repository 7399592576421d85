package quimera.cpu.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RandomProgramTest {
  private static final int INSTRUCTIONS = 4000;
  private static final int INTERRUPTS = 8;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 60);
  }

  /** Runs a program with the same interrupts, but cut into pieces of up to so many. */
  private static RandomProgram run(int seed, int longest) {
    RandomProgram program = new RandomProgram(seed, seed % 3 != 0);
    Random cuts = new Random(seed);
    int done = 0;
    for (int i = 1; i <= INTERRUPTS; i++) {
      int from = i * INSTRUCTIONS / INTERRUPTS;
      for (int to : new int[] {from, from + 3}) {
        while (done < to) {
          done = Math.min(to, done + 1 + cuts.nextInt(longest));
          program.run(done);
        }
        program.interrupt(to == from);
      }
    }
    return program;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void howARunIsCutDoesNotMatter(int seed) {
    RandomProgram whole = run(seed, INSTRUCTIONS);
    assertThat(run(seed, 1).state()).isEqualTo(whole.state());
    assertThat(run(seed, 7).state()).isEqualTo(whole.state());
  }
}
