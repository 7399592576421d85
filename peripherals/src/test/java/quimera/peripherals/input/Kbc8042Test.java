package quimera.peripherals.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quimera.core.device.Device.Reset;
import quimera.core.host.Key;
import quimera.core.machine.MachineControl;
import quimera.core.time.Scheduler;

class Kbc8042Test {
  private static final long MS = 1_000_000;
  private static final int OBF = 0x01;
  private static final int AUX_OBF = 0x20;

  private final Scheduler scheduler = new Scheduler();
  private final Ps2Keyboard keyboard = new Ps2Keyboard(scheduler);
  private final Ps2Mouse mouse = new Ps2Mouse(scheduler);
  private int resets;
  private final Kbc8042 kbc = new Kbc8042(scheduler, new Resets(), keyboard, mouse);

  private final class Resets implements MachineControl {
    @Override
    public void reset() {
      resets++;
    }

    @Override
    public void powerOff() {
      throw new AssertionError("no power-off here");
    }

    @Override
    public void exit(int code) {
      throw new AssertionError("no exit here");
    }
  }

  @BeforeEach
  void powerOn() {
    keyboard.reset(Reset.POWER_ON);
    mouse.reset(Reset.POWER_ON);
    kbc.reset(Reset.POWER_ON);
    keyboard.settle();
    mouse.settle();
    kbc.settle();
    while (keyboard.waiting()) {
      keyboard.take(); // AA of the power-on test
    }
    while (mouse.waiting()) {
      mouse.take();
    }
  }

  private void command(int value) {
    kbc.command.write(0, 1, value);
  }

  private void data(int value) {
    kbc.data.write(0, 1, value);
  }

  private long status() {
    return kbc.command.read(0, 1);
  }

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  /** Waits for a byte as a guest does. */
  private int next() {
    for (int i = 0; i < 1000 && (status() & OBF) == 0; i++) {
      pass(MS);
    }
    assertThat(status() & OBF).as("a byte comes").isEqualTo(OBF);
    return (int) kbc.data.read(0, 1);
  }

  private void setCommandByte(int value) {
    command(0x60);
    data(value);
  }

  @Test
  void theSelfTestAnswers55AndSetsTheSystemFlag() {
    assertThat(status() & 4).isZero();
    command(0xAA);
    assertThat(status() & OBF).as("the answer takes its time").isZero();
    assertThat(next()).isEqualTo(0x55);
    assertThat(status() & 4).isEqualTo(4);
  }

  @Test
  void interfaceTestsFindGoodLines() {
    command(0xAB);
    assertThat(next()).isZero();
    command(0xA9);
    assertThat(next()).isZero();
  }

  @Test
  void statusTellsCommandFromData() {
    command(0xAD);
    assertThat(status() & 8).isEqualTo(8);
    data(0xF4);
    assertThat(status() & 8).isZero();
  }

  @Test
  void theCommandByteReadsBackAndItsCommandsChangeIt() {
    setCommandByte(0x47);
    command(0x20);
    assertThat(next()).isEqualTo(0x47);
    command(0xAD);
    command(0xA7);
    command(0x20);
    assertThat(next()).isEqualTo(0x77);
    command(0xAE);
    command(0xA8);
    command(0x20);
    assertThat(next()).isEqualTo(0x47);
  }

  @Test
  void theRestOfTheRamIsRam() {
    command(0x75);
    data(0x5A);
    command(0x35);
    assertThat(next()).isEqualTo(0x5A);
  }

  @Test
  void aKeyComesTranslatedWithIrq1() {
    setCommandByte(0x45);
    keyboard.key(Key.A, true);
    pass(MS);
    assertThat(kbc.irq1.isHigh()).isTrue();
    assertThat(kbc.data.peek(0, 1)).hasValue(0x1E);
    assertThat(kbc.irq1.isHigh()).as("peek takes nothing").isTrue();
    assertThat(kbc.data.read(0, 1)).isEqualTo(0x1E);
    assertThat(kbc.irq1.isHigh()).isFalse();
    keyboard.key(Key.A, false);
    assertThat(next()).isEqualTo(0x9E);
    assertThat(kbc.data.read(0, 1)).as("the buffer keeps its last byte").isEqualTo(0x9E);
  }

