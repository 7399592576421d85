package quimera.peripherals.pci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.bus.Bus;
import quimera.core.bus.BusTarget;
import quimera.core.bus.Memory;
import quimera.core.bus.MemoryMap;
import quimera.core.bus.PortSpace;
import quimera.core.bus.Unmapped;
import quimera.core.device.Device;

class PciFunctionTest {
  private final MemoryMap map = new MemoryMap("physical", Unmapped.ONES);
  private final PortSpace ports = new PortSpace();
  private final PciBus pci = new PciBus(map, ports);
  private final Card card = pci.add(3, 0, new Card());
  private final PciConfigPorts door = new PciConfigPorts(pci, null);
  private final Bus bus = new Bus(map, 32);

  private static final class Card extends PciFunction {
    final Memory memory = Memory.ram("card", 0x10000);

    Card() {
      super(0x1234, 0x5678, 0x028000, 7);
      memory(0, "card-memory", memory);
      ports(
          1,
          "card-ports",
          32,
          4,
          new BusTarget() {
            @Override
            public long read(int offset, int bytes) {
              return 0xA0L + offset;
            }

            @Override
            public void write(int offset, int bytes, long value) {}
          });
      interruptPin(1);
    }
  }

  PciFunctionTest() {
    ports.map("config-address", 0xCF8, 4, 4, door.address);
    ports.map("config-data", 0xCFC, 4, 4, door.data);
    card.reset(Device.Reset.POWER_ON);
  }

  private int config(int device, int register) {
    ports.write(0xCF8, 4, 0x80000000 | device << 11 | register);
    return ports.read(0xCFC, 4);
  }

  private void config(int register, int bytes, int value) {
    ports.write(0xCF8, 4, 0x80000000 | 3 << 11 | register);
    ports.write(0xCFC + (register & 3), bytes, value);
  }

  @Test
  void anEmptySlotReadsAsOnes() {
    assertThat(config(4, 0)).isEqualTo(-1);
    assertThat(config(3, 0)).isEqualTo(0x56781234);
    assertThat(config(3, 8)).isEqualTo(0x02800007);
  }

  @Test
  void writingOnesToABaseAddressTellsItsSize() {
    config(0x10, 4, -1);
    config(0x14, 4, -1);
    config(0x18, 4, -1);
    assertThat(config(3, 0x10)).isEqualTo(0xFFFF0008);
    assertThat(config(3, 0x14)).isEqualTo(0xFFFFFFE1);
    assertThat(config(3, 0x18)).isZero();
  }

  @Test
  void aWindowAnswersWhereItsBaseSaysWhileItsSpaceIsOn() {
    config(0x10, 4, 0xE0000000);
    config(0x14, 4, 0xC000);
    assertThat(bus.read32(0xE0000000L)).isEqualTo(-1);
    assertThat(ports.read(0xC004, 1)).isEqualTo(0xFF);
    config(0x04, 2, 3);
    bus.write32(0xE0000010L, 0x11223344);
    assertThat(card.memory.page(0).bytes[0x10]).isEqualTo((byte) 0x44);
    assertThat(ports.read(0xC004, 1)).isEqualTo(0xA4);
    config(0x10, 4, 0xE8000000);
    assertThat(bus.read32(0xE0000010L)).isEqualTo(-1);
    assertThat(bus.read32(0xE8000010L)).isEqualTo(0x11223344);
    card.reset(Device.Reset.WARM);
    assertThat(bus.read32(0xE8000010L)).isEqualTo(-1);
    assertThat(ports.read(0xC004, 1)).isEqualTo(0xFF);
  }

  @Test
  void portsOfTheBoardLieAboveThoseOfACard() {
    ports.map("board", 0xC002, 1, 1, new Fixed(0x55));
    config(0x14, 4, 0xC000);
    config(0x04, 2, 1);
    assertThat(ports.read(0xC001, 1)).isEqualTo(0xA1);
    assertThat(ports.read(0xC002, 1)).isEqualTo(0x55);
  }

  @Test
  void readOnlyRegistersKeepTheirValue() {
    config(0x00, 4, 0);
    config(0x3D, 1, 0);
    assertThat(config(3, 0)).isEqualTo(0x56781234);
    assertThat(config(3, 0x3C) >> 8 & 0xFF).isEqualTo(1);
  }

  private record Fixed(int value) implements BusTarget {
    @Override
    public long read(int offset, int bytes) {
      return value;
    }

    @Override
    public void write(int offset, int bytes, long written) {}
  }
}
