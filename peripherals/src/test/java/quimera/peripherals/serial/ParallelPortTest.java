package quimera.peripherals.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.host.CharSink;
import quimera.core.time.Scheduler;

class ParallelPortTest {
  private final Scheduler scheduler = new Scheduler();
  private final StringBuilder printed = new StringBuilder();
  private final ParallelPort port =
      new ParallelPort(scheduler, value -> printed.append((char) value));

  @BeforeEach
  void powerOn() {
    port.reset(Reset.POWER_ON);
    port.settle();
  }

  private void strobe(int value) {
    port.write(0, 1, value);
    port.write(2, 1, 0x0D);
    port.write(2, 1, 0x0C);
  }

  @Test
  void aStrobePrintsTheByteOnTheLines() {
    strobe('Q');
    assertThat(printed.toString()).isEqualTo("Q");
    assertThat(port.read(0, 1)).isEqualTo('Q');
  }

  @Test
  void thePrinterIsBusyThenAcknowledgesThenIsReady() {
    assertThat(port.read(1, 1)).isEqualTo(0xDF);
    strobe('Q');
    assertThat(port.read(1, 1)).isEqualTo(0x5F);
    scheduler.advanceTo(6_000);
    assertThat(port.read(1, 1)).isEqualTo(0x1F);
    scheduler.advanceTo(8_000);
    assertThat(port.read(1, 1)).isEqualTo(0xDF);
  }

  @Test
  void theEndOfTheAcknowledgeIsTheInterruptsEdge() {
    port.write(2, 1, 0x1C);
    int[] edges = new int[1];
    port.irq.connect("test", level -> edges[0] += level ? 1 : 0);
    port.write(0, 1, 'Q');
    port.write(2, 1, 0x1D);
    scheduler.advanceTo(6_000);
    assertThat(edges[0]).isZero();
    scheduler.advanceTo(8_000);
    assertThat(edges[0]).isEqualTo(1);
  }

  @Test
  void unusedControlBitsReadAsOnes() {
    port.write(2, 1, 0x0C);
    assertThat(port.read(2, 1)).isEqualTo(0xEC);
  }

  @Test
  void withoutAPrinterTheLinesSayBusy() {
    ParallelPort empty = new ParallelPort(scheduler, CharSink.NONE);
    assertThat(empty.read(1, 1)).isEqualTo(0x7F);
  }
}