  @Test
  void untranslatedBreakCodesAreTwoBytesAndExtendedKeysKeepTheirPrefix() {
    setCommandByte(0x05);
    keyboard.key(Key.LEFT, true);
    keyboard.key(Key.LEFT, false);
    int[] seen = {next(), next(), next(), next(), next()};
    assertThat(seen).containsExactly(0xE0, 0x6B, 0xE0, 0xF0, 0x6B);
  }

  @Test
  void translatedExtendedBreak() {
    setCommandByte(0x45);
    keyboard.key(Key.RIGHT_CTRL, true);
    keyboard.key(Key.RIGHT_CTRL, false);
    int[] seen = {next(), next(), next(), next()};
    assertThat(seen).containsExactly(0xE0, 0x1D, 0xE0, 0x9D);
  }

  @Test
  void aDisabledKeyboardKeepsItsBytes() {
    setCommandByte(0x55);
    keyboard.key(Key.A, true);
    pass(10 * MS);
    assertThat(status() & OBF).isZero();
    command(0xAE);
    assertThat(next()).isEqualTo(0x1E);
  }

  @Test
  void keyboardCommandsAreAnsweredThroughTheSameBuffer() {
    setCommandByte(0x45);
    data(0xF2);
    int[] seen = {next(), next(), next()};
    assertThat(seen).as("83 is translated too").containsExactly(0xFA, 0xAB, 0x41);
  }

  @Test
  void mouseBytesAreMarkedAndRaiseIrq12() {
    setCommandByte(0x47);
    command(0xD4);
    data(0xF4);
    pass(2 * MS);
    assertThat(status() & (OBF | AUX_OBF)).isEqualTo(OBF | AUX_OBF);
    assertThat(kbc.irq12.isHigh()).isTrue();
    assertThat(kbc.irq1.isHigh()).isFalse();
    assertThat(kbc.data.read(0, 1)).isEqualTo(0xFA);
    assertThat(kbc.irq12.isHigh()).isFalse();
    assertThat(status() & AUX_OBF).isZero();
  }

  @Test
  void withoutAMouseTheControllerSaysTimeout() {
    Kbc8042 lonely = new Kbc8042(scheduler, new Resets(), keyboard, null);
    lonely.command.write(0, 1, 0xD4);
    lonely.data.write(0, 1, 0xFF);
    pass(MS);
    assertThat(lonely.command.read(0, 1) & 0x61).isEqualTo(0x61);
    assertThat(lonely.data.read(0, 1)).isEqualTo(0xFE);
  }

  @Test
  void aByteCanBePretended() {
    setCommandByte(0x47);
    command(0xD2);
    data(0x1C);
    assertThat(next()).isEqualTo(0x1C);
    command(0xD3);
    data(0x77);
    pass(MS);
    assertThat(kbc.irq12.isHigh()).isTrue();
    assertThat(next()).isEqualTo(0x77);
  }

  @Test
  void theOutputPortMovesA20() {
    assertThat(kbc.a20.isHigh()).as("pulled up at reset").isTrue();
    command(0xD1);
    data(0xDD);
    assertThat(kbc.a20.isHigh()).isFalse();
    command(0xD0);
    assertThat(next() & 3).isEqualTo(1);
    command(0xDF);
    assertThat(kbc.a20.isHigh()).isTrue();
    assertThat(resets).isZero();
  }

  @Test
  void bitZeroOfTheOutputPortAndPulseFeReset() {
    command(0xFE);
    assertThat(resets).isEqualTo(1);
    command(0xFF);
    assertThat(resets).as("no line is pulsed").isEqualTo(1);
    command(0xD1);
    data(0xDE);
    assertThat(resets).isEqualTo(2);
  }

  @Test
  void aReplyWaitsUntilTheBufferIsRead() {
    setCommandByte(0x45);
    keyboard.key(Key.A, true);
    pass(MS);
    command(0x20);
    pass(MS);
    assertThat(next()).isEqualTo(0x1E);
    assertThat(next()).isEqualTo(0x45);
  }

  @Test
  void bytesComeNoFasterThanTheCableCarriesThem() {
    setCommandByte(0x45);
    keyboard.key(Key.A, true);
    keyboard.key(Key.B, true);
    assertThat(next()).isEqualTo(0x1E);
    pass(MS / 2);
    assertThat(status() & OBF).isZero();
    pass(MS / 2);
    assertThat(status() & OBF).isEqualTo(OBF);
  }
}
