package quimera.peripherals.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.host.Key;
import quimera.core.time.Scheduler;

class Ps2KeyboardTest {
  private static final long MS = 1_000_000;

  private final Scheduler scheduler = new Scheduler();
  private final Ps2Keyboard keyboard = new Ps2Keyboard(scheduler);

  @BeforeEach
  void powerOn() {
    keyboard.reset(Reset.POWER_ON);
    assertThat(sent()).as("the power-on test").isEqualTo("aa");
  }

  private String sent() {
    StringBuilder text = new StringBuilder();
    while (keyboard.waiting()) {
      text.append(text.length() == 0 ? "" : " ").append(Integer.toHexString(keyboard.take()));
    }
    return text.toString();
  }

  private String command(int... bytes) {
    for (int value : bytes) {
      keyboard.receive(value);
    }
    return sent();
  }

  private String stroke(Key... keys) {
    for (Key key : keys) {
      keyboard.key(key, true);
    }
    for (int i = keys.length - 1; i >= 0; i--) {
      keyboard.key(keys[i], false);
    }
    return sent();
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  private void useSet(int set) {
    keyboard.receive(0xF0);
    assertThat(sent()).isEqualTo("fa");
    assertThat(command(set)).isEqualTo("fa");
  }

  @Test
  void set2IsTheDefault() {
    assertThat(stroke(Key.A)).isEqualTo("1c f0 1c");
    assertThat(stroke(Key.F7)).isEqualTo("83 f0 83");
    assertThat(stroke(Key.UP)).isEqualTo("e0 75 e0 f0 75");
  }

  @Test
  void set1HasTheOldCodes() {
    useSet(1);
    assertThat(stroke(Key.A)).isEqualTo("1e 9e");
    assertThat(stroke(Key.ESCAPE)).isEqualTo("1 81");
    assertThat(stroke(Key.F12)).isEqualTo("58 d8");
    assertThat(stroke(Key.PAD_ENTER)).isEqualTo("e0 1c e0 9c");
    assertThat(stroke(Key.INTERNATIONAL)).isEqualTo("56 d6");
  }

  @Test
  void set3HasOneByteAKeyAndItsOwnKindsOfKeys() {
    useSet(3);
    assertThat(command(0xF0)).isEqualTo("fa");
    assertThat(command(0)).isEqualTo("fa 3");
    assertThat(stroke(Key.A)).as("typematic").isEqualTo("1c");
    assertThat(stroke(Key.LEFT_SHIFT)).as("make and break").isEqualTo("12 f0 12");
    assertThat(stroke(Key.F1)).as("make only").isEqualTo("7");
    assertThat(command(0xF8)).isEqualTo("fa");
    assertThat(stroke(Key.A)).isEqualTo("1c f0 1c");
    keyboard.receive(0xFD);
    keyboard.receive(0x1C);
    sent();
    assertThat(stroke(Key.A)).as("a parameter may follow").isEmpty();
    command(0xF4);
    assertThat(stroke(Key.A)).isEqualTo("1c");
  }

  @Test
  void pauseSendsAllAtOnceAndNoBreak() {
    assertThat(stroke(Key.PAUSE)).isEqualTo("e1 14 77 e1 f0 14 f0 77");
    assertThat(stroke(Key.LEFT_CTRL, Key.PAUSE)).isEqualTo("14 e0 7e e0 f0 7e f0 14");
    useSet(1);
    assertThat(stroke(Key.PAUSE)).isEqualTo("e1 1d 45 e1 9d c5");
  }

  @Test
  void printScreenDependsOnShiftCtrlAndAlt() {
    assertThat(stroke(Key.PRINT_SCREEN)).isEqualTo("e0 12 e0 7c e0 f0 7c e0 f0 12");
    assertThat(stroke(Key.LEFT_CTRL, Key.PRINT_SCREEN)).isEqualTo("14 e0 7c e0 f0 7c f0 14");
    assertThat(stroke(Key.LEFT_ALT, Key.PRINT_SCREEN)).isEqualTo("11 84 f0 84 f0 11");
  }

  @Test
  void greyKeysHideShiftAndNumLock() {
    assertThat(stroke(Key.LEFT_SHIFT, Key.HOME))
        .isEqualTo("12 e0 f0 12 e0 6c e0 f0 6c e0 12 f0 12");
    command(0xED, 0x02);
    assertThat(stroke(Key.HOME)).isEqualTo("e0 12 e0 6c e0 f0 6c e0 f0 12");
    assertThat(stroke(Key.LEFT_SHIFT, Key.HOME)).isEqualTo("12 e0 6c e0 f0 6c f0 12");
  }

  @Test
  void typematicWaitsThenRepeatsTheLastKey() {
    keyboard.key(Key.A, true);
    assertThat(sent()).isEqualTo("1c");
    pass(499 * MS);
    assertThat(sent()).isEmpty();
    pass(MS);
    assertThat(sent()).isEqualTo("1c");
    pass(92 * MS);
    assertThat(sent()).as("10.9 a second").isEqualTo("1c");
    keyboard.key(Key.B, true);
    keyboard.key(Key.A, false);
    assertThat(sent()).isEqualTo("32 f0 1c");
    pass(500 * MS);
    assertThat(sent()).isEqualTo("32");
    keyboard.key(Key.B, false);
    sent();
    pass(2000 * MS);
    assertThat(sent()).isEmpty();
  }

  @Test
  void typematicRateAndDelayCanBeSet() {
    assertThat(command(0xF3)).isEqualTo("fa");
    assertThat(command(0x00)).isEqualTo("fa");
    keyboard.key(Key.A, true);
    sent();
    pass(250 * MS);
    assertThat(sent()).isEqualTo("1c");
    pass(34 * MS);
    assertThat(sent()).as("30 a second").isEqualTo("1c");
  }

  @Test
  void ledsAreSetAndAParameterOutOfRangeIsTheNextCommand() {
    command(0xED, 0x05);
    assertThat(keyboard.leds()).isEqualTo(5);
    keyboard.receive(0xED);
    sent();
    assertThat(command(0xEE)).isEqualTo("ee");
    assertThat(keyboard.leds()).isEqualTo(5);
  }

  @Test
  void disabledItScansNothing() {
    assertThat(command(0xF5)).isEqualTo("fa");
    assertThat(stroke(Key.A)).isEmpty();
    assertThat(command(0xF4)).isEqualTo("fa");
    assertThat(stroke(Key.A)).isEqualTo("1c f0 1c");
  }

  @Test
  void resetAcknowledgesAndLaterPassesItsTest() {
    useSet(1);
    assertThat(command(0xFF)).isEqualTo("fa");
    pass(20 * MS);
    assertThat(sent()).isEqualTo("aa");
    assertThat(stroke(Key.A)).isEqualTo("1c f0 1c");
  }

  @Test
  void resendRepeatsTheLastByteAndNonsenseAsksForIt() {
    assertThat(command(0xEE)).isEqualTo("ee");
    assertThat(command(0xFE)).isEqualTo("ee");
    assertThat(command(0x03)).isEqualTo("fe");
  }

  @Test
  void aFullBufferEndsWithAnOverrun() {
    for (Key key : EnumSet.range(Key.A, Key.Z)) {
      keyboard.key(key, true);
    }
    String all = sent();
    assertThat(all.split(" ")).hasSize(16);
    assertThat(all).startsWith("1c 32 21").endsWith(" 0");
  }

  @Test
  void theHostsOwnRepetitionIsIgnored() {
    keyboard.key(Key.A, true);
    keyboard.key(Key.A, true);
    assertThat(sent()).isEqualTo("1c");
  }

  @Test
  void noTwoKeysShareACode() {
    Set<Integer> set2 = new HashSet<>();
    Set<Integer> set3 = new HashSet<>();
    for (Key key : Key.values()) {
      assertThat(set2.add(ScanCodes.set2(key))).as("set 2, %s", key).isEqualTo(key != Key.NUM_LOCK);
      assertThat(set3.add(ScanCodes.set3(key))).as("set 3, %s", key).isTrue();
    }
  }

  @Test
  void translationIsOneToOneOnScanCodes() {
    Set<Integer> seen = new HashSet<>();
    for (Key key : Key.values()) {
      int set1 =
          ScanCodes.translate(ScanCodes.set2(key) & 0xFF) | ScanCodes.set2(key) & ScanCodes.E0;
      assertThat(seen.add(set1)).as("set 1, %s", key).isEqualTo(key != Key.NUM_LOCK);
    }
  }
}
