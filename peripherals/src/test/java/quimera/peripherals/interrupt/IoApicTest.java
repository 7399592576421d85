package quimera.peripherals.interrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins that become messages. */
class IoApicTest {
  private final List<Integer> vectors = new ArrayList<>();
  private final IoApic apic =
      new IoApic((destination, logical, delivery, vector, level) -> vectors.add(vector));

  private void set(int register, int value) {
    apic.write(0, 4, register);
    apic.write(0x10, 4, value & 0xFFFFFFFFL);
  }

  private int get(int register) {
    apic.write(0, 4, register);
    return (int) apic.read(0x10, 4);
  }

  @Test
  void itHasTwentyFourMaskedEntries() {
    assertThat(get(1)).isEqualTo(0x00170011);
    assertThat(get(0x10 + 2 * 23)).isEqualTo(0x10000);
    apic.pin(3).changed(true);
    assertThat(vectors).isEmpty();
  }

  @Test
  void anEdgeIsSentOnceForEachRise() {
    set(0x16, 0x33);
    apic.pin(3).changed(true);
    apic.pin(3).changed(false);
    apic.pin(3).changed(true);
    assertThat(vectors).containsExactly(0x33, 0x33);
  }

  @Test
  void aLevelIsSentAgainAfterItsEndWhileItStands() {
    set(0x24, 0x8044);
    apic.pin(10).changed(true);
    assertThat(vectors).containsExactly(0x44);
    assertThat(get(0x24) & 0x4000).as("remote IRR").isNotZero();
    apic.endOfInterrupt(0x45);
    apic.endOfInterrupt(0x44);
    assertThat(vectors).containsExactly(0x44, 0x44);
    apic.pin(10).changed(false);
    apic.endOfInterrupt(0x44);
    assertThat(vectors).hasSize(2);
    assertThat(get(0x24) & 0x4000).isZero();
  }

  @Test
  void thePolarityOfAPinIsTheBoardsBusiness() {
    set(0x24, 0xA044);
    assertThat(get(0x24)).isEqualTo(0xA044);
    assertThat(vectors).isEmpty();
    apic.pin(10).changed(true);
    assertThat(vectors).containsExactly(0x44);
  }

  @Test
  void unmaskingALevelThatStandsSendsIt() {
    set(0x24, 0x18044);
    apic.pin(10).changed(true);
    assertThat(vectors).isEmpty();
    set(0x24, 0x8044);
    assertThat(vectors).containsExactly(0x44);
  }
}
