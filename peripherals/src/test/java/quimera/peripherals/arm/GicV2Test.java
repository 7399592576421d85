package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;

class GicV2Test {
  private static final int GICD_CTLR = 0x000;
  private static final int GICD_TYPER = 0x004;
  private static final int ISENABLER = 0x100;
  private static final int ISPENDR = 0x200;
  private static final int ICPENDR = 0x280;
  private static final int IPRIORITYR = 0x400;
  private static final int ICFGR = 0xC00;
  private static final int SGIR = 0xF00;
  private static final int GICC_CTLR = 0x00;
  private static final int PMR = 0x04;
  private static final int IAR = 0x0C;
  private static final int EOIR = 0x10;
  private static final int RPR = 0x14;
  private static final int DIR = 0x1000;
  private static final int SPURIOUS = 1023;
  private static final int UART = 33;
  private static final int DISK = 48;

  private final GicV2 gic = new GicV2(96);

  @BeforeEach
  void start() {
    gic.reset(Reset.POWER_ON);
    gic.settle();
    distributor(GICD_CTLR, 1);
    cpu(GICC_CTLR, 1);
    cpu(PMR, 0xF8);
    enable(UART);
    enable(DISK);
    priority(UART, 0x80);
    priority(DISK, 0x80);
  }

  private void distributor(int register, int value) {
    gic.distributor.write(register, 4, value & 0xFFFFFFFFL);
  }

  private void cpu(int register, int value) {
    gic.cpuInterface.write(register, 4, value);
  }

  private int read(int register) {
    return (int) gic.cpuInterface.read(register, 4);
  }

  private void enable(int n) {
    distributor(ISENABLER + n / 32 * 4, 1 << n % 32);
  }

  private void priority(int n, int value) {
    gic.distributor.write(IPRIORITYR + n, 1, value);
  }

  private void line(int n, boolean level) {
    gic.request(n).changed(level);
  }

  @Test
  void theTypeSaysHowManyInterruptsThereAre() {
    assertThat(gic.distributor.read(GICD_TYPER, 4)).isEqualTo(2);
    assertThat(gic.distributor.read(0xFE8, 4) & 0xF0).as("version 2").isEqualTo(0x20);
  }

  @Test
  void aLevelIsPendingAgainIfItIsStillHighAfterItsEnd() {
    line(UART, true);
    assertThat(gic.irq.isHigh()).isTrue();
    assertThat(read(IAR)).isEqualTo(UART);
    assertThat(gic.irq.isHigh()).as("active, so not signalled again").isFalse();
    cpu(EOIR, UART);
    assertThat(gic.irq.isHigh()).isTrue();
    line(UART, false);
    assertThat(gic.irq.isHigh()).isFalse();
    assertThat(read(IAR)).isEqualTo(SPURIOUS);
  }

  @Test
  void anEdgeIsRemembered() {
    distributor(ICFGR + UART / 16 * 4, 2 << UART % 16 * 2);
    line(UART, true);
    line(UART, false);
    assertThat(read(IAR)).isEqualTo(UART);
    cpu(EOIR, UART);
    assertThat(gic.irq.isHigh()).isFalse();
  }

  @Test
  void theMoreUrgentPreempts() {
    priority(DISK, 0x40);
    line(UART, true);
    assertThat(read(IAR)).isEqualTo(UART);
    line(DISK, true);
    assertThat(gic.irq.isHigh()).isTrue();
    assertThat(read(IAR)).isEqualTo(DISK);
    assertThat(read(RPR)).isEqualTo(0x40);
    cpu(EOIR, DISK);
    assertThat(read(RPR)).isEqualTo(0x80);
    cpu(EOIR, UART);
    assertThat(read(RPR)).isEqualTo(0xFF);
  }

  @Test
  void equalsGoByNumberAndDoNotPreempt() {
    line(DISK, true);
    line(UART, true);
    assertThat(read(IAR)).isEqualTo(UART);
    assertThat(gic.irq.isHigh()).isFalse();
  }

  @Test
  void theMaskHoldsBackWhatIsNotMoreUrgent() {
    cpu(PMR, 0x80);
    line(UART, true);
    assertThat(gic.irq.isHigh()).isFalse();
    cpu(PMR, 0x88);
    assertThat(gic.irq.isHigh()).isTrue();
  }

  @Test
  void softwareInterruptsItself() {
    distributor(SGIR, 2 << 24 | 5);
    assertThat(read(IAR)).isEqualTo(5);
  }

  @Test
  void softwareCanMakeAndDropARequest() {
    distributor(ISPENDR + 4, 1 << UART - 32);
    assertThat(gic.irq.isHigh()).isTrue();
    distributor(ICPENDR + 4, 1 << UART - 32);
    assertThat(gic.irq.isHigh()).isFalse();
  }

  @Test
  void theEndCanBeSplitInTwo() {
    cpu(GICC_CTLR, 1 | 1 << 9);
    line(UART, true);
    assertThat(read(IAR)).isEqualTo(UART);
    cpu(EOIR, UART);
    assertThat(gic.irq.isHigh()).as("still active").isFalse();
    cpu(DIR, UART);
    assertThat(gic.irq.isHigh()).isTrue();
  }

  @Test
  void groupZeroCanBeFast() {
    cpu(GICC_CTLR, 1 | 1 << 3);
    line(UART, true);
    assertThat(gic.fiq.isHigh()).isTrue();
    assertThat(gic.irq.isHigh()).isFalse();
  }

  @Test
  void whatLetsAnInterruptThroughIsEnough() {
    gic.reset(Reset.POWER_ON);
    var stores = GicV2.letThrough(0x1000, 0x20000, UART - 32);
    for (int i = 0; i < stores.size(); i += 2) {
      long at = stores.get(i);
      if (at < 0x20000) {
        gic.distributor.write((int) at - 0x1000, 4, stores.get(i + 1));
      } else {
        gic.cpuInterface.write((int) at - 0x20000, 4, stores.get(i + 1));
      }
    }
    line(UART, true);
    assertThat(gic.irq.isHigh()).isTrue();
  }
}
