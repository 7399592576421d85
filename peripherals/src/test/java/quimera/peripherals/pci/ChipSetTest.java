package quimera.peripherals.pci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device;
import quimera.core.machine.MachineControl;
import quimera.core.time.Clock;
import quimera.core.time.Scheduler;

/** Shadow RAM, interrupt steering, power management. */
class ChipSetTest {
  private static final int POWER_PORTS = 0x600;

  private final Scheduler scheduler = new Scheduler();
  private final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  private final PortSpace ports = new PortSpace();
  private final PciBus pci = new PciBus(map, ports);
  private final Bus bus = new Bus(map, 32);
  private final Control control = new Control();

  private static final class Control implements MachineControl {
    int resets;
    boolean off;

    @Override
    public void reset() {
      resets++;
    }

    @Override
    public void powerOff() {
      off = true;
    }

    @Override
    public void exit(int code) {}
  }

  private void bridge() {
    Memory ram = Memory.ram("ram", 1 << 20);
    byte[] rom = new byte[0x10000];
    java.util.Arrays.fill(rom, (byte) 0x77);
    map.memory("base", 0, 0xA0000, ram, 0, 0);
    map.memory("bios", 0xF0000, Memory.rom("bios", rom));
    I440fx bridge = pci.add(0, 0, new I440fx(map, ram));
    bridge.reset(Device.Reset.POWER_ON);
    bridge.settle();
  }

  @Test
  void shadowRamTakesReadsAndWritesApart() {
    bridge();
    bus.write8(0xF0000, 0x11);
    assertThat(bus.read8(0xF0000)).as("ROM").isEqualTo(0x77);
    pci.configWrite(0, 0x59, 1, 0x20);
    bus.write8(0xF0000, 0x22);
    assertThat(bus.read8(0xF0000)).as("writes go to RAM, reads to ROM").isEqualTo(0x77);
    pci.configWrite(0, 0x59, 1, 0x10);
    bus.write8(0xF0000, 0x33);
    assertThat(bus.read8(0xF0000)).as("write-protected RAM").isEqualTo(0x22);
    pci.configWrite(0, 0x5A, 1, 0x30);
    bus.write8(0xC4000, 0x44);
    bus.write8(0xC0000, 0x55);
    assertThat(bus.read8(0xC4000)).isEqualTo(0x44);
    assertThat(bus.read8(0xC0000)).as("the lower nibble is another segment").isEqualTo(0xFF);
  }

  @Test
  void smramIsSeenWhileItIsOpenAndNeverOnceLocked() {
    bridge();
    pci.configWrite(0, 0x72, 1, 0x4A);
    bus.write8(0xA0000, 0x12);
    assertThat(bus.read8(0xA0000)).isEqualTo(0x12);
    pci.configWrite(0, 0x72, 1, 0x1A);
    assertThat(bus.read8(0xA0000)).isEqualTo(0xFF);
    pci.configWrite(0, 0x72, 1, 0x4A);
    assertThat(bus.read8(0xA0000)).as("locked").isEqualTo(0xFF);
  }

  @Test
  void aPirqGoesToTheLineThatItIsRoutedTo() {
    Piix3 piix3 = pci.add(1, 0, new Piix3(control));
    piix3.reset(Device.Reset.POWER_ON);
    piix3.pirq(2).changed(true);
    assertThat(piix3.irq(11).isHigh()).as("not routed after reset").isFalse();
    pci.configWrite(8, 0x62, 1, 11);
    assertThat(piix3.irq(11).isHigh()).isTrue();
    pci.configWrite(8, 0x62, 1, 8);
    assertThat(piix3.irq(11).isHigh()).isFalse();
    assertThat(piix3.irq(8).isHigh()).as("no PIRQ reaches the clock's line").isFalse();
    pci.configWrite(8, 0x61, 1, 10);
    pci.configWrite(8, 0x62, 1, 10);
    piix3.pirq(1).changed(true);
    piix3.pirq(2).changed(false);
    assertThat(piix3.irq(10).isHigh()).as("shared").isTrue();
    piix3.pirq(1).changed(false);
    assertThat(piix3.irq(10).isHigh()).isFalse();
  }

