package quimera.peripherals.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.machine.MachineControl;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** The parts that only the Versatile boards have, and the system controller. */
class VersatileTest {
  private static final int SYS_LOCK = 0x20;
  private static final int SYS_RESETCTL = 0x40;
  private static final int SYS_OSC4 = 0x1C;

  private final Scheduler scheduler = new Scheduler();
  private final VersatileSic sic = new VersatileSic();
  private final Sp810 control = new Sp810();
  private int resets;
  private final VersatileSysregs registers =
      new VersatileSysregs(
          Clock.hertz("crystal", 24_000_000),
          scheduler,
          new MachineControl() {
            @Override
            public void reset() {
              resets++;
            }

            @Override
            public void powerOff() {}

            @Override
            public void exit(int code) {}
          },
          () -> true,
          () -> false);

  @BeforeEach
  void reset() {
    sic.reset(Reset.POWER_ON);
    sic.settle();
    control.reset(Reset.POWER_ON);
    control.settle();
    registers.settle();
  }

  @Test
  void aSecondaryRequestIsGatheredIfItIsEnabled() {
    sic.request(3).changed(true);
    assertThat(sic.irq.isHigh()).isFalse();
    sic.write(0x08, 4, 1 << 3);
    assertThat(sic.irq.isHigh()).isTrue();
    assertThat(sic.read(0x00, 4)).isEqualTo(1 << 3);
  }

  @Test
  void theUpperRequestsCanBePassedThrough() {
    sic.request(25).changed(true);
    sic.write(0x20, 4, 0xFFFFFFFFL);
    assertThat(sic.passed(25).isHigh()).isTrue();
    assertThat(sic.irq.isHigh()).isFalse();
    assertThat(sic.read(0x20, 4)).as("only 21 to 31 can").isEqualTo(0xFFE00000L);
    sic.write(0x24, 4, 1 << 25);
    assertThat(sic.passed(25).isHigh()).isFalse();
  }

  @Test
  void aLockedRegisterKeepsItsValue() {
    long before = registers.read(SYS_OSC4, 4);
    registers.write(SYS_OSC4, 4, 0x123);
    assertThat(registers.read(SYS_OSC4, 4)).isEqualTo(before);
    registers.write(SYS_LOCK, 4, 0xA05F);
    registers.write(SYS_OSC4, 4, 0x123);
    assertThat(registers.read(SYS_OSC4, 4)).isEqualTo(0x123);
  }

  @Test
  void theResetRegisterResetsTheBoardIfItIsOpen() {
    registers.write(SYS_RESETCTL, 4, 0x105);
    assertThat(resets).isZero();
    registers.write(SYS_LOCK, 4, 0xA05F);
    registers.write(SYS_RESETCTL, 4, 0x105);
    assertThat(resets).isEqualTo(1);
  }

  @Test
  void theCountersFollowTheTime() {
    scheduler.advanceTo(2_000_000_000L);
    assertThat(registers.read(0x24, 4)).isEqualTo(200);
    assertThat(registers.read(0x5C, 4)).isEqualTo(48_000_000);
  }

  @Test
  void flagsAreSetAndClearedByOnes() {
    registers.write(0x30, 4, 0x0F);
    registers.write(0x34, 4, 0x05);
    assertThat(registers.read(0x30, 4)).isEqualTo(0x0A);
  }

  @Test
  void aCardInItsSocketIsSeen() {
    assertThat(registers.read(0x48, 4)).isEqualTo(1);
  }

  @Test
  void theSystemControllerTakesTheBootMemoryAway() {
    assertThat(control.remap.isHigh()).isTrue();
    control.write(0, 4, Sp810.REMAP_CLEAR | Sp810.TIMERS_FAST);
    assertThat(control.remap.isHigh()).isFalse();
    for (int n = 0; n < 4; n++) {
      assertThat(control.timerEnable(n).isHigh()).isTrue();
    }
  }
}
