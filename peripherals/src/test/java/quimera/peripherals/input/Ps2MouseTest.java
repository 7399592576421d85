package quimera.peripherals.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.time.Scheduler;

class Ps2MouseTest {
  private static final long MS = 1_000_000;

  private final Scheduler scheduler = new Scheduler();
  private final Ps2Mouse mouse = new Ps2Mouse(scheduler);

  @BeforeEach
  void powerOn() {
    mouse.reset(Reset.POWER_ON);
    assertThat(sent()).isEqualTo("aa 0");
  }

  private String sent() {
    StringBuilder text = new StringBuilder();
    while (mouse.waiting()) {
      text.append(text.length() == 0 ? "" : " ").append(Integer.toHexString(mouse.take()));
    }
    return text.toString();
  }

  private String command(int... bytes) {
    StringBuilder text = new StringBuilder();
    for (int value : bytes) {
      mouse.receive(value);
      text.append(text.length() == 0 ? "" : " ").append(sent());
    }
    return text.toString();
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  @Test
  void itReportsNothingUntilEnabled() {
    mouse.move(5, 5, 0, 1);
    assertThat(sent()).isEmpty();
    assertThat(command(0xF4)).isEqualTo("fa");
    mouse.move(5, 3, 0, 1);
    assertThat(sent()).as("up is positive").isEqualTo("29 5 fd");
  }

  @Test
  void packetsComeAtTheSampleRateAndGatherMotion() {
    command(0xF4);
    mouse.move(1, 0, 0, 0);
    assertThat(sent()).isEqualTo("8 1 0");
    mouse.move(1, 0, 0, 0);
    mouse.move(1, 0, 0, 0);
    assertThat(sent()).isEmpty();
    pass(10 * MS);
    assertThat(sent()).isEqualTo("8 2 0");
  }

  @Test
  void longWaysTakeSeveralPackets() {
    command(0xF4);
    mouse.move(-300, 0, 0, 0);
    assertThat(sent()).isEqualTo("18 1 0");
    pass(10 * MS);
    assertThat(sent()).isEqualTo("18 d3 0");
  }

  @Test
  void theKnockBringsTheWheel() {
    assertThat(command(0xF2)).isEqualTo("fa 0");
    command(0xF3, 200, 0xF3, 100, 0xF3, 80);
    assertThat(command(0xF2)).isEqualTo("fa 3");
    command(0xF4);
    mouse.move(0, 0, -1, 4);
    assertThat(sent()).isEqualTo("c 0 0 ff");
  }

  @Test
  void theSecondKnockBringsFiveButtons() {
    command(0xF3, 200, 0xF3, 200, 0xF3, 80);
    assertThat(command(0xF2)).isEqualTo("fa 4");
    command(0xF4);
    mouse.move(0, 0, -1, 0x18);
    assertThat(sent()).isEqualTo("8 0 0 3f");
  }

  @Test
  void statusTellsModesButtonsResolutionAndRate() {
    command(0xE8, 3, 0xF3, 40, 0xE7, 0xF4);
    mouse.move(0, 0, 0, 1);
    sent();
    assertThat(command(0xE9)).isEqualTo("fa 34 3 28");
    assertThat(command(0xF6)).isEqualTo("fa");
    assertThat(command(0xE9)).isEqualTo("fa 4 2 64");
  }

  @Test
  void remoteModeReportsWhenAsked() {
    command(0xF0, 0xF4);
    mouse.move(7, 0, 0, 0);
    assertThat(sent()).isEmpty();
    assertThat(command(0xEB)).isEqualTo("fa 8 7 0");
    assertThat(command(0xEB)).isEqualTo("fa 8 0 0");
  }

  @Test
  void wrapModeEchoesUntilItIsLeft() {
    command(0xEE);
    assertThat(command(0xF2, 0x55)).isEqualTo("f2 55");
    assertThat(command(0xEC)).isEqualTo("fa");
    assertThat(command(0xF2)).isEqualTo("fa 0");
  }

  @Test
  void doubledScalingGrowsQuickMotion() {
    command(0xE7, 0xF4);
    mouse.move(4, -10, 0, 0);
    assertThat(sent()).isEqualTo("8 6 14");
  }

  @Test
  void resetForgetsTheKnock() {
    command(0xF3, 200, 0xF3, 100, 0xF3, 80);
    assertThat(command(0xFF)).isEqualTo("fa");
    pass(20 * MS);
    assertThat(sent()).isEqualTo("aa 0");
    assertThat(command(0xF2)).isEqualTo("fa 0");
  }

  @Test
  void resendRepeatsAndNonsenseAsksForIt() {
    assertThat(command(0x11)).isEqualTo("fe");
    command(0xF4);
    assertThat(command(0xFE)).isEqualTo("fa");
  }
}
