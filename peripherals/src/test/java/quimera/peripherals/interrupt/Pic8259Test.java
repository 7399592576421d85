package quimera.peripherals.interrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Pic8259Test {
  private static final int BASE = 0x20;
  private static final int EOI = 0x20;
  private static final int READ_IRR = 0x0A;
  private static final int READ_ISR = 0x0B;

  private final Pic8259 pic = new Pic8259("intr");

  @BeforeEach
  void initialize() {
    initialize(0x13, 0x01);
  }

  private void initialize(int icw1, int icw4) {
    command(icw1);
    data(BASE);
    if ((icw1 & 2) == 0) {
      data(0x04);
    }
    if ((icw1 & 1) != 0) {
      data(icw4);
    }
  }

  private void command(int value) {
    pic.write(0, 1, value);
  }

  private void data(int value) {
    pic.write(1, 1, value);
  }

  private void raise(int... irqs) {
    for (int n : irqs) {
      pic.irq(n).changed(true);
    }
  }

  private void lower(int... irqs) {
    for (int n : irqs) {
      pic.irq(n).changed(false);
    }
  }

  private long isr() {
    command(READ_ISR);
    return pic.read(0, 1);
  }

  private long irr() {
    command(READ_IRR);
    return pic.read(0, 1);
  }

  @Test
  void aRisingEdgeRequestsAndIsAcknowledgedWithItsVector() {
    raise(3);
    assertThat(pic.intr.isHigh()).isTrue();
    assertThat(irr()).isEqualTo(0x08);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 3);
    assertThat(pic.intr.isHigh()).isFalse();
    assertThat(irr()).isZero();
    assertThat(isr()).isEqualTo(0x08);
  }

  @Test
  void icw1ClearsMaskAndForgetsEdges() {
    data(0xFF);
    raise(4);
    initialize(0x13, 0x01);
    assertThat(pic.read(1, 1)).isZero();
    assertThat(irr()).as("a pin that is still high must fall and rise again").isZero();
    lower(4);
    raise(4);
    assertThat(irr()).isEqualTo(0x10);
  }

  @Test
  void icw3IsExpectedOnlyInACascade() {
    initialize(0x11, 0x01);
    data(0xAA);
    assertThat(pic.read(1, 1)).isEqualTo(0xAA);
    assertThat(pic.hasSlave(2)).isTrue();
  }

  @Test
  void aHeldEdgeInputInterruptsOnce() {
    raise(1);
    pic.acknowledge();
    command(EOI);
    assertThat(pic.intr.isHigh()).isFalse();
  }

  @Test
  void aHeldLevelInputInterruptsAgainAfterTheEndOfInterrupt() {
    initialize(0x1B, 0x01);
    raise(1);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 1);
    command(EOI);
    assertThat(pic.intr.isHigh()).isTrue();
    lower(1);
    assertThat(pic.intr.isHigh()).isFalse();
  }

  @Test
  void theEdgeLevelRegisterMakesSingleInputsLevelTriggered() {
    pic.setLevelTriggered(1 << 5);
    raise(5, 6);
    pic.acknowledge();
    command(EOI);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 5);
  }

  @Test
  void aRequestThatIsWithdrawnBeforeTheAcknowledgeIsSpuriousInput7() {
    raise(4);
    lower(4);
    assertThat(pic.intr.isHigh()).isFalse();
    assertThat(pic.acknowledge()).isEqualTo(BASE + 7);
    assertThat(isr()).as("nothing goes into service").isZero();
  }

  @Test
  void onlyHigherPriorityNests() {
    raise(3);
    pic.acknowledge();
    raise(5);
    assertThat(pic.intr.isHigh()).isFalse();
    raise(1);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 1);
    assertThat(isr()).isEqualTo(0x0A);
    command(EOI);
    assertThat(isr()).as("the non-specific end takes the highest").isEqualTo(0x08);
    command(EOI);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 5);
  }

  @Test
  void aMaskedRequestWaitsInIrr() {
    data(0x10);
    raise(4);
    assertThat(pic.intr.isHigh()).isFalse();
    assertThat(irr()).isEqualTo(0x10);
    data(0x00);
    assertThat(pic.intr.isHigh()).isTrue();
  }

  @Test
  void aSpecificEndNamesItsInput() {
    raise(3);
    pic.acknowledge();
    raise(1);
    pic.acknowledge();
    command(0x63);
    assertThat(isr()).isEqualTo(0x02);
  }

  @Test
  void rotationPutsTheServedInputLast() {
    raise(0, 1);
    assertThat(pic.acknowledge()).isEqualTo(BASE);
    lower(0);
    command(0xA0);
    raise(0);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 1);
  }

  @Test
  void setPriorityNamesTheLowest() {
    command(0xC0 | 3);
    raise(3, 4);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 4);
    command(0xE0 | 4);
    raise(5, 4);
    lower(3);
    raise(3);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 5);
  }

  @Test
  void automaticEndLeavesNothingInService() {
    initialize(0x13, 0x03);
    raise(2);
    pic.acknowledge();
    assertThat(isr()).isZero();
  }

  @Test
  void automaticEndRotatesIfToldTo() {
    initialize(0x13, 0x03);
    command(0x80);
    raise(2);
    pic.acknowledge();
    lower(2);
    raise(2, 3);
    assertThat(pic.acknowledge()).isEqualTo(BASE + 3);
    command(0x00);
    lower(3);
    raise(3);
    assertThat(pic.acknowledge()).as("3 is last now").isEqualTo(BASE + 2);
  }

  @Test
  void specialMaskModeLetsLowerPrioritiesThrough() {
    raise(1);
    pic.acknowledge();
    raise(6);
    data(0x02);
    assertThat(pic.intr.isHigh()).isFalse();
    command(0x68);
    assertThat(pic.intr.isHigh()).isTrue();
    assertThat(pic.acknowledge()).isEqualTo(BASE + 6);
    command(EOI);
    assertThat(isr()).as("a masked input is not ended by a non-specific end").isEqualTo(0x02);
    command(0x48);
    lower(6);
    raise(6);
    assertThat(pic.intr.isHigh()).isFalse();
  }

  @Test
  void pollAcknowledgesWithoutAnIntaCycle() {
    raise(5);
    command(0x0C);
    assertThat(pic.peek(0, 1)).hasValue(0x85);
    assertThat(pic.read(0, 1)).isEqualTo(0x85);
    assertThat(pic.intr.isHigh()).isFalse();
    assertThat(isr()).isEqualTo(0x20);
    command(0x0C);
    assertThat(pic.read(0, 1)).isZero();
  }

  @Test
  void peekingChangesNothing() {
    raise(0);
    command(0x0C);
    pic.peek(0, 1);
    pic.peek(1, 1);
    assertThat(pic.intr.isHigh()).isTrue();
    assertThat(pic.read(0, 1)).isEqualTo(0x80);
  }

  /** The whole priority logic against the data sheet's sentence, said the slow way. */
  @Test
  void theFirstRequestInPriorityOrderAboveAllInServiceWins() {
    Random random = new Random(8259);
    for (int round = 0; round < 20_000; round++) {
      initialize(0x13, 0x01);
      int lowest = random.nextInt(8);
      command(0xC0 | lowest);
      int busy = -1;
      if (random.nextBoolean()) {
        busy = random.nextInt(8);
        lower(0, 1, 2, 3, 4, 5, 6, 7);
        raise(busy);
        assertThat(pic.acknowledge()).isEqualTo(BASE + busy);
      }
      lower(0, 1, 2, 3, 4, 5, 6, 7);
      int mask = sparse(random);
      data(mask);
      int requested = sparse(random);
      for (int n = 0; n < 8; n++) {
        if ((requested >> n & 1) != 0) {
          raise(n);
        }
      }
      int expected = -1;
      for (int rank = 0; rank < 8; rank++) {
        int n = (lowest + 1 + rank) % 8;
        if (n == busy) {
          break;
        }
        if (((requested & ~mask) >> n & 1) != 0) {
          expected = n;
          break;
        }
      }
      assertThat(pic.intr.isHigh()).as("round %d", round).isEqualTo(expected >= 0);
      if (expected >= 0) {
        assertThat(pic.acknowledge()).as("round %d", round).isEqualTo(BASE + expected);
      }
    }
  }

  /** Eight bits, two of them set on average. */
  private static int sparse(Random random) {
    int bits = random.nextInt(256);
    return bits & random.nextInt(256);
  }
}
