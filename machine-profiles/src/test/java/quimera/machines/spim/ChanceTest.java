package quimera.machines.spim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Test
  void theNumbersAreThoseThatMarsGives() {
    Random random = new Random(-7);
    Chance chance = new Chance(-7);
    for (int i = 0; i < 1000; i++) {
      int bound = 1 + (i * 0x9E3779B1 >>> 1 + i % 31);
      assertThat(chance.word()).isEqualTo(random.nextInt());
      assertThat(chance.below(bound)).isEqualTo(random.nextInt(bound));
      assertThat(chance.single()).isEqualTo(random.nextFloat());
      assertThat(chance.number()).isEqualTo(random.nextDouble());
    }
  }

  @Test
  void itGoesOnFromASavedState() {
    Chance chance = new Chance(1);
    chance.word();
    Chance other = new Chance(2);
    other.state(chance.state());
    assertThat(other.word()).isEqualTo(chance.word());
  }
}