  @Test
  void theResetControlRegisterResetsWhenItsBitRises() {
    Piix3 piix3 = new Piix3(control);
    PciConfigPorts door = new PciConfigPorts(pci, piix3.resetControl);
    ports.map("config", 0xCF8, 4, 4, door.address);
    ports.write(0xCF9, 1, 2);
    assertThat(control.resets).isZero();
    ports.write(0xCF9, 1, 6);
    ports.write(0xCF9, 1, 6);
    assertThat(control.resets).isEqualTo(1);
    assertThat(ports.read(0xCF9, 1)).isEqualTo(6);
  }

  private Piix4Pm power() {
    Piix4Pm pm = pci.add(1, 3, new Piix4Pm(scheduler, new Clock("pm", 315_000_000, 88), control));
    ports.map("apm", 0xB2, 2, 1, pm.apm);
    pm.reset(Device.Reset.POWER_ON);
    pm.settle();
    pci.configWrite(11, 0x40, 4, POWER_PORTS);
    pci.configWrite(11, 0x80, 1, 1);
    return pm;
  }

  @Test
  void theTimerCountsAtItsClockAndTellsOfItsTopBit() {
    Piix4Pm pm = power();
    scheduler.advanceTo(1_000_000_000L);
    assertThat(ports.read(POWER_PORTS + 8, 4)).isEqualTo(3_579_545);
    assertThat(ports.read(POWER_PORTS, 2) & 1).isZero();
    ports.write(0xB2, 1, 0xF1);
    assertThat(ports.read(POWER_PORTS + 4, 2) & 1).as("SCI_EN").isEqualTo(1);
    ports.write(POWER_PORTS + 2, 2, 1);
    scheduler.advanceTo(2_400_000_000L);
    assertThat(ports.read(POWER_PORTS, 2) & 1).as("bit 23 has changed").isEqualTo(1);
    assertThat(pm.sci.isHigh()).isTrue();
    ports.write(POWER_PORTS, 2, 1);
    assertThat(pm.sci.isHigh()).isFalse();
    scheduler.advanceTo(4_800_000_000L);
    assertThat(pm.sci.isHigh()).as("and again, by itself").isTrue();
  }

  @Test
  void softOffSwitchesThePowerOff() {
    power();
    ports.write(POWER_PORTS + 4, 2, 0x2400);
    assertThat(control.off).as("another sleep type").isFalse();
    ports.write(POWER_PORTS + 4, 2, 0x2001);
    assertThat(control.off).isTrue();
  }

  @Test
  void anEmptyPlaceOnTheSmbusIsADeviceError() {
    Piix4Pm pm = power();
    pm.smbus(
        0x50,
        new Smbus() {
          @Override
          public int readByte(int command) {
            return command + 1;
          }

          @Override
          public void writeByte(int command, int value) {}
        });
    pci.configWrite(11, 0x90, 4, 0x700);
    pci.configWrite(11, 0xD2, 1, 1);
    pci.configWrite(11, 0x04, 2, 1);
    ports.write(0x703, 1, 0x20);
    ports.write(0x704, 1, 0xA1);
    ports.write(0x702, 1, 0x48);
    assertThat(ports.read(0x700, 1)).as("busy").isEqualTo(1);
    scheduler.advanceTo(scheduler.now() + 1_000_000);
    assertThat(ports.read(0x700, 1)).isEqualTo(2);
    assertThat(ports.read(0x705, 1)).isEqualTo(0x21);
    ports.write(0x700, 1, 0x1E);
    ports.write(0x704, 1, 0xA3);
    ports.write(0x702, 1, 0x48);
    scheduler.advanceTo(scheduler.now() + 1_000_000);
    assertThat(ports.read(0x700, 1)).isEqualTo(4);
  }
}
