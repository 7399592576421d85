package quimera.cpu.mips32;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomSystemTest {
  private static final int INSTRUCTIONS = 3000;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void howARunIsCutDoesNotMatter(int seed) {
    RandomSystem whole = new RandomSystem(seed);
    RandomSystem pieces = new RandomSystem(seed);
    whole.run(INSTRUCTIONS);
    Random cuts = new Random(seed);
    int done = 0;
    while (done < INSTRUCTIONS) {
      done = Math.min(INSTRUCTIONS, done + 1 + cuts.nextInt(7));
      pieces.run(done);
    }
    assertThat(pieces.state()).isEqualTo(whole.state());
  }
}
