package quimera.peripherals.debug;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quimera.core.machine.MachineControl;

class DebugPortsTest {
  private final StringBuilder asked = new StringBuilder();

  private final MachineControl machine =
      new MachineControl() {
        @Override
        public void reset() {
          asked.append("reset ");
        }

        @Override
        public void powerOff() {
          asked.append("off ");
        }

        @Override
        public void exit(int code) {
          asked.append("exit ").append(code);
        }
      };

  @Test
  void portE9WritesCharactersAndIdentifiesItself() {
    StringBuilder text = new StringBuilder();
    PortE9 port = new PortE9(value -> text.append((char) value));
    port.write(0, 1, 'h');
    port.write(0, 1, 'i');
    assertThat(text.toString()).isEqualTo("hi");
    assertThat(port.read(0, 1)).isEqualTo(0xE9);
  }

  @Test
  void debugExitNeverExitsWithZero() {
    new DebugExit(machine).write(0, 1, 0x10);
    assertThat(asked.toString()).isEqualTo("exit 33");
  }

  @Test
  void sleepStateFiveSwitchesOff() {
    PowerPorts ports = new PowerPorts(machine);
    ports.pm1Control.write(0, 2, 0x0001);
    ports.pm1Control.write(0, 2, 0x3C00);
    assertThat(asked.toString()).isEmpty();
    ports.pm1Control.write(0, 2, 0x2000);
    ports.pm1Control.write(1, 1, 0x20);
    assertThat(asked.toString()).isEqualTo("off off ");
  }

  @Test
  void onlyTheWholeWordShutsDown() {
    PowerPorts ports = new PowerPorts(machine);
    "Shut ShuShutdow".chars().forEach(c -> ports.shutdown.write(0, 1, c));
    assertThat(asked.toString()).isEmpty();
    ports.shutdown.write(0, 1, 'n');
    assertThat(asked.toString()).isEqualTo("off ");
  }
}
