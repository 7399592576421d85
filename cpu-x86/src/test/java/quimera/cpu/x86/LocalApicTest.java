package quimera.cpu.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** Priorities, the timer and the way of the 8259's interrupts. */
class LocalApicTest {
  private static final int TPR = 0x80;
  private static final int EOI = 0xB0;
  private static final int SVR = 0xF0;
  private static final int ESR = 0x280;
  private static final int ICR = 0x300;
  private static final int TIMER = 0x320;
  private static final int LINT0 = 0x350;
  private static final int INITIAL = 0x380;
  private static final int CURRENT = 0x390;
  private static final int DIVIDE = 0x3E0;

  private final Scheduler scheduler = new Scheduler();
  private final List<Integer> ended = new ArrayList<>();
  private final LocalApic apic =
      new LocalApic(X86Model.PENTIUM2, scheduler, Clock.hertz("bus", 1_000_000_000), () -> 0x77);

  @BeforeEach
  void switchOn() {
    apic.onEndOfInterrupt(ended::add);
    set(SVR, 0x1FF);
  }

  private void set(int register, int value) {
    apic.write(register, 4, value & 0xFFFFFFFFL);
  }

  private int get(int register) {
    return (int) apic.read(register, 4);
  }

  private void arrives(int vector) {
    apic.message(0, false, 0, vector, false);
  }

  @Test
  void theHigherVectorGoesFirst() {
    arrives(0x31);
    arrives(0x52);
    assertThat(apic.intr.isHigh()).isTrue();
    assertThat(apic.acknowledge()).isEqualTo(0x52);
    assertThat(apic.intr.isHigh()).as("the lower class waits").isFalse();
    set(EOI, 0);
    assertThat(apic.acknowledge()).isEqualTo(0x31);
    assertThat(get(0x100 + 0x10)).as("in service").isEqualTo(1 << 0x11);
  }

  @Test
  void theTaskPriorityHoldsItsClassBack() {
    set(TPR, 0x50);
    arrives(0x52);
    assertThat(apic.intr.isHigh()).isFalse();
    set(TPR, 0x4F);
    assertThat(apic.intr.isHigh()).isTrue();
  }

  @Test
  void anInterruptThatWentAwayIsSpurious() {
    arrives(0x41);
    set(TPR, 0xF0);
    assertThat(apic.acknowledge()).isEqualTo(0xFF);
    assertThat(get(0x120)).as("nothing is in service").isZero();
  }

  @Test
  void the8259ComesThroughAsLongAsItsPinIsOpen() {
    apic.lint0.changed(true);
    assertThat(apic.intr.isHigh()).isTrue();
    assertThat(apic.acknowledge()).isEqualTo(0x77);
    set(LINT0, 0x10700);
    assertThat(apic.intr.isHigh()).isFalse();
  }

  @Test
  void theEndOfALevelInterruptIsTold() {
    apic.message(0, false, 0, 0x61, true);
    apic.acknowledge();
    set(EOI, 0);
    arrives(0x62);
    apic.acknowledge();
    set(EOI, 0);
    assertThat(ended).containsExactly(0x61);
  }

  @Test
  void theTimerCountsDownOnceOrForEver() {
    set(DIVIDE, 0xB); // by one
    set(TIMER, 0x45);
    set(INITIAL, 1000);
    scheduler.advanceTo(400);
    assertThat(get(CURRENT)).isEqualTo(600);
    scheduler.advanceTo(1000);
    assertThat(apic.acknowledge()).isEqualTo(0x45);
    assertThat(get(CURRENT)).isZero();
    set(EOI, 0);
    set(TIMER, 0x20045);
    set(INITIAL, 1000);
    scheduler.advanceTo(2500);
    assertThat(get(CURRENT)).isEqualTo(500);
    assertThat(apic.acknowledge()).isEqualTo(0x45);
    set(EOI, 0);
    scheduler.advanceTo(3000);
    assertThat(apic.intr.isHigh()).isTrue();
  }

  @Test
  void theDividerSlowsTheTimer() {
    set(DIVIDE, 0); // by two
    set(TIMER, 0x10045);
    set(INITIAL, 1000);
    scheduler.advanceTo(1000);
    assertThat(get(CURRENT)).isEqualTo(500);
    scheduler.advanceTo(2000);
    assertThat(apic.intr.isHigh()).as("masked").isFalse();
  }

  @Test
  void aMessageToItselfArrives() {
    set(ICR, 0x40055);
    assertThat(apic.acknowledge()).isEqualTo(0x55);
    set(ICR, 0xC0056); // all but itself
    assertThat(apic.intr.isHigh()).isFalse();
    set(ICR, 0x40005);
    set(ESR, 0);
    assertThat(get(ESR)).as("illegal vector").isEqualTo(0x20);
  }

  @Test
  void messagesForOthersPassBy() {
    apic.message(3, false, 0, 0x41, false);
    assertThat(apic.intr.isHigh()).isFalse();
    set(0xD0, 0x02000000);
    apic.message(0x02, true, 1, 0x41, false);
    assertThat(apic.intr.isHigh()).isTrue();
  }

  @Test
  void switchedOffItIsNotThere() {
    arrives(0x41);
    apic.setBase(LocalApic.BASE);
    assertThat(apic.intr.isHigh()).isFalse();
    set(LINT0, 0x10000);
    apic.lint0.changed(true);
    assertThat(apic.acknowledge()).as("the pin is INTR again").isEqualTo(0x77);
  }
}
