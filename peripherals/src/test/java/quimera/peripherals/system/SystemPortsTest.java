package quimera.peripherals.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device.Reset;
import quimera.core.machine.MachineControl;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;
import quimera.peripherals.sound.PcSpeaker;
import quimera.peripherals.timer.Pit8254;

class SystemPortsTest {
  private final Scheduler scheduler = new Scheduler();
  private int resets;

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

  private void pass(long ns) {
    scheduler.advanceTo(scheduler.now() + ns);
  }

  @Test
  void port61TogglesItsRefreshBitEvery15Microseconds() {
    Port61 port = new Port61(scheduler, () -> false);
    int changes = 0;
    long last = 0;
    for (int i = 0; i < 1_000; i++) {
      pass(1_000);
      long now = port.read(0, 1) & 0x10;
      changes += now == last ? 0 : 1;
      last = now;
    }
    assertThat(changes).isEqualTo(66);
  }

  @Test
  void port61GatesTheTimerAndShowsItsOutput() {
    Pit8254 pit = new Pit8254(Clock.hertz("pit", 1_000_000), scheduler);
    Port61 port = new Port61(scheduler, () -> pit.out(2));
    port.gate2.connect("pit.gate2", pit.gate2);
    pit.write(3, 1, 0xB0);
    pit.write(2, 1, 10);
    pit.write(2, 1, 0);
    pass(100_000);
    assertThat(port.read(0, 1) & 0x20).isZero();
    port.write(0, 1, 0x01);
    pass(12_000);
    assertThat(port.read(0, 1) & 0x2F).isEqualTo(0x21);
  }

  @Test
  void theSpeakerHearsTheToneOnlyThroughBothGates() {
    StringBuilder heard = new StringBuilder();
    PcSpeaker speaker =
        new PcSpeaker(
            scheduler, (time, level) -> heard.append(level ? '+' : '-').append(time / 1_000));
    Pit8254 pit = new Pit8254(Clock.hertz("pit", 1_000_000), scheduler);
    Port61 port = new Port61(scheduler, () -> pit.out(2));
    port.gate2.connect("pit.gate2", pit.gate2);
    port.speakerData.connect("speaker.enable", speaker.enable);
    pit.out2.connect("speaker.tone", speaker.tone);
    pit.write(3, 1, 0xB6);
    pit.write(2, 1, 100);
    pit.write(2, 1, 0);
    pass(10_000);
    assertThat(heard.toString()).isEmpty();
    port.write(0, 1, 0x03);
    pass(200_000);
    assertThat(heard.toString()).isEqualTo("+10-61+111-161");
    port.write(0, 1, 0x00);
    pass(200_000);
    assertThat(heard.toString()).isEqualTo("+10-61+111-161");
  }

  @Test
  void eitherDriverOpensAddressLine20() {
    MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
    map.memory("ram", 0, Memory.ram("ram", 0x200000));
    Bus bus = new Bus(map, 24);
    A20Gate gate = new A20Gate(bus);
    Port92 port = new Port92(new Resets());
    port.a20.connect("a20.port92", gate.port92);
    bus.write8(0x500, 1);
    assertThat(bus.read8(0x100500)).as("wraps").isEqualTo(1);
    port.write(0, 1, 0x02);
    assertThat(bus.read8(0x100500)).isZero();
    gate.keyboardController.changed(true);
    port.write(0, 1, 0x00);
    assertThat(gate.open()).isTrue();
    gate.keyboardController.changed(false);
    assertThat(bus.read8(0x100500)).isEqualTo(1);
  }

  @Test
  void port92ResetsOnARisingBit() {
    Port92 port = new Port92(new Resets());
    port.write(0, 1, 0x02);
    assertThat(resets).isZero();
    port.write(0, 1, 0x03);
    port.write(0, 1, 0x03);
    assertThat(resets).isEqualTo(1);
    assertThat(port.read(0, 1)).isEqualTo(0x03);
    port.reset(Reset.WARM);
    port.settle();
    assertThat(port.a20.isHigh()).isFalse();
  }

  @Test
  void anEmptyGamePortNeverEndsItsOneShots() {
    GamePort port = new GamePort(scheduler);
    port.write(0, 1, 0);
    pass(1_000_000_000L);
    assertThat(port.read(0, 1)).isEqualTo(0xFF);
  }

  @Test
  void theGamePortTimesItsAxes() {
    GamePort port = new GamePort(scheduler);
    port.pad(new float[] {-1, 0, 1, 0}, 0b0101);
    port.write(0, 1, 0);
    assertThat(port.read(0, 1)).isEqualTo(0xAF);
    pass(25_000);
    assertThat(port.read(0, 1)).isEqualTo(0xAE);
    pass(560_000);
    assertThat(port.read(0, 1)).isEqualTo(0xA4);
    pass(600_000);
    assertThat(port.read(0, 1)).isEqualTo(0xA0);
  }
}
